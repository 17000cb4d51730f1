"""Word by word: against a plain double loop, and what the share means."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from indexer.index import Index
from indexer.words import UnitBuilder, WordVectors
from retriever.soft import soft_match

TABLE = [[2.0, 0.0], [0.0, 1.0], [3.0, 3.0], [-1.0, 0.0], [0.0, -0.5], [0.0, 0.0], [1.0, 2.0]]
NAMES = [f"w{number}" for number in range(len(TABLE))]


def made_up() -> WordVectors:
    tokenizer = Tokenizer(
        WordLevel({name: row for row, name in enumerate(NAMES)}, unk_token=NAMES[5])
    )
    tokenizer.pre_tokenizer = Whitespace()
    return WordVectors("made-up", tokenizer, np.array(TABLE, dtype=np.float32))


WORDS = made_up()


def index_of(clauses: list[list[str]]) -> Index:
    """An index of clauses, each a list of passages, with nothing but their units."""
    builder = UnitBuilder()
    for texts in clauses:
        builder.add(WORDS.units(texts))
    bounds = np.cumsum([0, *map(len, clauses)])
    records = SimpleNamespace(clause_passages=bounds)
    return cast("Index", SimpleNamespace(records=records, units=builder.finish()))


def matches(question: str, clauses: list[list[str]]) -> list[float]:
    found = soft_match(index_of(clauses), WORDS, question, np.arange(len(clauses)))
    return [float(share) for share in found]


def oracle(question: str, passages: list[str]) -> float:
    """The same for one clause, unit by unit."""
    total = weights = 0.0
    held = {name for passage in passages for name in passage.split()}
    for name in sorted(set(question.split())):
        vector = TABLE[NAMES.index(name)]
        weight = math.hypot(*vector)
        best = 0.0
        for other in held:
            there = TABLE[NAMES.index(other)]
            if weight and any(there):
                product = sum(a * b for a, b in zip(vector, there, strict=True))
                best = max(best, product / weight / math.hypot(*there))
        total += weight * best
        weights += weight
    return total / weights if weights else 0.0


texts = st.lists(st.sampled_from(NAMES), max_size=6).map(" ".join)


@given(texts, st.lists(st.lists(texts, max_size=3), max_size=5))
def test_agrees_with_a_double_loop(question: str, clauses: list[list[str]]) -> None:
    expected = [oracle(question, passages) for passages in clauses]
    assert matches(question, clauses) == pytest.approx(expected, abs=1e-6)


@given(
    texts,
    st.lists(st.lists(texts, max_size=3), min_size=1, max_size=5),
    st.data(),
)
def test_each_clause_is_matched_by_itself_in_the_order_asked_for(
    question: str, clauses: list[list[str]], data: st.DataObject
) -> None:
    rows = data.draw(st.lists(st.sampled_from(range(len(clauses))), max_size=6))
    every = matches(question, clauses)
    asked = soft_match(index_of(clauses), WORDS, question, np.array(rows, dtype=np.int64))
    assert asked.tolist() == pytest.approx([every[row] for row in rows], abs=1e-6)


def test_clause_that_holds_every_word_matches_wholly_however_long_it_is() -> None:
    assert matches("w0 w1", [["w3 w4 w6", "w1 w2 w0"]]) == pytest.approx([1.0])


def test_words_count_by_their_weight_and_opposites_count_as_nothing() -> None:
    assert matches("w0 w1", [["w0"], ["w1"], ["w3 w4"]]) == pytest.approx([2 / 3, 1 / 3, 0])


@pytest.mark.parametrize("question", ["", "w5", "unheard of"])
def test_question_without_a_known_word_matches_nothing(question: str) -> None:
    assert matches(question, [["w0"], []]) == [0.0, 0.0]


def test_clauses_without_passages_or_units_match_nothing() -> None:
    assert matches("w0", [[], ["w0"], [""], [], ["w0"], []]) == pytest.approx([0, 1, 0, 0, 1, 0])
    assert matches("w0", [[], []]) == [0.0, 0.0]
    assert matches("w0", []) == []
