"""Which clauses a question names by their place: "khoản 1, 2 Điều 23", "Mục III.3.10".

Officials name the inner one first ("khoản 1 Mục II Phần I") or the outer ("Điều 8, khoản 2"), and
several in one ("Điều 10 đến Điều 12"). No diacritics are needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from typing import NamedTuple

from indexer.segment import fold_in_place
from retriever.address import Address

_WORDS = {
    "whole": "Phần",
    "part": "Mục",
    "chp": "Chương",
    "art": "Điều",
    "sec": "Mục",
    "para": "khoản",
    "point": "điểm",
}
"""What is named, outermost first; all but the first as the elements of a clause's path."""
_LEVELS = {unit: level for level, unit in enumerate(_WORDS)}
_NUMBERS = {
    "art": r"\d+[a-z]?",
    "sec": r"\d+(?:\.\d+)*",
    "para": r"\d+[a-z]?",
    "point": "[a-zđ]",
}
_NO_SUM = (
    r"(?!(?:[.,]\d+)*\s*(?:%|(?:phần trăm|phan tram|nghìn|nghin|triệu|trieu|tỷ|ty|đồng|dong)\b))"
)
"""``khoản 9,8 tỷ đồng`` is a sum."""
_MENTION = re.compile(
    r"\b(?:(?:phần|phan)\s+(?P<whole>(?-i:[IVX]+))\b(?:\.(?P<under>\d+(?:\.\d+)*))?"
    r"|(?:mục|muc)\s+(?P<part>(?-i:[IVX]+))\b(?:\.(?P<within>\d+(?:\.\d+)*))?"
    r"|(?:chương|chuong)\s+(?P<chp>(?-i:[IVX]+)|\d+)"
    rf"|(?:mục|muc)\s+(?P<sec>{_NUMBERS['sec']})"
    rf"|(?:điều|dieu)\s+(?P<art>{_NUMBERS['art']})"
    rf"|(?:khoản|khoan)\s+(?P<para>{_NUMBERS['para']}){_NO_SUM}"
    rf"|(?:điểm|diem)\s+(?P<point>{_NUMBERS['point']}))\b",
    re.IGNORECASE,
)
_AFTER = (
    r"(?=\s*(?:$|\.(?!\d)|[^\w\s./]|(?:va|hoac|den|cua|trong|tai|thuoc|quy|noi|la|neu|nay|co|gom"
    r"|giao|do|dieu|khoan|muc|chuong|phan|quyet|ke|nghi|luat|thong|du)\b))"
)
"""A number in a list of places is not one of something: ``khoản 1, 15 xã``."""
_FURTHER = {
    unit: re.compile(
        rf"\s*(?:(?P<to>den|toi|[-–])\s*(?:{word}\s+)?|(?:,|va|hoac)\s*)(?P<n>{_NUMBERS[unit]})\b"
        + _AFTER
    )
    for unit, word in (("art", "dieu"), ("sec", "muc"), ("para", "khoan"), ("point", "diem"))
}
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_MOST = 20
"""Of a range no more places are listed."""
_INSIDE = re.compile(r"\s*,?\s*(?:(?:cua|tai|trong|thuoc)\s+)?")
_LISTED = re.compile(r"\s*(?:,|;|va|hoac)?\s*(?:(?:tai|cac)\s+)?")
_OF = re.compile(
    r"\s*,?\s+(?:(?:cua|trong|tai|thuoc|o)\s+(?:ban\s+)?(?P<said>quy dinh|phu luc)"
    r"|(?:(?:cua|trong|tai|thuoc|o)\s+)?(?:ban\s+)?(?P<kind>quy che|quyet dinh|ke hoach"
    r"|nghi quyet|nghi dinh|thong tu|chi thi|chuong trinh|dieu le|quy trinh|de an|luat))\b"
    r"(?:\s+so)?(?:\s+(?P<number>\d+(?:\s*[/-]\s*[\w-]+)*))?"
)
"""Which text has the place; ``Điều 3 quy định gì`` says nothing of that."""


class _Mention(NamedTuple):
    """``Điều 10``, ``khoản 1, 2`` or ``Mục III.2.5``, which has a ``section``."""

    unit: str
    values: tuple[str, ...]
    section: str | None
    span: tuple[int, int]


_Group = list[_Mention]


def find_address(text: str) -> Address | None:
    """The clause that a question names, the first if it names several, ``None`` if it names none.

    Its spans are the words of all of them.
    """
    found = find_addresses(text)
    if not found:
        return None
    spans = sorted({span for one in found for span in one.spans})
    return Address(found[0].elements, found[0].name, tuple(spans), found[0].kind, found[0].number)


def find_addresses(text: str) -> list[Address]:
    """Every clause that a question names by its place, in the order of its words."""
    folded = fold_in_place(text)
    groups = _groups(list(_mentions(text, folded)), folded)
    found: list[Address] = []
    kind, number = "", ""
    for group, borrowed in reversed(list(zip(groups, _borrowed(groups, folded), strict=True))):
        if of := _OF.match(folded, group[-1].span[1]):
            kind, number = of["said"] or of["kind"], "".join((of["number"] or "").split())
        mentions = sorted([*borrowed, *group], key=lambda one: _LEVELS[one.unit])
        spans = tuple(sorted(one.span for one in mentions))
        several = [
            Address(tuple(_elements(named)), _name(named), spans, kind, number)
            for named in product(*([(one, value) for value in one.values] for one in mentions))
        ]
        found = several + found
    said = [set(one.spans) for one in found]
    whole = (one for one in found if not any(set(one.spans) < other for other in said))
    return list({one.elements: one for one in whole}.values())


def _mentions(text: str, folded: str) -> Iterator[_Mention]:
    end = 0
    for match in _MENTION.finditer(text):
        if match.start() < end:
            continue
        unit = next(one for one in _WORDS if match[one] is not None)
        values, end = [match[unit]], match.end()
        if unit == "point":
            values = [match[unit].lower()]
        while unit in _FURTHER and (more := _FURTHER[unit].match(folded, end)):
            last = text[more.start("n") : more.end("n")].lower()
            values += _between(values[-1], last) if more["to"] else [last]
            end = more.end("n")
        yield _Mention(unit, tuple(values), match["under"] or match["within"], (match.start(), end))


def _between(first: str, last: str) -> list[str]:
    """The places after the first one of a range, up to its last."""
    if first.isdigit() and last.isdigit():
        places = [str(number) for number in range(int(first) + 1, int(last) + 1)]
    elif first in _LETTERS and last in _LETTERS:
        places = list(_LETTERS[_LETTERS.index(first) + 1 : _LETTERS.index(last) + 1])
    else:
        places = [last]
    return places[:_MOST]


def _groups(mentions: Sequence[_Mention], folded: str) -> list[_Group]:
    """The mentions that name one place together: ever further out, or ever further in."""
    groups: list[_Group] = []
    for at, mention in enumerate(mentions):
        following = mentions[at + 1] if at + 1 < len(mentions) else None
        last = groups[-1] if groups else []
        outwards = bool(last) and _is_in(last[-1], mention, folded)
        inwards = bool(last) and _is_in(mention, last[-1], folded)
        if inwards and following is not None and _is_in(mention, following, folded):
            inwards = False  # "Điều 8, khoản 2 Điều 9"
        if len(last) > 1:
            grows = _LEVELS[last[-1].unit] < _LEVELS[last[-2].unit]
            outwards, inwards = outwards and grows, inwards and not grows
        if outwards or inwards:
            last.append(mention)
        else:
            groups.append([mention])
    return groups


def _is_in(inner: _Mention, outer: _Mention, folded: str) -> bool:
    """Whether one stands beside the other and may be inside it."""
    first, second = sorted([inner.span, outer.span])
    beside = _INSIDE.fullmatch(folded[first[1] : second[0]])
    return beside is not None and _LEVELS[inner.unit] > _LEVELS[outer.unit]


def _borrowed(groups: Sequence[_Group], folded: str) -> list[_Group]:
    """For each group what it is inside of, said once for several: ``khoản 1 và khoản 2 Điều 8``."""
    borrowed: list[_Group] = [[] for _ in groups]
    for at in reversed(range(len(groups) - 1)):
        gap = folded[groups[at][-1].span[1] : groups[at + 1][0].span[0]]
        if _LISTED.fullmatch(gap):
            borrowed[at] = _outside(groups[at], [*borrowed[at + 1], *groups[at + 1]])
    for at, (before, group) in enumerate(pairwise(groups), start=1):
        if not borrowed[at] and _LEVELS[group[0].unit] > _LEVELS["sec"]:
            borrowed[at] = _outside(group, [*borrowed[at - 1], *before])
    return borrowed


def _outside(group: _Group, others: _Group) -> _Group:
    """Those of the others that the group may be inside of, if it is a khoản or điểm alone."""
    outermost = min(_LEVELS[one.unit] for one in group)
    if outermost <= _LEVELS["sec"]:
        return []
    return [one for one in others if _LEVELS[one.unit] < outermost and len(one.values) == 1]


def _elements(named: Sequence[tuple[_Mention, str]]) -> Iterator[tuple[str, str]]:
    for mention, value in named:
        yield ("part" if mention.unit == "whole" else mention.unit, value)
        if mention.section:
            yield ("sec", mention.section)


def _name(named: Sequence[tuple[_Mention, str]]) -> str:
    """``điểm a khoản 2 Điều 8``, ``Mục III.2.5``."""
    return " ".join(
        f"{_WORDS[mention.unit]} {value}{'.' if mention.section else ''}{mention.section or ''}"
        for mention, value in reversed(named)
    )
