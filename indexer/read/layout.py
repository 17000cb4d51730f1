"""From the lines of printed pages to paragraphs: which line goes on and which opens a new one.

Printing breaks lines where the paper ends. A line that was full goes on in the next one, unless
that one opens as a clause does; a reference at the start of a line ("Điều 7 Quy chế này …")
opens nothing, and neither does the "1." of a date that was broken before its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from indexer.read.pieces import Piece
from indexer.types import LineKind


class PrintedLine(NamedTuple):
    """A line as printed: ``fill`` is how much of the measure it takes, 1.0 to the right margin.

    ``indent`` is how far from the left margin it starts, in the same unit, ``None`` if unknown.
    ``note`` is the number of the footnote that it belongs to, ``marks`` are those of the footnotes
    that it refers to.
    """

    text: str
    page: int | None
    fill: float
    indent: float | None = None
    bold: bool = False
    note: int | None = None
    marks: tuple[int, ...] = ()


_CAPS = "A-ZÀ-ÃÈ-ÊÌ-ÍÒ-ÕÙ-ÚÝĂÐĐĨŨƠƯẠ-Ỹ"
_QUOTE = "[“\"‘']?"

_HEADING = re.compile(
    rf"{_QUOTE}(?:"
    r"[ĐÐ](?:iều|IỀU)\s+\d+[a-zđ]{0,2}\s*[.:](?!\d+\.)"
    r"|(?:Phần|PHẦN)\s+(?:thứ|THỨ|[IVXLC\d]+\b)"
    r"|(?:Chương|CHƯƠNG)\s+[IVXLC\d]+[a-zđ]?\s*(?:$|[.:]|[" + _CAPS + r"]{2})"
    r"|(?:Mục|MỤC|Tiểu mục|TIỂU MỤC)\s+[IVXLC\d]+[a-zđ]?\s*(?:$|[.:]|[" + _CAPS + r"]{2})"
    r"|(?:Phụ lục|PHỤ LỤC)(?:\s+[IVXLC\d.]+[A-Z]?)?\s*$"
    r"|[IVX]+\s*\.\s*[" + _CAPS + r"]"
    r"|Nơi nhận\s*:)"
)
_ITEM = re.compile(
    rf"{_QUOTE}(?:"
    r"\d{1,3}[a-zđ]?\s?\.(?!\d)\s*\S"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}\.?\s"
    r"|[a-zđ]{1,2}\d?\s?\)"
    r"|\(\w{1,4}\)"
    r"|[-–+•*]\s*\S"
    r"|(?:Căn cứ|Theo đề nghị|Xét đề nghị|Thực hiện)\s"
    r"|(?:Luật|Bộ luật|Pháp lệnh|Nghị quyết) này (?:đã )?được (?:Quốc hội|[UỦ][ỷy] ban|Hội đồng)"
    r"|_{3,}|-{3,})"
)
_END = re.compile(r"\./\.?[”\"]?$")
_CLOSED = re.compile(r"[.;:?!…/][\"”’)»]*(?:\[\d+\]|\(\d+\)|\d{1,2})?$|[\"”]$")
_REFERS = re.compile(
    r"(?:^|\s)(?:tại|theo|của|và|hoặc|với|các|này|cho|về|trừ|số|(?:khoản|điểm|tiết|mục|chương)\s+\w{1,4})$"
    r"|,$",
    re.IGNORECASE,
)
_CONTAINER = re.compile(r"(?:phần|chương|mục|tiểu mục|phụ lục)\b.{0,12}", re.IGNORECASE)
_FULL, _NEARLY_FULL = 0.84, 0.7
"""Words do not divide, so lines end a little short; letters differ in width."""
_TAIL = 24
"""Characters at the end of a line that tell whether it is closed."""
_INDENT, _SAME_PLACE = 0.015, 0.005


def paragraphs(lines: Iterable[PrintedLine | Piece]) -> Iterator[Piece]:
    """Join ``lines`` into paragraphs; a piece among them, such as a row, stands for itself.

    Each footnote comes out in one piece after the paragraph that refers to it, or after the one
    that its page ends in where none does.
    """
    out = _Pieces()
    group: list[PrintedLine] = []
    notes: dict[int, list[PrintedLine]] = {}
    titled = False
    for line in lines:
        if isinstance(line, PrintedLine) and line.note is not None:
            notes.setdefault(line.note, []).append(line)
            continue
        if group and not (isinstance(line, PrintedLine) and _goes_on(group, line, titled)):
            out.add(group, notes)
            titled = bool(_CONTAINER.fullmatch(group[0].text))
            group, notes = [], {}
        if isinstance(line, PrintedLine):
            group.append(line)
        else:
            out.blocks.append([line])
    out.add(group, notes)
    return chain.from_iterable(out.blocks)


class _Pieces:
    """Paragraphs in order, each in a block with the footnotes that it refers to."""

    def __init__(self) -> None:
        self.blocks: list[list[Piece]] = []
        self._referring: dict[int, list[Piece]] = {}
        self._of_heading: list[int] = []

    def add(self, group: Sequence[PrintedLine], notes: Mapping[int, Sequence[PrintedLine]]) -> None:
        """Add the paragraph of the lines ``group``, then the ``notes`` of the page it ends on."""
        if group:
            block = [_joined(group, LineKind.TEXT)]
            self.blocks.append(block)
            marks = [mark for line in group for mark in line.marks]
            # The note of a heading comes after the words that it stands over.
            over = [] if opens_clause(block[0].text) else self._of_heading
            self._referring.update((mark, block) for mark in (*over, *marks))
            is_heading = _HEADING.match(block[0].text) and not _CLOSED.search(block[0].text)
            self._of_heading = marks if is_heading else []
        elif notes and not self.blocks:
            self.blocks.append([])
        for number, note in notes.items():
            block = self._referring.pop(number, self.blocks[-1])
            block.append(_joined(note, LineKind.FOOTNOTE))


def _joined(group: Sequence[PrintedLine], kind: LineKind) -> Piece:
    text = " ".join(line.text for line in group)
    return Piece(text, kind, group[0].page, bold=all(line.bold for line in group))


def measure(lines: Sequence[str]) -> float | None:
    """How many characters a full line of this page has; ``None`` when no line shows it.

    Lines that break a sentence do. The longest of them are meant: those of table cells on the
    same page are shorter.
    """
    broken = sorted(len(before) for before, line in pairwise(lines) if breaks(before, line))
    return broken[int(0.9 * (len(broken) - 1))] if broken else None


def breaks(before: str, line: str) -> bool:
    """Whether a sentence runs on from ``before`` into ``line``."""
    return starts_inside_sentence(line) and before[-1] not in '.;:!?…”"'


def is_caps(text: str) -> bool:
    """Whether ``text`` is printed in capitals, as titles are; a document's number is no title."""
    return text.isupper() and not text[0].isdigit()


def opens_clause(text: str) -> bool:
    """Whether ``text`` begins as a clause or one of its headings does."""
    return opens_heading(text) or bool(_ITEM.match(text))


def opens_heading(text: str) -> bool:
    """Whether ``text`` begins as the heading of a clause does."""
    return bool(_HEADING.match(text))


def starts_inside_sentence(text: str) -> bool:
    """Whether ``text`` begins as no paragraph does: with a small letter that is no numbering."""
    return text[0].islower() and not _ITEM.match(text)


def _goes_on(group: Sequence[PrintedLine], line: PrintedLine, titled: bool) -> bool:
    """Whether ``line`` continues the paragraph ``group``, under a container if ``titled``."""
    before = group[-1]
    full = before.fill >= _FULL
    end = max(len(before.text) - _TAIL, 0)
    closed = bool(_CLOSED.search(before.text, end))
    if _HEADING.match(line.text) or _END.search(before.text, end):
        return full and not closed and bool(_REFERS.search(before.text, end))
    if is_caps(before.text) or is_caps(line.text):
        wraps = titled or (full and not _is_indented(before))
        return wraps and is_caps(before.text) and is_caps(line.text)
    if starts_inside_sentence(line.text):
        return not closed or (full and not _is_indented(line))
    if _is_indented(line):
        return not closed and _are_centred(before, line)
    if closed or _ITEM.match(line.text) or _HEADING.match(group[0].text):
        return full and not (closed and _ITEM.match(line.text))
    return before.fill >= _NEARLY_FULL or bool(_REFERS.search(before.text, end))


def _is_indented(line: PrintedLine) -> bool:
    return line.indent is not None and line.indent > _INDENT


def _are_centred(before: PrintedLine, line: PrintedLine) -> bool:
    """Whether two lines are of one centred title: paragraphs would begin at the same place."""
    if before.indent is None or line.indent is None or before.bold != line.bold:
        return False
    return (
        before.fill >= _NEARLY_FULL
        and before.indent > _INDENT
        and abs(before.indent - line.indent) > _SAME_PLACE
        and not _ITEM.match(line.text)
    )
