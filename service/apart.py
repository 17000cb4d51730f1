"""Several questions in one: ``việc A giao cho ai và việc B làm khi nào``."""

from __future__ import annotations

import re

from retriever.asking import asking
from service.wording import content_terms

_NEXT = re.compile(r"(?:;|,\s*(?:vậy|vay|và|va)(?=\s))\s+")
_AND = re.compile(r"\s(?:và|va|còn|con|rồi|roi)\s+")
"""Between two questions; what follows ``_NEXT`` may be the only one."""
_MATTER = (
    r"(?:nhóm |nhom )?(?:việc|viec)|nhiệm vụ|nhiem vu|nội dung|noi dung|mục tiêu|muc tieu"
    r"|chỉ tiêu|chi tieu"
)
_BESIDE = re.compile(
    rf"\b(?P<matter>{_MATTER})\s[^.;:?!]*?\b(?:và|va)\s+(?P<other>(?P=matter)\s)", re.IGNORECASE
)
_ASKS = re.compile(r"\b(?:bao (?:nhieu|lau|gio)|nao|gi|dau|sao|ai|may)\b")
_ENOUGH = 10
"""Syllables and pairs of content of a question by itself; ``do ai chủ trì`` leans on another."""


def asked_apart(text: str) -> tuple[str, ...]:
    """The two questions in a text, if the last words of it may be one by themselves.

    Mostly empty. The first may do without a question word of its own, the second has one.
    """
    folded = asking(text)
    first = _ASKS.search(folded)
    if first is None:
        return ()
    starts = [match.end() for match in _NEXT.finditer(text)]
    starts += [match.start("other") for match in _BESIDE.finditer(text)]
    starts += [match.end() for match in _AND.finditer(text, first.end())]
    for start in sorted(starts, reverse=True):
        other = text[start:]
        if len(content_terms(other)) >= _ENOUGH and _ASKS.search(folded, start):
            return text[:start], other
    return ()
