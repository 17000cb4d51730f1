"""Which of the found clauses can answer at all, whatever their rank."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from retriever.address import is_at, of_another
from retriever.addressing import find_address
from retriever.asking import asking
from retriever.types import Clause, ClauseRef, Document, Hit, Level, Retriever, fold
from retriever.wants import Want
from service.about import Fact
from service.agencies import expanded
from service.asked import Asked
from service.direct import fact_lead
from service.lists import Listed, has_members, is_named
from service.mentions import mentions_number
from service.sought import Sought
from service.sums import is_of_sort, is_per, without_given
from service.times import years_in
from service.wording import content_terms, terms_of

_FAR = 2
_ITEMISED = frozenset({Level.PARAGRAPH, Level.POINT, Level.SUBSECTION})
_FIRST = 3
"""Among so many hits is one with what is sought, if anything else is asked as well."""
_AS_SURE = 0.65
"""Clauses with what is sought answer only if one is this share as likely to as any other …"""
_AS_SURE_NUMBERED = 0.8
"""… and those with the number of a document go before others only if one is this share."""
_SHARE = 0.4
"""Of the neighbouring words that a clause shares with the question, those beside a figure."""
_PART = re.compile(r"[;.]\s|\n")
_ASKING = re.compile(
    r"\b(?:bao (?:nhieu|lau|gio)|\w+ nao|gi|dau|sao|ai|may (?:ngay|thang|nam|gio|lan))\b"
)
_FIGURE = re.compile(r"\d")
_UNIT = re.compile(r"\(([^()]{1,20})\)")
_PRINTED_PART = re.compile(r"\b(?:phu luc|bieu mau)\b")
"""Parts of a document that may not have come with it."""
_TOTAL = re.compile(
    r"\btong (?:so|cong|muc|kinh phi|du toan|chi|thu|von|nguon|ngan sach|dien tich)\b"
)
_EACH = re.compile(r"\bdong\s?/\s?([a-z]+)")
_STAMP = re.compile(r"(?:^|__)preface_draft$")


def able_to_answer(asked: Asked, found: Iterable[Hit], retriever: Retriever) -> list[Hit]:
    """The hits without those that cannot answer, a list that the question names first.

    Those are the clauses without the only thing that is sought, those that speak of other years
    than the question, those without the document that it names, and those elsewhere than where it
    says.
    Nothing is left when none of them names the agency that is asked about. Of an unknown document
    no clause can state what it states of its own, and none at all who signed it.
    """
    hits = [
        hit
        for hit in found
        if (Fact.STANDING in asked.facts or not _is_stamp(hit)) and not _is_header(hit, retriever)
    ]
    if asked.sought and len(asked.wants) <= 1:
        hits = _with_sought(asked, asked.sought, hits, retriever)
        hits = _totals_first(asked.text, hits, retriever)
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
        about = _about(asked.strangers, hits, retriever)
        hits = about if not about or _surest(about) >= _AS_SURE_NUMBERED * _surest(hits) else hits
    for bare in asked.bare:
        hits = hits if _about([bare], hits, retriever) else []
    for part in _PRINTED_PART.findall(fold(asked.text)):
        hits = hits if any(_speaks_of(part, hit, retriever) for hit in hits) else []
    for agency in asked.agencies:
        hits = hits if any(_names(agency, hit, retriever) for hit in hits) else []
    if not _is_at_named_place(asked.text, hits, retriever):
        return []
    if asked.listed:
        hits = _list_first(asked.listed, hits, retriever)
    return hits


def _asks_several(text: str) -> bool:
    """Whether a question asks for several things, of which a clause may hold only the other."""
    return len(set(_ASKING.findall(asking(text)))) > 1


def _is_at_named_place(text: str, hits: Sequence[Hit], retriever: Retriever) -> bool:
    """Whether any hit is where the question says, if it names a clause of what is here.

    The search finds nothing else as soon as there is such a clause.
    """
    address = find_address(text)
    if address is None or of_another(address, retriever.documents()):
        return True
    return any(is_at(address, hit.ref.path) for hit in hits)


def _with_sought(
    asked: Asked, sought: Sought, hits: Sequence[Hit], retriever: Retriever
) -> list[Hit]:
    """The hits with what is sought; of several things that are asked, they may hold another."""
    if _asks_several(asked.text):
        held = any(sought.held_by(retriever.clause(hit.ref).text) for hit in hits[:_FIRST])
        return list(hits) if held else []
    holding = [
        hit
        for hit in hits
        if _holds(asked, sought, retriever.clause(hit.ref))
        or holding_lead(retriever.clause(hit.ref), sought, retriever) is not None
    ]
    return holding if _surest(holding) >= _AS_SURE * _surest(hits) else []


def _totals_first(text: str, hits: Sequence[Hit], retriever: Retriever) -> list[Hit]:
    """The hits, first a clause that has the total before its parts, when that is asked for."""
    if not _TOTAL.search(fold(text)):
        return list(hits)

    def is_part(hit: Hit) -> bool:
        clause = retriever.clause(hit.ref)
        return not _TOTAL.search(fold(clause.text[: clause.lead]))

    return sorted(hits, key=is_part)


def holding_lead(clause: Clause, sought: Sought, retriever: Retriever) -> Clause | None:
    """The khoản or điểm over a clause whose own sentence has the figure for all of its items.

    ``7. Phạt tiền từ 4 triệu đồng đến 6 triệu đồng đối với một trong các hành vi sau đây:``
    """
    while sought.figure and clause.parent is not None:
        clause = retriever.clause(ClauseRef(clause.ref.document_id, clause.parent))
        if clause.level not in _ITEMISED:
            return None
        if sought.held_by(clause.text[: clause.lead]):
            return clause
    return None


def _holds(asked: Asked, sought: Sought, clause: Clause) -> bool:
    """Whether a clause has what is sought, where it says what is asked.

    A row of a table has bare figures: what they count stands over its columns.
    """
    if clause.level is Level.ROW and _FIGURE.search(clause.text):
        units = _UNIT.findall(" ".join(clause.headings))
        if any(sought.held_by(f"1 {unit}") for unit in units):
            return True
    around = "\n".join([clause.text, *clause.headings])
    if not is_of_sort(asked.text, around) or not is_per(asked.text, clause.text):
        return False
    text = without_given(clause.text, asked.text)
    parts = [part for part in _PART.split(text) if sought.held_by(part)]
    return sought.held_by(text) and _is_about(asked, parts, text)


def _is_about(asked: Asked, parts: Sequence[str], text: str) -> bool:
    """Whether what is sought is said of what is asked, as far as words tell.

    It is not when the clause has words of the question, and the parts with it hardly any:
    ``đầu tàu về kinh tế số; …; số tiến sĩ tăng thêm 10%`` has no share of the digital economy.
    What is so much for each of what is asked about needs no more: ``3,6 triệu đồng/tổ``.
    """
    terms = set(content_terms(asked.text))
    pairs = {term for term in terms if " " in term}
    least = _SHARE * len(pairs & terms_of(text))

    def told(part: str) -> bool:
        each = set(_EACH.findall(fold(part)))
        return bool(each & terms) or len(pairs & terms_of(part)) >= least

    return Want.AMOUNT not in asked.wants or any(map(told, parts))


def _surest(hits: Sequence[Hit]) -> float:
    """The highest probability that one of the hits answers."""
    return max((hit.evidence.answerable for hit in hits), default=0.0)


def _is_stamp(hit: Hit) -> bool:
    """Whether a hit is the mark of a draft, which says nothing else."""
    return _STAMP.search(hit.ref.path) is not None


def _is_header(hit: Hit, retriever: Retriever) -> bool:
    """Whether a hit is the row that names the columns of the rows below it."""
    clause = retriever.clause(hit.ref)
    if clause.level is not Level.ROW or clause.parent is None:
        return False
    rows = retriever.children(ClauseRef(hit.ref.document_id, clause.parent))
    return any(" ".join(clause.text.split()) in row.headings for row in rows)


def _speaks_of(part: str, hit: Hit, retriever: Retriever) -> bool:
    clause = retriever.clause(hit.ref)
    return part in fold("\n".join([clause.text, *clause.headings, clause.label]))


def _states(facts: Sequence[Fact], hit: Hit, retriever: Retriever) -> bool:
    """Whether a clause states one of the facts about its own document."""
    document = retriever.document(hit.ref.document_id)
    clause = retriever.clause(hit.ref)
    return any(fact_lead(fact, clause, document) for fact in facts)


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
    return _unjoined(agency) in _unjoined(expanded("\n".join([clause.text, *clause.headings])))


def _unjoined(text: str) -> str:
    """Without what joins the words of a name: ``Lao động - Thương binh và Xã hội``."""
    return " ".join(word for word in re.findall(r"\w+", text) if word != "va")


def _of_years(years: set[str], clause: Clause, document: Document) -> bool:
    """Whether a clause speaks of one of the years, or of none."""
    spoken = years_in("\n".join([clause.text, *clause.headings]))
    issued = {str(document.issued_on.year)} if document.issued_on else set()
    return not spoken or bool(years & (spoken | issued))


def _about(numbers: Sequence[str], hits: Sequence[Hit], retriever: Retriever) -> list[Hit]:
    """The hits whose text or document's title mentions one of these document numbers.

    When none does, those whose headings do; none when nothing does.
    """

    def distance(hit: Hit) -> int:
        clause = retriever.clause(hit.ref)
        if any(mentions_number(number, clause.text) for number in numbers):
            return 0
        title = retriever.document(hit.ref.document_id).title
        if any(mentions_number(number, title) for number in numbers):
            return 0
        around = " ".join(clause.headings)
        return 1 if any(mentions_number(number, around) for number in numbers) else _FAR

    distances = [distance(hit) for hit in hits]
    nearest = min(distances, default=_FAR)
    if nearest == _FAR:
        return []
    return [hit for hit, far in zip(hits, distances, strict=True) if far == nearest]
