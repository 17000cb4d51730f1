"""Footnotes at the foot of printed pages, told from the text by their running number."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NOTE = re.compile(r"\[?([1-9]\d{0,2})\]?\s*(?=[A-ZÀ-ỸĐ“\"(]).{30}")
_MAX_MISSED = 2


def note_starts(page: Sequence[str], body: Sequence[int], last: int) -> dict[int, int]:
    """Where in ``body`` the notes of a page open: position to number.

    ``body`` indexes the lines of ``page`` that count, ``last`` is the number of the last note
    before. The first one goes on counting or starts anew, stands below a blank or a rule, and
    something above refers to it ("hỗ trợ2"); the notes fill the rest of the page.
    """
    starts: dict[int, int] = {}
    for position, index in enumerate(body):
        if not (found := _NOTE.match(page[index])):
            continue
        number = int(found[1])
        if starts:
            opens = number == last + 1
        else:
            counts_on = number == 1 or last < number <= last + 1 + _MAX_MISSED
            opens = counts_on and _below_gap(page, index) and _refers(page, body[:position], number)
        if opens:
            starts[position] = last = number
    return starts


def _below_gap(page: Sequence[str], index: int) -> bool:
    return index > 0 and not page[index - 1].strip("_ ")


def _refers(page: Sequence[str], above: Sequence[int], number: int) -> bool:
    mark = re.compile(rf"[^\s\d/]{number}(?![\d/])")
    return any(mark.search(page[index]) for index in above)
