"""The lexical half of a question: BM25 of its terms, and how much of it a clause covers."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from indexer.index import Index
from indexer.lexical import LexicalIndex
from retriever.question import Question
from retriever.ranking import TermWeights
from retriever.scope import Scope

Floats = npt.NDArray[np.float64]


def field_of(index: Index, question: Question) -> LexicalIndex:
    """The folded field for a question typed without diacritics, else the accented one."""
    return index.folded if question.plain else index.lexical


def wider(
    index: Index, question: Question, weights: TermWeights
) -> tuple[Mapping[str, float], str]:
    """The terms of a question with those of the other names of its phrases, and its text with them.

    The names of a phrase share its weight. An everyday phrase that no document uses hands most of
    its weight over, and only such phrases are spelled out for the encoder.
    """
    field = field_of(index, question)
    terms = dict(question.terms)
    text = [question.text]
    for other in question.others:
        used = all(field.term_id(term) is not None for term in other.phrase)
        weight = weights.same if other.same else weights.everyday if used else weights.unused
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


def coverage(index: Index, question: Question, scope: Scope) -> Floats:
    """For every clause, the share of the question's content found in it or its headings.

    A word counts by its inverse document frequency; one that no document holds counts like the
    rarest, and so does a named address. Without content, everything is covered.
    """
    field = field_of(index, question)
    rarest = math.log(field.size + 1)
    total = rarest if question.address else 0.0
    covered: Floats = np.where(scope.addressed, total, 0.0)
    for word in dict.fromkeys(token.text for token in question.content):
        term_id = field.term_id(word)
        if term_id is None:
            total += rarest
            continue
        weight = float(field.idf[term_id])
        clauses = index.passage_clause[field.postings(term_id)[0]]
        covered[clauses[np.diff(clauses, prepend=-1) > 0]] += weight
        total += weight
    return covered / total if total else np.ones_like(covered)
