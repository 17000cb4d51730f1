"""Which of the ranked clauses are evidence, and which of those are cited."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from operator import mul

from retriever.types import Clause, ClauseRef, Document, Hit, Retriever
from service.about import Fact
from service.candidates import Candidates
from service.thresholds import Thresholds

_DECIDING = 3
"""The best hits: one of them must be evidence."""
_LIST_ITEMS = 3
_FOOTNOTE = re.compile(r"__fn_\d+$")


@dataclass(frozen=True, slots=True)
class Support:
    """A clause that carries part of the answer, with its document and its printed surroundings.

    ``ancestors`` are the containers of the clause, nearest first. ``via`` is the clause that
    refers to this one, when it is told for the other's sake.
    """

    score: float
    clause: Clause
    document: Document
    ancestors: tuple[Clause, ...] = ()
    via: Clause | None = None

    @property
    def ref(self) -> ClauseRef:
        """The address of the clause."""
        return self.clause.ref


def choose(
    parts: Sequence[Candidates], retriever: Retriever, top_k: int, limits: Thresholds
) -> list[list[Hit]]:
    """The hits to cite for each part, ``top_k`` in all; none where the documents do not answer.

    The parts stand together: where one is answered, the others need only what is worth citing.
    """
    share = -(-top_k // len(parts))
    surest = max(map(_likeliest, parts), default=0.0)
    if surest < limits.refuse.probability:
        parts = [part if part.fact else replace(part, hits=()) for part in parts]
    chosen = [_chosen(part, retriever, share, limits) for part in parts]
    while sum(map(len, chosen)) > max(top_k, len(parts)):
        max(reversed(chosen), key=len).pop()
    return chosen


def _likeliest(part: Candidates) -> float:
    """The probability that one of the best hits answers; a stated fact surely does."""
    if part.fact:
        return float(bool(part.hits))
    return max((hit.evidence.answerable for hit in part.hits[:_DECIDING]), default=0.0)


def _chosen(part: Candidates, retriever: Retriever, top_k: int, limits: Thresholds) -> list[Hit]:
    """Best first: until one of them surely answers, no clause beside its parent."""
    if part.fact:
        most = top_k if part.fact is Fact.BASIS else min(top_k, limits.cite.facts)
        return _without_nested(part.hits, retriever, most)
    lowest = limits.cite.relative_probability * limits.refuse.probability
    if _likeliest(part) < lowest:
        return []
    likely = [hit for hit in part.hits if hit.evidence.answerable >= lowest]
    first, *rest = _until_sure(_without_nested(likely, retriever, top_k), limits.cite.doubt)
    known = {hit.ref: hit for hit in (first, *part.also, *rest)}
    return list(known.values())[:top_k]


def _until_sure(hits: Sequence[Hit], doubt: float) -> list[Hit]:
    """The first hits, as many as make it no likelier than ``doubt`` that none of them answers."""
    left = accumulate((1 - hit.evidence.answerable for hit in hits), mul)
    enough = 1 + sum(chance > doubt for chance in left)
    return list(hits[:enough])


def _without_nested(hits: Sequence[Hit], retriever: Retriever, top_k: int) -> list[Hit]:
    """The first ``top_k`` hits, leaving out those above or below a better one.

    A list that was found whole, as a container and several of its items, counts as one. A
    footnote is no part of the sentence that it explains: the two may stand side by side.
    """
    chosen: list[Hit] = []
    covered: set[ClauseRef] = set()
    for hit in _lists_joined(hits, retriever):
        if len(chosen) == top_k:
            break
        above = [clause.ref for clause in ancestors(retriever, hit.ref)]
        if _FOOTNOTE.search(hit.ref.path):
            above = []
        if hit.ref in covered or any(other.ref in above for other in chosen):
            continue
        chosen.append(hit)
        covered.update(above, [hit.ref])
    return chosen


def _lists_joined(hits: Sequence[Hit], retriever: Retriever) -> list[Hit]:
    """The hits, with a container that is the best one in place of its items, three at least."""
    containers = {hit.ref: hit for hit in hits[:1]}
    parents = [_parent(retriever.clause(hit.ref)) for hit in hits]
    items = Counter(parents)
    joined = [
        containers[parent]
        if parent is not None and parent in containers and items[parent] >= _LIST_ITEMS
        else hit
        for hit, parent in zip(hits, parents, strict=True)
    ]
    return list(dict.fromkeys(joined))


def _parent(clause: Clause) -> ClauseRef | None:
    return ClauseRef(clause.ref.document_id, clause.parent) if clause.parent else None


def ancestors(retriever: Retriever, ref: ClauseRef) -> tuple[Clause, ...]:
    """The containers of a clause, nearest first."""
    found: list[Clause] = []
    parent = retriever.clause(ref).parent
    while parent is not None:
        clause = retriever.clause(ClauseRef(ref.document_id, parent))
        found.append(clause)
        parent = clause.parent
    return tuple(found)


def support(
    retriever: Retriever, ref: ClauseRef, score: float, via: Clause | None = None
) -> Support:
    """Everything about a clause that an answer needs."""
    return Support(
        score=score,
        clause=retriever.clause(ref),
        document=retriever.document(ref.document_id),
        ancestors=ancestors(retriever, ref),
        via=via,
    )


def innermost(item: Support, words: Sequence[str], retriever: Retriever) -> Support:
    """The clause inside ``item`` that alone holds all of these words, itself if none does."""
    said = [" ".join(each.split()) for each in words]

    def inside(clause: Clause) -> Clause:
        holding = [
            child
            for child in retriever.children(clause.ref)
            if all(each in " ".join(child.text.split()) for each in said)
        ]
        return inside(holding[0]) if len(holding) == 1 else clause

    found = inside(item.clause)
    return item if found is item.clause else support(retriever, found.ref, item.score, item.via)
