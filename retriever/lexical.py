"""The lexical half of a question: BM25 of its terms, and how much of it a clause covers."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from indexer.index import Index
from indexer.lexical import LexicalIndex
from retriever.question import Question
from retriever.scope import Scope

Floats = npt.NDArray[np.float64]


def field_of(index: Index, question: Question) -> LexicalIndex:
    """The folded field for a question typed without diacritics, else the accented one."""
    return index.folded if question.plain else index.lexical


def clause_scores(index: Index, question: Question) -> Floats:
    """The BM25 score of every clause, that of its best passage; 0 where no term occurs."""
    field = field_of(index, question)
    found = ((field.term_id(term), weight) for term, weight in question.terms.items())
    weights = {term_id: weight for term_id, weight in found if term_id is not None}
    scores = np.zeros(index.records.clauses)
    if weights:
        first, clauses = index.clause_edges
        scores[clauses] = np.maximum.reduceat(field.scores(weights), first)
    return scores


def coverage(index: Index, question: Question, scope: Scope) -> Floats:
    """For every clause, the share of the question's content found in it or its headings.

    A word counts by its inverse document frequency; one that no document holds counts like the
    rarest, and so does a named address. Without content, everything is covered.
    """
    field = field_of(index, question)
    rarest = math.log(field.size + 1)
    total = rarest if question.address else 0.0
    covered: Floats = np.where(scope.addressed, total, 0.0)
    for word in scope.words:
        term_id = field.term_id(word)
        if term_id is None:
            total += rarest
            continue
        weight = float(field.idf[term_id])
        clauses = index.passage_clause[field.postings(term_id)[0]]
        covered[clauses[np.diff(clauses, prepend=-1) > 0]] += weight
        total += weight
    return covered / total if total else np.ones_like(covered)
