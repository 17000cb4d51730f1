"""The Gradio chat page, mounted at ``/`` of the service's application.

Importing this module loads Gradio, which takes seconds: import it where the page is served.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib import resources
from typing import Any

import gradio
from fastapi import FastAPI
from starlette.exceptions import HTTPException

from service.answer import Assistant
from service.errors import BadQuestion, PlanqaError
from service.problems import http_problem
from service.schemas import CONVERSATION_LIMIT, Turn, question_body
from ui.cards import answer_html, documents_html, failure_html

TITLE = "Tra cứu kế hoạch, quyết định, quy chế"
_HEAD = f"""<header class="pq-head"><h1>{TITLE}</h1>
<p>Hỏi bằng tiếng Việt; mỗi ý trả lời kèm điều khoản được trích nguyên văn để anh chị đối chiếu.</p>
</header>"""
_PLACEHOLDER = "Anh chị muốn tra cứu điều gì trong các văn bản?"
EXAMPLES = (
    "Ai chủ trì tham mưu thành lập Quỹ Đầu tư mạo hiểm thành phố Hà Nội?",
    "Kế hoạch 4354/KH-UBND có hiệu lực khi nào và thay thế văn bản nào?",
    "Chế độ báo cáo định kỳ trong Quy chế phối hợp được quy định thế nào?",
    "Kinh phí thực hiện kế hoạch xây dựng đội ngũ trí thức lấy từ đâu?",
)
_PAGE_LANGUAGE = "<script>document.documentElement.lang = 'vi';</script>"

Log = list[tuple[str, str]]
"""What was said, as (role, text); the assistant's text is HTML."""
Shown = tuple[list[dict[str, Any]], Log, list[Turn], str]


def mount_chat(app: FastAPI, assistant: Assistant) -> FastAPI:
    """Put the chat page at ``/`` of ``app``; the API's own paths stay as they are."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    gradio.mount_gradio_app(
        app,
        _page(assistant),
        path="/",
        theme=gradio.themes.Base(
            primary_hue="red",
            neutral_hue="slate",
            font=["system-ui", "sans-serif"],
            font_mono=["ui-monospace", "monospace"],
        ),
        css=resources.files("ui").joinpath("chat.css").read_text(encoding="utf-8"),
        head=_PAGE_LANGUAGE,
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        app_kwargs={"exception_handlers": {HTTPException: http_problem}},
    )
    return app


def _page(assistant: Assistant) -> gradio.Blocks:
    page = gradio.Blocks(title=TITLE, analytics_enabled=False)

    def messages(log: Log) -> list[dict[str, Any]]:
        shown = {"user": str, "assistant": gradio.HTML}
        return [{"role": role, "content": shown[role](text)} for role, text in log]

    def reply(question: str, log: Log, turns: list[Turn]) -> Iterator[Shown]:
        """First the question with an empty box, then the answer."""
        if not question.strip():
            yield messages(log), log, turns, ""
            return
        log = [*log, ("user", question.strip())]
        yield messages(log), log, turns, ""
        body, turns = _answered(assistant, question, turns, anchor=len(log))
        log = [*log, ("assistant", body)]
        yield messages(log), log, turns, ""

    def reply_to_example(log: Log, turns: list[Turn], event: gradio.SelectData) -> Iterator[Shown]:
        yield from reply(event.value["text"], log, turns)

    def corpus() -> str:
        try:
            return documents_html(assistant.documents())
        except PlanqaError:
            return documents_html([])

    with page:
        gradio.HTML(_HEAD)
        log = gradio.State([])
        turns = gradio.State([])
        chat = gradio.Chatbot(
            elem_id="pq-chat",
            show_label=False,
            height=None,
            min_height=300,
            layout="bubble",
            buttons=[],
            placeholder=_PLACEHOLDER,
            examples=[{"text": example} for example in EXAMPLES],
            render_markdown=False,
            feedback_options=None,
        )
        with gradio.Row(equal_height=True):
            box = gradio.Textbox(
                placeholder="Nhập câu hỏi, nhấn Enter để gửi…",
                show_label=False,
                container=False,
                label="Câu hỏi",
                max_length=2_000,
                max_lines=6,
                scale=6,
                autofocus=True,
                elem_id="pq-question",
            )
            send = gradio.Button("Hỏi", variant="primary", scale=1, min_width=80, elem_id="pq-send")
        with gradio.Accordion("Các văn bản có thể hỏi", open=False):
            listing = gradio.HTML()
        page.load(corpus, outputs=listing, api_visibility="private")
        after = [chat, log, turns, box]
        for event in (box.submit, send.click):
            event(reply, [box, log, turns], after, api_visibility="private")
        chat.clear(lambda: ([], []), None, [log, turns], api_visibility="private")
        chat.example_select(reply_to_example, [log, turns], after, api_visibility="private")
    return page


def _answered(
    assistant: Assistant, question: str, turns: list[Turn], anchor: int
) -> tuple[str, list[Turn]]:
    """The HTML of an answer, and the conversation with it, bounded."""
    try:
        response = assistant.ask(question_body(question, conversation=turns))
    except BadQuestion as error:
        return failure_html(error.message, error.hint), turns
    except PlanqaError:
        return failure_html(
            "Chưa mở được chỉ mục văn bản.", "Người quản trị cần chạy “planqa index”."
        ), turns
    said = Turn(question=question, answer=response.answer)
    return answer_html(response, anchor), [*turns, said][-CONVERSATION_LIMIT:]
