"""From the retriever's types to the bodies that go out."""

from __future__ import annotations

from collections.abc import Sequence

from retriever.types import Clause, Document, Hit, Retriever
from service.evidence import Support
from service.naming import document_name
from service.quoting import Quote
from service.schemas import (
    Citation,
    ClauseBody,
    ClauseLink,
    DocumentSummary,
    IndexState,
    SearchHit,
)


def document_summary(document: Document) -> DocumentSummary:
    """The public face of a document."""
    return DocumentSummary(
        document_id=document.id,
        number=document.number,
        kind=document.kind,
        title=document.title,
        issuer=document.issuer,
        issued_on=document.issued_on,
        effective_on=document.effective_on,
        signer=document.signer,
        legal_status=document.legal_status,
    )


def index_state(retriever: Retriever) -> IndexState:
    """Name and size of an open index."""
    info = retriever.info
    return IndexState(generation=info.generation, documents=info.documents, clauses=info.clauses)


def citation(mark: int, item: Support, quote: Quote) -> Citation:
    """The citation that a mark stands for."""
    clause, document = item.clause, item.document
    return Citation(
        mark=mark,
        clause_id=str(clause.ref),
        label=clause.label,
        document_id=document.id,
        number=document.number,
        kind=document.kind,
        title=document.title,
        issuer=document.issuer,
        issued_on=document.issued_on,
        effective_on=document.effective_on,
        legal_status=document.legal_status,
        component=clause.component,
        headings=list(clause.headings),
        quote=quote.text,
        quote_start=quote.start,
        text=clause.text,
        start=clause.start,
        end=clause.end,
        inferred=clause.inferred,
        reason=clause.reason,
        score=item.score,
    )


def search_hit(retriever: Retriever, hit: Hit) -> SearchHit:
    """A ranked clause with its text."""
    clause = retriever.clause(hit.ref)
    return SearchHit(
        clause_id=str(hit.ref),
        label=clause.label,
        document_id=hit.ref.document_id,
        score=hit.score,
        text=clause.text,
    )


def clause_link(clause: Clause, document: Document) -> ClauseLink:
    """A pointer to a clause."""
    return ClauseLink(
        clause_id=str(clause.ref),
        label=clause.label,
        document_id=document.id,
        document_name=document_name(document),
    )


def clause_body(clause: Clause, document: Document, children: Sequence[Clause]) -> ClauseBody:
    """A clause in full, with pointers to its children."""
    return ClauseBody(
        clause_id=str(clause.ref),
        label=clause.label,
        level=clause.level.value,
        document_id=clause.ref.document_id,
        component=clause.component,
        headings=list(clause.headings),
        inferred=clause.inferred,
        reason=clause.reason,
        start=clause.start,
        end=clause.end,
        text=clause.text,
        children=[clause_link(child, document) for child in children],
    )
