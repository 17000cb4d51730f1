"""Nothing leaves unless a cited clause supports it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from retriever.types import ClauseRef
from service.compose import Statement
from service.evidence import Support

_QUOTED = re.compile(r"“(.*?)”", re.DOTALL)


class Flaw(StrEnum):
    """Why a statement was dropped."""

    UNMARKED = "unmarked"
    UNKNOWN_CLAUSE = "unknown_clause"
    NOT_VERBATIM = "not_verbatim"


def flaw_of(statement: Statement, supports: Mapping[ClauseRef, Support]) -> Flaw | None:
    """What is wrong with a statement, ``None`` when its clauses carry it."""
    if not statement.refs:
        return Flaw.UNMARKED
    if any(ref not in supports for ref in statement.refs):
        return Flaw.UNKNOWN_CLAUSE
    texts = [supports[ref].clause.text for ref in statement.refs]
    if not all(quote and any(quote in text for text in texts) for quote in statement.quotes):
        return Flaw.NOT_VERBATIM
    return None
