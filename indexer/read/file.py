"""One door for every format: looks at the content first and at the suffix only where that fails."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

from indexer.errors import UnreadableFile
from indexer.read.docx import read_docx
from indexer.read.encoding import refuse_font_tricks
from indexer.read.html import read_html
from indexer.read.office import read_legacy, read_ole
from indexer.read.pdf import read_pdf
from indexer.read.pieces import Piece, assemble
from indexer.read.txt import read_txt
from indexer.types import Source

SUFFIXES: frozenset[str] = frozenset({".txt", ".html", ".htm", ".docx", ".pdf", ".doc"})
"""The kinds of files read, as lower-case suffixes."""

MAX_FILE_MB = 128
_HEAD = 1024
_KINDS = "tệp .txt, .html, .docx, .pdf hoặc .doc"

_Reader = Callable[[bytes, str], Iterable[Piece]]
_MARKS: tuple[tuple[bytes, _Reader], ...] = (
    (b"PK\x03\x04", read_docx),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", read_ole),
    (b"{\\rtf", read_legacy),
)


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
    suffix = path.suffix.lower()
    for mark, reader in _MARKS:
        if mark in data[: len(mark)]:
            return reader
    if b"%PDF-" in data[:_HEAD] or suffix == ".pdf":
        return read_pdf
    if suffix == ".docx":
        return read_docx
    start = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if suffix in {".html", ".htm"} or start.startswith((b"<!doctype html", b"<html")):
        return read_html
    if suffix == ".txt":
        return read_txt
    raise UnreadableFile(f"Tệp “{path.name}” thuộc loại không đọc được.", f"Chỉ nạp {_KINDS}.")


def _bytes(path: Path) -> bytes:
    name = path.name or str(path)
    try:
        if not path.exists():
            raise UnreadableFile(f"Không tìm thấy tệp “{name}”.", "Hãy kiểm tra lại đường dẫn.")
        if not path.is_file():
            raise UnreadableFile(f"“{name}” không phải là tệp.", f"Hãy chỉ ra {_KINDS}.")
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
