"""One page of a PDF: its lines with their places, the rows of its ruled tables in between."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from indexer.read.grid import Box, grids, is_thin
from indexer.read.pieces import squeeze

_BOLD_WEIGHT = 600
_HYPHEN = "\ufffe"
"""How the library tells a hyphen at the end of a line."""
_LOST_BLANK = re.compile(r"[a-zà-ỹ](?=[A-ZÀ-ỸĐ])")
_FIGURE = re.compile(r"(?<=\S)\d{1,3}(?![\w/])")
_SMALL = 0.8
"""Raised figures are so much smaller than the letters before them."""
_BLANK = 0.06
"""Letters so far apart, for their height, have a blank between them."""
_SAMPLED_LETTERS = 100
_PICTURE = 0.5
"""How much of its page a scanned picture takes at least."""
_MIN_RULES, _MAX_RULES = 6, 2_000
_APART = 0.5
"""Points between letters that stand in two cells."""
_MAX_CUTS = 2
"""Words that the rules of a table may run through; more, and the rules are an ornament."""


class PageLine(NamedTuple):
    """A line of a page, or a whole table with its ``rows``; places are in points.

    ``height`` is that of the letters, ``bold`` whether the first one is. ``raised`` are the small
    figures set right behind words, as those are that refer to footnotes: word and figure.
    """

    text: str
    box: Box
    height: float = 0.0
    bold: bool = False
    rows: tuple[tuple[str, ...], ...] = ()
    raised: tuple[tuple[str, str], ...] = ()


def page_lines(page: pypdfium2.PdfPage) -> list[PageLine]:
    """The lines and tables of ``page`` in reading order.

    Of a page whose text lies on its side, what stands upright (running heads) comes first.
    """
    textpage = page.get_textpage()
    try:
        side = _side(textpage)
        lines = _Page(page, textpage, 0 if side else None).lines()
    finally:
        textpage.close()
    if side:
        page.set_rotation((page.get_rotation() - side) % 360)
        textpage = page.get_textpage()
        try:
            lines += _Page(page, textpage, side).lines()
        finally:
            textpage.close()
    return lines


def _side(textpage: pypdfium2.PdfTextPage) -> int:
    """By how many degrees most of the letters are turned, 0 for upright text."""
    letters = textpage.count_chars()
    step = max(letters // _SAMPLED_LETTERS, 1)
    turns = Counter(_angle(textpage, index) for index in range(0, letters, step))
    side = next((angle for angle, _ in turns.most_common(1)), 0)
    return side if side in (90, 270) else 0


def _angle(textpage: pypdfium2.PdfTextPage, index: int) -> int:
    return round(math.degrees(raw.FPDFText_GetCharAngle(textpage, index))) % 360


def has_picture(page: pypdfium2.PdfPage) -> bool:
    """Whether a picture takes most of ``page``, as on scanned ones."""
    width, height = page.get_size()
    try:
        boxes = [
            Box(*picture.get_bounds())
            for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
        ]
    finally:
        page.close()
    covered = sum((box.right - box.left) * (box.top - box.bottom) for box in boxes)
    return bool(covered >= _PICTURE * width * height)


def _rules(page: pypdfium2.PdfPage) -> Iterator[Box]:
    """The thin shapes and the frames drawn on ``page``, but not the grounds behind its text."""
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    for path in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=1):
        box = Box(*path.get_bounds())
        raw.FPDFPath_GetDrawMode(path, filled, stroked)
        if stroked.value or (filled.value and is_thin(box)):
            yield box


class _Page:
    """Reads one page; the library knows characters by their index in the page's text."""

    def __init__(
        self, page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage, angle: int | None
    ) -> None:
        self._textpage = textpage
        self._wanted = angle
        self._turns = page.get_rotation() // 90
        self._width, self._height = page.get_size()
        rules = [self._turned(box) for box in _rules(page)]
        self._tables = grids(rules) if _MIN_RULES <= len(rules) <= _MAX_RULES else []
        self._cells: list[dict[tuple[int, int], str]] = []
        self._cuts: Counter[int] = Counter()

    def lines(self) -> list[PageLine]:
        """The lines of the page, each table as one of them where its first word stands."""
        lines = self._lines_and_tables()
        if any(cuts > _MAX_CUTS for cuts in self._cuts.values()):
            self._tables = [
                table for i, table in enumerate(self._tables) if self._cuts[i] <= _MAX_CUTS
            ]
            lines = self._lines_and_tables()
        return [self._table(line) if isinstance(line, int) else line for line in lines]

    def _lines_and_tables(self) -> list[PageLine | int]:
        self._cells = [{} for _ in self._tables]
        self._cuts.clear()
        lines: list[PageLine | int] = []
        start = 0
        for printed in self._textpage.get_text_range().split("\r\n"):
            kept = self._outside_of_tables(printed, start, lines)
            if text := squeeze(self._spaced(printed, kept, start)):
                line = self._line(text, start + kept[0], start + kept[-1])
                line = line._replace(raised=tuple(self._raised(printed, start)))
                before = lines[-1] if lines else None
                if isinstance(before, PageLine) and _is_raised(before, line):
                    lines[-1] = line._replace(text=f"{before.text} {text}")
                else:
                    lines.append(line)
            start += len(printed) + 2
        return lines

    def _line(self, text: str, first: int, last: int) -> PageLine:
        left, right = self._box(first), self._box(last)
        bold = raw.FPDFText_GetFontWeight(self._textpage, first) >= _BOLD_WEIGHT
        height = max(left.top - left.bottom, right.top - right.bottom)
        return PageLine(text, Box(left.left, left.bottom, right.right, left.top), height, bold)

    def _table(self, index: int) -> PageLine:
        rows, columns = self._tables[index].size
        cells = self._cells[index]
        texts = tuple(
            tuple(squeeze(cells.get((row, column), "")) for column in range(columns))
            for row in range(rows)
        )
        return PageLine(" ".join(map(" ".join, texts)), self._tables[index].box, rows=texts)

    def _outside_of_tables(
        self, printed: str, start: int, lines: list[PageLine | int]
    ) -> list[int]:
        """Where the characters stand that belong to no table; the others go to their cells."""
        inked = [offset for offset, letter in enumerate(printed) if not letter.isspace()]
        if not inked or not self._is_wanted(start + inked[0]):
            return []
        y = self._box(start + inked[0]).middle[1]
        if not any(table.box.bottom <= y <= table.box.top for table in self._tables):
            return list(range(inked[0], inked[-1] + 1))
        kept: list[int] = []
        into: tuple[int, tuple[int, int]] | None = None
        for offset, letter in enumerate(printed):
            if not letter.isspace():
                before, into = into, self._cell(start + offset)
                if before != into and offset and not printed[offset - 1].isspace():
                    self._count_cut(start + offset, before or into)
            if into is None:
                kept.append(offset)
                continue
            table, cell = into
            if not self._cells[table]:
                lines.append(table)
            text = self._cells[table].get(cell, "")
            gap = " " if offset == inked[0] else ""
            self._cells[table][cell] = text + gap + letter.replace(_HYPHEN, "-")
        while kept and printed[kept[0]].isspace():
            kept.pop(0)
        while kept and printed[kept[-1]].isspace():
            kept.pop()
        return kept

    def _is_wanted(self, index: int) -> bool:
        return self._wanted is None or _angle(self._textpage, index) == self._wanted

    def _count_cut(self, index: int, cell: tuple[int, tuple[int, int]] | None) -> None:
        """Note that a rule runs between two letters that touch, the second being ``index``."""
        if cell and self._box(index).left - self._box(index - 1).right < _APART:
            self._cuts[cell[0]] += 1

    def _cell(self, index: int) -> tuple[int, tuple[int, int]] | None:
        x, y = self._box(index).middle
        for number, table in enumerate(self._tables):
            if (cell := table.cell(x, y)) is not None:
                return number, cell
        return None

    def _spaced(self, printed: str, kept: list[int], start: int) -> str:
        """The characters kept, with the blanks that the page shows but the file does not."""
        letters = [printed[offset].replace(_HYPHEN, "-") for offset in kept]
        for found in _LOST_BLANK.finditer("".join(letters)):
            offset = found.start()
            before, after = self._box(start + kept[offset]), self._box(start + kept[offset + 1])
            if after.left - before.right > _BLANK * (after.top - after.bottom):
                letters[offset] += " "
        return "".join(letters)

    def _raised(self, printed: str, start: int) -> Iterator[tuple[str, str]]:
        for found in _FIGURE.finditer(printed):
            last = self._height_of(start + found.end() - 1)
            first = found.start()
            if last >= _SMALL * self._height_of(start + first - 1):
                continue
            while last < _SMALL * self._height_of(start + first):
                first += 1
            word = printed[:first].rpartition(" ")[2].replace(_HYPHEN, "-")
            yield squeeze(word), printed[first : found.end()]

    def _height_of(self, index: int) -> float:
        box = self._box(index)
        return box.top - box.bottom

    def _box(self, index: int) -> Box:
        return self._turned(Box(*self._textpage.get_charbox(index, loose=True)))

    def _turned(self, box: Box) -> Box:
        """``box`` on the page as it is looked at, which may lie on its side."""
        if self._turns == 1:
            return Box(box.bottom, self._height - box.right, box.top, self._height - box.left)
        if self._turns == 2:
            right, top = self._width - box.left, self._height - box.bottom
            return Box(self._width - box.right, self._height - box.top, right, top)
        if self._turns == 3:
            return Box(self._width - box.top, box.left, self._width - box.bottom, box.right)
        return box


def _is_raised(number: PageLine, line: PageLine) -> bool:
    """Whether ``number`` is the raised figure of a footnote that opens in ``line``."""
    beside = -1.0 <= line.box.left - number.box.right <= line.height
    level = abs(number.box.bottom - line.box.bottom) <= line.height
    return number.text.isdigit() and len(number.text) <= 3 and beside and level
