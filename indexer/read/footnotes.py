"""Footnotes at the foot of printed pages, told from the text by their running number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

NOTE_OPENING = re.compile(r"\[?([1-9]\d{0,2})\]?\s*(?=[A-ZÀ-ỸĐ“\"(]).{30}")
"""How a footnote begins: its number, then a capital, and enough words for a sentence."""
_MAX_MISSED = 2
_MAX_PAGE_LINES = 100


def note_starts(lines: Sequence[str], gaps: Sequence[bool], last: int) -> dict[int, int]:
    """Where in the ``lines`` of a page its notes open: index to number.

    ``last`` is the number of the last note before. The first note of a page goes on counting or
    starts anew, stands below a gap (``gaps[i]``: a blank, a rule or larger letters stand above
    line ``i``), and something above refers to it ("hỗ trợ2"); the notes fill the rest of the page.
    """
    starts: dict[int, int] = {}
    for index, line in enumerate(lines):
        if not (found := NOTE_OPENING.match(line)):
            continue
        number = int(found[1])
        if starts:
            opens = number == last + 1
        else:
            counts_on = number == 1 or last < number <= last + 1 + _MAX_MISSED
            opens = (
                counts_on
                and gaps[index]
                and _refers(lines[max(index - _MAX_PAGE_LINES, 0) : index], number)
            )
        if opens:
            starts[index] = last = number
    return starts


def note_marks(lines: Sequence[str], numbers: Iterable[int]) -> dict[int, list[int]]:
    """Which of the ``lines`` above its notes refers to each of the ``numbers``: index to numbers.

    The references stand in the order of their numbers; one that is not found is left out.
    """
    marks: dict[int, list[int]] = {}
    first = 0
    for number in sorted(numbers):
        mark = _mark(number)
        if (
            found := next((i for i in range(first, len(lines)) if mark.search(lines[i])), None)
        ) is not None:
            marks.setdefault(found, []).append(number)
            first = found
    return marks


def _refers(above: Sequence[str], number: int) -> bool:
    mark = _mark(number)
    return any(mark.search(line) for line in above)


def _mark(number: int) -> re.Pattern[str]:
    return re.compile(rf"[^\s\d/]{number}(?![\d/])")
