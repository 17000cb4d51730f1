"""One file, several texts: the document itself, what it encloses, and what stands around them.

A decision with a regulation inside numbers its articles twice; each text is cut out here with
its own head, body and closing, so that the outline sees one numbering at a time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from indexer.parse.clean import TextLine
from indexer.parse.closing import ending, is_furniture, unsigned_ending
from indexer.parse.forms import form_at
from indexer.parse.markers import Mark, Marker, is_capitals, recognise
from indexer.parse.phrases import (
    AMENDED_BY,
    CITATION,
    KIND_LINE,
)
from indexer.parse.quotations import quoted_lines
from indexer.parse.titles import ENCLOSED, MAX_TITLE_LINES, name_of, title_end, title_start
from indexer.parse.tree import Component
from indexer.types import LineKind

_LISTS = ("danh mục", "phụ lục", "hợp đồng", "biên bản", "báo cáo", "tờ trình")
"""Attachments that number their entries and forms, not provisions."""

_BODY = (Mark.PART, Mark.CHAPTER, Mark.DIVISION, Mark.ARTICLE, Mark.ROMAN, Mark.NUMBER)
_PRINTED_NOTE = re.compile(r"\(?[^\d.…]*số \d+/")
"""A note that names the document by its number, which a form leaves blank."""
_APPENDIX = re.compile(
    r"(?:PHỤ LỤC|Phụ lục)(?:\s+(?:SỐ|số))?(?:\s+(?P<n>[IVXLC]+|\d{1,3}|[A-Z])\b)?"
    r"\s*[.:–-]?\s*(?P<rest>.*)$"
)
MAX_HEAD_LINES = 60


@dataclass(frozen=True, slots=True)
class Section:
    """One text of the file: where its title, body and closing are, as ranges of lines."""

    component: Component
    title: range
    body: range
    closing: range
    infer: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """The texts of a file in order; ``furniture`` are lines that belong to none of them.

    ``marks`` holds the mark that each line begins with; lines in ``quoted`` have none.
    """

    marks: tuple[Marker | None, ...]
    quoted: frozenset[int]
    head: range
    sections: tuple[Section, ...]
    furniture: tuple[int, ...]


def layout(lines: Sequence[TextLine]) -> Layout:
    """Cut the lines of a document into its head and its texts."""
    texts = [line.text for line in lines]
    quoted = quoted_lines(texts)
    marks = [
        recognise(line.text) if line.kind is LineKind.TEXT and i not in quoted else None
        for i, line in enumerate(lines)
    ]
    body = _body_start(lines, marks)
    bounds = [body, *_attachment_starts(lines, marks, body), len(lines)]
    cutter = _Cutter(lines, marks)
    for start, end in pairwise(bounds):
        cutter.cut(start, end, texts[body : min(bounds[1], body + 40)])
    if not cutter.sections:
        nothing = range(body, body)
        cutter.sections.append(Section(Component(), nothing, nothing, nothing, infer=True))
    return Layout(
        marks=tuple(marks),
        quoted=frozenset(quoted),
        head=range(body),
        sections=tuple(cutter.sections),
        furniture=tuple(cutter.furniture),
    )


class _Cutter:
    """Collects the texts of a file while its lines are cut up."""

    def __init__(self, lines: Sequence[TextLine], marks: Sequence[Marker | None]) -> None:
        self._lines, self._marks = lines, marks
        self.sections: list[Section] = []
        self.furniture: list[int] = []

    def cut(self, start: int, end: int, main: Sequence[str]) -> None:
        """Cut one text; what stands long after its signature is an attachment without a title.

        Forms in an appendix have signatures of their own, which end nothing.
        """
        while start < end:
            title, component, appendix = range(start, start), Component(), False
            if self.sections:
                title = range(start, title_end(self._lines, self._marks, start, end))
                component, appendix = self._component(title, main)
            if appendix:
                body, closing, rest = unsigned_ending(self._lines, title.stop, end)
            else:
                body, closing, rest = ending(self._lines, self._marks, title.stop, end)
            self.sections.append(Section(component, title, body, closing, infer=not appendix))
            if is_furniture(self._lines, rest, end):
                self.furniture += range(rest, end)
                return
            start = rest

    def _component(self, title: range, main: Sequence[str]) -> tuple[Component, bool]:
        texts = [self._lines[index].text for index in title]
        prefix = f"att_{len(self.sections)}"
        appendix = _APPENDIX.match(texts[0]) if texts else None
        if appendix:
            label = f"Phụ lục {appendix['n']}" if appendix["n"] else "Phụ lục"
            return Component(prefix, label, label), True
        name = name_of(texts, main)
        if not name or name.lower() in _LISTS:
            return Component(prefix, name or "Phần kèm theo", name), True
        return Component(prefix, "", name), False


def _body_start(lines: Sequence[TextLine], marks: Sequence[Marker | None]) -> int:
    """The first line after the head: the first number that opens something.

    The numbered list of texts that a consolidated one merges still belongs to the head.
    """
    first = 0
    for index, line in enumerate(lines[:MAX_HEAD_LINES]):
        if AMENDED_BY.search(line.text):
            cited = (
                i
                for i in range(index, min(index + MAX_HEAD_LINES, len(lines)))
                if CITATION.match(lines[i].text)
            )
            first = next(cited, 0)
    for index in range(first, len(lines)):
        marker = marks[index]
        if marker is not None and (
            marker.mark in _BODY or (marker.mark is Mark.CAPITAL and marker.value == 1)
        ):
            return index
    return _head_without_numbers(lines)


def _head_without_numbers(lines: Sequence[TextLine]) -> int:
    """Where running text begins in a document that numbers nothing: behind its title at least."""
    for index, line in enumerate(lines):
        if (
            line.kind is LineKind.TEXT
            and len(line.text) > 60
            and line.text.endswith((".", ":", ";"))
            and not CITATION.match(line.text)
        ):
            return index
    kinds = (i for i, line in enumerate(lines[:MAX_HEAD_LINES]) if KIND_LINE.match(line.text))
    return min(next(kinds, -2) + 2, len(lines))


def _attachment_starts(
    lines: Sequence[TextLine], marks: Sequence[Marker | None], body: int
) -> list[int]:
    """Where the attachments begin; a form in the middle of a text whose điều go on is none."""
    following = _following_articles(marks)
    starts: list[int] = []
    in_form = False
    lowest = body + 1
    articles = following[body] if body < len(lines) and following[body] == 1 else 0
    for index in range(body + 1, len(lines)):
        text = lines[index].text
        marker = marks[index]
        start: int | None = None
        if lines[index].kind is not LineKind.TEXT:
            continue
        if starts and form_at(text):
            in_form = True
        if ENCLOSED.match(text) and (text.startswith("(") or is_capitals(lines[index - 1].text)):
            start = title_start(lines, index, lowest)
        elif (found := _APPENDIX.match(text)) and _opens_appendix(text, found, lines, index):
            start = index
        elif marker is not None and marker.mark is Mark.ARTICLE:
            if marker.value == 1 and articles >= 2 and following[index + 1] == 2:
                start = title_start(lines, index, lowest)
            articles = marker.value
        if start is None or (marker is None and 0 < articles == following[index] - 1):
            continue
        if in_form and not _APPENDIX.match(lines[start].text) and not _PRINTED_NOTE.match(text):
            in_form = marker is None  # a decision to be filled in is the text of one form
            continue
        in_form = False
        if (
            not starts
            or start > starts[-1] + MAX_TITLE_LINES
            or marker is not None
            or _other_appendix(lines[starts[-1]].text, lines[start].text)
        ):
            starts.append(start)
            articles = 0
        lowest = index + 1
    return starts


def _other_appendix(before: str, text: str) -> bool:
    """Whether two lines begin appendices of different numbers, however short the first is."""
    one, other = _APPENDIX.match(before), _APPENDIX.match(text)
    return one is not None and other is not None and other["n"] not in (None, one["n"])


def _following_articles(marks: Sequence[Marker | None]) -> list[int]:
    """For each line, and for the end, the number of the first điều from it on; 0 if none."""
    numbers = [0]
    for marker in reversed(marks):
        opens = marker is not None and marker.mark is Mark.ARTICLE
        numbers.append(marker.value if marker is not None and opens else numbers[-1])
    return numbers[::-1]


def _opens_appendix(text: str, found: re.Match[str], lines: Sequence[TextLine], index: int) -> bool:
    if is_capitals(text):
        return len(text) <= 200 and not text.endswith((",", ";"))
    # "Phụ lục II" in running case: only alone on its line, after a finished sentence.
    alone = not found["rest"].strip()
    return alone and bool(found["n"]) and bool(re.search(r"[.;:/”)]$|^\W*$", lines[index - 1].text))
