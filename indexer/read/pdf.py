"""PDF files with a text layer: lines with their place on the page, tables by their rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain
from statistics import median

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from indexer.errors import UnreadableFile
from indexer.read.footnotes import NOTE_OPENING
from indexer.read.furniture import without_furniture
from indexer.read.layout import PrintedLine, paragraphs
from indexer.read.ocr import scanned_text
from indexer.read.pdfpage import PageLine, has_picture, page_lines
from indexer.read.pieces import Piece
from indexer.read.tables import table_pieces
from indexer.read.txt import text_pieces

MAX_PAGES = 5_000
_MIN_CHARACTERS_A_PAGE = 30
_TAIL = 2048
_WIDE = 0.55
"""Lines that take so much of the page's width show where its margins are."""
_COLUMN = 0.25
"""What begins so far from the margin is no paragraph but a right column, such as a signature."""
_SMALL = 0.93
"""The letters of footnotes are smaller than those of the text above."""


def read_pdf(data: bytes, name: str) -> Iterator[Piece]:
    """The paragraphs and footnotes of a PDF with the pages they begin on."""
    if b"%%EOF" not in data[-_TAIL:]:
        raise UnreadableFile(
            f"Tệp “{name}” bị cắt cụt: thiếu phần cuối của tệp PDF.", "Hãy tải lại tệp gốc."
        )
    document = _open(data, name)
    try:
        if len(document) > MAX_PAGES:
            raise UnreadableFile(
                f"Tệp “{name}” có {len(document)} trang, quá {MAX_PAGES} trang.",
                "Hãy tách tệp thành nhiều phần nhỏ hơn.",
            )
        pages = [_lines(document[index]) for index in range(len(document))]
        bodies = without_furniture([[line.text for line in page] for page in pages])
        if _is_scanned(pages, bodies):
            return text_pieces(scanned_text(document, name))
        pictures = _pictures(document, pages, bodies)
    except pypdfium2.PdfiumError as error:
        raise _damaged(name) from error
    finally:
        document.close()
    return chain(paragraphs(_printed(pages, bodies)), _doubts(pictures))


def _pictures(
    document: pypdfium2.PdfDocument,
    pages: Sequence[Sequence[PageLine]],
    bodies: Sequence[Sequence[int]],
) -> list[int]:
    """The numbers of the pages that are pictures with hardly a word on them."""
    few = [
        number
        for number, (page, body) in enumerate(zip(pages, bodies, strict=True))
        if sum(len(page[i].text) for i in body) < _MIN_CHARACTERS_A_PAGE
    ]
    return [number + 1 for number in few if has_picture(document[number])]


def _doubts(pictures: Sequence[int]) -> Iterator[Piece]:
    if pictures:
        numbers = ", ".join(map(str, pictures))
        yield Piece(
            "",
            doubt=f"Trang {numbers} của tệp là ảnh quét, không có lớp chữ nên chưa đọc được; "
            "hãy dùng bản có lớp chữ.",
        )


def _is_scanned(pages: Sequence[Sequence[PageLine]], bodies: Sequence[Sequence[int]]) -> bool:
    """Whether hardly a word stands on the pages besides running heads and page numbers."""
    characters = sum(
        len(page[i].text) for page, body in zip(pages, bodies, strict=True) for i in body
    )
    return characters < _MIN_CHARACTERS_A_PAGE * len(pages)


def _open(data: bytes, name: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise UnreadableFile(
                f"Tệp “{name}” được bảo vệ bằng mật khẩu.", "Hãy bỏ mật khẩu rồi nạp lại."
            ) from error
        raise _damaged(name) from error


def _damaged(name: str) -> UnreadableFile:
    return UnreadableFile(
        f"Tệp “{name}” bị hỏng hoặc không phải là PDF.",
        "Hãy mở tệp bằng trình đọc PDF, in lại ra PDF rồi nạp lại.",
    )


def _lines(page: pypdfium2.PdfPage) -> list[PageLine]:
    try:
        return page_lines(page)
    finally:
        page.close()


def _printed(
    pages: Sequence[Sequence[PageLine]], bodies: Sequence[Sequence[int]]
) -> Iterator[PrintedLine | Piece]:
    last_note = 0
    tables = 0
    head: tuple[str, ...] = ()
    for number, (page, body) in enumerate(zip(pages, bodies, strict=True), start=1):
        lines = [page[i] for i in body]
        left, right = _margins([line for line in lines if not line.rows])
        notes_from = _foot(lines)
        opened = {
            found[1] for line in lines[notes_from:] if (found := NOTE_OPENING.match(line.text))
        }
        note = None
        for index, line in enumerate(lines):
            if line.rows:
                goes_on = index == 0 and len(line.rows[0]) == len(head)
                rows = line.rows[goes_on and line.rows[0] == head :]
                head = head if goes_on else rows[0]
                pieces = list(table_pieces(rows, tables - goes_on, number, goes_on=goes_on))
                tables += any(piece.cells for piece in pieces) and not goes_on
                yield from pieces
                continue
            if index >= notes_from:
                opening = NOTE_OPENING.match(line.text)
                note = last_note = int(opening[1]) if opening else note or last_note
            indent = (line.box.left - left) / (right - left)
            fill = (line.box.right - left) / (right - left) - (indent if indent > _COLUMN else 0.0)
            text, marks = _without_marks(line, opened)
            yield PrintedLine(text, number, fill, indent, line.bold, note, marks)
        if not (lines and lines[-1].rows):
            head = ()


def _without_marks(line: PageLine, opened: AbstractSet[str]) -> tuple[str, tuple[int, ...]]:
    """The text of a line without the raised figures of the notes ``opened`` on its page, and those.

    Other raised figures ("m2") stay.
    """
    text = line.text
    marks: list[int] = []
    for word, figure in line.raised:
        if figure in opened and f"{word}{figure}" in text:
            text = text.replace(f"{word}{figure}", word, 1)
            marks.append(int(figure))
    return text, tuple(marks)


def _foot(lines: Sequence[PageLine]) -> int:
    """From which line on a page holds footnotes: below larger letters, the first with a number."""
    if not lines:
        return 0
    start = len(lines)
    while start and not lines[start - 1].rows and _is_no_larger(lines[start - 1], lines[-1]):
        start -= 1
    above = [line.height for line in lines[:start]]
    if not above or lines[-1].height >= _SMALL * median(above):
        return len(lines)
    numbered = (i for i in range(start, len(lines)) if NOTE_OPENING.match(lines[i].text))
    return next(numbered, len(lines))


def _is_no_larger(line: PageLine, other: PageLine) -> bool:
    return line.height * _SMALL < other.height


def _margins(lines: Sequence[PageLine]) -> tuple[float, float]:
    """Where the text of a page begins and ends, from left to right."""
    if not lines:
        return 0.0, 1.0
    width = max(line.box.right for line in lines) - min(line.box.left for line in lines)
    wide = [line for line in lines if line.box.right - line.box.left >= _WIDE * width] or lines
    left = min(line.box.left for line in wide)
    right = max(line.box.right for line in wide)
    return left, max(right, left + 1.0)
