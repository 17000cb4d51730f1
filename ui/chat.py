"""The Gradio chat page, mounted at ``/`` of the service's application.

Importing this module loads Gradio, which takes seconds: import it where the page is served.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from importlib import resources
from typing import Any

import gradio
from fastapi import FastAPI
from starlette.exceptions import HTTPException

from service.answer import Assistant
from service.errors import BadQuestion, PlanqaError
from service.metrics import Metrics
from service.problems import http_problem
from service.schemas import CONVERSATION_LIMIT, QUESTION_LIMIT, Turn, question_body
from ui.cards import answer_html, documents_html, failure_html, question_html

logger = logging.getLogger(__name__)

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
_WORDS = {"chatbot.clear": "Xóa cuộc hỏi đáp"}
"""What Gradio would say in English."""
_PAGE_LANGUAGE = "<script>document.documentElement.lang = 'vi';</script>"
_SHOW_LAST = """<script>
let said = 0;
new MutationObserver(() => {
    const before = said;
    said = document.querySelectorAll('.pq-asked, .pq-answer').length;
    if (said > before) [...document.querySelectorAll('.pq-asked')].at(-1)?.scrollIntoView();
}).observe(document, {childList: true, subtree: true});
</script>"""
"""What was asked last goes to the top when it appears, and again when its answer does.

Gradio draws both when it gets to it, and without the answer the page may be too short to scroll.
"""

_UPLOADS = ("/gradio_api/upload", "/gradio_api/process_recording")
"""Where Gradio would store files that anybody sends; the page takes none."""

AT_ONCE = 16
"""Questions that are answered at the same time; further ones wait in a queue."""

Log = list[tuple[str, str]]
"""What was said, as (role, HTML)."""
Shown = tuple[list[dict[str, Any]], Log, list[Turn], Any, Any]
"""The chat, what was said, the conversation, the box, and the button beside it."""


def mount_chat(app: FastAPI, assistant: Assistant, metrics: Metrics) -> FastAPI:
    """Put the chat page at ``/`` of ``app``; the API's own paths stay as they are.

    Answers that the page gives are counted in ``metrics`` like those of the API.
    """
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    for path in _UPLOADS:
        app.add_api_route(path, _no_files, methods=["POST"], include_in_schema=False)
    gradio.mount_gradio_app(
        app,
        _page(assistant, metrics).queue(default_concurrency_limit=AT_ONCE),
        path="/",
        theme=gradio.themes.Base(
            primary_hue="red",
            neutral_hue="slate",
            font=["system-ui", "sans-serif"],
            font_mono=["ui-monospace", "monospace"],
        ),
        css=resources.files("ui").joinpath("chat.css").read_text(encoding="utf-8"),
        head=_PAGE_LANGUAGE + _SHOW_LAST,
        footer_links=[],
        run_history=False,
        show_error=False,
        i18n=gradio.I18n(vi=_WORDS, en=_WORDS),
        ssr_mode=False,
        app_kwargs={"exception_handlers": {HTTPException: http_problem}},
    )
    return app


def _no_files() -> None:
    raise HTTPException(404)


def _page(assistant: Assistant, metrics: Metrics) -> gradio.Blocks:
    page = gradio.Blocks(title=TITLE, analytics_enabled=False)

    def messages(log: Log) -> list[dict[str, Any]]:
        return [{"role": role, "content": gradio.HTML(text)} for role, text in log]

    def reply(question: str, log: Log, turns: list[Turn]) -> Iterator[Shown]:
        """First the question with an empty box, then the answer.

        Meanwhile the button is off, and what is written into the box is left alone.
        """
        if not question.strip():
            yield messages(log), log, turns, "", gradio.skip()
            return
        log = [*log, ("user", question_html(question.strip()))]
        yield messages(log), log, turns, "", gradio.Button(interactive=False)
        body, turns = _answered(assistant, metrics, question, turns, anchor=len(log))
        log = [*log, ("assistant", body)]
        yield messages(log), log, turns, gradio.skip(), gradio.Button(interactive=True)

    def reply_to_example(log: Log, turns: list[Turn], event: gradio.SelectData) -> Iterator[Shown]:
        yield from reply(event.value["text"], log, turns)

    def corpus() -> str:
        try:
            return documents_html(assistant.documents())
        except PlanqaError as error:
            _log(error)
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
        with gradio.Row():
            box = gradio.Textbox(
                placeholder="Nhập câu hỏi…",
                show_label=False,
                container=False,
                label="Câu hỏi",
                max_length=QUESTION_LIMIT,
                max_lines=6,
                scale=6,
                autofocus=True,
                elem_id="pq-question",
            )
            send = gradio.Button("Hỏi", variant="primary", scale=1, min_width=80, elem_id="pq-send")
        with gradio.Accordion("Các văn bản có thể hỏi", open=False, elem_id="pq-documents"):
            listing = gradio.HTML()
        page.load(corpus, outputs=listing, api_visibility="private")
        after = [chat, log, turns, box, send]
        # one listener for both, so that a conversation has one question at a time
        gradio.on(
            [box.submit, send.click], reply, [box, log, turns], after, api_visibility="private"
        )
        chat.clear(lambda: ([], []), None, [log, turns], api_visibility="private")
        chat.example_select(reply_to_example, [log, turns], after, api_visibility="private")
    return page


def _answered(
    assistant: Assistant, metrics: Metrics, question: str, turns: list[Turn], anchor: int
) -> tuple[str, list[Turn]]:
    """The HTML of an answer, and the conversation with it, bounded.

    Whatever goes wrong is said in the place of the answer, and logged.
    """
    try:
        response = assistant.ask(question_body(question, conversation=turns))
    except BadQuestion as error:
        return failure_html(error.message, error.hint), turns
    except PlanqaError as error:
        _log(error)
        return failure_html(
            "Chưa mở được chỉ mục văn bản.",
            "Người quản trị cần lập chỉ mục bằng “planqa index”; xem nhật ký máy chủ.",
        ), turns
    except Exception:
        logger.exception("unexpected error")
        return failure_html(
            "Máy chủ gặp lỗi ngoài dự kiến.", "Thử lại sau; nếu còn lỗi, báo người quản trị."
        ), turns
    metrics.answer(response)
    said = Turn(question=question, answer=response.answer)
    return answer_html(response, anchor), [*turns, said][-CONVERSATION_LIMIT:]


def _log(error: PlanqaError) -> None:
    logger.error("not ready: %s: %s %s", type(error).__name__, error.message, error.hint)
