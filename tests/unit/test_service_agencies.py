from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.agencies import expanded, names_in, same_agency

NAMES = [
    "Sở Khoa học và Công nghệ",
    "Sở Nội vụ",
    "Sở Y tế",
    "Sở Công Thương",
    "Sở Lao động Thương binh và Xã hội",
    "Ban Quản lý các Khu Công nghệ",
    "Ban Chỉ đạo",
    "Thành ủy",
    "Thuế thành phố Hà Nội",
    "Văn phòng UBND Thành phố",
    "Viện Nghiên cứu Phát triển Thành phố",
    "Liên hiệp các Hội Khoa học và Kỹ thuật Thành phố",
    "Đại học Quốc gia TP.HCM",
    "UBND Thành phố",
]
TASKS = ["chủ trì xây dựng", "phối hợp thực hiện", "có trách nhiệm", "tham mưu", ": chủ trì", "."]


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(TASKS)), max_size=4))
def test_names_end_where_their_task_begins(pairs: list[tuple[str, str]]) -> None:
    text = "; ".join(f"giao {name} {task}" for name, task in pairs)
    found = names_in(text)
    assert [name.text for name in found] == [name for name, _ in pairs]
    assert all(text[name.start : name.end] == name.text for name in found)


@given(st.lists(st.sampled_from(NAMES), min_size=2, max_size=4))
def test_names_in_a_list_are_told_apart(names: list[str]) -> None:
    text = ", ".join(names[:-1]) + f" và {names[-1]} liên quan"
    assert [name.text for name in names_in(text)] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("các sở, ban, ngành và bộ phận liên quan", []),
        ("các Sở, Ban, Ngành Thành phố", []),
        ("Trung tâm\nPHẦN HAI", []),
        ("Sở Nội vụ\nTRÁCH NHIỆM", ["Sở Nội vụ"]),
    ],
)
def test_what_is_no_name(text: str, names: list[str]) -> None:
    assert [name.text for name in names_in(text)] == names


def test_a_name_of_a_heading_is_known_as_a_whole() -> None:
    name = "Ủy ban về người Việt Nam ở nước ngoài"
    text = f"{name} chủ trì, phối hợp Sở Nội vụ"
    assert [found.text for found in names_in(text, [name])] == [name, "Sở Nội vụ"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("UBND Thành phố", "Ủy ban nhân dân Thành phố Hồ Chí Minh", True),
        ("Sở Y tế Hà Nội", "Sở Y tế", True),
        ("Sở Y tế Huế", "Sở Y tế", False),
        ("Sở Khoa học", "Sở Khoa học và Công nghệ", False),
        ("Sở Tài chính", "Sở Nội vụ", False),
    ],
)
def test_the_same_agency(one: str, other: str, same: bool) -> None:
    assert (same_agency(one, ["Hà Nội"]) == same_agency(other, ["Hà Nội"])) is same


def test_abbreviations_are_written_out() -> None:
    assert "uy ban nhan dan thanh pho" in expanded("UBND  Thành phố")
