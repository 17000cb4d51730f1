from __future__ import annotations

import pytest

from service.lists import Listed, has_members, list_named
from service.wording import without_number


@pytest.mark.parametrize(
    ("question", "listed"),
    [
        ("08 khoa của bệnh viện gồm những khoa nào?", Listed(8, "khoa")),
        ("4 trụ cột phát triển là gì?", Listed(4, "tru")),
        ("cu the 5 vung do la vung nao", Listed(5, "vung")),
        ("Bệnh viện gồm 08 khoa nào?", Listed(8, "khoa")),
        ("Có mấy khoa?", None),
        ("Khoản 9,8 tỷ đồng chi cho những chủ trọ nào?", None),
        ("Ngày 5 tháng 6 là ngày gì?", None),
        ("5 vùng do ai quản lý?", Listed(5, "vung", members=False)),
        ("Năm 2030 gồm những mục tiêu nào?", None),
    ],
)
def test_the_list_that_is_asked_for(question: str, listed: Listed | None) -> None:
    assert list_named(question) == listed


@pytest.mark.parametrize(
    ("text", "above", "has"),
    [
        ("1. Nội; 2. Ngoại; 3. Nhi", "bệnh viện có 03 khoa", True),
        ("1. Nội; 2. Ngoại; 3. Nhi", "bệnh viện có các khoa", False),
        ("1. Nội; 2. Ngoại; 3. Nhi; 4. Mắt", "bệnh viện có 03 khoa", False),
        ("Bệnh viện có 3 khoa (Nội; Ngoại; Nhi).", "", True),
        ("Bệnh viện có 3 khoa: Nội, Ngoại, Nhi.", "", True),
        ("Bệnh viện có 3 khoa: Nội, Ngoại.", "", False),
        ("Bệnh viện có 3 khoa.", "", False),
    ],
)
def test_a_clause_has_just_so_many_members(text: str, above: str, has: bool) -> None:
    assert has_members(Listed(3, "khoa"), text, above) is has


def test_the_first_number_of_a_list_in_a_line_is_not_the_number_of_the_clause() -> None:
    assert without_number("1. Nội; 2. Ngoại") == "1. Nội; 2. Ngoại"
    assert without_number("1. Khám bệnh; tiêm chủng.") == "Khám bệnh; tiêm chủng."
