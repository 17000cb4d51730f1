"""The background of a model: what the articles that it was trained on speak of."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path

from indexer.background import FILE, Background
from indexer.encode import load_encoder
from indexer.train.articles import Article

TEXTS = 10_000
"""As many as leave the model below 40 MB."""
_SHORTEST, _LONGEST = 80, 1_500
"""Characters: shorter articles say nothing, of longer ones the beginning is enough."""


def save_background(folder: Path, articles: Iterable[Article], seed: int) -> None:
    """Write the background of the model in ``folder`` beside it, from some of the articles."""
    bodies = {article.body[:_LONGEST]: article.title for article in articles}
    texts = [f"{title}\n{body}" for body, title in bodies.items() if len(body) >= _SHORTEST]
    random.Random(seed).shuffle(texts)
    vectors = load_encoder(str(folder)).encode(texts[:TEXTS], "passage")
    Background.of(vectors).save(folder / FILE)
