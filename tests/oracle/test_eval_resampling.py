from __future__ import annotations

import itertools
import random

import pytest

from eval.resampling import bootstrap, randomisation_p


def exact_p(differences: list[float]) -> float:
    """Every arrangement of signs instead of a sample of them."""
    observed = abs(sum(differences)) - 1e-9
    signs = list(itertools.product((-1, 1), repeat=len(differences)))
    extreme = sum(
        abs(sum(sign * value for sign, value in zip(flips, differences, strict=True))) >= observed
        for flips in signs
    )
    return extreme / len(signs)


@pytest.mark.parametrize("seed", range(20))
def test_sampled_sign_flips_come_near_the_exact_test(seed: int) -> None:
    rng = random.Random(seed)
    differences = [rng.choice([-1.0, -0.5, 0.0, 0.25, 0.5, 1.0]) for _ in range(10)]
    assert randomisation_p(differences) == pytest.approx(exact_p(differences), abs=0.025)


def test_nothing_to_compare_is_no_evidence() -> None:
    assert randomisation_p([]) == 1.0
    assert randomisation_p([0.0, 0.0]) == 1.0


def test_the_interval_of_a_share_is_near_the_normal_one() -> None:
    interval = bootstrap([1.0] * 80 + [0.0] * 20)
    assert interval is not None
    spread = 1.96 * (0.8 * 0.2 / 100) ** 0.5
    assert interval.mean == pytest.approx(0.8)
    assert interval.low == pytest.approx(0.8 - spread, abs=0.015)
    assert interval.high == pytest.approx(0.8 + spread, abs=0.015)
    assert interval.n == 100


def test_the_interval_is_the_same_every_time() -> None:
    rng = random.Random(1)
    values = [rng.random() for _ in range(50)]
    assert bootstrap(values) == bootstrap(values)
    assert bootstrap(values, seed=2) != bootstrap(values)


def test_one_value_has_no_spread_and_none_no_interval() -> None:
    assert bootstrap([0.5]) == (0.5, 0.5, 0.5, 1)
    assert bootstrap([]) is None
