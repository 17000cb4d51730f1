"""One door for every format: looks at the content first and at the suffix only where that fails."""

from __future__ import annotations

import hashlib
from pathlib import Path

from indexer.errors import UnreadableFile
from indexer.read.encoding import refuse_font_tricks
from indexer.read.pieces import assemble
from indexer.read.txt import read_txt
from indexer.types import Source

SUFFIXES: frozenset[str] = frozenset({".txt"})
"""The kinds of files read, as lower-case suffixes."""

MAX_FILE_MB = 128


def read_file(path: Path) -> Source:
    """The stored text and the lines of the file at ``path``.

    Raises:
        UnreadableFile: the file is missing, a folder, empty, too large, damaged, protected,
            of an unknown kind, or holds no text; the message names it.
    """
    data = _bytes(path)
    source = assemble(read_txt(data, path.name), path.name, hashlib.sha256(data).hexdigest())
    if not source.lines:
        raise UnreadableFile(
            f"Tệp “{path.name}” không có chữ nào.", "Hãy kiểm tra lại tệp rồi nạp lại."
        )
    refuse_font_tricks(source.text, path.name)
    return source


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
