"""The numbers that Word prints before paragraphs but does not store in their text.

After ECMA-376 part 1, 17.9: a paragraph names a list (``numId``) and a level; the list refers to
an abstract one with a format and a pattern ("Điều %1.", "%1.%2.") for each level.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVELS = 9
_MAX_NUMBER = 32_767
_BULLET = "•"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


class Level(NamedTuple):
    """How one level of a list is printed; ``style`` is the paragraph style that it belongs to."""

    start: int = 1
    format: str = "decimal"
    pattern: str = ""
    glue: str = " "
    style: str = ""
    legal: bool = False


class Numbering:
    """Counts through the lists of one document, in reading order."""

    def __init__(self, numbering: etree._Element | None) -> None:
        self._lists: dict[str, str] = {}
        self._levels: dict[str, dict[int, Level]] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        if numbering is not None:
            self._read(numbering)

    def level_of_style(self, list_id: str, style: str) -> int | None:
        """The level of a list that a paragraph style belongs to."""
        levels = self._levels.get(list_id, {})
        return next((index for index, level in levels.items() if level.style == style), None)

    def next(self, list_id: str, index: int) -> str:
        """The printed number of the next paragraph at level ``index`` of a list, with its blank."""
        levels = self._levels.get(list_id)
        if levels is None or index not in levels:
            return ""
        counts = self._counts.setdefault(self._lists[list_id], [None] * LEVELS)
        restarts = self._restarts.get(list_id, {})
        if index in restarts:
            counts[index] = restarts.pop(index)
        else:
            current = counts[index]
            counts[index] = levels[index].start if current is None else current + 1
        counts[index + 1 :] = [None] * (LEVELS - index - 1)
        return _printed(levels, counts, index)

    def _read(self, numbering: etree._Element) -> None:
        abstract = {
            element.get(f"{W}abstractNumId", ""): {
                index: level
                for child in element.iterchildren(f"{W}lvl")
                for index, level in [_level(child)]
            }
            for element in numbering.iterchildren(f"{W}abstractNum")
        }
        for element in numbering.iterchildren(f"{W}num"):
            list_id = element.get(f"{W}numId", "")
            parent = value(element, "abstractNumId")
            levels = dict(abstract.get(parent, {}))
            restarts: dict[int, int] = {}
            for change in element.iterchildren(f"{W}lvlOverride"):
                index = number(change.get(f"{W}ilvl"), 0)
                if start := value(change, "startOverride"):
                    restarts[index] = number(start, 1)
                for child in change.iterchildren(f"{W}lvl"):
                    levels[index] = _level(child)[1]
            self._lists[list_id] = parent
            self._levels[list_id] = levels
            self._restarts[list_id] = restarts


def value(element: etree._Element | None, name: str) -> str:
    """The ``w:val`` of the child ``name``, empty when there is none."""
    child = None if element is None else element.find(f"{W}{name}")
    return "" if child is None else child.get(f"{W}val", "")


def number(text: str | None, default: int) -> int:
    """``text`` as a small whole number."""
    digits = (text or "").strip()
    return min(int(digits), _MAX_NUMBER) if re.fullmatch(r"[0-9]{1,9}", digits) else default


def _level(element: etree._Element) -> tuple[int, Level]:
    return min(number(element.get(f"{W}ilvl"), 0), LEVELS - 1), Level(
        number(value(element, "start"), 1),
        value(element, "numFmt") or "decimal",
        value(element, "lvlText"),
        "" if value(element, "suff") == "nothing" else " ",
        value(element, "pStyle"),
        element.find(f"{W}isLgl") is not None,
    )


def _printed(levels: Mapping[int, Level], counts: list[int | None], index: int) -> str:
    level = levels[index]
    if level.format == "none":
        return ""
    if level.format == "bullet":
        bullet = level.pattern.strip()
        return f"{bullet if bullet in {'-', '–', '+', '*'} else _BULLET} "

    def figure(found: re.Match[str]) -> str:
        position = int(found[1]) - 1
        other = levels.get(position, Level())
        count = counts[position]
        kind = "decimal" if level.legal else other.format
        return formatted(other.start if count is None else count, kind)

    text = re.sub(r"%([1-9])", figure, level.pattern)
    return text + level.glue if text else ""


def formatted(count: int, kind: str) -> str:
    """``count`` as Word prints it in the number format ``kind``."""
    if kind in {"lowerLetter", "upperLetter"} and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 9)
        return letter if kind == "lowerLetter" else letter.upper()
    if kind in {"lowerRoman", "upperRoman"} and count > 0:
        roman = ""
        for size, sign in _ROMAN:
            roman += sign * (count // size)
            count %= size
        return roman if kind == "lowerRoman" else roman.upper()
    return f"{count:02d}" if kind == "decimalZero" else str(count)
