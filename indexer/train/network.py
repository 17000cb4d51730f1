"""The embedding table while it learns, and the loss.

A row is the sum of its own vector and those of its parts (``RowTable``), so a rare group starts
from what its syllables know and learns only the difference. Summed up once after training, the
table is all that ships.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

Rows = npt.NDArray[np.int32]


class _Ragged(NamedTuple):
    """Lists of row numbers one after the other, and where each begins."""

    rows: torch.Tensor
    offsets: torch.Tensor

    @classmethod
    def of(cls, lists: Sequence[Sequence[int]]) -> _Ragged:
        starts = np.cumsum([0, *map(len, lists)])[:-1]
        return cls(torch.tensor(list(chain.from_iterable(lists))), torch.from_numpy(starts))

    def sums(self, vectors: torch.Tensor) -> torch.Tensor:
        return nn.functional.embedding_bag(self.rows, vectors, self.offsets, mode="sum")


class _Composed(torch.autograd.Function):
    """Sums over parts; the gradient of a part is the sum over what it is part of."""

    @staticmethod
    def forward(ctx: Any, own: torch.Tensor, parts: _Ragged, wholes: _Ragged) -> torch.Tensor:
        ctx.wholes = wholes
        return parts.sums(own)

    @staticmethod
    def backward(ctx: Any, *gradients: torch.Tensor) -> tuple[torch.Tensor, None, None]:
        return ctx.wholes.sums(gradients[0].contiguous()), None, None


class RowTable(nn.Module):
    """Vectors of rows as sums over their parts, each row its own first part."""

    def __init__(self, parts: Sequence[Sequence[int]], start: npt.NDArray[np.float32]) -> None:
        super().__init__()
        wholes: list[list[int]] = [[] for _ in parts]
        for row, own in enumerate(parts):
            for part in own:
                wholes[part].append(row)
        self._parts, self._wholes = _Ragged.of(parts), _Ragged.of(wholes)
        self.own = nn.Parameter(torch.from_numpy(start.copy()))

    def forward(self) -> torch.Tensor:
        """All vectors, ``(rows, dimension)``."""
        composed: torch.Tensor = _Composed.apply(  # type: ignore[no-untyped-call]
            self.own, self._parts, self._wholes
        )
        return composed


def embed(table: torch.Tensor, texts: Sequence[Rows]) -> torch.Tensor:
    """Unit vectors of ragged texts, shape ``(len(texts), dimension)``."""
    lengths = np.array([len(rows) for rows in texts])
    offsets = torch.from_numpy(np.concatenate([[0], np.cumsum(lengths)[:-1]]))
    units = torch.from_numpy(np.concatenate(texts).astype(np.int64))
    return nn.functional.normalize(
        nn.functional.embedding_bag(units, table, offsets, mode="sum"), dim=1
    )


def contrastive_loss(
    questions: torch.Tensor, passages: torch.Tensor, subjects: npt.NDArray[np.int64], scale: float
) -> torch.Tensor:
    """InfoNCE both ways over a batch. van den Oord et al. 2018, arXiv:1807.03748.

    Args:
        questions: unit vectors, ``(n, d)``.
        passages: unit vectors, ``(m, d)`` with ``m >= n``: the answer of question ``i`` is row
            ``i``, rows from ``n`` on answer none.
        subjects: what each passage is about, ``(m,)``; passages of a question's own subject
            are not its negatives.
        scale: inverse temperature.
    """
    n = len(questions)
    about = torch.from_numpy(subjects)
    same = about[:n, None] == about[None, :]
    same.fill_diagonal_(fill_value=False)
    scores = (scale * questions @ passages.T).masked_fill(same, -1e4)
    target = torch.arange(n)
    forward = nn.functional.cross_entropy(scores, target)
    backward = nn.functional.cross_entropy(scores[:, :n].T, target)
    return (forward + backward) / 2
