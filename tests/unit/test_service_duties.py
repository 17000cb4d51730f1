"""Questions for all that an agency has to do."""

from __future__ import annotations

import pytest

from retriever.types import Document, Filters, Level
from service.asked import read_question
from service.duties import duties
from tests.contract.fakes import FakeRetriever, build_document

RETRIEVER = FakeRetriever(
    [
        build_document(
            Document(
                id="qc",
                title="Quy chế thư viện",
                source="",
                clauses=(),
                number="8/QĐ-UBND",
                kind="Quyết định",
                issuer="Ủy ban nhân dân tỉnh Sông Lam",
                abbreviations={"GDĐT": "Giáo dục Đào tạo"},
            ),
            [
                ("art_1", "Điều 1", Level.ARTICLE, "Điều 1. Sở Giáo dục và Đào tạo"),
                (
                    "art_1__para_1",
                    "Điều 1, khoản 1",
                    Level.PARAGRAPH,
                    "1. Có trách nhiệm gửi sách cho Sở Y tế.",
                ),
                (
                    "art_2",
                    "Điều 2",
                    Level.ARTICLE,
                    "Điều 2. Trách nhiệm của Sở Y tế; UBND xã, phường thuộc tỉnh",
                ),
                ("art_2__para_1", "Điều 2, khoản 1", Level.PARAGRAPH, "1. Phát sách tại trạm."),
                (
                    "art_3__para_1",
                    "Điều 3, khoản 1",
                    Level.PARAGRAPH,
                    "1. Các trường: phối hợp Sở Giáo dục và Đào tạo nhận sách.",
                ),
                (
                    "art_4",
                    "Điều 4",
                    Level.ARTICLE,
                    "Điều 4. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh, Hội Khuyến học",
                ),
                ("art_4__para_1", "Điều 4, khoản 1", Level.PARAGRAPH, "1. Quyên góp sách."),
            ],
        )
    ]
)


@pytest.mark.parametrize(
    ("question", "paths"),
    [
        ("Sở Giáo dục và Đào tạo có trách nhiệm gì?", ["art_1"]),
        ("Sở GDĐT phải làm những việc gì theo Quyết định 8/QĐ-UBND?", ["art_1"]),
        ("so giao duc va dao tao duoc giao nhiem vu gi", ["art_1"]),
        ("UBND xã, phường có nhiệm vụ nào?", ["art_2"]),
        ("Hội Khuyến học có nhiệm vụ gì?", ["art_4"]),
        ("Ủy ban Mặt trận Tổ quốc tỉnh phải làm gì?", ["art_4"]),
        ("Sở Giáo dục và Đào tạo có trách nhiệm gì về gửi sách?", []),
        ("Sở Giáo dục và Đào tạo gửi sách cho ai?", []),
        ("Sở Tài chính có trách nhiệm gì?", []),
    ],
)
def test_the_clauses_headed_by_the_agency(question: str, paths: list[str]) -> None:
    asked = read_question(question, RETRIEVER.documents())
    assert [item.ref.path for item in duties(asked, RETRIEVER, 20, Filters())] == paths
