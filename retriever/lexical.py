"""The lexical half of a question: BM25 of its terms and of their other names."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from indexer.index import Index
from indexer.lexical import LexicalIndex
from retriever.question import Question
from retriever.ranking import TermWeights

Floats = npt.NDArray[np.float64]


def field_of(index: Index, question: Question) -> LexicalIndex:
    """The folded field for a question typed without diacritics, else the accented one."""
    return index.folded if question.plain else index.lexical


def wider(
    index: Index, question: Question, weights: TermWeights
) -> tuple[Mapping[str, float], str]:
    """The terms of a question with those of the other names of its phrases, and its text with them.

    The names of a phrase share its weight. Everyday phrases count where no document uses them, and
    only phrases that no document uses are spelled out for the encoder.
    """
    field = field_of(index, question)
    terms = dict(question.terms)
    text = [question.text]
    for other in question.others:
        used = all(field.term_id(term) is not None for term in other.phrase)
        if used and not other.same:
            continue
        weight = weights.same if other.same else weights.everyday
        share = weight / math.sqrt(len(other.terms))
        for name in other.terms:
            for term in name:
                terms[term] = terms.get(term, 0.0) + share
        if not used:
            text.extend(other.names)
    return terms, " ".join(text)


def passage_scores(index: Index, question: Question, terms: Mapping[str, float]) -> Floats:
    """The BM25 score of every passage for weighted terms."""
    field = field_of(index, question)
    found = ((field.term_id(term), weight) for term, weight in terms.items())
    return field.scores({term_id: weight for term_id, weight in found if term_id is not None})


def clause_scores(index: Index, passages: Floats) -> Floats:
    """The score of every clause, that of its best passage; 0 without one."""
    scores = np.zeros(index.records.clauses)
    first, clauses = index.clause_edges
    if len(first):
        scores[clauses] = np.maximum.reduceat(passages, first)
    return scores
