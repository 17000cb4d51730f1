"""From a reader's lines to the lines that belong to the document.

Cleaning leaves lines out and cuts them up; it never changes a word, so spans stay true to the
source.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from indexer.parse.letters import UPPER
from indexer.types import Line, LineKind, Source

MIN_PREVIEW_LINES = 6
MIN_PREVIEW_CHARACTERS = 300
HEAD_LINES = 200
MAX_LOOK_AHEAD = 60

# What only the beginning of a document holds: the national motto, the legal bases.
_LETTERHEAD = re.compile(r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ|C[ăầ]n\s+cứ\s")
_JOINED = re.compile(
    r"Điều \d+[a-zđ]?\s?\.[^.;:]{3,600}?\s(?P<one>1\.(?:\d{1,3})?\s+"
    rf"(?:(?P<amends>Sửa đổi|Bổ sung|Bãi bỏ|Thay (?:thế|cụm))|{UPPER}))"
)
_NUMBERED = re.compile(r"(?P<n>\d{1,3})\s?\.")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of the document with its words; ``start``/``end`` are offsets into the source.

    ``closes_cell`` tells that a web copy ends a table cell here, so the next line is another block.
    """

    text: str
    start: int
    end: int
    line: Line
    closes_cell: bool = False

    @property
    def kind(self) -> LineKind:
        """How the reader came by the line."""
        return self.line.kind


def _trim(source: Source, line: Line) -> TextLine | None:
    """The line without the cell borders that a web copy leaves around text; ``None`` if empty."""
    text = source.text[line.start : line.end]
    if line.kind is not LineKind.TEXT:
        return TextLine(text, line.start, line.end, line)
    stripped = text.strip("| \t")
    if not any(char.isalnum() for char in stripped):
        return None
    start = line.start + text.index(stripped)
    return TextLine(stripped, start, start + len(stripped), line, text.endswith("|"))


def _repeated_block(texts: Sequence[str], anchor: int, distance: int) -> int | None:
    """Where a block of ``distance`` lines around ``anchor`` begins that stands twice in a row."""

    def repeats(index: int) -> bool:
        return texts[index] == texts[index + distance]

    first = anchor
    while first > 0 and repeats(first - 1):
        first -= 1
    for index in range(anchor, first + distance):
        if index + distance >= len(texts):
            return None
        # A preview may be cut in the middle of its last line.
        cut = index == first + distance - 1 and texts[index + distance].startswith(
            texts[index].rstrip(". …")
        )
        if not (repeats(index) or cut):
            return None
    return first


def drop_preview(lines: list[TextLine]) -> list[TextLine]:
    """Keep one copy where a web page prints the beginning twice: a preview, then the whole.

    The copy kept is the second, which goes on. Only a block that holds the letterhead or the
    legal bases counts; repeated tables and forms stay.
    """
    texts = [line.text for line in lines]
    for anchor, text in enumerate(texts[:HEAD_LINES]):
        if not _LETTERHEAD.match(text) or text not in texts[anchor + MIN_PREVIEW_LINES :]:
            continue
        distance = texts.index(text, anchor + MIN_PREVIEW_LINES) - anchor
        first = _repeated_block(texts, anchor, distance)
        if first is None:
            continue
        if sum(map(len, texts[first : first + distance])) >= MIN_PREVIEW_CHARACTERS:
            return lines[:first] + lines[first + distance :]
    return lines


def split_headings(lines: list[TextLine]) -> list[TextLine]:
    """Give khoản 1 a line of its own where a copy joined it to the heading of its điều.

    "Điều 5. Tổ chức thực hiện 1. Bộ Tài chính …" is cut before ``1.`` if the next number is 2.
    """
    out: list[TextLine] = []
    for index, line in enumerate(lines):
        found = _JOINED.match(line.text) if line.text.startswith("Điều ") else None
        if found is None or not (found["amends"] or _goes_on_with_two(lines, index)):
            out.append(line)
            continue
        cut = found.start("one")
        heading = line.text[:cut].rstrip()
        out.append(replace(line, text=heading, end=line.start + len(heading), closes_cell=False))
        out.append(replace(line, text=line.text[cut:], start=line.start + cut))
    return out


def _goes_on_with_two(lines: Sequence[TextLine], index: int) -> bool:
    for line in islice(lines, index + 1, index + 1 + MAX_LOOK_AHEAD):
        if line.text.startswith("Điều "):
            return False
        if found := _NUMBERED.match(line.text):
            return found["n"] == "2"
    return False


def document_lines(source: Source) -> list[TextLine]:
    """The lines of ``source`` without borders, empty lines and the preview of a web copy."""
    trimmed = (_trim(source, line) for line in source.lines)
    return split_headings(drop_preview([line for line in trimmed if line is not None]))
