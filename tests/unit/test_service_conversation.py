from __future__ import annotations

from dataclasses import replace

import pytest

from service.conversation import standalone
from service.schemas import ANSWER_LIMIT, CONVERSATION_LIMIT, QUESTION_LIMIT, Turn
from tests.contract.fakes import documents

DOCUMENTS = [
    replace(document, issuer=issuer)
    for document, issuer in zip(
        documents(),
        ["UBND tỉnh Sông Lam", "UBND tỉnh Sông Lam", "UBND thành phố Núi Cao"],
        strict=True,
    )
]
LED = "Theo Điều 8, khoản 2, Quy chế kèm theo Quyết định số 12/QĐ-UBND: “Chủ trì …” [1]"


def follow(question: str, earlier: str, answer: str = LED) -> str:
    return standalone(question, [Turn(question=earlier, answer=answer)], DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "earlier", "meant"),
    [
        (
            "Văn bản đó quy định về vấn đề gì?",
            "Ai ký Quyết định số 5/QĐ-UBND?",
            "Quyết định số 5/QĐ-UBND quy định về vấn đề gì?",
        ),
        (
            "Còn Sông Lam thì sao?",
            "Thư viện ở Núi Cao do ai quản lý?",
            "Thư viện ở do ai quản lý Sông Lam?",
        ),
        (
            "khoản tiếp theo?",
            "Ai lập quỹ?",
            "Điều 8, khoản 3, Quy chế kèm theo Quyết định số 12/QĐ-UBND quy định gì?",
        ),
        (
            "ok, còn Sông Lam thì sao?",
            "Thư viện ở Núi Cao do ai quản lý?",
            "Thư viện ở do ai quản lý Sông Lam?",
        ),
        (
            "con Song Lam thi sao?",
            "Thư viện ở Núi Cao do ai quản lý?",
            "Thư viện ở do ai quản lý Song Lam?",
        ),
        ("con nguoi la gi?", "Ai lập quỹ?", "Ai lập quỹ: con nguoi la gi?"),
        ("Ai ký?", "Quyết định 12/QĐ-UBND nói gì?", "Ai ký Quyết định số 12/QĐ-UBND?"),
        ("ai phối hợp?", "Ai lập quỹ?", "Ai lập quỹ: ai phối hợp?"),
        (
            "Quỹ đó lấy kinh phí từ nguồn nào của ngân sách?",
            "Ai lập quỹ đọc sách?",
            "Ai lập quỹ đọc sách: Quỹ đó lấy kinh phí từ nguồn nào của ngân sách?",
        ),
        (
            "Tài liệu quý hiếm được số hóa đến năm nào?",
            "Ai lập quỹ?",
            "Tài liệu quý hiếm được số hóa đến năm nào?",
        ),
    ],
)
def test_follow_ups(question: str, earlier: str, meant: str) -> None:
    assert follow(question, earlier) == meant


def test_what_about_another_document_or_another_year() -> None:
    earlier = "Kế hoạch 3/KH-UBND có hiệu lực khi nào?"
    meant = follow("còn Quyết định 12/QĐ-UBND thì sao?", earlier)
    assert meant == "có hiệu lực khi nào Quyết định 12/QĐ-UBND?"
    meant = follow("còn đến năm 2045?", "Đến năm 2030 có bao nhiêu sách?")
    assert meant == "có bao nhiêu sách đến năm 2045?"


def test_a_fact_is_asked_of_the_document_that_was_the_answer() -> None:
    answer = "Nghị quyết số 461/NQ-HĐND ngày 29/9/2025, theo Điều 1, Quyết định số 12/QĐ-UBND: “…”"
    turns = [Turn(question="Nghị quyết nào lập quỹ?", answer=answer)]
    meant = standalone("ban hành ngày nào?", turns, DOCUMENTS)
    assert meant == "ban hành ngày nào Nghị quyết số 461/NQ-HĐND?"
    turns.append(Turn(question="ban hành ngày nào?", answer="… Quyết định số 12/QĐ-UBND: “…”"))
    meant = standalone("ai ban hành?", turns, DOCUMENTS)
    assert meant == "ai ban hành Nghị quyết số 461/NQ-HĐND?"


def test_without_turns_nothing_changes() -> None:
    assert standalone("ai phối hợp?", [], DOCUMENTS) == "ai phối hợp?"


def test_a_new_topic_drops_the_old_one() -> None:
    turns = [
        Turn(question="Ai lập quỹ?", answer=LED),
        Turn(question="Tài liệu quý hiếm được số hóa đến năm nào?", answer="Theo Mục I: “…” [1]"),
    ]
    meant = standalone("ai phối hợp?", turns, DOCUMENTS)
    assert meant == "Tài liệu quý hiếm được số hóa đến năm nào: ai phối hợp?"


@pytest.mark.parametrize(
    ("answer", "question"),
    [
        ("Theo Điều 3, điểm z, Quyết định số 12/QĐ-UBND: “…”", "điểm tiếp theo?"),
        ("Theo Điều 3, điểm y, Quyết định số 12/QĐ-UBND: “…”", "điểm tiếp theo?"),
        ("Theo Điều 3, điểm a, Quyết định số 12/QĐ-UBND: “…”", "điểm trước?"),
        ("Theo Điều 1, Quyết định số 12/QĐ-UBND: “…”", "điều trước?"),
        (f"Theo Điều {'9' * 5000}, Quyết định số 12/QĐ-UBND: “…”", "điều tiếp theo?"),
    ],
)
def test_what_no_clause_follows_is_asked_as_it_stands(answer: str, question: str) -> None:
    assert follow(question, "Ai lập quỹ?", answer) == f"Ai lập quỹ: {question}"


@pytest.mark.parametrize(
    ("address", "question", "meant"),
    [
        ("Điều 8, khoản 2", "điều tiếp theo?", "Điều 9"),
        ("Điều 1–6, đoạn 4, điểm d", "điều tiếp theo?", "Điều 7"),
        ("Điều 8, khoản 2", "khoản trước đó?", "Điều 8, khoản 1"),
        ("Điều 8, khoản 2, điểm đ", "điểm trước?", "Điều 8, khoản 2, điểm d"),
        ("Mục II.1.1, điểm d", "mục tiếp theo?", "Mục II.1.2"),
        ("Mục III, gạch đầu dòng 5", "muc tiep theo?", "Mục IV"),
        ("Mục III", "mục trước?", "Mục II"),
    ],
)
def test_the_clause_after_or_before(address: str, question: str, meant: str) -> None:
    answer = f"Theo {address}, Quyết định số 12/QĐ-UBND: “…” [1]"
    assert follow(question, "Ai lập quỹ?", answer) == (
        f"{meant}, Quyết định số 12/QĐ-UBND quy định gì?"
    )


def test_what_asks_nothing_leaves_the_topic_as_it_was() -> None:
    turns = [
        Turn(question="Ai lập quỹ?", answer=LED),
        Turn(question="ok, cảm ơn", answer="…"),
        Turn(question="???", answer="…"),
    ]
    assert standalone("ai phối hợp?", turns, DOCUMENTS) == "Ai lập quỹ: ai phối hợp?"
    meant = standalone("khoản tiếp theo?", turns, DOCUMENTS)
    assert meant == "Điều 8, khoản 3, Quy chế kèm theo Quyết định số 12/QĐ-UBND quy định gì?"


def test_only_the_opening_of_an_earlier_answer_is_read() -> None:
    named = "Theo Điều 1, Quyết định số 12/QĐ-UBND: “…”"
    later = f"{'…' * QUESTION_LIMIT} {named}"
    assert len(later) < ANSWER_LIMIT
    assert follow("Ai ký?", "Ai lập quỹ?", named) == "Ai ký Quyết định số 12/QĐ-UBND?"
    assert follow("Ai ký?", "Ai lập quỹ?", later) == "Ai ký?"
    assert follow("điều tiếp theo?", "Ai lập quỹ?", named).startswith("Điều 2, ")
    assert follow("điều tiếp theo?", "Ai lập quỹ?", later) == "Ai lập quỹ: điều tiếp theo?"


def test_a_question_takes_over_no_more_than_a_question_holds() -> None:
    leaning = "Quỹ đó chi cho việc gì? ".ljust(QUESTION_LIMIT, "x")
    for question in (leaning, "Ai lập quỹ?"), ("Ai lập quỹ?", f"còn {leaning}"[:QUESTION_LIMIT]):
        turns = [Turn(question=one, answer=LED) for one in question] * (CONVERSATION_LIMIT // 2)
        meant = standalone(leaning, turns, DOCUMENTS)
        assert len(meant) <= 2 * QUESTION_LIMIT + len(": ")
        assert meant.endswith(leaning)
