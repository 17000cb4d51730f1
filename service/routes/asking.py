"""``POST /ask`` and ``POST /search``."""

from __future__ import annotations

from fastapi import APIRouter

from service.answer import Assistant
from service.metrics import Metrics
from service.schemas import AskRequest, AskResponse, SearchRequest, SearchResponse


def asking_routes(assistant: Assistant, metrics: Metrics) -> APIRouter:
    """Plain functions, so that the framework runs them in its thread pool."""
    router = APIRouter(tags=["Hỏi đáp"])

    @router.post("/ask")
    def ask(request: AskRequest) -> AskResponse:
        """Trả lời một câu hỏi, kèm điều khoản trích nguyên văn."""
        response = assistant.ask(request)
        metrics.answer(response)
        return response

    @router.post("/search")
    def search(request: SearchRequest) -> SearchResponse:
        """Xếp hạng các điều khoản gần câu hỏi nhất, không soạn câu trả lời."""
        return assistant.search(request)

    return router
