"""Work that is assigned by address: who is told to do what stands elsewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from retriever.types import (
    ClauseRef,
    Document,
    Filters,
    LegalStatus,
    Level,
    Reference,
    ReferenceType,
)
from service.answer import Assistant
from service.asked import read_question
from service.compose import compose
from service.evidence import support
from service.references import assigned, follow
from service.schemas import question_body
from tests.contract.fakes import FakeRetriever, build_document

POINTS = {
    "a": "a) Mở lớp xóa mù chữ tại trường học.",
    "b": "b) Tặng sách cho học sinh.",
    "c": "c) Khám mắt cho học sinh tại trường học.",
}
PLAN = build_document(
    Document(
        id="kh",
        title="Kế hoạch chăm lo học sinh",
        source="",
        clauses=(),
        number="7/KH-UBND",
        kind="Kế hoạch",
        issuer="Ủy ban nhân dân tỉnh Sông Lam",
        legal_status=LegalStatus.IN_FORCE,
        abbreviations={"GDĐT": "Giáo dục Đào tạo"},
    ),
    [
        ("sec_2.1", "Mục 2.1", Level.SECTION, "2.1. Nhiệm vụ tại trường học"),
        *(
            (f"sec_2.1__point_{letter}", f"Mục 2.1, điểm {letter}", Level.POINT, text)
            for letter, text in POINTS.items()
        ),
        (
            "part_IV__sec_1",
            "Mục IV.1",
            Level.SECTION,
            "1. Sở Giáo dục và Đào tạo: chủ trì nội dung tại điểm a, b Mục 2.1.",
        ),
        ("part_IV__sec_2", "Mục IV.2", Level.SECTION, "2. Sở Y tế: chủ trì điểm c Mục 2.1."),
    ],
)


def refers(section: int, *letters: str) -> Reference:
    return Reference(
        origin=ClauseRef("kh", f"part_IV__sec_{section}"),
        type=ReferenceType.INTERNAL,
        text="điểm Mục 2.1",
        start=0,
        end=1,
        clauses=tuple(ClauseRef("kh", f"sec_2.1__point_{letter}") for letter in letters),
    )


RETRIEVER = FakeRetriever([replace(PLAN, references=(refers(1, "a", "b"), refers(2, "c")))])


@pytest.mark.parametrize(
    ("question", "found"),
    [
        (
            "Sở GDĐT chủ trì nội dung nào ở Mục 2.1?",
            ["sec_2.1__point_a", "part_IV__sec_1", "sec_2.1__point_b"],
        ),
        ("Điểm b Mục 2.1 mà Sở Giáo dục và Đào tạo chủ trì nói gì?", None),
        ("so y te chu tri viec gi tai muc 2.1", ["sec_2.1__point_c", "part_IV__sec_2"]),
        ("SGD&ĐT làm điểm b Mục 2.1 là làm gì?", None),
        ("Sở GD&ĐT làm điểm b Mục 2.1 là làm gì?", None),
        (
            "Mục 2.1 do những cơ quan nào chủ trì?",
            ["part_IV__sec_1", "part_IV__sec_2", *(f"sec_2.1__point_{one}" for one in "abc")],
        ),
        ("Sở Tài chính chủ trì nội dung nào ở Mục 2.1?", []),
        ("Mục 2.1 nói gì về trường học?", []),
        ("Sở Y tế chủ trì nội dung nào?", []),
    ],
)
def test_clauses_that_assign_what_is_addressed(question: str, found: list[str] | None) -> None:
    asked = read_question(question, RETRIEVER.documents())
    paths = [item.ref.path for item in assigned(asked, RETRIEVER, 20, Filters())]
    assert paths == (["sec_2.1__point_b", "part_IV__sec_1"] if found is None else found)


def test_what_is_assigned_is_told_first_with_the_clause_that_assigns_it() -> None:
    body = question_body("Sở Y tế chủ trì việc gì ở Mục 2.1?")
    response = Assistant(lambda: RETRIEVER).ask(body)
    first, second = response.answer.split("\n\n")
    assert first.startswith("Mục IV.2 dẫn chiếu Mục 2.1, điểm c")
    assert second.startswith("Theo Mục IV.2, Kế hoạch số 7/KH-UBND")


def test_a_task_that_names_who_does_it_goes_before_what_assigns_it() -> None:
    asked = read_question("Sở nào mở lớp xóa mù chữ?", RETRIEVER.documents())
    task = support(RETRIEVER, ClauseRef("kh", "sec_2.1__point_a"), 1.0)
    own = replace(task, clause=replace(task.clause, text="a) Sở Nội vụ tổ chức lớp xóa mù chữ."))
    assert [one.ref.path for one in follow([task], RETRIEVER, asked)][:2] == [
        "part_IV__sec_1",
        "sec_2.1__point_a",
    ]
    assert [one.ref.path for one in follow([own], RETRIEVER, asked)][:2] == [
        "sec_2.1__point_a",
        "part_IV__sec_1",
    ]


def test_of_a_container_that_is_referred_to_what_was_found_in_it_is_told() -> None:
    plan = build_document(
        replace(PLAN, references=()),
        [
            ("sec_1", "Mục 1", Level.SECTION, "1. Nộp hồ sơ cho nơi nêu ở Mục 2."),
            ("sec_2", "Mục 2", Level.SECTION, "2. Nơi nhận hồ sơ"),
            ("sec_2__point_a", "Mục 2, điểm a", Level.POINT, "a) Cấp tỉnh: Sở Nội vụ."),
            ("sec_2__point_b", "Mục 2, điểm b", Level.POINT, "b) Cấp xã: Phòng Văn hóa."),
        ],
    )
    reference = Reference(
        origin=ClauseRef("kh", "sec_1"),
        type=ReferenceType.INTERNAL,
        text="Mục 2",
        start=0,
        end=1,
        clauses=(ClauseRef("kh", "sec_2"),),
    )
    retriever = FakeRetriever([replace(plan, references=(reference,))])
    first = support(retriever, ClauseRef("kh", "sec_1"), 1.0)
    inside = support(retriever, ClauseRef("kh", "sec_2__point_b"), 0.5)
    assert [item.ref.path for item in follow([first], retriever)] == ["sec_1", "sec_2"]
    followed = follow([first, inside], retriever)
    assert [item.ref.path for item in followed] == ["sec_1", "sec_2__point_b"]
    assert followed[1].via == first.clause


def test_what_the_assigning_clause_leaves_out_is_read_in_the_one_it_refers_to() -> None:
    plan = build_document(
        replace(PLAN, references=()),
        [
            ("sec_1", "Mục 1", Level.SECTION, "1. Sở Nội vụ phê duyệt khoản nêu ở Mục 2."),
            ("sec_2", "Mục 2", Level.SECTION, "2. Hỗ trợ một lần 60 triệu đồng/người."),
        ],
    )
    retriever = FakeRetriever([plan])
    asked = read_question("Khoản này do ai duyệt và mức bao nhiêu?", retriever.documents())
    first = support(retriever, ClauseRef("kh", "sec_1"), 1.0)
    second = support(retriever, ClauseRef("kh", "sec_2"), 1.0, first.clause)
    composed = compose(asked, [first, second], limit=400)
    assert composed.missing == ()
    assert composed.statements[1].text.startswith("60 triệu đồng/người, theo Mục 2")
