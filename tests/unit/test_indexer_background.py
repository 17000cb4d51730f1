from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from indexer.background import NEAREST, Background


def unit_vectors(count: int) -> npt.NDArray[np.float32]:
    random = np.random.default_rng(2)
    rows = random.standard_normal((count, 16)).astype(np.float32)
    unit: npt.NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


def test_usual_is_the_mean_cosine_to_the_nearest_texts() -> None:
    texts = unit_vectors(400)
    background = Background.of(texts)
    assert len(background) == len(texts)
    for vector in unit_vectors(20):
        nearest = np.sort(texts @ vector)[-NEAREST:].mean()
        assert background.usual(vector) == pytest.approx(nearest, abs=0.05)


def test_fewer_texts_than_are_asked_for_count_alone() -> None:
    texts = np.eye(16, dtype=np.float32)[:2]
    assert Background.of(texts).usual(texts[0]) == pytest.approx(0.5, abs=0.05)


def test_saved_background_says_the_same(tmp_path: Path) -> None:
    made = Background.of(unit_vectors(300))
    made.save(tmp_path / "background.faiss")
    opened = Background.open(tmp_path / "background.faiss")
    for vector in unit_vectors(5):
        assert opened.usual(vector) == made.usual(vector)


def test_same_texts_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        Background.of(unit_vectors(300)).save(tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()
