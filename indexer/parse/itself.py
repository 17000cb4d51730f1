"""A text that speaks of itself: "Quy chế này", "Kế hoạch này", "Nghị định này"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from indexer.parse.citations import KINDS
from indexer.parse.provisions import QUOTED, Texts
from indexer.types import Clause, Reference, ReferenceType

LONGEST_KIND = 24
"""Characters before "này" in which the name of a kind may stand."""

_KIND = re.compile(rf"(?<!\w){KINDS}\s+$")
_OF = re.compile(r"\s*,?\s*(?:của\s+)?")


def self_references(
    clause: Clause, text: str, texts: Texts, taken: Sequence[tuple[int, int]]
) -> Iterator[Reference]:
    """Where ``text``, the clause's own words, names the document or the attachment it stands in.

    Each name counts once. It points at the document alone: the clauses around are not meant, and
    a part of it ("Điều 5 Quy chế này") is among the spans ``taken``, in order.
    """
    if texts.amends:
        taken = sorted([*taken, *(quoted.span() for quoted in QUOTED.finditer(text))])
    seen: set[str] = set()
    position = 0
    for found in re.finditer(r"này(?!\w)", text):
        window = max(0, found.start() - LONGEST_KIND)
        named = _KIND.search(text, window, found.start())
        if named is None:
            continue
        while position < len(taken) and taken[position][1] <= named.start():
            position += 1
        inside = position < len(taken) and taken[position][0] < named.end()
        of_part = position and _OF.fullmatch(text, taken[position - 1][1], named.start())
        kind = named[0].strip().lower()
        if inside or of_part or kind in seen or kind not in texts.prefixes:
            continue
        seen.add(kind)
        yield Reference(
            origin=clause.ref,
            type=ReferenceType.INTERNAL,
            text=text[named.start() : found.end()],
            start=clause.start + named.start(),
            end=clause.start + found.end(),
            document_id=clause.ref.document_id,
        )
