"""From a reader's lines to the lines that belong to the document.

Cleaning only leaves lines out; it never changes a word, so spans stay true to the source.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.types import Line, LineKind, Source

MIN_PREVIEW_LINES = 6
MIN_PREVIEW_CHARACTERS = 300
HEAD_LINES = 200

# What only the beginning of a document holds: the national motto, the legal bases.
_LETTERHEAD = re.compile(r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ|C[ăầ]n\s+cứ\s")


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


def document_lines(source: Source) -> list[TextLine]:
    """The lines of ``source`` without borders, empty lines and the preview of a web copy."""
    trimmed = (_trim(source, line) for line in source.lines)
    return drop_preview([line for line in trimmed if line is not None])
