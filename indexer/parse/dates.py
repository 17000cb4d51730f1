"""Dates as documents print them, and the day from which a document says that it applies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from indexer.parse.letters import LOWER, UPPER
from indexer.parse.phrases import ADOPTED

FIRST_YEAR = 1945
"""The oldest document of this state; an earlier year is a misreading."""

_NUMERIC_DATE = re.compile(r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})")
_DAY = r"(?P<d>\d{1,2})[\s.]+tháng\s+(?P<m>\d{1,2})[\s.]+năm\s+(?P<y>\d{4})"
_SIGNING = r"(?:ký|ban hành|được ký|(?:Quốc hội )?(?:được )?thông qua)"
_IN_FORCE = re.compile(
    r"có hiệu lực(?:\s+thi hành)?(?:\s+trong việc [^.;]{1,250}?)?(?:"
    rf"\s+sau\s+(?P<after>\d{{1,3}})(?:\s+\([^)]*\))?\s+ngày,?\s+kể\s+từ\s+ngày\s+{_SIGNING}|"
    rf"(?:\s+kể)?\s+từ\s+(?:ngày\s+(?P<sign>{_SIGNING})|(?:ngày\s+){{0,2}}{_DAY}|"
    r"(?:ngày\s+)?(?P<num>\d{1,2}/\d{1,2}/\d{4})))"
)
_SENTENCE = re.compile(r"(?<=[.;])\s+")
_SUBJECT = re.compile(
    r"(?:(?:Điều )?\d+\.\s*)?(?:Hiệu lực thi hành\s*)?"
    rf"{UPPER}{LOWER}+(?: {LOWER}+){{0,4}}(?: này)?(?: bắt đầu)?,?\s*"
)


def day_of(day: str, month: str, year: str) -> date | None:
    """The day, ``None`` if there is no such day or it is before the first document."""
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if found.year >= FIRST_YEAR else None


def date_of(text: str) -> date | None:
    """The first date written ``27/11/2025`` or ``ngày 27 tháng 11 năm 2025``."""
    if found := _NUMERIC_DATE.search(text):
        return day_of(found["d"], found["m"], found["y"])
    if found := re.search(r"(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", text):
        return day_of(found[1], found[2], found[3])
    return None


def effective_on(body: Sequence[str], kind: str | None, issued: date | None) -> date | None:
    """The day from which the document says that it applies, from its closing provisions.

    "Nghị định này có hiệu lực …" counts before "các quy định tại khoản 2 Điều 6 Nghị định này …",
    which dates a part of it.
    """
    said = [(found, text) for text in body if (found := _IN_FORCE.search(text))]
    own = [found for found, text in said if _SUBJECT.fullmatch(text[: found.start()])]
    others = [found for found, text in said if _speaks_of_itself(text[: found.start()], kind)]
    return next((_day(found, issued) for found in own or others[-1:]), None)


def merged_effective_on(texts: Iterable[str]) -> date | None:
    """When the text that a consolidated one begins with took effect, from the story in its head."""
    for text in texts:
        if found := _IN_FORCE.search(text):
            return _day(found, date_of(text[: found.start()]))
    return None


def _day(found: re.Match[str], issued: date | None) -> date | None:
    """The day that ``_IN_FORCE`` found, counted from the day of signing where it says so."""
    if found["sign"] or found["after"]:
        return issued + timedelta(days=int(found["after"] or 0)) if issued else None
    if found["num"]:
        return date_of(found["num"])
    return day_of(found["d"], found["m"], found["y"])


def _speaks_of_itself(before: str, kind: str | None) -> bool:
    subject = before[-80:].lower()
    return (
        any(map(ADOPTED.match, _SENTENCE.split(before)))
        or "này" in subject
        or (kind is not None and kind.lower() in subject)
    )
