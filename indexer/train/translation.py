r"""``python -m indexer.train.translation``: from asked questions to words for each other.

Learns what the encoder learns from, about documents that its training did not hold out:

    python -m indexer.train.translation --data ../shared/data --thesaurus retriever/thesaurus.toml
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import numpy as np
import numpy.typing as npt
import typer

from indexer.encode import SHIPPED_MODEL
from indexer.table import read_tokenizer
from indexer.train.__main__ import SAYINGS, WRITTEN, Settings, read_corpus, split
from indexer.train.dataset import Asked
from indexer.train.vocabulary import UNKNOWN
from indexer.translation import SHIPPED_TRANSLATION, Lexicon, Units

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

ROUNDS = 6
OPENING = 1_500
"""Characters of an article that are read where nobody noted which paragraph answers."""
SAYING = 3.0
"""What a saying counts beside an asked question: it has few words, and each of them is meant."""
UNSEEN = 1.0
"""Questions with other words that each unit is thought to have been asked by: what was seen once
or twice says little."""
LEAST = 0.04
"""Smaller chances are left out: most are accidents, and they would be most of the file."""
TINY = 1e-6
"""The share of what no question has."""


class Pair(NamedTuple):
    """The units of a question and of the text that answers it, and what the pair counts."""

    asked: Units
    told: Units
    counts: float


def learn(pairs: Sequence[Pair], names: Sequence[str]) -> Lexicon:
    """Expectation maximisation over the pairs, from even chances.

    ``names`` are the words of the units. Every text also has the empty word, number
    ``len(names)``, which asks what any text may be asked.
    """
    size = len(names)
    links = _links(pairs, size)
    kinds, kind = np.unique(links.told * (size + 1) + links.asked, return_inverse=True)
    told, asked = kinds // (size + 1), kinds % (size + 1)
    chances: Floats = 1 / np.bincount(told)[told]
    for _ in range(ROUNDS):
        shares = chances[kind]
        shares *= links.counts / np.bincount(links.word, weights=shares)[links.word]
        expected = np.bincount(kind, weights=shares)
        chances = expected / (np.bincount(told, weights=expected)[told] + UNSEEN)
    often = np.bincount(links.asked[links.told == size], minlength=size)
    kept = np.flatnonzero((chances >= LEAST) & (told < size))
    units = np.unique([asked[kept], told[kept], np.full(len(kept), often.argmin())])
    return Lexicon(
        words=[names[unit] for unit in units],
        asked=np.searchsorted(units, asked[kept]).astype(np.int32),
        told=np.searchsorted(units, told[kept]).astype(np.int32),
        chances=chances[kept].astype(np.float16),
        usual=(often[units] / often.sum() + TINY).astype(np.float32),
    )


class _Links(NamedTuple):
    """Each unit of a question beside each of its text; ``word`` numbers the units asked."""

    asked: Integers
    told: Integers
    word: Integers
    counts: Floats


def _links(pairs: Sequence[Pair], empty: int) -> _Links:
    pairs = [pair._replace(told=np.append(pair.told, empty)) for pair in pairs if len(pair.asked)]
    asked = np.concatenate([pair.asked for pair in pairs]).astype(np.int64)
    beside = np.concatenate([np.full(len(pair.asked), len(pair.told)) for pair in pairs])
    counts = np.concatenate([np.full(len(pair.asked), pair.counts) for pair in pairs])
    return _Links(
        asked=np.repeat(asked, beside),
        told=np.concatenate([np.tile(pair.told, len(pair.asked)) for pair in pairs]).astype(
            np.int64
        ),
        word=np.repeat(np.arange(len(asked)), beside),
        counts=np.repeat(counts, beside),
    )


def _answer(one: Asked) -> str:
    """The title of the article and the paragraph that answers."""
    article = one.article
    told = article.body[:OPENING] if one.paragraph is None else article.paragraphs[one.paragraph]
    return f"{article.title}\n{told}"


def main(
    data: Annotated[Path, typer.Option(help="Folder with laws/, gazette/ and beir/.")],
    thesaurus: Annotated[Path, typer.Option(help="What people say for official phrases, TOML.")],
    model: Annotated[Path, typer.Option(help="The encoder with its units.")] = SHIPPED_MODEL,
    output: Annotated[Path, typer.Option(help="The file to write.")] = SHIPPED_TRANSLATION,
    questions: Annotated[Path, typer.Option(help="Questions about the raw texts.")] = WRITTEN,
    sayings: Annotated[Path, typer.Option(help="What people say for more of them.")] = SAYINGS,
    held_out: Annotated[float, typer.Option(min=0, max=0.9)] = Settings().held_out,
) -> None:
    """Learn which words stand for each other and write them to OUTPUT."""
    corpus = read_corpus(data, questions, sayings, thesaurus)
    asked = [one for each in corpus.sets for one in split(each, held_out)[0].asked()]
    texts = [(one.text, _answer(one), 1.0) for one in asked]
    texts += [(said, official, SAYING) for official, said in corpus.sayings]
    tokenizer = read_tokenizer(model)
    unknown = tokenizer.token_to_id(UNKNOWN)

    def units(text: str) -> Units:
        found: Units = np.unique(np.array(tokenizer.encode(text).ids, dtype=np.int32))
        known: Units = found[found != unknown]
        return known

    pairs = [Pair(units(question), units(answer), counts) for question, answer, counts in texts]
    names = [tokenizer.id_to_token(unit) or "" for unit in range(tokenizer.get_vocab_size())]
    learn(pairs, names).save(output)


if __name__ == "__main__":
    typer.run(main)
