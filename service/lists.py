"""Lists that a question knows by their number: ``8 ngành gồm những ngành nào?``."""

from __future__ import annotations

import re
from typing import NamedTuple

from retriever.types import fold, fold_in_place
from service.asking import asking

_ASKED = re.compile(
    r"\b0*(?P<count>[2-9]|[1-9]\d) (?P<noun>[a-z]+)\b(?=.*\b(?:gom|la|do|cu the|nhung|cac)\b"
    r"(?: [\w-]+){0,4} (?:nao|gi)\b)"
)
_NO_NOUN = frozenset({"ngay", "thang", "nam", "gio", "lan", "phan"})
_NUMBERED = re.compile(r"(?:^|(?<=[\s(;:]))(\d{1,2})[.)]\s")
_MEMBERS = re.compile(r"[^.;:(]{0,60}?(?:\(|:|\bgồm\b|\bnhư\b|\blà\b|“)(?P<members>[^().”]+)")


class Listed(NamedTuple):
    """So many of something, whose names are asked for."""

    number: int
    noun: str


def list_asked(question: str) -> Listed | None:
    """The list whose members a question asks for; ``None`` when it asks for none by its number."""
    match = _ASKED.search(asking(question))
    if match is None or match["noun"] in _NO_NOUN:
        return None
    return Listed(int(match["count"]), match["noun"])


def has_members(listed: Listed, text: str, above: str = "") -> bool:
    """Whether a text enumerates just so many, and it or what stands above it says of what."""
    named = re.compile(rf"\b0*{listed.number} {listed.noun}\b")
    if not (named.search(fold(text)) or named.search(fold(above))):
        return False
    numbers = [int(number) for number in _NUMBERED.findall(text)]
    if numbers == [*range(1, listed.number + 1)]:
        return True
    match = named.search(fold_in_place(text))
    members = _MEMBERS.match(text, match.end()) if match else None
    return members is not None and any(
        len(re.split(sign, members["members"])) == listed.number for sign in (";", ", ", " - ")
    )
