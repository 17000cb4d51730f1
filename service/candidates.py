"""What is searched for a question, and where: the candidates that deciding starts from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from operator import attrgetter

from retriever.types import Clause, Document, Filters, Hit, Retriever, fold
from service.about import OF_THE_WHOLE, Fact
from service.agencies import expanded, names_in
from service.asked import Asked, holds_quantity
from service.cited import FORMAL, cited_lead
from service.direct import fact_lead
from service.facts import gist
from service.mentions import mention_pattern, mentions_number
from service.naming import document_name
from service.times import time_in, years_in
from service.wants import Want, asks_how_often


@dataclass(frozen=True, slots=True)
class Candidates:
    """Ranked clauses for one part of the question; ``part`` names it, empty for the whole."""

    part: str
    hits: tuple[Hit, ...]
    fact: Fact | None = None
    """The fact that every hit states, so that no threshold is needed."""


_FAR = 2
_COMPARING = re.compile(
    r"\b(?:so sánh|giống nhau|khác nhau|so sanh|giong nhau|khac nhau)\b", re.IGNORECASE
)
_KNOWN: Mapping[Fact, Callable[[Document], str | None]] = {
    Fact.KIND: attrgetter("title"),
    Fact.ISSUER: attrgetter("issuer"),
    Fact.TITLE: attrgetter("title"),
    Fact.PURPOSE: attrgetter("title"),
}
"""What is known of a document and helps to find the clause that states it."""
_BASIS_KIND = re.compile(
    r"\b(luat|nghi quyet|nghi dinh|quyet dinh|ke hoach|chuong trinh) nao\b"
    r"|\b(?:nhung|cac) (luat|nghi quyet|nghi dinh|quyet dinh)\b"
)


def gather(asked: Asked, retriever: Retriever, count: int, filters: Filters) -> list[Candidates]:
    """Candidates for every part of the question.

    A fact about documents that are named or described is looked up in each of them, one about
    documents outside the corpus in the clauses that cite them; a comparison of places or of
    documents is searched in each; anything else is one search.
    """

    def apart(text: str, document_ids: Sequence[str]) -> tuple[Hit, ...]:
        about = replace(asked, text=text)
        return _search(about, retriever, count, _within(filters, document_ids))

    if asked.facts and (about := asked.named or asked.described):
        parts = _stated(asked, about, retriever, count, filters)
        if parts:
            return parts + _rest(asked, about, parts, retriever, count, filters)
        filters = _within(filters, about)
    if asked.strangers and asked.facts:
        parts = [_citing(asked, number, retriever, count, filters) for number in asked.strangers]
        if FORMAL & set(asked.facts) or any(part.hits for part in parts):
            return parts + _rest(asked, (), parts, retriever, count, filters)
    if asked.places:
        return [
            Candidates(asked.mentions[place], apart(_about_one(asked, place), ids))
            for place, ids in asked.places.items()
        ]
    if len(asked.named) > 1:
        return [
            Candidates(
                document_name(retriever.document(document_id)),
                apart(_without_others(asked, document_id, retriever), [document_id]),
            )
            for document_id in asked.named
        ]
    if asked.home:
        filters = _within(filters, asked.home)
    return [Candidates("", _search(asked, retriever, count, filters))]


def _stated(
    asked: Asked, about: Sequence[str], retriever: Retriever, count: int, filters: Filters
) -> list[Candidates]:
    """The facts about each of the documents; of those that it may mean, the ones that state any.

    Nothing when a fact of the whole is asked for and none states any: its text may tell it.
    """
    parts = [
        _facts(asked, fact, document_id, retriever, count, filters)
        for document_id in about
        for fact in asked.facts
    ]
    stating = [part for part in parts if part.hits]
    if not stating and OF_THE_WHOLE & set(asked.facts):
        return []
    return parts if asked.named else stating or parts


def _rest(
    asked: Asked,
    about: Sequence[str],
    parts: Sequence[Candidates],
    retriever: Retriever,
    count: int,
    filters: Filters,
) -> list[Candidates]:
    """What else is asked beside facts, among the clauses that do not state them."""
    if not asked.rest:
        return []
    others = replace(asked, wants=(), quantity=None)
    stated = {hit.ref for part in parts for hit in part.hits}
    within = _within(filters, about) if about else filters
    hits = _search(others, retriever, count, within)
    left = tuple(hit for hit in hits if hit.ref not in stated)
    return [Candidates(f"“{asked.rest.rstrip(' ?')}”", left)]


def _facts(
    asked: Asked, fact: Fact, document_id: str, retriever: Retriever, count: int, filters: Filters
) -> Candidates:
    """The clauses of a document that state a fact, the first of those that say the same."""
    document = retriever.document(document_id)
    query = f"{fact.value} {_KNOWN[fact](document) or ''}" if fact in _KNOWN else fact.value
    hits = retriever.search(query, count, filters=_within(filters, (document_id,)))
    if fact is Fact.PURPOSE:
        hits.sort(key=lambda hit: retriever.clause(hit.ref).start)
    stated = _saying(hits, lambda clause: fact_lead(fact, clause, document), retriever)
    if fact is Fact.BASIS:
        stated = _of_asked_sort(asked, stated, retriever)
    return Candidates(document_name(document), tuple(stated), fact)


def _of_asked_sort(asked: Asked, bases: Sequence[Hit], retriever: Retriever) -> list[Hit]:
    """The legal bases of the kind and the issuer that the question names, if it names any."""
    kind = _BASIS_KIND.search(fold(asked.text))
    named = [fold(name.text) for name in names_in(asked.text)]

    def held(hit: Hit) -> str:
        return fold(retriever.clause(hit.ref).text)

    begun = f"cu {kind.group(1) or kind.group(2)} " if kind else ""
    left = [hit for hit in bases if begun and begun in held(hit)] or list(bases)
    return [hit for hit in left if any(name in held(hit) for name in named)] or left


def _citing(
    asked: Asked, number: str, retriever: Retriever, count: int, filters: Filters
) -> Candidates:
    """The first clause that states when and by whom a document outside the corpus was issued."""

    def lead(clause: Clause) -> str | None:
        document = retriever.document(clause.ref.document_id)
        return cited_lead(asked.facts, [number], clause, document)

    citations = {
        (reference.text, document.id): None
        for document in retriever.documents()
        for reference in document.references
        if reference.number and mentions_number(number, reference.number)
    }
    hits = retriever.search(asked.text, count, filters=filters)
    for text, document_id in islice(citations, count):
        hits += retriever.search(text, count, filters=_within(filters, (document_id,)))
    return Candidates(number, tuple(_saying(hits, lead, retriever)[:1]), asked.fact)


def _saying(
    hits: Iterable[Hit], lead: Callable[[Clause], str | None], retriever: Retriever
) -> list[Hit]:
    """The hits that have a lead, one for each lead."""
    first: dict[object, Hit] = {}
    for hit in hits:
        said = lead(retriever.clause(hit.ref))
        if said:
            first.setdefault(gist(said), hit)
    return list(first.values())


def _search(asked: Asked, retriever: Retriever, count: int, filters: Filters) -> tuple[Hit, ...]:
    """One search; clauses that cannot answer drop out.

    Those are the clauses without the only thing that is asked for, a quantity or a time, those
    that speak of other years than the question, and those without the document that it names.
    Nothing is left when none of them names the agency that is asked about. Of an unknown document
    no clause can state what it states of its own, and none at all who signed it.
    """
    hits = retriever.search(asked.text, count, filters=filters)
    if asked.quantity and len(asked.wants) <= 1:
        pattern = asked.quantity
        hits = [hit for hit in hits if holds_quantity(pattern, retriever.clause(hit.ref).text)]
    if asked.wants == (Want.WHEN,):
        often = asks_how_often(asked.text)
        hits = [hit for hit in hits if time_in(retriever.clause(hit.ref).text, repeated=often)]
    if years := years_in(asked.text):
        hits = [
            hit
            for hit in hits
            if _of_years(years, retriever.clause(hit.ref), retriever.document(hit.ref.document_id))
        ]
    if asked.unknown:
        signed = Fact.SIGNER in asked.facts
        hits = [hit for hit in hits if not (signed or _states(asked.facts, hit, retriever))]
    if asked.strangers:
        hits = _about(asked.strangers, hits, retriever)
    for bare in asked.bare:
        hits = hits if _about([bare], hits, retriever) else []
    for agency in asked.agencies:
        hits = hits if any(_names(agency, hit, retriever) for hit in hits) else []
    return tuple(hits)


def _states(facts: Sequence[Fact], hit: Hit, retriever: Retriever) -> bool:
    """Whether a clause states one of the facts about its own document."""
    document = retriever.document(hit.ref.document_id)
    clause = retriever.clause(hit.ref)
    return any(fact_lead(fact, clause, document) for fact in facts)


def _names(agency: str, hit: Hit, retriever: Retriever) -> bool:
    clause = retriever.clause(hit.ref)
    return agency in expanded("\n".join([clause.text, *clause.headings]))


def _of_years(years: set[str], clause: Clause, document: Document) -> bool:
    """Whether a clause speaks of one of the years, or of none."""
    spoken = years_in("\n".join([clause.text, *clause.headings]))
    issued = {str(document.issued_on.year)} if document.issued_on else set()
    return not spoken or bool(years & (spoken | issued))


def _about(numbers: Sequence[str], hits: Sequence[Hit], retriever: Retriever) -> list[Hit]:
    """The hits whose text mentions one of these document numbers; none when nothing does.

    When no text does, those whose headings or document's title do.
    """

    def distance(hit: Hit) -> int:
        clause = retriever.clause(hit.ref)
        if any(mentions_number(number, clause.text) for number in numbers):
            return 0
        title = retriever.document(hit.ref.document_id).title
        around = " ".join([title, *clause.headings])
        return 1 if any(mentions_number(number, around) for number in numbers) else _FAR

    distances = [distance(hit) for hit in hits]
    nearest = min(distances, default=_FAR)
    if nearest == _FAR:
        return []
    return [hit for hit, far in zip(hits, distances, strict=True) if far == nearest]


def _about_one(asked: Asked, place: str) -> str:
    """The question about one of the places that it compares."""
    text = _COMPARING.sub(" ", asked.text)
    for other, mention in asked.mentions.items():
        if other != place:
            text = re.sub(rf"(?:\b(?:và|của|ở|với|tại)\s+)?{re.escape(mention)}", " ", text)
    return " ".join(text.split())


def _without_others(asked: Asked, document_id: str, retriever: Retriever) -> str:
    """The question about one of the documents that it names."""
    text, folded = asked.text, fold(asked.text)
    for other in asked.named:
        pattern = re.escape(asked.mentions.get(other, "")) or mention_pattern(
            retriever.document(other)
        )
        match = re.search(pattern, folded) if other != document_id else None
        if match and len(folded) == len(text):
            text = text[: match.start()] + text[match.end() :]
            folded = fold(text)
    return " ".join(text.split())


def _within(filters: Filters, document_ids: Sequence[str]) -> Filters:
    """The filters, narrowed to these documents."""
    allowed = [
        one for one in document_ids if not filters.document_ids or one in filters.document_ids
    ]
    return replace(filters, document_ids=tuple(allowed) or ("",))
