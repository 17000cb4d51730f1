from __future__ import annotations

from datetime import date

import pytest

from retriever.types import Document
from service.mentions import named_places


def issued_by(issuer: str) -> Document:
    return Document(
        id=issuer.lower().replace(" ", "-"),
        title="Kế hoạch",
        source="",
        clauses=(),
        digest="",
        issuer=issuer,
        issued_on=date(2025, 1, 1),
    )


DOCUMENTS = [
    issued_by("Ủy ban nhân dân Thành phố Hồ Chí Minh"),
    issued_by("Ủy ban nhân dân thành phố Hà Nội"),
]


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("Sài Gòn làm gì?", ["Hồ Chí Minh"]),
        ("o thu do thi sao", ["Hà Nội"]),
        ("TP.HCM khác Thủ đô thế nào?", ["Hồ Chí Minh", "Hà Nội"]),
        ("Đà Nẵng làm gì?", []),
    ],
)
def test_places_are_known_by_what_people_call_them(question: str, places: list[str]) -> None:
    assert [name.removeprefix("Thành phố ") for name in named_places(question, DOCUMENTS)] == places
