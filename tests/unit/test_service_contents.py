"""Questions for what a document or a clause consists of."""

from __future__ import annotations

import pytest

from retriever.types import Document, Filters, Level
from service.answer import Assistant
from service.asked import read_question
from service.compose import Told
from service.contents import contents
from service.schemas import AskRequest, Status
from service.verify import flaw_of
from tests.contract.fakes import FakeRetriever, build_document

DECISION = build_document(
    Document(
        id="qd",
        title="Quyết định ban hành Quy chế phối hợp thư viện",
        source="",
        clauses=(),
        number="1234/QĐ-UBND",
        kind="Quyết định",
    ),
    [
        ("meta", "Thông tin văn bản", Level.HEAD, "Người ký: Nguyễn Văn An"),
        ("art_1", "Điều 1", Level.ARTICLE, "Điều 1. Ban hành kèm theo Quy chế phối hợp thư viện."),
        ("art_2", "Điều 2", Level.ARTICLE, "Điều 2. Có hiệu lực từ ngày ký. Thay thế văn bản cũ."),
        ("quy-che__chp_I", "Chương I", Level.CHAPTER, "Chương I\nQUY ĐỊNH\nCHUNG"),
        ("quy-che__chp_I__art_7", "Điều 7", Level.ARTICLE, "Điều 7. Thư viện tỉnh"),
        (
            "quy-che__chp_I__art_7__para_1",
            "Điều 7, khoản 1",
            Level.PARAGRAPH,
            "1. Mua sách.",
        ),
        (
            "quy-che__chp_I__art_7__para_2",
            "Điều 7, khoản 2",
            Level.PARAGRAPH,
            "2. Cho mượn sách.",
        ),
        ("quy-che__chp_II", "Chương II", Level.CHAPTER, ""),
        ("quy-che__chp_II__art_9", "Điều 9", Level.ARTICLE, "Điều 9. Kinh phí"),
        (
            "quy-che__chp_II__art_9__para_1",
            "Điều 9, khoản 1",
            Level.PARAGRAPH,
            "1. Do ngân sách chi.",
        ),
        (
            "quy-che__chp_II__art_9__para_3",
            "Điều 9, khoản 3",
            Level.PARAGRAPH,
            "3. Quyết toán hằng năm.",
        ),
    ],
)
PLAN = build_document(
    Document(
        id="kh",
        title="Kế hoạch chuyển đổi số ngành thư viện",
        source="",
        clauses=(),
        number="4321/KH-UBND",
        kind="Kế hoạch",
    ),
    [
        ("part_I", "Mục I", Level.PART, "I. MỤC TIÊU"),
        ("part_I__sec_1", "Mục I.1", Level.SECTION, "1. Mục tiêu chung\nMở thư viện số."),
        ("part_I__sec_2", "Mục I.2", Level.SECTION, "2. Mục tiêu cụ thể\nMở 15 thư viện."),
        ("part_II", "Mục II", Level.PART, "II. KINH PHÍ"),
    ],
)
RETRIEVER = FakeRetriever([DECISION, PLAN])
WHOLE_PLAN = ["Mục I: “MỤC TIÊU”", "Mục II: “KINH PHÍ”"]


def told(question: str, retriever: FakeRetriever = RETRIEVER) -> Told | None:
    asked = read_question(question, retriever.documents())
    return contents(asked, retriever, Filters(), 420)


def lines(found: Told | None) -> list[str]:
    """The statements without what opens the first of them."""
    if found is None:
        return []
    by_ref = {item.ref: item for item in found.supports}
    assert all(flaw_of(one, by_ref) is None for one in found.statements)
    return [one.text.rpartition(" sau: ")[2] + one.note for one in found.statements]


@pytest.mark.parametrize(
    "question",
    [
        "Kế hoạch 4321 gồm những mục nào?",
        "ke hoach so 4321/KH-UBND co nhung phan nao",
        "Cho em hỏi Kế hoạch 4321 được chia thành các mục lớn nào ạ?",
        "Tóm tắt Kế hoạch 4321 giúp em với",
        "Hãy tóm tắt những nội dung chính của Kế hoạch 4321",
        "Nội dung chính của Kế hoạch 4321/KH-UBND là gì?",
        "Bố cục Kế hoạch chuyển đổi số ngành thư viện",
        "Mục lục của Kế hoạch 4321",
        "Kế hoạch 4321 gồm những gì?",
    ],
)
def test_the_headings_of_a_document(question: str) -> None:
    found = told(question)
    assert lines(found) == WHOLE_PLAN
    assert found is not None
    assert found.statements[0].text.startswith(
        "Theo bản nguồn, Kế hoạch số 4321/KH-UBND gồm các mục sau: "
    )


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "Quyết định 1234 gồm những điều nào?",
            [
                "Điều 1: “Ban hành kèm theo Quy chế phối hợp thư viện.”",
                "Điều 2: “Có hiệu lực từ ngày ký. Thay thế văn bản cũ.”",
            ],
        ),
        ("Quy chế gồm những điều nào?", ["Điều 7: “Thư viện tỉnh”", "Điều 9: “Kinh phí”"]),
        (
            "Tóm tắt Quy chế kèm theo Quyết định 1234",
            [
                "Chương I: “QUY ĐỊNH CHUNG”",
                "Chương II, mở đầu: “Kinh phí” (tiêu đề của Chương II bị mất trong bản nguồn)",
            ],
        ),
        ("Chương I gồm những điều nào?", ["Điều 7: “Thư viện tỉnh”"]),
        (
            "Mục I của Kế hoạch 4321 gồm những mục nào?",
            ["Mục I.1: “Mục tiêu chung”", "Mục I.2: “Mục tiêu cụ thể”"],
        ),
    ],
)
def test_the_headings_of_what_is_enclosed_and_of_clauses(
    question: str, expected: list[str]
) -> None:
    assert lines(told(question)) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Điều 7 có mấy khoản?", ["khoản 2 (2 khoản)"]),
        ("dieu 7 cua quy che gom bao nhieu khoan", ["khoản 2 (2 khoản)"]),
        ("Quyết định 1234 có tất cả bao nhiêu điều?", ["Điều 2 (2 điều)"]),
        ("Mục I Kế hoạch 4321 có mấy mục?", ["Mục I.2 (2 mục)"]),
        ("Kế hoạch 4321 có mấy mục?", ["Mục II (2 mục)"]),
    ],
)
def test_parts_are_counted_when_every_number_is_printed(question: str, expected: list[str]) -> None:
    assert [line.rpartition(" đến ")[2] for line in lines(told(question))] == expected


@pytest.mark.parametrize(
    "question",
    [
        "Điều 9 có mấy khoản?",
        "Quy chế có bao nhiêu điều?",
        "Quy chế có mấy chương?",
        "Điều 1 có mấy khoản?",
        "Điều 5 có mấy khoản?",
        "Điều 7 Luật Thư viện có mấy khoản?",
        "Điều 7 và Điều 9 có mấy khoản?",
        "Văn bản gồm những mục nào?",
        "Kế hoạch gồm những mục nào?",
        "Nghị quyết 57-NQ/TW gồm những mục nào?",
        "Quyết định 4321 gồm những điều nào?",
        "Kế hoạch 4321 và Quyết định 1234 gồm những phần nào?",
        "Kế hoạch 4321 gồm bao nhiêu nhiệm vụ?",
        "Kế hoạch 4321 gồm những nội dung gì về kinh phí?",
        "Tóm tắt mục tiêu của Kế hoạch 4321",
        "Tóm tắt nhiệm vụ của Sở Y tế",
        "Quy chế gồm những điều nào và ai ký?",
        "Tóm tắt Điều 7",
        "Thư viện tỉnh phải chốt đủ mấy điều?",
    ],
)
def test_whatever_else_is_asked_is_left_alone(question: str) -> None:
    assert told(question) is None


def test_the_only_document_needs_no_name() -> None:
    alone = FakeRetriever([PLAN])
    assert lines(told("Văn bản này gồm những mục nào?", alone)) == WHOLE_PLAN
    assert told("Quyết định gồm những điều nào?", alone) is None


def test_filters_are_heeded() -> None:
    asked = read_question("Văn bản gồm những mục nào?", RETRIEVER.documents())
    assert lines(contents(asked, RETRIEVER, Filters(document_ids=("kh",)), 420)) == WHOLE_PLAN
    named = read_question("Kế hoạch 4321 gồm những mục nào?", RETRIEVER.documents())
    assert contents(named, RETRIEVER, Filters(document_ids=("qd",)), 420) is None


def test_of_more_headings_than_citations_it_is_said_how_many_are_left() -> None:
    question = "Kế hoạch 4321 gồm những mục nào?"
    answer = Assistant(lambda: RETRIEVER).ask(AskRequest(question=question, top_k=1))
    assert answer.status is Status.PARTIAL
    assert answer.answer == (
        "Theo bản nguồn, Kế hoạch số 4321/KH-UBND gồm các mục sau: Mục I: “MỤC TIÊU” "
        "(còn 1 mục chưa nêu vì vượt số trích dẫn được yêu cầu) [1]"
    )
    whole = Assistant(lambda: RETRIEVER).ask(AskRequest(question=question, top_k=2))
    assert whole.status is Status.ANSWERED
    assert [citation.quote for citation in whole.citations] == ["MỤC TIÊU", "KINH PHÍ"]
