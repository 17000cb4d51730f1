"""Facts about documents that are not in the corpus, as the clauses that cite them state them."""

from __future__ import annotations

from collections.abc import Sequence

from retriever.types import Clause, Document, Reference
from service.asked import Fact
from service.mentions import mentions_number

ISSUING = frozenset({Fact.ISSUED, Fact.ISSUER})
"""The facts that a citation states: ``Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị``."""

FORMAL = ISSUING | {Fact.SIGNER, Fact.EFFECTIVE}
"""Of documents outside the corpus, only the clauses that cite them can state these."""
OF_STRANGERS = FORMAL | {Fact.STANDING, Fact.REPLACES}
"""What is asked of the document whose number stands in the question."""


def cited_lead(
    facts: Sequence[Fact], numbers: Sequence[str], clause: Clause, document: Document
) -> str | None:
    """When and by whom a document was issued that the clause cites; ``None`` if it does not say.

    Args:
        facts: what is asked.
        numbers: keys of the numbers that are asked about, see ``number_key``.
        clause: the clause.
        document: where it stands.
    """
    if not ISSUING & set(facts):
        return None
    leads = (
        _lead(facts, reference)
        for reference in document.references
        if reference.origin == clause.ref
        and reference.number
        and any(mentions_number(number, reference.number) for number in numbers)
    )
    return next((lead for lead in leads if lead), None)


def _lead(facts: Sequence[Fact], reference: Reference) -> str | None:
    name = " ".join(reference.text.split()).partition(" ngày ")[0]
    day = f"ngày {reference.issued_on:%d/%m/%Y}" if reference.issued_on else None
    if Fact.ISSUER in facts and reference.issuer:
        dated = f" {day}" if day and Fact.ISSUED in facts else ""
        return f"{name} do {reference.issuer} ban hành{dated}"
    return f"{name} được ban hành {day}" if day and Fact.ISSUED in facts else None
