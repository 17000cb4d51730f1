"""Fitting the probability of an answer: that it finds what is there, on made-up examples."""

from __future__ import annotations

import numpy as np

from eval.refusing import FOLDS, Best, Example, fit_answer, separation
from retriever.signs import WEIGHED

SHOWN = ("meaning_share", "usual", "plain")
"""What differs between made-up examples."""


def example(answers: bool, *values: float) -> Example:
    row = dict.fromkeys(WEIGHED, 0.0) | dict(zip(SHOWN, values, strict=True))
    return Example(tuple(row.values()), answers, 1.0)


def examples(count: int, *, reverse: bool = False, seed: int = 1) -> list[Example]:
    """What answers holds more words and is less usual; the other way round if reversed."""
    random = np.random.default_rng(seed)
    found = []
    for words, usual, plain, noise in random.random((count, 4)).tolist():
        likely = 4 * words - 3 * usual - 1 + 2 * plain + noise > 1
        found.append(example(likely != reverse, words, usual, plain))
    return found


def chances(of: list[Example], asked: list[Example]) -> list[float]:
    found: list[float] = (
        fit_answer(of).probability(np.array([one.weighed for one in asked])).tolist()
    )
    return found


def test_probability_is_fitted_to_the_examples() -> None:
    unseen = examples(300, seed=2)
    right = [
        (chance > 0.5) == one.answers
        for chance, one in zip(chances(examples(900), unseen), unseen, strict=True)
    ]
    assert np.mean(right) > 0.85


def test_examples_count_as_they_are_told() -> None:
    found = examples(600)
    heavy = [each._replace(counts=5.0 if each.answers else 1.0) for each in found]
    assert np.mean(chances(heavy, found)) > np.mean(chances(found, found)) + 0.03


def test_separation_is_measured_on_what_the_fit_did_not_see() -> None:
    sets = [examples(200, seed=seed) for seed in range(FOLDS)]
    best = [[Best(each.weighed, "direct" if each.answers else "") for each in of] for of in sets]
    few, many = separation(sets, best, [0.05, 0.5])
    assert few["direct"] < many["direct"]
    assert many["direct"] > 0.9
    hidden = [[one._replace(kind="" if one.kind else "direct") for one in of] for of in best]
    assert separation(sets, hidden, [0.5])[0]["direct"] < 0.2
