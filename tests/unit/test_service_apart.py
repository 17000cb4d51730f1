from __future__ import annotations

import pytest

from retriever.types import Document, Filters, Level
from service.apart import asked_apart
from service.asked import read_question
from service.candidates import Candidates, gather
from tests.contract.fakes import FakeRetriever, build_document

RETRIEVER = FakeRetriever(
    [
        build_document(
            Document(id="qd", title="Quyết định về sách", source="", clauses=()),
            [
                ("art_1", "Điều 1", Level.ARTICLE, "Điều 1. Sở Nội vụ mua tủ sách lưu động."),
                ("art_2", "Điều 2", Level.ARTICLE, "Điều 2. Phòng đọc trẻ em mở hằng tuần."),
                ("art_3", "Điều 3", Level.ARTICLE, "Điều 3. Làm theo tinh thần 3 không."),
                ("art_4", "Điều 4", Level.ARTICLE, "Điều 4. Cơ chế mua sách là cơ chế mở."),
            ],
        )
    ]
)


def gathered(question: str) -> list[Candidates]:
    asked = read_question(question, RETRIEVER.documents())
    return gather(asked, RETRIEVER, 20, Filters())


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "Việc mua tủ sách lưu động và việc mở phòng đọc trẻ em giao cho ai?",
            ("Việc mua tủ sách lưu động và ", "việc mở phòng đọc trẻ em giao cho ai?"),
        ),
        (
            "viec mua tu sach luu dong va viec mo phong doc tre em giao cho ai",
            ("viec mua tu sach luu dong va ", "viec mo phong doc tre em giao cho ai"),
        ),
        (
            "Ai mua tủ sách lưu động, còn phòng đọc cho trẻ em vùng cao thì bao lâu mở một lần?",
            (
                "Ai mua tủ sách lưu động, còn ",
                "phòng đọc cho trẻ em vùng cao thì bao lâu mở một lần?",
            ),
        ),
        ("Ai mua tủ sách lưu động, và khi nào?", ()),
        ("Việc mua tủ sách lưu động và việc mở phòng đọc trẻ em", ()),
        ("Ai mua tủ sách, kệ sách và bàn ghế cho phòng đọc trẻ em?", ()),
    ],
)
def test_two_questions_in_one_are_told_apart(question: str, parts: tuple[str, ...]) -> None:
    assert asked_apart(question) == parts


def test_each_of_two_questions_has_the_clause_that_surely_answers_it() -> None:
    question = "Việc mua tủ sách lưu động và việc mở phòng đọc trẻ em hằng tuần thì ai làm?"
    whole, *apart = gathered(question)
    assert whole.hits[0].ref.path == "art_2"
    assert [(part.part, part.hits[0].ref.path) for part in apart] == [
        ("Việc mua tủ sách lưu động và ", "art_1")
    ]


def test_what_is_in_quotation_marks_comes_first_and_is_looked_for_by_itself() -> None:
    assert gathered("Cơ chế mua sách là gì?")[0].hits[0].ref.path == "art_4"
    for quoted in ("“3 không”", '"3 không"'):
        question = f"Cơ chế mua sách theo {quoted} là gì?"
        assert gathered(question)[0].hits[0].ref.path == "art_3"
