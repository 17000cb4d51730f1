"""What a question wants: a fact about a document, a value that a clause gives, or a passage.

Questions are read folded (no diacritics), so those typed plainly are understood the same way.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retriever.addressing import find_address
from retriever.places import place_of
from retriever.types import Document, ReferenceType, fold, fold_in_place
from retriever.wants import Want, wants_of
from service.about import OF_THE_WHOLE, Fact, asks_time, fact_of, facts_of
from service.agencies import names_in, same_agency
from service.claims import Claim, claimed
from service.described import (
    Wording,
    about_nothing_else,
    described_documents,
    names_kind,
    of_none,
    wording_of,
)
from service.lists import Listed, list_named
from service.mentions import (
    documents_enclosing,
    mentions_number,
    named_documents,
    named_places,
    number_key,
    numbers_called,
    titled_documents,
)
from service.sought import Sought, sought_in

_SEVERAL = 2
DOCUMENT_NUMBER = re.compile(
    r"\b\d{1,5}(?:/\d{4})?\s*(?:[-/]\s*[A-ZĐ][\w&-]*(?:\s*[-/]\s*[\w&-]+)*"
    r"|/\s*(?:[a-zđ]{2,5}-[a-zđ]{2,10})\b)"
)
"""In small letters only with both of its parts: ``5/tháng`` is none."""
_BARE_NUMBER = re.compile(
    r"\b(?:nghi quyet|quyet dinh|(?:ke hoach|chuong trinh)(?: hanh dong)?|nghi dinh|thong tu"
    r"|chi thi|luat|nq|qd|kh)\s+(?:so\s+)?"
    r"(?!(?:19|20)\d\d\b)(\d{2,5})\b(?![/-])"
)
_ASKING = re.compile(r"\w+ \w+ .*\b(?:nao|gi|ai|sao|the nao|bao nhieu|may)\b\W*$")
_REPLACING_ASKED = re.compile(r"\b(?:nao|gi) (?:da |se |dang )?(?:thay the|bai bo|thay cho)\b")
_STANDS_IN = re.compile(
    r" (?:(?:duoc |co )?(?:neu|dan|nhac|ghi|vien dan|trich dan|dan chieu) )?"
    r"(?:trong|tai|o|cua) (?:(?!va\b|voi\b)[a-z]+ ){0,4}"
)
_NO_FACT = re.compile(r"\bthấy\b", re.IGNORECASE)
"""Folded it would read ``thay``, as what replaces a document."""
_SHORTENED = re.compile(r"[A-ZĐ]{2}|&")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as answering needs it.

    ``facts`` are about a document itself, ``wants`` are what a clause is asked for. ``named``
    are the documents of the corpus that it names; ``strangers`` the numbers of other documents
    in it; ``places`` the places that it compares, with the documents of each, empty unless
    there are two; ``mentions`` what the question calls every place in it, and every document by
    its title; ``home`` the documents of the only place that it names, or those named by their
    titles or as a draft; ``described`` the documents that a question for a fact may mean by
    their kind and place when it names none; ``agencies`` those that it names in full, and
    provinces that issued nothing here, written out and folded. ``sought`` is what a clause must
    hold to answer, if anything in particular; ``listed`` the list that it names by a number, if
    any (``8 ngành``); ``bare`` the digits of documents outside the corpus that it gives without
    the rest of their numbers; ``rest`` the part of the question that is about something else
    than a fact beside one that is, mostly empty; ``claim`` what is to be confirmed, if anything.
    """

    text: str
    facts: tuple[Fact, ...]
    wants: tuple[Want, ...]
    sought: Sought | None
    listed: Listed | None
    named: tuple[str, ...]
    places: Mapping[str, tuple[str, ...]]
    mentions: Mapping[str, str]
    home: tuple[str, ...]
    described: tuple[str, ...]
    unknown: bool
    agencies: tuple[str, ...]
    strangers: tuple[str, ...]
    bare: tuple[str, ...]
    rest: str
    claim: Claim | None = None

    @property
    def fact(self) -> Fact | None:
        """The first fact about a document that is asked for."""
        return next(iter(self.facts), None)

    @property
    def who(self) -> bool:
        """Whether somebody who does something is asked for."""
        return Want.WHO in self.wants


def read_question(text: str, documents: Sequence[Document]) -> Asked:
    """Work out what is wanted, and which documents or places are named.

    Of what is to be confirmed, the text is the question that asks for it openly.
    """
    claim = claimed(text)
    text = claim.question if claim else text
    wording = wording_of(text, documents)
    numbered = named_documents(text, documents)
    found = named_places(text, documents)
    titles = {} if wording.abroad and not found else titled_documents(text, documents)
    titled = tuple(one for one in titles if one not in numbered)
    compared = {place: ids for place, (_, ids) in found.items()}
    mentions = titles | {place: mention for place, (mention, _) in found.items()}
    if len(compared) == 1:
        ((_, at_home),) = found.values()
        away = [one for one in documents if one.id in numbered and one.id not in at_home]
        mentions |= numbers_called(text, away)
        elsewhere = [one for one in mentions if one not in (*compared, *at_home)]
        compared |= {one: (one,) for one in elsewhere}
    named = numbered + titled
    strangers, bare = _strangers(text, [d.number for d in documents if d.id in numbered])
    if _is_about_cited(text, wording.numbers, strangers):
        numbered = named = ()
    facts, described = _facts(text, wording, numbered, titled, found, strangers + bare, documents)
    cited = (strangers or bare) and Fact.NUMBER not in facts
    unnamed = bool(facts) and not (named or described or cited)
    at_place = next(iter(compared.values()), ())
    if replacing := _replacing(text, strangers + bare, documents) if facts else ():
        described, facts = replacing, tuple(dict.fromkeys((Fact.REPLACES, *facts)))
    if described:
        strangers = bare = ()
    wants = wants_of(text.rpartition(": ")[2]) or wants_of(text)
    seeks = Want.DOCUMENT not in wants and (not facts or wants == (Want.WHEN,))
    return Asked(
        text=text,
        facts=facts,
        wants=wants,
        sought=sought_in(text, wants) if seeks else None,
        listed=list_named(text),
        named=named,
        places=compared if len(compared) > 1 else {},
        mentions=mentions,
        home=_home(text, named, titled, at_place, documents),
        described=described,
        unknown=unnamed and of_none(wording, at_place, documents),
        agencies=_agencies_of(text, [place_of(document) for document in documents])
        + (wording.abroad if facts else ()),
        strangers=strangers + bare if facts else strangers,
        bare=bare,
        rest=wording.told_first(text) or _rest(text, facts) if facts else "",
        claim=claim,
    )


def _facts(
    text: str,
    wording: Wording,
    numbered: Sequence[str],
    titled: Sequence[str],
    places: Mapping[str, tuple[str, tuple[str, ...]]],
    strangers: Sequence[str],
    documents: Sequence[Document],
) -> tuple[tuple[Fact, ...], tuple[str, ...]]:
    """The facts that are asked for, and the documents that are described when none is named.

    Args:
        text: the question.
        wording: its words.
        numbered: ids of the documents that it names by their number.
        titled: ids of those that it names by their title.
        places: the places that it names, with its word for each and the ids of their documents.
        strangers: keys of the numbers of documents that are not here.
        documents: the corpus.
    """
    named = (*numbered, *titled)
    # who gives a number or a clause does not ask for it, but for that of another document
    given = bool(numbered) or find_address(text) is not None
    read = fold(_NO_FACT.sub("_", text))
    facts = tuple(fact for fact in facts_of(read) if fact is not Fact.NUMBER or not given)
    if numbered and facts == (Fact.ISSUED,) and Want.DOCUMENT in wants_of(text):
        facts = ()
    if not (named or strangers or names_kind(wording)):
        facts = tuple(fact for fact in facts if fact is not Fact.EFFECTIVE)
    if not facts:
        return (), ()
    described: tuple[str, ...] = ()
    if not named and len(places) < _SEVERAL and not (strangers and wording.is_of_a_number):
        at_home = next((ids for _, ids in places.values()), ())
        described = described_documents(wording, at_home, strangers, documents)
    about = [document for document in documents if document.id in (named or described)]
    if not (about or strangers) or find_address(text) or not about_nothing_else(wording, about):
        facts = tuple(fact for fact in facts if fact not in OF_THE_WHOLE)
    return facts, described if facts else ()


def _is_about_cited(
    text: str, numbers: Sequence[tuple[int, int]], strangers: Sequence[str]
) -> bool:
    """Whether a document from elsewhere is asked about, which stands in one that is named after it.

    ``Nghị quyết 71/NQ-CP nêu trong Kế hoạch 4354 ban hành ngày nào?`` asks for no day of the plan.
    """
    if len(numbers) != _SEVERAL:
        return False
    (start, end), (other, _) = numbers
    stranger = any(mentions_number(key, text[start:end]) for key in strangers)
    return stranger and bool(_STANDS_IN.fullmatch(fold_in_place(text)[end:other]))


def _replacing(text: str, numbers: Sequence[str], documents: Sequence[Document]) -> tuple[str, ...]:
    """Ids of the documents that replace one of these, when a question asks which do."""
    if not _REPLACING_ASKED.search(fold(text)):
        return ()
    return tuple(
        document.id
        for document in documents
        for reference in document.references
        if reference.type is ReferenceType.REPLACES
        and any(mentions_number(number, reference.number or "") for number in numbers)
    )


def _home(
    text: str,
    named: tuple[str, ...],
    titled: tuple[str, ...],
    at_place: tuple[str, ...],
    documents: Sequence[Document],
) -> tuple[str, ...]:
    """Where to look: documents named by title or as a draft of the place, else those of the place.

    Where neither is named, the only document with a regulation, if one is spoken of.
    A number is heeded by the search itself.
    """
    if not named and not at_place:
        return documents_enclosing(text, documents)
    numbered = {document.id for document in documents if document.number}
    drafts = [one for one in named if one not in numbered]
    if titled or (drafts and not at_place) or set(drafts) & set(at_place):
        return named
    return at_place


def _strangers(text: str, known: Sequence[str | None]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The numbers of documents that are not the known ones, and those given by digits alone."""
    keys = {number_key(number) for number in known if number}
    numbers = [number_key(match.group()) for match in DOCUMENT_NUMBER.finditer(text)]
    digits = {re.split("[-/]", number)[0] for number in (*keys, *numbers)}
    bare = [number for number in _BARE_NUMBER.findall(fold(text)) if number not in digits]
    others = [number for number in numbers if number not in keys]
    return tuple(dict.fromkeys(others)), tuple(dict.fromkeys(bare))


def _agencies_of(text: str, places: Sequence[str]) -> tuple[str, ...]:
    """The departments that a question names in full; abbreviated names are left to the search."""
    return tuple(
        same_agency(name.text, places)
        for name in names_in(text)
        if name.text.startswith("Sở ") and not _SHORTENED.search(name.text.partition(" TP")[0])
    )


def _rest(text: str, facts: Sequence[Fact]) -> str:
    """The last part of a question that asks for something else than a fact about a document."""
    parts = [(part, fold(part)) for part in re.split(r",|\bvà\b|\bva\b|\brồi\b", text)]
    open_parts = [
        part.strip()
        for part, folded in parts[1:]
        if _ASKING.search(folded) and not asks_time(folded) and fact_of(folded) not in facts
    ]
    return open_parts[-1] if open_parts else ""
