from __future__ import annotations

import pytest

from eval.compare import Change, compare
from eval.datasets import Qrel
from eval.runs import Scored
from retriever.types import BadDataset

QRELS = [Qrel(f"q{number:02d}", "gold", 1) for number in range(30)]
RIGHT = [Scored("gold", 2.0), Scored("other", 1.0)]
SECOND = [Scored("gold", 1.0), Scored("other", 2.0)]
GOOD = {qrel.query_id: RIGHT for qrel in QRELS}
WORSE = {qrel.query_id: SECOND if qrel.query_id < "q20" else RIGHT for qrel in QRELS}


def test_a_clear_loss_is_significant_and_counted() -> None:
    by_name = {row.measure: row for row in compare(QRELS, GOOD, WORSE).differences}
    success = by_name["Success@1"]
    assert success.a == 1.0
    assert success.b == pytest.approx(1 / 3)
    assert success.difference == pytest.approx(-2 / 3)
    assert (success.better, success.worse) == (0, 20)
    assert success.p < 0.001
    assert by_name["R@10"].difference == 0.0
    assert by_name["R@10"].p == 1.0


def test_one_changed_query_is_no_evidence() -> None:
    changed = {**GOOD, "q00": SECOND}
    by_name = {row.measure: row for row in compare(QRELS, GOOD, changed).differences}
    assert by_name["Success@1"].p == 1.0


def test_swapping_the_runs_swaps_only_the_signs() -> None:
    there, back = compare(QRELS, GOOD, WORSE), compare(QRELS, WORSE, GOOD)
    for one, other in zip(there.differences, back.differences, strict=True):
        assert one.difference == -other.difference
        assert one.p == other.p
        assert (one.a, one.b) == (other.b, other.a)
        assert (one.better, one.worse) == (other.worse, other.better)


def test_comparing_twice_gives_the_same() -> None:
    assert compare(QRELS, GOOD, WORSE) == compare(list(reversed(QRELS)), GOOD, WORSE)


def test_the_most_changed_queries_come_first() -> None:
    missed = {**GOOD, "q05": SECOND, "q07": [Scored("other", 1.0)]}
    changes = compare(QRELS, GOOD, missed, measure="RR@10").changes
    assert changes == (Change("q07", 1.0, 0.0), Change("q05", 1.0, 0.5))
    assert len(compare(QRELS, GOOD, WORSE, most=3).changes) == 3


def test_a_run_of_another_data_set_is_refused() -> None:
    with pytest.raises(BadDataset, match="B"):
        compare(QRELS, GOOD, {"x": RIGHT})
