"""Learning the order of the best candidates, and what each kind of sign is worth to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from eval.fitting import Schedule, fit_network
from eval.resampling import randomisation_p
from retriever.evidence import Shown
from retriever.network import Network
from retriever.signs import SIGNS

if TYPE_CHECKING:
    import torch

Floats = npt.NDArray[np.float64]

FOLDS = 4
AMONG = 5

GROUPS: Mapping[str, Callable[[str], bool]] = {
    "scores of both halves": lambda sign: sign in {"lexical", "dense"},
    "words": lambda sign: sign.removesuffix("_share") in {*Shown._fields} - {"usual"},
    "length": lambda sign: sign in {"length", "long"},
    "what is named": lambda sign: sign == "named",
    "clauses around": lambda sign: sign in {"above", "below", "beside", "document"},
    "place in the tree": lambda sign: sign in {"deep", "parent"} or sign.startswith("level_"),
    "kind of question": lambda sign: (
        sign in {"figure", "time", "leads", "helps"} or sign.startswith("asks_")
    ),
    "the question as a whole": lambda sign: sign in {"asked_long", "plain", "usual"},
}
"""The columns of the table by what they tell."""

SCHEDULE = Schedule(epochs=40, batch=128, rate=0.01)


class Ranked(NamedTuple):
    """The candidates of one question: what they show, rows of ``SIGNS``, and which answer."""

    signs: Floats
    answers: npt.NDArray[np.bool_]


class Lot(NamedTuple):
    """Questions that a fit sees all together or not at all; ``source`` says where from."""

    source: str
    questions: Sequence[Ranked]


def fit_order(questions: Sequence[Ranked], counts: Floats) -> Network:
    """The order that makes what answers likely among the other candidates of its question.

    A softmax over the candidates of each question (ListNet, Cao et al. 2007), which counts as
    ``counts`` says.
    """
    import torch  # noqa: PLC0415 - slow to load

    target = np.zeros((len(questions), max(len(one.answers) for one in questions)))
    for row, one in enumerate(questions):
        target[row, : len(one.answers)] = one.answers / one.answers.sum()
    shares = torch.tensor(target, dtype=torch.float32)
    share = torch.tensor(counts / counts.mean(), dtype=torch.float32)

    def loss(values: torch.Tensor, batch: torch.Tensor) -> torch.Tensor:
        missed = -(shares[batch] * torch.log_softmax(values, dim=1)).sum(dim=1)
        return (share[batch] * missed).mean()

    return fit_network(SIGNS, [one.signs for one in questions], loss, SCHEDULE)


def fit_lots(lots: Sequence[Lot]) -> Network:
    """The order fitted on some lots; every source counts alike, and in it every question."""
    often = Counter[str]()
    for lot in lots:
        often[lot.source] += len(lot.questions)
    counts = np.array([1 / often[lot.source] for lot in lots for _ in lot.questions])
    return fit_order([question for lot in lots for question in lot.questions], counts)


def unseen_ranks(lots: Sequence[Lot]) -> dict[str, list[int]]:
    """By source, how many candidates stand before the first that answers, question by question.

    Each lot is put in order by what is fitted without it and others, a part of ``FOLDS`` at a
    time. A source of fewer lots than that is left out.
    """
    several = Counter(lot.source for lot in lots)
    ranks: dict[str, list[int]] = {source: [] for source in several if several[source] >= FOLDS}
    for fold in range(FOLDS):
        fitted = fit_lots([lot for number, lot in enumerate(lots) if number % FOLDS != fold])
        for lot in lots[fold::FOLDS]:
            if lot.source in ranks:
                ranks[lot.source] += [_rank(fitted, question) for question in lot.questions]
    return ranks


class Success(NamedTuple):
    """The share of questions with an answer first, and among ``AMONG``."""

    first: float
    among: float


def success(ranks: Sequence[int]) -> Success:
    """Of ranks from 0."""
    return Success(fmean(rank == 0 for rank in ranks), fmean(rank < AMONG for rank in ranks))


class Gain(NamedTuple):
    """A difference with the p of a paired randomisation test."""

    mean: float
    p: float


class Loss(NamedTuple):
    """What a source gains in ``Success`` without a group of signs."""

    group: str
    source: str
    first: Gain
    among: Gain

    def successes(self) -> tuple[tuple[str, Gain], ...]:
        """Both differences with their names."""
        return (("first", self.first), ("among five", self.among))


def losses(lots: Sequence[Lot]) -> Iterator[Loss]:
    """What each group of signs is worth: fitted anew without it, on unseen questions."""
    whole = unseen_ranks(lots)
    for group, belongs in GROUPS.items():
        without = unseen_ranks([_without(lot, belongs) for lot in lots])
        for source, ranks in whole.items():
            pairs = list(zip(without[source], ranks, strict=True))
            first = [float(left == 0) - float(right == 0) for left, right in pairs]
            among = [float(left < AMONG) - float(right < AMONG) for left, right in pairs]
            yield Loss(group, source, _gain(first), _gain(among))


def _gain(differences: Sequence[float]) -> Gain:
    return Gain(fmean(differences), randomisation_p(differences))


def _without(lot: Lot, belongs: Callable[[str], bool]) -> Lot:
    kept = np.array([not belongs(sign) for sign in SIGNS])
    return lot._replace(questions=[one._replace(signs=one.signs * kept) for one in lot.questions])


def _rank(order: Network, question: Ranked) -> int:
    scores = order.values(question.signs)
    return int((scores[~question.answers] >= scores[question.answers].max()).sum())
