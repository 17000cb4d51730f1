"""Nothing leaves unless a cited clause supports it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from retriever.types import ClauseRef
from service import facts
from service.compose import Statement
from service.evidence import Support
from service.naming import clause_address, document_name
from service.quoting import displayed


class Flaw(StrEnum):
    """Why a statement was dropped."""

    UNMARKED = "unmarked"
    UNKNOWN_CLAUSE = "unknown_clause"
    NOT_VERBATIM = "not_verbatim"
    NUMBER = "number"
    DATE = "date"
    DOCUMENT = "document"
    AGENCY = "agency"


def flaw_of(statement: Statement, supports: Mapping[ClauseRef, Support]) -> Flaw | None:
    """What is wrong with a statement, ``None`` when its clauses carry it."""
    if not statement.refs:
        return Flaw.UNMARKED
    if any(ref not in supports for ref in statement.refs):
        return Flaw.UNKNOWN_CLAUSE
    cited = [supports[ref] for ref in statement.refs]
    if not all(
        quote and any(quote in item.clause.text for item in cited) for quote in statement.quotes
    ):
        return Flaw.NOT_VERBATIM
    own_words = statement.text
    for quote in statement.quotes:
        own_words = own_words.replace(f"“{displayed(quote)}”", " ")
    return unsupported(own_words, " \n ".join(ground(item) for item in cited))


def unsupported(words: str, grounds: str) -> Flaw | None:
    """The first kind of fact in ``words`` that ``grounds`` does not hold."""
    if not facts.document_numbers_in(words) <= facts.document_numbers_in(grounds):
        return Flaw.DOCUMENT
    if not facts.dates_in(words) <= facts.dates_in(grounds):
        return Flaw.DATE
    if not facts.numbers_in(words) <= facts.numbers_in(grounds):
        return Flaw.NUMBER
    held = facts.expanded(grounds)
    if not all(agency in held for agency in facts.agencies_in(words)):
        return Flaw.AGENCY
    return None


def ground(item: Support) -> str:
    """Everything that a statement citing this clause may rest on."""
    document = item.document
    days = [f"{day:%d/%m/%Y}" for day in (document.issued_on, document.effective_on) if day]
    printed = [above.text[: above.lead] for above in item.ancestors]
    return " \n ".join(
        [
            item.clause.text,
            *printed,
            *(above.label for above in item.ancestors),
            clause_address(item.clause, document),
            item.clause.reason,
            item.via.text if item.via else "",
            item.via.label if item.via else "",
            document_name(document),
            document.title,
            document.issuer or "",
            document.signer or "",
            *days,
        ]
    )
