"""The built-in composer: answers by quoting clauses, no model needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retriever.types import ClauseRef
from service.asked import Asked
from service.direct import fact_lead
from service.evidence import Support
from service.headings import lost_heading, named_agency
from service.naming import clause_address
from service.quoting import best_quote, displayed, is_cut, question_weights


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of an answer, without its marks; ``quotes`` stand verbatim in ``refs``."""

    text: str
    refs: tuple[ClauseRef, ...]
    quotes: tuple[str, ...]


def compose(asked: Asked, supports: Sequence[Support], limit: int) -> list[Statement]:
    """The statements that answer, the best clause first, then the rest grouped by document.

    Args:
        asked: the question.
        supports: the clauses to cite, best first.
        limit: quotes are up to this many characters, unless one sentence is longer.
    """
    weights = question_weights(asked.text, supports)
    documents = list(dict.fromkeys(item.ref.document_id for item in supports))
    ordered = sorted(supports, key=lambda item: documents.index(item.ref.document_id))
    return [_statement(asked, item, weights, limit) for item in ordered]


def _statement(asked: Asked, item: Support, weights: Mapping[str, float], limit: int) -> Statement:
    quote = best_quote(item.clause.text, weights, limit, asked.quantity)
    lead = fact_lead(asked.fact, item.clause, item.document) if asked.fact else None
    agency = named_agency(item) if asked.who and not asked.fact else None
    address = clause_address(item.clause, item.document)
    if item.via:
        opening = f"{item.via.label} dẫn chiếu {address}"
    elif lead:
        opening = f"{lead}, theo {item.clause.label}"
    elif agency:
        opening = f"{agency}, theo {address}"
    else:
        opening = f"Theo {address}"
    cut = " (trích)" if is_cut(quote, item.clause.text) else ""
    text = f"{opening}{cut}: “{displayed(quote)}”{_caveat(asked, item)}"
    return Statement(text, (item.ref,), (quote,))


def _caveat(asked: Asked, item: Support) -> str:
    """What was lost in the source, in brackets; empty when nothing was."""
    lost = lost_heading(item)
    if lost:
        unnamed = ", nên không nêu được tên cơ quan" if asked.who and not asked.fact else ""
        return f" (tiêu đề của {lost.label} bị mất trong bản nguồn{unnamed})"
    if item.clause.inferred and item.clause.reason:
        return f" ({item.clause.reason})"
    return ""
