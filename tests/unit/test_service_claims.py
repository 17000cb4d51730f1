from __future__ import annotations

import pytest

from retriever.types import ClauseRef
from service.asked import read_question
from service.claims import claimed
from service.compose import compose
from service.evidence import support
from tests.contract.fakes import FakeRetriever

RETRIEVER = FakeRetriever()


@pytest.mark.parametrize(
    ("question", "value", "asked"),
    [
        (
            "Quyết định 12 ban hành ngày 27/11/2024 phải không?",
            "ngày 27/11/2024",
            "Quyết định 12 ban hành ngày nào?",
        ),
        (
            "quyet dinh 12 ban hanh ngay 27/11/2024 dung khong a",
            "ngay 27/11/2024",
            "quyet dinh 12 ban hanh ngay nao?",
        ),
        (
            "Có phải tỷ lệ hồ sơ trực tuyến là 80% không?",
            "80%",
            "tỷ lệ hồ sơ trực tuyến là bao nhiêu %?",
        ),
        (
            "Báo cáo nộp trước ngày 5 hằng tháng, đúng không ạ?",
            "trước ngày 5 hằng tháng",
            "Báo cáo nộp ngày nào?",
        ),
        ("Giao ban mỗi tháng một lần đúng không?", "mỗi tháng", "Giao ban bao lâu một lần?"),
        ("Do ông Trần Văn Bình ký phải không?", "Trần Văn Bình", "do ai ký?"),
        (
            "Kế hoạch này thay thế Kế hoạch số 2000/KH-UBND phải không?",
            "2000/KH-UBND",
            "Kế hoạch này thay thế Kế hoạch nào?",
        ),
    ],
)
def test_what_is_to_be_confirmed_is_asked_for(question: str, value: str, asked: str) -> None:
    assert claimed(question) == (value, asked)


@pytest.mark.parametrize(
    "question",
    [
        "Quyết định 12 ban hành ngày nào?",
        "Doanh nghiệp có phải nộp 5% phí không?",
        "Điều 8 khoản 2 giao cho Sở Nội vụ phải không?",
        "Trong tháng 6 năm 2025 phải xong phải không?",
    ],
)
def test_anything_else_is_asked_as_it_is(question: str) -> None:
    assert claimed(question) is None


@pytest.mark.parametrize(
    ("question", "said", "holds", "denied"),
    [
        ("Ban hành ngày 5/1/2025 phải không?", "ban hành ngày 05 tháng 01 năm 2025", True, False),
        ("Ban hành ngày 5/1/2025 phải không?", "ban hành ngày 05/01/2026", False, True),
        ("Nộp trước ngày 15 hằng tháng phải không?", "trước ngày 05 hằng tháng", False, False),
        ("Nộp sau ngày 5 hằng tháng phải không?", "trước ngày 05 hằng tháng", False, False),
        ("Nộp trước ngày 5 hằng tháng phải không?", "trước ngày 05 hằng tháng", True, False),
        ("Tỷ lệ là 80% phải không?", "80 phần trăm", True, False),
        ("Thay thế Kế hoạch 1413 phải không?", "Kế hoạch số 1413/KH-UBND", True, False),
        ("Thay thế Kế hoạch 2000 phải không?", "Kế hoạch số 1413/KH-UBND", False, True),
    ],
)
def test_a_value_holds_however_it_is_written(
    question: str, said: str, holds: bool, denied: bool
) -> None:
    claim = claimed(question)
    assert claim is not None
    assert claim.holds(said) is holds
    assert claim.denied_by(said) is denied


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        (
            "Đến năm 2030 số hóa 80% tài liệu quý hiếm phải không?",
            "Đúng: 80% tài liệu quý hiếm, theo Mục I",
        ),
        (
            "Đến năm 2030 số hóa 90% tài liệu quý hiếm phải không?",
            "80% tài liệu quý hiếm, theo Mục I",
        ),
    ],
)
def test_the_answer_says_whether_it_is_so_or_what_is(question: str, begins: str) -> None:
    asked = read_question(question, RETRIEVER.documents())
    item = support(RETRIEVER, ClauseRef("du-thao-ke-hoach", "part_I"), score=1.0)
    assert compose(asked, [item], limit=400).statements[0].text.startswith(begins)
