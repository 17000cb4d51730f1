from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from retriever.types import Document
from service.asked import read_question
from service.mentions import (
    documents_enclosing,
    named_documents,
    named_places,
    terms_beside,
    titled_documents,
)


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


@pytest.mark.parametrize(
    ("question", "titled"),
    [
        ("kế hoạch xóa mù chữ", ["mu"]),
        ("ke hoach xoa mu chu", ["mu"]),
        ("kế hoạch xoá nợ chủ trì", []),
        ("Sở Kế hoạch và Đầu tư xóa mù chữ", []),
    ],
)
def test_words_of_a_title_are_compared_with_their_diacritics(
    question: str, titled: list[str]
) -> None:
    documents = [
        Document(id="mu", title="Kế hoạch xóa mù chữ, no ấm", source="", clauses=()),
        Document(id="cho", title="Quyết định về Quy chế chợ", source="", clauses=()),
    ]
    assert list(titled_documents(question, documents)) == titled


def test_a_decision_is_named_by_what_it_encloses() -> None:
    decision = Document(
        id="cho",
        title="Quyết định 5/QĐ-UBND về Quy chế quản lý chợ",
        source="",
        clauses=(),
        number="5/QĐ-UBND",
        kind="Quyết định",
    )
    assert named_documents("Điều 2 quy chế 5 nói gì?", [decision]) == ("cho",)
    assert named_documents("Điều 2 quy trình 5 bước nói gì?", [decision]) == ()


def test_a_number_may_be_given_with_its_year_alone() -> None:
    decision = Document(
        id="cho", title="", source="", clauses=(), number="5/2024/QĐ-UBND", kind="Quyết định"
    )
    assert named_documents("Quyết định 05/2024 thay thế gì?", [decision]) == ("cho",)
    assert named_documents("Quyết định 5/2025 thay thế gì?", [decision]) == ()


@pytest.mark.parametrize(
    ("question", "count", "found"),
    [
        ("Kinh phí thực hiện Quy chế lấy ở đâu?", 1, True),
        ("quy che ap dung cho ai", 1, True),
        ("Kinh phí thực hiện Quy chế lấy ở đâu?", 2, False),
        ("Ban hành quy chế bảo vệ dữ liệu là việc của ai?", 1, False),
        ("Kinh phí lấy ở đâu?", 1, False),
    ],
)
def test_the_only_regulation_is_the_one_that_is_meant(
    question: str, count: int, found: bool
) -> None:
    enclosing = [
        replace(DOCUMENTS[1], id=f"qd-{at}", title="Quyết định về ban hành Quy chế phối hợp")
        for at in range(count)
    ]
    documents = [DOCUMENTS[0], *enclosing]
    assert documents_enclosing(question, documents) == (("qd-0",) if found else ())
    assert read_question(question, documents).home == (("qd-0",) if found else ())


@pytest.mark.parametrize(
    ("folded", "left"),
    [
        ("quyet dinh 12 cua tp song lam giup em voi", []),
        ("van ban ban hanh kem theo 12/qd-ubnd nay", []),
        ("quy che phoi hop thu vien", []),
        ("quy che ve phi thu vien", ["phi", "thu", "vien", "phi thu", "thu vien"]),
        ("ke hoach 13", ["ke", "hoach", "13", "ke hoach", "hoach 13"]),
    ],
)
def test_what_is_asked_beside_the_names_of_a_document(folded: str, left: list[str]) -> None:
    document = Document(
        id="qd",
        title="Quyết định về Quy chế phối hợp thư viện",
        source="",
        clauses=(),
        number="12/QĐ-UBND",
        kind="Quyết định",
    )
    assert terms_beside(folded, ["Sông Lam"], [document]) == left
