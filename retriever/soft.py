"""Word by word: how near the closest words of a clause come to each word of a question."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from indexer.index import Index
from indexer.words import WordVectors

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]


def soft_match(index: Index, words: WordVectors, question: str, clauses: Rows) -> Floats:
    """The mean of the cosines of the question's units to the nearest unit of each clause.

    Units count by their weight, a cosine below 0 counts as 0. Where a sum of vectors forgets in
    a long clause what a few of its words say, this does not. After the late interaction of
    Khattab and Zaharia 2020 (ColBERT), over vectors without context.

    Returns:
        shape ``(len(clauses),)``, in [0, 1]; 0 for a clause without passages.
    """
    asked = words.units([question])[0]
    passages = index.records.clause_passages
    bounds = index.units.indptr
    spans = [index.units.units[bounds[passages[c]] : bounds[passages[c + 1]]] for c in clauses]
    counts = np.array([len(span) for span in spans])
    filled = counts > 0
    matched = np.zeros(len(clauses))
    if not len(asked) or not filled.any():
        return matched
    units, place = np.unique(np.concatenate(spans), return_inverse=True)
    cosines = np.maximum(words.directions(asked) @ words.directions(units).T, 0)
    starts = (np.cumsum(counts) - counts)[filled]
    nearest = np.maximum.reduceat(cosines[:, place], starts, axis=1)
    weights = words.weights(asked)
    matched[filled] = weights @ nearest / weights.sum()
    return matched
