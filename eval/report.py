"""A report to look at: one HTML file without script, network or fonts of its own."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from eval.answers import MEASURES, Judged, by_kind, summarise
from eval.charts import bars, curves, histograms
from eval.datasets import bad_file
from eval.examine import DEPTH, Examined
from eval.questions import read_questions
from eval.resampling import Interval
from eval.texts import number, percent
from retriever.types import Mode

_DEPTHS = (1, 2, 3, 5, 10, 20, 50, DEPTH)
_WORST = 10
_BLANK_LINE = "\n\n"
_ORDER = (
    "Câu bị từ chối nhầm hoặc trả lời sai đứng trước câu chỉ thiếu một phần; trong mỗi nhóm, "
    "câu có điều khoản đúng bị xếp hạng càng thấp càng đứng trước."
)

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
.figures td + td, .figures th + th { text-align: right; white-space: nowrap; }
.worst { border-left: 4px solid #b91c1c; padding: .1rem 1rem; margin: 0 0 1.5rem; }
.worst dl { display: grid; grid-template-columns: 9rem 1fr; gap: .4rem 1rem; }
.worst dt { color: #57606a; } .worst dd { margin: 0; }
@media (max-width: 40rem) { .worst dl { display: block; } .worst dt { margin-top: .6rem; } }
.failures { table-layout: fixed; } .failures th:nth-child(n+4) { width: 8rem; }
code { overflow-wrap: anywhere; font-size: .8rem; }
small { color: #57606a; }
"""


class Cause(NamedTuple):
    """Why a question fails, as a person who looked at it wrote it down."""

    kind: str
    why: str


_Causes = TypeAdapter(dict[str, dict[str, str]])


def read_causes(path: Path) -> dict[str, Cause]:
    """The causes by question id, from a file of kinds of failure; none where there is no file.

    The questions are those of all sets in the same folder. Raises ``BadDataset`` for an id that
    none of them has, one that comes twice, or a cause without words.
    """
    if not path.exists():
        return {}
    try:
        kinds = _Causes.validate_python(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise bad_file(path, f"không đọc được: {error}") from error
    except ValidationError as error:
        key = ".".join(map(str, error.errors()[0]["loc"]))
        raise bad_file(path, f"khóa “{key}” không có dạng: mã câu hỏi = nguyên nhân") from error
    sets = sorted(path.parent.glob("*.jsonl"))
    known = {question.id for one in sets for question in read_questions(one)}
    causes: dict[str, Cause] = {}
    for kind, members in kinds.items():
        for question_id, why in members.items():
            if question_id not in known:
                raise bad_file(path, f"không bộ câu hỏi nào có mã “{question_id}”")
            if question_id in causes:
                raise bad_file(path, f"mã “{question_id}” bị lặp")
            if not kind.strip() or not why.strip():
                raise bad_file(path, f"nguyên nhân của “{question_id}” để trống")
            causes[question_id] = Cause(kind, why.strip())
    return causes


def report_html(
    examined: Sequence[Examined],
    threshold: float,
    about: Mapping[str, str],
    causes: Mapping[str, Cause],
) -> str:
    """The whole page: figures, charts, and every failure with what came instead.

    ``threshold`` is the probability of evidence from which a question is answered;
    ``about`` says what the figures were made with; ``causes`` explain failures by question id.
    """
    judged = [one.judged for one in examined]
    usual = sorted(one.milliseconds for one in examined)[: -(-19 * len(examined) // 20)]
    charts = [
        bars(
            "Có viện dẫn đúng, theo loại câu hỏi (khoảng tin cậy 95%)", _of_kinds(judged, "cited")
        ),
        bars("Ý đầu nêu đúng dữ kiện, theo loại câu hỏi", _of_kinds(judged, "fact")),
        curves(
            "Điều khoản đúng nằm trong k kết quả đầu",
            [str(depth) for depth in _DEPTHS],
            {str(mode): _recall(examined, mode) for mode in Mode},
        ),
        histograms(
            "Xác suất có câu trả lời của căn cứ tốt nhất: câu trả lời được và câu không",
            {
                "trả lời được": [one.probability for one in examined if _answerable(one)],
                "không trả lời được": [one.probability for one in examined if not _answerable(one)],
            },
            top=max([2 * threshold, *(one.probability for one in examined)]),
            mark=("ngưỡng", threshold),
        ),
        histograms(
            "Thời gian trả lời một câu (mili giây; cột cuối gồm cả những câu chậm hơn)",
            {"câu hỏi": [one.milliseconds for one in examined]},
            top=1.5 * max(usual, default=1.0),
        ),
    ]
    failures = sorted((one for one in examined if one.judged.failed), key=_badness, reverse=True)
    return "\n".join(
        [
            '<!doctype html><html lang="vi"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>Báo cáo chất lượng trả lời</title><style>{_STYLE}</style></head><body>",
            f"<h1>Báo cáo chất lượng trả lời</h1><p>{len(examined)} câu hỏi.</p>",
            _measures(examined),
            *charts,
            f"<h2>Câu chưa đạt ({len(failures)})</h2>",
            "<h3>Mười câu sai nặng nhất</h3>",
            f"<p>{_ORDER}</p>",
            *(_discussed(one, threshold, causes) for one in failures[:_WORST]),
            "<h3>Các câu chưa đạt khác</h3>",
            _failures(failures[_WORST:]),
            "<h2>Báo cáo này làm từ đâu</h2>",
            _table(["", ""], [[escape(k), f"<code>{escape(v)}</code>"] for k, v in about.items()]),
            "</body></html>",
        ]
    )


def _of_kinds(judged: Sequence[Judged], measure: str) -> dict[str, Interval]:
    """One measure of every kind of question that it applies to."""
    return {
        str(kind): found[measure]
        for kind, group in by_kind(judged).items()
        if measure in (found := summarise(group))
    }


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
    return _table(["Độ đo", "Giá trị", "Khoảng 95%", "Số câu"], rows, "figures")


def _badness(one: Examined) -> tuple[bool, int, str]:
    """Whether all of the answer is wrong, then how far down the gold was found."""
    values = one.judged.values
    partly_right = values.get("cited") == 1.0 and values.get("fact", 1.0) == 1.0
    return not partly_right, one.ranks[Mode.HYBRID] or DEPTH + 1, one.judged.question.id


def _discussed(one: Examined, threshold: float, causes: Mapping[str, Cause]) -> str:
    """One failure in full, with the cause that was written for it."""
    question, answer = one.judged.question, one.judged.answer
    cause = causes.get(question.id)
    chance = f"{number(one.probability, 2)} (ngưỡng trả lời: {number(threshold, 2)})"
    rows = {
        "Phải viện dẫn": _gold(one),
        "Đã trả lời": f"{escape(answer.answer.partition(_BLANK_LINE)[0])}<br>{_cited(one)}",
        "Hạng của điều khoản đúng": _ranks(one, ", "),
        "Xác suất có câu trả lời": chance,
        "Mất ở bước": escape(one.cause),
        "Nguyên nhân": f"<b>{escape(cause.kind)}.</b> {escape(cause.why)}"
        if cause
        else "chưa có ai ghi",
    }
    terms = "".join(f"<dt>{name}</dt><dd>{cell}</dd>" for name, cell in rows.items())
    title = f"<h4>{escape(question.question)} <small>{escape(question.id)}</small></h4>"
    return f'<section class="worst">{title}<dl>{terms}</dl></section>'


def _failures(failures: Iterable[Examined]) -> str:
    rows = []
    for one in failures:
        question, answer = one.judged.question, one.judged.answer
        came = [_item(citation.clause_id, citation.quote) for citation in answer.citations]
        rows.append(
            [
                f"{escape(question.id)}<br><b>{escape(question.question)}</b>",
                _gold(one),
                "<hr>".join(came) or "đã từ chối",
                _ranks(one, "<br>"),
                escape(one.cause),
            ]
        )
    header = ["Câu hỏi", "Phải viện dẫn", "Đã viện dẫn", "Hạng của điều khoản đúng", "Mất ở bước"]
    return _table(header, rows, "failures") if rows else "<p>Không có.</p>"


def _gold(one: Examined) -> str:
    question = one.judged.question
    snippets = question.snippets or question.gold
    gold = ["<br>".join(map(_item, *pair)) for pair in zip(question.gold, snippets, strict=True)]
    return "<hr>".join([*gold, *map(_fact, question.facts)]) or "phải từ chối"


def _cited(one: Examined) -> str:
    citations = one.judged.answer.citations
    return "<br>".join(f"<code>{escape(citation.clause_id)}</code>" for citation in citations)


def _ranks(one: Examined, between: str) -> str:
    return between.join(f"{mode}: {one.ranks[mode] or '–'}" for mode in Mode)


def _fact(group: Sequence[str]) -> str:
    return "ý đầu phải nêu: " + escape(" hoặc ".join(group))


def _item(name: str, words: str) -> str:
    return f"<code>{escape(name)}</code><br><small>{escape(words)}</small>"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]], name: str = "") -> str:
    """A table whose cells hold HTML; ``name`` is its style."""
    lines = [
        "".join(f"<{tag}>{cell}</{tag}>" for cell in row)
        for tag, row in [("th", header), *(("td", row) for row in rows)]
    ]
    return f'<table class="{name}">' + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"
