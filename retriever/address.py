"""Clauses named by where they stand: "khoản 3 Điều 23", "Mục III.3.10", "khoản 1 Mục II Phần I"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from indexer.segment import fold, fold_in_place
from indexer.types import Document

_MENTION = re.compile(
    r"\b(?:(?:phần|phan)\s+(?P<whole>(?-i:[IVX]+))\b(?:\.(?P<under>\d+(?:\.\d+)*))?"
    r"|(?:mục|muc)\s+(?P<part>(?-i:[IVX]+))\b(?:\.(?P<within>\d+(?:\.\d+)*))?"
    r"|(?:chương|chuong)\s+(?P<chp>(?-i:[IVX]+)|\d+)"
    r"|(?:mục|muc)\s+(?P<sec>\d+(?:\.\d+)*)"
    r"|(?:điều|dieu)\s+(?P<art>\d+[a-z]?)"
    r"|(?:khoản|khoan)\s+(?P<para>\d+[a-z]?)"
    r"|(?:điểm|diem)\s+(?P<point>[a-zđ]))\b",
    re.IGNORECASE,
)
_UNITS = ("whole", "part", "chp", "art", "sec", "para", "point")
"""What is named, outermost first; all but the first as the elements of a clause's path."""
_OF = re.compile(
    r"\s*,?\s+(?:(?:cua|trong|tai|thuoc|o)\s+(?:ban\s+)?(?P<said>quy dinh|phu luc)"
    r"|(?:(?:cua|trong|tai|thuoc|o)\s+)?(?:ban\s+)?(?P<kind>quy che|quyet dinh|ke hoach"
    r"|nghi quyet|nghi dinh|thong tu|chi thi|chuong trinh|dieu le|quy trinh|de an|luat))\b"
    r"(?:\s+so)?(?:\s+(?P<number>\d+(?:\s*[/-]\s*[\w-]+)*))?"
)
"""Which text has the place; ``Điều 3 quy định gì`` says nothing of that."""
_LAWS = frozenset({"luat", "nghi quyet", "nghi dinh", "thong tu", "chi thi"})
"""What documents of other kinds cite by article."""
_LEADING = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Address:
    """The elements of a clause's path that a question names, outermost first.

    ``spans`` are the words that name them; ``kind`` and ``number`` are those of the text which
    is to have it, folded (``quy che``), empty where the question does not say.
    """

    elements: tuple[tuple[str, str], ...]
    spans: tuple[tuple[int, int], ...]
    kind: str = ""
    number: str = ""

    def __contains__(self, place: int) -> bool:
        return any(start <= place < end for start, end in self.spans)


def find_address(text: str) -> Address | None:
    """The clause that a question names, ``None`` if it names none; needs no diacritics."""
    found: dict[str, str] = {}
    mentions = list(_MENTION.finditer(text))
    for match in mentions:
        named = match.groupdict()
        named["sec"] = named["sec"] or named["under"] or named["within"]
        for unit in _UNITS:
            if (value := named[unit]) is not None:
                found.setdefault(unit, value.lower() if unit == "point" else value)
    elements = tuple(
        ("part" if unit == "whole" else unit, found[unit]) for unit in _UNITS if unit in found
    )
    if not elements:
        return None
    of = _OF.match(fold_in_place(text), mentions[-1].end())
    kind, number = (of["said"] or of["kind"], of["number"] or "") if of else ("", "")
    return Address(elements, tuple(m.span() for m in mentions), kind, "".join(number.split()))


def of_another(address: Address, documents: Iterable[Document]) -> bool:
    """Whether the address is one in a law or a document that is not among these.

    It may be in one of which nobody knows what it is.
    """
    known = [(fold(one.kind or ""), fold(one.number or "").replace(" ", "")) for one in documents]
    if not all(kind for kind, _ in known):
        return False
    if address.number:
        return not any(
            number == address.number or number.startswith(f"{address.number}/")
            for _, number in known
        )
    return address.kind in _LAWS and all(kind != address.kind for kind, _ in known)


def address_pattern(address: Address) -> re.Pattern[bytes]:
    """What finds the address and everything below it among clause ids, a line each.

    The group ``below`` is empty for the clause itself. The second of two clauses with one
    number carries a mark (``art_2~2``). A khoản of a plan's part is its section. Articles whose
    headings are lost are found, too, whichever they are: see ``may_be_at``.
    """
    in_plan = address.elements[0][0] == "part"
    units = {"para": "(?:para|sec)"} if in_plan else {}

    def element(unit: str, value: str) -> str:
        number = re.escape(value)
        if unit == "art":
            number = rf"(?:{number}|(?P<from>\d+)-(?P<to>\d+))"
        return rf"{units.get(unit, unit)}_{number}(?:~\d+)?"

    path = r"__(?:[^\n]*__)?".join(element(*one) for one in address.elements)
    return re.compile(rf"/(?:[^\n]*?__)?{path}(?P<below>__[^\n]*)?\n".encode())


def may_be_at(address: Address, match: re.Match[bytes]) -> bool:
    """Whether what ``address_pattern`` found is at the address, or may be for all that is known.

    ``Điều 1–6``, in one because their headings are lost, have Điều 3.
    """
    if not is_lost(match):
        return True
    number = _LEADING.match(dict(address.elements)["art"])
    return number is not None and int(match["from"]) <= int(number[0]) <= int(match["to"])


def is_at(address: Address, path: str) -> bool:
    """Whether a clause with this path is at the address or below it, or may be."""
    match = address_pattern(address).search(f"/{path}\n".encode())
    return match is not None and may_be_at(address, match)


def is_lost(match: re.Match[bytes]) -> bool:
    """Whether what ``address_pattern`` found is in articles whose headings are lost."""
    return match.groupdict().get("from") is not None
