"""How well a clause answers a question: what of it the clause holds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from indexer.index import Index
from indexer.words import WordVectors
from retriever.lexical import field_of
from retriever.question import OtherNames, Question
from retriever.soft import match_words, usual

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]


class Shown(NamedTuple):
    """What clauses show of a question, shape ``(clauses,)`` each, shares in [0, 1].

    ``words``: of the content words, counted by inverse document frequency, those that stand in
    the clause or its headings. ``meaning``: the same, words met by another name included. ``soft``
    to ``translated_sentence``: how near its words come to those of the question, see ``WordMatch``;
    the last two are no shares but logarithms. ``usual``:
    how near texts of every kind come to the question, see ``Background``.
    """

    words: Floats
    meaning: Floats
    soft: Floats
    sentence: Floats
    heading: Floats
    told: Floats
    near: Floats
    nearest: Floats
    translated: Floats
    translated_sentence: Floats
    usual: Floats

    def at(self, places: Rows) -> Shown:
        """What the clauses in these places show."""
        return Shown(*(column[places] for column in self))


def shown(
    index: Index, words: WordVectors, question: Question, clauses: Rows, addressed: Floats
) -> Shown:
    """Look up what each of a few clauses holds of a question.

    ``words`` are the vectors that the index has the units of. ``addressed`` is 1 for the clauses
    whose named address is theirs. A named address counts like a content word, the rarest; without
    any content, everything is covered.
    """
    presence = _Presence(index, question, clauses)
    content = list(dict.fromkeys(token.text for token in question.content))
    weights = np.array([presence.idf(word) for word in content])
    there = np.array([presence.of(word) for word in content]).reshape(len(content), len(clauses))
    meant = there.copy()
    for other in question.others:
        by_name = _best_name(presence, other)
        for i, word in enumerate(content):
            if word in other.phrase:
                meant[i] = np.maximum(meant[i], by_name)
    if question.address:
        weights = np.append(weights, presence.rarest)
        there, meant = np.vstack([there, addressed]), np.vstack([meant, addressed])
    total = weights.sum()
    (asked,) = words.units([question.text])
    match = match_words(index, words, asked, clauses)
    if not total:
        everything, nothing = np.ones(len(clauses)), np.zeros(len(clauses))
        return Shown(words=everything, meaning=everything, usual=nothing, **match._asdict())
    return Shown(
        words=weights @ there / total,
        meaning=weights @ meant / total,
        usual=np.full(len(clauses), usual(words, asked)),
        **match._asdict(),
    )


def _best_name(presence: _Presence, other: OtherNames) -> Floats:
    """How much of the best of the other names of a phrase each clause holds."""
    best: Floats = np.maximum.reduce([presence.share(terms) for terms in other.terms])
    return best


class _Presence:
    """Which terms stand in each of a few clauses, in any of its passages."""

    def __init__(self, index: Index, question: Question, clauses: Rows) -> None:
        self._field = field_of(index, question)
        self._passages, self._clause = index.records.passages_of(clauses)
        self._clauses = len(clauses)
        self._found: dict[str, Floats] = {}
        self.rarest = math.log(self._field.size + 1)

    def idf(self, term: str) -> float:
        """A term that no document holds counts like the rarest."""
        term_id = self._field.term_id(term)
        return self.rarest if term_id is None else float(self._field.idf[term_id])

    def of(self, term: str) -> Floats:
        """1 for the clauses that hold a term."""
        if term not in self._found:
            held = np.zeros(self._clauses)
            term_id = self._field.term_id(term)
            if term_id is not None:
                holding, _ = self._field.postings(term_id)
                at = np.minimum(np.searchsorted(holding, self._passages), len(holding) - 1)
                held[self._clause[holding[at] == self._passages]] = 1.0
            self._found[term] = held
        return self._found[term]

    def share(self, terms: Sequence[str]) -> Floats:
        """The share of the terms that each clause holds, counted by their idf."""
        weights = [self.idf(term) for term in terms]
        held = np.zeros(self._clauses)
        for term, weight in zip(terms, weights, strict=True):
            held += weight * self.of(term)
        return held / (sum(weights) or 1.0)
