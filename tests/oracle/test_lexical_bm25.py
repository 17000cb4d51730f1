"""Frozen postings against rank_bm25 and against BM25F written down as slowly as possible."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from rank_bm25 import BM25Plus

from indexer.forward import ForwardBuilder
from indexer.lexical import LexicalIndex, Scoring, folded, freeze
from indexer.segment import fold

Passage = tuple[Sequence[str], Sequence[str]]


def build(passages: Sequence[Passage], scoring: Scoring, folder: Path) -> LexicalIndex:
    builder = ForwardBuilder()
    for text, headings in passages:
        builder.add(Counter(text), Counter(headings))
    freeze(builder.finish(), scoring).save(folder, "terms")
    return LexicalIndex.open(folder, "terms", len(passages))


def search(index: LexicalIndex, question: Sequence[str]) -> list[float]:
    counts = Counter(question)
    found = {index.term_id(term): float(n) for term, n in counts.items()}
    scores = index.scores({term_id: n for term_id, n in found.items() if term_id is not None})
    return [float(score) for score in scores]


def random_terms(rng: random.Random, longest: int) -> list[str]:
    """Zipf-like words with diacritics, so that some are in nearly every passage."""
    words = ["và", "của", "số", "sở", "công nghệ", "khcn", "đầu_tư", "57-nq/tw", "hòa", "quỹ"]
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    return rng.choices(words, weights, k=rng.randint(0, longest))


@pytest.mark.parametrize("seed", range(300))
def test_one_field_scores_like_rank_bm25(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    texts = [random_terms(rng, 30) for _ in range(rng.randint(1, 25))]
    texts[0] = texts[0] or ["quỹ"]
    k1, b = rng.uniform(0.3, 2.5), rng.uniform(0, 1)
    scoring = Scoring(k1=k1, b=(b, b), weights=(1.0, 0.0))
    question = [*random_terms(rng, 8), "không có"]

    expected = BM25Plus(texts, k1=k1, b=b, delta=0).get_scores(question)
    index = build([(text, []) for text in texts], scoring, tmp_path)
    assert search(index, question) == pytest.approx(expected.tolist(), abs=1e-6, rel=0)


def bm25f(passages: Sequence[Passage], question: Sequence[str], scoring: Scoring) -> list[float]:
    """The formula in the docstring of ``freeze``, term by term and passage by passage."""
    means = [sum(len(p[f]) for p in passages) / len(passages) or 1.0 for f in (0, 1)]
    scores = []
    for passage in passages:
        score = 0.0
        for term in question:
            frequency = sum(1 for p in passages if term in p[0] or term in p[1])
            if not frequency:
                continue
            tf = sum(
                scoring.weights[f]
                * passage[f].count(term)
                / (1 - scoring.b[f] + scoring.b[f] * len(passage[f]) / means[f])
                for f in (0, 1)
            )
            idf = math.log((len(passages) + 1) / frequency)
            score += idf * (scoring.k1 + 1) * tf / (scoring.k1 + tf) if tf else 0.0
        scores.append(score)
    return scores


@pytest.mark.parametrize("seed", range(150))
def test_two_fields_score_like_bm25f(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    passages = [(random_terms(rng, 20), random_terms(rng, 6)) for _ in range(rng.randint(1, 20))]
    scoring = Scoring(
        k1=rng.uniform(0.3, 2.5),
        b=(rng.uniform(0, 1), rng.uniform(0, 1)),
        weights=(rng.uniform(0.5, 2), rng.uniform(0.5, 4)),
    )
    question = random_terms(rng, 8)
    index = build(passages, scoring, tmp_path)
    assert search(index, question) == pytest.approx(bm25f(passages, question, scoring), abs=1e-9)


@pytest.mark.parametrize("seed", range(50))
def test_folded_field_is_the_field_of_folded_terms(seed: int) -> None:
    rng = random.Random(seed)
    passages = [(random_terms(rng, 20), random_terms(rng, 6)) for _ in range(rng.randint(1, 20))]
    accented, bare = ForwardBuilder(), ForwardBuilder()
    for text, headings in passages:
        accented.add(Counter(text), Counter(headings))
        bare.add(*(Counter(fold(t) for t in field if "_" not in t) for field in (text, headings)))
    left, right = folded(accented.finish()), bare.finish()
    assert list(left.vocabulary) == list(right.vocabulary)
    for part in ("indptr", "terms", "counts"):
        np.testing.assert_array_equal(getattr(left, part), getattr(right, part))
