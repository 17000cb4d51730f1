"""What is searched for a question, and where: the candidates that deciding starts from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from retriever.types import Filters, Hit, Retriever
from service.asked import Asked, Fact, holds_quantity, number_key
from service.direct import fact_lead
from service.naming import document_name


@dataclass(frozen=True, slots=True)
class Candidates:
    """Ranked clauses for one part of the question; ``part`` names it, empty for the whole."""

    part: str
    hits: tuple[Hit, ...]
    fact: Fact | None = None
    """The fact that every hit states, so that no threshold is needed."""


_FAR = 2


def gather(asked: Asked, retriever: Retriever, count: int, filters: Filters) -> list[Candidates]:
    """Candidates for every part of the question.

    A fact about named documents is looked up in each of them; a comparison of places is
    searched in the documents of each; anything else is one search.
    """
    if asked.fact and asked.named:
        return [
            _facts(asked.fact, document_id, retriever, count, filters)
            for document_id in asked.named
        ]
    if asked.places:
        return [
            Candidates(place, _search(asked, retriever, count, _within(filters, ids)))
            for place, ids in asked.places.items()
        ]
    return [Candidates("", _search(asked, retriever, count, filters))]


def _facts(
    fact: Fact, document_id: str, retriever: Retriever, count: int, filters: Filters
) -> Candidates:
    document = retriever.document(document_id)
    hits = retriever.search(fact.value, count, filters=_within(filters, (document_id,)))
    stated = [hit for hit in hits if fact_lead(fact, retriever.clause(hit.ref), document)]
    return Candidates(document_name(document), tuple(stated), fact)


def _search(asked: Asked, retriever: Retriever, count: int, filters: Filters) -> tuple[Hit, ...]:
    """One search; clauses without the asked quantity or the named document drop out."""
    hits = retriever.search(asked.text, count, filters=filters)
    if asked.quantity:
        pattern = asked.quantity
        hits = [hit for hit in hits if holds_quantity(pattern, retriever.clause(hit.ref).text)]
    if asked.strangers:
        hits = _about(asked.strangers, hits, retriever)
    return tuple(hits)


def _about(numbers: Sequence[str], hits: Sequence[Hit], retriever: Retriever) -> list[Hit]:
    """The hits whose text mentions one of these document numbers; none when nothing does.

    When no text does, those whose headings or document's title do.
    """

    def distance(hit: Hit) -> int:
        clause = retriever.clause(hit.ref)
        if any(number in number_key(clause.text) for number in numbers):
            return 0
        title = retriever.document(hit.ref.document_id).title
        around = number_key(" ".join([title, *clause.headings]))
        return 1 if any(number in around for number in numbers) else _FAR

    distances = [distance(hit) for hit in hits]
    nearest = min(distances, default=_FAR)
    if nearest == _FAR:
        return []
    return [hit for hit, far in zip(hits, distances, strict=True) if far == nearest]


def _within(filters: Filters, document_ids: Sequence[str]) -> Filters:
    """The filters, narrowed to these documents."""
    allowed = [
        one for one in document_ids if not filters.document_ids or one in filters.document_ids
    ]
    return replace(filters, document_ids=tuple(allowed) or ("",))
