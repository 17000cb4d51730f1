"""One door for every format: looks at the content first and at the suffix only where that fails."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

from indexer.errors import UnreadableFile
from indexer.read.docx import read_docx
from indexer.read.encoding import refuse_font_tricks
from indexer.read.html import read_html
from indexer.read.pdf import read_pdf
from indexer.read.pieces import Piece, assemble
from indexer.read.txt import read_txt
from indexer.types import Source

SUFFIXES: frozenset[str] = frozenset({".txt", ".html", ".htm", ".docx", ".pdf", ".doc"})
"""The kinds of files read, as lower-case suffixes."""

MAX_FILE_MB = 128
_HEAD = 1024

_Reader = Callable[[bytes, str], Iterable[Piece]]


def read_file(path: Path) -> Source:
    """The stored text and the lines of the file at ``path``.

    Raises:
        UnreadableFile: the file is missing, a folder, empty, too large, damaged, protected,
            of an unknown kind, or holds no text; the message names it.
    """
    data = _bytes(path)
    reader = _reader(data, path)
    source = assemble(reader(data, path.name), path.name, hashlib.sha256(data).hexdigest())
    if not source.lines:
        raise UnreadableFile(
            f"Tệp “{path.name}” không có chữ nào.", "Hãy kiểm tra lại tệp rồi nạp lại."
        )
    refuse_font_tricks(source.text, path.name)
    return source


def _reader(data: bytes, path: Path) -> _Reader:
    start = data[:_HEAD].lstrip(b"\xef\xbb\xbf\0 \t\r\n").lower()
    suffix = path.suffix.lower()
    if suffix in {".html", ".htm"} or start.startswith((b"<!doctype html", b"<html")):
        return read_html
    if data.startswith(b"PK\x03\x04"):
        return read_docx
    if b"%PDF-" in data[:_HEAD]:
        return read_pdf
    if suffix == ".txt":
        return read_txt
    raise UnreadableFile(
        f"Tệp “{path.name}” thuộc loại không đọc được.",
        "Chỉ nạp các tệp .txt, .html, .docx, .pdf hoặc .doc.",
    )


def _bytes(path: Path) -> bytes:
    name = path.name or str(path)
    if not path.exists():
        raise UnreadableFile(f"Không tìm thấy tệp “{name}”.", "Hãy kiểm tra lại đường dẫn.")
    if not path.is_file():
        raise UnreadableFile(
            f"“{name}” không phải là tệp.", "Hãy chỉ ra một tệp .txt, .html, .docx, .pdf hoặc .doc."
        )
    try:
        megabytes = path.stat().st_size / 1_000_000
        if megabytes > MAX_FILE_MB:
            raise UnreadableFile(
                f"Tệp “{name}” quá lớn ({megabytes:.0f} MB, tối đa {MAX_FILE_MB} MB).",
                "Hãy tách tệp thành nhiều phần nhỏ hơn.",
            )
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            f"Không mở được tệp “{name}”: {error.strerror}.", "Hãy kiểm tra quyền đọc tệp."
        ) from error
    if not data:
        raise UnreadableFile(f"Tệp “{name}” rỗng.", "Hãy kiểm tra lại tệp rồi nạp lại.")
    return data
