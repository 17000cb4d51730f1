"""Quoted provisions: in amending documents “Điều 5. …” belongs to the clause that quotes it.

A quotation is left when it closes, and also when the numbering around it goes on: copies of
consolidated texts lose closing marks, and would swallow every điều that follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

MAX_QUOTED_LINES = 600

_OPENS = re.compile(
    r"^[“\"]\s*(?:Điều|Chương|Mục|Phần|Phụ lục|PHỤ LỤC|CHƯƠNG|\d+[a-zđ]?\d*\.|[a-zđ]{1,2}\d?\))"
)
_CLOSES = re.compile(r"[”\"]\s*(?:[.;,]|\./\.|và)*\s*$")
_ARTICLE = re.compile(r"[“\"]?\s*Điều (\d+)\s*\.")


def quoted_lines(texts: Sequence[str]) -> set[int]:
    """The lines inside a quotation that begins with a clause."""
    opening = [index for index, text in enumerate(texts) if _OPENS.match(text)]
    if not opening:
        return set()
    closing = _Closing(texts)
    quoted: set[int] = set()
    outer, position = 0, 0
    for first, following in pairwise([*opening, len(texts)]):
        if first < position:
            continue
        for text in texts[position:first]:
            outer = _number(text) or outer
        last = closing.after(first)
        if last > first + MAX_QUOTED_LINES:
            last = _unclosed(texts, first, following)
        last = _before_outer_goes_on(texts, first, last, outer)
        quoted.update(range(first, last + 1))
        position = last + 1
    return quoted


def _unclosed(texts: Sequence[str], first: int, following: int) -> int:
    """The end of a quotation whose closing mark is lost: before the next one is introduced.

    Without a next one nearby it covers its first line only.
    """
    introduced = following < len(texts) and texts[following - 1].endswith(":")
    if not introduced or following > first + MAX_QUOTED_LINES:
        return first
    marked = (i for i in range(following - 2, first - 1, -1) if _CLOSES.search(texts[i]))
    return next(marked, max(first, following - 2))


def _number(text: str) -> int:
    found = _ARTICLE.match(text)
    return int(found[1]) if found else 0


def _before_outer_goes_on(texts: Sequence[str], first: int, last: int, outer: int) -> int:
    """The end of the quotation at ``last``, or earlier where the điều after ``outer`` begins."""
    inner = _number(texts[first])
    for index in range(first + 1, last + 1):
        number = _number(texts[index])
        if number and inner and number == outer + 1 != inner + 1:
            return index - 1
        inner = number or inner
    return last


class _Closing:
    """Where each quotation closes: curly marks by their balance, straight ones by a line's end."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._curly = _next_balanced([text.count("“") - text.count("”") for text in texts])
        self._straight = _next_closed(texts)

    def after(self, first: int) -> int:
        """The line that closes the quotation opened on line ``first``, beyond the end if none."""
        text = self._texts[first]
        if text.startswith("“"):
            return self._curly[first]
        alone = text.count('"') == 1
        return self._straight[first + 1 if alone else first]


def _next_balanced(steps: Sequence[int]) -> list[int]:
    """For each line, the first line from it on at which no more is open than before it.

    Beyond the end and far away where there is none. Linear: each line waits until it is met.
    """
    found = [len(steps) + MAX_QUOTED_LINES] * len(steps)
    waiting: list[tuple[int, int]] = []  # (depth before the line, line), depths ascending
    depth = 0
    for index, step in enumerate(steps):
        waiting.append((depth, index))
        depth += step
        while waiting and depth <= waiting[-1][0]:
            found[waiting.pop()[1]] = index
    return found


def _next_closed(texts: Sequence[str]) -> list[int]:
    """For each line, and for the end, the first line from it on that ends with a closing mark."""
    found = [len(texts) + MAX_QUOTED_LINES]
    for index in range(len(texts) - 1, -1, -1):
        found.append(index if _CLOSES.search(texts[index]) else found[-1])
    return found[::-1]
