"""The background of a model: what its articles speak of, and everyday talk."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path

from indexer.background import FILE, Background
from indexer.encode import load_encoder
from indexer.train.articles import Article

TEXTS = 7_500
"""As many as leave the model below 40 MB."""
EVERYDAY = Path(__file__).with_name("everyday.txt")
"""What people ask that no law speaks of, one question a line."""
_SHORTEST, _LONGEST = 80, 1_500
"""Characters: shorter articles say nothing, of longer ones the beginning is enough."""


def save_background(folder: Path, articles: Iterable[Article], seed: int) -> None:
    """Write the background of the model in ``folder`` beside it.

    It has every everyday question, and some of the articles for the rest.
    """
    bodies = {article.body[:_LONGEST]: article.title for article in articles}
    texts = [f"{title}\n{body}" for body, title in bodies.items() if len(body) >= _SHORTEST]
    random.Random(seed).shuffle(texts)
    everyday = EVERYDAY.read_text(encoding="utf-8").splitlines()
    chosen = [*everyday, *texts[: TEXTS - len(everyday)]]
    Background.of(load_encoder(str(folder)).encode(chosen, "passage")).save(folder / FILE)
