from __future__ import annotations

from html.parser import HTMLParser

import pytest

from service.answer import Assistant
from service.schemas import AskResponse, question_body
from tests.contract.fakes import FakeRetriever
from ui.cards import answer_html, documents_html, failure_html, question_html
from ui.terminal import answer_text

ASSISTANT = Assistant(FakeRetriever)


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def ask(question: str) -> AskResponse:
    return ASSISTANT.ask(question_body(question))


def test_text_of_a_document_never_becomes_markup() -> None:
    page = answer_html(ask("Ghi chú kỹ thuật số nói gì?"), turn=1)
    tags = Tags()
    tags.feed(page)
    assert "&lt;img src=x" in page
    assert {tag for tag, _ in tags.seen}.isdisjoint({"img", "script", "iframe"})
    links = [attrs["href"] for tag, attrs in tags.seen if tag == "a"]
    assert links == ["#pq-1-1"]


def test_cards_show_what_is_cited_and_how_it_stands() -> None:
    page = answer_html(ask("Tham mưu thành lập Quỹ phát triển văn hóa đọc"), turn=2)
    for words in ("Điều 8, khoản 2", "12/QĐ-UBND", "vị trí suy ra", "pq-2-1", "<blockquote>"):
        assert words in page
    assert "dự thảo" in answer_html(ask("tài liệu quý hiếm được số hóa"), turn=1)


def test_the_quoted_words_are_marked_where_they_stand() -> None:
    response = ask("Tham mưu thành lập Quỹ phát triển văn hóa đọc")
    text = "1. Báo cáo thường kỳ và đột xuất theo yêu cầu. Báo cáo."
    twice = response.citations[0].model_copy(
        update={"text": text, "quote": "Báo cáo", "quote_start": text.rindex("Báo cáo")}
    )
    page = answer_html(response.model_copy(update={"citations": [twice]}), turn=1)
    assert page.count("<mark>") == 1
    assert "theo yêu cầu. <mark>Báo cáo</mark>." in page


def test_a_refusal_is_calm_and_shows_suggestions() -> None:
    page = answer_html(ask("Giá vé xe buýt thành phố là bao nhiêu?"), turn=1)
    assert "pq-calm" in page
    assert "pq-suggestions" in page


def test_the_list_of_documents() -> None:
    page = documents_html(ASSISTANT.documents())
    assert page.count("<li>") == 3
    assert "04/03/2025" in page
    assert "Chưa có văn bản" in documents_html([])


def test_failures_are_escaped() -> None:
    assert "<b>" not in failure_html("<b>", "<i>")


def test_a_question_is_shown_as_it_was_typed() -> None:
    assert (
        question_html("<b>ai</b> & gì?")
        == '<p class="pq-asked">&lt;b&gt;ai&lt;/b&gt; &amp; gì?</p>'
    )


@pytest.mark.parametrize("question", ["Quỹ phát triển văn hóa đọc", "giá vé xe buýt"])
def test_the_terminal_shows_answer_and_citations(question: str) -> None:
    response = ask(question)
    text = answer_text(response)
    assert all(len(line) <= 110 for line in text.splitlines())
    for citation in response.citations:
        assert f"[{citation.mark}] {citation.label}" in text
