"""Clauses named by where they stand: "khoản 3 Điều 23", "Mục III.3.10", "khoản 1 Mục II Phần I"."""

from __future__ import annotations

import re
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Address:
    """The elements of a clause's path that a question names, outermost first.

    ``spans`` are the words that name them.
    """

    elements: tuple[tuple[str, str], ...]
    spans: tuple[tuple[int, int], ...]

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
    return Address(elements, tuple(m.span() for m in mentions)) if elements else None


def address_pattern(address: Address) -> re.Pattern[bytes]:
    """What finds the address and everything below it among clause ids, a line each.

    The group ``below`` is empty for the clause itself. The second of two clauses with one
    number carries a mark (``art_2~2``). A khoản of a plan's part is its section.
    """
    in_plan = address.elements[0][0] == "part"
    units = {"para": "(?:para|sec)"} if in_plan else {}
    elements = (
        rf"{units.get(unit, unit)}_{re.escape(value)}(?:~\d+)?" for unit, value in address.elements
    )
    path = r"__(?:[^\n]*__)?".join(elements)
    return re.compile(rf"/(?:[^\n]*?__)?{path}(?P<below>__[^\n]*)?\n".encode())
