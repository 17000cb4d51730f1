"""The encoder that ships, the contract every encoder keeps, and models that are not there."""

from __future__ import annotations

import shutil
import unicodedata
from pathlib import Path

import numpy as np
import pytest

from indexer.background import FILE as BACKGROUND
from indexer.encode import (
    SHIPPED_MODEL,
    Encoder,
    Kind,
    Usage,
    content_digest,
    load_encoder,
    usage_of,
)
from indexer.errors import EncoderMissing

FUND = "Điều 8. Quỹ đầu tư mạo hiểm\n2. Sở Tài chính chủ trì tham mưu thành lập Quỹ."
OTHERS = (
    "Điều 3. Đăng ký kết hôn\n1. Việc kết hôn phải được đăng ký tại Ủy ban nhân dân cấp xã.",
    "Điều 12. Thời giờ làm việc\nThời giờ làm việc bình thường không quá 08 giờ trong một ngày.",
    "Điều 5. Bảo vệ môi trường nước\nCấm xả nước thải chưa qua xử lý vào nguồn nước.",
)


@pytest.fixture(scope="module")
def shipped() -> Encoder:
    return load_encoder()


@pytest.mark.parametrize("kind", ["question", "passage"])
def test_rows_are_unit_float32_in_order(shipped: Encoder, kind: Kind) -> None:
    rows = shipped.encode([FUND, *OTHERS], kind)
    assert rows.shape == (4, shipped.dimension)
    assert rows.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-5)
    np.testing.assert_allclose(rows[2], shipped.encode([OTHERS[1]], kind)[0], atol=1e-6)


def test_no_texts_give_no_rows(shipped: Encoder) -> None:
    assert shipped.encode([], "passage").shape == (0, shipped.dimension)


@pytest.mark.parametrize("text", ["", "?!", "\n"])
def test_a_text_without_units_is_zero(shipped: Encoder, text: str) -> None:
    assert not shipped.encode([text], "question").any()


def test_encoding_is_deterministic(shipped: Encoder) -> None:
    again = load_encoder()
    assert again.identity == shipped.identity
    np.testing.assert_array_equal(
        again.encode([FUND, *OTHERS], "passage"), shipped.encode([FUND, *OTHERS], "passage")
    )


@pytest.mark.parametrize(
    "question",
    [
        "Ai tham mưu thành lập quỹ đầu tư mạo hiểm?",
        "QUỸ ĐẦU TƯ MẠO HIỂM",
        "ai tham muu thanh lap quy dau tu mao hiem",
    ],
)
def test_the_right_passage_is_nearest(shipped: Encoder, question: str) -> None:
    scores = shipped.encode([FUND, *OTHERS], "passage") @ shipped.encode([question], "question")[0]
    assert scores.argmax() == 0


def test_spellings_of_one_text_are_one_vector(shipped: Encoder) -> None:
    texts = ["hòa giải ở cơ sở, kỹ thuật", "hoà giải ở cơ sở, kĩ thuật"]
    decomposed = unicodedata.normalize("NFD", texts[0])
    one, other, third = shipped.encode([*texts, decomposed], "question")
    np.testing.assert_allclose(one, other, atol=1e-6)
    np.testing.assert_allclose(one, third, atol=1e-6)


def test_a_word_never_seen_still_counts(shipped: Encoder) -> None:
    assert shipped.encode(["zxqwvkrtg"], "question").any()


def test_the_shipped_files_are_small_and_readable_by_everybody() -> None:
    files = [file for file in SHIPPED_MODEL.rglob("*") if file.is_file()]
    assert sum(file.stat().st_size for file in files) <= 40_000_000
    assert all(file.stat().st_mode & 0o444 == 0o444 for file in files)


def test_identity_follows_content(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    before = content_digest(tmp_path)
    (tmp_path / "README.md").write_text("about")
    assert content_digest(tmp_path) == before
    (tmp_path / "config.json").write_text('{"a": 1}')
    assert content_digest(tmp_path) != before


def test_a_local_folder_is_a_model_too(shipped: Encoder, tmp_path: Path) -> None:
    folder = tmp_path / "multilingual-e5-small"
    shutil.copytree(SHIPPED_MODEL, folder)
    same = load_encoder(str(folder))
    assert same.identity == shipped.identity.replace(SHIPPED_MODEL.name, folder.name)
    (folder / BACKGROUND).unlink()  # what sentence-transformers itself saves has none
    local = load_encoder(str(folder))
    assert local.identity != same.identity
    np.testing.assert_allclose(
        local.encode([FUND], "passage"), shipped.encode([f"passage: {FUND}"], "passage"), atol=1e-6
    )


def test_how_known_models_want_their_texts() -> None:
    assert usage_of("intfloat/multilingual-e5-small") == Usage("query: ", "passage: ")
    assert usage_of("vietnamese-bi-encoder").segmented
    assert usage_of("anything/else") == Usage()


@pytest.mark.parametrize("name", ["BAAI/bge-m3", "no-such-folder", "/no/such/folder", "a b ? c"])
def test_a_model_that_is_not_here_is_named_with_what_to_do(name: str) -> None:
    with pytest.raises(EncoderMissing, match="Không tìm thấy") as caught:
        load_encoder(name)
    assert name in caught.value.message
    assert "PLANQA_ENCODER" in caught.value.hint


@pytest.mark.parametrize("content", [{}, {"modules.json": "[{"}, {"config.json": "{}"}])
def test_a_folder_that_is_no_model_is_refused(tmp_path: Path, content: dict[str, str]) -> None:
    for name, text in content.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(EncoderMissing, match="Không đọc được"):
        load_encoder(str(tmp_path))
