"""From examples to the probability that a clause answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import optimize  # type: ignore[import-untyped]

from retriever.evidence import FEATURES, Calibration

Floats = npt.NDArray[np.float64]

FOLDS = 4
PENALTY = 1e-3
"""Of the squared weights, on features of standard deviation 1."""

SIGNS: Mapping[str, tuple[float | None, float | None]] = {
    "meaning": (0, None),
    "soft": (0, None),
    "sentence": (0, None),
    "heading": (0, None),
    "told": (0, None),
    "near": (0, None),
    "nearest": (0, None),
    "usual": (None, 0),
    "score": (0, None),
    "plain": (None, None),
    "strange": (None, 0),
}
"""More evidence never makes an answer less likely, nor more of what is strange likelier."""


class Example(NamedTuple):
    """One clause for one question: its features, whether it answers, and what it weighs."""

    features: tuple[float, ...]
    answers: bool
    weight: float


def fit_answer(examples: Sequence[Example]) -> Calibration:
    """The body of ``answerable.json``: logistic regression with the ``SIGNS``."""
    table = np.array([example.features for example in examples])
    spread = table.std(axis=0) + 1e-9
    table = np.column_stack([np.ones(len(table)), table / spread])
    target = np.array([example.answers for example in examples], dtype=np.float64)
    weight = np.array([example.weight for example in examples])
    weight = weight / weight.sum()

    def loss(weights: Floats) -> tuple[float, Floats]:
        logits = table @ weights
        penalty = PENALTY * np.array([0.0, *weights[1:]])
        error = np.logaddexp(0, logits) - target * logits
        slope = weight * (1 / (1 + np.exp(-logits)) - target)
        return float(weight @ error + penalty @ weights), table.T @ slope + 2 * penalty

    bounds = [(None, None), *(SIGNS[name] for name in FEATURES)]
    fitted = optimize.minimize(
        loss, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds
    ).x
    return Calibration(
        intercept=round(float(fitted[0]), 4),
        weights={
            name: round(float(value), 4)
            for name, value in zip(FEATURES, fitted[1:] / spread, strict=True)
        },
    )


class Best(NamedTuple):
    """The best clause for a question, by its features; ``kind`` is empty for a strange one."""

    features: tuple[float, ...]
    kind: str


def separation(
    examples: Sequence[Sequence[Example]], best: Sequence[Sequence[Best]], lost: float
) -> dict[str, float]:
    """How many strange questions are refused when a share of the own ones of a kind is lost.

    Both come by collection: each quarter of them is judged by what is fitted on the others.
    """
    scores, kinds = list[float](), list[str]()
    for fold in range(FOLDS):
        seen = [one for n, of in enumerate(examples) if n % FOLDS != fold for one in of]
        unseen = [one for n, of in enumerate(best) if n % FOLDS == fold for one in of]
        fitted = fit_answer(seen)
        scores += fitted.probability(np.array([one.features for one in unseen])).tolist()
        kinds += [one.kind for one in unseen]
    table, names = np.array(scores), np.array(kinds)
    strange = table[names == ""]
    return {
        kind: float((strange < np.quantile(table[names == kind], lost)).mean())
        for kind in sorted(set(kinds) - {""})
    }
