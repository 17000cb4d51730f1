"""Learning the order: that it finds what is there, on made-up candidates."""

from __future__ import annotations

import numpy as np
import pytest

from eval.ordering import (
    FOLDS,
    GROUPS,
    Lot,
    Ranked,
    Success,
    fit_lots,
    fit_order,
    losses,
    success,
    unseen_ranks,
)
from retriever.signs import SIGNS

SOFT, TOLD, PLAIN = (SIGNS.index(name) for name in ("soft", "told", "plain"))


def made_up(count: int, seed: int, *, other: bool = False) -> list[Ranked]:
    """Questions that the candidate with the highest ``soft`` answers, plain ones by ``told``."""
    random = np.random.default_rng(seed)
    found = []
    for number in range(count):
        table = np.zeros((12, len(SIGNS)))
        table[:, [SOFT, TOLD]] = random.standard_normal((12, 2))
        table[:, PLAIN] = number % 2
        decides = TOLD if (number % 2) != other else SOFT
        found.append(Ranked(table, np.arange(12) == table[:, decides].argmax()))
    return found


def first(order_of: list[Ranked], questions: list[Ranked]) -> float:
    order = fit_order(order_of, np.ones(len(order_of)))
    return float(np.mean([one.answers[order.values(one.signs).argmax()] for one in questions]))


def test_what_decides_may_depend_on_the_question() -> None:
    assert first(made_up(400, 1), made_up(100, 2)) > 0.85


def test_same_questions_give_the_same_order() -> None:
    questions = made_up(40, 1)
    assert fit_order(questions, np.ones(40)) == fit_order(questions, np.ones(40))


def test_questions_count_as_they_are_told() -> None:
    both = made_up(150, 1) + made_up(150, 2, other=True)
    unseen = made_up(60, 3)
    for heavy, light in ((0, 150), (150, 0)):
        counts = np.ones(300)
        counts[light : light + 150] = 0.01
        order = fit_order(both, counts)
        right = np.mean([one.answers[order.values(one.signs).argmax()] for one in unseen])
        assert (right > 0.6) == (heavy == 0)


def test_sources_count_alike_whatever_their_size() -> None:
    many = [Lot("many", made_up(240, 1))]
    few = [Lot("few", made_up(40, 2, other=True))]
    alone = fit_lots(many).values(few[0].questions[0].signs)
    together = fit_lots([*many, *few]).values(few[0].questions[0].signs)
    assert np.abs(alone).max() > np.abs(together).max(), "they contradict each other"


def test_ranks_are_of_what_the_fit_did_not_see() -> None:
    lots = [Lot("a", made_up(80, seed)) for seed in range(FOLDS)] + [Lot("b", made_up(9, 9))]
    ranks = unseen_ranks(lots)
    assert list(ranks) == ["a"], "one lot alone cannot be put aside and seen"
    assert len(ranks["a"]) == 80 * FOLDS
    misled = [*lots[1:FOLDS], Lot("a", made_up(80, 0, other=True))]
    assert success(unseen_ranks(misled)["a"]).first < success(ranks["a"]).first


def test_success_counts_the_first_and_the_first_five() -> None:
    assert success([0, 4, 5, 0]) == Success(0.5, 0.75)


def test_every_sign_is_in_one_group() -> None:
    for sign in SIGNS:
        assert sum(belongs(sign) for belongs in GROUPS.values()) == 1, sign


def test_a_group_is_worth_what_is_lost_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    some = {name: GROUPS[name] for name in ("words", "length")}
    monkeypatch.setattr("eval.ordering.GROUPS", some)
    lots = [Lot("a", made_up(60, seed)) for seed in range(FOLDS)]
    worth = {loss.group: loss.first for loss in losses(lots)}
    assert worth["words"].mean < -0.4
    assert worth["words"].p < 0.001
    assert abs(worth["length"].mean) < 0.1
