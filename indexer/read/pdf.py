"""PDF files with a text layer: lines with their place on the page, tables by their rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from indexer.errors import UnreadableFile
from indexer.read.footnotes import note_starts
from indexer.read.furniture import without_furniture
from indexer.read.layout import PrintedLine, paragraphs
from indexer.read.pieces import Piece, squeeze

MAX_PAGES = 5_000
_MIN_CHARACTERS_A_PAGE = 30
_TAIL = 2048
_BOLD_WEIGHT = 600
_WIDE = 0.55
"""Lines that take so much of the page's width show where its margins are."""
_COLUMN = 0.25
"""What begins so far from the margin is no paragraph but a right column, such as a signature."""
_HYPHEN = "\ufffe"
"""How the library tells a hyphen at the end of a line."""
_LOST_BLANK = re.compile(r"[a-zà-ỹ](?=[A-ZÀ-ỸĐ])")
_BLANK = 0.1
_SMALL = 0.93
"""The letters of footnotes are smaller than those of the text above."""


class _Line(NamedTuple):
    """A line of a page with its edges and its letters' height in points."""

    text: str
    left: float
    right: float
    bottom: float
    height: float
    bold: bool


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
    except pypdfium2.PdfiumError as error:
        raise _damaged(name) from error
    finally:
        document.close()
    texts = [[line.text for line in page] for page in pages]
    bodies = without_furniture(texts)
    characters = sum(len(texts[i][j]) for i, body in enumerate(bodies) for j in body)
    if characters < _MIN_CHARACTERS_A_PAGE * len(pages):
        raise UnreadableFile(
            f"Tệp “{name}” là bản quét (ảnh chụp), không có lớp chữ.",
            "Hãy cài Tesseract với dữ liệu tiếng Việt (tesseract-ocr-vie) rồi nạp lại, "
            "hoặc dùng bản có lớp chữ.",
        )
    return paragraphs(_printed(pages, bodies))


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


def _lines(page: pypdfium2.PdfPage) -> list[_Line]:
    textpage = page.get_textpage()
    lines: list[_Line] = []
    try:
        start = 0
        for printed in textpage.get_text_range().split("\r\n"):
            if text := squeeze(_spaced(textpage, printed, start).replace(_HYPHEN, "-")):
                first = start + len(printed) - len(printed.lstrip())
                line = _placed(textpage, text, first, start + len(printed.rstrip()) - 1)
                if lines and _is_raised(lines[-1], line):
                    line = line._replace(text=f"{lines.pop().text} {text}")
                lines.append(line)
            start += len(printed) + 2
    finally:
        textpage.close()
        page.close()
    return lines


def _spaced(textpage: pypdfium2.PdfTextPage, printed: str, start: int) -> str:
    """``printed`` with the blanks that the page shows but the file does not ("bởiLuật")."""
    for found in reversed(list(_LOST_BLANK.finditer(printed))):
        index = start + found.start()
        right = textpage.get_charbox(index, loose=True)[2]
        left, bottom, _, top = textpage.get_charbox(index + 1, loose=True)
        if left - right > _BLANK * (top - bottom):
            printed = f"{printed[: found.end()]} {printed[found.end() :]}"
    return printed


def _placed(textpage: pypdfium2.PdfTextPage, text: str, first: int, last: int) -> _Line:
    boxes = [textpage.get_charbox(index, loose=True) for index in (first, last)]
    bold = raw.FPDFText_GetFontWeight(textpage, first) >= _BOLD_WEIGHT
    height = max(top - bottom for _, bottom, _, top in boxes)
    return _Line(text, boxes[0][0], boxes[1][2], boxes[0][1], height, bold)


def _is_raised(number: _Line, line: _Line) -> bool:
    """Whether ``number`` is the raised figure of a footnote that opens in ``line``."""
    beside = -1.0 <= line.left - number.right <= line.height
    level = abs(number.bottom - line.bottom) <= line.height
    return number.text.isdigit() and len(number.text) <= 3 and beside and level


def _printed(
    pages: Sequence[Sequence[_Line]], bodies: Sequence[Sequence[int]]
) -> Iterator[PrintedLine]:
    last = 0
    for number, (page, body) in enumerate(zip(pages, bodies, strict=True), start=1):
        lines = [page[i] for i in body]
        left, right = _margins(lines)
        gaps = [
            index > 0 and line.height < _SMALL * lines[index - 1].height
            for index, line in enumerate(lines)
        ]
        starts = note_starts([line.text for line in lines], gaps, last)
        note = None
        for index, line in enumerate(lines):
            if index in starts:
                note = last = starts[index]
            indent = (line.left - left) / (right - left)
            fill = (line.right - left) / (right - left) - (indent if indent > _COLUMN else 0.0)
            yield PrintedLine(line.text, number, fill, indent, line.bold, note)


def _margins(lines: Sequence[_Line]) -> tuple[float, float]:
    """Where the text of a page begins and ends, from left to right."""
    if not lines:
        return 0.0, 1.0
    width = max(line.right for line in lines) - min(line.left for line in lines)
    wide = [line for line in lines if line.right - line.left >= _WIDE * width] or list(lines)
    left = min(line.left for line in wide)
    right = max(line.right for line in wide)
    return left, max(right, left + 1.0)
