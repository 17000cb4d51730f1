from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retriever.evidence import Shown
from retriever.fuse import Floats, best_first, fuse, fuse_closer, standardise
from retriever.ranking import Closer, Fusion


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


SHOWN = Shown(*np.random.default_rng(0).random((len(Shown._fields), 3)))
BM25, DENSE = np.array([1.0, 2.0, 9.0]), np.array([0.3, 0.9, 0.1])
NONE = Closer.model_validate(dict.fromkeys(Closer.model_fields, 0))


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("lexical", BM25),
        ("dense", DENSE),
        ("soft", SHOWN.soft),
        ("sentence", SHOWN.sentence),
        ("heading", SHOWN.heading),
        ("told", SHOWN.told),
        ("nearest", SHOWN.nearest),
    ],
)
def test_each_sign_counts_by_its_weight(name: str, column: Floats) -> None:
    alone = fuse_closer(BM25, DENSE, SHOWN, NONE.model_copy(update={name: 3.0}))
    np.testing.assert_allclose(alone, 3 * standardise(column))


def test_signs_are_added_on_a_scale_of_their_own() -> None:
    names = enumerate(Closer.model_fields, 1)
    weights = Closer.model_validate({name: weight for weight, name in names})
    total = fuse_closer(BM25, DENSE, SHOWN, weights)
    parts = [
        fuse_closer(BM25, DENSE, SHOWN, NONE.model_copy(update={name: weight}))
        for name, weight in weights.model_dump().items()
    ]
    np.testing.assert_allclose(total, np.sum(parts, axis=0))
    stretched = SHOWN._replace(soft=SHOWN.soft * 9 + 1, told=SHOWN.told / 4)
    np.testing.assert_allclose(total, fuse_closer(BM25 * 7 + 3, DENSE, stretched, weights))


def test_what_all_show_alike_decides_nothing() -> None:
    shown = SHOWN._replace(soft=np.full(3, 0.7))
    only_soft = NONE.model_copy(update={"soft": 2.0})
    assert fuse_closer(BM25, DENSE, shown, only_soft).tolist() == [0, 0, 0]
