"""Tables of a text layer: their cells came out one after the other, without borders.

Such a table is known by the head of its first column ("TT") and by its rows, which are counted
there. Where one cell ends and the next begins nobody can tell: a row has its number and the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from statistics import median

from indexer.read.layout import PrintedLine, opens_heading
from indexer.read.pieces import Piece, row

_COUNTER = re.compile(r"(?:S?TT|Stt|Số TT|Số thứ tự)(?: (?P<next>\w).{1,58})?")
_NUMBER = re.compile(r"(?P<number>\d{1,3})(?:[.)]? (?=(?P<next>[^\W\d_]))|[.)]?$)")
_GROUP = re.compile(r"(?P<number>[IVX]{1,5})(?:[.)]? (?=[^\W\d_])|[.)]?$)")
_ROMAN = (
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV",
)  # fmt: skip
_ELSEWHERE = re.compile(r"(?:PHỤ LỤC|Phụ lục|DANH MỤC|BIỂU|Biểu|MẪU|Mẫu|GHI CHÚ|Ghi chú)\b")

_LONGEST_HEAD_LINE, _MOST_HEAD_LINES = 60, 24
_FEWEST_ROWS = 3
_SHORTEST_ROW, _LONGEST_ROW = 40, 4_000
"""Characters: rows with less are a form to be filled in, and with more no rows."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as printed; that of a group has a Roman number and stands over those that follow."""

    number: str
    lines: list[PrintedLine]
    group: bool = False

    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    def piece(self, table: int) -> Piece:
        rest = self.text()[len(self.number) :].lstrip(".) ")
        cells = (self.number, rest, "") if self.group else (self.number, rest)
        return row(cells, table, self.lines[0].page)


@dataclass(slots=True)
class _Table:
    """A table as it is read; ``end`` is the line after it."""

    head: Sequence[PrintedLine]
    end: int
    rows: list[_Row] = field(default_factory=list)
    notes: list[PrintedLine] = field(default_factory=list)

    def pieces(self, number: int) -> Iterator[Piece | PrintedLine]:
        yield row([_joined(self.head)], number, self.head[0].page, header=True)
        yield from (each.piece(number) for each in self.rows)
        yield from self.notes

    def holds(self) -> bool:
        """Whether this is a table that says something, not a form or a list that ran away."""
        lengths = [len(each.text()) for each in self.rows if not each.group]
        return (
            len(lengths) >= _FEWEST_ROWS
            and median(lengths) >= _SHORTEST_ROW
            and max(lengths) <= _LONGEST_ROW
        )


def with_rows(lines: Sequence[PrintedLine]) -> Iterator[PrintedLine | Piece]:
    """The lines, those of each flattened table as rows; its footnotes come after it."""
    numbers = count()
    at = 0
    while at < len(lines):
        table = _table(lines, at)
        if table:
            yield from table.pieces(next(numbers))
            at = table.end
        else:
            yield lines[at]
            at += 1


def _table(lines: Sequence[PrintedLine], start: int) -> _Table | None:
    """The table whose head begins in a line; ``None`` if none does."""
    head = _head(lines, start)
    if not head:
        return None
    table = _Table(head, start + len(head))
    while table.end < len(lines):
        line = lines[table.end]
        again = _said_again(lines, table.end, _joined(head))
        if line.note is not None:
            table.notes.append(line)
        elif not again:
            opened = _opened(line, table.rows)
            if opened:
                table.rows.append(opened)
            elif opens_heading(line.text) or _ELSEWHERE.match(line.text):
                break
            else:
                table.rows[-1].lines.append(line)
        table.end += again or 1
    return table if table.holds() else None


def _head(lines: Sequence[PrintedLine], start: int) -> Sequence[PrintedLine]:
    """The names of the columns, from "TT" to the first row; nothing if it is none."""
    counter = _COUNTER.fullmatch(lines[start].text)
    if not counter or (counter["next"] and not counter["next"].isupper()):
        return ()
    for end in range(start + 1, min(start + 1 + _MOST_HEAD_LINES, len(lines))):
        line = lines[end]
        if line.note is not None:
            return ()
        if _opened(line, []):
            return lines[start:end] if end - start > 1 or counter["next"] else ()
        if len(line.text) > _LONGEST_HEAD_LINE:
            return ()
    return ()


def _said_again(lines: Sequence[PrintedLine], at: int, head: str) -> int:
    """How many lines from here on repeat the head, as the top of a page does; 0 if they do not."""
    said = ""
    for length, line in enumerate(lines[at : at + _MOST_HEAD_LINES], start=1):
        said = f"{said} {line.text}".strip()
        if not head.startswith(said):
            return 0
        if said == head:
            return length
    return 0


def _opened(line: PrintedLine, rows: Sequence[_Row]) -> _Row | None:
    """The row that a line opens: the next one, or the next group, after which 1 may come again."""
    if group := _GROUP.match(line.text):
        groups = sum(each.group for each in rows)
        if groups < len(_ROMAN) and group["number"] == _ROMAN[groups]:
            return _Row(group["number"], [line], group=True)
    found = _NUMBER.match(line.text)
    if not found or (found["next"] and not found["next"].isupper()):
        return None
    last = next((int(each.number) for each in reversed(rows) if not each.group), 0)
    expected = {last + 1, 1} if rows and rows[-1].group else {last + 1}
    return _Row(found["number"], [line]) if int(found["number"]) in expected else None


def _joined(lines: Sequence[PrintedLine]) -> str:
    return " ".join(line.text for line in lines)
