"""The HTTP application, put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from service.answer import Assistant
from service.limits import BodyLimit, RequestCounts
from service.metrics import Metrics
from service.problems import MEDIA_TYPE, install_problem_handlers
from service.routes.asking import asking_routes
from service.routes.operating import operating_routes
from service.routes.reading import reading_routes

_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
_ERRORS: dict[int | str, dict[str, object]] = {
    "4XX": {"description": "Lỗi của yêu cầu", "content": {MEDIA_TYPE: {}}},
    "5XX": {"description": "Lỗi của máy chủ", "content": {MEDIA_TYPE: {}}},
}


def create_app(assistant: Assistant, metrics: Metrics) -> FastAPI:
    """The API around one assistant; a chat page may be mounted at ``/`` afterwards."""
    app = FastAPI(
        title="planqa",
        description="Trợ lý tra cứu kế hoạch, quyết định, quy chế: trả lời kèm điều khoản trích "
        "nguyên văn.",
        docs_url=None,
        redoc_url=None,
        responses=_ERRORS,
    )
    routers = [
        asking_routes(assistant, metrics),
        reading_routes(assistant),
        operating_routes(assistant, metrics),
    ]
    for router in routers:
        app.include_router(router)
    app.include_router(_other_methods(routers))
    install_problem_handlers(app)
    app.add_middleware(BodyLimit)
    app.add_middleware(RequestCounts, metrics=metrics)
    return app


def _other_methods(routers: Iterable[APIRouter]) -> APIRouter:
    """HEAD for what can be read, and 405 for the methods that a path does not take.

    Without these routes such a request would fall through to whatever is mounted at ``/``.
    """
    others = APIRouter(include_in_schema=False)
    for router in routers:
        for route in router.routes:
            if not isinstance(route, APIRoute):
                continue
            allowed = sorted(route.methods or ())
            if "GET" in allowed:
                allowed.append("HEAD")
                others.add_api_route(
                    route.path,
                    route.endpoint,
                    methods=["HEAD"],
                    response_class=route.response_class,
                )
            others.add_api_route(
                route.path,
                _refusal(allowed),
                methods=[method for method in _METHODS if method not in allowed],
            )
    return others


def _refusal(allowed: list[str]) -> Callable[[], None]:
    def refuse() -> None:
        raise HTTPException(405, headers={"Allow": ", ".join(allowed)})

    return refuse
