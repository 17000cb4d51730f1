"""Learning the order of the best candidates, and what each kind of sign is worth to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from eval.resampling import randomisation_p
from retriever.evidence import Shown
from retriever.order import Order, Sign
from retriever.signs import SIGNS

if TYPE_CHECKING:
    import torch

Floats = npt.NDArray[np.float64]

FOLDS = 4
AMONG = 5
TINY = 1e-3
"""The least spread: a column that never changes decides nothing."""

GROUPS: Mapping[str, Callable[[str], bool]] = {
    "scores of both halves": lambda sign: sign in {"lexical", "dense"},
    "words": lambda sign: sign in {*Shown._fields} - {"usual"},
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

RUNS = 3
HIDDEN = 32
"""Units of each network."""
EPOCHS = 40
BATCH = 128
RATE = 0.01
DROPPED = 0.3
"""Share of the hidden units that a step does without."""
DECAY = 0.1
STRAIGHT_DECAY = 0.01


class Ranked(NamedTuple):
    """The candidates of one question: what they show, rows of ``SIGNS``, and which answer."""

    signs: Floats
    answers: npt.NDArray[np.bool_]


class Lot(NamedTuple):
    """Questions that a fit sees all together or not at all; ``source`` says where from."""

    source: str
    questions: Sequence[Ranked]


def fit_order(questions: Sequence[Ranked], counts: Floats) -> Order:
    """The order that makes what answers likely among the other candidates of its question.

    A softmax over the candidates of each question (ListNet, Cao et al. 2007), which counts as
    ``counts`` says. The mean of ``RUNS`` networks that begin differently: what only one of them
    has learned is mostly chance. The same questions give the same order.
    """
    import torch  # noqa: PLC0415 - slow to load

    every = np.concatenate([one.signs for one in questions])
    mean, spread = every.mean(axis=0).round(4), np.maximum(every.std(axis=0), TINY).round(4)
    shape = (len(questions), max(len(one.answers) for one in questions))
    table, target = np.zeros((*shape, len(SIGNS))), np.zeros(shape)
    absent = np.ones(shape, dtype=bool)
    for row, one in enumerate(questions):
        filled = slice(len(one.answers))
        table[row, filled] = (one.signs - mean) / spread
        target[row, filled] = one.answers / one.answers.sum()
        absent[row, filled] = False
    lots = _Tensors(
        torch.tensor(table, dtype=torch.float32),
        torch.tensor(target, dtype=torch.float32),
        torch.tensor(absent),
        torch.tensor(counts / counts.mean(), dtype=torch.float32),
    )
    runs = [_fit_network(lots, seed) for seed in range(RUNS)]
    straight = np.mean([run.straight for run in runs], axis=0)
    hidden = np.concatenate([run.hidden for run in runs])
    return Order(
        signs={
            name: Sign(
                mean=float(mean[at]),
                spread=float(spread[at]),
                weight=_rounded(straight[at]),
                hidden=tuple(map(_rounded, hidden[:, at])),
            )
            for at, name in enumerate(SIGNS)
        },
        bias=tuple(_rounded(value) for run in runs for value in run.bias),
        output=tuple(_rounded(value / RUNS) for run in runs for value in run.output),
    )


class _Tensors(NamedTuple):
    """Standard signs ``(questions, candidates, SIGNS)``, shares of the answers, and padding."""

    signs: torch.Tensor
    target: torch.Tensor
    absent: torch.Tensor
    counts: torch.Tensor


class _Network(NamedTuple):
    """Weights of ``SIGNS`` straight and to each hidden unit, ``(HIDDEN, SIGNS)``."""

    straight: Floats
    hidden: Floats
    bias: Floats
    output: Floats


def _fit_network(questions: _Tensors, seed: int) -> _Network:
    """Adam with decoupled weight decay, from straight weights of 0, with dropout."""
    import torch  # noqa: PLC0415 - slow to load

    torch.manual_seed(seed)
    straight = torch.nn.Linear(len(SIGNS), 1, bias=False)
    hidden = torch.nn.Linear(len(SIGNS), HIDDEN)
    output = torch.nn.Linear(HIDDEN, 1, bias=False)
    for layer in (straight, output):
        torch.nn.init.zeros_(layer.weight)
    dropped = torch.nn.Dropout(DROPPED)
    steps = torch.optim.AdamW(
        [
            {"params": straight.parameters(), "weight_decay": STRAIGHT_DECAY},
            {"params": [*hidden.parameters(), *output.parameters()], "weight_decay": DECAY},
        ],
        lr=RATE,
    )
    for _ in range(EPOCHS):
        for batch in torch.split(torch.randperm(len(questions.counts)), BATCH):
            signs, absent = questions.signs[batch], questions.absent[batch]
            scores = straight(signs) + output(dropped(torch.relu(hidden(signs))))
            chances = torch.log_softmax(scores.squeeze(-1).masked_fill(absent, -torch.inf), dim=1)
            missed = -(questions.target[batch] * chances.masked_fill(absent, 0)).sum(dim=1)
            steps.zero_grad()
            (questions.counts[batch] * missed).mean().backward()  # type: ignore[no-untyped-call]
            steps.step()
    layers = (straight.weight[0], hidden.weight, hidden.bias, output.weight[0])
    return _Network(*(layer.detach().double().numpy() for layer in layers))


def _rounded(value: float) -> float:
    return round(float(value), 4)


def fit_lots(lots: Sequence[Lot]) -> Order:
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


def _rank(order: Order, question: Ranked) -> int:
    scores = order.scores(question.signs)
    return int((scores[~question.answers] >= scores[question.answers].max()).sum())
