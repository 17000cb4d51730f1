from __future__ import annotations

from collections.abc import Sequence

import pytest

from indexer.read.footnotes import note_starts
from indexer.read.furniture import split_pages, without_furniture
from indexer.read.layout import PrintedLine, paragraphs
from indexer.read.txt import text_pieces
from indexer.types import LineKind

FULL = "Cơ quan, tổ chức, cá nhân thực hiện theo quy định của pháp luật về"


def joined(*lines: str, fill: Sequence[float] | None = None) -> list[str]:
    """The paragraphs of lines that are full unless ``fill`` says otherwise."""
    fills = fill or [1.0] * len(lines)
    printed = [PrintedLine(text, 1, part) for text, part in zip(lines, fills, strict=True)]
    return [piece.text for piece in paragraphs(printed)]


@pytest.mark.parametrize(
    "line",
    [
        "Điều 7. Trách nhiệm thi hành",
        "Điều 7a. Thẩm quyền",
        "“Điều 5. Phạm vi",
        "Chương II",
        "Mục 1",
        "Phần thứ hai",
        "1. Hồ sơ gồm:",
        "1.1. Thành phần",
        "a) Đơn đề nghị;",
        "đ) Bản sao;",
        "- Bản chính;",
        "+ Bản sao;",
        "(i) Một là",
        "II. NHIỆM VỤ",
        "Căn cứ Luật Đất đai;",
        "Nơi nhận:",
        "QUY ĐỊNH CHUNG",
    ],
)
def test_what_opens_a_line_after_a_closed_one(line: str) -> None:
    assert joined("1. Thông tư này quy định hồ sơ.", line) == [
        "1. Thông tư này quy định hồ sơ.",
        line,
    ]


@pytest.mark.parametrize(
    ("before", "line"),
    [
        (FULL, "Điều 7 Quy chế này thì được miễn."),
        ("theo quy định tại khoản 3", "Điều 19."),
        ("theo quy định tại", "Điều 7. Trường hợp khác"),
        ("Nghị định này có hiệu lực kể từ ngày 01 tháng", "1. năm sau"),
        ("theo quy định tại điểm a và", "khoản 2 Điều này."),
        ("Sửa đổi Nghị định số", "155/2020/NĐ-CP;"),
        ("của Ủy ban nhân dân Thành phố Hồ", "Chí Minh về việc"),
        ("quy định tại khoản 1", "Mục 2 Chương III Luật này."),
    ],
)
def test_what_only_looks_like_an_opening(before: str, line: str) -> None:
    assert joined(before, line) == [f"{before} {line}"]


def test_a_wrapped_heading_is_one_line_and_a_chapter_keeps_two() -> None:
    assert joined(
        "Chương I",
        "NHỮNG QUY ĐỊNH CHUNG VỀ HOẠT ĐỘNG",
        "CỦA CƠ QUAN",
        "Điều 3. Giải thích",
        "từ ngữ",
        "Trong Luật này, các từ ngữ được hiểu như sau:",
        fill=[0.1, 0.6, 0.2, 0.3, 0.1, 0.8],
    ) == [
        "Chương I",
        "NHỮNG QUY ĐỊNH CHUNG VỀ HOẠT ĐỘNG CỦA CƠ QUAN",
        "Điều 3. Giải thích từ ngữ",
        "Trong Luật này, các từ ngữ được hiểu như sau:",
    ]


def test_indentation_opens_a_paragraph_where_it_is_known() -> None:
    lines = [
        PrintedLine("Cơ quan thực hiện theo quy định.", 1, 1.0, 0.0),
        PrintedLine("Trường hợp khác do Bộ trưởng quyết định.", 1, 0.9, 0.06),
    ]
    assert len(list(paragraphs(lines))) == 2
    assert len(list(paragraphs([lines[0], lines[1]._replace(indent=0.0)]))) == 1


def page(number: int, *lines: str) -> list[str]:
    return [f"CÔNG BÁO/Số 252/Ngày 27-04-2026 {number}", str(number), "", *lines]


LAYER = """\
CÔNG BÁO/Số 252/Ngày 27-04-2026
3

Điều 1. Phạm vi điều chỉnh
1. Thông tư này quy định về việc cấp, cấp lại và thu hồi giấy
phép của cơ sở đào tạo; trình tự và hồ sơ đề nghị cấp giấy
Ký bởi: Cổng Thông tin điện tử Chính phủ
Cơ quan: Văn phòng Chính phủ
Ngày ký: 2026-04-27 10:45:09 +07:00

CÔNG BÁO/Số 252/Ngày 27-04-2026
4

phép theo quy định tại Điều 2 Thông tư này và văn bản có liên
quan.
2. Thông tư này không áp dụng với cơ sở của Bộ Quốc phòng.
Điều 2. Hồ sơ
"""


def test_a_sentence_is_joined_over_the_furniture_of_a_page_break() -> None:
    pieces = list(text_pieces(LAYER))
    assert [piece.text[:20] for piece in pieces] == [
        "Điều 1. Phạm vi điều",
        "1. Thông tư này quy ",
        "2. Thông tư này khôn",
        "Điều 2. Hồ sơ",
    ]
    assert pieces[1].text.endswith("đề nghị cấp giấy phép theo quy định tại Điều 2 Thông tư này "
                                   "và văn bản có liên quan.")  # fmt: skip
    assert [piece.page for piece in pieces] == [1, 1, 2, 2]


def test_form_feeds_divide_pages() -> None:
    text = "\f".join(
        f"Bộ Nội vụ - Báo cáo\nĐiều {n}. Một\nCơ quan thực hiện theo\nquy định này và các\n"
        f"văn bản khác có\nliên quan.\n- {n} -"
        for n in (1, 2, 3, 4)
    )
    pieces = list(text_pieces(text))
    assert [piece.text for piece in pieces[:2]] == [
        "Điều 1. Một",
        "Cơ quan thực hiện theo quy định này và các văn bản khác có liên quan.",
    ]
    assert [piece.page for piece in pieces[::2]] == [1, 2, 3, 4]


def test_running_heads_are_found_by_their_repetition() -> None:
    lines: list[str] = []
    for number in range(1, 7):
        lines += ["Tạp chí Pháp luật - Số đặc biệt", str(number), f"Điều {number}. Hồ sơ", "Nội"]
    pages = split_pages(lines)
    bodies = without_furniture(pages)
    assert len(pages) == 6
    assert [[page[i] for i in body] for page, body in zip(pages, bodies, strict=True)] == [
        [f"Điều {number}. Hồ sơ", "Nội"] for number in range(1, 7)
    ]


def test_forms_keep_what_each_of_them_prints() -> None:
    form = [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Mẫu số 01/ĐK",
        "x",
    ]
    pages = [page(number, *form) for number in range(1, 5)]
    for body_page, body in zip(pages, without_furniture(pages), strict=True):
        assert [body_page[i] for i in body] == form


def test_page_numbers_count_up_other_numbers_stay() -> None:
    pages = [["Điều 1. Một", "7"], ["Điều 2. Hai", "3"], ["2026", "Điều 3. Ba", "4"]]
    bodies = without_furniture(pages)
    assert [[page[i] for i in body] for page, body in zip(pages, bodies, strict=True)] == [
        ["Điều 1. Một", "7"],
        ["Điều 2. Hai"],
        ["2026", "Điều 3. Ba"],
    ]


def test_footnotes_go_after_the_paragraph_they_divide() -> None:
    note = "1 Khoản này được sửa đổi theo quy định tại khoản 2 Điều 1\nThông tư số 5.\n"
    text = LAYER.replace("cấp giấy\nKý", "cấp giấy1\n" + " " * 40 + "\n" + note + "Ký")
    pieces = list(text_pieces(text))
    assert [piece.kind for piece in pieces[1:3]] == [LineKind.TEXT, LineKind.FOOTNOTE]
    assert "cấp giấy1 phép theo" in pieces[1].text
    assert pieces[2].text.endswith("khoản 2 Điều 1 Thông tư số 5.")


def test_the_note_of_a_heading_goes_after_the_words_below_it() -> None:
    note = "1 Điều này được sửa đổi theo quy định tại Thông tư số 5."
    lines = [
        PrintedLine("Điều 1. Phạm vi", 1, 0.3, marks=(1,)),
        PrintedLine("Thông tư này quy định về đò ngang.", 1, 0.6),
        PrintedLine("Điều 2. Thi hành", 1, 0.3),
        PrintedLine(note, 1, 0.8, note=1),
        PrintedLine("Điều 3. Hiệu lực", 2, 0.3),
    ]
    assert [piece.text for piece in paragraphs(lines)] == [
        "Điều 1. Phạm vi",
        "Thông tư này quy định về đò ngang.",
        note,
        "Điều 2. Thi hành",
        "Điều 3. Hiệu lực",
    ]


def test_nothing_goes_on_behind_the_end_of_a_document() -> None:
    assert joined(f"{FULL} giá./.", "Luật này được Quốc hội thông qua.") == [
        f"{FULL} giá./.",
        "Luật này được Quốc hội thông qua.",
    ]


def test_a_footnote_needs_a_gap_above_and_a_reference() -> None:
    note = "2 Khoản này được bổ sung theo quy định tại Thông tư"
    assert note_starts(["Hồ sơ gồm:2", note], [False, True], 1) == {1: 2}
    assert note_starts(["Hồ sơ gồm:2", note], [False, False], 1) == {}
    assert note_starts(["Hồ sơ gồm:", note], [False, True], 1) == {}
    assert note_starts(["Hồ sơ gồm:2", note], [False, True], 5) == {}
