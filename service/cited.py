"""Facts about documents that are not in the corpus, as the clauses that cite them state them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retriever.types import Clause, Document, Reference
from service.about import Fact
from service.mentions import mentions_number

ISSUING = frozenset({Fact.ISSUED, Fact.ISSUER})
"""The facts that a citation states: ``Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị``."""

FORMAL = ISSUING | {Fact.SIGNER, Fact.EFFECTIVE}
"""Of documents outside the corpus, only the clauses that cite them can state these."""
OF_STRANGERS = FORMAL | {Fact.TITLE, Fact.STANDING, Fact.REPLACES}
"""What is asked of the document whose number stands in the question."""


_MATTER = re.compile(
    r"\s*(?:\([^)]*\)\s*)?((?:(?:của|Hội nghị)\s[^;.,()]{1,90}?\s)?"
    r"(?:về|quy định|ban hành|phê duyệt|thông qua|sửa đổi)\s[^;]*)",
    re.IGNORECASE,
)
"""What a citation says after its number, day and issuer, up to the next one."""
_END = re.compile(r"(?:\s*\([^)]*\))?[\s.,:]*$|\.\s.*$")


def cited_lead(
    facts: Sequence[Fact], numbers: Sequence[str], clause: Clause, document: Document
) -> str | None:
    """What a clause says of a document that it cites: when and by whom it was issued, and on what.

    Args:
        facts: what is asked.
        numbers: keys of the numbers that are asked about, see ``number_key``.
        clause: the clause.
        document: where it stands.

    Returns:
        A sentence, ``None`` if the clause does not say it.
    """
    cited = [one for one in document.references if one.origin == clause.ref and one.number]
    found = []
    for number in numbers:
        about = (one for one in cited if mentions_number(number, one.number or ""))
        lead = next(filter(None, (_lead(facts, one, clause) for one in about)), None)
        found += [lead] if lead else []
    return "; ".join(dict.fromkeys(found)) or None


def _lead(facts: Sequence[Fact], reference: Reference, clause: Clause) -> str | None:
    citation = " ".join(reference.text.split())
    if Fact.TITLE in facts:
        matter = _MATTER.match(clause.text, reference.end - clause.start)
        if matter:
            return f"{citation} {_END.sub('', ' '.join(matter.group(1).split()))}"
    name = citation.partition(" ngày ")[0]
    day = f"ngày {reference.issued_on:%d/%m/%Y}" if reference.issued_on else None
    if Fact.ISSUER in facts and reference.issuer:
        dated = f" {day}" if day and Fact.ISSUED in facts else ""
        return f"{name} do {reference.issuer} ban hành{dated}"
    return f"{name} được ban hành {day}" if day and Fact.ISSUED in facts else None
