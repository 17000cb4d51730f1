"""What is searched for a question, and where: the candidates that deciding starts from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from retriever.types import Clause, Document, Filters, Hit, Retriever, fold
from service.agencies import expanded
from service.asked import Asked, Fact
from service.cited import FORMAL, cited_lead
from service.direct import fact_lead
from service.facts import gist
from service.lists import Listed, has_members, is_named
from service.mentions import mention_pattern, mentions_number
from service.naming import document_name
from service.times import years_in


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
_LAW = re.compile(r"\bluat nao\b|\bnhung luat\b|\bcac luat\b")


def gather(asked: Asked, retriever: Retriever, count: int, filters: Filters) -> list[Candidates]:
    """Candidates for every part of the question.

    A fact about named documents is looked up in each of them, one about documents outside the
    corpus in the clauses that cite them; a comparison of places or of documents is searched in
    each; anything else is one search.
    """

    def apart(text: str, document_ids: Sequence[str]) -> tuple[Hit, ...]:
        about = replace(asked, text=text)
        return _search(about, retriever, count, _within(filters, document_ids))

    if asked.facts and asked.named:
        parts = [
            _facts(asked, fact, document_id, retriever, count, filters)
            for document_id in asked.named
            for fact in asked.facts
        ]
        if asked.rest:
            about = replace(asked, wants=(), sought=None)
            stated = {hit.ref for part in parts for hit in part.hits}
            hits = _search(about, retriever, count, _within(filters, asked.named))
            others = tuple(hit for hit in hits if hit.ref not in stated)
            parts.append(Candidates(f"“{asked.rest.rstrip(' ?')}”", others))
        return parts
    if FORMAL & set(asked.facts) and asked.strangers:
        return [_citing(asked, number, retriever, count, filters) for number in asked.strangers]
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


def _facts(
    asked: Asked, fact: Fact, document_id: str, retriever: Retriever, count: int, filters: Filters
) -> Candidates:
    """The clauses of a document that state a fact, the first of those that say the same."""
    document = retriever.document(document_id)
    hits = retriever.search(fact.value, count, filters=_within(filters, (document_id,)))
    stated = _saying(hits, lambda clause: fact_lead(fact, clause, document), retriever)
    if fact is Fact.BASIS and _LAW.search(fold(asked.text)):
        stated = [hit for hit in stated if " luat " in fold(retriever.clause(hit.ref).text)]
    return Candidates(document_name(document), tuple(stated), fact)


def _citing(
    asked: Asked, number: str, retriever: Retriever, count: int, filters: Filters
) -> Candidates:
    """The first clause that states when and by whom a document outside the corpus was issued."""

    def lead(clause: Clause) -> str | None:
        document = retriever.document(clause.ref.document_id)
        return cited_lead(asked.facts, [number], clause, document)

    hits = retriever.search(asked.text, count, filters=filters)
    hits += retriever.search(number, count, filters=filters)
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

    Those are the clauses without the only thing that is sought, those that speak of other years
    than the question, and those without the document that it names.
    Nothing is left when none of them names the agency that is asked about.
    """
    hits = retriever.search(asked.text, count, filters=filters)
    if asked.sought and len(asked.wants) <= 1:
        held_by = asked.sought.held_by
        hits = [hit for hit in hits if held_by(retriever.clause(hit.ref).text)]
    if years := years_in(asked.text):
        hits = [
            hit
            for hit in hits
            if _of_years(years, retriever.clause(hit.ref), retriever.document(hit.ref.document_id))
        ]
    if asked.strangers:
        hits = _about(asked.strangers, hits, retriever)
    for bare in asked.bare:
        hits = hits if _about([bare], hits, retriever) else []
    for agency in asked.agencies:
        hits = hits if any(_names(agency, hit, retriever) for hit in hits) else []
    if asked.listed:
        hits = _list_first(asked.listed, hits, retriever)
    return tuple(hits)


def _list_first(listed: Listed, hits: Sequence[Hit], retriever: Retriever) -> list[Hit]:
    """The hits, first those that speak of the list that the question names by its number.

    When its members are asked for, those that enumerate them; of a clause and the footnote in
    it that does, the footnote.
    """

    def distance(hit: Hit) -> int:
        clause = retriever.clause(hit.ref)
        if not listed.members:
            return int(not is_named(listed, clause.text))
        above = clause.parent and retriever.clause(replace(hit.ref, path=clause.parent)).text
        texts = (clause.text[: clause.lead], clause.text)
        found = [has_members(listed, text, above or "") for text in texts]
        return found.index(True) if any(found) else len(found)

    return sorted(hits, key=distance)


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
