from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from indexer.read.pieces import Piece
from indexer.read.txt import text_pieces
from indexer.types import Level, LineKind
from tests.golden.samples import clause, document, paths

HEAD = "STT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn"
NAMES = ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn")


def rows(text: str) -> list[tuple[str, ...]]:
    return [piece.cells for piece in text_pieces(text) if piece.kind is LineKind.ROW]


def both(lines: Sequence[str]) -> list[str]:
    """The lines with bars between the cells, and with tabs."""
    bars = "\n".join(lines)
    return [bars, re.sub(r" ?\| ?", "\t", bars)]


@pytest.mark.parametrize(
    "text",
    both(
        [
            HEAD,
            "I | Công tác phòng ngừa | |",
            "1 | Cắm biển | Phòng Kinh tế | 30/4/2025",
            "2 | Lập bản đồ | Phòng Nông nghiệp | Tháng 6",
        ]
    ),
)
def test_lines_with_separators_are_rows_with_header_and_group(text: str) -> None:
    pieces = list(text_pieces(text))
    assert [piece.cells for piece in pieces] == [
        NAMES,
        ("I", "Công tác phòng ngừa", "", ""),
        ("1", "Cắm biển", "Phòng Kinh tế", "30/4/2025"),
        ("2", "Lập bản đồ", "Phòng Nông nghiệp", "Tháng 6"),
    ]
    assert [piece.header for piece in pieces] == [True, False, False, False]
    assert pieces[2].text == "| 1 | Cắm biển | Phòng Kinh tế | 30/4/2025 |"
    parsed = document(f"PHỤ LỤC\nDANH MỤC NHIỆM VỤ\n{text}\n")
    row = clause(parsed, "tbl_1__row_4")
    assert row.level is Level.ROW
    assert row.headings[-2:] == (HEAD, "I Công tác phòng ngừa")


@pytest.mark.parametrize(
    "text",
    both(
        [
            "STT | Nhiệm vụ | Cơ quan",
            "chủ trì | Thời hạn",
            "1 | Cắm biển báo tại các điểm",
            "sạt lở | Phòng Kinh tế",
            "và Hạ tầng | 30/4/2025",
            "",
            "2 | Lập bản đồ | Phòng Nông nghiệp | Tháng",
            "6/2025",
            "II. Công tác ứng phó",
            "3 | Cấm đường | Công an | Khi nước",
            "ngập",
        ]
    ),
)
def test_a_row_broken_over_lines_is_one(text: str) -> None:
    assert rows(f"{text}\nIII. KINH PHÍ") == [
        NAMES,
        ("1", "Cắm biển báo tại các điểm sạt lở", "Phòng Kinh tế và Hạ tầng", "30/4/2025"),
        ("2", "Lập bản đồ", "Phòng Nông nghiệp", "Tháng 6/2025"),
        ("II. Công tác ứng phó", "", "", ""),
        ("3", "Cấm đường", "Công an", "Khi nước ngập"),
    ]


def test_what_is_missing_at_the_end_of_a_row_is_empty() -> None:
    text = (
        "STT\tKhoản chi\tTỷ lệ\tGhi chú\n1\tTiền công\t45%\tKhoán\n2\tĐoàn ra\n3\tThiết bị\t25%\n"
    )
    assert rows(text)[2:] == [("2", "Đoàn ra", "", ""), ("3", "Thiết bị", "25%", "")]


def test_cells_may_be_set_below_each_other_by_several_tabs() -> None:
    assert rows("Khu vực\t\t\tSố\nThành phố\t\t412\nThị xã\t\t\t267") == [
        ("Khu vực", "Số"), ("Thành phố", "412"), ("Thị xã", "267"),
    ]  # fmt: skip


def test_a_line_before_a_table_is_no_row() -> None:
    text = "Đơn vị:\ttriệu đồng\nNội dung\tNăm nay\tNăm sau\nHọp\t5\t6\nHọp\t5\t6\n"
    pieces = list(text_pieces(text))
    assert pieces[0] == Piece("Đơn vị:\ttriệu đồng")
    assert rows(text) == [("Nội dung", "Năm nay", "Năm sau"), *[("Họp", "5", "6")] * 2]


def test_names_of_columns_that_come_again_on_a_new_page_are_told_once() -> None:
    text = "STT\tViệc\tHạn\n1\tHọp\tQuý I\n- 2 -\nSTT\tViệc\tHạn\n2\tTổng kết\tQuý II\n"
    assert rows(text)[1:] == [("1", "Họp", "Quý I"), ("2", "Tổng kết", "Quý II")]


def test_a_first_cell_may_be_empty() -> None:
    text = "STT\tNội dung\tMức\n1\tHọp\t500\n\ttrong đó: chủ trì\t200\n"
    assert rows(text)[2] == ("", "trong đó: chủ trì", "200")


def test_a_table_in_a_paragraph_stands_under_it() -> None:
    parsed = document(
        "Điều 8. Lộ trình\n1. Lộ trình di dời:\nKhu vực\tHạn hoàn thành\nThành phố\t31/12/2024\n"
        "Thị xã\t30/6/2025\n2. Tổng kinh phí là 5 tỷ đồng.\n"
    )
    assert paths(parsed)[1:] == [
        "art_8__para_1", *(f"art_8__para_1__tbl_1__row_{n}" for n in (1, 2, 3)), "art_8__para_2",
    ]  # fmt: skip
    assert clause(parsed, "art_8__para_1__tbl_1__row_2").headings[-1] == "Khu vực | Hạn hoàn thành"


def test_two_tables_are_told_apart() -> None:
    text = "I. BẢNG MỘT\nSTT\tLoại\n1\tLợn\nII. BẢNG HAI\nSTT\tTên\tNơi\n1\tGò Sim\tTây Khê\n"
    tables = [piece.table for piece in text_pieces(text) if piece.kind is LineKind.ROW]
    assert tables == [0, 0, 1, 1]


@pytest.mark.parametrize(
    "text",
    [
        "Hộ nghèo | hộ cận nghèo được hỗ trợ.\nViệc chi trả do xã làm.",
        "1.\tMục đích\n2.\tYêu cầu\na)\tChủ động\nb)\tKịp thời",
        "a) Ngân sách huyện:\t4.100 triệu đồng;\nb) Ngân sách xã:\t900 triệu đồng.",
        "UBND HUYỆN A\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 5/KH\tA, ngày 01 tháng 3 năm 2025",
        "Nơi nhận:\tTM. ỦY BAN NHÂN DÂN\n- Như trên;\tCHỦ TỊCH\n- Lưu: VT.\t(Đã ký)",
    ],
)
def test_other_lines_with_separators_are_no_table(text: str) -> None:
    pieces = list(text_pieces(text))
    assert not rows(text)
    assert "\n".join(piece.text for piece in pieces) == text


def test_the_buttons_of_a_portal_are_no_row() -> None:
    text = f"{HEAD}\n1 | Họp | Sở Y tế | Quý I\nLượt xem: 214 | Tải về: a.pdf | In trang"
    assert rows(text) == [NAMES, ("1", "Họp", "Sở Y tế", "Quý I")]


def test_broken_rows_do_not_make_a_text_layer() -> None:
    broken = "".join(f"{n} | Việc thứ\nnày | Sở Y\ntế | Quý\nnăm\n" for n in range(1, 9))
    pieces = list(text_pieces(f"I. MỤC ĐÍCH\nMột câu.\n{HEAD}\n{broken}"))
    assert pieces[1] == Piece("Một câu.")
    assert pieces[-2].cells == ("8", "Việc thứ này", "Sở Y tế", "Quý năm")


def test_a_title_may_end_with_a_unit_and_column_names_are_no_title() -> None:
    parsed = document(
        "I. NỘI DUNG\n1. Chi.\n2. Thu.\nCHỦ TỊCH\nNguyễn Văn An\n\nPHỤ LỤC II\n"
        "MỨC CHI HỌP HỘI ĐỒNG (đồng/người/phiên)\nSTT\tCHỨC DANH\tMỨC CHI\n1\tChủ tịch\t1.200.000\n"
    )
    row = clause(parsed, "att_1__tbl_1__row_2")
    assert row.headings == (
        "PHỤ LỤC II MỨC CHI HỌP HỘI ĐỒNG (đồng/người/phiên)",
        "STT | CHỨC DANH | MỨC CHI",
    )
