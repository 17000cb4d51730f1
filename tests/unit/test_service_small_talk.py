from __future__ import annotations

import pytest

from service.answer import Assistant
from service.schemas import Status, Turn, question_body
from service.small_talk import COURTESY, ITSELF, UNCLEAR, VERBATIM, reply_to, without_lead
from tests.contract.fakes import FakeRetriever

FUND = "Ai chủ trì tham mưu thành lập Quỹ phát triển văn hóa đọc?"


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("ok", COURTESY),
        ("Được rồi, cảm ơn bạn!", COURTESY),
        ("cam on ban nhieu nha", COURTESY),
        ("Xin chào", COURTESY),
        ("hả?", UNCLEAR),
        ("???", UNCLEAR),
        ("👍", UNCLEAR),
        ("tiếp đi", UNCLEAR),
        ("còn gì nữa không?", UNCLEAR),
        ("Bạn là ai?", ITSELF),
        ("giúp tôi với", ITSELF),
        ("ok, nói rõ hơn đi bạn", VERBATIM),
        ("có chắc không?", VERBATIM),
    ],
)
def test_what_asks_nothing_gets_a_line(text: str, reply: str) -> None:
    assert reply_to(text) == reply


@pytest.mark.parametrize(
    "text",
    [
        "Vì sao?",
        "bao giờ?",
        "ai phối hợp?",
        "ở đâu?",
        "khoản tiếp theo?",
        "Còn TP.HCM thì sao?",
        "Cụ thể hóa nghị quyết nào?",
        "vàng",
        "Giải thích từ ngữ ở điều nào?",
    ],
)
def test_a_short_question_is_one(text: str) -> None:
    assert reply_to(text) is None


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("ok, còn Sở Tư pháp thì sao?", "còn Sở Tư pháp thì sao?"),
        ("vâng cảm ơn bạn. Ai ký?", "Ai ký?"),
        ("ok con Ha Noi thi sao", "con Ha Noi thi sao"),
        ("Chào giá cạnh tranh là gì?", "Chào giá cạnh tranh là gì?"),
        ("ok", "ok"),
        ("Anh hùng lao động, ai phong tặng?", "Anh hùng lao động, ai phong tặng?"),
    ],
)
def test_a_nod_before_a_question_is_left_out(text: str, question: str) -> None:
    assert without_lead(text) == question


def test_long_small_talk_is_read_at_once() -> None:
    for text in ("hay quá " * 250, "ok, " * 500, "còn gì nữa " * 180):
        assert reply_to(f"{text}x") is None
        without_lead(f"{text}(")


def test_the_last_answer_is_not_given_again() -> None:
    assistant = Assistant(FakeRetriever)
    first = assistant.ask(question_body(FUND))
    turns = [Turn(question=FUND, answer=first.answer)]
    said = assistant.ask(question_body("ok", conversation=turns))
    assert (said.status, said.answer) == (Status.NOT_FOUND, COURTESY)
    assert said.citations == []
    assert said.suggestions == []
