"""What each weight of the ranking is worth: the same queries with one weight at a time set to 0."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from eval.compare import Difference, compare
from eval.datasets import Qrel
from eval.runs import Run
from retriever.ranking import Ranking


class Ablation(NamedTuple):
    """The ranking without one weight (B) against the whole ranking (A), by measure."""

    weight: str
    differences: tuple[Difference, ...]


def without_each_weight(ranking: Ranking) -> Iterator[tuple[str, Ranking]]:
    """Yield (key of a weight, the ranking with it at 0) for every weight that is not 0 already.

    Weights are the fractional numbers of ``ranking.toml``; counts and word lists are not.
    """
    for section, values in ranking:
        for key, value in values:
            if isinstance(value, float) and value != 0.0:
                changed = values.model_copy(update={key: 0.0})
                yield f"{section}.{key}", ranking.model_copy(update={section: changed})


def ablate(
    qrels: Iterable[Qrel], ranking: Ranking, run_with: Callable[[Ranking], Run]
) -> list[Ablation]:
    """Run the queries with the whole ranking and without each weight, and compare."""
    judgements = list(qrels)
    whole = run_with(ranking)
    return [
        Ablation(weight, compare(judgements, whole, run_with(changed)).differences)
        for weight, changed in without_each_weight(ranking)
    ]
