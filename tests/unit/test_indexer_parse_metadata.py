from __future__ import annotations

from datetime import date

import pytest

from indexer.parse.dates import date_of
from indexer.parse.head import slug
from indexer.parse.metadata import number_of
from indexer.parse.names import capitalise_name, issuer_of, signers
from indexer.types import LegalStatus, Level
from tests.golden.samples import clause, document


def circular(effect: str) -> str:
    return f"""
BỘ TÀI CHÍNH
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 15/2030/TT-BTC
Hà Nội, ngày 05 tháng 6 năm 2030
THÔNG TƯ
QUY ĐỊNH VỀ PHÍ ĐÒ NGANG
Căn cứ Luật Phí và lệ phí số 97/2015/QH13;
Bộ trưởng Bộ Tài chính ban hành Thông tư quy định về phí đò ngang.
Điều 1. Mức phí
Mức phí là 5.000 đồng.
Điều 2. Hiệu lực thi hành
{effect}
KT. BỘ TRƯỞNG
THỨ TRƯỞNG
Trần Thị Bình
"""


def test_a_circular() -> None:
    parsed = document(
        circular("1. Thông tư này có hiệu lực thi hành từ ngày 20 tháng 7 năm 2030./.")
    )
    assert parsed.id == "bo-tai-chinh-2030-15-2030-tt-btc"
    assert parsed.number == "15/2030/TT-BTC"
    assert parsed.kind == "Thông tư"
    assert parsed.title == "Thông tư quy định về phí đò ngang"
    assert parsed.issuer == "Bộ Tài chính"
    assert parsed.place == "Hà Nội"
    assert parsed.issued_on == date(2030, 6, 5)
    assert parsed.effective_on == date(2030, 7, 20)
    assert parsed.signer == "Trần Thị Bình"
    assert parsed.legal_status is LegalStatus.IN_FORCE


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        ("Thông tư này có hiệu lực kể từ ngày ký./.", date(2030, 6, 5)),
        ("Thông tư này có hiệu lực sau 45 ngày kể từ ngày ký ban hành.", date(2030, 7, 20)),
        ("Thông tư này có hiệu lực thi hành từ ngày 01/8/2030.", date(2030, 8, 1)),
        ("Khoản 2 Điều 1 Luật Phí có hiệu lực từ ngày 01/8/2031.", None),
        ("Các sở thi hành Thông tư này.", None),
    ],
)
def test_when_it_takes_effect(effect: str, expected: date | None) -> None:
    parsed = document(circular(effect))
    assert parsed.effective_on == expected
    status = LegalStatus.IN_FORCE if expected else LegalStatus.UNKNOWN
    assert parsed.legal_status is status


def test_a_draft_has_no_number_and_no_date() -> None:
    parsed = document(
        "DỰ THẢO\nỦY BAN NHÂN DÂN TỈNH A\nSố: /KH-UBND\nA, ngày tháng năm 2030\nKẾ HOẠCH\n"
        "Phát triển đò ngang\nI. MỤC TIÊU\n1. Một.\n",
        "du-thao-do-ngang.txt",
    )
    assert (parsed.number, parsed.issued_on) == (None, None)
    assert parsed.legal_status is LegalStatus.DRAFT
    assert parsed.id == "du-thao-do-ngang"


def test_a_portals_table_comes_first() -> None:
    parsed = document(
        "Kế hoạch 7/KH-UBND năm 2030 về đò ngang\n| Số hiệu | 7/KH-UBND |\n"
        "| Ngày ban hành | 01/02/2030 |\n| Ngày có hiệu lực | Đã biết |\n"
        "| Cơ quan ban hành | Tỉnh A |\n| Người ký | Lê Văn Cường |\n"
        "ỦY BAN NHÂN DÂN\nCăn cứ Luật Đò ngang năm 2029;\nI. MỤC TIÊU\n1. Một.\n"
    )
    assert parsed.title == "Kế hoạch 7/KH-UBND năm 2030 về đò ngang"
    assert parsed.issued_on == date(2030, 2, 1)
    assert parsed.effective_on is None
    assert parsed.issuer == "Ủy ban nhân dân tỉnh A"
    assert parsed.signer == "Lê Văn Cường"


def test_a_consolidated_text_has_its_number_beside_its_signature() -> None:
    parsed = document(
        "VĂN BẢN HỢP NHẤT - VĂN PHÒNG QUỐC HỘI\nLUẬT\nĐÒ NGANG\n"
        "Luật Đò ngang số 1/2029/QH16 ngày 1 tháng 6 năm 2029, được sửa đổi, bổ sung bởi:\n"
        "1. Luật số 2/2030/QH16 ngày 2 tháng 6 năm 2030.\n"
        "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;\nĐiều 1. Phạm vi\nĐò ngang.\n"
        "VĂN PHÒNG QUỐC HỘI\nSố: 3/VBHN-VPQH\nXÁC THỰC VĂN BẢN HỢP NHẤT\n"
        "Hà Nội, ngày 5 tháng 7 năm 2030\nCHỦ NHIỆM\nLê Văn Cường\n"
    )
    assert parsed.number == "3/VBHN-VPQH"
    assert parsed.kind == "Văn bản hợp nhất"
    assert parsed.title == "Luật ĐÒ NGANG"
    assert parsed.issuer == "Văn phòng Quốc hội"
    assert parsed.issued_on == date(2030, 7, 5)
    assert [c.ref.path for c in parsed.clauses if c.ref.path.startswith("sec")] == []


def test_a_consolidated_text_took_effect_as_its_history_says() -> None:
    parsed = document(
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTHÔNG TƯ\nQuy định về đò ngang1\n"
        "Thông tư số 5/2029/TT-BTC ngày 1 tháng 6 năm 2029 của Bộ Tài chính quy định về đò ngang, "
        "có hiệu lực kể từ ngày ký, được sửa đổi, bổ sung bởi:\n"
        "Thông tư số 6/2030/TT-BTC ngày 2 tháng 6 năm 2030, có hiệu lực kể từ ngày 1/7/2030.\n"
        "Căn cứ Luật Giá số 16/2023/QH15;\nĐiều 1. Phạm vi\nĐò ngang.\n"
        "Điều 2. Hiệu lực\nThông tư này có hiệu lực kể từ ngày ký.\n"
        "BỘ TÀI CHÍNH\nSố: 7/VBHN-BTC\nXÁC THỰC VĂN BẢN HỢP NHẤT\n"
        "Hà Nội, ngày 5 tháng 7 năm 2030\nKT. BỘ TRƯỞNG\nLê Văn Cường\n"
    )
    assert parsed.title == "Thông tư Quy định về đò ngang"
    assert parsed.issued_on == date(2030, 7, 5)
    assert parsed.effective_on == date(2029, 6, 1)
    history = next(c for c in parsed.clauses if c.ref.path == "preface_history")
    assert "6/2030/TT-BTC" in history.text


def test_an_attachment_names_the_document_whose_letterhead_is_lost() -> None:
    parsed = document(
        "THÔNG TƯ\nQuy định về đò ngang\nCăn cứ Luật Giá số 16/2023/QH15;\n"
        "Bộ trưởng Bộ Xây dựng ban hành Thông tư quy định về đò ngang.\n"
        "Điều 1. Phạm vi\nĐò ngang.\nKT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\nTrần Thị Bình\n"
        "PHỤ LỤC I\nBIỂU MẪU\n"
        "(Ban hành kèm theo Thông tư số 9/2030/TT-BXD ngày 15/5/2030 của Bộ Xây dựng)\n1. Đơn\n"
    )
    assert (parsed.number, parsed.issued_on) == ("9/2030/TT-BXD", date(2030, 5, 15))


def test_a_sentence_behind_the_title_is_no_title() -> None:
    parsed = document(
        "CHỈ THỊ\nVề việc đò ngang\nTrong thời gian qua, các bến đò đã được sắp xếp lại.\n"
        "1. Các sở thi hành.\n"
    )
    assert parsed.title == "Chỉ thị Về việc đò ngang"
    preamble = next(c for c in parsed.clauses if c.ref.path == "preamble")
    assert preamble.text.startswith("Trong thời gian qua")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("57- NQ/TW", "57-NQ/TW"),
        ("Số: 372 /QĐ-BTC", "372/QĐ-BTC"),
        ("66.17/2026/NQ-CP", "66.17/2026/NQ-CP"),
        ("08/2", None),
        ("chưa có", None),
    ],
)
def test_numbers(text: str, expected: str | None) -> None:
    assert number_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("27/11/2025", date(2025, 11, 27)),
        ("ngày 03 tháng 3 năm 2025", date(2025, 3, 3)),
        ("31/02/2025", None),
        ("ngày 29 tháng 8 năm 0020", None),
    ],
)
def test_dates(text: str, expected: date | None) -> None:
    assert date_of(text) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI", "Ủy ban nhân dân Thành phố Hà Nội"),
        ("ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH", "Ủy ban nhân dân tỉnh Hà Tĩnh"),
        ("HỘI ĐỒNG NHÂN DÂN THỊ XÃ KỲ ANH", "Hội đồng nhân dân thị xã Kỳ Anh"),
        ("ỦY BAN NHÂN DÂN XÃ HÀ LINH TỈNH HÀ TĨNH", "Ủy ban nhân dân xã Hà Linh tỉnh Hà Tĩnh"),
        ("SỞ TÀI CHÍNH TỈNH HÀ TĨNH", "Sở Tài chính tỉnh Hà Tĩnh"),
        ("BỘ KHOA HỌC VÀ CÔNG NGHỆ", "Bộ Khoa học và Công nghệ"),
        ("VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO", "Viện kiểm sát nhân dân tối cao"),
        ("Sở Tài chính", "Sở Tài chính"),
    ],
)
def test_agencies_in_running_case(printed: str, expected: str) -> None:
    assert capitalise_name(printed) == expected


def test_several_agencies_and_a_banner_above_the_letterhead() -> None:
    twice = ["BỘ CÔNG AN - BỘ LAO ĐỘNG -", "THƯƠNG BINH VÀ XÃ HỘI"] * 2
    assert issuer_of(twice, None) == "Bộ Công an - Bộ Lao động - Thương binh và Xã hội"
    assert issuer_of(["ỦY BAN NHÂN DÂN"], "Tỉnh A") == "Ủy ban nhân dân tỉnh A"
    assert issuer_of([], "Tỉnh A") is None


def test_people_who_signed() -> None:
    closing = ["TM. CHÍNH PHỦ", "Nơi nhận: | Đại tướng Lương Tam An", "[daky] Trần Thị Bình"]
    assert signers(closing) == "Lương Tam An, Trần Thị Bình"
    assert signers(["Hà Nội", "- Lưu: VT"]) is None


RESOLUTION = """HỘI ĐỒNG NHÂN DÂN
TỈNH HÀ TĨNH
{above}Số: 12/2025/NQ-HĐND
Hà Tĩnh, ngày 5 tháng 3 năm 2025
NGHỊ QUYẾT
{title}
{beneath}
Căn cứ Luật Đê điều;
QUYẾT NGHỊ:
Điều 1. Phạm vi
"""


@pytest.mark.parametrize(
    "session",
    [
        "KHÓA XVIII, KỲ HỌP THỨ 27",
        "KHÓA XVIII\nKỲ HỌP THỨ HAI MƯƠI BẢY",
        "Khoá XVIII, kỳ họp thứ 27 (từ ngày 3 đến ngày 5 tháng 3 năm 2025)",
    ],
)
@pytest.mark.parametrize("twice", [True, False])
def test_the_session_beneath_the_issuer_belongs_to_the_head(session: str, *, twice: bool) -> None:
    title = "Về đê điều trên địa bàn tỉnh"
    beneath = f"HỘI ĐỒNG NHÂN DÂN TỈNH HÀ TĨNH\n{session}"
    above = f"{session}\n" if twice else ""
    parsed = document(RESOLUTION.format(above=above, title=title, beneath=beneath))
    assert clause(parsed, "preface_session").text == session
    assert clause(parsed, "preface_issuer").text == "HỘI ĐỒNG NHÂN DÂN\nTỈNH HÀ TĨNH"
    preamble = [c for c in parsed.clauses if c.ref.path.startswith("preamble__")]
    assert [c.text for c in preamble] == ["Căn cứ Luật Đê điều;"]
    assert parsed.title == f"Nghị quyết {title}"


@pytest.mark.parametrize(
    "session",
    [
        "CỦA QUỐC HỘI KHÓA XII, KỲ HỌP THỨ 5",
        "QUỐC HỘI NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM KHOÁ XI",
    ],
)
def test_the_session_is_no_part_of_the_title(session: str) -> None:
    parsed = document(RESOLUTION.format(above="", title="VỀ ĐÊ ĐIỀU", beneath=session))
    assert parsed.title == "Nghị quyết VỀ ĐÊ ĐIỀU"


def test_a_title_may_name_a_session() -> None:
    title = "KỲ HỌP THỨ 5, QUỐC HỘI KHÓA XV"
    parsed = document(RESOLUTION.format(above="", title=title, beneath="QUỐC HỘI"))
    assert parsed.title == f"Nghị quyết {title}"


def test_slug() -> None:
    assert slug("Người ký: Đỗ Ạ 7") == "nguoi-ky-do-a-7"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            (
                "BAN CHẤP HÀNH TRUNG ƯƠNG\n*\nSố 57-NQ/TW\nĐẢNG CỘNG SẢN VIỆT NAM\n"
                "Hà Nội, ngày 22 tháng 12 năm 2024\n"
            ),
            ("57-NQ/TW", "Ban Chấp hành Trung ương", date(2024, 12, 22)),
        ),
        (
            (
                "UBND TỈNH LÀO CAI\nSỞ TÀI CHÍNH\nSố: 12/QĐ-STC\n"
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nLào Cai, ngày 01/02/2025\n"
            ),
            ("12/QĐ-STC", "Sở Tài chính tỉnh Lào Cai", date(2025, 2, 1)),
        ),
        (
            (
                "BỘ CÔNG AN - BỘ QUỐC PHÒNG -\nTHANH TRA CHÍNH PHỦ\nSố: 1/2024/TTLT-BCA-\n"
                "BQP-TTCP\nHà Nội, ngày 2 tháng 3 năm 2024\n"
            ),
            (
                "1/2024/TTLT-BCA-BQP-TTCP",
                "Bộ Công an - Bộ Quốc phòng - Thanh tra Chính phủ",
                date(2024, 3, 2),
            ),
        ),
    ],
)
def test_letterheads(head: str, expected: tuple[str, str, date]) -> None:
    parsed = document(f"{head}QUYẾT ĐỊNH\nVề đò ngang\nCăn cứ Luật Giá;\nĐiều 1. Phạm vi\n")
    assert (parsed.number, parsed.issuer, parsed.issued_on) == expected


MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
FREEDOM = "Độc lập - Tự do - Hạnh phúc"
NUMBER, DAY = "Số: 57/KH-UBND", "Yên Thạch, ngày 21 tháng 3 năm 2025"


@pytest.mark.parametrize(
    ("column", "line"), [("\t\t", "\n"), (" ", "\n"), ("    ", "\n"), (" ", " ")]
)
def test_a_letterhead_in_two_columns_copied_line_by_line(column: str, line: str) -> None:
    rows = ("ỦY BAN NHÂN DÂN", MOTTO), ("HUYỆN YÊN THẠCH", FREEDOM), (NUMBER, DAY)
    letterhead = line.join(map(column.join, rows))
    parsed = document(f"{letterhead}\nKẾ HOẠCH\nPhòng, chống thiên tai\n\nI. MỤC ĐÍCH\n1. Một.\n")
    assert parsed.issuer == "Ủy ban nhân dân huyện Yên Thạch"
    assert (parsed.number, parsed.issued_on) == ("57/KH-UBND", date(2025, 3, 21))
    issuer, number, day, title = [c.text for c in parsed.clauses if c.level is Level.HEAD]
    assert issuer == f"ỦY BAN NHÂN DÂN{column}{MOTTO}{line}HUYỆN YÊN THẠCH"
    assert (number, day) == (NUMBER, DAY)
    assert title.startswith("KẾ HOẠCH")


def test_the_letterhead_of_a_department_in_two_columns() -> None:
    parsed = document(
        f"UBND TỈNH LAM GIANG\t{MOTTO}\nSỞ Y TẾ\t{FREEDOM}\n"
        "Số: 5/KH-SYT\tLam Giang, ngày 2/3/2025\nKẾ HOẠCH\nTiêm phòng\n\nI. MỤC ĐÍCH\n1. Một.\n"
    )
    assert parsed.issuer == "Sở Y tế tỉnh Lam Giang"


@pytest.mark.parametrize("words", ["", "thi hành ", "thi hành kể "])
@pytest.mark.parametrize(
    "opening", ["3. Nghị quyết này đã", "Nghị quyết này", "2. Tự lo. Nghị quyết này"]
)
def test_a_resolution_applies_from_the_day_that_its_adoption_names(
    opening: str, words: str
) -> None:
    parsed = document(
        "NGHỊ QUYẾT\nVề chăn nuôi\nĐiều 1. Phạm vi\nQuy định khu vực.\nĐiều 2. Hiệu lực\n"
        f"1. Bãi bỏ.\n{opening} được Hội đồng nhân dân tỉnh Khóa XV, Kỳ họp thứ mười hai thông qua "
        f"ngày 11 tháng 7 năm 2023 và có hiệu lực {words}từ ngày 01 tháng 8 năm 2023./.\n"
        "CHỦ TỊCH\nNgụy Thành Đoan\n"
    )
    assert parsed.effective_on == date(2023, 8, 1)
    assert parsed.legal_status is LegalStatus.IN_FORCE
