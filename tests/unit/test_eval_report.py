from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path

import pytest

from eval.answers import judge
from eval.charts import bars, curves, histograms
from eval.examine import Examined
from eval.questions import Kind, Question, read_questions
from eval.report import Cause, read_causes, report_html
from eval.resampling import Interval
from retriever.types import BadDataset, Mode
from service.schemas import Citation
from tests.unit.test_eval_answers import answer, citation

PLANS = Path(__file__).resolve().parents[2] / "eval" / "datasets" / "plans"
VOID = {"meta", "line", "rect", "polyline", "hr", "br"}


class Balanced(HTMLParser):
    """Fails on a tag that is closed out of turn; knows what may stay open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value or "" for name, value in attrs if name in {"src", "href"}]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


def checked(html: str) -> str:
    parser = Balanced()
    parser.feed(html)
    parser.close()
    assert parser.open == []
    assert parser.links == []
    return html


def examined(
    number: int, ranks: Mapping[Mode, int | None], *gold: str, citations: Sequence[Citation] = ()
) -> Examined:
    kind = Kind.HARD if gold else Kind.REFUSE
    groups = tuple((item,) for item in gold)
    question = Question(f"q{number}", kind, f"Ai & <{number}>?", groups, None, bool(gold))
    return Examined(judge(question, answer(*citations)), ranks, 0.3, 2.5)


FOUND = dict.fromkeys(Mode, 1)
MISSED: dict[Mode, int | None] = dict.fromkeys(Mode)


def test_the_page_is_whole_escaped_and_needs_no_network() -> None:
    cited = citation(1, "d/art_9", "lạc <đề>")
    rows = [
        examined(1, FOUND, "d/art_1"),
        examined(2, MISSED, "d/art_2", citations=[cited]),
        examined(3, MISSED),
    ]
    html = checked(report_html(rows, 0.55, {"Chỉ mục": "g<1>"}, {}))
    assert html.startswith("<!doctype html>")
    assert "Ai &amp; &lt;1&gt;?" in html
    assert "g&lt;1&gt;" in html
    assert html.count("<svg") == 5
    assert "Câu chưa đạt (2)" in html
    assert html.index("d/art_9") < html.index("q1"), "what was missed furthest comes first"
    assert "lạc &lt;đề&gt;" in html
    assert "tìm thấy mà vẫn từ chối" in html
    assert "q3" not in html, "a right refusal is no failure"


def test_an_empty_set_still_makes_a_page() -> None:
    assert "0 câu hỏi" in checked(report_html([], 0.5, {}, {}))


def test_the_ten_worst_are_discussed_wrong_ones_before_incomplete_ones() -> None:
    half = [citation(1, "d/art_1", "một nửa")]
    incomplete = examined(99, {**MISSED, Mode.HYBRID: 90}, "d/art_1", "d/art_2", citations=half)
    refused = [examined(n, {**FOUND, Mode.HYBRID: n}, "d/art_1") for n in range(1, 12)]
    causes = {"q11": Cause("Lạc <chữ>", "vì & thế"), "q1": Cause("Không hiện", "…")}
    html = checked(report_html([incomplete, *refused], 0.55, {}, causes))
    worst, others = html.split("Các câu chưa đạt khác")
    assert re.findall(r"<small>(q\d+)</small></h4>", worst) == [f"q{n}" for n in range(11, 1, -1)]
    assert "<b>Lạc &lt;chữ&gt;.</b> vì &amp; thế" in worst
    assert worst.count("chưa có ai ghi") == 9
    assert "0,30 (ngưỡng trả lời: 0,55)" in worst
    assert others.index("q1<br>") < others.index("q99<br>")
    assert "Không hiện" not in html


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a1", "b1"):
        kind = {"kind": "refuse", "gold": [], "answerable": False}
        record = json.dumps({"id": name, "question": "?", **kind})
        (tmp_path / f"{name}.jsonl").write_text(record, encoding="utf-8")
    return tmp_path


def test_causes_are_those_of_the_sets_beside_them(folder: Path) -> None:
    path = folder / "causes.toml"
    assert read_causes(path) == {}
    path.write_text('[mot]\na1 = "vì"\n[hai]\nb1 = """\nvì\nthế"""', encoding="utf-8")
    assert read_causes(path) == {"a1": Cause("mot", "vì"), "b1": Cause("hai", "vì\nthế")}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[mot]\nc1 = "vì"', "“c1”"),
        ('[mot]\na1 = "vì"\n[hai]\na1 = "vì"', "lặp"),
        ('[mot]\na1 = " "', "để trống"),
        ('[""]\na1 = "vì"', "để trống"),
        ("[mot]\na1 = 1", "“mot.a1”"),
        ('a1 = "vì"', "“a1”"),
        ("[mot", "không đọc được"),
    ],
)
def test_a_fault_of_the_causes_is_named(folder: Path, text: str, fault: str) -> None:
    path = folder / "causes.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadDataset) as caught:
        read_causes(path)
    assert fault in caught.value.message


def test_the_written_causes_are_of_the_development_half_alone() -> None:
    development = {question.id for question in read_questions(PLANS / "development.jsonl")}
    assert read_causes(PLANS / "causes.toml").keys() <= development


@pytest.mark.parametrize(
    ("ranks", "cause"),
    [
        ({Mode.HYBRID: None, Mode.BM25: None, Mode.DENSE: None}, "tìm kiếm"),
        ({Mode.HYBRID: 9, Mode.BM25: 2, Mode.DENSE: None}, "kết hợp"),
        ({Mode.HYBRID: 9, Mode.BM25: 8, Mode.DENSE: 30}, "xếp hạng"),
        ({Mode.HYBRID: 3, Mode.BM25: 8, Mode.DENSE: 30}, "quyết định"),
    ],
)
def test_a_failure_names_the_step_that_lost_it(ranks: dict[Mode, int | None], cause: str) -> None:
    assert examined(1, ranks, "d/art_1").cause.startswith(cause)


def test_bars_stand_on_zero_and_reach_their_value() -> None:
    svg = checked(bars("t", {"a": Interval(1.0, 1.0, 1.0, 3), "b": Interval(0.5, 0.2, 0.8, 3)}))
    heights = [float(value) for value in re.findall(r'<rect [^>]*height="([\d.]+)"', svg)]
    assert heights[1] == pytest.approx(heights[0] / 2, abs=0.1)


def test_a_histogram_counts_every_value_once() -> None:
    svg = checked(histograms("t", {"a": [0.0, 0.05, 0.5, 1.0]}, top=1.0, bins=2))
    heights = [float(v) for v in re.findall(r'<rect [^>]*height="([\d.]+)"', svg)][:2]
    assert heights[0] == pytest.approx(3 * heights[1], abs=0.2)


def test_curves_start_left_and_end_right() -> None:
    svg = checked(curves("t", ["1", "2", "3"], {"a": [0.0, 0.5, 1.0], "b": [1.0, 1.0, 1.0]}))
    assert len(re.findall("<polyline", svg)) == 2
    rising = re.findall(r'points="([^"]*)"', svg)[0].split()
    xs, ys = zip(*(map(float, point.split(",")) for point in rising), strict=True)
    assert list(xs) == sorted(xs)
    assert list(ys) == sorted(ys, reverse=True)
