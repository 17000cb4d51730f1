from __future__ import annotations

import pytest

from indexer.types import Clause, ClauseRef, Level
from retriever.agency import names_agency, subject


def clause(text: str, *headings: str) -> Clause:
    return Clause(
        ref=ClauseRef("d", "art_1"),
        level=Level.ARTICLE,
        label="Điều 1",
        headings=headings,
        text=text,
        start=0,
        end=len(text),
        lead=len(text),
    )


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("2. Sở Nội vụ: chủ trì, phối hợp Sở Tài chính", "so noi vu"),
        ("- Sở Khoa học và Công nghệ chủ trì thực hiện", "so khoa hoc va cong nghe"),
        ("Điều 19. Sở Văn hóa và Thể thao\n1. Chủ trì", "so van hoa va the thao"),
        ("5. Trách nhiệm của Mặt trận Tổ quốc, các đoàn thể\n-", "mat tran to quoc cac doan the"),
        ("1. Phạm vi điều chỉnh: Quy chế này", ""),
        ("", ""),
    ],
)
def test_agency_that_a_clause_opens_with(text: str, agency: str) -> None:
    assert subject(clause(text)) == agency


def test_nearest_heading_names_the_agency() -> None:
    below = clause("1. Chủ trì xây dựng", "Chương II", "Điều 19. Sở Tư pháp")
    assert subject(below) == "so tu phap"


def test_whole_name_must_be_in_the_question() -> None:
    assert names_agency("viec cua so tai chinh la gi", "so tai chinh")
    assert not names_agency("viec cua so tai chinh la gi", "so tai chinh ha noi")
    assert names_agency("so tai chinh", "so tai chinh")
    assert not names_agency("bat ky", "")
