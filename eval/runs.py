"""Runs: what a system returned for each query, in memory and as TREC run files."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from eval.datasets import bad_line, read_lines
from retriever.types import BadDataset


class Scored(NamedTuple):
    """One returned article and its score; higher is better."""

    article_id: str
    score: float


Run = Mapping[str, Sequence[Scored]]
"""Query id → what came back, best first."""


def ranked(results: Iterable[Scored]) -> list[Scored]:
    """Best first; equal scores in the order of their ids, so that a run has one order only."""
    return sorted(results, key=lambda scored: (-scored.score, scored.article_id))


def write_trec(path: Path, run: Run, tag: str) -> None:
    """Write ``query Q0 article rank score tag`` lines, queries by id, results by rank from 1.

    Scores are written so that reading gives the same floats back. Raises ``BadDataset`` for an
    id with blanks in it, which the format cannot hold.
    """
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in _trec_lines(run, tag))


def read_trec(path: Path) -> dict[str, list[Scored]]:
    """Read a TREC run; the order comes from the scores, as trec_eval has it, never from the rank.

    Raises ``BadDataset`` naming the line of a fault.
    """
    run: dict[str, dict[str, float]] = {}
    for line, text in read_lines(path):
        fields = text.split()
        if len(fields) != 6:
            raise bad_line(
                path, line, "cần đúng 6 cột: câu hỏi, Q0, bài, hạng, điểm, tên lượt chạy"
            )
        query_id, _, article_id, rank, score_text, _ = fields
        score = _finite(score_text)
        if score is None or not rank.isdigit():
            raise bad_line(path, line, "hạng phải là số nguyên, điểm phải là số hữu hạn")
        results = run.setdefault(query_id, {})
        if article_id in results:
            raise bad_line(path, line, f"bài “{article_id}” bị lặp trong câu hỏi “{query_id}”")
        results[article_id] = score
    return {
        query_id: ranked(Scored(article_id, score) for article_id, score in results.items())
        for query_id, results in run.items()
    }


def check_names(names: Iterable[str]) -> None:
    """Raises ``BadDataset`` for the id of a query or an article that no TREC file can hold."""
    for name in names:
        if len(name.split()) != 1:
            raise BadDataset(
                f"Mã “{name}” có khoảng trắng nên không ghi được vào tệp TREC.",
                "Đổi mã trong bộ dữ liệu, hoặc bỏ tùy chọn --run.",
            )


def _trec_lines(run: Run, tag: str) -> Iterator[str]:
    for query_id in sorted(run):
        for rank, scored in enumerate(ranked(run[query_id]), start=1):
            check_names((query_id, scored.article_id))
            yield f"{query_id} Q0 {scored.article_id} {rank} {scored.score!r} {tag}"


def _finite(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
