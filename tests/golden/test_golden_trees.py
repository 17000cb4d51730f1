"""What the parser makes of real documents, as it was reviewed by eye.

A change that is meant is written down by ``python -m tests.golden`` and reviewed as a difference.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden.outlines import (
    CORPUS,
    REAL_FILES,
    SUMMARIES,
    SUMMARISED,
    TREES,
    parsed,
    summary,
    tree,
)


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.txt")), ids=lambda path: path.stem)
def test_tree_of_the_corpus(path: Path) -> None:
    assert tree(parsed(path)) == (TREES / path.name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SUMMARISED)
def test_summary_of_a_real_file(name: str) -> None:
    path = REAL_FILES / name
    if not path.exists():
        pytest.skip("the real files are not beside the project")
    assert summary(parsed(path)) == (SUMMARIES / f"{path.stem}.txt").read_text(encoding="utf-8")
