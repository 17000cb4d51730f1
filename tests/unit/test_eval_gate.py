from __future__ import annotations

from pathlib import Path

import pytest

from eval.gate import Verdict, check, read_baselines, write_baselines
from eval.resampling import Interval
from retriever.types import BadDataset

BEFORE = Interval(0.8, 0.7, 0.9, 100)


def figure(value: float) -> Interval:
    return Interval(value, value, value, 100)


@pytest.mark.parametrize(
    ("measure", "value", "verdict"),
    [
        ("cited", 0.8, Verdict.HELD),
        ("cited", 0.7, Verdict.HELD),
        ("cited", 0.69, Verdict.DROPPED),
        ("cited", 0.91, Verdict.IMPROVED),
        ("wrongly_refused", 0.91, Verdict.DROPPED),
        ("wrongly_refused", 0.69, Verdict.IMPROVED),
        ("label", 0.1, Verdict.NEW),
    ],
)
def test_a_figure_moved_when_it_left_the_interval(
    measure: str, value: float, verdict: Verdict
) -> None:
    baselines = {"plans": {"cited": BEFORE, "wrongly_refused": BEFORE}}
    (row,) = check({"plans": {measure: figure(value)}}, baselines)
    assert row.verdict is verdict


def test_recording_keeps_the_sets_that_were_not_measured(tmp_path: Path) -> None:
    path = tmp_path / "baselines.json"
    assert read_baselines(path) == {}
    write_baselines(path, {"a": {"cited": BEFORE}, "b": {"cited": BEFORE}})
    write_baselines(path, {"a": {"label": figure(1.0)}})
    assert read_baselines(path) == {"a": {"label": figure(1.0)}, "b": {"cited": BEFORE}}


@pytest.mark.parametrize("text", ["{", "[]", '{"a": {"cited": {"mean": 1}}}', '{"a": 1}'])
def test_a_damaged_file_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "baselines.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadDataset, match="--record"):
        read_baselines(path)
