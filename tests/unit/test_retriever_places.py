from __future__ import annotations

import pytest

from indexer.segment import fold
from indexer.types import Document
from retriever.places import districts, known_places, place_of, places_in


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Đà Nẵng giao sở nào?", ["da nang"]),
        ("sở y tế tỉnh Quảng Nam và TP. Huế", ["hue", "quang nam"]),
        ("da nang co may benh vien", ["da nang"]),
        ("ở đà nẵng học phí bao nhiêu", ["da nang"]),
        ("Dân Sài Gòn với dân Thủ đô", ["ha noi", "ho chi minh"]),
        ("TPHCM làm gì?", ["ho chi minh"]),
        ("Bà Rịa - Vũng Tàu có cảng nào?", ["ba ria - vung tau"]),
        ("hai năm nữa, hạ năm bậc", []),
        ("bằng cao bằng nào, hòa bình ra sao", []),
        ("Gìn giữ hòa bình thế nào?", []),
        ("Tỉnh Hòa Bình làm gì?", ["hoa binh"]),
        ("kế hoạch của thành phố", []),
    ],
)
def test_places_are_known_by_their_names_and_not_by_words_alike(
    text: str, places: list[str]
) -> None:
    assert list(places_in(text)) == places


@pytest.mark.parametrize(
    ("issuer", "dated_at", "place"),
    [
        ("Ủy ban nhân dân Thành phố Hà Nội", "Hà Nội", "Hà Nội"),
        ("Uỷ ban nhân dân tỉnh Núi Cao", None, "Núi Cao"),
        ("HĐND TP. Hồ Chí Minh", "Thành phố Hồ Chí Minh", "Hồ Chí Minh"),
        ("Thành phố Hồ Chí Minh", None, "Hồ Chí Minh"),
        ("Ủy ban nhân dân huyện Núi Cao", None, "Núi Cao"),
        ("UBND quận 1", None, "quận 1"),
        ("Sở Nội vụ", "Núi Cao", "Núi Cao"),
        (None, "Núi Cao", "Núi Cao"),
        ("Thủ tướng Chính phủ", "Hà Nội", ""),
        ("Bộ Tài chính", "Hà Nội", ""),
        (None, None, ""),
    ],
)
def test_central_authorities_do_not_issue_for_the_place_where_they_are(
    issuer: str | None, dated_at: str | None, place: str
) -> None:
    document = Document(id="a", title="", source="", clauses=(), issuer=issuer, place=dated_at)
    assert place_of(document) == place


def test_districts_belong_to_their_city() -> None:
    assert "soc son" in districts(["ha noi"])
    assert "soc son" not in districts(["ho chi minh", "atlantis"])


def test_no_two_places_share_a_name() -> None:
    sets = [{place.name, *place.others} for place in known_places().values()]
    assert sum(map(len, sets)) == len(set[str]().union(*sets))
    assert all(fold(name) == name for names in sets for name in names)
