from __future__ import annotations

import pytest

from retriever.types import ClauseRef, Document, Evidence, Filters, Hit, Level
from service.apart import asked_apart
from service.asked import read_question
from service.candidates import Candidates, gather
from service.evidence import choose
from service.thresholds import packaged_thresholds
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
        (
            "Tủ sách lưu động có mấy cái và phòng đọc trẻ em vùng cao mở khi nào?",
            ("Tủ sách lưu động có mấy cái và ", "phòng đọc trẻ em vùng cao mở khi nào?"),
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
    (whole,) = gathered(question)
    assert whole.hits[0].ref.path == "art_2"
    assert [hit.ref.path for hit in whole.also] == ["art_1"]


def test_what_answers_another_question_in_it_is_cited_after_the_first() -> None:
    def hit(path: str, answerable: float) -> Hit:
        return Hit(ClauseRef("qd", path), 1.0, 1, Evidence(answerable=answerable))

    whole = Candidates("", (hit("art_2", 0.5), hit("art_4", 0.5)), also=(hit("art_1", 0.9),))
    for most, paths in ((3, ["art_2", "art_1", "art_4"]), (2, ["art_2", "art_1"])):
        (chosen,) = choose([whole], RETRIEVER, most, packaged_thresholds())
        assert [one.ref.path for one in chosen] == paths


def test_what_is_in_quotation_marks_comes_first_and_is_looked_for_by_itself() -> None:
    assert gathered("Cơ chế mua sách là gì?")[0].hits[0].ref.path == "art_4"
    for quoted in ("“3 không”", '"3 không"'):
        question = f"Cơ chế mua sách theo {quoted} là gì?"
        assert gathered(question)[0].hits[0].ref.path == "art_3"
