"""Plain text: what people copied from Word or from a portal, and text layers of printed pages."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from indexer.read.encoding import decode
from indexer.read.flattened import with_rows
from indexer.read.footnotes import note_marks, note_starts
from indexer.read.furniture import (
    is_gazette_head,
    is_portal_line,
    split_pages,
    without_furniture,
    without_page_numbers,
)
from indexer.read.layout import PrintedLine, breaks, measure, paragraphs
from indexer.read.pieces import Piece, normalise, one_line, squeeze
from indexer.read.separated import with_separated
from indexer.types import LineKind

_BOOKMARK = re.compile(r"\[bookmark: [^\]\n]*\]")
_NOTE_MARK = re.compile(r"\[footnoteRef:(\d+)\]")
_NOTE = re.compile(r"\[(\d+):([^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*)\]")

_SAMPLE = 500_000
_MIN_BROKEN = 5
_MIN_BROKEN_SHARE = 0.2
"""Texts with a paragraph a line stay under 0.15, text layers of pages are mostly above 0.3."""


def read_txt(data: bytes, name: str) -> Iterator[Piece]:
    """The lines of a text file, blank ones too, so that nothing of the file is lost."""
    return text_pieces(decode(data, name))


def text_pieces(text: str) -> Iterator[Piece]:
    """The paragraphs of a text layer of pages, or the lines of any other text."""
    pages = [_without_portal(normalise(page)) for page in text.split("\f")]
    whole = "\n".join(pages)
    spoken = with_separated([Piece(line) for line in whole[:_SAMPLE].split("\n")])
    if is_text_layer(piece.text for piece in spoken if piece.kind is LineKind.TEXT):
        return paragraphs(with_rows(list(_printed_lines(pages))))
    whole = "\n".join(without_page_numbers(whole.split("\n")))
    return with_separated(list(rows(unmarked(whole))))


def _without_portal(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if not is_portal_line(line))


def is_text_layer(raw: Iterable[str]) -> bool:
    """Whether these lines were taken from printed pages, broken where the paper ends."""
    lines = [line for each in raw if (line := each.strip())]
    broken = sum(breaks(before, line) for before, line in pairwise(lines))
    if broken >= max(_MIN_BROKEN, _MIN_BROKEN_SHARE * len(lines)):
        return True
    return any(map(is_gazette_head, lines))


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


def rows(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """``pieces`` with lines ``| a | b |`` as table rows; a rule ``|---|---|`` makes a header."""
    table = -1
    waiting: Piece | None = None
    for piece in pieces:
        inner = _inner(piece.text)
        if waiting and inner and "--" in inner and not inner.strip(" \t|:-"):
            waiting = waiting._replace(header=True)
            continue
        if waiting:
            yield waiting
        else:
            table += bool(inner)
        waiting = None
        if inner:
            cells = tuple(cell.strip() for cell in inner.split("|"))
            waiting = piece._replace(kind=LineKind.ROW, cells=cells, table=table)
        else:
            yield piece
    if waiting:
        yield waiting


def _inner(line: str) -> str:
    """What stands between the outer bars of a row that is whole on its line, else nothing."""
    bare = line.strip()
    inner = bare[1:-1]
    return inner if bare[:1] == bare[-1:] == "|" and inner.strip(" \t|") else ""


def _printed_lines(texts: Sequence[str]) -> Iterator[PrintedLine]:
    pages = [[one_line(line) for line in text.split("\n")] for text in texts]
    if len(pages) == 1:
        pages = split_pages(pages[0])
    bodies = without_furniture(pages)
    known = [size for page in pages if (size := measure([line for line in page if line]))]
    usual = median(known) if known else math.inf
    last = 0
    for number, (page, body) in enumerate(zip(pages, bodies, strict=True), start=1):
        lines = [page[i] for i in body]
        gaps = [i > 0 and not page[i - 1].strip("_ ") for i in body]
        starts = note_starts(lines, gaps, last)
        # A page of footnotes has smaller letters, one of a table shorter lines.
        size = min(measure(lines) or usual, usual)
        marks = note_marks(lines[: min(starts, default=0)], starts.values())
        note = None
        for index, line in enumerate(lines):
            if index in starts:
                note = last = starts[index]
            referred = tuple(marks.get(index, ()))
            yield PrintedLine(line, number, len(line) / size, note=note, marks=referred)
