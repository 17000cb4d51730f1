"""Two runs side by side: paired differences, and the questions that changed most."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean
from typing import NamedTuple

from eval.datasets import Qrel
from eval.measures import PerQuery, per_query
from eval.resampling import randomisation_p
from eval.runs import Run
from retriever.types import BadDataset


class Difference(NamedTuple):
    """One measure over all judged queries; ``difference`` is B minus A."""

    measure: str
    a: float
    b: float
    difference: float
    p: float
    better: int
    worse: int


class Change(NamedTuple):
    """One query's value of a measure in the two runs."""

    query_id: str
    a: float
    b: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from run A to run B over ``queries`` judged queries."""

    queries: int
    differences: tuple[Difference, ...]
    measure: str
    """The measure that ``changes`` are of."""
    changes: tuple[Change, ...]


def compare(
    qrels: Iterable[Qrel], run_a: Run, run_b: Run, measure: str = "nDCG@10", most: int = 10
) -> Comparison:
    """Compare two runs on the same judgements; deterministic, and symmetric but for the sign.

    Raises ``BadDataset`` when a run answers none of the judged queries: it was made from
    another data set, and every difference would be an accident.
    """
    judgements = list(qrels)
    judged = {qrel.query_id for qrel in judgements}
    for name, run in (("A", run_a), ("B", run_b)):
        if judged.isdisjoint(run):
            raise BadDataset(
                f"Lượt chạy {name} không có câu hỏi nào của bộ dữ liệu.",
                "Kiểm tra --dataset và --split có đúng với lượt chạy không.",
            )
    values_a, values_b = per_query(judgements, run_a), per_query(judgements, run_b)
    return Comparison(
        queries=len(judged),
        differences=tuple(_difference(name, values_a, values_b) for name in values_a),
        measure=measure,
        changes=_most_changed(values_a, values_b, measure, most),
    )


def _difference(name: str, values_a: PerQuery, values_b: PerQuery) -> Difference:
    a, b = values_a[name], values_b[name]
    paired = [b[query_id] - a[query_id] for query_id in a]
    return Difference(
        measure=name,
        a=fmean(a.values()),
        b=fmean(b.values()),
        difference=fmean(paired),
        p=randomisation_p(paired),
        better=sum(value > 0 for value in paired),
        worse=sum(value < 0 for value in paired),
    )


def _most_changed(
    values_a: PerQuery, values_b: PerQuery, measure: str, most: int
) -> tuple[Change, ...]:
    a, b = values_a[measure], values_b[measure]
    changes = [Change(query_id, a[query_id], b[query_id]) for query_id in a]
    changed = [change for change in changes if change.a != change.b]
    return tuple(sorted(changed, key=lambda c: (-abs(c.b - c.a), c.query_id))[:most])
