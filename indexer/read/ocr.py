"""Scanned pages: Tesseract with Vietnamese data reads them, where it is installed."""

from __future__ import annotations

import math
import shutil
import subprocess

import pypdfium2  # type: ignore[import-untyped]

from indexer.errors import UnreadableFile

MAX_SCANNED_PAGES = 300
PAGE_SECONDS = 120
_DOTS_PER_POINT = 300 / 72
_MAX_DOTS = 25_000_000


def scanned_text(document: pypdfium2.PdfDocument, name: str) -> str:
    """The text of a scanned ``document``, form feeds between its pages."""
    program = _tesseract()
    if program is None:
        raise UnreadableFile(
            f"Tệp “{name}” là bản quét (ảnh chụp), không có lớp chữ.",
            "Hãy cài Tesseract với dữ liệu tiếng Việt (gói tesseract-ocr-vie) rồi nạp lại, "
            "hoặc dùng bản có lớp chữ.",
        )
    if len(document) > MAX_SCANNED_PAGES:
        raise UnreadableFile(
            f"Tệp “{name}” là bản quét dài {len(document)} trang, quá {MAX_SCANNED_PAGES} trang.",
            "Hãy tách tệp thành nhiều phần nhỏ hơn.",
        )
    try:
        return "\f".join(_recognised(program, page) for page in document)
    except (OSError, subprocess.SubprocessError, pypdfium2.PdfiumError) as error:
        raise UnreadableFile(
            f"Tesseract không nhận dạng được chữ trong tệp “{name}”.",
            "Hãy quét lại văn bản rõ hơn hoặc dùng bản có lớp chữ.",
        ) from error


def _tesseract() -> str | None:
    """The program, when it has Vietnamese data."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        listed = subprocess.run(  # noqa: S603 - the program found on the path
            [program, "--list-langs"], capture_output=True, check=True, timeout=PAGE_SECONDS
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return program if b"vie" in listed.stdout.split() else None


def _recognised(program: str, page: pypdfium2.PdfPage) -> str:
    width, height = page.get_size()
    scale = min(_DOTS_PER_POINT, math.sqrt(_MAX_DOTS / max(width * height, 1.0)))
    bitmap = page.render(scale=scale, grayscale=True)
    dots = bitmap.to_numpy()
    picture = b"P5 %d %d 255\n" % (dots.shape[1], dots.shape[0]) + dots.tobytes()
    page.close()
    done = subprocess.run(  # noqa: S603 - the program found on the path, with fixed arguments
        [program, "stdin", "stdout", "-l", "vie"],
        input=picture,
        capture_output=True,
        check=True,
        timeout=PAGE_SECONDS,
    )
    recognised: bytes = done.stdout
    return recognised.decode("utf-8", errors="replace").rstrip("\f")
