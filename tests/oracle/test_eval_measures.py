"""The measures against their definitions, written out here a second time."""

from __future__ import annotations

import math
import random

import pytest

from eval.datasets import Qrel
from eval.measures import MEASURES, averages, per_query
from eval.runs import Scored

NAMES = ["nDCG@10", "R@1", "R@5", "R@10", "R@100", "RR@10", "Success@1"]
BATCHES, QUERIES_PER_BATCH = 20, 600


def by_definition(relevance: dict[str, int], results: list[Scored]) -> dict[str, float]:
    """One query's measures straight from the textbook."""
    ids = [r.article_id for r in sorted(results, key=lambda r: (-r.score, r.article_id))]
    gains = [relevance.get(article_id, 0) for article_id in ids]
    relevant = sum(gain > 0 for gain in relevance.values())

    def dcg(values: list[int]) -> float:
        return sum(value / math.log2(place + 2) for place, value in enumerate(values[:10]))

    def recall(depth: int) -> float:
        return sum(gain > 0 for gain in gains[:depth]) / relevant if relevant else 0.0

    ideal = dcg(sorted(relevance.values(), reverse=True))
    first = next((place for place, gain in enumerate(gains[:10], start=1) if gain > 0), None)
    return {
        "nDCG@10": dcg(gains) / ideal if ideal else 0.0,
        **{f"R@{depth}": recall(depth) for depth in (1, 5, 10, 100)},
        "RR@10": 1 / first if first else 0.0,
        "Success@1": float(bool(gains) and gains[0] > 0),
    }


def random_case(rng: random.Random) -> tuple[dict[str, int], list[Scored]]:
    """A query's judgements and results: often tied, sometimes empty, sometimes long."""
    articles = [f"d{number}" for number in range(rng.choice([1, 3, 15, 130]))]
    judged = rng.sample(articles, rng.randint(1, min(len(articles), 6)))
    relevance = {article: rng.choice([0, 1, 1, 2]) for article in judged}
    returned = rng.sample(articles, rng.choice([0, 1, len(articles) // 2, len(articles)]))
    levels = rng.choice([1, 3, 1_000_000])
    return relevance, [Scored(a, rng.randint(-levels, levels) / levels) for a in returned]


@pytest.mark.parametrize("seed", range(BATCHES))
def test_random_runs_with_ties_gaps_and_strangers(seed: int) -> None:
    rng = random.Random(seed)
    qrels: list[Qrel] = []
    run = {"nobody judged this": [Scored("d0", 1.0)]}
    expected: dict[str, dict[str, float]] = {}
    for number in range(QUERIES_PER_BATCH):
        relevance, results = random_case(rng)
        query_id = f"q{number}"
        qrels += [Qrel(query_id, article, value) for article, value in relevance.items()]
        if results or rng.random() < 0.5:
            run[query_id] = results
        expected[query_id] = by_definition(relevance, results)
    values = per_query(qrels, run)
    assert list(values) == NAMES
    for name in NAMES:
        assert values[name].keys() == expected.keys()
        for query_id, by_name in expected.items():
            assert values[name][query_id] == pytest.approx(by_name[name], abs=1e-9), query_id
    for name, average in averages(values).items():
        by_hand = sum(by_name[name] for by_name in expected.values()) / QUERIES_PER_BATCH
        assert average == pytest.approx(by_hand, abs=1e-9)


A, B = Scored("a", 2.0), Scored("b", 1.0)


@pytest.mark.parametrize(
    ("qrels", "run", "expected"),
    [
        ([], {}, 0.0),
        ([], {"q": [A]}, 0.0),
        ([Qrel("q", "a", 1)], {}, 0.0),
        ([Qrel("q", "a", 1)], {"q": []}, 0.0),
        ([Qrel("q", "a", 0)], {"q": [A]}, 0.0),
        ([Qrel("q", "a", 1)], {"q": [A]}, 1.0),
        ([Qrel("q", "a", 1)], {"q": [A, B]}, 1.0),
        ([Qrel("q", "a", 1), Qrel("p", "a", 1)], {"q": [A]}, 0.5),
        ([Qrel("q", "a", 1), Qrel("p", "a", 1)], {"q": [A], "p": []}, 0.5),
        ([Qrel("q", "a", 1)], {"r": [A]}, 0.0),
    ],
)
def test_empty_partial_and_single_inputs(
    qrels: list[Qrel], run: dict[str, list[Scored]], expected: float
) -> None:
    assert averages(per_query(qrels, run)) == dict.fromkeys(map(str, MEASURES), expected)
