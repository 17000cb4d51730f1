from __future__ import annotations

from pathlib import Path

import pytest

from eval.runs import Scored, ranked, read_trec, write_trec
from retriever.types import BadDataset


def test_equal_scores_are_ordered_by_id() -> None:
    results = [Scored("b", 1.0), Scored("c", 2.0), Scored("a", 1.0)]
    assert [scored.article_id for scored in ranked(results)] == ["c", "a", "b"]


def test_a_run_is_written_in_trec_order(tmp_path: Path) -> None:
    path = tmp_path / "run.trec"
    write_trec(path, {"q2": [Scored("x", 0.1)], "q1": [Scored("b", 2.0), Scored("a", 2.0)]}, "thử")
    assert path.read_text(encoding="utf-8").splitlines() == [
        "q1 Q0 a 1 2.0 thử",
        "q1 Q0 b 2 2.0 thử",
        "q2 Q0 x 1 0.1 thử",
    ]


def test_the_order_comes_from_the_scores(tmp_path: Path) -> None:
    path = tmp_path / "run.trec"
    path.write_text("q Q0 low 1 0.5 t\nq Q0 high 2 0.7 t\n", encoding="utf-8")
    assert read_trec(path) == {"q": [Scored("high", 0.7), Scored("low", 0.5)]}


def test_an_id_with_blanks_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(BadDataset, match="khoảng trắng"):
        write_trec(tmp_path / "run.trec", {"q": [Scored("a b", 1.0)]}, "t")


@pytest.mark.parametrize(
    "line",
    ["q Q0 b 2 0.5", "q Q0 b two 0.5 t", "q Q0 b 2 cao t", "q Q0 b 2 nan t", "q Q0 a 2 0.5 t", ""],
)
def test_a_fault_names_its_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "run.trec"
    path.write_text(f"q Q0 a 1 0.9 t\n{line}\n", encoding="utf-8")
    with pytest.raises(BadDataset, match="dòng 2: "):
        read_trec(path)
