from __future__ import annotations

from pathlib import Path

import numpy as np

from indexer.dense import DenseIndex, Vectors


def unit_vectors(count: int) -> Vectors:
    vectors = np.random.default_rng(7).normal(size=(count, 8)).astype(np.float32)
    unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


def test_nearest_and_cosines_agree_with_a_product(tmp_path: Path) -> None:
    vectors = unit_vectors(50)
    index = DenseIndex.empty(8)
    index.add(vectors[:20])
    index.add(vectors[20:])
    index.save(tmp_path / "vectors")
    opened = DenseIndex.open(tmp_path / "vectors")
    question = unit_vectors(51)[-1:]
    product = vectors @ question[0]
    assert len(opened) == 50
    assert opened.nearest(question, 5).tolist() == np.argsort(-product)[:5].tolist()
    passages = np.array([3, 1, 40])
    np.testing.assert_allclose(opened.cosines(question, passages), product[passages], atol=1e-6)


def test_only_chosen_passages_are_found() -> None:
    index = DenseIndex.empty(8)
    index.add(unit_vectors(20))
    among = np.zeros(20, dtype=np.bool_)
    among[[4, 11]] = True
    assert sorted(index.nearest(unit_vectors(1), 10, among).tolist()) == [4, 11]
    assert not len(index.nearest(unit_vectors(1), 10, ~among & among))


def test_empty_index_finds_nothing(tmp_path: Path) -> None:
    DenseIndex.empty(8).save(tmp_path / "vectors")
    opened = DenseIndex.open(tmp_path / "vectors")
    assert not len(opened.nearest(unit_vectors(1), 10))
