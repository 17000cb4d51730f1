"""Who points at whom: references inside a document, and from it to others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from indexer.parse.citations import citations
from indexer.parse.itself import self_references
from indexer.parse.phrases import KINDS
from indexer.parse.provisions import Texts, provisions
from indexer.types import Clause, Reference

_AMENDING_TITLE = re.compile(r"sửa đổi|bổ sung|bãi bỏ", re.IGNORECASE)


def references(
    clauses: Sequence[Clause], *, number: str | None, kind: str | None, title: str
) -> Iterator[Reference]:
    """Every reference of a document, in reading order.

    Args:
        clauses: all its clauses; each is searched in its own text only.
        number: the document's number; mentions of itself are left out.
        kind: what it calls itself ("Quyết định này").
        title: tells whether it amends others, so that what it quotes is theirs.
    """
    by_path = {clause.ref.path: clause.ref for clause in clauses}
    # A consolidated text calls itself what its title does: "Thông tư này".
    titled = next((k.capitalize() for k in KINDS if title.lower().startswith(k)), kind)
    texts = Texts(by_path, text_kinds(titled, clauses), bool(_AMENDING_TITLE.search(title)))
    for clause in clauses:
        text = clause.text[: clause.lead]
        if not text:
            continue
        found = list(citations(clause, text, number))
        taken = [(one.start - clause.start, one.end - clause.start) for one in found]
        found += provisions(clause, text, texts, taken)
        taken = [(one.start - clause.start, one.end - clause.start) for one in found]
        found += self_references(clause, text, texts, sorted(taken))
        yield from sorted(found, key=lambda reference: reference.start)


def text_kinds(kind: str | None, clauses: Iterable[Clause]) -> dict[str, str]:
    """Path prefix → kind of text, from the document's kind and the names of its attachments."""
    kinds = {"": kind or ""}
    for clause in clauses:
        if clause.component:
            kinds.setdefault(clause.ref.path.split("__", 1)[0], clause.component)
    return kinds
