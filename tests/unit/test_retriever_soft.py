"""Word by word: against a plain double loop, and what the share means."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import cast

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from indexer.background import Background
from indexer.index import Index
from indexer.translation import Lexicon, Translation, Units
from indexer.words import UnitBuilder, WordVectors
from retriever.soft import WordMatch, match_words, usual

TABLE = [[2.0, 0.0], [0.0, 1.0], [3.0, 3.0], [-1.0, 0.0], [0.0, -0.5], [0.0, 0.0], [1.0, 2.0]]
NAMES = [f"w{number}" for number in range(len(TABLE))]
ASKED_FOR = {("w0", "w1"): 0.5, ("w0", "w3"): 0.25, ("w1", "w1"): 1.0, ("w4", "w0"): 0.125}
"""How likely a word is asked for another; every word is a seventh of all that is asked."""


def made_up() -> WordVectors:
    tokenizer = Tokenizer(
        WordLevel({name: row for row, name in enumerate(NAMES)}, unk_token=NAMES[5])
    )
    tokenizer.pre_tokenizer = Whitespace()
    background = Background.of(np.array([[1, 0]] * 5 + [[0, 1]] * 5, dtype=np.float32))
    table = np.array(TABLE, dtype=np.float32)
    return WordVectors("made-up", tokenizer, table, background, translation())


def translation() -> Translation:
    lexicon = Lexicon(
        words=NAMES,
        asked=np.array([NAMES.index(asked) for asked, _ in ASKED_FOR], dtype=np.int32),
        told=np.array([NAMES.index(told) for _, told in ASKED_FOR], dtype=np.int32),
        chances=np.array(list(ASKED_FOR.values()), dtype=np.float16),
        usual=np.full(len(NAMES), 1 / 7, dtype=np.float32),
    )
    return Translation(lexicon, NAMES.index, len(NAMES))


WORDS = made_up()


Stretched = list[list[list[str]]]
"""Clauses, each a list of passages, each a list of stretches."""


def index_of(clauses: Stretched) -> Index:
    """An index with nothing but the units of its clauses."""
    builder = UnitBuilder(WORDS)
    owners = list[int]()
    for clause, passages in enumerate(clauses):
        builder.add(passages)
        owners += [clause] * len(passages)

    def passages_of(rows: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], ...]:
        found = [(p, at) for at, row in enumerate(rows) for p, o in enumerate(owners) if o == row]
        table = np.array(found, dtype=np.int64).reshape(-1, 2)
        return table[:, 0], table[:, 1]

    records = SimpleNamespace(passages_of=passages_of)
    return cast("Index", SimpleNamespace(records=records, units=builder.finish()))


def units(question: str) -> Units:
    return WORDS.units([question])[0]


def whole(clauses: list[list[str]]) -> Stretched:
    """Clauses whose passages have neither headings nor sentences."""
    return [[[text] for text in passages] for passages in clauses]


def compared(question: str, clauses: Stretched) -> WordMatch:
    return match_words(index_of(clauses), WORDS, units(question), np.arange(len(clauses)))


def matches(question: str, clauses: list[list[str]]) -> list[float]:
    return [float(share) for share in compared(question, whole(clauses)).soft]


def cosine(question: str, passage: str) -> float:
    """Of the sums of the vectors of the different words."""
    one, other = (
        np.sum([TABLE[NAMES.index(name)] for name in {*text.split()}] or [[0, 0]], axis=0)
        for text in (question, passage)
    )
    lengths = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(one @ other) / lengths if lengths > 1e-6 else 0.0


def alike(one: str, held: set[str]) -> float:
    """How much a word is like the nearest of others."""
    vector = TABLE[NAMES.index(one)]
    best = -math.inf
    for other in held:
        there = TABLE[NAMES.index(other)]
        product = sum(a * b for a, b in zip(vector, there, strict=True))
        best = max(best, product / math.hypot(*vector) / math.hypot(*there))
    return 1 / (1 + math.exp((0.3 - best) / 0.05))


def known(*passages: str) -> dict[str, float]:
    """The different words that have a vector, with their weights."""
    names = {name for text in passages for name in text.split()} - {"w5"}
    return {name: math.hypot(*TABLE[NAMES.index(name)]) for name in sorted(names)}


def oracle(question: str, passages: list[str]) -> float:
    """How much of the question one clause says, unit by unit."""
    asked, held = known(question), set(known(*passages))
    total = sum(weight * alike(name, held) for name, weight in asked.items()) if held else 0.0
    return total / sum(asked.values()) if asked else 0.0


def said_in(sentence: str, question: str) -> float:
    """How much of the question a sentence says, as a geometric mean."""
    asked, held = known(question), set(known(sentence))
    total = sum(weight * math.log(alike(name, held) + 0.05) for name, weight in asked.items())
    return math.exp(total / sum(asked.values()))


def told(texts: list[str], question: str) -> float:
    """How much of some texts the question says."""
    words = [item for text in texts for item in known(text).items()]
    total = sum(weight * alike(name, set(known(question))) for name, weight in words)
    return total / sum(weight for _, weight in words)


def translated(text: str, question: str) -> float:
    """How much likelier the question is for somebody whom the text answers."""
    asked, held = known(question), set(known(text))
    total = 0.0
    for name, weight in asked.items():
        chance = sum(ASKED_FOR.get((name, other), 0.0) for other in held) / len(held)
        total += weight * math.log(1 + 7 * chance)
    return total / sum(asked.values())


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
    index = index_of(whole(clauses))
    asked = match_words(index, WORDS, units(question), np.array(rows, dtype=np.int64))
    assert asked.soft.tolist() == pytest.approx([every[row] for row in rows], abs=1e-6)


def test_clause_that_holds_every_word_matches_wholly_however_long_it_is() -> None:
    assert matches("w0 w1", [["w3 w4 w6", "w1 w2 w0"]]) == pytest.approx([1.0])


def test_words_count_by_their_weight_and_opposites_count_as_nothing() -> None:
    found = matches("w0 w1", [["w0"], ["w1"], ["w3 w4"]])
    assert found == pytest.approx([2 / 3, 1 / 3, 0], abs=0.01)


@pytest.mark.parametrize("question", ["", "w5", "unheard of"])
def test_question_without_a_known_word_matches_nothing(question: str) -> None:
    assert matches(question, [["w0"], []]) == [0.0, 0.0]


def test_clauses_without_passages_or_units_match_nothing() -> None:
    assert matches("w0", [[], ["w0"], [""], [], ["w0"], []]) == pytest.approx([0, 1, 0, 0, 1, 0])
    assert matches("w0", [[], []]) == [0.0, 0.0]
    assert matches("w0", []) == []


@given(texts, st.lists(st.lists(texts, max_size=3), max_size=5))
def test_nearest_passage_counts(question: str, clauses: list[list[str]]) -> None:
    expected = [
        max([cosine(question, text) for text in passages if set(text.split()) - {"w5"}] or [0])
        for passages in clauses
    ]
    found = compared(question, whole(clauses)).near
    assert found.tolist() == pytest.approx(expected, abs=1e-5)


passages_of_stretches = st.lists(
    st.lists(texts.filter(known), min_size=2, max_size=5), min_size=1, max_size=3
)


@given(texts.filter(known), st.lists(passages_of_stretches, max_size=4))
def test_headings_and_sentences_agree_with_a_double_loop(question: str, clauses: Stretched) -> None:
    found = compared(question, clauses)
    for clause, passages in enumerate(clauses):
        sentences = [text for stretches in passages for text in stretches[2:]]
        heading = max(told([stretches[1]], question) for stretches in passages)
        assert found.heading[clause] == pytest.approx(heading, abs=1e-5)
        sentence = max((said_in(text, question) for text in sentences), default=0)
        assert found.sentence[clause] == pytest.approx(sentence, abs=1e-5)
        share = told(sentences, question) if sentences else 0
        assert found.told[clause] == pytest.approx(share, abs=1e-5)
        nearest = max((cosine(question, text) for text in sentences), default=0)
        assert found.nearest[clause] == pytest.approx(nearest, abs=1e-5)
        passage = max(translated(stretches[0], question) for stretches in passages)
        assert found.translated[clause] == pytest.approx(passage, abs=1e-5)
        best = max((translated(text, question) for text in sentences), default=0)
        assert found.translated_sentence[clause] == pytest.approx(best, abs=1e-5)


def test_one_sentence_says_more_than_two_that_share_the_words() -> None:
    apart, together = [["w0 w1", "", "w0", "w1"]], [["w0 w1", "", "w0 w1", "w3"]]
    found = compared("w0 w1", [apart, together])
    assert found.soft[0] == pytest.approx(found.soft[1])
    assert found.sentence[0] < found.sentence[1]


def test_usual_is_the_cosine_to_the_nearest_of_the_background() -> None:
    assert usual(WORDS, units("w0")) == pytest.approx(1.0, abs=0.1)
    assert usual(WORDS, units("w2")) == pytest.approx(math.sqrt(0.5), abs=0.1)
    assert usual(WORDS, units("unheard of")) == pytest.approx(0.0, abs=0.1)
