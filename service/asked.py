"""What a question wants: a fact about a document, a value that a clause gives, or a passage.

Questions are read folded (no diacritics), so those typed plainly are understood the same way.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from retriever.types import Document, fold
from service.agencies import names_in, same_agency
from service.lists import Listed, list_named
from service.mentions import (
    named_documents,
    named_places,
    number_key,
    titled_documents,
)
from service.naming import place_of
from service.sought import Sought, sought_in
from service.wants import Want, wants_of


class Fact(StrEnum):
    """A fact about a document itself. The value is what its clause is looked up with."""

    SIGNER = "Người ký"
    ISSUED = "Ngày ban hành"
    EFFECTIVE = "Ngày có hiệu lực thi hành"
    NUMBER = "Số hiệu"
    KIND = "Loại văn bản"
    ISSUER = "Cơ quan ban hành"
    REPLACES = "thay thế văn bản số"
    STANDING = "dự thảo, hiệu lực thi hành"
    BASIS = "Căn cứ Luật, Nghị quyết"


_DATE = r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|ngay\s+\d{1,2}\s+thang\s+\d{1,2}\s+nam\s+\d{4}"
_DAY = re.compile(rf"(?:ngay\s+)?(?:{_DATE})")
_WHEN = r"(?:ngay|khi nao|bao gio|luc nao|thoi gian|thoi diem|nam nao|tu dau)"

_FACTS: tuple[tuple[Fact, re.Pattern[str]], ...] = (
    (
        Fact.SIGNER,
        re.compile(r"\b(?:ai (?:da |la nguoi )?ky|nguoi(?: da)? ky|do ai ky|ky ban hanh)\b"),
    ),
    (Fact.EFFECTIVE, re.compile(rf"hieu luc.*\b{_WHEN}\b|\b{_WHEN}\b.*hieu luc")),
    (Fact.ISSUED, re.compile(rf"ban hanh.*\b{_WHEN}\b|\b{_WHEN}\b.*ban hanh")),
    (
        Fact.ISSUER,
        re.compile(
            r"(?:(?:co quan|noi|don vi|cap) (?:nao|ban hanh)|\bai)\b"
            r"(?! de nghi| tham muu| trinh| de xuat).*ban hanh"
            r"|\bdo (?:ai|dau) ban hanh"
        ),
    ),
    (Fact.NUMBER, re.compile(r"\b(?:so hieu|ky hieu|mang so)\b|\bso (?:may|bao nhieu)\s*\?*$")),
    (Fact.KIND, re.compile(r"\bloai (?:van ban|gi)\b|van ban (?:loai )?gi\b")),
    (
        Fact.STANDING,
        re.compile(
            r"hay (?:van |con |moi )*(?:la )?du thao|du thao hay|chinh thuc chua"
            r"|con (?:duoc )?(?:hieu luc|ap dung|dung|su dung)(?: duoc)?(?: nua)? (?:khong|hay)"
        ),
    ),
    (Fact.REPLACES, re.compile(r"thay the|bai bo")),
    (Fact.BASIS, re.compile(r"can cu (?:vao|phap ly|nhung|cac)|co so phap ly")),
)

_DOCUMENT_NUMBER = re.compile(r"\b\d{1,5}(?:/\d{4})?\s*[-/]\s*[A-ZĐ][\w&-]*(?:\s*[-/]\s*[\w&-]+)*")
_BARE_NUMBER = re.compile(
    r"\b(?:nghi quyet|quyet dinh|ke hoach|chuong trinh hanh dong|nghi dinh|nq|qd|kh)\s+(?:so\s+)?"
    r"(\d{2,5})\b(?![/-])"
)
_PART = re.compile(r",| va | roi ")
_ASKING = re.compile(r"\w+ \w+ .*\b(?:nao|gi|ai|sao|the nao|bao nhieu|may)\b\W*$")
_SHORTENED = re.compile(r"[A-ZĐ]{2}|&")
_ISSUING = frozenset({Fact.SIGNER, Fact.ISSUER})


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as answering needs it.

    ``facts`` are about a document itself, ``wants`` are what a clause is asked for.
    ``named`` are the documents of the corpus that it names; ``strangers`` the numbers of other
    documents in it; ``places`` the places that it compares, with the documents of each, empty
    unless there are two; ``mentions`` what the question calls every place in it, and every
    document by its title; ``home`` the documents of the only place that it names, or those named
    by their titles; ``agencies`` those that it names in full, written out and folded.
    ``sought`` is what a clause must hold to answer, if anything in particular; ``listed`` the
    list that it names by a number, if any (``8 ngành``); ``bare`` the digits of documents
    outside the corpus that it gives without the rest of their numbers;
    ``rest`` the part of the question that asks for no fact beside one that does, mostly empty.
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
    agencies: tuple[str, ...]
    strangers: tuple[str, ...]
    bare: tuple[str, ...]
    rest: str

    @property
    def fact(self) -> Fact | None:
        """The first fact about a document that is asked for."""
        return next(iter(self.facts), None)

    @property
    def who(self) -> bool:
        """Whether somebody who does something is asked for."""
        return Want.WHO in self.wants


def read_question(text: str, documents: Sequence[Document]) -> Asked:
    """Work out what is wanted, and which documents or places are named."""
    folded = fold(text)
    titles = titled_documents(text, documents)
    numbered = named_documents(text, documents)
    titled = tuple(one for one in titles if one not in numbered)
    found = named_places(text, documents)
    compared = {place: ids for place, (_, ids) in found.items()}
    mentions = titles | {place: mention for place, (mention, _) in found.items()}
    if len(compared) == 1:
        elsewhere = [one for one in titled if not any(one in ids for ids in compared.values())]
        compared |= {one: (one,) for one in elsewhere}
    facts = _facts_of(_DAY.sub(" ", folded))
    wants = wants_of(text.rpartition(": ")[2]) or wants_of(text)
    seeks = Want.DOCUMENT not in wants and (not facts or wants == (Want.WHEN,))
    strangers, bare = _strangers(text, [d.number for d in documents if d.id in numbered])
    return Asked(
        text=text,
        facts=facts,
        wants=wants,
        sought=sought_in(text, wants) if seeks else None,
        listed=list_named(text),
        named=numbered + titled,
        places=compared if len(compared) > 1 else {},
        mentions=mentions,
        home=numbered + titled if titled else next(iter(compared.values()), ()),
        agencies=_agencies_of(text, [place_of(document) for document in documents]),
        strangers=strangers + bare if facts else strangers,
        bare=bare,
        rest=_rest(text) if facts else "",
    )


def _strangers(text: str, known: Sequence[str | None]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The numbers of documents that are not the known ones, and those given by digits alone."""
    keys = {number_key(number) for number in known if number}
    numbers = [number_key(match.group()) for match in _DOCUMENT_NUMBER.finditer(text)]
    digits = {re.split("[-/]", number)[0] for number in (*keys, *numbers)}
    bare = [number for number in _BARE_NUMBER.findall(fold(text)) if number not in digits]
    others = [number for number in numbers if number not in keys]
    return tuple(dict.fromkeys(others)), tuple(dict.fromkeys(bare))


def _facts_of(folded: str) -> tuple[Fact, ...]:
    """The fact that each part of the question asks for; of the whole when no part does alone."""
    found: list[Fact] = []
    for part in _PART.split(folded):
        fact = _fact_of(part)
        if fact is None and _ISSUING & set(found) and re.search(rf"\b{_WHEN}\b", part):
            fact = Fact.ISSUED
        found += [fact] if fact else []
    whole = _fact_of(folded)
    return tuple(dict.fromkeys(found or ([whole] if whole else [])))


def _agencies_of(text: str, places: Sequence[str]) -> tuple[str, ...]:
    """The departments that a question names in full; abbreviated names are left to the search."""
    return tuple(
        same_agency(name.text, places)
        for name in names_in(text)
        if name.text.startswith("Sở ") and not _SHORTENED.search(name.text.partition(" TP")[0])
    )


def _rest(text: str) -> str:
    """The last part of a question that asks for something else than a fact about a document."""
    parts = [(part, fold(part)) for part in re.split(r",|\bvà\b|\bva\b|\brồi\b", text)]
    open_parts = [
        part.strip()
        for part, folded in parts[1:]
        if _ASKING.search(folded)
        and not re.search(rf"\b{_WHEN}\b", folded)
        and not _fact_of(folded)
    ]
    return open_parts[-1] if open_parts else ""


def _fact_of(folded: str) -> Fact | None:
    return next((fact for fact, wanted in _FACTS if wanted.search(folded)), None)
