"""Lists that a question knows by their number: ``8 ngành gồm những ngành nào?``."""

from __future__ import annotations

import re
from typing import NamedTuple

from retriever.asking import asking
from retriever.types import fold, fold_in_place

_NAMED = re.compile(
    r"(?<!thang )(?<!ngay )(?<!quy )(?<!nam )(?<![\d.,])\b0*(?P<number>[2-9]|[1-9]\d)"
    r" (?P<noun>[a-z]+)\b(?! \d)"
)
_MEMBERS_ASKED = re.compile(
    r".*\b(?:gom|la|do|cu the|nhung|cac)\b(?: [\w-]+){0,4} (?:nao|gi)\b"
    r"|(?: [\w-]+){0,2} (?:nao|gi)\b"
)
_NO_NOUN = frozenset(
    {
        "la",
        "cua",
        "va",
        "ngay",
        "thang",
        "nam",
        "gio",
        "lan",
        "phan",
        "ty",
        "trieu",
        "nghin",
        "dong",
    }
)
_NUMBERED = re.compile(r"(?:^|(?<=[\s(;:]))(\d{1,2})[.)]\s")
_MEMBERS = re.compile(r"[^.;:(]{0,60}?(?:\(|:|\bgồm\b|\bnhư\b|\blà\b|“)(?P<members>[^().”]+)")


class Listed(NamedTuple):
    """So many of something; ``members`` tells whether it is asked which they are."""

    number: int
    noun: str
    members: bool = True


def list_named(question: str) -> Listed | None:
    """The list that a question names by its number; ``None`` when it names none."""
    folded = asking(question)
    match = next((m for m in _NAMED.finditer(folded) if m["noun"] not in _NO_NOUN), None)
    if match is None:
        return None
    members = _MEMBERS_ASKED.match(folded, match.end()) is not None
    return Listed(int(match["number"]), match["noun"], members)


def is_named(listed: Listed, text: str) -> bool:
    """Whether a text speaks of that list."""
    return bool(_name(listed).search(fold(text)))


def has_members(listed: Listed, text: str, above: str = "") -> bool:
    """Whether a text enumerates just so many, and it or what stands above it says of what."""
    if not (is_named(listed, text) or is_named(listed, above)):
        return False
    numbers = [int(number) for number in _NUMBERED.findall(text)]
    if numbers == [*range(1, listed.number + 1)]:
        return True
    match = _name(listed).search(fold_in_place(text))
    members = _MEMBERS.match(text, match.end()) if match else None
    return members is not None and any(
        len(re.split(sign, members["members"])) == listed.number for sign in (";", ", ", " - ")
    )


def _name(listed: Listed) -> re.Pattern[str]:
    return re.compile(rf"\b0*{listed.number} {listed.noun}\b")
