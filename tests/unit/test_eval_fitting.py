"""Fitting: that it finds what is there, on made-up examples."""

from __future__ import annotations

import numpy as np
import pytest

from eval.fitting import FOLDS, SIGNS, Best, Example, fit_answer, separation
from retriever.evidence import FEATURES

SHOWN = ("meaning", "usual", "plain")
"""The features of made-up examples; the others are 0."""


def example(answers: bool, *values: float) -> Example:
    row = dict.fromkeys(FEATURES, 0.0) | dict(zip(SHOWN, values, strict=True))
    return Example(tuple(row.values()), answers, 1.0)


def examples(count: int, *, reverse: bool = False, seed: int = 1) -> list[Example]:
    """What answers holds more words and is less usual; the other way round if reversed."""
    random = np.random.default_rng(seed)
    found = []
    for words, usual, plain, noise in random.random((count, 4)).tolist():
        likely = 4 * words - 3 * usual - 1 + 2 * plain + noise > 1
        found.append(example(likely != reverse, words, usual, plain))
    return found


def test_probability_is_fitted_to_the_examples() -> None:
    found = examples(300)
    fitted = fit_answer(found)
    assert set(fitted.weights) == set(FEATURES)
    assert fitted.weights["meaning"] > fitted.weights["plain"] > 0 > fitted.weights["usual"]
    chances = fitted.probability(np.array([each.features for each in found]))
    right = (chances > 0.5) == np.array([each.answers for each in found])
    assert right.mean() > 0.85


def test_more_evidence_never_makes_an_answer_less_likely() -> None:
    weights = fit_answer(examples(300, reverse=True)).weights
    assert (weights["meaning"], weights["usual"]) == (0, 0)
    assert weights["plain"] < 0, "this one has no sign"


def test_every_feature_has_a_sign() -> None:
    assert set(SIGNS) == set(FEATURES)


def test_weight_of_an_example_is_how_often_it_counts() -> None:
    found = examples(40)
    heavy = [each._replace(weight=3.0 if each.answers else 1.0) for each in found]
    repeated = [each for each in found for _ in range(3 if each.answers else 1)]
    one, other = fit_answer(heavy), fit_answer(repeated)
    # the spread by which features are scaled is that of the rows, so the penalty differs a little
    assert one.weights == pytest.approx(other.weights, rel=0.1, abs=0.05)
    assert one.intercept > fit_answer(found).intercept


def test_separation_is_measured_on_what_the_fit_did_not_see() -> None:
    sets = [examples(60, seed=seed) for seed in range(FOLDS + 1)]
    best = [[Best(each.features, "direct" if each.answers else "") for each in of] for of in sets]
    assert separation(sets, best, 0.1)["direct"] > 0.8
    misled = [*sets[1:], examples(60, seed=9, reverse=True)]
    assert separation(misled, best, 0.5)["direct"] <= separation(sets, best, 0.5)["direct"]
    hidden = [[one._replace(kind="" if one.kind else "direct") for one in of] for of in best]
    assert separation(sets, hidden, 0.1)["direct"] < 0.2
