"""Where to look: which clauses a search may find, and which of them the question points at."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from indexer.index import Index
from indexer.segment import fold
from retriever.address import Address, address_pattern, is_lost, may_be_at
from retriever.front import front_patterns
from retriever.narrow import Catalogue
from retriever.ranking import Named
from retriever.types import Filters

Mask = npt.NDArray[np.bool_]

_WHAT = re.compile(
    r"\b(?:(?:quy định|nói|quy dinh|noi)\s+(?:về |ve )?(?:những |nhung )?(?:là |la )?"
    r"(?:gì|gi|thế nào|the nao|như thế nào|nhu the nao|ra sao)|nội dung|noi dung)\b",
    re.IGNORECASE,
)
"""Asks for whatever a named clause says: no word of it must stand there."""

_ATTACHMENT_TITLE = re.compile(rb"/att_[^_\n]+__title\n")
_ATTACHED = re.compile(r"att_")


@dataclass(frozen=True, slots=True)
class Scope:
    """For every clause: whether it may be found, whether its address is named, and a bonus.

    ``among`` is ``None`` when all may. ``bonus`` counts in standard deviations of the scores.
    ``addressed`` is 1 for a clause that is named by its address, 1/2 for those inside, else 0.
    ``aside`` are the spans of the question that say where to look: having been heeded, they are
    not looked for as words.
    """

    among: Mask | None
    addressed: npt.NDArray[np.float64]
    bonus: npt.NDArray[np.float64]
    aside: tuple[tuple[int, int], ...]


def find_scope(
    index: Index,
    catalogue: Catalogue,
    text: str,
    address: Address | None,
    filters: Filters,
    weights: Named,
) -> Scope:
    """Apply the filters, then what the question says of documents, places and addresses."""
    document = index.records.clause_document
    bonus = np.zeros(index.records.clauses)
    among: Mask | None = None
    if filters != Filters():
        among = catalogue.allowed(filters)[document]
    named, aside = catalogue.named(text)
    if named is not None:
        among = named[document] if among is None else among & named[document]
    place, place_spans = catalogue.of_place(text)
    if place is not None:
        bonus += weights.issuer * place[document]
    for pattern in front_patterns(fold(text)):
        for row, _ in index.records.search_ids(pattern):
            bonus[row] += weights.front
    if address is not None and catalogue.is_of_another(address):
        address = None
    addressed = _addressed(index, address, among)
    bonus += weights.address * addressed
    heeded: tuple[tuple[int, int], ...] = ()
    if address is not None:
        asks = (match.span() for match in _WHAT.finditer(text))
        heeded = (*asks, *catalogue.kinds(text))
        if addressed.any():
            heeded = (*address.spans, *heeded)
            among = addressed > 0
    return Scope(among, addressed, bonus, (*aside, *place_spans, *heeded))


def _addressed(
    index: Index, address: Address | None, among: Mask | None
) -> npt.NDArray[np.float64]:
    """1 for the clauses whose address the question names, 1/2 for those below them.

    An attachment that is named has them, or nothing has. Otherwise the main text goes before its
    attachments, if it is named, and a heading that is there before those that are lost.
    """
    found = np.zeros(index.records.clauses)
    if address is None:
        return found
    matches = [
        (row, match)
        for row, match in index.records.search_ids(address_pattern(address))
        if (among is None or among[row]) and may_be_at(address, match)
    ]
    if address.kind:
        attached = _attachments(index, address.kind, among)
        own = [at for at in matches if str(index.records.ref(at[0])).startswith(attached or " ")]
        main = [at for at in matches if not _ATTACHED.match(index.records.ref(at[0]).path)]
        matches = own if attached else main or matches
    printed = [(row, match) for row, match in matches if not is_lost(match)]
    for row, match in printed or matches:
        found[row] = 0.5 if match["below"] else 1.0
    return found


def _attachments(index: Index, kind: str, among: Mask | None) -> tuple[str, ...]:
    """How the ids of clauses begin that are in attachments of this kind, such as ``quy che``."""
    titles = (row for row, _ in index.records.search_ids(_ATTACHMENT_TITLE))
    return tuple(
        str(index.records.ref(row)).removesuffix("title")
        for row in titles
        if (among is None or among[row])
        and fold(index.records.clause(row).component).startswith(kind)
    )
