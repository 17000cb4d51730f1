from __future__ import annotations

import pytest

from indexer.parse.clean import document_lines
from indexer.parse.joined import split_joined
from tests.golden.samples import source


def pieces(text: str) -> list[str]:
    read = source(text)
    lines = split_joined(document_lines(read))
    assert all(read.text[line.start : line.end] == line.text for line in lines)
    return [line.text for line in lines]


def test_a_paragraph_behind_its_heading() -> None:
    assert pieces("Điều 5. Tổ chức thực hiện 1. Bộ Tài chính chủ trì.\n2. Các bộ khác.\n")[:2] == [
        "Điều 5. Tổ chức thực hiện",
        "1. Bộ Tài chính chủ trì.",
    ]


def test_a_paragraph_without_a_blank_behind_its_heading() -> None:
    text = "Điều 4. Nguyên tắc hỗ trợ1. Hỗ trợ đúng đối tượng.\n2. Một hộ một lần.\n"
    assert pieces(text)[:2] == ["Điều 4. Nguyên tắc hỗ trợ", "1. Hỗ trợ đúng đối tượng."]


@pytest.mark.parametrize("heading", ["Điều 4. Mẫu A1. Đơn đề nghị", "Điều 4. Chức danh hạng1. Hết"])
def test_a_heading_that_no_second_paragraph_follows_stays_whole(heading: str) -> None:
    assert pieces(f"{heading}\nNội dung.\nĐiều 5. Khác\n1. Một.\n2. Hai.\n")[0] == heading


def test_a_heading_that_only_mentions_a_number_stays_whole() -> None:
    text = "Điều 5. Thực hiện nội dung số 1. Các bộ liên quan\n1. Bộ Tài chính.\n2. Bộ khác.\n"
    assert pieces(text)[0] == "Điều 5. Thực hiện nội dung số 1. Các bộ liên quan"


def test_a_letterhead_run_together() -> None:
    assert pieces(
        "BỘ CÔNG AN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc Số: 6/2030/TT-BCA Hà Nội, ngày 1 tháng 2 năm 2030\n"
    ) == [
        "BỘ CÔNG AN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 6/2030/TT-BCA",
        "Hà Nội, ngày 1 tháng 2 năm 2030",
    ]
