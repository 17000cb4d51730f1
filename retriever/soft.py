"""Word by word: how a question and clauses compare as sets of words with vectors.

What is found here is the same whichever encoder ranks: the words are their own.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from indexer.index import Index
from indexer.words import Units, WordVectors

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]

_TINY = 1e-9
_ALIKE, _SPREAD = 0.3, 0.05
"""The cosine at which two units are as likely as not to mean the same, and how fast that turns."""


class WordMatch(NamedTuple):
    """How near clauses come to a question, shape ``(clauses,)`` each; 0 without passages.

    ``soft``: how much of the question the clause says in some unit that is like the question's,
    a logistic of their cosine; units count by their weight. Where a sum of vectors forgets in a
    long clause what a few of its words say, this does not. After the late interaction of Khattab
    and Zaharia 2020 (ColBERT), over vectors without context.

    ``near``: the cosine of the sums of the vectors, that of the nearest passage.
    """

    soft: Floats
    near: Floats


def match_words(index: Index, words: WordVectors, asked: Units, clauses: Rows) -> WordMatch:
    """Compare a question, given by its units, with each of a few clauses."""
    passages, owner = index.records.passages_of(clauses)
    bounds = index.units.indptr
    spans = [index.units.units[bounds[p] : bounds[p + 1]] for p in passages]
    counts = np.array([len(span) for span in spans], dtype=np.int64)
    filled = counts > 0
    soft, near = np.zeros(len(clauses)), np.zeros(len(clauses))
    if not len(asked) or not filled.any():
        return WordMatch(soft, near)
    units, place = np.unique(np.concatenate(spans), return_inverse=True)
    directions = words.directions(units)
    starts = (np.cumsum(counts) - counts)[filled]
    passages, owner = passages[filled], owner[filled]

    cosines = words.directions(asked) @ directions.T
    nearest = np.maximum.reduceat(cosines[:, place], starts, axis=1)
    begins = np.flatnonzero(np.diff(owner, prepend=-1))
    best = np.maximum.reduceat(nearest, begins, axis=1)
    weights = words.weights(asked)
    alike = 1 / (1 + np.exp((_ALIKE - best) / _SPREAD))
    soft[owner[begins]] = weights @ alike / weights.sum()

    along = (directions @ _unit(words.total(asked))) * words.weights(units)
    lengths = np.maximum(index.units.norms[passages], _TINY)
    sums = np.add.reduceat(along[place], starts) / lengths
    near[owner[begins]] = np.maximum.reduceat(sums, begins)
    return WordMatch(soft, near)


def usual(words: WordVectors, asked: Units) -> float:
    """How usual the matter of a question is, see ``Background``; 0 without known words."""
    return words.background.usual(_unit(words.total(asked)))


def _unit(vector: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Of length 1; zeros stay."""
    unit: npt.NDArray[np.float32] = vector / max(float(np.linalg.norm(vector)), _TINY)
    return unit
