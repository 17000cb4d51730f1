"""Who and when, said once for all tasks of a section."""

from __future__ import annotations

import pytest

from retriever.types import ClauseRef, Document, Filters, Level
from retriever.wants import Want
from service.answer import Assistant
from service.arrangements import arranged, arrangements, with_leads
from service.asked import read_question
from service.evidence import support
from service.references import with_matter
from service.schemas import question_body
from tests.contract.fakes import FakeRetriever, build_document

PLAN = Document(
    id="kh",
    title="Kế hoạch đọc sách",
    source="",
    clauses=(),
    number="7/KH-UBND",
    kind="Kế hoạch",
    issuer="Ủy ban nhân dân tỉnh Sông Lam",
)
RETRIEVER = FakeRetriever(
    [
        build_document(
            PLAN,
            [
                ("sec_1", "Mục 1", Level.SECTION, "1. Phong trào đọc sách"),
                ("sec_1__sec_1.1", "Mục 1.1", Level.SUBSECTION, "1.1. Các nhiệm vụ"),
                (
                    "sec_1__sec_1.1__point_a",
                    "Mục 1.1, điểm a",
                    Level.POINT,
                    "a) Tổ chức hội sách thiếu nhi mùa hè tại nhà văn hóa.",
                ),
                (
                    "sec_1__sec_1.2",
                    "Mục 1.2",
                    Level.SUBSECTION,
                    "1.2. Thời gian thực hiện và đơn vị thực hiện",
                ),
                (
                    "sec_1__sec_1.2__point_a",
                    "Mục 1.2, điểm a",
                    Level.POINT,
                    "a) Thời gian thực hiện: Quý III năm 2026.",
                ),
                (
                    "sec_1__sec_1.2__point_b",
                    "Mục 1.2, điểm b",
                    Level.POINT,
                    "b) Đơn vị thực hiện: Sở Văn hóa chủ trì.",
                ),
                ("sec_2", "Mục 2", Level.SECTION, "2. Việc khác"),
                (
                    "sec_2__point_a",
                    "Mục 2, điểm a",
                    Level.POINT,
                    "a) Sở Nội vụ chủ trì xét thưởng hội viên mùa hè.",
                ),
            ],
        )
    ]
)
TASK = "sec_1__sec_1.1__point_a"


@pytest.mark.parametrize(
    ("path", "wants", "found"),
    [
        (TASK, [Want.WHO], ["sec_1__sec_1.2__point_b"]),
        (TASK, [Want.WHEN], ["sec_1__sec_1.2__point_a"]),
        (TASK, [Want.WHEN, Want.WHO], ["sec_1__sec_1.2__point_a", "sec_1__sec_1.2__point_b"]),
        (TASK, [Want.AMOUNT], []),
        ("sec_1__sec_1.2__point_b", [Want.WHO], []),
        ("sec_2__point_a", [Want.WHO], []),
    ],
)
def test_what_stands_beside_is_for_the_whole_section(
    path: str, wants: list[Want], found: list[str]
) -> None:
    item = support(RETRIEVER, ClauseRef("kh", path), 1.0)
    assert [one.ref.path for one in arrangements(item, wants, RETRIEVER)] == found


@pytest.mark.parametrize(
    ("question", "wants"),
    [
        ("Ai tổ chức hội sách thiếu nhi?", (Want.WHO,)),
        ("Hội sách thiếu nhi tổ chức khi nào?", (Want.WHEN,)),
        ("Thời gian thực hiện hội sách thiếu nhi xem ở đâu?", (Want.WHEN,)),
        ("Hội sách thiếu nhi có bao nhiêu gian hàng?", ()),
    ],
)
def test_what_may_be_said_for_a_section(question: str, wants: tuple[Want, ...]) -> None:
    assert arranged(read_question(question, RETRIEVER.documents())) == wants


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("Hội sách thiếu nhi tại nhà văn hóa tổ chức khi nào?", "Quý III năm 2026, theo Mục 1.2"),
        ("Cơ quan nào chủ trì hội sách thiếu nhi tại nhà văn hóa?", "Sở Văn hóa, theo Mục 1.2"),
    ],
)
def test_the_answer_is_led_by_it(question: str, lead: str) -> None:
    answer = Assistant(lambda: RETRIEVER).ask(question_body(question))
    assert answer.answer.startswith(lead)


def test_the_matter_comes_with_it_and_what_says_nothing_of_it_stays() -> None:
    when = read_question("Hội sách thiếu nhi tổ chức khi nào?", RETRIEVER.documents())
    said, other = (
        support(RETRIEVER, ClauseRef("kh", path), 1.0)
        for path in ("sec_1__sec_1.2__point_a", "sec_2__point_a")
    )
    found = with_matter([said], when, RETRIEVER, Filters(), 0.1)
    assert [item.ref.path for item in found] == [TASK, "sec_1__sec_1.2__point_a"]
    assert with_matter([other], when, RETRIEVER, Filters(), 0.1) == [other]
    assert [item.ref.path for item in with_matter([], when, RETRIEVER, Filters(), 0.1)] == [TASK]


def test_the_matter_goes_before_a_clause_that_only_names_somebody() -> None:
    asked = read_question("Cơ quan nào chủ trì hội sách mùa hè?", RETRIEVER.documents())
    other = support(RETRIEVER, ClauseRef("kh", "sec_2__point_a"), 1.0)
    found = with_matter([other], asked, RETRIEVER, Filters(), 0.1)
    assert [item.ref.path for item in found] == [TASK, "sec_2__point_a"]
    assert with_matter([other], asked, RETRIEVER, Filters(), 1.0) == [other]


FINES = FakeRetriever(
    [
        build_document(
            PLAN,
            [
                ("art_7", "Điều 7", Level.ARTICLE, "Điều 7. Người mượn sách"),
                (
                    "art_7__para_1",
                    "Điều 7, khoản 1",
                    Level.PARAGRAPH,
                    "1. Phạt tiền từ 400.000 đồng đến 600.000 đồng đối với một trong các hành vi:",
                ),
                (
                    "art_7__para_1__point_a",
                    "Điều 7, khoản 1, điểm a",
                    Level.POINT,
                    "a) Làm rách sách quý của thư viện;",
                ),
                (
                    "art_7__para_1__point_b",
                    "Điều 7, khoản 1, điểm b",
                    Level.POINT,
                    "b) Viết vẽ lên sách báo.",
                ),
            ],
        )
    ]
)


def test_a_figure_that_stands_over_a_list_is_that_of_its_items() -> None:
    question = "Làm rách sách quý của thư viện thì bị phạt bao nhiêu?"
    asked = read_question(question, FINES.documents())
    item = support(FINES, ClauseRef("kh", "art_7__para_1__point_a"), 1.0)
    led = with_leads([item], asked, FINES)
    assert [one.ref.path for one in led] == ["art_7__para_1", "art_7__para_1__point_a"]
    answer = Assistant(lambda: FINES).ask(question_body(question))
    first, second = answer.answer.split("\n\n")[:2]
    assert first.startswith("Từ 400.000 đồng đến 600.000 đồng, theo Điều 7, khoản 1")
    assert "điểm a" in second
    when = read_question("Làm rách sách quý khi nào?", FINES.documents())
    assert with_leads([item], when, FINES) == [item]
