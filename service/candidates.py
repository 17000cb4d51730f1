"""What is searched for a question, and where: the candidates that deciding starts from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import islice
from operator import attrgetter

from retriever.addressing import find_addresses
from retriever.asking import blanked
from retriever.types import Clause, Document, Filters, Hit, Retriever, fold, fold_in_place
from retriever.wants import wants_of
from service.about import OF_THE_WHOLE, Fact
from service.agencies import names_in
from service.apart import asked_apart
from service.asked import Asked
from service.cited import FORMAL, cited_lead
from service.direct import fact_lead
from service.facts import gist
from service.mentions import mention_pattern, mentions_number
from service.naming import document_name
from service.sieve import able_to_answer
from service.sought import sought_in
from service.wording import content_terms


@dataclass(frozen=True, slots=True)
class Candidates:
    """Ranked clauses for one part of the question; ``part`` names it, empty for the whole.

    ``also`` are those that surely answer one of several questions in it.
    """

    part: str
    hits: tuple[Hit, ...]
    fact: Fact | None = None
    """The fact that every hit states, so that no threshold is needed."""
    also: tuple[Hit, ...] = ()


_JOINING = "va|cua|o|voi|tai"
_COMPARING = re.compile(
    r"\b(?:so sánh|giống nhau|khác nhau|so sanh|giong nhau|khac nhau)\b", re.IGNORECASE
)
_STRETCH = re.compile(r"[,;:]\s|\bcòn\b")
_IN_QUOTES = re.compile(r"[“\"‘]([^“”\"‘’]{2,})[”\"’]")
_NEAREST = 3
_BEST = 2
_SURELY = 0.9
"""Of the first so many clauses one answers a part of a question with this probability."""
_ENOUGH = 3
"""Words and pairs of content that say what is asked about: two words and their pair."""


def _issued(document: Document) -> str | None:
    """The day of issue as documents print it."""
    day = document.issued_on
    return f"ngày {day.day:02d} tháng {day.month:02d} năm {day.year}" if day else None


_KNOWN: Mapping[Fact, Callable[[Document], str | None]] = {
    Fact.ISSUED: _issued,
    Fact.SIGNER: attrgetter("signer"),
    Fact.NUMBER: attrgetter("number"),
    Fact.KIND: attrgetter("title"),
    Fact.ISSUER: attrgetter("issuer"),
    Fact.TITLE: attrgetter("title"),
    Fact.PURPOSE: attrgetter("title"),
    Fact.CARRIES_OUT: attrgetter("title"),
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
    if asked.facts and (about := asked.named or asked.described):
        parts = _stated(asked, about, retriever, count, filters)
        if parts:
            return parts + _rest(asked, about, parts, retriever, count, filters)
        filters = _within(filters, about)
    if asked.strangers and asked.facts:
        parts = [_citing(asked, number, retriever, count, filters) for number in asked.strangers]
        if FORMAL & set(asked.facts) or any(part.hits for part in parts):
            return parts + _rest(asked, (), parts, retriever, count, filters)
    compared = [
        (asked.mentions[place], [one for one in ids if one in asked.named] or ids)
        for place, ids in asked.places.items()
    ] or [
        (document_name(retriever.document(copies[0])), copies)
        for copies in _copies(asked.named, retriever)
    ]
    if len(compared) > 1:
        return _compared(asked, compared, retriever, count, filters)
    addressed = _addressed_apart(asked.text)
    if len(addressed) > 1:
        if inside := asked.named or asked.home:
            filters = _within(filters, inside)
        return [
            Candidates(name, _search(replace(asked, text=text), retriever, count, filters))
            for name, text in addressed
        ]
    if asked.home:
        filters = _within(filters, asked.home)
    hits = _search(asked, retriever, count, filters)
    hits = hits or _search(_without_home(asked, retriever), retriever, count, filters)
    also = _surely_apart(asked, hits, retriever, count, filters)
    return [Candidates("", hits, also=also)]


def _surely_apart(
    asked: Asked, hits: Sequence[Hit], retriever: Retriever, count: int, filters: Filters
) -> tuple[Hit, ...]:
    """For each of several questions in one, the clause that surely answers it by itself."""
    if not hits or asked.facts:
        return ()
    filters = _within(filters, asked.named) if asked.named else filters
    found: list[Hit] = []
    for text in asked_apart(asked.text):
        wants = wants_of(text)
        alone = replace(asked, text=text, wants=wants, sought=sought_in(text, wants), listed=None)
        best = _search(alone, retriever, count, filters)[:_BEST]
        sure = [hit for hit in best if hit.evidence.answerable >= _SURELY]
        found += [hit for hit in sure if hit.ref != hits[0].ref][:1]
    return tuple(found)


def _without_home(asked: Asked, retriever: Retriever) -> Asked:
    """The question without the name of the draft that it is about: no clause repeats it."""
    folded, text = fold_in_place(asked.text), asked.text
    for one in asked.home:
        if one in asked.named:
            for match in re.finditer(mention_pattern(retriever.document(one)), folded):
                text = blanked(text, *match.span())
    left = " ".join(text.split())
    return replace(asked, text=left) if len(content_terms(left)) >= _ENOUGH else asked


def _stated(
    asked: Asked, about: Sequence[str], retriever: Retriever, count: int, filters: Filters
) -> list[Candidates]:
    """The facts about each of the documents; of those that it may mean, the ones that state any.

    Nothing when a fact of the whole is asked for and none states any: its text may tell it.
    """
    parts = [
        _facts(asked, fact, copies, retriever, count, filters)
        for copies in _copies(about, retriever)
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
    others = replace(asked, wants=(), sought=None)
    stated = {hit.ref for part in parts for hit in part.hits}
    within = _within(filters, about) if about else filters
    hits = _search(others, retriever, count, within)
    left = tuple(hit for hit in hits if hit.ref not in stated)
    return [Candidates(f"“{asked.rest.rstrip(' ?')}”", left)]


def _facts(
    asked: Asked,
    fact: Fact,
    copies: Sequence[str],
    retriever: Retriever,
    count: int,
    filters: Filters,
) -> Candidates:
    """The clauses of a document that state a fact, the first of those that say the same.

    ``copies`` are the ids of all that have its name.
    """
    document = retriever.document(copies[0])
    query = f"{fact.value} {_KNOWN[fact](document) or ''}" if fact in _KNOWN else fact.value
    hits = retriever.search(query, count, filters=_within(filters, copies))
    if fact is Fact.PURPOSE:
        hits.sort(key=lambda hit: retriever.clause(hit.ref).start)

    def lead(clause: Clause) -> str | None:
        return fact_lead(fact, clause, retriever.document(clause.ref.document_id))

    stated = _saying(hits, lead, retriever)
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
    """The hits that have a lead, one for each: the first, or the clause inside it that has it."""
    first: dict[object, Hit] = {}
    for hit in hits:
        said = lead(retriever.clause(hit.ref))
        if said:
            before = first.setdefault(gist(said), hit)
            if str(hit.ref).startswith(f"{before.ref}__"):
                first[gist(said)] = hit
    return list(first.values())


def _search(asked: Asked, retriever: Retriever, count: int, filters: Filters) -> tuple[Hit, ...]:
    hits = retriever.search(asked.text, count, filters=filters)
    return tuple(
        able_to_answer(asked, _with_quoted(asked.text, hits, retriever, filters), retriever)
    )


def _with_quoted(
    text: str, hits: Sequence[Hit], retriever: Retriever, filters: Filters
) -> list[Hit]:
    """The hits, first those that have what the question puts in quotation marks.

    What is in quotation marks is looked for by itself as well: its words may be too small beside
    the others, as in ``cơ chế "3 không"``.
    """
    phrases = _IN_QUOTES.findall(text)
    alone = [hit for one in phrases for hit in retriever.search(one, _NEAREST, filters=filters)]
    wanted = [_flat(phrase) for phrase in phrases]

    def missed(hit: Hit) -> int:
        held = _flat(retriever.clause(hit.ref).text)
        return sum(phrase not in held for phrase in wanted)

    known = {hit.ref for hit in hits}
    quoting = [hit for hit in alone if hit.ref not in known and missed(hit) < len(wanted)]
    return sorted([*hits, *quoting], key=missed)


def _flat(text: str) -> str:
    return " ".join(fold(text).split())


def _copies(document_ids: Iterable[str], retriever: Retriever) -> list[list[str]]:
    """The documents by name: those that have the same one are looked up together."""
    named: dict[str, list[str]] = {}
    for document_id in document_ids:
        named.setdefault(document_name(retriever.document(document_id)), []).append(document_id)
    return list(named.values())


def _compared(
    asked: Asked,
    compared: Sequence[tuple[str, Sequence[str]]],
    retriever: Retriever,
    count: int,
    filters: Filters,
) -> list[Candidates]:
    """Candidates for each of the places or documents that are compared.

    What is sought may be asked of one of them only, so that the others need not hold it.
    """
    sides = [(_side(asked, ids, retriever), _within(filters, ids)) for _, ids in compared]
    found = [_search(side, retriever, count, within) for side, within in sides]
    if any(found):
        found = [
            hits or _search(replace(side, wants=(), sought=None), retriever, count, within)
            for hits, (side, within) in zip(found, sides, strict=True)
        ]
    return [Candidates(name, hits) for (name, _), hits in zip(compared, found, strict=True)]


def _side(asked: Asked, ids: Sequence[str], retriever: Retriever) -> Asked:
    """The question about some of the places or documents that it compares.

    Where what is asked about stands apart, each is asked what is said of it alone:
    ``báo cáo định kỳ: Hà Nội trước ngày mấy, còn TP.HCM mấy tháng một lần?``
    """
    text = _COMPARING.sub(" ", asked.text)
    here, others = _called(asked, ids, retriever)
    stretches = _STRETCH.split(text)
    topic = [part for part in stretches if not here(part) and not others(part)]
    own = [part for part in stretches if here(part) and not others(part)]
    if own and len(content_terms(" ".join(topic))) >= _ENOUGH:
        alone = " ".join(" ".join([*topic, *own]).split())
        wants = wants_of(alone)
        return replace(asked, text=alone, wants=wants, sought=sought_in(alone, wants))
    while match := others(text):
        text = text[: match.start()] + " " + text[match.end() :]
    return replace(asked, text=" ".join(text.split()))


_Finding = Callable[[str], re.Match[str] | None]


def _called(asked: Asked, ids: Sequence[str], retriever: Retriever) -> tuple[_Finding, _Finding]:
    """What finds the names of some of the compared places or documents, and of the others."""
    inside = {*ids, *(place for place, there in asked.places.items() if set(ids) & set(there))}
    names: dict[bool, list[str]] = {True: [], False: []}
    for one, name in asked.mentions.items():
        names[one in inside].append(re.escape(fold(name)))
    for one in asked.named:
        names[one in inside].append(mention_pattern(retriever.document(one)))

    def finding(patterns: Sequence[str]) -> _Finding:
        found = re.compile(rf"(?:\b(?:{_JOINING})\s+)?(?:{'|'.join(patterns) or '(?!)'})")
        return lambda text: found.search(fold_in_place(text))

    return finding(names[True]), finding(names[False])


def _addressed_apart(text: str) -> list[tuple[str, str]]:
    """Each clause that a question names beside others by its place, with the question about it."""
    found = find_addresses(text)
    spans = sorted({span for one in found for span in one.spans})
    if len(found) <= 1:
        return []
    *before, last = spans
    text = text[: last[0]] + "\0" + text[last[1] :]
    rest = " ".join(reduce(lambda left, span: blanked(left, *span), before, text).split())
    return [(one.name, rest.replace("\0", one.name)) for one in found]


def _within(filters: Filters, document_ids: Sequence[str]) -> Filters:
    """The filters, narrowed to these documents; nothing is found in none of them."""
    allowed = [
        one for one in document_ids if not filters.document_ids or one in filters.document_ids
    ]
    return replace(filters, document_ids=tuple(allowed) or ("",))
