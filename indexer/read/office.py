"""Legacy Word files: LibreOffice, where it is installed, turns them into what we read."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from indexer.errors import UnreadableFile
from indexer.read.docx import read_docx
from indexer.read.pieces import Piece

CONVERSION_SECONDS = 120
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD = "WordDocument".encode("utf-16-le")


def read_ole(data: bytes, name: str) -> Iterator[Piece]:
    """A file in Microsoft's old container: a protected .docx, a .doc, or something else."""
    if _ENCRYPTED in data:
        raise UnreadableFile(
            f"Tệp “{name}” được bảo vệ bằng mật khẩu.", "Hãy bỏ mật khẩu rồi nạp lại."
        )
    if _WORD not in data:
        raise UnreadableFile(
            f"Tệp “{name}” thuộc loại không đọc được.",
            "Chỉ nạp các tệp .txt, .html, .docx, .pdf hoặc .doc.",
        )
    return read_legacy(data, name)


def read_legacy(data: bytes, name: str) -> Iterator[Piece]:
    """A .doc or .rtf file by way of LibreOffice; ``UnreadableFile`` where it is not installed."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise UnreadableFile(
            f"Tệp “{name}” ở định dạng Word cũ, cần LibreOffice để đọc.",
            "Hãy cài LibreOffice, hoặc mở tệp bằng Word và lưu lại dạng .docx.",
        )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "source.doc")
        source.write_bytes(data)
        command = [
            *(office, f"-env:UserInstallation=file://{folder}/profile", "--headless"),
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, str(source)),
        ]
        try:
            subprocess.run(  # noqa: S603 - the program found on the path, with fixed arguments
                command, check=True, capture_output=True, timeout=CONVERSION_SECONDS
            )
            converted = Path(folder, "source.docx").read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise UnreadableFile(
                f"LibreOffice không đọc được tệp “{name}”: tệp hỏng hoặc có mật khẩu.",
                "Hãy mở tệp bằng Word, bỏ mật khẩu nếu có, và lưu lại dạng .docx.",
            ) from error
    return read_docx(converted, name)
