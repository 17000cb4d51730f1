from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from indexer.forward import ForwardBuilder, ForwardIndex

PASSAGES = [({"sở": 2, "quỹ": 1}, {"điều": 1}), ({}, {}), ({"quỹ": 70_000}, {"quỹ": 1})]


def built() -> ForwardIndex:
    builder = ForwardBuilder()
    for text, headings in PASSAGES:
        builder.add(text, headings)
    return builder.finish()


def same(left: ForwardIndex, right: ForwardIndex) -> bool:
    arrays = ("indptr", "terms", "counts")
    return list(left.vocabulary) == list(right.vocabulary) and all(
        np.array_equal(getattr(left, name), getattr(right, name)) for name in arrays
    )


def test_vocabulary_is_sorted_and_counts_stand_by_field() -> None:
    index = built()
    assert [term.decode() for term in index.vocabulary] == ["quỹ", "sở", "điều"]
    assert index.indptr.tolist() == [0, 3, 3, 4]
    assert index.terms.tolist() == [0, 1, 2, 0]
    assert index.counts.tolist() == [[1, 0], [2, 0], [0, 1], [65_535, 1]]
    assert index.passages == 3


def test_saved_index_opens_as_it_was(tmp_path: Path) -> None:
    built().save(tmp_path)
    assert same(ForwardIndex.open(tmp_path), built())


def test_copied_passages_equal_new_ones(tmp_path: Path) -> None:
    built().save(tmp_path)
    builder = ForwardBuilder(ForwardIndex.open(tmp_path))
    builder.add(*PASSAGES[0])
    builder.copy(1, 3)
    assert same(builder.finish(), built())


def test_nothing_can_be_copied_without_an_earlier_index() -> None:
    with pytest.raises(ValueError, match="no earlier index"):
        ForwardBuilder().copy(0, 1)


def test_empty_index_is_an_index(tmp_path: Path) -> None:
    empty = ForwardBuilder().finish()
    empty.save(tmp_path)
    assert ForwardIndex.open(tmp_path).passages == 0
