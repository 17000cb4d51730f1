"""What the commands print for people: plain tables, figures as Vietnamese writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eval.ablate import Ablation
from eval.answers import MEASURES
from eval.compare import Comparison
from eval.datasets import Dataset
from eval.gate import Row
from eval.resampling import Interval
from eval.retrieval import Retrieval
from retriever.types import Mode

_BY_KIND = {
    "cited_first": "đầu",
    "cited": "có",
    "all_cited": "đủ",
    "fact": "dữ kiện",
    "label": "nhãn",
    "wrongly_refused": "từ chối nhầm",
    "refusal_recall": "từ chối đúng",
}


def retrieval_text(
    data: Dataset, mode: Mode, measures: Mapping[str, float], result: Retrieval
) -> str:
    """The measures of one run, and how long its queries took."""
    latency = ", ".join(f"{name} {number(ms, 1)} ms" for name, ms in result.latency().items())
    return "\n\n".join(
        [
            f"{data.name}, phần {data.split}, cách tìm {mode}: {len(data.queries)} câu hỏi",
            table(["Độ đo", "Giá trị"], [[name, number(v)] for name, v in measures.items()]),
            f"Thời gian một câu: {latency}",
        ]
    )


def answers_text(total: Mapping[str, Interval], kinds: Mapping[str, Mapping[str, Interval]]) -> str:
    """All measures over all questions, then by kind those that tell the kinds apart.

    The direct answers by kind are given with their intervals, for few questions ask for a fact.
    """
    rows = [
        [MEASURES[name], percent(one.mean), f"{percent(one.low)} – {percent(one.high)}", str(one.n)]
        for name, one in total.items()
    ]
    by_kind = [
        [kind, *(percent(found[name].mean) if name in found else "–" for name in _BY_KIND)]
        for kind, found in kinds.items()
    ]
    return "\n\n".join(
        [
            table(["Độ đo", "Giá trị", "Khoảng 95%", "Số câu"], rows),
            table(["Loại", *_BY_KIND.values()], by_kind),
            *_facts_by_kind(kinds),
        ]
    )


def _facts_by_kind(kinds: Mapping[str, Mapping[str, Interval]]) -> list[str]:
    rows = [
        [kind, percent(one.mean), f"{percent(one.low)} – {percent(one.high)}", str(one.n)]
        for kind, found in kinds.items()
        if (one := found.get("fact"))
    ]
    return [table(["Dữ kiện, theo loại", "Giá trị", "Khoảng 95%", "Số câu"], rows)] if rows else []


def comparison_text(data: Dataset, comparison: Comparison) -> str:
    """The paired differences, and the questions that changed most."""
    rows = [
        [
            row.measure,
            *(number(row.a), number(row.b), signed(row.difference)),
            *(number(row.p), str(row.better), str(row.worse)),
        ]
        for row in comparison.differences
    ]
    header = ["Độ đo", "A", "B", "B − A", "p", "Tốt hơn", "Kém hơn"]
    parts = [f"{comparison.queries} câu hỏi của {data.name}", table(header, rows)]
    if comparison.changes:
        texts = {query.id: query.text for query in data.queries}
        lines = [
            f"  {number(one.a)} → {number(one.b)}  {one.query_id}: {texts[one.query_id]}"
            for one in comparison.changes
        ]
        title = f"Các câu đổi nhiều nhất theo {comparison.measure} (A → B):"
        parts.append("\n".join([title, *lines]))
    return "\n\n".join(parts)


def ablation_text(data: Dataset, ablations: Sequence[Ablation]) -> str:
    """What the figures lose or gain without each weight."""
    shown = ("nDCG@10", "R@10", "Success@1")
    header = ["Bỏ", *(column for name in shown for column in (name, "thay đổi", "p"))]
    rows = []
    for one in ablations:
        found = {row.measure: row for row in one.differences if row.measure in shown}
        cells = [
            cell
            for name in shown
            for cell in (
                number(found[name].b),
                signed(found[name].difference),
                number(found[name].p),
            )
        ]
        rows.append([one.weight, *cells])
    return f"{data.name}, phần {data.split}: {len(data.queries)} câu hỏi\n\n{table(header, rows)}"


def gate_text(rows: Sequence[Row]) -> str:
    """Every figure beside its baseline."""
    cells = [
        [
            row.set_name,
            row.measure,
            number(row.value),
            f"{number(row.baseline.low)} – {number(row.baseline.high)}" if row.baseline else "–",
            str(row.verdict),
        ]
        for row in rows
    ]
    return table(["Bộ", "Độ đo", "Lần này", "Khoảng của mốc", "So với mốc"], cells)


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as their widest cell; the first one to the left, the others to the right."""
    lines = [header, *rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def percent(value: float) -> str:
    """A share with one decimal: 0.9436 is ``94,4%``."""
    return f"{number(100 * value, 1)}%"


def number(value: float, decimals: int = 4) -> str:
    """With a decimal comma: 0.94357 is ``0,9436``."""
    return f"{value:.{decimals}f}".replace(".", ",")


def signed(value: float) -> str:
    """A difference, with its sign."""
    return f"{value:+.4f}".replace(".", ",")
