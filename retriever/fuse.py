"""Two halves into one order: standardised scores, weighted and added."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from retriever.ranking import Fusion

Floats = npt.NDArray[np.float64]


def fuse(bm25: Floats, dense: Floats, weights: Fusion) -> Floats:
    """One score for each candidate, from what both halves say of the same candidates."""
    return weights.lexical * standardise(bm25) + weights.dense * standardise(dense)


def standardise(scores: Floats) -> Floats:
    """Mean 0 and standard deviation 1 over the candidates; all 0 when they do not differ.

    Raw BM25 scores and cosines live on scales that change with every question; distances from
    the mean in standard deviations can be compared and added.
    """
    spread = scores.std() if len(scores) else 0.0
    if spread < 1e-9:
        return np.zeros_like(scores)
    standard: Floats = (scores - scores.mean()) / spread
    return standard


def best_first(scores: Floats, ties: npt.NDArray[np.int64], k: int) -> npt.NDArray[np.int64]:
    """Places of the ``k`` highest scores, highest first; equal scores by ascending ``ties``."""
    places = np.arange(len(scores))
    if 0 < k < len(scores):
        # all that may be among the k: those level with the last one stay in
        last = np.partition(scores, len(scores) - k)[len(scores) - k]
        places = np.flatnonzero(scores >= last)
    order = np.lexsort((ties[places], -scores[places]))
    best: npt.NDArray[np.int64] = places[order[:k]]
    return best
