"""Which of the ranked clauses are evidence, and which of those are cited."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from retriever.types import Clause, ClauseRef, Document, Evidence, Hit, Retriever
from service.thresholds import Refuse, Thresholds


@dataclass(frozen=True, slots=True)
class Support:
    """A clause that carries part of the answer, with its document and its printed surroundings.

    ``ancestors`` are the containers of the clause, nearest first.
    """

    hit: Hit
    clause: Clause
    document: Document
    ancestors: tuple[Clause, ...] = ()

    @property
    def ref(self) -> ClauseRef:
        """The address of the clause."""
        return self.clause.ref


def is_evidence(evidence: Evidence, limits: Refuse) -> bool:
    """Whether a clause covers enough of the question to answer it."""
    if evidence.coverage >= limits.coverage:
        return True
    near = not math.isnan(evidence.dense) and evidence.dense >= limits.dense
    return near and evidence.coverage >= limits.coverage_with_dense


def choose(hits: Sequence[Hit], retriever: Retriever, top_k: int, limits: Thresholds) -> list[Hit]:
    """The hits to cite, best first: evidence only, close to the best, no clause beside its parent.

    An empty list means that the documents do not answer.
    """
    evident = [hit for hit in hits if is_evidence(hit.evidence, limits.refuse)]
    if not evident:
        return []
    best = max(hit.evidence.coverage for hit in evident)
    floor = limits.cite.relative_coverage * best
    chosen: list[Hit] = []
    covered: set[ClauseRef] = set()
    for hit in evident:
        if hit.evidence.coverage < floor or hit.ref in covered:
            continue
        above = [clause.ref for clause in ancestors(retriever, hit.ref)]
        if any(other.ref in above for other in chosen):
            continue
        chosen.append(hit)
        covered.update(above, [hit.ref])
        if len(chosen) == top_k:
            break
    return chosen


def ancestors(retriever: Retriever, ref: ClauseRef) -> tuple[Clause, ...]:
    """The containers of a clause, nearest first."""
    found: list[Clause] = []
    parent = retriever.clause(ref).parent
    while parent is not None:
        clause = retriever.clause(ClauseRef(ref.document_id, parent))
        found.append(clause)
        parent = clause.parent
    return tuple(found)


def support(retriever: Retriever, hit: Hit) -> Support:
    """Everything about a hit that an answer needs."""
    return Support(
        hit=hit,
        clause=retriever.clause(hit.ref),
        document=retriever.document(hit.ref.document_id),
        ancestors=ancestors(retriever, hit.ref),
    )
