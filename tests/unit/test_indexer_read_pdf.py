from __future__ import annotations

from pathlib import Path

from indexer.read import read_file
from indexer.types import LineKind, Source
from tests.unit.indexer_read_files import Placed, pdf

BODY = "Thông tư này quy định về việc đăng ký, cấp phép hoạt động của cơ quan"
HEAD: list[Placed] = [
    (60, 760, "ỦY BAN NHÂN DÂN"),
    (70, 740, "Số: 5/QĐ-UBND"),
    (300, 760, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (330, 740, "Độc lập - Tự do - Hạnh phúc"),
]


def read(folder: Path, data: bytes) -> Source:
    path = folder / "a.pdf"
    path.write_bytes(data)
    return read_file(path)


def texts(source: Source) -> list[str]:
    return [source.text[line.start : line.end] for line in source.lines]


def test_pages_are_joined_and_their_furniture_dropped(tmp_path: Path) -> None:
    first: list[Placed] = [
        (200, 800, "CÔNG BÁO/Số 2/Ngày 22-04-2026"),
        (480, 800, "7"),
        *HEAD,
        (90, 700, "Điều 1. Phạm vi"),
        (90, 680, BODY),
    ]
    second: list[Placed] = [
        (100, 800, "8"),
        (200, 800, "CÔNG BÁO/Số 2/Ngày 22-04-2026"),
        (60, 760, "và tổ chức có liên quan đến việc cấp phép hoạt động, trừ"),
        (60, 740, "Điều 7 Quy chế này."),
        (90, 720, "Trường hợp khác do Bộ trưởng quyết định."),
    ]
    source = read(tmp_path, pdf([first, second]))
    assert texts(source) == [
        "ỦY BAN NHÂN DÂN",
        "Số: 5/QĐ-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Điều 1. Phạm vi",
        f"{BODY} và tổ chức có liên quan đến việc cấp phép hoạt động, trừ Điều 7 Quy chế này.",
        "Trường hợp khác do Bộ trưởng quyết định.",
    ]
    assert [line.page for line in source.lines] == [1, 1, 1, 1, 1, 1, 2]


def rule(left: float, bottom: float, right: float, top: float) -> str:
    return f"{left} {bottom} m {right} {top} l S\n"


def test_ruled_tables_become_rows(tmp_path: Path) -> None:
    lines = [rule(60, y, 540, y) for y in (700, 660, 620)]
    lines += [rule(x, 620, x, 700) for x in (60, 120, 400, 540)]
    page: list[Placed] = [
        (60, 760, BODY),
        (70, 680, "STT"),
        (130, 685, "Nhiệm vụ"),
        (410, 680, "Cơ quan"),
        (70, 640, "1"),
        (130, 645, "Xây dựng kế hoạch"),
        (130, 630, "của tỉnh"),
        (410, 640, "Sở A"),
        (60, 590, "Điều 2. Hiệu lực"),
    ]
    source = read(tmp_path, pdf([page], drawn="".join(lines)))
    assert texts(source) == [
        BODY,
        "| STT | Nhiệm vụ | Cơ quan |",
        "| 1 | Xây dựng kế hoạch của tỉnh | Sở A |",
        "Điều 2. Hiệu lực",
    ]
    assert [line.header for line in source.lines] == [False, True, False, False]


def test_a_table_goes_on_over_the_page_without_its_head_again(tmp_path: Path) -> None:
    drawn = "".join(
        [rule(60, y, 540, y) for y in (700, 660, 620)]
        + [rule(x, 620, x, 700) for x in (60, 120, 540)]
    )
    pages: list[list[Placed]] = [
        [
            (70, 680, "TT"),
            (130, 680, "Nhiệm vụ được giao"),
            (70, 640, n),
            (130, 640, f"Xây dựng kế hoạch {n}"),
        ]
        for n in ("1", "2")
    ]
    source = read(tmp_path, pdf(pages, drawn=drawn))
    assert texts(source) == [
        "| TT | Nhiệm vụ được giao |",
        "| 1 | Xây dựng kế hoạch 1 |",
        "| 2 | Xây dựng kế hoạch 2 |",
    ]
    assert [line.table for line in source.lines] == [0, 0, 0]
    assert [line.page for line in source.lines] == [1, 1, 2]
    assert all(line.kind is LineKind.ROW for line in source.lines)


def test_a_footnote_stands_behind_its_mark_and_the_mark_is_dropped(tmp_path: Path) -> None:
    page: list[Placed] = [
        (60, 760, "Điều 1. Diện tích"),
        (162, 766, "1", "small"),
        (60, 740, "Nhà có diện tích 20 m"),
        (186, 746, "2", "small"),
        (192, 740, " được cấp phép theo quy định của pháp luật về xây dựng."),
        (60, 720, "Điều 2. Hiệu lực"),
        (60, 60, "1 Điều này được sửa đổi theo quy định tại Thông tư số 5/2020/TT-BXD.", "small"),
    ]
    source = read(tmp_path, pdf([page]))
    assert texts(source) == [
        "Điều 1. Diện tích",
        "Nhà có diện tích 20 m2 được cấp phép theo quy định của pháp luật về xây dựng.",
        "1 Điều này được sửa đổi theo quy định tại Thông tư số 5/2020/TT-BXD.",
        "Điều 2. Hiệu lực",
    ]
    assert [line.kind for line in source.lines].index(LineKind.FOOTNOTE) == 2


def test_text_that_lies_on_its_side_is_read(tmp_path: Path) -> None:
    page: list[Placed] = [
        (60, 800, "CÔNG BÁO/Số 2/Ngày 22-04-2026"),
        (500, 700, "Mẫu số 01", "aside"),
        (460, 740, "DANH SÁCH NGƯỜI LAO ĐỘNG ĐƯỢC HỖ TRỢ", "aside"),
        (420, 740, "Tên đơn vị đề nghị hỗ trợ theo Quyết định số 28/2021/QĐ-TTg", "aside"),
    ]
    assert texts(read(tmp_path, pdf([page]))) == [
        "Mẫu số 01",
        "DANH SÁCH NGƯỜI LAO ĐỘNG ĐƯỢC HỖ TRỢ",
        "Tên đơn vị đề nghị hỗ trợ theo Quyết định số 28/2021/QĐ-TTg",
    ]


def test_rules_that_run_through_words_are_no_table(tmp_path: Path) -> None:
    page: list[Placed] = [(60, 760 - 20 * line, f"{line}. {BODY}.") for line in range(3)]
    grid = [rule(50, y, 500, y) for y in (780, 750, 700)]
    grid += [rule(x, 700, x, 780) for x in (50, 145, 271, 500)]
    source = read(tmp_path, pdf([page], drawn="".join(grid)))
    assert {line.kind for line in source.lines} == {LineKind.TEXT}
    assert texts(source) == [f"{line}. {BODY}." for line in range(3)]


def test_scanned_pages_among_others_are_named(tmp_path: Path) -> None:
    picture = "q 600 0 0 840 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q\n"
    text: list[Placed] = [(60, 760 - 20 * line, BODY) for line in range(9)]
    source = read(tmp_path, pdf([text, [(60, 760, "x")], text], drawn=picture))
    assert len(source.doubts) == 1
    assert source.doubts[0].startswith("Trang 2 ")
    assert read(tmp_path, pdf([text, [(60, 760, "x")], text])).doubts == ()
