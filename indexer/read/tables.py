"""Tables of all formats: which hold data, which only place the letterhead and the signature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from indexer.read.pieces import Piece, row, squeeze

Rows = Sequence[Sequence[str]]
"""The texts of the cells, row by row; a cell's paragraphs are divided by line feeds."""

_PLACING = re.compile(
    r"CỘNG H[OÒ][AÀ] XÃ HỘI|Độc lập\s*[-–]\s*Tự do|ĐẢNG CỘNG SẢN VIỆT NAM"
    r"|^\s*(?:Nơi nhận|TM\.|KT\.|TL\.|TUQ\.|T/M|K/T|Số\s*:.*/)|\((?:Đã ký|Ký)\b",
    re.MULTILINE,
)
_MAX_PLACING_ROWS = 8
_PAREN = re.compile(r"\([^)]*\)")
_MAX_HEADER_CELL = 120


def table_pieces(
    rows: Rows, number: int, page: int | None = None, *, goes_on: bool = False
) -> Iterator[Piece]:
    """The rows of a table as rows, or its paragraphs one by one if it only places them.

    ``goes_on`` when they carry on a table of the page before, and so have no header.
    """
    filled = [list(cells) for cells in rows if any(cell.strip() for cell in cells)]
    if not goes_on and places_only(filled):
        for cells in filled:
            for cell in cells:
                yield from (Piece(squeeze(line), page=page) for line in cell.split("\n"))
        return
    for index, cells in enumerate(filled):
        header = not goes_on and index == 0 and len(filled) > 1 and is_header(cells)
        yield row(cells, number, page, header)


def places_only(rows: Rows) -> bool:
    """Whether a table has one row or column, or is a letterhead or a signature."""
    if (
        len(rows) < 2
        or max((sum(bool(cell.strip()) for cell in cells) for cells in rows), default=0) < 2
    ):
        return True
    if len(rows) > _MAX_PLACING_ROWS:
        return False
    return any(map(is_placing, rows))


def is_placing(cells: Sequence[str]) -> bool:
    """Whether the cells of a row are of a letterhead or a signature."""
    return any(map(_PLACING.search, cells))


def is_header(cells: Sequence[str]) -> bool:
    """Whether the cells of a first row are names of columns: short, with words, without figures."""
    names = [cell for cell in cells if cell.strip()]
    return len(names) > 1 and all(map(_is_column_name, names))


def _is_column_name(cell: str) -> bool:
    if len(cell) > _MAX_HEADER_CELL:
        return False
    name = _PAREN.sub("", cell) or cell
    return any(map(str.isalpha, name)) and not any(map(str.isdigit, name))
