"""Plain text: what people copied from Word or from a portal, and text layers of printed pages."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from indexer.read.encoding import decode
from indexer.read.footnotes import note_starts
from indexer.read.furniture import is_gazette_head, split_pages, without_furniture
from indexer.read.layout import PrintedLine, breaks, measure, paragraphs
from indexer.read.pieces import Piece, normalise, squeeze
from indexer.types import LineKind

_BOOKMARK = re.compile(r"\[bookmark: [^\]\n]*\]")
_NOTE_MARK = re.compile(r"\[footnoteRef:(\d+)\]")
_NOTE = re.compile(r"\[(\d+):([^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*)\]")
_ROW = re.compile(r"\s*\|(.*[^\s|].*)\|\s*")
_RULE = re.compile(r"[\s|:-]*--[\s|:-]*")

_MIN_BROKEN = 5
_MIN_BROKEN_SHARE = 0.2
"""Texts with a paragraph a line stay under 0.15, text layers of pages are mostly above 0.3."""


def read_txt(data: bytes, name: str) -> Iterator[Piece]:
    """The lines of a text file, blank ones too, so that nothing of the file is lost."""
    text = decode(data, name)
    if printed := printed_paragraphs(text):
        return iter(printed)
    return rows(unmarked(normalise(text)))


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


def printed_paragraphs(text: str) -> list[Piece]:
    """The paragraphs of a text layer of printed pages; none when ``text`` is no such layer."""
    pages = [[squeeze(line) for line in normalise(page).split("\n")] for page in text.split("\f")]
    lines = [line for page in pages for line in page if line]
    broken = sum(breaks(before, line) for before, line in pairwise(lines))
    least = max(_MIN_BROKEN, _MIN_BROKEN_SHARE * len(lines))
    if broken < least and not any(map(is_gazette_head, lines)):
        return []
    if len(pages) == 1:
        pages = split_pages(pages[0])
    return list(paragraphs(_printed_lines(pages)))


def _printed_lines(pages: list[list[str]]) -> Iterator[PrintedLine]:
    last = 0
    bodies = without_furniture(pages)
    known = [size for page in pages if (size := measure([line for line in page if line]))]
    usual = median(known) if known else math.inf
    for number, (page, body) in enumerate(zip(pages, bodies, strict=True), start=1):
        gaps = [i > 0 and not page[i - 1].strip("_ ") for i in body]
        starts = note_starts([page[i] for i in body], gaps, last)
        # A page of footnotes has smaller letters, one of a table shorter lines.
        size = min(measure([page[i] for i in body]) or usual, usual)
        note = None
        for position, index in enumerate(body):
            if position in starts:
                note = last = starts[position]
            yield PrintedLine(page[index], number, len(page[index]) / size, note=note)
