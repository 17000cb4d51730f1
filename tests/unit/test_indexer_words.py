"""Texts as sets of units with vectors, and which units each passage has."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import save_file
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from indexer.background import FILE, Background
from indexer.encode import Encoder, load_encoder, word_vectors
from indexer.translation import SHIPPED_TRANSLATION, Lexicon, Translation
from indexer.words import UnitBuilder, UnitIndex, WordVectors
from tests.unit.indexer_samples import HashEncoder

TABLE = np.array([[0, 0], [3, 4], [0, 2], [0, 0], [-1, 0]], dtype=np.float32)
"""Of the unknown word, "sách", "thư", "của" and "viện"."""


def tokenizer() -> Tokenizer:
    names = {"?": 0, "sách": 1, "thư": 2, "của": 3, "viện": 4}
    found = Tokenizer(WordLevel(names, unk_token="?"))  # noqa: S106 - no password
    found.pre_tokenizer = Whitespace()
    return found


BACKGROUND = Background.of(np.array([[0, 1]] * 5, dtype=np.float32))
TRANSLATION = Translation(Lexicon.open(SHIPPED_TRANSLATION), tokenizer().token_to_id, len(TABLE))
WORDS = WordVectors("made-up", tokenizer(), TABLE, BACKGROUND, TRANSLATION)
NAMES = ("sách", "thư", "viện")

stretches = st.lists(st.sampled_from(NAMES), max_size=4).map(" ".join)
passages = st.lists(st.lists(stretches, max_size=4), max_size=8)


def index_of(found: list[list[str]]) -> UnitIndex:
    builder = UnitBuilder(WORDS)
    builder.add(found)
    return builder.finish()


def listed(index: UnitIndex) -> list[list[list[int]]]:
    """The units of each stretch of each passage."""
    every = [index.units[a:b].tolist() for a, b in pairwise(index.indptr.tolist())]
    return [every[a:b] for a, b in pairwise(index.edges.tolist())]


def expected(found: list[list[str]]) -> list[list[list[int]]]:
    return [[units.tolist() for units in WORDS.units(texts)] for texts in found]


def test_each_unit_counts_once_and_those_without_a_vector_do_not() -> None:
    found = WORDS.units(["viện của thư viện sách thư", "", "của ai"])
    assert [units.tolist() for units in found] == [[1, 2, 4], [], []]
    assert all(units.dtype == np.int32 for units in found)


def test_units_of_no_text() -> None:
    assert WORDS.units([]) == []


def test_length_is_the_weight_and_the_rest_the_direction() -> None:
    units = np.array([1, 2, 4], dtype=np.int32)
    assert WORDS.weights(units).tolist() == [5, 2, 1]
    expected = np.array([[0.6, 0.8], [0, 1], [-1, 0]], dtype=np.float32)
    np.testing.assert_allclose(WORDS.directions(units), expected)


@given(passages)
def test_index_holds_the_units_of_each_stretch_and_their_norm(found: list[list[str]]) -> None:
    index = index_of(found)
    assert listed(index) == expected(found)
    units = [each for texts in found for each in WORDS.units(texts)]
    norms = [np.linalg.norm(TABLE[each].sum(axis=0)) for each in units]
    np.testing.assert_allclose(index.norms, norms, atol=1e-6)
    arrays = index.edges, index.indptr, index.units, index.norms
    assert [str(each.dtype) for each in arrays] == ["int64", "int64", "int32", "float32"]


@given(passages, st.data())
def test_stretches_come_by_passage_in_the_order_asked_for(
    found: list[list[str]], data: st.DataObject
) -> None:
    places = range(len(found))
    rows = data.draw(st.lists(st.sampled_from(places), max_size=6)) if places else list[int]()
    held = index_of(found).stretches(np.array(rows, dtype=np.int64))
    units = [expected(found)[row] for row in rows]
    assert held.owner.tolist() == [place for place, texts in enumerate(units) for _ in texts]
    assert held.rank.tolist() == [rank for texts in units for rank in range(len(texts))]
    assert held.counts.tolist() == [len(each) for texts in units for each in texts]
    assert held.units.tolist() == [unit for texts in units for each in texts for unit in each]
    norms = [np.linalg.norm(TABLE[each].sum(axis=0)) for texts in units for each in texts]
    np.testing.assert_allclose(held.norms, norms, atol=1e-6)


@given(earlier=passages, before=passages, after=passages, data=st.data())
def test_copying_and_adding_equals_adding_all(
    earlier: list[list[str]],
    before: list[list[str]],
    after: list[list[str]],
    data: st.DataObject,
) -> None:
    first = data.draw(st.integers(0, len(earlier)))
    last = data.draw(st.integers(first, len(earlier)))
    builder = UnitBuilder(WORDS)
    builder.add(before)
    builder.copy(index_of(earlier), first, last)
    builder.add(after)
    mixed, plain = builder.finish(), index_of([*before, *earlier[first:last], *after])
    assert listed(mixed) == listed(plain)
    np.testing.assert_array_equal(mixed.norms, plain.norms)


@pytest.mark.parametrize("found", [[], [[]], [[""]], [["sách viện", ""], [], ["thư", "sách"]]])
def test_saved_index_opens_as_it_was_and_can_be_copied(
    tmp_path: Path, found: list[list[str]]
) -> None:
    index_of(found).save(tmp_path)
    opened = UnitIndex.open(tmp_path)
    builder = UnitBuilder(WORDS)
    builder.copy(opened, 0, len(found))
    copied = builder.finish()
    assert listed(opened) == listed(copied) == expected(found)
    assert opened.norms.tolist() == copied.norms.tolist()


@cache
def shipped() -> Encoder:
    return load_encoder()


def test_words_of_a_table_with_a_background_are_its_own(tmp_path: Path) -> None:
    module = StaticEmbedding(tokenizer(), embedding_weights=TABLE)
    folder = tmp_path / "own"
    SentenceTransformer(modules=[module], device="cpu").save(str(folder))
    assert word_vectors(load_encoder(str(folder))).identity == shipped().identity
    lengths = np.linalg.norm(TABLE, axis=1)
    directions = TABLE / np.maximum(lengths, 1)[:, None]
    tokens = np.arange(len(TABLE))
    tensors = {"embeddings": directions, "mapping": tokens, "weights": np.maximum(lengths, 1)}
    save_file(tensors, folder / "model.safetensors")
    BACKGROUND.save(folder / FILE)
    encoder = load_encoder(str(folder))
    words = word_vectors(encoder)
    assert words.identity == encoder.identity
    (units,) = words.units(["thư viện"])
    np.testing.assert_array_equal(words.directions(units), [[0, 1], [-1, 0]])


def test_other_encoders_borrow_the_words_of_the_shipped_one() -> None:
    assert word_vectors(HashEncoder()).identity == shipped().identity
    assert word_vectors(shipped()).identity == shipped().identity


def test_shipped_vector_of_a_text_is_the_direction_of_the_sum_of_its_words() -> None:
    words = word_vectors(shipped())
    text = "Sở Tài chính bố trí kinh phí"
    (units,) = words.units([text])
    total = words.weights(units) @ words.directions(units)
    np.testing.assert_allclose(
        total / np.linalg.norm(total), shipped().encode([text], "passage")[0], atol=1e-5
    )


def test_shipped_words_mean_the_same_in_any_case_and_wherever_the_tone_stands() -> None:
    words = word_vectors(shipped())
    upper, lower, moved = words.units(["ỦY BAN nhân dân", "ủy ban nhân dân", "uỷ ban nhân dân"])
    assert upper.tolist() == lower.tolist()
    np.testing.assert_allclose(words.directions(lower), words.directions(moved), atol=1e-6)
