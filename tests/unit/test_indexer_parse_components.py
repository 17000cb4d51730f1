from __future__ import annotations

from datetime import date

import pytest

from tests.golden.samples import clause, document, labels, paths

DECISION = """
ỦY BAN NHÂN DÂN TỈNH A
Số: 12/QĐ-UBND
A, ngày 02 tháng 3 năm 2030
QUYẾT ĐỊNH
Ban hành Quy chế phối hợp
Căn cứ Luật Tổ chức chính quyền địa phương năm 2025;
Điều 1. Ban hành kèm theo Quyết định này Quy chế phối hợp.
Điều 2. Quyết định có hiệu lực thi hành kể từ ngày ký.
Điều 3. Các sở chịu trách nhiệm thi hành Quyết định này./.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn An
QUY CHẾ
PHỐI HỢP LIÊN NGÀNH
(Ban hành kèm theo Quyết định số 12/QĐ-UBND ngày 02 tháng 3 năm 2030)
Điều 1. Phạm vi
Quy chế này quy định việc phối hợp theo Điều 2 Quyết định này.
Điều 2. Nguyên tắc
1. Chủ động.
2. Kịp thời.
3. Công khai.
4. Minh bạch.
5. Đúng hạn.
Điều 3. Thi hành
Các sở thi hành.
PHỤ LỤC I
DANH SÁCH CƠ QUAN
(Ban hành kèm theo Quy chế phối hợp)
I. CÁC SỞ
1. Sở Tài chính
Mẫu số 01
BÁO CÁO
1. Kết quả:
Mẫu số 02
1. Kiến nghị:
Đăng xuất
"""


def test_a_regulation_inside_a_decision_has_articles_of_its_own() -> None:
    parsed = document(DECISION)
    assert {"art_2", "att_1__art_2"} <= set(paths(parsed))
    assert clause(parsed, "att_1__art_2").component == "Quy chế"
    assert clause(parsed, "att_1__art_2__para_1").label == "Điều 2, khoản 1"
    assert clause(parsed, "att_1__title").text.startswith("QUY CHẾ\nPHỐI HỢP")
    assert "Nguyễn Văn An" in clause(parsed, "signature").text


def test_forms_of_an_appendix_number_from_one() -> None:
    parsed = document(DECISION)
    assert "Phụ lục I, Mục I.1" in labels(parsed)
    assert clause(parsed, "att_2__form_01__sec_1").label == "Phụ lục I, Mẫu số 01, Mục 1"
    assert clause(parsed, "att_2__form_02__sec_1").text.startswith("1. Kiến nghị:")


def test_what_a_web_page_leaves_at_the_end_is_no_clause() -> None:
    text = DECISION.partition("QUY CHẾ\n")[0] + "Đăng xuất\nViệc làm\n"
    parsed = document(text)
    assert not any("Đăng xuất" in c.text for c in parsed.clauses)
    assert parsed.doubts[-1] == "Bỏ qua 2 dòng ngoài văn bản: «Đăng xuất», «Việc làm»."


def test_a_form_between_articles_cuts_nothing() -> None:
    parsed = document(
        "Điều 1. Sổ sách\nMẪU SỔ\n(Ban hành kèm theo Thông tư số 1/2030/TT-BTC)\nĐịa chỉ: ...\n"
        "Điều 2. Hiệu lực\nĐiều 3. Thi hành\n"
    )
    assert "art_3" in paths(parsed)


def test_the_preview_of_a_web_page_is_kept_once() -> None:
    head = (
        "ỦY BAN NHÂN DÂN\nCỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM\nSố: 9/KH-UBND\n"
        "A, ngày 1 tháng 2 năm 2030\n"
        "Căn cứ Nghị quyết số 57-NQ/TW về đột phá phát triển khoa học và công nghệ quốc gia;\n"
        "Căn cứ Nghị quyết số 71/NQ-CP của Chính phủ về sửa đổi, bổ sung Chương trình hành động;\n"
        "I. MỤC TIÊU\n1. Nâng cao nhận thức của cán bộ, công chức, viên chức toàn Thành phố.\n"
    )
    parsed = document(f"{head}{head}2. Phát triển hạ tầng.\nII. NHIỆM VỤ\n")
    assert paths(parsed).count("part_I") == 1
    assert not any("~" in path for path in paths(parsed))
    assert clause(parsed, "part_I__sec_2").text == "2. Phát triển hạ tầng."


def test_a_decision_to_be_filled_in_stays_in_its_form() -> None:
    parsed = document(
        "Điều 1. Ban hành mẫu\nĐiều 2. Thi hành\nĐiều 3. Hiệu lực./.\nBỘ TRƯỞNG\nLê Văn An\n"
        "PHỤ LỤC\nBIỂU MẪU\n(Kèm theo Thông tư số 1/2030/TT-BTC)\n"
        "Mẫu số 1\nQUYẾT ĐỊNH\nĐiều 1. Cấp cho ông (bà)...\nĐiều 2. Có hiệu lực từ ngày ký.\n"
        "Mẫu LT2\nDANH SÁCH\n(Kèm theo Quyết định số .../QĐ-UBND ngày .../.../...)\n1. Tên:\n"
    )
    assert "att_1__form_1__art_2" in paths(parsed)
    assert "att_1__form_LT2__sec_1" in paths(parsed)
    assert not any(path.startswith("att_2") for path in paths(parsed))


@pytest.mark.parametrize(
    "adopted",
    [
        "Nghị quyết này được Hội đồng nhân dân tỉnh thông qua ngày 05 tháng 3 năm 2025.",
        "Nghị quyết này đã được HĐND tỉnh khóa XVIII\nthông qua ngày 5 tháng 3 năm 2025./.",
        "Nghị quyết đã được Hội đồng nhân dân tỉnh thông qua ngày 5 tháng 3 năm 2025./.",
    ],
)
@pytest.mark.parametrize("before", ["2. Thường trực giám sát.", "- Thường trực giám sát;"])
def test_who_adopted_a_resolution_is_said_before_the_signature(adopted: str, before: str) -> None:
    parsed = document(
        f"NGHỊ QUYẾT\nVề chuyển đổi số\nĐiều 1. Tổ chức\n1. Giao Ủy ban.\n{before}\n{adopted}\n"
        "Nơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nLê Văn An\n"
    )
    assert clause(parsed, "conclusions").text == adopted
    assert clause(parsed, "conclusions").label == "Đoạn kết"
    assert clause(parsed, "signature").text == "Nơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nLê Văn An"
    assert clause(parsed, "art_1").text.endswith(before)
    assert parsed.issued_on == date(2025, 3, 5)
    assert parsed.signer == "Lê Văn An"


def test_who_adopted_a_resolution_may_say_when_it_takes_effect() -> None:
    parsed = document(
        "NGHỊ QUYẾT\nVề chuyển đổi số\nĐiều 1. Tổ chức\n1. Giao Ủy ban.\n"
        "Nghị quyết này được Hội đồng nhân dân tỉnh khóa XVIII thông qua ngày 5 tháng 3 năm 2025 "
        "và có hiệu lực từ ngày 15 tháng 3 năm 2025./.\nCHỦ TỊCH\nLê Văn An\n"
    )
    assert parsed.effective_on == date(2025, 3, 15)


def test_capitals_behind_the_signer_begin_the_next_text() -> None:
    parsed = document(
        "Điều 1. Ban hành quy chuẩn\nĐiều 2. Thi hành./.\nKT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\n"
        "Lê Văn An\nQCVN 40:2024/BGTVT\nQUY CHUẨN KỸ THUẬT QUỐC GIA VỀ BẾN ĐÒ\n"
        "1. QUY ĐỊNH CHUNG\n1.1. Quy chuẩn này quy định các yêu cầu kỹ thuật về cơ sở vật chất, "
        "phương tiện và trang thiết bị của bến đò.\n2. YÊU CẦU\n"
    )
    assert clause(parsed, "signature").text.endswith("Lê Văn An")
    assert clause(parsed, "att_1__title").text.startswith("QCVN 40:2024")
    assert clause(parsed, "att_1__sec_1").component == "Quy chuẩn"


def test_the_title_of_an_attachment_has_its_letterhead_but_heads_without_it() -> None:
    parsed = document(
        "Điều 1. Ban hành Chương trình\nĐiều 2. Thi hành./.\nTM. CHÍNH PHỦ\nTHỦ TƯỚNG\nLê Văn An\n"
        "CHÍNH PHỦ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "CHƯƠNG TRÌNH HÀNH ĐỘNG\nThực hiện Kết luận số 18-KL/TW về phát triển kinh tế\n"
        "(Kèm theo Nghị quyết số 109/NQ-CP ngày 16 tháng 4 năm 2026 của Chính phủ)\n"
        "I. MỤC ĐÍCH\n1. Một.\n"
    )
    title = clause(parsed, "att_1__title").text
    assert title.startswith("CHÍNH PHỦ\n")
    assert title.endswith("của Chính phủ)")
    section = clause(parsed, "att_1__part_I__sec_1")
    assert section.component == "Chương trình hành động"
    assert section.headings[0].startswith("CHƯƠNG TRÌNH HÀNH ĐỘNG Thực hiện")


def test_an_appendix_may_be_short() -> None:
    parsed = document(
        f"{DECISION.partition('PHỤ LỤC I')[0]}PHỤ LỤC I\nDANH SÁCH CƠ QUAN\n"
        "| STT | Cơ quan |\n| 1 | Sở Y tế |\nPHỤ LỤC II\nPHÂN CÔNG\n| STT | Việc |\n| 1 | In |\n"
    )
    assert clause(parsed, "att_2__title").text == "PHỤ LỤC I\nDANH SÁCH CƠ QUAN"
    assert clause(parsed, "att_3__tbl_1__row_2").label == "Phụ lục II, Bảng 1, dòng 2"
