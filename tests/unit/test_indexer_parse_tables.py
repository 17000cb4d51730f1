from __future__ import annotations

from indexer.types import Level
from tests.golden.samples import clause, document

TABLE = """
I. NHIỆM VỤ
1. Danh mục
| STT | Nhiệm vụ | Cơ quan chủ trì |
|---|---|---|
| I | Hạ tầng số | |
| 1 | Xây dựng trung tâm dữ liệu | Sở Khoa học và Công nghệ |
| 2 | Phủ sóng 5G | Sở Xây dựng |
2. Kinh phí
| Năm | Mức |
| 2030 | 5 tỷ đồng |
"""


def test_a_row_is_a_clause_that_keeps_column_names_and_group() -> None:
    parsed = document(TABLE)
    row = clause(parsed, "part_I__sec_1__tbl_1__row_3")
    assert row.level is Level.ROW
    assert row.label == "Mục I.1, Bảng 1, dòng 3"
    assert row.headings[-2:] == ("STT | Nhiệm vụ | Cơ quan chủ trì", "I Hạ tầng số")
    assert "Phủ sóng 5G" in clause(parsed, "part_I__sec_1__tbl_1__row_4").text


def test_the_next_table_has_names_of_its_own() -> None:
    parsed = document(TABLE)
    assert clause(parsed, "part_I__sec_2__tbl_1__row_1").headings[-1] == "2. Kinh phí"
    assert clause(parsed, "part_I__sec_2__tbl_1__row_2").headings[-1] == "Năm | Mức"


def test_a_table_alone() -> None:
    parsed = document("| 1 | 2 | 3 |\n| 4 | 5 | 6 |\n")
    assert [c.level for c in parsed.clauses] == [Level.ROW, Level.ROW]


def test_a_table_belongs_to_the_point_that_announces_it() -> None:
    parsed = document(
        "Điều 1. Mức\n1. Quy định như sau:\na) Mức thu như sau:\n| Năm | Mức |\n| 2030 | 5 đồng |\n"
        "Mức khác do Bộ trưởng quyết định.\nb) Trường hợp khác.\n"
    )
    paths = [c.ref.path for c in parsed.clauses]
    assert paths[2:] == [
        "art_1__para_1__point_a",
        "art_1__para_1__point_a__tbl_1__row_1",
        "art_1__para_1__point_a__tbl_1__row_2",
        "art_1__para_1__point_a__al_2",
        "art_1__para_1__point_b",
    ]
