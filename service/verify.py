"""Nothing leaves unless a cited clause supports it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from retriever.places import place_of
from retriever.types import ClauseRef
from service import facts
from service.agencies import names_in, same_agency
from service.compose import Statement
from service.evidence import Support
from service.headings import own_names
from service.naming import clause_address, document_name
from service.polarity import disagree
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
    PERIOD = "period"
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
    if not all(any(quote.stands_in(item.clause) for item in cited) for quote in statement.quotes):
        return Flaw.NOT_VERBATIM
    own_words = statement.text
    for quote in statement.quotes:
        own_words = own_words.replace(f"“{displayed(quote.text)}”", " ")
    grounds = [ground(item) for item in cited]
    known = [name for item in cited for name in own_names(item)]
    places = [place for item in cited if (place := place_of(item.document))]
    flaw = unsupported(own_words, " \n ".join(grounds), known, places)
    return flaw or (Flaw.NEGATION if disagree(statement.text, grounds) else None)


def unsupported(
    words: str, grounds: str, known: Sequence[str] = (), places: Sequence[str] = ()
) -> Flaw | None:
    """The first kind of fact in ``words`` that ``grounds`` does not hold.

    Args:
        words: what a statement says.
        grounds: everything that it may rest on.
        known: agencies that the headings of its clauses name.
        places: where its documents are from, which a name may or may not mention.
    """
    if not facts.document_numbers_in(words) <= facts.document_numbers_in(grounds):
        return Flaw.DOCUMENT
    if not facts.dates_in(words) <= facts.dates_in(grounds):
        return Flaw.DATE
    if not facts.bounds_in(words) <= facts.bounds_in(grounds):
        return Flaw.DATE
    if not facts.periods_in(words) <= facts.periods_in(grounds):
        return Flaw.PERIOD
    if not facts.numbers_in(words) <= facts.numbers_in(grounds):
        return Flaw.NUMBER
    held = {same_agency(name.text, places) for name in names_in(grounds, known)}
    named = {same_agency(name.text, places) for name in names_in(words, known)}
    return None if named <= held else Flaw.AGENCY


def flaw_of_own_words(
    statement: Statement, supports: Mapping[ClauseRef, Support], least_support: float
) -> Flaw | None:
    """The stricter check for a statement that a model worded.

    Besides its facts, what it puts in quotation marks must be verbatim, and at least
    ``least_support`` of its content words must stand in its clauses.
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
    words = set(content_terms(statement.text))
    held = terms_of(grounds) | set(content_terms(grounds))
    share = len(words & held) / max(1, len(words))
    says_nothing = len(words) < _FEWEST_TERMS or "://" in statement.text
    return Flaw.SUPPORT if says_nothing or share < least_support else None


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
