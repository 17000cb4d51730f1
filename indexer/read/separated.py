"""Tables of plain text: a row a line, its cells parted by tabs or bars, as a copy leaves them.

A long row may be broken over several lines, and the empty cells at its end may be left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from indexer.read.layout import opens_clause, starts_inside_sentence
from indexer.read.pieces import Piece, one_line, row
from indexer.read.tables import is_header, is_placing
from indexer.types import LineKind

_COUNTER = re.compile(r"S?TT|Số TT|Số thứ tự", re.IGNORECASE)
"""The name of the first column where the rows are counted."""
_NUMBER = re.compile(r"0?(?P<n>\d{1,3})[.)]?")
_GROUP = re.compile(r"(?:[IVX]{1,5}|[A-ZĐ])(?:[.)](?!\w).*)?")
_PART = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?")
_CLOSED = (".", ";", ":", "!", "?")

_MOST_BLANKS, _LOOK_AHEAD = 2, 3
"""Lines: blank ones between two rows, and those without separators inside a row."""


def with_separated(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """``pieces`` with such tables as rows, each numbered after the tables that are known."""
    at, table = 0, 1 + max((each.table for each in pieces if each.table is not None), default=-1)
    while at < len(pieces):
        block = _Block(pieces, at)
        rows = block.rows()
        if rows:
            yield from pieces[at : block.start]
            header = block.has_header(rows[0])
            yield from (row(each, table, header=header and not i) for i, each in enumerate(rows))
            table += 1
        else:
            yield from pieces[at : block.end]
        at = block.end


class _Block:
    """Lines from one on that may be a table: those with separators and what goes on from them.

    ``start`` is where the table begins, ``end`` the line after them.
    """

    def __init__(self, pieces: Sequence[Piece], start: int) -> None:
        self._pieces = pieces
        self._separator = _separator(pieces[start])
        self._lines = [pieces[start].text]
        self._places = [start]
        self.start, self.end = start, start + 1
        self._counted = False
        if self._separator:
            self._head = self._filled(pieces[start].text)
            self._counted = bool(_COUNTER.fullmatch(self._head[0]))
            self._collect()

    def rows(self) -> list[list[str]]:
        """The cells row by row, as many in each; nothing if this is no table."""
        if not self._separator:
            return []
        lines = self._cells()
        width = self._width(lines)
        if not self._counted:  # a line before the table may have separators, too
            first = next(i for i, cells in enumerate(lines) if len(cells) == width)
            self.start, lines = self._places[first], lines[first:]
        rows = self._joined(lines, width)
        if width < 2 or sum(len(each) == width for each in rows) < 2:
            return []
        return _without_empty_columns([each + [""] * (width - len(each)) for each in rows])

    def has_header(self, cells: Sequence[str]) -> bool:
        """Whether the first row, which has these cells, holds the names of the columns."""
        return self._counted or is_header(cells)

    def _filled(self, line: str) -> list[str]:
        return [cell for cell in map(one_line, line.split(self._separator)) if cell]

    def _collect(self) -> None:
        at, last, loose = self.end, 0, 0
        while (at := _next_filled(self._pieces, at)) < len(self._pieces):
            piece = self._pieces[at]
            cells = self._filled(piece.text)
            parted = _separator(piece) == self._separator
            if parted and _COUNTER.fullmatch(cells[0]) and cells != self._head:
                return
            loose = 0 if parted else loose + 1
            if loose > _LOOK_AHEAD or not (parted or self._goes_on(at, last)):
                return
            if not (self._counted and cells == self._head):
                self._lines.append(piece.text)
                self._places.append(at)
            last = _number(cells) or last
            at += 1
            self.end = at

    def _goes_on(self, at: int, last: int) -> bool:
        """Whether a line that shows no columns belongs to the table: a broken cell, a group."""
        piece = self._pieces[at]
        if piece.kind is not LineKind.TEXT:
            return False
        text = piece.text.strip()
        if starts_inside_sentence(text):
            return not self._lines[-1].rstrip().endswith(_CLOSED)
        cells = self._filled(text)
        if not self._counted or is_placing(cells):
            return False
        if len(cells) > 1 and _number(cells) == last + 1:
            return True
        following = {last + 1, 1} if _GROUP.fullmatch(cells[0]) else {last + 1}
        for _ in range(_LOOK_AHEAD):
            at = _next_filled(self._pieces, at + 1)
            if at < len(self._pieces) and _separator(self._pieces[at]) == self._separator:
                return _number(self._filled(self._pieces[at].text)) in following
        return False

    def _cells(self) -> list[list[str]]:
        """The cells of each line, empty ones too unless tabs only set the others in place."""
        exact = [
            [one_line(cell) for cell in line.strip(" ").split(self._separator)]
            for line in self._lines
        ]
        filled = [[cell for cell in cells if cell] for cells in exact]
        tabs_vary = self._separator == "\t" and len(set(map(len, exact))) > 1
        return filled if tabs_vary and len(set(map(len, filled))) == 1 else exact

    def _width(self, lines: Sequence[Sequence[str]]) -> int:
        """How many columns the table has: as many as most rows, or as its header."""
        sizes = self._sizes(lines) or [len(cells) for cells in lines]
        counts = Counter(sizes)
        most = max(counts, key=lambda count: (counts[count], count))
        return max(most, len(lines[0])) if self.has_header(lines[0]) else most

    def _sizes(self, lines: Sequence[Sequence[str]]) -> list[int]:
        """How many cells each counted row has, put together from its lines."""
        sizes: list[int] = []
        last = 0
        for cells in lines if self._counted else ():
            if _number(cells) == last + 1:
                sizes.append(len(cells))
                last += 1
            elif sizes and cells[0] and not _GROUP.fullmatch(cells[0]):
                sizes[-1] += len(cells) - 1
        return sizes

    def _joined(self, lines: Sequence[Sequence[str]], width: int) -> list[list[str]]:
        """The rows, each put together from its lines."""
        rows: list[list[str]] = []
        last = 0
        for cells in lines:
            fits = bool(rows) and len(rows[-1]) + len(cells) - 1 <= width
            if fits and not self._opens(cells, width, last):
                rows[-1][-1] = one_line(f"{rows[-1][-1]} {cells[0]}")
                rows[-1] += cells[1:]
            else:
                rows.append(list(cells))
                last = _number(cells) or last
        return rows

    def _opens(self, cells: Sequence[str], width: int, last: int) -> bool:
        """Whether these cells begin a row: all are there, or the number of a row or group is."""
        if len(cells) == width:
            return True
        counted = self._counted and len(cells) > 1
        if counted and (_number(cells) in (last + 1, 1) or _PART.fullmatch(cells[0])):
            return True
        return self._counted and bool(_GROUP.fullmatch(cells[0]))


def _separator(piece: Piece) -> str:
    """What parts the cells of a line: nothing if it has one, or only a number before its text."""
    text = piece.text.strip()
    if piece.kind is not LineKind.TEXT or text[:1] == text[-1:] == "|":
        return ""
    separator = next((each for each in "\t|" if each in text), "")
    if not separator:
        return ""
    cells = [cell for cell in text.split(separator) if cell.strip()]
    alone = len(cells) < 2 or (len(cells) == 2 and opens_clause(text))
    return "" if alone or is_placing(cells) else separator


def _number(cells: Sequence[str]) -> int:
    """The number of a counted row, 0 if it has none."""
    found = _NUMBER.fullmatch(cells[0]) if cells else None
    return int(found["n"]) if found else 0


def _next_filled(pieces: Sequence[Piece], start: int) -> int:
    """The next line with text, behind a few blank ones at most; the end if there is none."""
    lines = islice(range(start, len(pieces)), _MOST_BLANKS + 1)
    return next((i for i in lines if pieces[i].text.strip()), len(pieces))


def _without_empty_columns(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows, equally long but for some that are too long, without columns that say nothing."""
    width = max(map(len, rows))
    filled = [any(place < len(cells) and cells[place] for cells in rows) for place in range(width)]
    return [[cell for place, cell in enumerate(cells) if filled[place]] for cells in rows]
