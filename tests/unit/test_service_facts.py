from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.facts import dates_in, document_numbers_in, numbers_in, states


@pytest.mark.parametrize(
    ("text", "fact", "stated"),
    [
        ("không quá 20 phút/lượt", "20 phút", True),
        ("theo Nghị quyết số 57-NQ/TW", "57-NQ", False),
        ("tăng khoảng hai lần so với năm 2020", "02 lần", True),
        ("ít nhất 10%.", "10 phần trăm", True),
        ("đạt 110%", "10%", False),
        ("ngày 27 tháng 11 năm 2025, tại Hà Nội", "27/11/2025", True),
        ("theo Nghị quyết số 57- NQ/TW;", "57-NQ/TW", True),
        ("UBND Thành phố giao", "Ủy ban nhân dân Thành phố", True),
        ("Trước ngày 05 hằng tháng, theo Điều 23", "trước ngày 05 hằng tháng", True),
        ("Sở Khoa học và Công nghệ, theo Điều 7", "Sở Khoa học và Công nghệ", True),
        ("Sở Nội vụ", "Sở Nội", True),
        ("Sở Nội vụ", "Nội v", False),
    ],
)
def test_a_fact_is_stated_in_any_form(text: str, fact: str, stated: bool) -> None:
    assert states(text, fact) is stated


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_date_is_one_in_all_its_forms(day: date) -> None:
    forms = [
        f"ngày {day.day} tháng {day.month} năm {day.year}",
        f"ngày {day.day:02d}/{day.month:02d}/{day.year}",
        f"{day.day}-{day.month}-{day.year}",
    ]
    for form in forms:
        assert dates_in(f"từ {form}, theo kế hoạch") == {day}
        assert numbers_in(f"từ {form}, theo kế hoạch") == set()
        assert all(states(f"từ {form}.", other) for other in forms)


WORDS = ["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"]


@given(st.integers(1, 10), st.sampled_from(["lần", "nhóm", "tháng", "phần trăm"]))
def test_a_number_is_one_in_figures_and_in_words(number: int, unit: str) -> None:
    forms = [f"{number} {unit}", f"{number:02d} {unit}", f"{WORDS[number - 1]} {unit}"]
    assert len({frozenset(numbers_in(f"tăng {form} so với trước")) for form in forms}) == 1
    assert all(states(f"tăng {one} nữa", other) for one in forms for other in forms)


@given(st.integers(1, 9999), st.sampled_from(["KH-UBND", "NQ-HĐND", "QĐ-TTg", "KHHĐ/TU"]))
def test_a_document_number_is_one_whatever_its_blanks(number: int, issuer: str) -> None:
    forms = [f"{number}/{issuer}", f"{number} / {issuer}", f"{number}/{issuer}".replace("-", "- ")]
    assert len({frozenset(document_numbers_in(f"Kế hoạch số {form},")) for form in forms}) == 1
    assert all(numbers_in(form) == set() for form in forms)
