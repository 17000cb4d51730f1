"""Hostile texts end: work grows with their length, not with its square.

Nothing is timed here; a quadratic step would keep the test from ending.
"""

from __future__ import annotations

import pytest

from indexer.parse import parse_document
from indexer.types import Line, LineKind, Source

MANY = 20_000


def source(lines: list[str], kind: LineKind = LineKind.TEXT) -> Source:
    found, position = [], 0
    for line in lines:
        end = position + len(line)
        cells = ((position, position + 1), (position + 2, end)) if kind is LineKind.ROW else ()
        table = 0 if cells else None
        found.append(Line(position, end, kind, cells=cells, table=table))
        position = end + 1
    return Source("x.txt", "\n".join(lines), tuple(found), "0")


@pytest.mark.parametrize(
    "lines",
    [
        ["Nội dung thực hiện."],
        ["a) Nội dung"],
        ["1. Nội dung"],
        ["(1) Nội dung"],
        ["+ Nội dung"],
        ["Điều 1. Phạm vi"],
        ["I. MỤC TIÊU", "1. Một"],
        ["“Điều 1. Phạm vi"],
        ["1. Sửa đổi như sau:", "“Điều 1. Phạm vi"],
        ["PHỤ LỤC I"],
        ["QUY CHẾ", "(Ban hành kèm theo Quyết định số 1)", "Điều 1. A", "Điều 2. B"],
        ["1. a", "1.1. a", "1.1.1. a", "a) b", "(1) c", "(i) d", "- e", "+ f"],
    ],
    ids=lambda lines: lines[0],
)
def test_very_many_lines(lines: list[str]) -> None:
    parsed = parse_document(source(lines * (MANY // len(lines))))
    assert parsed.clauses


def test_bullets_without_end_after_a_point() -> None:
    parsed = parse_document(source(["1. A", "a) B.", *["- C"] * MANY]))
    assert len(parsed.clauses) == MANY + 2


def test_a_table_without_end() -> None:
    assert len(parse_document(source(["a b c"] * MANY, LineKind.ROW)).clauses) == MANY


@pytest.mark.parametrize("piece", ["điểm a, b, ", "khoản 1, 2 và ", "a" + " " * 50, "Luật số 1 "])
def test_one_very_long_line(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    assert len(parse_document(source([text.strip()])).clauses) == 1


def test_no_line_at_all() -> None:
    assert parse_document(source([])).clauses == ()
