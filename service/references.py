"""Following the references of the clause that an answer rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from retriever.types import ClauseRef, ReferenceType, Retriever
from service.evidence import Support, support


def follow(found: Sequence[Support], retriever: Retriever, *, who: bool) -> list[Support]:
    """The clauses with those that the first one leads to.

    What the first clause refers to ("thực hiện nội dung tại điểm c Mục 2.1") comes right after
    it. When the question asks who, the clauses that assign the first one come before it.
    """
    if not found:
        return []
    first = found[0]
    assigning = [support(retriever, ref, first.score) for ref in _referring(first)] if who else []
    ordered = [
        *assigning,
        replace(first, via=assigning[0].clause) if assigning else first,
        *(support(retriever, ref, first.score, first.clause) for ref in _referred(first)),
        *found[1:],
    ]
    unique: dict[ClauseRef, Support] = {}
    for item in ordered:
        unique.setdefault(item.ref, item)
    return list(unique.values())


def _referred(item: Support) -> Iterator[ClauseRef]:
    """The clauses of its own document that a clause refers to, in the order of its words."""
    for reference in item.document.references:
        if reference.type is ReferenceType.INTERNAL and reference.origin == item.ref:
            yield from reference.clauses


def _referring(item: Support) -> Iterator[ClauseRef]:
    """The clauses that refer to this one or to what it stands in directly."""
    above = {item.ref, *(clause.ref for clause in item.ancestors[:1])}
    for reference in item.document.references:
        if reference.type is ReferenceType.INTERNAL and above & set(reference.clauses):
            yield reference.origin
