"""The training loop: draw, embed, compare, step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from tqdm import tqdm

from indexer.train.network import RowTable, contrastive_loss, embed
from indexer.train.sampling import Sampler


@dataclass(frozen=True, slots=True)
class FitSettings:
    """How long and how fast a table learns, and how many learn from batches of their own."""

    runs: int = 3
    dimension: int = 384
    steps: int = 400
    warm_up: int = 20
    learning_rate: float = 0.05
    scale: float = 20.0
    seed: int = 0


def fit(
    table: RowTable, sampler: Sampler, settings: FitSettings
) -> tuple[npt.NDArray[np.float32], float]:
    """Train ``table`` in place; its summed-up vectors, ``(rows, dimension)``, and the mean loss.

    The learning rate warms up and then falls to zero in a straight line.
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
    with torch.no_grad():
        return np.asarray(table().numpy(), dtype=np.float32), float(np.mean(losses))
