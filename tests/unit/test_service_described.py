"""Documents that a question names by their kind, their place and their matter."""

from __future__ import annotations

from datetime import date

import pytest

from retriever.types import Document, LegalStatus
from service.about import Fact
from service.asked import read_question


def issued(number: str | None, kind: str, title: str, issuer: str) -> Document:
    return Document(
        id=(number or title).split("/")[0].lower().replace(" ", "-"),
        title=title,
        source="",
        clauses=(),
        number=number,
        kind=kind,
        issuer=issuer,
        issued_on=date(2025, 3, 4) if number else None,
        legal_status=LegalStatus.IN_FORCE if number else LegalStatus.DRAFT,
    )


LAM = "Ủy ban nhân dân tỉnh Sông Lam"
CAO = "Ủy ban nhân dân tỉnh Núi Cao"
DOCUMENTS = [
    issued("7/KH-UBND", "Kế hoạch", "Kế hoạch triển khai Chương trình 9-CTr/TU về trồng rừng", LAM),
    issued("8/KH-UBND", "Kế hoạch", "Kế hoạch phòng chống dịch sởi", LAM),
    issued("5/QĐ-UBND", "Quyết định", "Quyết định về Quy chế quản lý chợ đêm", CAO),
    issued(None, "Kế hoạch", "Kế hoạch xóa mù chữ vùng cao", CAO),
]


@pytest.mark.parametrize(
    ("question", "described"),
    [
        ("Kế hoạch trồng rừng của Sông Lam mang số hiệu gì?", ("7",)),
        ("Kế hoạch của Sông Lam triển khai Chương trình 9-CTr/TU ban hành ngày nào?", ("7",)),
        ("Thực hiện Chương trình 9-CTr/TU, Sông Lam ban hành kế hoạch số mấy?", ("7",)),
        ("ke hoach cua song lam ve phong chong dich ai ky", ("8",)),
        ("Ai ký các kế hoạch của tỉnh Sông Lam?", ("7", "8")),
        ("Văn bản của Núi Cao về quản lý chợ có hiệu lực khi nào?", ("5",)),
        ("Quy chế của Núi Cao do ai ký?", ("5",)),
        ("Kế hoạch của Sông Lam về giá đất do ai ký?", ()),
        ("Quyết định của Sông Lam do ai ký?", ()),
        ("Kế hoạch trồng rừng của UBND tỉnh Cà Mau do ai ký?", ()),
        ("Chương trình 9-CTr/TU mà kế hoạch của Sông Lam triển khai do ai ban hành?", ()),
        ("Kế hoạch của Sông Lam làm gì cho trẻ em?", ()),
    ],
)
def test_a_document_is_known_by_kind_place_and_matter(
    question: str, described: tuple[str, ...]
) -> None:
    asked = read_question(question, DOCUMENTS)
    assert asked.named + asked.described == described


def test_the_number_of_another_document_does_not_narrow_what_is_described() -> None:
    question = "Kế hoạch của Sông Lam triển khai Chương trình 9-CTr/TU mang số hiệu gì?"
    assert read_question(question, DOCUMENTS).strangers == ()
    question = "Chương trình 9-CTr/TU do ai ban hành?"
    assert read_question(question, DOCUMENTS).strangers == ("9-ctr/tu",)


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ("Quyết định 5/QĐ-UBND thuộc lĩnh vực nào?", (Fact.FIELD,)),
        ("Tiểu thương thuộc lĩnh vực nào được giảm phí theo Quyết định 5/QĐ-UBND?", ()),
        ("Quyết định 5/QĐ-UBND quy định gì?", (Fact.TITLE,)),
        ("Về giờ mở cửa, Quyết định 5/QĐ-UBND quy định gì?", ()),
        ("Khoản 2 Điều 3 Quyết định 5/QĐ-UBND quy định gì?", ()),
        ("Quy chế quản lý chợ đêm áp dụng cho ai?", (Fact.SUBJECTS,)),
        ("Phí vệ sinh áp dụng cho ai theo quy chế quản lý chợ đêm?", ()),
        ("Nghị quyết 4/NQ-HĐND của HĐND tỉnh Núi Cao quy định về vấn đề gì?", (Fact.TITLE,)),
        ("Núi Cao thi hành Nghị quyết 4/NQ-HĐND; nghị quyết này quy định gì?", (Fact.TITLE,)),
        ("Phạm vi áp dụng của học bổng là gì?", ()),
    ],
)
def test_facts_of_the_whole_are_asked_about_nothing_else(
    question: str, facts: tuple[Fact, ...]
) -> None:
    assert read_question(question, DOCUMENTS).facts == facts


def test_what_is_told_before_a_document_is_spoken_of_again_is_a_part_of_its_own() -> None:
    question = "Núi Cao thi hành Nghị quyết 4/NQ-HĐND; nghị quyết này quy định gì?"
    assert read_question(question, DOCUMENTS).rest == "Núi Cao thi hành Nghị quyết 4/NQ-HĐND"


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("Quyết định của Sông Lam do ai ký?", True),
        ("Kế hoạch về giá đất của Sông Lam do ai ký?", True),
        ("Kế hoạch trồng rừng của UBND tỉnh Cà Mau do ai ký?", True),
        ("Kế hoạch trồng rừng của Sông Lam do ai ký?", False),
        ("Ai ký?", False),
        ("Quyết định 5/QĐ-UBND do ai ký?", False),
    ],
)
def test_a_document_that_nobody_here_issued(question: str, unknown: bool) -> None:
    assert read_question(question, DOCUMENTS).unknown is unknown


@pytest.mark.parametrize(
    ("question", "home"),
    [
        ("Dự thảo xóa mù chữ của Núi Cao giao việc gì?", ("xóa", "mù")),
        ("Trong dự thảo, trường học làm gì?", ("xóa", "mù")),
        ("Sở Tư pháp thẩm định dự thảo văn bản trong mấy ngày?", ()),
        ("Ai góp ý dự thảo nghị quyết?", ()),
    ],
)
def test_a_draft_is_looked_into_when_it_is_spoken_of(question: str, home: tuple[str, ...]) -> None:
    found = read_question(question, DOCUMENTS).home
    assert all(word in one for one in found for word in home)
    assert bool(found) is bool(home)
