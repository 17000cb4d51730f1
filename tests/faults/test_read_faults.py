"""Files that cannot be read: each ends soon, with a message that names it and a hint."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from indexer.errors import UnreadableFile
from indexer.read import SUFFIXES, docx, file, html, ocr, pdf, read_file
from tests.unit.indexer_read_files import docx as word
from tests.unit.indexer_read_files import paragraph
from tests.unit.indexer_read_files import pdf as printed

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LINE = (60.0, 700.0, "Điều 1. Thông tư này quy định về việc cấp phép hoạt động")
SCAN = printed([[(200.0, 800.0, "CÔNG BÁO/Số 2/Ngày 22-04-2026")]] * 3)


def refused(path: Path, data: bytes | None = None) -> UnreadableFile:
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(UnreadableFile) as caught:
        read_file(path)
    assert path.name in caught.value.message
    assert caught.value.hint
    assert str(path.parent) not in caught.value.message
    return caught.value


def bomb() -> bytes:
    buffer = io.BytesIO()
    package = zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED)
    with package, package.open("word/document.xml", "w") as part:
        for _ in range(docx.MAX_XML_MB + 1):
            part.write(b" " * 1_000_000)
    return buffer.getvalue()


def locked_zip() -> bytes:
    data = bytearray(word(paragraph("Một")))
    place = data.index(b"PK\x01\x02")
    data[place + 8] |= 1
    return bytes(data)


LOCKED_PDF = printed(
    [[LINE]],
    trailer="/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 "
    f"/O <{'11' * 32}> /U <{'22' * 32}> >>",
)


def test_missing_folder_and_empty(tmp_path: Path) -> None:
    assert "Không tìm thấy" in refused(tmp_path / "khong-co.txt").message
    folder = tmp_path / "thu-muc.txt"
    folder.mkdir()
    assert "không phải là tệp" in refused(folder).message
    assert "rỗng" in refused(tmp_path / "a.txt", b"").message
    assert "không có chữ" in refused(tmp_path / "b.txt", b" \n\t\n").message


def test_a_name_that_no_file_can_have(tmp_path: Path) -> None:
    refused(tmp_path / ("a" * 5_000))


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_a_file_closed_to_us(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Một")
    path.chmod(0)
    assert "Không mở được" in refused(path).message


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.xyz", b"abc", "loại không đọc được"),
        ("a.xls", OLE + b"\0" * 600, "loại không đọc được"),
        ("a.txt", b"MZ\x90\0\x03\0\0\0" * 100, "không phải là văn bản"),
        ("a.txt", "Điều 1. Một".encode("utf-16")[:-1], "cắt cụt"),
        ("a.txt", b"\x81\x8d\x8f\x90\x9d" * 9, "bảng mã"),
        ("a.docx", b"khong phai zip", "hỏng"),
        ("a.docx", word(paragraph("Một"))[:-40], "cắt cụt"),
        ("a.docx", word("<w:p>"), "hỏng"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        ("a.docx", locked_zip(), "mật khẩu"),
        ("a.pdf", b"khong phai pdf", "cắt cụt"),
        ("a.pdf", printed([[LINE]])[:-30], "cắt cụt"),
        ("a.pdf", b"%PDF-1.4\n%%EOF", "hỏng"),
        ("a.pdf", LOCKED_PDF, "mật khẩu"),
    ],
)
def test_damaged_protected_or_unknown(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    assert said in refused(tmp_path / name, data).message


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    data = bomb()
    assert len(data) < 1_000_000
    assert "giải nén" in refused(tmp_path / "a.docx", data).message


def test_sizes_have_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file, "MAX_FILE_MB", 0.0001)
    assert "quá lớn" in refused(tmp_path / "a.txt", b"x" * 200).message
    monkeypatch.undo()
    monkeypatch.setattr(pdf, "MAX_PAGES", 1)
    assert "2 trang" in refused(tmp_path / "a.pdf", printed([[LINE], [LINE]])).message
    monkeypatch.setattr(html, "MAX_HTML_MB", 0)
    assert "quá lớn" in refused(tmp_path / "a.html", b"<p>x</p>").message


def program(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_a_scan_says_which_tool_would_read_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    error = refused(tmp_path / "a.pdf", SCAN)
    assert "bản quét" in error.message
    assert "tesseract-ocr-vie" in error.hint
    program(tmp_path, "tesseract", "echo eng")
    assert "tesseract-ocr-vie" in refused(tmp_path / "a.pdf").hint


def test_a_scan_is_read_where_tesseract_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = 'case "$1" in --list-langs) echo vie;; *) echo "Điều 1. Một";; esac'
    program(tmp_path, "tesseract", script)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    (tmp_path / "a.pdf").write_bytes(SCAN)
    assert read_file(tmp_path / "a.pdf").text.startswith("Điều 1. Một")
    monkeypatch.setattr(ocr, "MAX_SCANNED_PAGES", 2)
    assert "3 trang" in refused(tmp_path / "a.pdf").message


def test_tesseract_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "tesseract", 'test "$1" = --list-langs && echo vie')
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert "Tesseract" in refused(tmp_path / "a.pdf", SCAN).message


@pytest.mark.parametrize("data", [OLE + "WordDocument".encode("utf-16-le"), rb"{\rtf1 abc}"])
def test_an_old_word_file_needs_libreoffice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "LibreOffice" in refused(tmp_path / "a.doc", data).hint
    program(tmp_path, "soffice", "exit 1")
    assert "LibreOffice không đọc được" in refused(tmp_path / "a.doc").message


def test_an_old_word_file_is_read_where_libreoffice_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "made.docx").write_bytes(word(paragraph("Điều 1. Một")))
    program(
        tmp_path,
        "soffice",
        f'while [ "$1" != --outdir ]; do shift; done; cp {tmp_path}/made.docx "$2/source.docx"',
    )
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    (tmp_path / "a.doc").write_bytes(OLE + "WordDocument".encode("utf-16-le"))
    assert read_file(tmp_path / "a.doc").text == "Điều 1. Một"


def test_the_content_counts_not_the_name(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(word(paragraph("Một")))
    (tmp_path / "b.doc").write_bytes(b"<!DOCTYPE html><p>Hai</p>")
    (tmp_path / "c.bin").write_bytes(printed([[LINE]]))
    assert read_file(tmp_path / "a.doc").text == "Một"
    assert read_file(tmp_path / "b.doc").text == "Hai"
    assert read_file(tmp_path / "c.bin").text == LINE[2]


def test_the_kinds_that_a_folder_walk_looks_for() -> None:
    assert {".txt", ".html", ".htm", ".docx", ".pdf", ".doc"} == SUFFIXES


def test_marks_piled_on_one_letter_take_no_time(tmp_path: Path) -> None:
    # Putting them in canonical order takes the square of their number.
    path = tmp_path / "a.txt"
    path.write_text("Điều 1. a" + "\u0301\u0323" * 200_000, encoding="utf-8")
    assert len(read_file(path).text) < 50


def test_bars_and_brackets_without_end(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    for text in (
        "|a" * 300_000,
        "[footnoteRef:1]" + "[1:[x]" * 100_000,
        "|" + "-" * 300_000 + "x|",
    ):
        path.write_text(text, encoding="utf-8")
        assert read_file(path).lines
