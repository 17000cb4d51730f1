"""Rows of tables: the cell under the column whose name says what a question asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping

from retriever.types import Clause, Level
from retriever.wants import Want

_BETWEEN_CELLS = " | "
_NAMED: Mapping[Want, tuple[re.Pattern[str], ...]] = {
    Want.WHO: (
        re.compile(r"chủ trì", re.IGNORECASE),
        re.compile(
            r"(?:cơ quan|đơn vị|người).*(?:thực hiện|phụ trách|trách nhiệm)|đầu mối", re.IGNORECASE
        ),
    ),
    Want.PARTNER: (re.compile(r"phối hợp|tham gia", re.IGNORECASE),),
    Want.WHEN: (
        re.compile(r"thời (?:gian|hạn|điểm)|tiến độ|hạn hoàn thành|lộ trình", re.IGNORECASE),
    ),
}
"""What the column of an answer is called, the surest name first."""


def tells(want: Want, clause: Clause) -> bool:
    """Whether a row stands under a column of this sort, even if its cells are not kept apart."""
    names = _names(clause)
    return any(pattern.search(names) for pattern in _NAMED.get(want, ()))


def cell_of(want: Want, clause: Clause) -> str | None:
    """What a row has in the column of this sort; ``None`` where its cells are not kept apart."""
    columns, cells = _names(clause).split("|"), clause.text.split("|")
    if len(columns) != len(cells):
        return None
    for pattern in _NAMED.get(want, ()):
        for name, cell in zip(columns, cells, strict=True):
            if pattern.search(name) and cell.strip():
                return " ".join(cell.split())
    return None


def _names(clause: Clause) -> str:
    """The names of the columns over a row, between bars; empty for what is no row."""
    if clause.level is not Level.ROW:
        return ""
    named = (line for line in clause.headings if _BETWEEN_CELLS in line)
    return next(named, clause.headings[-1] if clause.headings else "")
