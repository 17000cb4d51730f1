"""From examples to the probability that a clause answers, and what it tells apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from eval.fitting import Schedule, fit_network
from retriever.network import Network
from retriever.signs import WEIGHED

if TYPE_CHECKING:
    import torch

FOLDS = 4
SCHEDULE = Schedule(epochs=30, batch=512, rate=3e-3)


class Example(NamedTuple):
    """One clause for one question: what is weighed, whether it answers, and what it counts."""

    weighed: tuple[float, ...]
    answers: bool
    counts: float


def fit_answer(examples: Sequence[Example]) -> Network:
    """The network of ``answerable.json``: cross-entropy over the examples."""
    import torch  # noqa: PLC0415 - slow to load

    target = torch.tensor([float(example.answers) for example in examples])
    counts = torch.tensor([example.counts for example in examples])
    counts = counts / counts.mean()

    def loss(values: torch.Tensor, batch: torch.Tensor) -> torch.Tensor:
        entropy = torch.nn.functional.binary_cross_entropy_with_logits
        return entropy(values.squeeze(-1), target[batch], weight=counts[batch])

    tables = [np.array([example.weighed]) for example in examples]
    return fit_network(WEIGHED, tables, loss, SCHEDULE)


class Best(NamedTuple):
    """The best clause for a question; ``kind`` is empty for a strange question."""

    weighed: tuple[float, ...]
    kind: str


def separation(
    examples: Sequence[Sequence[Example]], best: Sequence[Sequence[Best]], lost: Sequence[float]
) -> list[dict[str, float]]:
    """How many strange questions are refused when a share of the others of a kind is lost.

    Both come by collection: each quarter of them is judged by what is fitted on the others.
    One answer for each share of ``lost``.
    """
    chances, kinds = list[float](), list[str]()
    for fold in range(FOLDS):
        seen = [one for n, of in enumerate(examples) if n % FOLDS != fold for one in of]
        unseen = [one for n, of in enumerate(best) if n % FOLDS == fold for one in of]
        fitted = fit_answer(seen)
        chances += fitted.probability(np.array([one.weighed for one in unseen])).tolist()
        kinds += [one.kind for one in unseen]
    table, names = np.array(chances), np.array(kinds)
    strange = table[names == ""]
    return [
        {
            kind: float((strange < np.quantile(table[names == kind], share)).mean())
            for kind in sorted(set(kinds) - {""})
        }
        for share in lost
    ]
