from __future__ import annotations

from datetime import date

import pytest

from indexer.parse.provisions import expand
from indexer.types import Document, ReferenceType
from tests.golden.samples import document


def resolved(parsed: Document) -> dict[str, list[str]]:
    return {
        reference.text: [ref.path for ref in reference.clauses]
        for reference in parsed.references
        if reference.type is ReferenceType.INTERNAL
    }


def regulation(sentence: str) -> Document:
    return document(
        "Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Một\n1. A:\na) A;\nb) B;\nc) C.\n2. B.\n3. C.\n"
        f"Điều 2. Hai\nĐiều 3. Ba\n1. X.\n2. {sentence}\nĐiều 4. Bốn\nĐiều 5. Năm\n1. Y.\n"
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("điểm a, c khoản 1 Điều 1", ["art_1__para_1__point_a", "art_1__para_1__point_c"]),
        ("khoản 1 và khoản 3 Điều 1", ["art_1__para_1", "art_1__para_3"]),
        ("khoản 1 Điều này", ["art_3__para_1"]),
        ("khoản này", ["art_3__para_2"]),
        ("Điều 1, 2 và 4", ["art_1", "art_2", "art_4"]),
        ("Điều 2 đến Điều 5", ["art_2", "art_3", "art_4", "art_5"]),
        ("khoản 1 đến khoản 3 Điều 1", ["art_1__para_1", "art_1__para_2", "art_1__para_3"]),
        ("Chương I", ["chp_I"]),
        ("khoản 9 Điều 2", ["art_2"]),
    ],
)
def test_places_of_the_same_document(words: str, expected: list[str]) -> None:
    assert resolved(regulation(f"Thực hiện theo {words}."))[words] == expected


def test_a_list_shares_the_article_behind_it() -> None:
    found = resolved(regulation("Vi phạm điểm b khoản 1; khoản 2 Điều 1 thì xử lý."))
    assert found == {
        "điểm b khoản 1; khoản 2 Điều 1": ["art_1__para_1__point_b", "art_1__para_2"],
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "Theo Điều 1 và khoản 1 Điều 5 của Bộ luật Lao động.",
        "Theo khoản 1 Điều 5 Luật Thủ đô số 39/2024/QH15.",
        "Theo Điều 99.",
        "Các điều khoản này áp dụng chung.",
        "Trong thời hạn từ khi có Điều kiện 1.",
    ],
)
def test_places_of_other_documents_are_not_ours(sentence: str) -> None:
    assert resolved(regulation(sentence)) == {}


def test_a_section_of_a_plan_by_its_points() -> None:
    parsed = document(
        "II. NHIỆM VỤ\n2. Đào tạo\n2.1. Các nhiệm vụ\na) A.\nb) B.\nc) C.\nd) D.\n2.2. Thời gian\n"
        "IV. TỔ CHỨC\n1. Sở Nội vụ thực hiện điểm b, d Mục 2.1 Kế hoạch này.\n"
    )
    assert resolved(parsed) == {
        "điểm b, d Mục 2.1": ["part_II__sec_2.1__point_b", "part_II__sec_2.1__point_d"]
    }


def test_a_section_of_a_plan_in_a_named_part() -> None:
    parsed = document(
        "Phần I\nCHUNG\nI. MỤC TIÊU\n1. Một\na) A.\nII. VIỆC\n1. Hai\na) B.\n2. Ba\n"
        "Phần II\nRIÊNG\nI. VIỆC\n1. Bốn\nII. GIAO\n1. Sở A làm điểm a khoản 1 Mục II Phần I.\n"
        "2. Sở B làm khoản 1 Mục I Phần II.\n3. Sở C lo Phần I.\n4. Sở D làm Mục 2 Phần I.\n"
    )
    assert resolved(parsed) == {
        "điểm a khoản 1 Mục II Phần I": ["part_I__part_II__sec_1__point_a"],
        "khoản 1 Mục I Phần II": ["part_II__part_I__sec_1"],
        "Phần I": ["part_I"],
        "Mục 2 Phần I": ["part_I__part_II__sec_2"],
    }


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("khoản 1.2 mục V", ["1.2"]),
        ("tiết 1.2 mục V", ["1.2"]),
        ("Tiết 1.2 và tiết 1.3 Mục V", ["1.2", "1.3"]),
        ("điểm 1.2 mục V", ["1.2"]),
        ("điểm 1.2 khoản 1 mục V", ["1.2"]),
        ("điểm b khoản 1.2 mục V", ["1.2__point_b"]),
        ("khoản 1.2 và 1.3 mục V", ["1.2", "1.3"]),
        ("các khoản 1.1 đến 1.3 mục V", ["1.1", "1.2", "1.3"]),
        ("khoản 2 mục V", ["2"]),
    ],
)
def test_a_subsection_of_a_plan_called_khoan_or_tiet(said: str, meant: list[str]) -> None:
    parsed = document(
        f"I. NHIỆM VỤ\n1. Sở A làm việc nêu tại {said} và báo cáo.\n1.1. Một.\n1.2. Hai.\n"
        "V. TỔ CHỨC\n1. Cơ quan\n1.1. Một.\n1.2. Hai:\na) A;\nb) B.\n1.3. Ba.\n2. Sở B\n"
    )
    assert list(resolved(parsed).values()) == [[f"part_V__sec_{path}" for path in meant]]


def test_a_point_of_an_article_called_khoan() -> None:
    parsed = document(
        "Điều 1. Mức\n1. Một.\n2. Hai:\n2.1. Ba.\n2.2. Bốn.\n"
        "Điều 2. Áp dụng\n1. Theo khoản 2.2 Điều 1.\n"
    )
    assert resolved(parsed) == {"khoản 2.2 Điều 1": ["art_1__para_2__point_2.2"]}


def test_a_figure_behind_khoan_or_tiet_names_no_subsection() -> None:
    parsed = document(
        "V. CHI\n1. Mức\n1.2. Chi\n2. Một khoản 1.2 tỷ đồng, học tiết 1.2 giờ, điểm 1.2 trở lên.\n"
    )
    assert resolved(parsed) == {}


def test_what_an_amending_text_quotes_is_of_the_amended_one() -> None:
    parsed = document(
        "Điều 1. Sửa đổi, bổ sung một số điều của Luật A\n"
        "1. Sửa đổi khoản 1 Điều 2 như sau:\n“1. Theo Điều 1 Luật này.”\n"
        "Điều 2. Hiệu lực\n1. Điều 1 của Luật này có hiệu lực ngay.\n"
    )
    assert resolved(parsed) == {"Điều 1": ["art_1"]}


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Kế hoạch này thay thế Kế hoạch số 9/KH-UBND ngày 03 tháng 3 năm 2025.", "replaces"),
        ("Bãi bỏ Điều 7 Thông tư số 9/2020/TT-BTC.", "amends"),
        ("Thông tư số 9/2020/TT-BTC hết hiệu lực từ ngày Thông tư này có hiệu lực.", "replaces"),
        ("Sửa đổi, bổ sung một số điều của Nghị định số 9/2020/NĐ-CP.", "amends"),
        ("Nghị định này quy định chi tiết một số điều của Luật Giá số 16/2023/QH15.", "guides"),
        ("Theo Nghị định số 9/2020/NĐ-CP.", "cites"),
        ("Nghị định số 9/2020/NĐ-CP đã được sửa đổi, bổ sung.", "cites"),
    ],
)
def test_what_is_said_of_another_document(sentence: str, kind: str) -> None:
    parsed = document(f"I. CHUNG\n1. {sentence}\n")
    assert [reference.type for reference in parsed.references] == [kind]


def test_the_legal_bases() -> None:
    parsed = document(
        "KẾ HOẠCH\nPhát triển đò ngang\n"
        "Căn cứ Nghị quyết số 57- NQ/TW ngày 22 tháng 12 năm 2024 của Bộ Chính trị về đột phá;\n"
        "Căn cứ Nghị định số 8/2020/NĐ-CP được sửa đổi bởi Nghị định số 9/2021/NĐ-CP;\n"
        "I. MỤC TIÊU\n1. Một.\n"
    )
    first, second, third = parsed.references
    assert (first.type, first.number) == (ReferenceType.BASIS, "57-NQ/TW")
    assert (first.issued_on, first.issuer) == (date(2024, 12, 22), "Bộ Chính trị")
    assert second.type is ReferenceType.BASIS
    assert third.type is ReferenceType.CITES


def test_a_provision_of_another_document_is_part_of_the_mention() -> None:
    parsed = document("I. CHUNG\n1. Theo khoản 6 Điều 3 Nghị quyết số 70/2025/UBTVQH15.\n")
    assert [r.text for r in parsed.references] == ["khoản 6 Điều 3 Nghị quyết số 70/2025/UBTVQH15"]


def test_spans_are_verbatim() -> None:
    parsed = regulation("Theo khoản 1 Điều 1 và Luật Thủ đô số 39/2024/QH15.")
    assert len(parsed.references) == 2
    assert all(parsed.source[r.start : r.end] == r.text for r in parsed.references)


def test_lists_and_ranges() -> None:
    assert expand("5, 6 và 8 đến 10") == ["5", "6", "8", "9", "10"]
    assert expand("c đến g") == ["c", "d", "đ", "e", "g"]
    assert expand("này") == ["này"]


def test_a_text_that_speaks_of_itself() -> None:
    parsed = document(
        "QUY CHẾ\nPhối hợp\nĐiều 1. Một\n"
        "Quy chế này thay Quy chế cũ; Điều 2 Quy chế này và Luật này không đổi.\nĐiều 2. Hai\n"
    )
    assert [(r.text, r.clauses != ()) for r in parsed.references] == [
        ("Quy chế này", False),
        ("Điều 2", True),
    ]
    assert {r.document_id for r in parsed.references} == {parsed.id}


def test_laws_that_amend_others_are_known_by_their_own_date() -> None:
    parsed = document(
        "THÔNG TƯ\nĐò ngang\n"
        "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Giá ngày 22 tháng 6 năm 2023;\n"
        "Căn cứ Luật Giá số 1/2020/QH14 được sửa đổi bởi Luật số 2/2021/QH15, "
        "Luật số 3/2022/QH15;\n"
        "Căn cứ Pháp lệnh Ưu đãi người có công số 2/2020/UBTVQH14;\nĐiều 1. Một\n"
    )
    found = [(r.type, r.number, r.issued_on) for r in parsed.references]
    assert found == [
        (ReferenceType.BASIS, None, date(2023, 6, 22)),
        (ReferenceType.BASIS, "1/2020/QH14", None),
        (ReferenceType.CITES, "2/2021/QH15", None),
        (ReferenceType.CITES, "3/2022/QH15", None),
        (ReferenceType.BASIS, "2/2020/UBTVQH14", None),
    ]
