"""What planqa read out of one file, as the contract's JSON and as a tree for people."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from retriever.types import Clause, Document, Reference

_FIELDS = (
    ("Số hiệu", "number"),
    ("Loại", "kind"),
    ("Tên", "title"),
    ("Cơ quan ban hành", "issuer"),
    ("Ngày ban hành", "issued_on"),
    ("Ngày hiệu lực", "effective_on"),
    ("Người ký", "signer"),
    ("Hiệu lực", "legal_status"),
)


def inspection_body(document: Document) -> dict[str, Any]:
    """The value that ``planqa inspect --json`` prints; ``source`` is what the spans count in."""
    return {
        "document": _metadata(document),
        "clauses": [_clause_body(clause) for clause in document.clauses],
        "abbreviations": dict(document.abbreviations),
        "references": [_reference_body(reference) for reference in document.references],
        "doubts": list(document.doubts),
        "source": document.source,
    }


def inspection_text(document: Document) -> str:
    """The clause tree, then metadata, abbreviations, references and doubts."""
    return "\n".join(_lines(document))


def _metadata(document: Document) -> dict[str, Any]:
    return {
        "document_id": document.id,
        "number": document.number,
        "kind": document.kind,
        "title": document.title,
        "issuer": document.issuer,
        "issued_on": document.issued_on.isoformat() if document.issued_on else None,
        "effective_on": document.effective_on.isoformat() if document.effective_on else None,
        "signer": document.signer,
        "legal_status": document.legal_status.value,
    }


def _clause_body(clause: Clause) -> dict[str, Any]:
    return {
        "clause_id": str(clause.ref),
        "label": clause.label,
        "level": clause.level.value,
        "component": clause.component,
        "inferred": clause.inferred,
        "reason": clause.reason,
        "start": clause.start,
        "end": clause.end,
        "text": clause.text,
        "headings": list(clause.headings),
    }


def _reference_body(reference: Reference) -> dict[str, Any]:
    return {
        "from": str(reference.origin),
        "type": reference.type.value,
        "text": reference.text,
        "start": reference.start,
        "end": reference.end,
        "number": reference.number,
        "issued_on": reference.issued_on.isoformat() if reference.issued_on else None,
        "issuer": reference.issuer,
        "clause_ids": [str(ref) for ref in reference.clauses],
        "document_id": reference.document_id,
    }


def _lines(document: Document) -> Iterator[str]:
    depths: dict[str, int] = {}
    for clause in document.clauses:
        depth = depths[clause.parent] + 1 if clause.parent in depths else 0
        depths[clause.ref.path] = depth
        yield _clause_line(clause, "  " * depth)
    metadata = _metadata(document)
    yield f"\nVăn bản: {document.id}"
    for name, key in _FIELDS:
        yield f"  {name}: {metadata[key] if metadata[key] is not None else '(không rõ)'}"
    yield f"\nChữ viết tắt ({len(document.abbreviations)})"
    for short, long in document.abbreviations.items():
        yield f"  {short}: {long}"
    yield f"\nDẫn chiếu ({len(document.references)})"
    for reference in document.references:
        targets = ", ".join(str(ref) for ref in reference.clauses) or reference.document_id
        arrow = f" → {targets}" if targets else ""
        words = textwrap.shorten(reference.text, 80, placeholder=" …")
        yield f"  {reference.origin.path}  {reference.type.value}: {words}{arrow}"
    yield f"\nChỗ còn ngờ ({len(document.doubts)})"
    for doubt in document.doubts:
        yield f"  {doubt}"


def _clause_line(clause: Clause, indent: str) -> str:
    note = f"  [suy ra: {clause.reason or 'không in trong bản nguồn'}]" if clause.inferred else ""
    words = (
        textwrap.shorten(clause.text[: clause.lead], 70, placeholder=" …") or "(không có tiêu đề)"
    )
    return (
        f"{indent}{clause.label}  {clause.level.value}  {clause.start}–{clause.end}"
        f"  {clause.ref.path}{note}\n{indent}  {words}"
    )
