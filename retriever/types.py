"""What the rooms above see of retrieval: hits, filters, and the engine they come from.

The types of the documents themselves are passed on from the indexer, so that a caller of the
retriever needs no second door.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from indexer.errors import (
    BadDataset,
    BadQuestion,
    BadSettings,
    EncoderMismatch,
    EncoderMissing,
    IndexDamaged,
    IndexMissing,
    PlanqaError,
    UnknownClause,
    UnreadableFile,
)
from indexer.segment import fold, fold_in_place, is_plain
from indexer.types import (
    Clause,
    ClauseRef,
    Document,
    LegalStatus,
    Level,
    Reference,
    ReferenceType,
)

__all__ = [
    "BadDataset",
    "BadQuestion",
    "BadSettings",
    "Clause",
    "ClauseRef",
    "Document",
    "EncoderMismatch",
    "EncoderMissing",
    "Evidence",
    "Filters",
    "Hit",
    "IndexDamaged",
    "IndexInfo",
    "IndexMissing",
    "LegalStatus",
    "Level",
    "Mode",
    "PlanqaError",
    "Reference",
    "ReferenceType",
    "Retriever",
    "UnknownClause",
    "UnreadableFile",
    "fold",
    "fold_in_place",
    "is_plain",
]


class Mode(StrEnum):
    """Which half of the index answers."""

    HYBRID = "hybrid"
    BM25 = "bm25"
    DENSE = "dense"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which documents may be searched; an empty list does not narrow.

    ``numbers`` and ``issuers`` compare without case, diacritics and blanks. ``as_of`` keeps the
    documents issued on that day or before. Drafts have no date and stay unless excluded.
    """

    document_ids: Sequence[str] = ()
    numbers: Sequence[str] = ()
    issuers: Sequence[str] = ()
    as_of: date | None = None
    include_drafts: bool = True


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a clause was found: what each half says, and how much of the question it covers.

    ``bm25`` is the raw score (0 when the lexical half missed it), ``dense`` the cosine in
    [-1, 1] (``nan`` when not computed), ``coverage`` the share in [0, 1] of the question's
    informative weight (inverse document frequency) that stands in the clause or its headings.
    ``answerable`` is the calibrated probability in [0, 1] that the clause answers, worked out from
    ``signs``, figures by name (``nan`` and none unless both halves were asked and the clause was
    among the best candidates, which are looked at closely).
    """

    bm25: float = 0.0
    dense: float = float("nan")
    coverage: float = 0.0
    answerable: float = float("nan")
    signs: Mapping[str, float] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Hit:
    """One ranked clause; ``rank`` counts from 1, higher ``score`` is better."""

    ref: ClauseRef
    score: float
    rank: int
    evidence: Evidence = field(default_factory=Evidence)


@dataclass(frozen=True, slots=True)
class IndexInfo:
    """The live index: the name of its generation and what it holds."""

    generation: str
    documents: int
    clauses: int
    encoder: str


class Retriever(Protocol):
    """An open index. Deterministic: equal scores are ordered by clause id."""

    @property
    def info(self) -> IndexInfo:
        """What is open."""
        ...

    def search(
        self, question: str, k: int = 10, mode: Mode = Mode.HYBRID, filters: Filters | None = None
    ) -> list[Hit]:
        """The best ``k`` clauses, best first; fewer when fewer match at all."""
        ...

    def clause(self, ref: ClauseRef) -> Clause:
        """Raises ``UnknownClause``."""
        ...

    def document(self, document_id: str) -> Document:
        """Without its clauses (they are read one by one) and source. Raises ``UnknownClause``."""
        ...

    def documents(self, filters: Filters | None = None) -> list[Document]:
        """The documents that may be searched, without clauses and source, ordered by id."""
        ...

    def roots(self, document_id: str) -> list[Clause]:
        """The clauses of a document that stand in no other, in reading order.

        Raises ``UnknownClause``.
        """
        ...

    def children(self, ref: ClauseRef) -> list[Clause]:
        """The clauses directly under ``ref`` in reading order."""
        ...
