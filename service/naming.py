"""How a clause and its document are called in an answer."""

from __future__ import annotations

import textwrap

from retriever.types import Clause, Document, LegalStatus

_LONGEST_TITLE = 60
_STANDING = {
    LegalStatus.DRAFT: "dự thảo, chưa có hiệu lực",
    LegalStatus.REPLACED: "đã được thay thế",
}


def document_name(document: Document) -> str:
    """``Quyết định số 5921/QĐ-UBND``; a document without a number goes by its title."""
    if document.number:
        return f"{document.kind or 'Văn bản'} số {document.number}"
    name = document.title or document.name or document.id
    if document.kind and not name.lower().startswith(document.kind.lower()):
        name = f"{document.kind} {name}"
    return textwrap.shorten(name, _LONGEST_TITLE, placeholder="…")


def clause_address(clause: Clause, document: Document) -> str:
    """``Điều 8, khoản 2, Quy chế kèm theo Quyết định số 5921/QĐ-UBND``, with its standing.

    Drafts and replaced documents are always named as such.
    """
    return f"{clause.label}, {document_address(document, clause.component)}"


def document_address(document: Document, component: str = "") -> str:
    """``Quy chế kèm theo Quyết định số 5921/QĐ-UBND``, with its standing."""
    name = document_name(document)
    if component:
        name = f"{component} kèm theo {name}"
    standing = _STANDING.get(document.legal_status)
    return name + (f" ({standing})" if standing else "")


def lost_note(heading: Clause, more: str = "") -> str:
    """That the source has lost a heading, in brackets."""
    return f" (tiêu đề của {heading.label} bị mất trong bản nguồn{more})"


def standing_label(status: LegalStatus) -> str:
    """The short badge of a document that does not bind; empty for the others."""
    return _STANDING.get(status, "")
