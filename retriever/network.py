"""Small networks over what candidates show: the learned order, and how likely a clause answers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, FiniteFloat, ValidationError, model_validator

from indexer.errors import BadSettings

Floats = npt.NDArray[np.float64]

ORDER = Path(__file__).resolve().parent / "order.json"
ANSWERABLE = Path(__file__).resolve().parent / "answerable.json"


class Sign(BaseModel):
    """What one column of the table counts: its mean and spread in training, and its weights."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    mean: FiniteFloat
    spread: FiniteFloat
    weight: FiniteFloat
    """Straight to the value."""
    hidden: tuple[FiniteFloat, ...]
    """To each of the hidden units."""


class Network(BaseModel):
    """Straight weights and one layer of rectified units; fitted by ``python -m eval.calibrate``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    intercept: FiniteFloat
    signs: dict[str, Sign]
    bias: tuple[FiniteFloat, ...]
    """Of each hidden unit."""
    output: tuple[FiniteFloat, ...]
    """What each hidden unit adds to the value."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        units = {len(self.bias), len(self.output), *(len(s.hidden) for s in self.signs.values())}
        if len(units) > 1:
            raise ValueError("every sign needs a weight for each hidden unit")
        return self

    def values(self, table: Floats) -> Floats:
        """One value a row of a table that has the signs as columns: log-odds."""
        each = self.signs.values()
        table = (table - [sign.mean for sign in each]) / [sign.spread for sign in each]
        hidden = np.maximum(table @ np.array([sign.hidden for sign in each]) + self.bias, 0)
        values: Floats = table @ [sign.weight for sign in each] + hidden @ self.output
        values += self.intercept
        return values

    def probability(self, table: Floats) -> Floats:
        """The same as probabilities."""
        chances: Floats = 1 / (1 + np.exp(-self.values(table)))
        return chances

    def write(self, path: Path) -> None:
        """As ``load_network`` reads it, one sign a line."""
        signs = ",\n".join(
            f"    {json.dumps(name)}: {sign.model_dump_json()}" for name, sign in self.signs.items()
        )
        lines = [
            "{",
            f'  "intercept": {self.intercept},',
            f'  "signs": {{\n{signs}\n  }},',
            f'  "bias": {json.dumps(self.bias)},',
            f'  "output": {json.dumps(self.output)}',
            "}",
        ]
        path.write_text("\n".join([*lines, ""]), encoding="utf-8")


def load_network(path: Path, signs: Sequence[str]) -> Network:
    """Raises ``BadSettings``, also when it was fitted on other signs."""
    try:
        network = Network.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, ValidationError) as error:
        raise BadSettings(f"Không đọc được “{path.name}”: {error}") from error
    if tuple(network.signs) != tuple(signs):
        raise BadSettings(f"“{path.name}” phải có đúng các dấu hiệu: {', '.join(signs)}.")
    return network
