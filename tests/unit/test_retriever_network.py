"""Small networks: what they compute, and that a wrong file is refused."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from retriever.network import ANSWERABLE, ORDER, Network, Sign, load_network
from retriever.signs import SIGNS, WEIGHED
from retriever.types import BadSettings

AT = SIGNS.index("soft")


def network(**weights: tuple[float, float]) -> Network:
    """Straight and hidden weights of some signs, one hidden unit that counts twice."""
    signs = {
        name: Sign(mean=1.0, spread=2.0, weight=straight, hidden=(hidden,))
        for name in SIGNS
        for straight, hidden in [weights.get(name, (0.0, 0.0))]
    }
    return Network(intercept=0.5, signs=signs, bias=(-1.0,), output=(2.0,))


def test_straight_weights_and_rectified_units_are_added() -> None:
    table = np.ones((3, len(SIGNS)))
    table[:, AT] = [1.0, 5.0, -3.0]  # standard: 0, 2, -2
    assert network(soft=(0.5, 0.0)).values(table).tolist() == [0.5, 1.5, -0.5]
    assert network(soft=(0.0, 1.0)).values(table).tolist() == [0.5, 2.5, 0.5]
    assert network(soft=(0.5, 1.0)).values(table).tolist() == [0.5, 3.5, -0.5]


def test_probability_is_the_logistic_of_the_value() -> None:
    table = np.ones((1, len(SIGNS)))
    assert network().probability(table).tolist() == pytest.approx([1 / (1 + np.exp(-0.5))])


@pytest.mark.parametrize(("path", "signs"), [(ORDER, SIGNS), (ANSWERABLE, WEIGHED)])
def test_the_packaged_ones_can_be_read(path: Path, signs: tuple[str, ...]) -> None:
    found = load_network(path, signs)
    assert np.isfinite(found.values(np.zeros((2, len(signs))))).all()


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    written = network(soft=(0.5, 1.0), told=(-0.25, 0.0))
    written.write(tmp_path / "order.json")
    assert load_network(tmp_path / "order.json", SIGNS) == written


@pytest.mark.parametrize("fault", ["{", "sign", "unit", "number"])
def test_a_wrong_file_is_named(tmp_path: Path, fault: str) -> None:
    body = json.loads(ORDER.read_text(encoding="utf-8"))
    if fault == "sign":
        del body["signs"]["soft"]
    elif fault == "unit":
        body["bias"].append(0.0)
    elif fault == "number":
        body["output"][0] = "x"
    path = tmp_path / "order.json"
    path.write_text(fault if fault == "{" else json.dumps(body), encoding="utf-8")
    with pytest.raises(BadSettings) as caught:
        load_network(path, SIGNS)
    assert "order.json" in caught.value.message
