"""Retrieval measures through ir-measures, averaged over every judged query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from statistics import fmean

import ir_measures
from ir_measures import RR, R, Success, nDCG

from eval.datasets import Qrel
from eval.runs import Run, ranked

MEASURES = (nDCG @ 10, R @ 1, R @ 5, R @ 10, R @ 100, RR @ 10, Success @ 1)

PerQuery = Mapping[str, Mapping[str, float]]
"""Name of a measure → query id → value in [0, 1]."""


def per_query(qrels: Iterable[Qrel], run: Run) -> dict[str, dict[str, float]]:
    """Every measure of every judged query, queries in order of id.

    A judged query without results counts as 0; results of queries nobody judged are left out.
    Equal scores are ordered by article id before measuring, because the programs underneath
    each break ties in their own way.
    """
    judgements = [
        ir_measures.Qrel(qrel.query_id, qrel.article_id, qrel.relevance) for qrel in qrels
    ]
    judged = sorted({qrel.query_id for qrel in judgements})
    scored = [
        ir_measures.ScoredDoc(query_id, result.article_id, -float(rank))
        for query_id in judged
        for rank, result in enumerate(ranked(run.get(query_id, ())))
    ]
    values = {str(measure): dict.fromkeys(judged, 0.0) for measure in MEASURES}
    if judged:
        for metric in ir_measures.iter_calc(MEASURES, judgements, scored):
            values[str(metric.measure)][metric.query_id] = float(metric.value)
    return values


def averages(values: PerQuery) -> dict[str, float]:
    """The mean of each measure over its queries; 0 when there are none."""
    return {
        name: fmean(by_query.values()) if by_query else 0.0 for name, by_query in values.items()
    }
