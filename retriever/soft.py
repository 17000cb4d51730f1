"""Word by word: how a question and clauses compare as sets of words with vectors.

What is found here is the same whichever encoder ranks: the words are their own.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from indexer.index import Index
from indexer.translation import Units
from indexer.words import WordVectors

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]

_TINY = 1e-9
_ALIKE, _SPREAD = 0.3, 0.05
"""The cosine at which two units are as likely as not to mean the same, and how fast that turns."""


_SAYS_LITTLE = 0.05
"""What a word of the question that a sentence does not say leaves of its share there."""
_WHOLE, _HEADING = 0, 1
"""Ranks of the stretches of a passage that are no sentences, see ``Passage.stretches``."""


class WordMatch(NamedTuple):
    """How near clauses come to a question, shape ``(clauses,)`` each; 0 without passages.

    Words are the units of the question and the clause; they count by their weight, and two are
    alike by a logistic of their cosine.

    ``soft``: how much of the question some word of the clause or its headings is like. Where a sum
    of vectors forgets in a long clause what a few of its words say, this does not. After the late
    interaction of Khattab and Zaharia 2020 (ColBERT), over vectors without context.
    ``sentence``: the same for the one sentence that says most, as a geometric mean: a word that it
    does not say costs more than others make up for.
    ``heading`` and ``told``: the other way round, how much of the nearest heading, and of the
    clause's own sentences, some word of the question is like.
    ``near`` and ``nearest``: the cosine of the sums of the vectors, that of the nearest passage
    and that of the nearest sentence.
    ``translated`` and ``translated_sentence``: how much likelier the question is for somebody whom
    the passage, or a sentence, answers than for anybody: the mean logarithm of that ratio over its
    words, each asked half by chance and half for one of the units there (see ``Translation``).
    """

    soft: Floats
    sentence: Floats
    heading: Floats
    told: Floats
    near: Floats
    nearest: Floats
    translated: Floats
    translated_sentence: Floats


def match_words(index: Index, words: WordVectors, asked: Units, clauses: Rows) -> WordMatch:
    """Compare a question, given by its units, with each of a few clauses."""
    passages, owner = index.records.passages_of(clauses)
    held = index.units.stretches(passages)
    filled = held.counts > 0
    if not len(asked) or not filled.any():
        return WordMatch(*np.zeros((len(WordMatch._fields), len(clauses))))
    units, place = np.unique(held.units, return_inverse=True)
    directions, weights = words.directions(units), words.weights(units)
    starts = (np.cumsum(held.counts) - held.counts)[filled]
    rank, clause = held.rank[filled], owner[held.owner[filled]]
    norms = np.maximum(held.norms[filled], _TINY)

    cosines = words.directions(asked) @ directions.T
    alike = 1 / (1 + np.exp((_ALIKE - cosines) / _SPREAD))
    share = words.weights(asked) / words.weights(asked).sum()
    said = np.maximum.reduceat(alike[:, place], starts, axis=1)
    sentence = np.exp(share @ np.log(said + _SAYS_LITTLE))
    along = (directions @ _unit(words.total(asked))) * weights
    near = np.add.reduceat(along[place], starts) / norms
    told = np.add.reduceat((alike.max(axis=0) * weights)[place], starts)
    whole = np.add.reduceat(weights[place], starts)
    chances = words.translation.chances(asked, units)
    meant = np.add.reduceat(chances[:, place], starts, axis=1) / held.counts[filled]
    ratio = share @ np.log1p(meant / words.translation.usual(asked)[:, None])

    def highest(values: Floats, where: npt.NDArray[np.bool_]) -> Floats:
        best = np.full((len(clauses), *values.shape[1:]), -np.inf)
        np.maximum.at(best, clause[where], values[where])
        return np.where(np.isneginf(best), 0.0, best)

    def total(values: Floats, where: npt.NDArray[np.bool_]) -> Floats:
        summed = np.zeros(len(clauses))
        np.add.at(summed, clause[where], values[where])
        return summed

    in_sentence = rank > _HEADING
    return WordMatch(
        soft=highest(said.T, rank == _WHOLE) @ share,
        sentence=highest(sentence, in_sentence),
        heading=highest(told / whole, rank == _HEADING),
        told=total(told, in_sentence) / np.maximum(total(whole, in_sentence), _TINY),
        near=highest(near, rank == _WHOLE),
        nearest=highest(near, in_sentence),
        translated=highest(ratio, rank == _WHOLE),
        translated_sentence=highest(ratio, in_sentence),
    )


def usual(words: WordVectors, asked: Units) -> float:
    """How usual the matter of a question is, see ``Background``; 0 without known words."""
    return words.background.usual(_unit(words.total(asked)))


def _unit(vector: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Of length 1; zeros stay."""
    unit: npt.NDArray[np.float32] = vector / max(float(np.linalg.norm(vector)), _TINY)
    return unit
