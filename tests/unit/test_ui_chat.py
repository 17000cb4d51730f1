"""What the page says when something goes wrong; the browser tests see the page itself."""

from __future__ import annotations

import pytest

from retriever.types import IndexMissing, Retriever
from service.answer import Assistant
from service.metrics import Metrics
from service.schemas import CONVERSATION_LIMIT, Turn
from tests.contract.fakes import FakeRetriever
from ui.chat import _answered


def failing(error: Exception) -> Assistant:
    def open_index() -> Retriever:
        raise error

    return Assistant(open_index)


def test_an_expected_error_is_calm_on_the_page_and_whole_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    metrics = Metrics()
    missing = IndexMissing("Chưa có chỉ mục tại /bi/mat.", "Chạy planqa index --index /bi/mat.")
    html, turns = _answered(failing(missing), metrics, "Ai ký?", [], anchor=1)
    assert "Chưa mở được chỉ mục" in html
    assert "/bi/mat" not in html
    assert "IndexMissing: Chưa có chỉ mục tại /bi/mat. Chạy planqa index" in caplog.text
    assert turns == []
    assert b"planqa_answers_total{" not in metrics.render()


def test_an_unexpected_error_says_nothing_of_itself_and_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    broken = failing(RuntimeError("mật khẩu ở /bi/mat"))
    html, turns = _answered(broken, Metrics(), "Ai ký?", [], anchor=1)
    assert "lỗi ngoài dự kiến" in html
    assert "mật khẩu" not in html
    assert "RuntimeError: mật khẩu ở /bi/mat" in caplog.text
    assert turns == []


def test_a_bad_question_is_explained_and_no_failure_of_the_server(
    caplog: pytest.LogCaptureFixture,
) -> None:
    html, _ = _answered(Assistant(FakeRetriever), Metrics(), "a" * 3_000, [], anchor=1)
    assert "2.000 ký tự" in html
    assert caplog.text == ""


def test_a_conversation_is_bounded() -> None:
    before = [Turn(question=f"Câu {n}", answer="…") for n in range(CONVERSATION_LIMIT)]
    _, turns = _answered(Assistant(FakeRetriever), Metrics(), "Quỹ văn hóa đọc?", before, anchor=1)
    assert len(turns) == CONVERSATION_LIMIT
    assert turns[-1].question == "Quỹ văn hóa đọc?"
