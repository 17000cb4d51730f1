"""``POST /ask`` and ``POST /search``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Header
from starlette.responses import StreamingResponse

from service.answer import Assistant
from service.metrics import Metrics
from service.schemas import AskRequest, AskResponse, SearchRequest, SearchResponse

EVENT_STREAM = "text/event-stream"


def events(response: AskResponse) -> Iterator[str]:
    """Server-sent events: one ``statement`` for each line, then ``answer`` with the whole body.

    Every statement was verified before the first one goes out.
    """
    for line in response.answer.splitlines():
        if line.strip():
            data = json.dumps({"text": line}, ensure_ascii=False)
            yield f"event: statement\ndata: {data}\n\n"
    yield f"event: answer\ndata: {response.model_dump_json()}\n\n"


def asking_routes(assistant: Assistant, metrics: Metrics) -> APIRouter:
    """Plain functions, so that the framework runs them in its thread pool."""
    router = APIRouter(tags=["Hỏi đáp"])

    @router.post("/ask", response_model=AskResponse)
    def ask(
        request: AskRequest, accept: Annotated[str, Header(include_in_schema=False)] = ""
    ) -> AskResponse | StreamingResponse:
        """Trả lời một câu hỏi, kèm điều khoản trích nguyên văn.

        Với “Accept: text/event-stream”, từng ý được gửi dần sau khi đã kiểm chứng, rồi đến toàn bộ
        câu trả lời.
        """
        response = assistant.ask(request)
        metrics.answer(response)
        if EVENT_STREAM in accept:
            return StreamingResponse(events(response), media_type=EVENT_STREAM)
        return response

    @router.post("/search")
    def search(request: SearchRequest) -> SearchResponse:
        """Xếp hạng các điều khoản gần câu hỏi nhất, không soạn câu trả lời."""
        return assistant.search(request)

    return router
