from __future__ import annotations

import pytest

from indexer.parse.markers import (
    VIETNAMESE_LETTERS,
    Mark,
    is_capitals,
    letter_value,
    recognise,
    roman_value,
    to_roman,
)


@pytest.mark.parametrize(
    ("text", "mark", "number"),
    [
        ("Phần thứ hai", Mark.PART, "2"),
        ("Chương IV", Mark.CHAPTER, "IV"),
        ("CHƯƠNG 2 NHỮNG QUY ĐỊNH CHUNG", Mark.CHAPTER, "2"),
        ("Chương II2 (được bãi bỏ)", Mark.CHAPTER, "II"),
        ("Mục 1. TỔ CHỨC", Mark.DIVISION, "1"),
        ("Tiểu mục 3", Mark.SUBDIVISION, "3"),
        ("Điều 7. Sở Tài chính", Mark.ARTICLE, "7"),
        ("Điều 24.8 (được bãi bỏ)", Mark.ARTICLE, "24"),
        ("III. TỔ CHỨC THỰC HIỆN", Mark.ROMAN, "III"),
        ("B. NỘI DUNG", Mark.CAPITAL, "B"),
        ("10. Giám sát", Mark.NUMBER, "10"),
        ("11a.3 Thu nhập từ lãi", Mark.NUMBER, "11"),
        ("3.10. Cho phép thí điểm", Mark.DECIMAL, "3.10"),
        ("đ) Tạo điều kiện", Mark.LETTER, "đ"),
        ("(2) Phát triển nguồn lực.", Mark.BRACKETED, "2"),
        ("(iv) Cơ chế thử nghiệm", Mark.LITTLE_ROMAN, "iv"),
        ("- Chủ trì, phối hợp", Mark.DASH, ""),
        ("+ Tổ chức lớp tập huấn", Mark.PLUS, ""),
    ],
)
def test_marks_of_every_level(text: str, mark: Mark, number: str) -> None:
    found = recognise(text)
    assert found is not None
    assert (found.mark, found.number) == (mark, number)


@pytest.mark.parametrize(
    "text",
    [
        "Điều 7 Quy chế này được sửa đổi",
        "Điều 3, Điều 4 của Luật này",
        "Điều 5 và Điều 6",
        "200.000 đồng cho mỗi người",
        "01.2026 là thời điểm",
        "Chương này quy định",
        "IIX. Không phải số La Mã",
        "5G và 6G",
        "Nội dung thực hiện",
        "",
    ],
)
def test_references_figures_and_plain_words_open_nothing(text: str) -> None:
    assert recognise(text) is None


def test_letters_run_in_vietnamese_order() -> None:
    assert [letter_value(letter) for letter in "abcdđeghi"] == list(range(1, 10))
    assert len(set(VIETNAMESE_LETTERS)) == len(VIETNAMESE_LETTERS)


def test_roman_numerals_round_trip() -> None:
    assert all(roman_value(to_roman(value)) == value for value in range(1, 400))
    assert roman_value("IIII") == roman_value("VX") == 0


def test_width_leads_to_the_text() -> None:
    found = recognise("12. Tổ chức")
    assert found is not None
    assert "12. Tổ chức"[found.width :] == "Tổ chức"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("NỘI DUNG PHỐI HỢP", True), ("Nội dung", False), ("5", False), ("A 1 2 3 4 5", False)],
)
def test_capitals(text: str, expected: bool) -> None:
    assert is_capitals(text) is expected
