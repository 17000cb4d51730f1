"""Questions about a document itself, and the head and closing clauses that answer them."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ASKED: tuple[tuple[re.Pattern[str], re.Pattern[bytes]], ...] = (
    (
        re.compile(r"\bcan cu (?:vao|phap ly|nhung|cac|theo|luat)\b|\bco so phap ly\b"),
        re.compile(rb"/(?:[^\n]*__)?preamble[^\n]*\n"),
    ),
    (
        re.compile(r"\bdu thao (?:khong|phai|hay|chua|a)\b|\b(?:la|con) (?:ban )?du thao\b"),
        re.compile(rb"/(?:[^\n]*__)?preface_draft\n"),
    ),
    (
        re.compile(r"\bai (?:da |la nguoi )?ky\b|\bnguoi ky\b|\bky ngay\b|\bngay ky\b"),
        re.compile(rb"/(?:[^\n]*__)?(?:meta__(?:nguoi-ky|ngay-ban-hanh)|signature[^\n]*)\n"),
    ),
    (
        re.compile(r"\bban hanh (?:vao )?(?:ngay|khi|luc|nam)\b|\bngay ban hanh\b"),
        re.compile(rb"/(?:[^\n]*__)?(?:meta__ngay-ban-hanh|preface_date)\n"),
    ),
)
"""What a question without diacritics asks about a document, and the ids of clauses that say it."""


def front_patterns(question: str) -> Iterator[re.Pattern[bytes]]:
    """What finds the clauses, among ids a line each, that a folded question is about."""
    return (clauses for asked, clauses in _ASKED if asked.search(question))
