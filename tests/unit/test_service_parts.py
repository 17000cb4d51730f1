from __future__ import annotations

import pytest

from service.parts import leading
from service.wording import content_terms

TEXTS = [
    "Trạm y tế khám bệnh cho người già, mở cửa hằng ngày.",
    "Trường học dạy bơi cho học sinh tiểu học.",
    "Đại học Quốc gia đào tạo theo nguyên tắc 4 tốt: dạy tốt, học tốt.",
]


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("Ai khám bệnh cho người già?", [0]),
        ("Khám bệnh cho người già và dạy bơi cho học sinh ra sao?", [0, 1]),
        ("Ai dạy bơi cho học sinh, ai khám bệnh cho người già?", [1, 0]),
        ("Khám bệnh cho người già và đào tạo của ĐHQG?", [0, 2]),
        ("Khám bệnh cho người già và nguyên tắc 4 tốt là gì?", [0, 2]),
        ("Khám bệnh cho người già và nuôi cá lồng trên biển?", [0]),
    ],
)
def test_every_part_has_its_clause_first(question: str, places: list[int]) -> None:
    weights = dict.fromkeys(content_terms(question), 1.0)
    assert leading(question, TEXTS, weights) == places
