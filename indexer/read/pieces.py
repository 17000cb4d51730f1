"""What the readers of all formats produce, and how it becomes the one stored text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from indexer.types import Line, LineKind, Source

_LINE_ENDS = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\ud800-\udfff]"
)
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")

_MARK = (
    r"[^\w\s\x00-\u02ff\u2010-\u20cf\u2100-\u2bff\u3000-\u3029\u3030-\u303f\ue000-\uf8ff"
    r"\ufe30-\uffff\U0001f000-\U0010ffff]"
)
_PILED_MARKS = re.compile(f"({_MARK}{{30}}){_MARK}+")
"""Runs of combining marks that no language has: ordering them would take time without end."""


class Piece(NamedTuple):
    """One line of the text to be; an empty one stands for a blank line.

    ``cells`` are the texts of a row's cells in order, found one after the other in ``text``.
    ``doubt`` says what could not be read. The other fields are those of ``indexer.types.Line``.
    """

    text: str
    kind: LineKind = LineKind.TEXT
    page: int | None = None
    cells: tuple[str, ...] = ()
    table: int | None = None
    header: bool = False
    bold: bool = False
    doubt: str = ""


def normalise(text: str) -> str:
    """``text`` in NFC with line feeds for line ends, plain spaces and no invisible characters."""
    text = _SPACES.sub(" ", _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text)))
    text = _PILED_MARKS.sub(r"\1", text)
    return unicodedata.normalize("NFC", text)


def squeeze(text: str) -> str:
    """``text`` normalised and on one line."""
    return one_line(normalise(text))


def one_line(text: str) -> str:
    """Normalised ``text`` on one line, each run of blanks one space, none at the ends."""
    return " ".join(text.split())


def row(cells: Iterable[str], table: int, page: int | None = None, header: bool = False) -> Piece:
    """A table row written out as ``| a | b |``."""
    clean = tuple(squeeze(cell) for cell in cells)
    text = "| " + " | ".join(clean) + " |"
    return Piece(text, LineKind.ROW, page, clean, table, header)


def assemble(pieces: Iterable[Piece], name: str, digest: str) -> Source:
    """Join ``pieces`` with line breaks; every piece that is not blank becomes a line."""
    texts: list[str] = []
    lines: list[Line] = []
    doubts: list[str] = []
    offset = 0
    for piece in pieces:
        if piece.doubt:
            doubts.append(piece.doubt)
            continue
        bare = piece.text.strip()
        if bare:
            start = offset + len(piece.text) - len(piece.text.lstrip())
            spans = _cell_spans(piece, offset)
            lines.append(
                Line(start, start + len(bare), piece.kind, piece.page, spans, piece.table,
                     piece.header, piece.bold)
            )  # fmt: skip
        texts.append(piece.text)
        offset += len(piece.text) + 1
    return Source(name, "\n".join(texts), tuple(lines), digest, tuple(doubts))


def _cell_spans(piece: Piece, offset: int) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    position = 0
    for cell in piece.cells:
        # An empty cell has no place of its own: it stands after the bar that opens it.
        start = piece.text.index(cell, piece.text.index("|", position) + 1)
        position = start + len(cell)
        spans.append((offset + start, offset + position))
    return tuple(spans)
