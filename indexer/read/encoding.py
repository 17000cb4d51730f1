"""Bytes to text: Unicode in its usual forms, Windows-1258, and the font tricks of before.

Before Unicode, Vietnamese was typed with fonts (TCVN3, VNI) that draw other letters in place of
those of Windows-1252. Such a text is not Vietnamese to any program, so it is refused with a hint.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from indexer.errors import UnreadableFile
from indexer.read.pieces import normalise

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 200_000
_MAX_CONTROL_SHARE = 0.01
"""The text layers of pages hold a few in place of a character that their font does not know."""
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")

# The most frequent words of official texts as each font trick writes them in Windows-1252.
_FONT_WORDS = {
    "TCVN3 (ABC)": ("vµ", "cña", "c¸c", "®−îc", "®-îc", "®îc", "§iÒu", "cã", "quyÒn", "®Þnh"),
    "VNI": ("vaø", "cuûa", "caùc", "ñöôïc", "Ñieàu", "coù", "quyeàn", "ñònh"),
}
_MIN_FONT_WORDS = 3
_WORD = re.compile(r"[^\s.,;:()\"“”]+")

_TEXT_HINT = "Hãy mở tệp và lưu lại ở dạng văn bản với bảng mã UTF-8 rồi nạp lại."


def decode(data: bytes, name: str) -> str:
    """The text of ``data``; ``UnreadableFile`` when it is none or its encoding is unknown."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decode_as(data[len(bom) :], encoding, name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _decode_without_mark(data, name)
    if text.count("\0", 0, _SAMPLE) > _MAX_CONTROL_SHARE * len(text[:_SAMPLE]):
        text = _decode_without_mark(data, name)
    if len(_CONTROLS.findall(text[:_SAMPLE])) > _MAX_CONTROL_SHARE * len(text[:_SAMPLE]):
        raise _binary(name)
    return text


def refuse_font_tricks(text: str, name: str) -> None:
    """Raise ``UnreadableFile`` when ``text`` was typed with a TCVN3 or VNI font."""
    words = _WORD.findall(text[:_SAMPLE])
    for encoding, marks in _FONT_WORDS.items():
        if sum(words.count(mark) for mark in marks) >= _MIN_FONT_WORDS:
            raise UnreadableFile(
                f"Tệp “{name}” dùng phông chữ cũ {encoding}, không phải Unicode.",
                "Hãy chuyển văn bản sang Unicode (ví dụ bằng Unikey, Ctrl+Shift+F6) rồi nạp lại.",
            )


def _decode_as(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            f"Tệp “{name}” bị cắt cụt hoặc hỏng: nội dung không đúng bảng mã {encoding.upper()}.",
            _TEXT_HINT,
        ) from error


def _binary(name: str) -> UnreadableFile:
    return UnreadableFile(
        f"Tệp “{name}” không phải là văn bản (có dữ liệu nhị phân).",
        "Chỉ nạp tệp .txt, .html, .docx, .pdf hoặc .doc.",
    )


def _decode_without_mark(data: bytes, name: str) -> str:
    """UTF-16 shows in the zero bytes of its spaces, Windows-1258 in marks that compose."""
    sample = data[:_SAMPLE]
    if b" \0" in sample or b"\0 " in sample:
        even, odd = sample[0::2].count(0), sample[1::2].count(0)
        return _decode_as(data, "utf-16-le" if odd > even else "utf-16-be", name)
    if sample.count(0) > _MAX_CONTROL_SHARE * len(sample):
        raise _binary(name)
    try:
        text = data.decode("cp1258")
    except UnicodeDecodeError:
        text = ""
    refuse_font_tricks(data[:_SAMPLE].decode("cp1252", errors="replace"), name)
    marks_left = sum(map(unicodedata.combining, normalise(text[:_SAMPLE])))
    if not text or marks_left:
        raise UnreadableFile(
            f"Không nhận ra bảng mã của tệp “{name}”: không phải UTF-8, UTF-16 hay Windows-1258.",
            _TEXT_HINT,
        )
    return text
