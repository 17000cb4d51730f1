"""The dense half of a question: cosines of clauses, that of the best passage of each."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from indexer.dense import Vectors
from indexer.index import Index

Rows = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


def nearest_clauses(index: Index, question: Vectors, k: int, among: Mask | None) -> Rows:
    """The clauses of the ``k`` nearest passages, ascending; ``among`` masks the clauses."""
    passages = among[index.passage_clause] if among is not None else None
    nearest = index.dense.nearest(question, k, passages)
    return np.unique(index.passage_clause[nearest])


def clause_cosines(index: Index, question: Vectors, clauses: Rows) -> npt.NDArray[np.float64]:
    """The cosine of each of the clauses, 0 for one without passages.

    ``clauses`` are ascending rows; so is the result, shape ``(len(clauses),)``.
    """
    passages, owner = index.records.passages_of(clauses)
    cosines = np.zeros(len(clauses))
    if len(passages):
        found = index.dense.cosines(question, passages).astype(np.float64)
        begins = np.flatnonzero(np.diff(owner, prepend=-1))
        cosines[owner[begins]] = np.maximum.reduceat(found, begins)
    return cosines
