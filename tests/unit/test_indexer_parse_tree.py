"""Lines become nested clauses: every rule of numbering, on small texts."""

from __future__ import annotations

from indexer.types import Level
from tests.golden.samples import clause, document, labels, paths

LAW = """
QUỐC HỘI
LUẬT
GIAO THÔNG NÔNG THÔN
Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Luật này quy định về đường làng.
Mục 1. ĐƯỜNG LÀNG
Điều 2. Giải thích từ ngữ
1. Đường làng là đường trong làng, gồm:
a) Đường đất;
d) Đường gạch;
đ) Đường khác.
2. Ngõ là đường nhỏ.
Chương II
ĐIỀU KHOẢN THI HÀNH
Điều 3. Hiệu lực
Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2030./.
"""


def test_a_law() -> None:
    law = document(LAW)
    assert labels(law)[4:] == [
        "Chương I",
        "Điều 1",
        "Chương I, Mục 1",
        "Điều 2",
        "Điều 2, khoản 1",
        "Điều 2, khoản 1, điểm a",
        "Điều 2, khoản 1, điểm d",
        "Điều 2, khoản 1, điểm đ",
        "Điều 2, khoản 2",
        "Chương II",
        "Điều 3",
    ]
    assert clause(law, "art_2__para_1").headings[:2] == (
        "Chương I QUY ĐỊNH CHUNG",
        "Mục 1. ĐƯỜNG LÀNG",
    )
    assert clause(law, "chp_I").text.startswith("Chương I\nQUY ĐỊNH CHUNG\nĐiều 1.")
    assert clause(law, "art_1").parent == "chp_I"


def test_numbering_that_restarts_is_a_lost_article() -> None:
    parsed = document("Điều 7. Sở A\n1. Một.\n2. Hai.\n1. Ba.\n2. Bốn.\nĐiều 9. Sở B\n1. Năm.\n")
    lost = clause(parsed, "art_8")
    assert (lost.label, lost.inferred, lost.lead) == ("Điều 8", True, 0)
    child = clause(parsed, "art_8__para_2")
    assert (child.label, child.inferred, child.text) == ("Điều 8, khoản 2", True, "2. Bốn.")
    assert "đánh số lại" in child.reason
    assert child.headings == ()
    assert not clause(parsed, "art_9__para_1").inferred


def test_a_subsection_implies_its_lost_section() -> None:
    parsed = document("III. NHIỆM VỤ\n4. Hạ tầng số\n4.1. Trung tâm\n5.1. Không gian\n5.2. Quỹ\n")
    section = clause(parsed, "part_III__sec_5")
    assert (section.label, section.inferred, section.lead) == ("Mục III.5", True, 0)
    assert clause(parsed, "part_III__sec_5.1").label == "Mục III.5.1"
    assert not clause(parsed, "part_III__sec_5.1").inferred
    assert clause(parsed, "part_III__sec_5.2").parent == "part_III__sec_5"


def test_bullets_before_a_jump_may_belong_to_lost_sections() -> None:
    parsed = document(
        "I. TỔ CHỨC\n1. Các sở\na) Chủ động.\n- Là đầu mối.\n5. Các đoàn thể\n- Vận động.\n"
    )
    stranded = clause(parsed, "part_I__indent_1")
    assert stranded.inferred
    assert stranded.reason == "có thể thuộc Mục 2–4 đã mất tiêu đề"
    assert not clause(parsed, "part_I__sec_5__indent_1").inferred
    assert any("sau Mục 1 là Mục 5" in doubt for doubt in parsed.doubts)


def test_ten_followed_by_one_opens_a_part_and_takes_its_printed_heading() -> None:
    sections = "\n".join(f"{n}. Nhiệm vụ {n}" for n in range(1, 11))
    parsed = document(
        f"III. NHIỆM VỤ\n{sections}\n- Việc cuối.\nTỔ CHỨC THỰC HIỆN\n1. Các sở\n2. Các xã\n"
    )
    part = clause(parsed, "part_IV")
    assert part.inferred
    assert part.text.startswith("TỔ CHỨC THỰC HIỆN\n1. Các sở")
    assert clause(parsed, "part_IV__sec_2").label == "Mục IV.2"


def test_a_reference_at_the_start_of_a_line_opens_nothing() -> None:
    parsed = document(
        "Điều 1. Nguyên tắc\n1. Thực hiện theo quy định tại\nĐiều 7 Quy chế này và văn bản khác.\n"
        "Điều 2. Hiệu lực\n"
    )
    assert [path for path in paths(parsed) if path.startswith("art_")] == [
        "art_1",
        "art_1__para_1",
        "art_2",
    ]
    assert clause(parsed, "art_1__para_1").text.endswith("văn bản khác.")


def test_a_quoted_article_belongs_to_the_clause_that_quotes_it() -> None:
    parsed = document(
        "Điều 1. Sửa đổi Luật A\n1. Sửa đổi Điều 5 như sau:\n“Điều 5. Kinh phí\n1. Từ ngân sách.\n"
        "2. Từ nguồn khác.”\n2. Bãi bỏ Điều 6.\nĐiều 2. Hiệu lực\n"
    )
    assert clause(parsed, "art_1__para_1").text.endswith("2. Từ nguồn khác.”")
    assert paths(parsed) == ["art_1", "art_1__para_1", "art_1__para_2", "art_2"]


def test_the_mark_of_a_footnote_is_no_sub_number() -> None:
    parsed = document(
        "Điều 4. Thu nhập\n1. Một.\n2.5 Hai.\n3. Ba.\n46. (được bãi bỏ)\n5. Năm.\nĐiều 5. Khác\n"
    )
    assert paths(parsed)[:6] == ["art_4", *(f"art_4__para_{n}" for n in range(1, 6))]


def test_a_numbered_point_of_a_paragraph() -> None:
    parsed = document("Điều 1. A\n1. Một:\n1.1. Một một.\n1.2. Một hai.\n2. Hai.\n")
    assert clause(parsed, "art_1__para_1__point_1.2").label == "Điều 1, khoản 1, điểm 1.2"


def test_lists_in_lists() -> None:
    parsed = document(
        "II. VIỆC\n1. Trường học:\n- Đưa vào lớp:\n+ Đạo đức số.\n+ Kỹ năng số.\n- Thi đua.\n"
        "a) Một.\n(i) Hai.\n(ii) Ba.\n"
    )
    assert paths(parsed)[2:] == [
        "part_II__sec_1__indent_1",
        "part_II__sec_1__indent_1__indent_1",
        "part_II__sec_1__indent_1__indent_2",
        "part_II__sec_1__indent_2",
        "part_II__sec_1__point_a",
        "part_II__sec_1__point_a__item_i",
        "part_II__sec_1__point_a__item_ii",
    ]


def test_a_gap_between_points_is_doubted_but_not_that_of_a_missing_letter() -> None:
    parsed = document("Điều 1. A\n1. Gồm:\na) Một;\nc) Ba;\nd) Bốn;\ne) Năm.\n")
    assert parsed.doubts == ("Điều 1, khoản 1: sau điểm a là điểm c; ở giữa bị mất.",)


def test_footnotes_hang_on_the_clause_they_are_printed_with() -> None:
    parsed = document("I. A\na) Ngành mũi nhọn[footnoteRef:1] của Thành phố. [1: Gồm 4 ngành.]\n")
    note = next(c for c in parsed.clauses if c.ref.path.endswith("fn_1"))
    assert (note.text, note.level) == ("Gồm 4 ngành.", Level.INDENT)
    assert "footnoteRef" not in parsed.source


def test_running_text_without_any_number() -> None:
    parsed = document(
        "Thông báo về việc nghỉ lễ của các cơ quan, đơn vị trên địa bàn Thành phố.\nXin cảm ơn.\n"
    )
    assert [c.text for c in parsed.clauses] == parsed.source.strip().split("\n")


def test_a_footnote_of_a_long_clause_stands_under_its_opening() -> None:
    words = "Phát triển hạ tầng số " * 20
    parsed = document(f"I. A\n1. {words}[footnoteRef:1]. [1: Gồm 4 ngành.]\n")
    note = next(c for c in parsed.clauses if c.ref.path.endswith("fn_1"))
    assert note.headings[-1].startswith("1. Phát triển hạ tầng số")
    assert note.headings[-1].endswith(" …")


def test_a_footnote_of_the_head_can_be_cited() -> None:
    parsed = document(
        "QUYẾT ĐỊNH\nVề đò ngang\nCăn cứ Luật Giá[footnoteRef:1]; [1: Luật số 16/2023/QH15.]\n"
        "Điều 1. Phạm vi\n"
    )
    note = next(c for c in parsed.clauses if c.ref.path == "preamble__fn_1")
    assert note.label == "Phần mở đầu, chú thích 1"


def test_a_heading_in_capitals_behind_a_finished_section_is_none_of_its_words() -> None:
    parsed = document("I. A\n1. Một\nĐã xong việc này.\nGIẢI PHÁP CHỦ YẾU\n2. Hai\n")
    section = next(c for c in parsed.clauses if c.ref.path == "part_I__sec_1")
    assert section.text[: section.lead] == "1. Một\nĐã xong việc này."


def test_a_plan_that_a_decision_approves_stands_in_its_article() -> None:
    parsed = document(
        "Điều 1. Phê duyệt Đề án với các nội dung sau:\nI. QUAN ĐIỂM\n1. Bám sát.\n2. Đồng bộ.\n"
        "II. MỤC TIÊU\n1. Chung\na) Một;\nb) Hai.\n2. Cụ thể\n2.1. Đến năm 2030\n"
        "Điều 2. Tổ chức thực hiện\n1. Các bộ.\n2. Các tỉnh.\n"
    )
    assert labels(parsed)[1:] == [
        "Điều 1, Mục I",
        "Điều 1, Mục I.1",
        "Điều 1, Mục I.2",
        "Điều 1, Mục II",
        "Điều 1, Mục II.1",
        "Điều 1, Mục II.1, điểm a",
        "Điều 1, Mục II.1, điểm b",
        "Điều 1, Mục II.2",
        "Điều 1, Mục II.2.1",
        "Điều 2",
        "Điều 2, khoản 1",
        "Điều 2, khoản 2",
    ]


def test_a_roman_number_among_paragraphs_opens_nothing() -> None:
    parsed = document("Điều 1. A\n1. Gồm:\nI. Một\nII. Hai\n2. Khác.\nĐiều 2. B\n")
    assert [path for path in paths(parsed) if "part" in path] == []


def test_parts_in_capital_letters_inside_or_above_roman_ones() -> None:
    inside = document(
        "I. MỤC ĐÍCH\n1. Một\nII. NỘI DUNG\nA. HẠ TẦNG\n1. Mạng\n2. Cáp\nB. DỮ LIỆU\n1. Kho\n"
        "III. TỔ CHỨC\n1. Sở\n"
    )
    assert labels(inside)[3:8] == ["Mục II.A", "Mục II.A.1", "Mục II.A.2", "Mục II.B", "Mục II.B.1"]
    assert inside.doubts == ()
    above = document("A. THỰC TRẠNG\nI. KẾT QUẢ\n1. Một\nB. NỘI DUNG\nI. MỤC TIÊU\n1. Chung\n")
    assert paths(above)[-2:] == ["part_B__part_I", "part_B__part_I__sec_1"]
    names = document("I. TỔ\n1. Thành viên\nA. Nguyễn Văn B.\nII. KHÁC\n1. Một\n")
    assert not any("part_A" in path for path in paths(names))


def test_sections_under_a_printed_part_begin_again() -> None:
    parsed = document(
        "ỦY BAN NHÂN DÂN TỈNH A\nSố: 9/KH-UBND\nA, ngày 1 tháng 2 năm 2030\n"
        "KẾ HOẠCH\nPhát triển xe\n"
        "Phần I\nHIỆN TRẠNG\n1. Mạng lưới\na) Có ba tuyến.\n2. Đoàn xe\n"
        "Phần II\nNHIỆM VỤ\n1. Thay xe\n1.1. Lộ trình\nMỗi năm mười xe.\n"
    )
    assert not any("~" in path for path in paths(parsed))
    assert clause(parsed, "part_II__sec_1").headings == ("Phần II NHIỆM VỤ",)
    assert clause(parsed, "part_I__sec_1__point_a").label == "Phần I, mục 1, điểm a"
    assert clause(parsed, "part_II__sec_1.1").label == "Phần II, mục 1.1"
    assert parsed.doubts == ()


PLAN_IN_PARTS = (
    "ỦY BAN NHÂN DÂN TỈNH A\nSố: 9/KH-UBND\nA, ngày 1 tháng 2 năm 2030\n"
    "KẾ HOẠCH\nPhát triển xe\n"
    "Phần I\nHIỆN TRẠNG\nI. MẠNG LƯỚI\n1. Tuyến\na) Có ba tuyến.\n2. Bến\n"
    "II. ĐOÀN XE\n1. Xe điện\n"
    "Phần II\nNHIỆM VỤ\nI. THAY XE\n1. Lộ trình\n1.1. Mỗi năm mười xe.\nII. KINH PHÍ\n"
)


def test_roman_parts_under_a_printed_part_begin_again() -> None:
    parsed = document(PLAN_IN_PARTS)
    assert not any("~" in path for path in paths(parsed))
    point = clause(parsed, "part_I__part_I__sec_1__point_a")
    assert point.label == "Phần I, Mục I.1, điểm a"
    assert point.headings[:2] == ("Phần I HIỆN TRẠNG", "I. MẠNG LƯỚI")
    assert clause(parsed, "part_I__part_II__sec_1").label == "Phần I, Mục II.1"
    assert clause(parsed, "part_II__part_I__sec_1.1").label == "Phần II, Mục I.1.1"
    assert clause(parsed, "part_II__part_II").text == "II. KINH PHÍ"
    assert parsed.doubts == ()


def test_a_lost_roman_part_stands_in_its_printed_part() -> None:
    parsed = document(PLAN_IN_PARTS.replace("II. ĐOÀN XE\n", "Đoàn xe\n"))
    lost = clause(parsed, "part_I__part_II")
    assert (lost.label, lost.inferred) == ("Phần I, Mục II", True)
    assert clause(parsed, "part_I__part_II__sec_1").text == "1. Xe điện"
    assert clause(parsed, "part_II__part_I__sec_1").label == "Phần II, Mục I.1"
