"""The learned order of the best candidates: a small network over what they show."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, FiniteFloat, ValidationError, model_validator

from indexer.errors import BadSettings
from retriever.signs import SIGNS

Floats = npt.NDArray[np.float64]

SHIPPED = Path(__file__).resolve().parent / "order.json"


class Sign(BaseModel):
    """What one column of the table counts: its mean and spread in training, and its weights."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    mean: FiniteFloat
    spread: FiniteFloat
    weight: FiniteFloat
    """Straight to the score."""
    hidden: tuple[FiniteFloat, ...]
    """To each of the hidden units."""


class Order(BaseModel):
    """``order.json``, fitted by ``python -m eval.calibrate order``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    signs: dict[str, Sign]
    bias: tuple[FiniteFloat, ...]
    """Of each hidden unit."""
    output: tuple[FiniteFloat, ...]
    """What each hidden unit adds to the score."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if tuple(self.signs) != SIGNS:
            raise ValueError(f"signs must be {', '.join(SIGNS)}")
        units = {len(self.bias), len(self.output), *(len(s.hidden) for s in self.signs.values())}
        if len(units) > 1:
            raise ValueError("every sign needs a weight for each hidden unit")
        return self

    def scores(self, table: Floats) -> Floats:
        """One score a candidate, of rows of ``SIGNS``: log-odds among them, 0 on average.

        Straight weights and one layer of rectified units, added up.
        """
        each = self.signs.values()
        table = (table - [sign.mean for sign in each]) / [sign.spread for sign in each]
        hidden = np.maximum(table @ np.array([sign.hidden for sign in each]) + self.bias, 0)
        scores: Floats = table @ [sign.weight for sign in each] + hidden @ self.output
        scores -= scores.mean()
        return scores

    def write(self, path: Path) -> None:
        """As ``load_order`` reads it, one sign a line."""
        signs = [
            f"    {json.dumps(name)}: {sign.model_dump_json()}" for name, sign in self.signs.items()
        ]
        body = (
            '{\n  "signs": {\n' + ",\n".join(signs) + "\n  },\n"
            f'  "bias": {json.dumps(self.bias)},\n  "output": {json.dumps(self.output)}\n}}\n'
        )
        path.write_text(body, encoding="utf-8")


def load_order(path: Path = SHIPPED) -> Order:
    """Raises ``BadSettings``."""
    try:
        return Order.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, ValidationError) as error:
        raise BadSettings(f"Không đọc được “{path.name}”: {error}") from error
