"""Health, metrics and documentation."""

from __future__ import annotations

from fastapi import APIRouter, Request
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.responses import HTMLResponse, Response

from service.answer import Assistant
from service.docs_page import docs_page
from service.metrics import Metrics
from service.schemas import Live, Ready


def operating_routes(assistant: Assistant, metrics: Metrics) -> APIRouter:
    """``/health/live``, ``/health/ready``, ``/metrics`` and ``/docs``."""
    router = APIRouter(tags=["Vận hành"])

    @router.get("/health/live")
    def live() -> Live:
        """Máy chủ đang chạy."""
        return Live()

    @router.get("/health/ready")
    def ready() -> Ready:
        """Chỉ mục đã mở, có thể hỏi; nếu chưa thì trả lỗi 503."""
        return Ready(index=assistant.index())

    @router.get("/metrics", response_class=Response)
    def exposition() -> Response:
        """Số đo theo định dạng Prometheus."""
        return Response(metrics.render(), media_type=CONTENT_TYPE_LATEST)

    @router.get("/docs", response_class=HTMLResponse, include_in_schema=False)
    def docs(request: Request) -> HTMLResponse:
        return HTMLResponse(docs_page(request.app.openapi()))

    return router
