from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.rows import Rows, write_rows


@pytest.mark.parametrize("rows", [[], [b""], [b"a", b"", "ngày\nmới".encode()]])
def test_rows_come_back_as_written(rows: list[bytes], tmp_path: Path) -> None:
    write_rows(tmp_path / "rows.txt", rows)
    found = Rows(tmp_path / "rows.txt")
    assert list(found) == rows
    assert found[:2] == rows[:2]
    with pytest.raises(IndexError):
        found[len(rows)]


@given(st.sets(st.text(alphabet="abđ ê", max_size=4), max_size=300), st.text("abđ ê", max_size=4))
def test_find_agrees_with_a_list(words: set[str], other: str) -> None:
    rows = sorted(word.encode() for word in words)
    with tempfile.TemporaryDirectory() as folder:
        write_rows(Path(folder) / "rows.txt", rows)
        found = Rows(Path(folder) / "rows.txt")
        for word in [*rows, other.encode()]:
            assert found.find(word) == (rows.index(word) if word in rows else None)


def test_search_names_the_row_of_each_match(tmp_path: Path) -> None:
    write_rows(tmp_path / "rows.txt", [b"a/art_1", b"a/art_2", b"b/art_1__para_2"])
    found = Rows(tmp_path / "rows.txt").search(re.compile(rb"/art_1(?P<below>__[^\n]*)?\n"))
    assert [(row, match["below"]) for row, match in found] == [(0, None), (2, b"__para_2")]
