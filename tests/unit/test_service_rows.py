from __future__ import annotations

from dataclasses import replace

import pytest

from retriever.types import Clause, Document, Level
from retriever.wants import Want
from service.answer import Assistant
from service.rows import cell_of, tells
from service.schemas import question_body
from tests.contract.fakes import FakeRetriever, build_document

NAMES = "STT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian hoàn thành"
APART = "1 | Mở phòng đọc sách lưu động | Sở Nội vụ |  | Quý I/2027"
TOGETHER = "2 | Số hóa kho sách quý Sở Y tế Bộ Tài chính thực hiện Quý II/2027"


def row(text: str, names: str = NAMES) -> Clause:
    plan = build_document(
        Document(id="kh", title="Kế hoạch thư viện", source="", clauses=()),
        [("art_1__row_1", "Bảng 1, dòng 1", Level.ROW, text)],
    )
    return replace(plan.clauses[0], headings=("Phụ lục", names))


@pytest.mark.parametrize(
    ("want", "cell"),
    [
        (Want.WHO, "Sở Nội vụ"),
        (Want.WHEN, "Quý I/2027"),
        (Want.PARTNER, None),
        (Want.AMOUNT, None),
    ],
)
def test_the_cell_under_the_column_that_is_asked_for(want: Want, cell: str | None) -> None:
    assert cell_of(want, row(APART)) == cell


def test_cells_that_are_not_kept_apart_are_not_guessed() -> None:
    assert cell_of(Want.WHO, row(TOGETHER)) is None
    assert tells(Want.WHO, row(TOGETHER))
    assert not tells(Want.WHO, row(TOGETHER, "STT | Nội dung | Ghi chú"))


def test_a_surer_name_goes_before_another_column() -> None:
    names = "Đơn vị thực hiện | Cơ quan chủ trì"
    assert cell_of(Want.WHO, row("Các xã | Sở Nội vụ", names)) == "Sở Nội vụ"
    assert cell_of(Want.WHO, row("Các xã | việc", "Đơn vị thực hiện | Nội dung")) == "Các xã"


def test_what_is_no_row_has_no_columns() -> None:
    clause = replace(row(APART), level=Level.PARAGRAPH)
    assert cell_of(Want.WHO, clause) is None
    assert not tells(Want.WHO, clause)


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("Ai chủ trì mở phòng đọc sách lưu động?", "Sở Nội vụ, theo Bảng 1, dòng 1"),
        ("Khi nào mở xong phòng đọc sách lưu động?", "Quý I/2027, theo Bảng 1, dòng 1"),
        ("Ai chủ trì số hóa kho sách quý?", "Theo Bảng 1, dòng 2"),
    ],
)
def test_a_row_is_quoted_with_what_its_column_says(question: str, opening: str) -> None:
    plan = build_document(
        Document(id="kh", title="Kế hoạch thư viện", source="", clauses=()),
        [
            ("row_1", "Bảng 1, dòng 1", Level.ROW, APART),
            ("row_2", "Bảng 1, dòng 2", Level.ROW, TOGETHER),
        ],
    )
    rows = tuple(replace(clause, headings=(NAMES,)) for clause in plan.clauses)
    retriever = FakeRetriever([replace(plan, clauses=rows)])
    assert Assistant(lambda: retriever).ask(question_body(question)).answer.startswith(opening)


def test_a_row_whose_last_cells_are_empty_keeps_its_columns() -> None:
    assert cell_of(Want.WHO, row("3 | Mở lớp đọc | Sở Y tế |  |")) == "Sở Y tế"
