"""A report to look at: one HTML file without script, network or fonts of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from eval.answers import MEASURES, by_kind, summarise
from eval.charts import bars, curves, histograms
from eval.examine import DEPTH, Examined
from eval.texts import percent
from retriever.types import Mode

_DEPTHS = (1, 2, 3, 5, 10, 20, 50, DEPTH)

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem;
       color: #1b1f24; background: #fff; }
figure { display: inline-block; width: min(100%, 34rem); margin: 0 1rem 1.5rem 0;
         vertical-align: top; }
figcaption { font-weight: 600; }
svg text { font: 11px system-ui, sans-serif; fill: #444c56; }
.grid { stroke: #d8dee4; } .whisker { stroke: #1b1f24; stroke-width: 1.5; }
.mark { stroke: #b91c1c; stroke-width: 2; stroke-dasharray: 5 3; }
table { border-collapse: collapse; width: 100%; margin-bottom: 1.5rem; }
th, td { border-bottom: 1px solid #d8dee4; padding: .35rem .5rem; text-align: left;
         vertical-align: top; }
td.number { text-align: right; white-space: nowrap; } code { overflow-wrap: anywhere; }
small { color: #57606a; }
"""


def report_html(
    examined: Sequence[Examined], threshold: tuple[str, float], about: Mapping[str, str]
) -> str:
    """The whole page: figures, charts, and every failure with what came instead.

    ``threshold`` is the name and value of the evidence score from which a question is answered;
    ``about`` says what the figures were made with.
    """
    judged = [one.judged for one in examined]
    cited = {
        str(kind): found["cited"]
        for kind, group in by_kind(judged).items()
        if "cited" in (found := summarise(group))
    }
    slowest = max((one.milliseconds for one in examined), default=0.0) or 1.0
    charts = [
        bars("Có viện dẫn đúng, theo loại câu hỏi (khoảng tin cậy 95%)", cited),
        curves(
            "Điều khoản đúng nằm trong k kết quả đầu",
            [str(depth) for depth in _DEPTHS],
            {str(mode): _recall(examined, mode) for mode in Mode},
        ),
        histograms(
            "Điểm căn cứ cao nhất của câu trả lời được và không trả lời được",
            {
                "trả lời được": [one.evidence for one in examined if _answerable(one)],
                "không trả lời được": [one.evidence for one in examined if not _answerable(one)],
            },
            top=1.0,
            mark=threshold,
        ),
        histograms(
            "Thời gian trả lời một câu (mili giây)",
            {"câu hỏi": [one.milliseconds for one in examined]},
            top=slowest,
        ),
    ]
    failures = [one for one in examined if one.judged.failed]
    return "\n".join(
        [
            '<!doctype html><html lang="vi"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>Báo cáo chất lượng trả lời</title><style>{_STYLE}</style></head><body>",
            f"<h1>Báo cáo chất lượng trả lời</h1><p>{len(examined)} câu hỏi.</p>",
            _measures(examined),
            *charts,
            f"<h2>Câu chưa đạt ({len(failures)})</h2>",
            _failures(failures),
            "<h2>Báo cáo này làm từ đâu</h2>",
            _table(["", ""], [[escape(k), f"<code>{escape(v)}</code>"] for k, v in about.items()]),
            "</body></html>",
        ]
    )


def _answerable(one: Examined) -> bool:
    return one.judged.question.answerable


def _recall(examined: Sequence[Examined], mode: Mode) -> list[float]:
    ranks = [one.ranks[mode] for one in examined if _answerable(one)]
    return [
        sum(rank is not None and rank <= depth for rank in ranks) / max(len(ranks), 1)
        for depth in _DEPTHS
    ]


def _measures(examined: Sequence[Examined]) -> str:
    rows = [
        [
            escape(MEASURES[name]),
            percent(one.mean),
            f"{percent(one.low)} – {percent(one.high)}",
            str(one.n),
        ]
        for name, one in summarise([one.judged for one in examined]).items()
    ]
    return _table(["Độ đo", "Giá trị", "Khoảng 95%", "Số câu"], rows, numbers=True)


def _failures(failures: Iterable[Examined]) -> str:
    rows = []
    for one in failures:
        question, answer = one.judged.question, one.judged.answer
        gold = ["<br>".join(_code(item) for item in group) for group in question.gold]
        came = [
            f"{_code(c.clause_id)}<br><small>{escape(c.quote)}</small>" for c in answer.citations
        ]
        rows.append(
            [
                f"{escape(question.id)}<br><b>{escape(question.question)}</b>",
                "<hr>".join(gold) or "phải từ chối",
                "<hr>".join(came) or "đã từ chối",
                "<br>".join(f"{mode}: {one.ranks[mode] or '–'}" for mode in Mode),
                escape(one.cause),
            ]
        )
    header = ["Câu hỏi", "Phải viện dẫn", "Đã viện dẫn", "Hạng của điều khoản đúng", "Mất ở bước"]
    return _table(header, rows)


def _code(text: str) -> str:
    return f"<code>{escape(text)}</code>"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]], numbers: bool = False) -> str:
    """``rows`` hold HTML; with ``numbers`` all columns but the first are set to the right."""
    head = "".join(f"<th>{escape(name)}</th>" for name in header)
    style = ' class="number"' if numbers else ""
    body = "".join(
        "<tr>"
        + "".join(f"<td{style if place else ''}>{cell}</td>" for place, cell in enumerate(row))
        + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
