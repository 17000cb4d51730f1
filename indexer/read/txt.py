"""Plain text: what people copied from Word or from a portal, and text layers of printed pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.read.encoding import decode
from indexer.read.pieces import Piece, normalise, squeeze
from indexer.types import LineKind

_BOOKMARK = re.compile(r"\[bookmark: [^\]\n]*\]")
_NOTE_MARK = re.compile(r"\[footnoteRef:(\d+)\]")
_NOTE = re.compile(r"\[(\d+):([^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*)\]")
_ROW = re.compile(r"\s*\|(.*[^\s|].*)\|\s*")
_RULE = re.compile(r"[\s|:-]*--[\s|:-]*")


def read_txt(data: bytes, name: str) -> Iterator[Piece]:
    """The lines of a text file, blank ones too, so that nothing of the file is lost."""
    return rows(unmarked(normalise(decode(data, name))))


def unmarked(text: str) -> Iterator[Piece]:
    """The lines of ``text`` without a converter's marks, each footnote after its paragraph."""
    known = set(_NOTE_MARK.findall(text))

    def unless_known(note: re.Match[str], instead: str) -> str:
        return instead if note[1] in known else note[0]

    # A note of several paragraphs is brought onto the line that it belongs to.
    if known:
        text = _NOTE.sub(lambda note: unless_known(note, squeeze(note[0])), text)
    for line in _NOTE_MARK.sub("", _BOOKMARK.sub("", text)).split("\n"):
        if not known:
            yield Piece(line)
            continue
        yield Piece(normalise(_NOTE.sub(lambda note: unless_known(note, ""), line)))
        for note in _NOTE.finditer(line):
            if note[1] in known:
                yield Piece(note[2].strip(), LineKind.FOOTNOTE)


def rows(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """``pieces`` with lines ``| a | b |`` as table rows; a rule ``|---|---|`` makes a header."""
    table, inside = -1, False
    waiting: Piece | None = None
    for piece in pieces:
        found = _ROW.fullmatch(piece.text) if "|" in piece.text else None
        if inside and found and _RULE.fullmatch(found[1]) and waiting:
            waiting = waiting._replace(header=True)
            continue
        if waiting:
            yield waiting
            waiting = None
        if not found:
            inside = False
            yield piece
            continue
        table, inside = table + (not inside), True
        cells = tuple(cell.strip() for cell in found[1].split("|"))
        waiting = piece._replace(kind=LineKind.ROW, cells=cells, table=table)
    if waiting:
        yield waiting
