from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retriever.fuse import best_first, fuse, standardise
from retriever.ranking import Fusion


def test_standard_scores_have_mean_0_and_deviation_1() -> None:
    standard = standardise(np.array([1.0, 2.0, 6.0]))
    assert standard.mean() == pytest.approx(0)
    assert standard.std() == pytest.approx(1)


@pytest.mark.parametrize("scores", [[], [3.0], [2.0, 2.0, 2.0]])
def test_scores_that_do_not_differ_say_nothing(scores: list[float]) -> None:
    assert standardise(np.array(scores)).tolist() == [0.0] * len(scores)


def test_halves_count_by_their_weights() -> None:
    bm25, dense = np.array([9.0, 1.0, 2.0]), np.array([0.1, 0.2, 0.9])
    both = Fusion(lexical=1, dense=1)
    assert fuse(bm25, dense, Fusion(lexical=1, dense=0)).argmax() == 0
    assert fuse(bm25, dense, Fusion(lexical=0, dense=1)).argmax() == 2
    np.testing.assert_allclose(fuse(bm25, dense, both), fuse(bm25 * 7 + 3, dense, both))


@given(st.lists(st.integers(0, 4), max_size=30), st.integers(0, 35), st.randoms())
def test_best_first_agrees_with_sorting(
    scores: list[int], k: int, rng: np.random.Generator
) -> None:
    ties = list(range(len(scores)))
    rng.shuffle(ties)
    expected = sorted(range(len(scores)), key=lambda i: (-scores[i], ties[i]))[:k]
    found = best_first(np.array(scores, dtype=float), np.array(ties, dtype=np.int64), k)
    assert found.tolist() == expected
