from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from indexer.errors import UnreadableFile
from indexer.read import read_file
from indexer.types import Line, LineKind, Source

LAW = (
    "Điều 1. Phạm vi điều chỉnh\nLuật này quy định về tiếp cận thông tin.\n\n\tĐiều 2. Đối tượng\n"
)


def written(folder: Path, content: str | bytes, name: str = "a.txt") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def texts(source: Source) -> list[str]:
    return [source.text[line.start : line.end] for line in source.lines]


def cells(source: Source, line: Line) -> list[str]:
    return [source.text[start:end] for start, end in line.cells]


@pytest.mark.parametrize("name", ["4354-kh-ubnd-2025-tphcm.txt", "5921-qd-ubnd-2025-hanoi.txt"])
def test_a_web_copy_is_stored_as_it_is(corpus_documents: Path, name: str) -> None:
    path = corpus_documents / name
    source = read_file(path)
    assert source.text == unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
    rows = [line for line in source.lines if line.kind is LineKind.ROW]
    assert [len(row.cells) for row in rows] == [2] * 7
    assert cells(source, rows[0])[0] == "Số hiệu"
    assert {row.table for row in rows} == {0}


def test_a_converter_leaves_its_footnotes_but_not_its_marks(corpus_documents: Path) -> None:
    source = read_file(corpus_documents / "du-thao-ke-hoach-tri-thuc-2024-tphcm.txt")
    notes = [i for i, line in enumerate(source.lines) if line.kind is LineKind.FOOTNOTE]
    lines = texts(source)
    assert [lines[i][:30] for i in notes] == [
        "1. Công nghệ thông tin - truyề",
        "Theo Nghị quyết số 107/NQ-Cpng",
    ]
    assert lines[notes[0] - 1].startswith("a) Tạo đột phá")
    assert "(08 ngành) giai đoạn" in lines[notes[0] - 1]
    assert "[" not in source.text
    assert "bookmark" not in source.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_in_any_form(tmp_path: Path, encoding: str) -> None:
    assert read_file(written(tmp_path, LAW.encode(encoding))).text == LAW


def test_windows_1258(tmp_path: Path) -> None:
    assert read_file(written(tmp_path, _cp1258(LAW))).text == LAW


def _cp1258(text: str) -> bytes:
    """Each letter as the code page has it, or as its base letter and the tone mark after it."""
    out = b""
    for letter in text:
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            tones = "\u0300\u0301\u0303\u0309\u0323"
            marks = unicodedata.normalize("NFD", letter)
            tone = next(mark for mark in marks if mark in tones)
            base = unicodedata.normalize("NFC", marks.replace(tone, ""))
            out += base.encode("cp1258") + tone.encode("cp1258")
    return out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("§iÒu 1. Ph¹m vi cña LuËt vµ c¸c ®èi t−îng, cña Nhµ n−íc", "TCVN3"),
        ("Ñieàu 1. Phaïm vi cuûa Luaät vaø caùc ñoái töôïng cuûa Nhaø nöôùc", "VNI"),
    ],
)
def test_font_tricks_are_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said) as caught:
        read_file(written(tmp_path, text))
    assert "Unikey" in caught.value.hint
    with pytest.raises(UnreadableFile, match=said):
        read_file(written(tmp_path, text.replace("−", "-").encode("cp1252")))


def test_line_ends_blanks_and_invisible_characters(tmp_path: Path) -> None:
    source = read_file(written(tmp_path, "\ufeffÀ\u00a0b\r\nc\rd\u00ad\u200be\x0cg"))
    assert source.text == "À b\nc\nde\ng"


def test_a_rule_below_makes_a_header(tmp_path: Path) -> None:
    source = read_file(written(tmp_path, "| STT | Việc |\n|---|:--|\n| 1 |  |\n\n| x | y |"))
    assert texts(source) == ["| STT | Việc |", "| 1 |  |", "| x | y |"]
    assert [line.header for line in source.lines] == [True, False, False]
    assert [line.table for line in source.lines] == [0, 0, 1]
    assert cells(source, source.lines[1]) == ["1", ""]


def test_brackets_that_are_no_footnote_stay(tmp_path: Path) -> None:
    text = "Xem [1: trang 3] và [bookmark] hoặc [2"
    assert read_file(written(tmp_path, text)).text == text


@pytest.mark.parametrize(
    "dirt",
    ["- 5 -", "– 12 –", "Trang 3/12", "Trang 3", "5", "In trang", "Quay lại", "Tải về: a.pdf",
     "Lượt xem: 1.214 | Tải về", "Trang chủ » Văn bản » Kế hoạch"],
)  # fmt: skip
def test_what_stands_between_two_pages_or_around_a_text_is_left_out(
    tmp_path: Path, dirt: str
) -> None:
    before = "3. Trong 10 ngày làm việc, Ủy ban nhân dân xã gửi hồ sơ đến huyện."
    behind = "4. Trong 15 ngày làm việc, Phòng Kinh tế thẩm định hồ sơ."
    source = read_file(written(tmp_path, f"{before}\n\n{dirt}\n\n{behind}"))
    assert texts(source) == [before, behind]
    assert dirt not in source.text.split("\n")


@pytest.mark.parametrize("line", ["5", "- 5 giờ", "Quay lại trường học", "Tải trọng", "Trang phục"])
def test_lines_that_only_look_like_it_stay(tmp_path: Path, line: str) -> None:
    source = read_file(written(tmp_path, f"STT\n\nNội dung\n\n{line}\n\nMua sắm thiết bị\n"))
    assert line in texts(source)
