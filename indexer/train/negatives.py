"""Hard negatives: texts that a lexical ranker takes for the answer, though they are not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse  # type: ignore[import-untyped]

Rows = npt.NDArray[np.int32]

K1, B = 0.9, 0.4


def mine_negatives(
    queries: Sequence[Rows],
    query_owner: npt.NDArray[np.int64],
    texts: Sequence[Rows],
    owner: npt.NDArray[np.int64],
    ranks: tuple[int, int],
    size: int,
) -> npt.NDArray[np.int32]:
    """Numbers of the texts that BM25 ranks ``ranks[0]`` to ``ranks[1]`` for each query.

    Texts of the query's own subject (``owner[t] == query_owner[q]``) are left out before
    ranking. The very first ranks are best left out too: they are often right answers that nobody
    marked, and training against them hurts. Robertson and Zaragoza 2009.

    Returns:
        shape ``(len(queries), ranks[1] - ranks[0])``.
    """
    index = bm25_weights(texts, size).T.tocsr()
    first, last = ranks
    found = np.empty((len(queries), last - first), dtype=np.int32)
    step = 256
    for start in range(0, len(queries), step):
        block = count_matrix(queries[start : start + step], size)
        scores = (block @ index).toarray()
        scores[query_owner[start : start + step, None] == owner[None, :]] = -1.0
        top = np.argpartition(-scores, last, axis=1)[:, :last]
        order = np.argsort(-np.take_along_axis(scores, top, axis=1), axis=1, kind="stable")
        found[start : start + step] = np.take_along_axis(top, order, axis=1)[:, first:]
    return found


def bm25_weights(texts: Sequence[Rows], size: int) -> sparse.csr_matrix:
    """What each unit of each text adds to its BM25 score, ``(len(texts), size)``."""
    counts = count_matrix(texts, size)
    lengths = np.asarray(counts.sum(axis=1)).ravel()
    documents = np.bincount(counts.indices, minlength=size)
    idf = np.log1p((len(texts) - documents + 0.5) / (documents + 0.5))
    norm = np.repeat(K1 * (1 - B + B * lengths / lengths.mean()), np.diff(counts.indptr))
    counts.data = idf[counts.indices] * counts.data / (counts.data + norm)
    return counts


def count_matrix(texts: Sequence[Sequence[int] | Rows], size: int) -> sparse.csr_matrix:
    """How often each unit stands in each text, ``(len(texts), size)``."""
    bounds = np.concatenate([[0], np.cumsum([len(rows) for rows in texts])])
    units = np.concatenate([*texts, np.empty(0, dtype=np.int32)]).astype(np.int32)
    matrix = sparse.csr_matrix(
        (np.ones(len(units), dtype=np.float32), units, bounds), shape=(len(texts), size)
    )
    matrix.sum_duplicates()
    return matrix
