"""What people ask for what a text has: learned from pairs, kept in a file, read for a tokenizer."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from indexer.train.translation import Pair, learn
from indexer.translation import Lexicon, Translation, Units

NAMES = ["lương", "tiền", "thu nhập", "trụ sở", "chỗ", "không ai hỏi"]
PAY, MONEY, WAGE, OFFICE, PLACE, IDLE = range(len(NAMES))


def units(*names: int) -> Units:
    return np.array(sorted(names), dtype=np.int32)


def learned() -> Lexicon:
    """``MONEY`` is asked where ``PAY`` or ``WAGE`` stands, ``PLACE`` where ``OFFICE`` does."""
    pairs = [
        *(Pair(units(MONEY), units(PAY), 1.0) for _ in range(4)),
        *(Pair(units(MONEY, PLACE), units(PAY, OFFICE), 1.0) for _ in range(4)),
        *(Pair(units(PLACE), units(OFFICE), 1.0) for _ in range(4)),
        *(Pair(units(MONEY), units(WAGE), 1.0) for _ in range(2)),
    ]
    return learn(pairs, NAMES)


def read(lexicon: Lexicon, names: list[str] = NAMES) -> Translation:
    return Translation(lexicon, dict(zip(names, range(len(names)), strict=True)).get, len(names))


def test_words_that_go_together_in_every_pair_stand_for_each_other() -> None:
    chances = read(learned()).chances(units(MONEY, PLACE), units(PAY, OFFICE))
    assert chances[0, 0] > 0.4 > 10 * chances[0, 1]
    assert chances[1, 1] > 0.4 > 10 * chances[1, 0]


def test_what_was_seen_seldom_says_less() -> None:
    (chances,) = read(learned()).chances(units(MONEY), units(PAY, WAGE))
    assert chances[0] > chances[1] > 0


def test_a_pair_counts_as_often_as_it_says() -> None:
    asked, told = units(MONEY), units(PAY)
    once = read(learn([Pair(asked, told, 1.0)] * 3, NAMES))
    thrice = read(learn([Pair(asked, told, 3.0)], NAMES))
    assert once.chances(asked, told) == pytest.approx(thrice.chances(asked, told), abs=1e-3)


def test_how_usual_a_word_is_among_questions() -> None:
    usual = read(learned()).usual(np.array([MONEY, PLACE, IDLE], dtype=np.int32))
    assert usual[:2] == pytest.approx([10 / 18, 8 / 18], abs=1e-4)
    assert 0 < usual[2] < 1e-4


def test_questions_without_a_known_word_teach_nothing() -> None:
    pair = Pair(units(MONEY), units(PAY), 1.0)
    more, one = (
        read(learn([Pair(units(), units(PAY), 1.0), pair], NAMES)),
        read(learn([pair], NAMES)),
    )
    assert more.chances(units(MONEY), units(PAY)) == one.chances(units(MONEY), units(PAY))


def test_a_tokenizer_with_other_numbers_gives_the_same_by_words() -> None:
    names = ["mới", *reversed(NAMES)]
    here, there = read(learned()), read(learned(), names)
    for asked in NAMES:
        for told in NAMES:
            one = here.chances(units(NAMES.index(asked)), units(NAMES.index(told)))
            assert one == there.chances(units(names.index(asked)), units(names.index(told)))
    assert not there.chances(units(0), units(*range(len(names)))).any()


def test_words_that_a_tokenizer_does_not_have_say_nothing() -> None:
    translation = read(learned(), ["tiền", "lương"])
    assert translation.chances(units(0), units(1)).item() > 0.4
    assert not translation.chances(units(1), units(0, 1)).any()


def test_a_saved_lexicon_is_the_same(tmp_path: Path) -> None:
    made = learned()
    made.save(tmp_path / "one")
    opened = Lexicon.open(tmp_path / "one")
    assert opened.words == made.words
    for name in ("asked", "told", "chances", "usual"):
        np.testing.assert_array_equal(getattr(opened, name), getattr(made, name))
    learned().save(tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
