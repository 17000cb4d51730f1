"""The learned order: what it computes, and that a wrong file is refused."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from retriever.order import SHIPPED, Order, Sign, load_order
from retriever.signs import SIGNS
from retriever.types import BadSettings

AT = SIGNS.index("soft")


def order(**weights: tuple[float, float]) -> Order:
    """Straight and hidden weights of some signs, one hidden unit that counts twice."""
    signs = {
        name: Sign(mean=1.0, spread=2.0, weight=straight, hidden=(hidden,))
        for name in SIGNS
        for straight, hidden in [weights.get(name, (0.0, 0.0))]
    }
    return Order(signs=signs, bias=(-1.0,), output=(2.0,))


def test_straight_weights_and_rectified_units_are_added() -> None:
    table = np.ones((3, len(SIGNS)))
    table[:, AT] = [1.0, 5.0, -3.0]  # standard: 0, 2, -2
    assert order(soft=(0.5, 0.0)).scores(table).tolist() == [0.0, 1.0, -1.0]
    rectified = order(soft=(0.0, 1.0)).scores(table)
    assert (rectified - rectified.min()).tolist() == [0.0, 2.0, 0.0]
    both = order(soft=(0.5, 1.0)).scores(table)
    np.testing.assert_allclose(both - both[0], [0.0, 3.0, -1.0])
    assert both.mean() == pytest.approx(0)


def test_the_packaged_one_can_be_read() -> None:
    found = load_order()
    assert tuple(found.signs) == SIGNS
    assert np.isfinite(found.scores(np.zeros((2, len(SIGNS))))).all()


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    written = order(soft=(0.5, 1.0), told=(-0.25, 0.0))
    written.write(tmp_path / "order.json")
    assert load_order(tmp_path / "order.json") == written


@pytest.mark.parametrize("fault", ["{", "sign", "unit", "number"])
def test_a_wrong_file_is_named(tmp_path: Path, fault: str) -> None:
    body = json.loads(SHIPPED.read_text(encoding="utf-8"))
    if fault == "sign":
        del body["signs"]["soft"]
    elif fault == "unit":
        body["bias"].append(0.0)
    elif fault == "number":
        body["output"][0] = "viel"
    path = tmp_path / "order.json"
    path.write_text(fault if fault == "{" else json.dumps(body), encoding="utf-8")
    with pytest.raises(BadSettings, match=r"order\.json"):
        load_order(path)
