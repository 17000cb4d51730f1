"""Errors as RFC 9457 ``application/problem+json``; no trace, path or setting among them."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from retriever.types import BadQuestion, PlanqaError, UnknownClause
from service.messages import validation_message
from service.schemas import Problem

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
TOO_LARGE = "Thân yêu cầu quá lớn."

KINDS: Mapping[int, tuple[str, str, str]] = {
    400: (
        "malformed",
        "Yêu cầu sai dạng",
        "Thân yêu cầu phải là JSON hợp lệ, mã hóa UTF-8.",
    ),
    404: ("not-found", "Không tìm thấy", "Xem các đường dẫn có ở /docs."),
    405: ("method", "Phương thức không được hỗ trợ", "Xem phương thức của từng đường dẫn ở /docs."),
    413: ("too-large", "Yêu cầu quá lớn", "Rút ngắn câu hỏi hoặc phần hội thoại trước đó."),
    415: ("media-type", "Kiểu nội dung không được hỗ trợ", "Gửi Content-Type: application/json."),
    422: ("invalid", "Yêu cầu không hợp lệ", "Sửa trường được nêu trong “detail” rồi gửi lại."),
    500: ("internal", "Lỗi máy chủ", "Thử lại sau; nếu còn lỗi, báo người quản trị."),
    503: (
        "not-ready",
        "Chưa sẵn sàng trả lời",
        "Chỉ mục chưa có hoặc không mở được; người quản trị cần chạy “planqa index”.",
    ),
}
"""HTTP status → the end of the problem's type, its title, and what can be done."""


def problem_body(status: int, detail: str, hint: str | None = None) -> Problem:
    """A problem; ``type`` points into this server's own documentation."""
    kind, title, remedy = KINDS.get(status, ("other", "Yêu cầu không thực hiện được", ""))
    return Problem(
        type=f"/docs#problem-{kind}",
        title=title,
        status=status,
        detail=detail,
        hint=hint or remedy or None,
    )


def problem_response(
    status: int,
    detail: str,
    hint: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """A problem as a response."""
    body = problem_body(status, detail, hint).model_dump(exclude_none=True)
    return JSONResponse(body, status, headers=headers, media_type=MEDIA_TYPE)


def install_problem_handlers(app: FastAPI) -> None:
    """Make every error of ``app`` a problem."""
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(PlanqaError, _on_expected)
    app.add_exception_handler(Exception, _on_unexpected)


def http_problem(_: Request, error: Exception) -> Response:
    """The same wording for errors that a mounted application raises."""
    return _on_http(_, error)


def _on_invalid(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this type
    records = error.errors()
    if any(record["type"] == "json_invalid" for record in records):
        return problem_response(400, "Thân yêu cầu không phải JSON hợp lệ.")
    details = "; ".join(f"{_place(record)}: {validation_message(record)}" for record in records[:5])
    return problem_response(422, f"{details}.")


def _on_http(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this type
    details = {
        400: "Không đọc được thân yêu cầu.",
        404: "Không có tài nguyên này.",
        413: TOO_LARGE,
        405: "Đường dẫn này không nhận phương thức đã dùng.",
    }
    return problem_response(
        error.status_code,
        details.get(error.status_code, "Yêu cầu không thực hiện được."),
        headers=error.headers,
    )


def _on_expected(_: Request, error: Exception) -> Response:
    """Messages may name a path on this machine, so only harmless kinds are repeated."""
    if isinstance(error, BadQuestion):
        return problem_response(422, error.message, error.hint)
    if isinstance(error, UnknownClause):
        return problem_response(404, "Không có văn bản hoặc điều khoản mang mã này.")
    logger.error("not ready: %s: %s", type(error).__name__, error)
    return problem_response(503, "Máy chủ chưa mở được chỉ mục văn bản.")


def _on_unexpected(_: Request, error: Exception) -> Response:
    logger.error("unexpected error", exc_info=error)
    return problem_response(500, "Máy chủ gặp lỗi ngoài dự kiến.")


def _place(record: Mapping[str, Any]) -> str:
    """``filters.as_of`` from pydantic's location; keys that a caller made up are cut short."""
    parts = [str(part)[:40] for part in record["loc"] if part != "body"]
    return ".".join(parts) or "thân yêu cầu"
