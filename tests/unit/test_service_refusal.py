from __future__ import annotations

import pytest

from retriever.types import Filters
from service.answer import Assistant
from service.asked import read_question
from service.refusal import NOTHING, refusal
from service.schemas import Status, question_body
from tests.contract.fakes import FakeRetriever

RETRIEVER = FakeRetriever()


def said(question: str, **filters: object) -> str:
    asked = read_question(question, RETRIEVER.documents())
    chosen = Filters(**filters)  # type: ignore[arg-type]
    return refusal(asked, RETRIEVER, chosen).removeprefix(NOTHING).strip()


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Giá vé xe buýt là bao nhiêu?", ""),
        ("Quyết định 999/QĐ-UBND nói gì?", "Trong kho không có văn bản số 999/QĐ-UBND."),
        ("Kế hoạch 7777 do ai ký?", "Trong kho không có văn bản số 7777."),
        (
            "Ai ký 8/NQ-HĐND và 9/NQ-HĐND?",
            "Trong kho không có các văn bản số 8/NQ-HĐND, 9/NQ-HĐND.",
        ),
        ("Điều 99 nói gì?", "Không thấy Điều 99 trong các văn bản hiện có."),
        (
            "Khoản 7 Điều 8 Quyết định 12/QĐ-UBND?",
            "Không thấy khoản 7 Điều 8 trong Quyết định số 12/QĐ-UBND.",
        ),
        ("Điều 99 Luật Thủ đô nói gì?", ""),
    ],
)
def test_why_nothing_was_found(question: str, reason: str) -> None:
    assert said(question) == reason


def test_filters_that_leave_nothing() -> None:
    assert said("Ai ký?", document_ids=("khong-co",)).startswith("Không có văn bản nào hợp")


def test_an_answer_elsewhere_than_asked_is_none() -> None:
    answer = Assistant(lambda: RETRIEVER).ask(
        question_body("Ai chủ trì xây dựng thư viện lưu động theo Điều 99?")
    )
    assert answer.status is Status.NOT_FOUND
    assert "Không thấy Điều 99" in answer.answer
