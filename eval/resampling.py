"""Two small resampling methods, seeded so that a figure comes out the same every time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

SEED = 20250614
ROUNDS = 10_000
_BATCH = 500


class Interval(NamedTuple):
    """A mean with the ends of its 95% interval, over ``n`` questions."""

    mean: float
    low: float
    high: float
    n: int


def bootstrap(values: Sequence[float], rounds: int = ROUNDS, seed: int = SEED) -> Interval | None:
    """Percentile bootstrap of the mean (Efron 1979); ``None`` without values."""
    if not values:
        return None
    sample = np.asarray(values, dtype=np.float64)
    rng = np.random.default_rng(seed)
    means = np.concatenate(
        [
            sample[rng.integers(0, len(sample), (size, len(sample)))].mean(axis=1)
            for size in _batches(rounds)
        ]
    )
    low, high = np.percentile(means, [2.5, 97.5])
    return Interval(float(sample.mean()), float(low), float(high), len(sample))


def randomisation_p(differences: Sequence[float], rounds: int = ROUNDS, seed: int = SEED) -> float:
    """Two-sided p-value that paired differences have mean 0, by random sign flips.

    Fisher's randomisation test as recommended by Smucker, Allan and Carterette (CIKM 2007);
    the observed arrangement counts as one of the rounds, so the result is never 0. Pairs that
    do not differ cannot change a sum and are left out.
    """
    moved = np.asarray([value for value in differences if value != 0.0], dtype=np.float64)
    if not moved.size:
        return 1.0
    # Sums that are equal on paper differ in the last bits: the tolerance keeps them ties.
    observed = abs(float(moved.sum())) - 1e-9
    rng = np.random.default_rng(seed)
    extreme = sum(
        int((np.abs((rng.integers(0, 2, (size, moved.size)) * 2 - 1) @ moved) >= observed).sum())
        for size in _batches(rounds)
    )
    return (1 + extreme) / (1 + rounds)


def _batches(rounds: int) -> list[int]:
    """Cut the rounds up, so that memory does not grow with them."""
    full, rest = divmod(rounds, _BATCH)
    return [_BATCH] * full + ([rest] if rest else [])
