"""Fitting a small network: Adam, dropout, and the mean of several that begin differently."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from retriever.network import Network, Sign

if TYPE_CHECKING:
    import torch

Floats = npt.NDArray[np.float64]

RUNS = 3
UNITS = 32
"""Hidden units of each network."""
DROPPED = 0.3
"""Share of them that a step does without."""
DECAY, STRAIGHT_DECAY = 0.1, 0.01
TINY = 1e-3
"""The least spread: a column that never changes decides nothing."""
PADDING = -1e9


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long a network is fitted, in how large steps."""

    epochs: int
    batch: int
    rate: float


def fit_network(
    signs: Sequence[str],
    tables: Sequence[Floats],
    loss: Callable[[torch.Tensor, torch.Tensor], torch.Tensor],
    schedule: Schedule,
) -> Network:
    """The mean of ``RUNS`` networks over tables with the columns ``signs``.

    ``loss`` is given the values of some tables, ``(tables, rows)`` with ``PADDING`` for the rows
    that a table does not have, and the numbers of these tables. What only one of the networks has
    learned is mostly chance; the same tables give the same mean.
    """
    import torch  # noqa: PLC0415 - slow to load

    every = np.concatenate(tables)
    mean, spread = every.mean(axis=0).round(4), np.maximum(every.std(axis=0), TINY).round(4)
    padded = np.zeros((len(tables), max(map(len, tables)), len(signs)))
    absent = np.ones(padded.shape[:2], dtype=bool)
    for row, table in enumerate(tables):
        padded[row, : len(table)] = (table - mean) / spread
        absent[row, : len(table)] = False
    inputs = torch.tensor(padded, dtype=torch.float32)
    runs = [_run(inputs, torch.tensor(absent), loss, schedule, seed) for seed in range(RUNS)]
    straight = np.mean([run.straight for run in runs], axis=0)
    hidden = np.concatenate([run.hidden for run in runs])
    return Network(
        intercept=_rounded(np.mean([run.intercept for run in runs])),
        signs={
            name: Sign(
                mean=float(mean[at]),
                spread=float(spread[at]),
                weight=_rounded(straight[at]),
                hidden=tuple(map(_rounded, hidden[:, at])),
            )
            for at, name in enumerate(signs)
        },
        bias=tuple(_rounded(value) for run in runs for value in run.bias),
        output=tuple(_rounded(value / RUNS) for run in runs for value in run.output),
    )


class _Run(NamedTuple):
    """The weights of one network: of the signs straight, and to its units ``(UNITS, signs)``."""

    intercept: Floats
    straight: Floats
    hidden: Floats
    bias: Floats
    output: Floats


def _run(
    inputs: torch.Tensor,
    absent: torch.Tensor,
    loss: Callable[[torch.Tensor, torch.Tensor], torch.Tensor],
    schedule: Schedule,
    seed: int,
) -> _Run:
    """Adam with decoupled weight decay, from straight weights of 0."""
    import torch  # noqa: PLC0415 - slow to load

    torch.manual_seed(seed)
    straight = torch.nn.Linear(inputs.shape[-1], 1)
    hidden = torch.nn.Linear(inputs.shape[-1], UNITS)
    output = torch.nn.Linear(UNITS, 1, bias=False)
    for weights in (straight.weight, straight.bias, output.weight):
        torch.nn.init.zeros_(weights)
    dropped = torch.nn.Dropout(DROPPED)
    steps = torch.optim.AdamW(
        [
            {"params": straight.parameters(), "weight_decay": STRAIGHT_DECAY},
            {"params": [*hidden.parameters(), *output.parameters()], "weight_decay": DECAY},
        ],
        lr=schedule.rate,
    )
    for _ in range(schedule.epochs):
        for batch in torch.split(torch.randperm(len(inputs)), schedule.batch):
            table = inputs[batch]
            values = straight(table) + output(dropped(torch.relu(hidden(table))))
            steps.zero_grad()
            error = loss(values.squeeze(-1).masked_fill(absent[batch], PADDING), batch)
            error.backward()  # type: ignore[no-untyped-call]
            steps.step()
    layers = (straight.bias[0], straight.weight[0], hidden.weight, hidden.bias, output.weight[0])
    return _Run(*(layer.detach().double().numpy() for layer in layers))


def _rounded(value: float | np.floating) -> float:
    return round(float(value), 4)
