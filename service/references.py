"""Following references: from the clause that an answer rests on, and from named addresses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from retriever.address import Address, is_at
from retriever.addressing import find_addresses
from retriever.types import (
    ClauseRef,
    Filters,
    ReferenceType,
    Retriever,
)
from retriever.wants import Want, matter_of
from service.agencies import form_named, spelt_out
from service.arrangements import arranged, arrangements
from service.asked import Asked
from service.evidence import Support, support
from service.headings import own_names
from service.values import value_of


def follow(
    found: Sequence[Support], retriever: Retriever, asked: Asked | None = None
) -> list[Support]:
    """The clauses with those that the first one leads to.

    What the first clause refers to ("thực hiện nội dung tại điểm c Mục 2.1") comes right after
    it. Before it come the clauses that assign it, when ``asked`` wants to know who, or else those
    beside it that say who, or when, for its whole section; after it, if it says itself who.
    """
    if not found:
        return []
    first = found[0]
    wants = arranged(asked) if asked else ()
    referring = _referring(first) if Want.WHO in wants else ()
    assigning = [support(retriever, ref, first.score) for ref in referring]
    open_wants = [want for want in wants if want is not Want.WHO or not assigning]
    arranging = arrangements(first, open_wants, retriever)
    assigned = {ref: item.clause for item in assigning for ref in _referred(item)}
    if asked and assigning and value_of(Want.WHO, asked, first, {}):
        found, assigning = [first, *assigning, *found[1:]], []
    ordered = [
        *assigning,
        *arranging,
        replace(first, via=assigning[0].clause) if assigning else first,
        *(
            _told_inside(ref, found, first) or support(retriever, ref, first.score, first.clause)
            for ref in _referred(first)
        ),
        *(replace(item, via=assigned.get(item.ref)) for item in found[1:]),
    ]
    unique: dict[ClauseRef, Support] = {}
    for item in ordered:
        unique.setdefault(item.ref, item)
    return list(unique.values())


def with_matter(
    found: Sequence[Support], asked: Asked, retriever: Retriever, filters: Filters, least: float
) -> list[Support]:
    """The clauses, first the one that the matter of the question finds if others arrange it.

    Whoever asks who does something finds clauses that name somebody; the one that says what is to
    be done may name nobody. It is put first if it is likely to answer, ``least`` or more.
    """
    if not found and Want.WHEN not in asked.wants:
        return []
    matter = matter_of(asked.text)
    within = replace(filters, document_ids=asked.home) if asked.home else filters
    hits = retriever.search(matter, 1, filters=within)
    if matter == asked.text or not hits:
        return list(found)
    best = support(retriever, hits[0].ref, hits[0].evidence.answerable)
    origins = set(_referring(best)) if asked.who else set()
    origins.update(item.ref for item in arrangements(best, arranged(asked), retriever))
    foreign = bool(found) and not asked.who and found[0].ref not in origins
    if not origins or foreign or best.score < least:
        return list(found)
    return [best, *(item for item in found if item.ref != best.ref)]


def assigned(asked: Asked, retriever: Retriever, count: int, filters: Filters) -> list[Support]:
    """The clauses that assign work by address, with the addressed ones.

    ``Sở Nội vụ chủ trì nội dung gì ở Mục 3.1?`` names an address and the agency whose clause
    refers there ("thực hiện nội dung tại điểm c, đ Mục 3.1"); ``Ai chủ trì Mục 3.1?`` asks for
    all who do. Where nobody is asked for, what is assigned comes first. Empty for other questions.
    """
    addresses = find_addresses(asked.text)
    if not addresses or asked.facts:
        return []
    hits = retriever.search(asked.text, count, filters=filters)
    reachable = dict.fromkeys(hit.ref.document_id for hit in hits)
    documents = [retriever.document(one) for one in reachable if one in (asked.home or reachable)]
    assigning = [
        (support(retriever, reference.origin, 1.0), there)
        for document in documents
        for reference in document.references
        if reference.type is ReferenceType.INTERNAL
        and (there := [ref for ref in reference.clauses if _within(ref, addresses)])
    ]
    question = spelt_out(asked.text, retriever.documents())
    named = [
        (origin, there)
        for origin, there in assigning
        if form_named(own_names(origin), question, retriever.documents())
    ]
    chosen = named or (assigning if asked.who else [])
    told = [
        support(retriever, ref, 1.0, origin.clause) for origin, there in chosen for ref in there
    ]
    first = [] if asked.who else told[:1]
    wants = [want for want in arranged(asked) if want is not Want.WHO]
    beside = [item for one in told for item in arrangements(one, wants, retriever)]
    found: dict[ClauseRef, Support] = {}
    for item in (*first, *(origin for origin, _ in chosen), *beside, *told):
        found.setdefault(item.ref, item)
    return list(found.values())


def _within(ref: ClauseRef, addresses: Sequence[Address]) -> bool:
    """Whether a clause is at one of the addresses or below it."""
    return any(is_at(address, ref.path) for address in addresses)


def _referred(item: Support) -> Iterator[ClauseRef]:
    """The clauses of its own document that a clause refers to, in the order of its words."""
    for reference in item.document.references:
        if reference.type is ReferenceType.INTERNAL and reference.origin == item.ref:
            yield from reference.clauses


def _told_inside(ref: ClauseRef, found: Sequence[Support], first: Support) -> Support | None:
    """The best of the found clauses inside one that is referred to: all of it may be long."""
    inside = (item for item in found if str(item.ref).startswith(f"{ref}__"))
    best = next(inside, None)
    return replace(best, via=first.clause) if best else None


def _referring(item: Support) -> Iterator[ClauseRef]:
    """The clauses that refer to this one or to what it stands in directly."""
    above = {item.ref, *(clause.ref for clause in item.ancestors[:1])}
    for reference in item.document.references:
        if reference.type is ReferenceType.INTERNAL and above & set(reference.clauses):
            yield reference.origin
