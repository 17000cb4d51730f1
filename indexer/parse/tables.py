"""Rows of tables: a clause each, with the column names and the group that they stand under."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.parse.clean import TextLine
from indexer.parse.growth import LISTED, Growth
from indexer.parse.tree import Node, heading_of
from indexer.types import Level

MAX_COLUMN_NAME = 80
"""Characters; a longer cell is content, not the name of a column."""

_CAPTION = re.compile(r"(?:Bảng|BẢNG|Biểu|BIỂU)\s+(?:số\s+)?\d")
_GROUP_NUMBER = re.compile(r"[IVX]{1,5}\.?|[A-Z]\.?")
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(slots=True)
class Table:
    """The table being read: the clause it stands in, its place there, its rows so far."""

    number: int | None
    owner: Node
    place: int
    names: str = ""
    group: str = ""
    rows: int = 0

    def above(self, texts: Sequence[str], *, header: bool) -> tuple[str, ...]:
        """The names and the group that stand over the row with these cells; learns new ones."""
        if self.rows == 1 and (header or _names_columns(texts)):
            self.names = heading_of(" | ".join(texts))
            return ()
        if _names_group(texts):
            self.group = heading_of(" ".join(filter(None, texts)))
            return (self.names,) if self.names else ()
        return tuple(filter(None, (self.names, self.group)))


class Tables:
    """Turns rows into clauses, one table after the other."""

    def __init__(self) -> None:
        self._table: Table | None = None

    def add_row(self, growth: Growth, index: int, line: TextLine) -> None:
        """Add the row under the clause that announces the table, else under no part of a list."""
        table = self._table
        goes_on = (
            table is not None and table.number == line.line.table and table.owner is growth.here
        )
        inside = goes_on or _is_announced(growth, index)
        owner = growth.here if inside else growth.owner(*LISTED)
        growth.close_to(owner)
        if table is None or table.number != line.line.table or table.owner is not owner:
            names = table.names if table and table.number == line.line.table else ""
            table = Table(line.line.table, owner, owner.count("bảng"), names)
            self._table = table
        cells = line.line.cells or ((line.start, line.end),)
        texts = [line.text[start - line.start : end - line.start].strip() for start, end in cells]
        table.rows += 1
        node = Node(
            Level.ROW,
            f"tbl_{table.place}__row_{table.rows}",
            f"Bảng {table.place}, dòng {table.rows}",
            cells[0][0],
            cells[-1][1],
        )
        node.columns = table.above(texts, header=line.line.header)
        owner.add(node)


def _is_announced(growth: Growth, index: int) -> bool:
    """Whether the open điểm ends as what stands before a table does: "… như sau:", "Bảng 3"."""
    here = growth.here
    if here.level is not Level.POINT or here.children or not index:
        return False
    return here.tail == ":" or bool(_CAPTION.match(growth.lines[index - 1].text))


def _names_columns(texts: Sequence[str]) -> bool:
    """Whether a first row holds names: every cell has a short one, and it is no numbered entry."""
    return (
        len(texts) >= 2
        and all(_WORD.search(text) and len(text) <= MAX_COLUMN_NAME for text in texts)
        and not texts[-1].endswith((":", ";", "."))
    )


def _names_group(texts: Sequence[str]) -> bool:
    """Whether a row is only a heading over the rows below: "II | Hạ tầng số | | |"."""
    if len(texts) < 3 or any(texts[2:]):
        return False
    number, title = (texts[0], texts[1]) if texts[1] else ("A", texts[0])
    return bool(_GROUP_NUMBER.fullmatch(number) and _WORD.search(title))
