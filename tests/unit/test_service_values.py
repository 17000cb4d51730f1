from __future__ import annotations

from datetime import date

import pytest

from retriever.types import ClauseRef, Document, Level
from retriever.wants import Want
from service.asked import read_question
from service.evidence import support
from service.quoting import question_weights
from service.values import value_of
from tests.contract.fakes import FakeRetriever, build_document

GOALS = (
    "2. Định kỳ 6 tháng, Sở Y tế chủ trì họp; phấn đấu đến năm 2030 có ít nhất 80% thư viện và "
    "khoảng 02 lần số sách theo Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024; xây phòng đọc "
    "theo Quyết định số 12/QĐ-UBND."
)
PLAN = build_document(
    Document(
        id="kh",
        title="Kế hoạch phát triển thư viện",
        source="",
        clauses=(),
        number="7/KH-UBND",
        kind="Kế hoạch",
        issuer="Ủy ban nhân dân thành phố Sông Lam",
        issued_on=date(2025, 1, 2),
    ),
    [
        ("art_1", "Điều 1", Level.ARTICLE, "Điều 1. Sở Văn hóa và Thể thao"),
        ("art_1__p1", "Điều 1, khoản 1", Level.PARAGRAPH, "1. Chủ trì số hóa sách quý."),
        (
            "art_1__p2",
            "Điều 1, khoản 2",
            Level.PARAGRAPH,
            "2. Phối hợp với Sở Nội vụ, Sở Y tế tổ chức hội sách định kỳ hằng quý.",
        ),
        ("art_2", "Điều 2", Level.ARTICLE, "Điều 2. Cơ chế báo cáo"),
        (
            "art_2__p1",
            "Điều 2, khoản 1",
            Level.PARAGRAPH,
            "1. Các thư viện gửi báo cáo về Sở Nội vụ và Sở Y tế trước ngày 05 hằng tháng.",
        ),
        (
            "art_2__p2",
            "Điều 2, khoản 2",
            Level.PARAGRAPH,
            GOALS,
        ),
        (
            "art_2__p3",
            "Điều 2, khoản 3",
            Level.PARAGRAPH,
            "3. Người đứng đầu các sở, ban; ngành chịu trách nhiệm trước UBND Thành phố.",
        ),
        (
            "art_2__p4",
            "Điều 2, khoản 4",
            Level.PARAGRAPH,
            (
                "4. Báo cáo định kỳ gửi trước ngày 05 hằng tháng hoặc báo cáo đột xuất khi có yêu "
                "cầu của cấp trên; thực hiện Nghị quyết số 1/NQ-HĐND; Nghị quyết số 2/NQ-HĐND và "
                "Nghị quyết số 3/NQ-HĐND trong thời hạn 5 năm."
            ),
        ),
        (
            "art_2__p5",
            "Điều 2, khoản 5",
            Level.PARAGRAPH,
            (
                "5. Quyết định số 7/QĐ-UBND ngày 02 tháng 5 năm 2021 về thư viện trường học (nội "
                "dung tại điểm b Mục 2.1); (3) mở phòng đọc theo Quyết định số 8/QĐ-UBND về sách."
            ),
        ),
        ("art_3", "Điều 3", Level.ARTICLE, "Điều 3. Trách nhiệm thi hành của Bộ Văn hóa"),
        (
            "art_3__p1",
            "Điều 3, khoản 1",
            Level.PARAGRAPH,
            (
                "1. Hỗ trợ 50% tiền mua sách, tối đa 2 tỷ đồng; sau ngày 30 tháng 11 năm 2026 "
                "nhận hồ sơ đến hết ngày 20/12/2026."
            ),
        ),
        (
            "art_3__p2",
            "Điều 3, khoản 2",
            Level.PARAGRAPH,
            "2. 7. Thư viện số: đến năm 2026 đạt 95%, đến năm 2030 đạt 98%, năm 2035 đạt mọi nơi.",
        ),
        ("art_4", "Điều 4", Level.ARTICLE, "Điều 4. Các Khu Công nghệ cao"),
        ("art_4__p1", "Điều 4, khoản 1", Level.PARAGRAPH, "1. Mở phòng đọc cho công nhân."),
        ("art_5", "Điều 5", Level.ARTICLE, "Điều 5. Đặt biển"),
        (
            "art_5__p1",
            "Điều 5, khoản 1",
            Level.PARAGRAPH,
            "1. Cơ quan có thẩm quyền quy định tại khoản 2 Điều này quyết định đặt biển như sau:",
        ),
        (
            "art_2__p6",
            "Điều 2, khoản 6",
            Level.PARAGRAPH,
            "6. Phối hợp các đơn vị tham mưu, trình Ủy ban nhân dân Thành phố xem xét, quyết định.",
        ),
        ("art_5__p2", "Điều 5, khoản 2", Level.PARAGRAPH, "2. Sở Y tế đối với đường vào trạm."),
        (
            "art_6__p1",
            "Điều 6, khoản 1",
            Level.PARAGRAPH,
            (
                "1. Thủ thư theo các Điều 5, 6 và 7 dạy từ 50% số lớp: 500.000 đồng/người/tháng; "
                "trực 24/7, đổi mật khẩu 90 ngày một lần."
            ),
        ),
        ("art_6__p2", "Điều 6, khoản 2", Level.PARAGRAPH, "4 | Mua máy đọc | Sở Y tế"),
    ],
)
RETRIEVER = FakeRetriever([PLAN])


@pytest.mark.parametrize(
    ("question", "path", "want", "value"),
    [
        ("Ai chủ trì số hóa sách?", "art_1__p1", Want.WHO, "Sở Văn hóa và Thể thao"),
        ("Ai chủ trì hội sách?", "art_1__p2", Want.WHO, None),
        ("Ai phối hợp tổ chức hội sách?", "art_1__p2", Want.WHO, "Sở Văn hóa và Thể thao"),
        ("Ai phối hợp số hóa sách?", "art_1__p1", Want.WHO, None),
        ("Ai chủ trì họp?", "art_2__p2", Want.WHO, "Sở Y tế"),
        ("Ai phê duyệt phòng đọc?", "art_2__p2", Want.WHO, None),
        ("Ai phê duyệt việc số hóa sách?", "art_1__p1", Want.WHO, None),
        ("Ai gửi báo cáo?", "art_2__p1", Want.WHO, None),
        (
            "Ai chịu trách nhiệm?",
            "art_2__p3",
            Want.WHO,
            "Người đứng đầu các sở, ban; ngành",
        ),
        ("Phối hợp với ai?", "art_1__p2", Want.PARTNER, "Sở Nội vụ, Sở Y tế"),
        ("Phối hợp với ai?", "art_2__p1", Want.PARTNER, None),
        ("Gửi báo cáo cho ai?", "art_2__p1", Want.WHOM, "Sở Nội vụ và Sở Y tế"),
        ("Chịu trách nhiệm trước ai?", "art_2__p3", Want.WHOM, "UBND Thành phố"),
        ("Báo cáo trước ngày nào?", "art_2__p1", Want.WHEN, "trước ngày 05 hằng tháng"),
        ("Họp bao lâu một lần?", "art_2__p2", Want.WHEN, "Định kỳ 6 tháng"),
        ("Báo cáo đột xuất khi nào?", "art_2__p4", Want.WHEN, "khi có yêu cầu của cấp trên"),
        ("Báo cáo định kỳ ngày nào?", "art_2__p4", Want.WHEN, "trước ngày 05 hằng tháng"),
        ("Thực hiện trong mấy năm?", "art_2__p4", Want.WHEN, "trong thời hạn 5 năm"),
        (
            "Thực hiện những nghị quyết nào?",
            "art_2__p4",
            Want.DOCUMENT,
            "Nghị quyết số 1/NQ-HĐND; Nghị quyết số 2/NQ-HĐND và Nghị quyết số 3/NQ-HĐND",
        ),
        ("Thư viện có bao nhiêu cán bộ?", "art_2__p2", Want.AMOUNT, None),
        ("Bao nhiêu phần trăm thư viện?", "art_2__p2", Want.AMOUNT, "ít nhất 80% thư viện"),
        ("Số sách tăng bao nhiêu lần?", "art_2__p2", Want.AMOUNT, "khoảng 02 lần"),
        ("Có bao nhiêu phường?", "art_2__p2", Want.AMOUNT, None),
        ("Bao nhiêu sách?", "art_1__p1", Want.AMOUNT, None),
        (
            "Xây phòng đọc theo quyết định nào?",
            "art_2__p2",
            Want.DOCUMENT,
            "Quyết định số 12/QĐ-UBND",
        ),
        (
            "Theo nghị quyết nào?",
            "art_2__p2",
            Want.DOCUMENT,
            "Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024",
        ),
        ("Theo thông tư nào?", "art_1__p1", Want.DOCUMENT, None),
        (
            "Theo những quyết định nào?",
            "art_2__p5",
            Want.DOCUMENT,
            "Quyết định số 7/QĐ-UBND; Quyết định số 8/QĐ-UBND",
        ),
        ("Là bao nhiêu?", "art_2__p5", Want.AMOUNT, None),
        ("Bộ nào hỗ trợ mua sách?", "art_3__p1", Want.WHO, "Bộ Văn hóa"),
        ("Ai phối hợp tham mưu?", "art_2__p6", Want.WHO, None),
        ("Cơ quan nào quyết định đặt biển?", "art_5__p1", Want.WHO, None),
        ("Cơ quan nào quyết định đặt biển?", "art_5__p2", Want.WHO, "Sở Y tế"),
        ("Nơi nào mở phòng đọc?", "art_4__p1", Want.WHO, "Các Khu Công nghệ cao"),
        ("Được hỗ trợ nhiều nhất mấy tỷ?", "art_3__p1", Want.AMOUNT, "tối đa 2 tỷ đồng"),
        ("Năm 2030 thư viện số đạt bao nhiêu?", "art_3__p2", Want.AMOUNT, "98%"),
        ("Năm 2035 thư viện số đạt bao nhiêu?", "art_3__p2", Want.AMOUNT, None),
        ("Được hỗ trợ bao nhiêu phần trăm?", "art_3__p1", Want.AMOUNT, "50%"),
        ("Mỗi việc được bao nhiêu?", "art_6__p1", Want.AMOUNT, "500.000 đồng/người/tháng"),
        ("Dạy bao nhiêu phần trăm số lớp?", "art_6__p1", Want.AMOUNT, "50% số lớp"),
        ("Máy đọc bao nhiêu?", "art_6__p2", Want.AMOUNT, None),
        ("Bao lâu phải đổi mật khẩu một lần?", "art_6__p1", Want.WHEN, "90 ngày một lần"),
        (
            "Sau ngày 30/11/2026 thì nhận hồ sơ đến ngày nào?",
            "art_3__p1",
            Want.WHEN,
            "đến hết ngày 20/12/2026",
        ),
    ],
)
def test_the_value_that_a_clause_gives(
    question: str, path: str, want: Want, value: str | None
) -> None:
    item = support(RETRIEVER, ClauseRef("kh", path), score=1.0)
    asked = read_question(question, RETRIEVER.documents())
    found = value_of(want, asked, item, question_weights(question, [item]))
    assert found == value
    if found:
        around = " ".join([item.clause.text, *item.clause.headings])
        assert all(part in " ".join(around.split()) for part in found.split("; "))
