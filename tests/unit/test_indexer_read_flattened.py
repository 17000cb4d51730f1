from __future__ import annotations

from indexer.parse import parse_document
from indexer.read.flattened import with_rows
from indexer.read.layout import PrintedLine
from indexer.read.pieces import Piece, assemble
from indexer.read.txt import read_txt
from indexer.types import LineKind

HEAD = ["TT", "Tên nhiệm vụ", "Cơ quan", "chủ trì", "Thời gian"]
FIRST = ["1", "Mở phòng đọc sách lưu động ở các xã", "vùng cao", "Sở Nội vụ", "Quý I/2027"]
SECOND = ["2 Số hóa kho sách quý của thư viện tỉnh, bắt đầu từ", "5 tủ", "Sở Y tế", "2028"]
THIRD = ["3", "Tập huấn cho 40 người giữ sách ở các bản", "Các xã", "Thường xuyên"]


def printed(texts: list[str], note: int | None = None) -> list[PrintedLine]:
    return [PrintedLine(text, 1, 0.5, note=note) for text in texts]


def told(texts: list[str]) -> list[tuple[str, ...] | str]:
    """The cells of rows, the texts of lines that stayed lines."""
    return [
        each.cells if isinstance(each, Piece) else each.text for each in with_rows(printed(texts))
    ]


def test_rows_are_told_by_their_numbers() -> None:
    assert told(["Phụ lục", *HEAD, *FIRST, *SECOND, *THIRD]) == [
        "Phụ lục",
        ("TT Tên nhiệm vụ Cơ quan chủ trì Thời gian",),
        ("1", "Mở phòng đọc sách lưu động ở các xã vùng cao Sở Nội vụ Quý I/2027"),
        ("2", "Số hóa kho sách quý của thư viện tỉnh, bắt đầu từ 5 tủ Sở Y tế 2028"),
        ("3", "Tập huấn cho 40 người giữ sách ở các bản Các xã Thường xuyên"),
    ]


def test_a_head_that_the_next_page_repeats_is_no_part_of_a_row() -> None:
    again = ["TT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Thời gian"]
    assert told([*HEAD, *FIRST[:3], *again, *FIRST[3:], *SECOND, *THIRD]) == told(
        [*HEAD, *FIRST, *SECOND, *THIRD]
    )


def test_a_group_stands_over_its_rows_which_may_be_counted_anew() -> None:
    group = ["I", "Văn hóa đọc"]
    other = ["II. Nhà văn hóa", *FIRST, *SECOND]
    rows = told([*HEAD, *group, *FIRST, *SECOND, *THIRD, *other])
    assert rows[1] == ("I", "Văn hóa đọc", "")
    assert rows[5] == ("II", "Nhà văn hóa", "")
    assert [row[0] for row in rows[1:]] == ["I", "1", "2", "3", "II", "1", "2"]


def test_a_table_ends_where_a_heading_or_another_list_begins() -> None:
    for line in ("Điều 4. Thi hành", "PHỤ LỤC II", "Ghi chú: không có"):
        assert told([*HEAD, *FIRST, *SECOND, *THIRD, line, "Hết."])[-2:] == [line, "Hết."]


def test_footnotes_come_after_the_table() -> None:
    lines = [
        *printed([*HEAD, *FIRST]),
        *printed(["2 Nghị quyết về sách"], note=2),
        *printed([*SECOND, *THIRD]),
    ]
    found = list(with_rows(lines))
    assert isinstance(found[-1], PrintedLine)
    assert found[-1].note == 2
    assert len(found) == 5


def test_a_footnote_opens_no_row() -> None:
    lines = [*printed(HEAD), *printed(["1 Nghị quyết về sách"], note=1), *printed(["Hết."])]
    assert list(with_rows(lines)) == lines


def test_forms_and_other_lists_stay_lines() -> None:
    form = [*HEAD, "1", "2", "3", "…", "Người lập biểu"]
    assert told(form) == form
    two = [*HEAD, *FIRST, *SECOND]
    assert told(two) == two
    sentence = ["TT này có hiệu lực", *FIRST, *SECOND, *THIRD]
    assert told(sentence) == sentence
    endless = [*HEAD, *FIRST, *SECOND, *THIRD, *(["dòng cuối cùng không bao giờ hết"] * 200)]
    assert told(endless) == endless


def test_a_row_becomes_a_clause_under_the_names_of_the_columns() -> None:
    page = "CÔNG BÁO/Số 23/Ngày 21-04-2026\n"
    lines = ["QUYẾT ĐỊNH", "Điều 1. Giao nhiệm vụ theo bảng dưới đây.", *HEAD]
    text = page + "\n".join([*lines, *FIRST, *SECOND, *THIRD])
    document = parse_document(assemble(read_txt(text.encode(), "a.txt"), "a.txt", ""))
    rows = [clause for clause in document.clauses if "row_" in clause.ref.path]
    assert len(rows) == 4
    assert rows[2].text.startswith("2 | Số hóa kho sách quý")
    assert "TT Tên nhiệm vụ Cơ quan chủ trì Thời gian" in rows[2].headings


def test_lines_of_a_table_are_rows_of_the_stored_text() -> None:
    page = "CÔNG BÁO/Số 23/Ngày 21-04-2026\n"
    text = page + "\n".join([*HEAD, *FIRST, *SECOND, *THIRD])
    source = assemble(read_txt(text.encode(), "a.txt"), "a.txt", "")
    assert [line.kind for line in source.lines] == [LineKind.ROW] * 4
