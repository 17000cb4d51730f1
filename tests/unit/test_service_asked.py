from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from retriever.types import ClauseRef
from service.about import Fact
from service.asked import read_question
from service.direct import fact_lead
from service.facts import dates_in, document_numbers_in, numbers_in
from service.verify import Flaw, unsupported
from tests.contract.fakes import FakeRetriever

RETRIEVER = FakeRetriever()
DOCUMENTS = RETRIEVER.documents()


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("Ai ký Quyết định 12/QĐ-UBND?", Fact.SIGNER),
        ("nguoi ky quyet dinh 12 la ai", Fact.SIGNER),
        ("Quyết định 12 do Chủ tịch ký phải không?", Fact.SIGNER),
        ("Quyết định 12/QĐ-UBND có hiệu lực từ khi nào?", Fact.EFFECTIVE),
        ("Quyết định số 12/QĐ-UBND ban hành ngày nào?", Fact.ISSUED),
        ("Cơ quan nào ban hành Quyết định 12/QĐ-UBND?", Fact.ISSUER),
        ("Quyết định 12/QĐ-UBND thay thế văn bản nào?", Fact.REPLACES),
        ("Quyết định 12/QĐ-UBND căn cứ vào những luật nào?", Fact.BASIS),
        ("Quyết định 12/QĐ-UBND xét tờ trình số mấy?", None),
        ("Quyết định 12/QĐ-UBND ban hành theo tờ trình số nào, ngày nào?", None),
        ("Quyết định về thư viện mang số hiệu gì?", Fact.NUMBER),
        ("Ai chủ trì xây dựng thư viện lưu động?", None),
        ("Thấy kế hoạch 3/KH-UBND có chỗ chưa ổn thì báo cho nơi nào?", None),
        ("Sở nào quản lý quỹ?", None),
        ("Thẻ mượn sách của bạn đọc có hiệu lực bao lâu?", None),
    ],
)
def test_facts_about_a_document(question: str, fact: Fact | None) -> None:
    assert read_question(question, DOCUMENTS).fact is fact


@pytest.mark.parametrize(
    ("question", "named", "strangers"),
    [
        ("Ai ký Quyết định 12/QĐ-UBND?", ("qd-12-2025",), ()),
        ("ai ky quyet dinh so 12", ("qd-12-2025",), ()),
        ("Kế hoạch 3/KH-UBND và Quyết định 12/QĐ-UBND", ("kh-3-2020", "qd-12-2025"), ()),
        ("Dự thảo nói gì?", ("du-thao-ke-hoach",), ()),
        ("Quyết định 112/QĐ-UBND nói gì?", (), ("112/qd-ubnd",)),
        ("Quyết định 112/qđ-ubnd do ai ký?", (), ("112/qd-ubnd",)),
        ("quyet dinh 112/qd-ubnd do ai ky", (), ("112/qd-ubnd",)),
        ("Nộp phí 20 nghìn/người, 5/tháng?", (), ()),
        ("Mỗi quý họp 12 lần?", (), ()),
        ("Kế hoạch 2025 nói gì?", (), ()),
    ],
)
def test_documents_that_are_named(
    question: str, named: tuple[str, ...], strangers: tuple[str, ...]
) -> None:
    asked = read_question(question, DOCUMENTS)
    assert asked.named == named
    assert asked.strangers == strangers


def test_a_fact_is_led_by_a_sentence_only_when_the_clause_holds_it() -> None:
    document = RETRIEVER.document("qd-12-2025")
    signer = RETRIEVER.clause(ClauseRef("qd-12-2025", "meta"))
    other = RETRIEVER.clause(ClauseRef("qd-12-2025", "art_1"))
    assert fact_lead(Fact.SIGNER, signer, document) == (
        "Quyết định số 12/QĐ-UBND do Nguyễn Văn An ký"
    )
    assert all(fact_lead(fact, other, document) is None for fact in Fact)


def test_the_day_on_which_a_document_ends_is_told_with_the_one_on_which_it_begins() -> None:
    document = replace(RETRIEVER.document("qd-12-2025"), effective_on=date(2026, 1, 1))
    clause = replace(
        RETRIEVER.clause(ClauseRef("qd-12-2025", "art_1")),
        text="Có hiệu lực từ ngày 01 tháng 01 năm 2026 đến hết ngày 31 tháng 12 năm 2030.",
    )
    assert fact_lead(Fact.EFFECTIVE, clause, document) == (
        "Quyết định số 12/QĐ-UBND có hiệu lực từ ngày 01/01/2026 đến hết ngày 31 tháng 12 năm 2030"
    )


def test_one_form_for_one_fact() -> None:
    assert dates_in("ngày 27 tháng 11 năm 2025") == dates_in("27/11/2025") == {date(2025, 11, 27)}
    assert dates_in("ngày 31/02/2025") == set()
    assert numbers_in("05 nhóm") == numbers_in("5 nhóm") == {"5"}
    assert numbers_in("02 lần") == numbers_in("hai lần") == {"2"}
    assert numbers_in("20%") == numbers_in("20 phần trăm") == {"20%"}
    assert numbers_in("1.000 xã, 2,5 tỷ") == {"1000", "2.5"}
    assert numbers_in("một số năm qua, số 57-NQ/TW ngày 22/12/2024") == set()
    assert document_numbers_in("57- NQ/TW") == document_numbers_in("57-NQ/TW") == {"57-nq/tw"}


@pytest.mark.parametrize(
    ("words", "flaw"),
    [
        ("Sở Tài chính bố trí 05 nhóm", None),
        ("UBND Thành phố ban hành ngày 4 tháng 3 năm 2025", None),
        ("Sở Nội vụ bố trí", Flaw.AGENCY),
        ("có 6 nhóm", Flaw.NUMBER),
        ("tăng 5%", Flaw.NUMBER),
        ("ngày 05/03/2025", Flaw.DATE),
        ("theo Quyết định số 13/QĐ-UBND", Flaw.DOCUMENT),
    ],
)
def test_what_the_clauses_do_not_hold_is_found(words: str, flaw: Flaw | None) -> None:
    grounds = (
        "Ủy ban nhân dân Thành phố giao Sở Tài chính bố trí 5 nhóm, ngày 04/03/2025, "
        "Quyết định số 12/QĐ-UBND"
    )
    assert unsupported(words, grounds) is flaw


@pytest.mark.parametrize(
    ("words", "flaw"),
    [
        ("Báo cáo gửi trước ngày 30/6/2026, theo Điều 7, khoản 3", None),
        ("Báo cáo gửi trước ngày 30 tháng 6 năm 2026", None),
        ("Báo cáo gửi sau ngày 30/6/2026", Flaw.DATE),
        ("Báo cáo gửi trước ngày 5/12 hằng năm", None),
        ("Báo cáo gửi trước ngày 05 tháng 12 hàng năm", None),
        ("Báo cáo gửi sau ngày 5 tháng 12 hằng năm", Flaw.DATE),
        ("Họp sau 10 ngày", None),
        ("Họp trước 10 ngày", Flaw.DATE),
        ("Kiểm tra hằng quý", None),
        ("Kiểm tra mỗi tháng", None),
        ("Kiểm tra hằng tuần", Flaw.PERIOD),
        ("Kiểm tra hằng ngày", Flaw.PERIOD),
        ("Có 3 nhóm", Flaw.NUMBER),
        ("Có 4 nhóm", Flaw.NUMBER),
        ("Có 7 nhóm", Flaw.NUMBER),
        ("Có 2 nhóm, theo Mục II.2", None),
        ("Theo Điều 7, khoản 4", Flaw.NUMBER),
        ("Chi 8 tỷ đồng từ tài khoản 112", None),
    ],
)
def test_times_have_a_side_and_labels_count_nothing(words: str, flaw: Flaw | None) -> None:
    grounds = (
        "3. Báo cáo trước ngày 30 tháng 6 năm 2026 và trước ngày 05/12 hằng năm.\n4) Họp sau 10 "
        "ngày; kiểm tra hằng tháng, quý và năm, ngày 8 có 2 nhóm.\n(5) Chi khoản 8 tỷ đồng từ tài "
        "khoản 112. \n Điều 7, khoản 3 \n Mục II.2"
    )
    assert unsupported(words, grounds) is flaw
