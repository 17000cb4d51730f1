"""The documents and clauses of the index."""

from __future__ import annotations

from fastapi import APIRouter

from service.answer import Assistant
from service.schemas import ClauseBody, DocumentList, DocumentSummary


def reading_routes(assistant: Assistant) -> APIRouter:
    """``GET /documents``, ``GET /documents/{id}`` and ``GET /clauses/{id}``."""
    router = APIRouter(tags=["Văn bản"])

    @router.get("/documents")
    def documents() -> DocumentList:
        """Liệt kê các văn bản trong chỉ mục."""
        return DocumentList(documents=assistant.documents())

    @router.get("/documents/{document_id}")
    def document(document_id: str) -> DocumentSummary:
        """Thông tin của một văn bản."""
        return assistant.document(document_id)

    @router.get("/clauses/{clause_id:path}")
    def clause(clause_id: str) -> ClauseBody:
        """Nguyên văn một điều khoản và các điều khoản con của nó."""
        return assistant.clause(clause_id)

    return router
