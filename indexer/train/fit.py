"""The training loop: draw, embed, compare, step; measure after every epoch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from tqdm import tqdm

from indexer.train.network import RowTable, contrastive_loss, embed
from indexer.train.sampling import Sampler


@dataclass(frozen=True, slots=True)
class FitSettings:
    """How long and how fast the table learns."""

    dimension: int = 384
    steps: int = 400
    steps_per_epoch: int = 100
    warm_up: int = 20
    learning_rate: float = 0.05
    scale: float = 20.0
    seed: int = 0


def fit(
    table: RowTable,
    sampler: Sampler,
    settings: FitSettings,
    after_epoch: Callable[[int, float, torch.Tensor], None],
) -> npt.NDArray[np.float32]:
    """Train ``table`` in place and return its summed-up vectors, ``(rows, dimension)``.

    ``after_epoch`` gets the number of steps done, the mean loss since the last call, and the
    vectors as they are. The learning rate warms up and then falls to zero in a straight line.
    """
    optimizer = torch.optim.Adam(
        table.parameters(), lr=settings.learning_rate, betas=(0.9, 0.99), fused=True
    )
    losses = list[float]()
    for step in tqdm(range(1, settings.steps + 1), desc="train", unit="step"):
        rate = min(step / settings.warm_up, 1 - (step - 1) / settings.steps)
        optimizer.param_groups[0]["lr"] = settings.learning_rate * rate
        batch = sampler.batch()
        vectors = table()
        embedded = embed(vectors, batch.questions + batch.passages)
        questions, passages = embedded.tensor_split([len(batch.questions)])
        loss = contrastive_loss(questions, passages, batch.subjects, settings.scale)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        losses.append(loss.item())
        if step % settings.steps_per_epoch == 0 or step == settings.steps:
            with torch.no_grad():
                after_epoch(step, float(np.mean(losses)), table())
            losses.clear()
    with torch.no_grad():
        return np.asarray(table().numpy(), dtype=np.float32)
