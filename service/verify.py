"""Nothing leaves unless a cited clause supports it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from retriever.types import ClauseRef
from service import facts
from service.compose import Statement
from service.evidence import Support
from service.naming import clause_address, document_name
from service.quoting import displayed
from service.wording import content_terms, terms_of

_FEWEST_TERMS = 3
_QUOTED = re.compile(r"[“\"]([^”\"]+)[”\"]")


class Flaw(StrEnum):
    """Why a statement was dropped."""

    UNMARKED = "unmarked"
    UNKNOWN_CLAUSE = "unknown_clause"
    NOT_VERBATIM = "not_verbatim"
    NUMBER = "number"
    DATE = "date"
    DOCUMENT = "document"
    AGENCY = "agency"
    NEGATION = "negation"
    QUOTE = "quote"
    SUPPORT = "support"


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


def flaw_of_own_words(
    statement: Statement, supports: Mapping[ClauseRef, Support], least_support: float
) -> Flaw | None:
    """The stricter check for a statement that a model worded.

    Besides its facts, what it puts in quotation marks must be verbatim, it may not assert what
    its clauses deny, and at least ``least_support`` of its content words must stand in them.
    """
    flaw = flaw_of(statement, supports)
    if flaw:
        return flaw
    cited = [supports[ref] for ref in statement.refs]
    texts = [displayed(item.clause.text) for item in cited]
    for quoted in _QUOTED.findall(statement.text):
        if not any(quoted in text for text in texts):
            return Flaw.QUOTE
    grounds = " \n ".join(ground(item) for item in cited)
    denied = facts.negated_in(grounds)
    if not facts.negated_in(statement.text) <= denied or _turned_round(statement.text, texts):
        return Flaw.NEGATION
    words = set(content_terms(statement.text))
    held = terms_of(grounds) | set(content_terms(grounds))
    share = len(words & held) / max(1, len(words))
    says_nothing = len(words) < _FEWEST_TERMS or "://" in statement.text
    return Flaw.SUPPORT if says_nothing or share < least_support else None


def _turned_round(words: str, texts: Sequence[str]) -> bool:
    """Whether the words assert something that the clauses only ever deny."""
    said, held = facts.expanded(words), facts.expanded(" ".join(texts))
    own = facts.negated_in(words)
    return any(
        denied in said and denied not in own and held.count(denied) == _denials(denied, held)
        for denied in facts.negated_in(" ".join(texts))
    )


def _denials(phrase: str, folded: str) -> int:
    pattern = rf"\b(?:khong|chua|chang)\s+(?:duoc\s+|phai\s+)?{re.escape(phrase)}\b"
    return len(re.findall(pattern, folded))


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
