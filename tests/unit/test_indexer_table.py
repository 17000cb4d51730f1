"""A table read without sentence-transformers says what that library says of the same files."""

from __future__ import annotations

import shutil
import unicodedata
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from indexer.encode import SHIPPED_MODEL, load_encoder
from indexer.errors import EncoderMissing
from indexer.table import TableEncoder, is_table

TEXTS = [
    "Ai tham mưu thành lập quỹ đầu tư mạo hiểm?",
    "so khoa hoc va cong nghe chu tri",
    "UBND các xã, phường; 05 ngày làm việc kể từ ngày 27/11/2025.",
    "…",
    "",
    "Điều 8. " + "Chủ trì, phối hợp với các cơ quan, đơn vị có liên quan. " * 80,
    "hello 世界 😀",
]


@cache
def shipped() -> TableEncoder:
    return TableEncoder(SHIPPED_MODEL, "shipped")


def test_vectors_are_those_of_sentence_transformers() -> None:
    model = SentenceTransformer(str(SHIPPED_MODEL), device="cpu")
    expected = model.encode(TEXTS, normalize_embeddings=True)
    np.testing.assert_allclose(shipped().encode(TEXTS, "passage"), expected, atol=1e-5)


def test_rows_do_not_depend_on_what_stands_beside_them() -> None:
    many = TEXTS * 100
    rows = shipped().encode(many, "passage")
    assert rows.shape == (len(many), shipped().dimension)
    np.testing.assert_allclose(
        rows, np.tile(shipped().encode(TEXTS, "passage"), (100, 1)), atol=1e-6
    )
    assert shipped().encode([], "question").shape == (0, shipped().dimension)


def test_text_without_known_units_gives_zeros_and_any_other_length_one() -> None:
    lengths = np.linalg.norm(shipped().encode(TEXTS, "question"), axis=1)
    assert lengths[TEXTS.index("")] == 0
    assert lengths[0] == pytest.approx(1, abs=1e-5)


def test_unicode_forms_are_the_same_text() -> None:
    composed, decomposed = shipped().encode(
        [TEXTS[0], unicodedata.normalize("NFD", TEXTS[0])], "question"
    )
    np.testing.assert_array_equal(composed, decomposed)


@pytest.mark.parametrize("part", ["model.safetensors", "tokenizer.json"])
def test_damaged_part_is_a_clear_error(tmp_path: Path, part: str) -> None:
    folder = tmp_path / "own"
    shutil.copytree(SHIPPED_MODEL, folder)
    assert is_table(folder)
    (folder / part).write_bytes(b"{}")
    with pytest.raises(EncoderMissing, match="own"):
        load_encoder(str(folder))


def test_folder_without_a_background_is_no_table(tmp_path: Path) -> None:
    assert not is_table(tmp_path)
