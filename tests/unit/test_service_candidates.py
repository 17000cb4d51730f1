from __future__ import annotations

from dataclasses import replace
from datetime import date

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
from service.candidates import _addressed_apart, _without_home, gather
from service.cited import cited_lead
from service.compose import compose
from service.evidence import support
from service.schemas import AskResponse, question_body
from tests.contract.fakes import FakeRetriever, build_document

NORTH = build_document(
    Document(
        id="bac",
        title="Quyết định ban hành Quy chế quản lý thư viện",
        source="",
        clauses=(),
        number="5/QĐ-UBND",
        kind="Quyết định",
        issuer="Ủy ban nhân dân tỉnh Núi Cao",
        issued_on=date(2025, 3, 4),
        effective_on=date(2025, 3, 4),
        legal_status=LegalStatus.IN_FORCE,
    ),
    [
        (
            "cit_1",
            "căn cứ 1",
            Level.HEAD,
            "Căn cứ Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về đọc sách;",
        ),
        ("art_1", "Điều 1", Level.ARTICLE, "Điều 1. Quyết định có hiệu lực kể từ ngày ký."),
        ("art_2", "Điều 2", Level.ARTICLE, "Điều 2. Sở Nội vụ"),
        (
            "art_2__p1",
            "Điều 2, khoản 1",
            Level.PARAGRAPH,
            "1. Chủ trì mở phòng đọc sách lưu động, kiểm tra phòng đọc định kỳ hằng quý.",
        ),
        ("art_2__p2", "Điều 2, khoản 2", Level.PARAGRAPH, "2. Chủ trì bảo quản kho lưu trữ."),
        (
            "art_3",
            "Điều 3",
            Level.ARTICLE,
            "Điều 3. Đến năm 2030 mọi phòng đọc sách lưu động có máy tính.",
        ),
    ],
)
NORTH = replace(
    NORTH,
    references=(
        Reference(
            origin=ClauseRef("bac", "cit_1"),
            type=ReferenceType.BASIS,
            text="Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị",
            start=0,
            end=10,
            number="57-NQ/TW",
            issued_on=date(2024, 12, 22),
            issuer="Bộ Chính trị",
        ),
    ),
)
SOUTH = build_document(
    Document(
        id="nam",
        title="Kế hoạch phát triển văn hóa đọc",
        source="",
        clauses=(),
        kind="Kế hoạch",
        issuer="Ủy ban nhân dân tỉnh Sông Lam",
        legal_status=LegalStatus.DRAFT,
    ),
    [
        ("draft", "dấu dự thảo", Level.HEAD, "DỰ THẢO"),
        ("part_I", "Mục I", Level.PART, "I. Sở Y tế"),
        (
            "part_I__i1",
            "Mục I, gạch đầu dòng 1",
            Level.INDENT,
            "- Chủ trì mở phòng đọc sách lưu động tại bệnh viện.",
        ),
    ],
)
RETRIEVER = FakeRetriever([NORTH, SOUTH])


def found(question: str) -> list[tuple[str, list[str]]]:
    asked = read_question(question, RETRIEVER.documents())
    parts = gather(asked, RETRIEVER, 20, Filters())
    return [(part.part, [str(hit.ref) for hit in part.hits]) for part in parts]


def ask(question: str, top_k: int | None = None) -> AskResponse:
    return Assistant(lambda: RETRIEVER).ask(question_body(question, top_k))


@pytest.mark.parametrize(
    ("question", "in_it", "not_in_it"),
    [
        ("Phòng đọc sách lưu động kiểm tra khi nào?", "bac/art_2__p1", "nam/part_I__i1"),
        ("Phòng đọc sách lưu động năm 2030 thế nào?", "bac/art_3", None),
        ("Phòng đọc sách lưu động năm 2045 thế nào?", "bac/art_2__p1", "bac/art_3"),
        ("Ai mở phòng đọc sách lưu động ở Sông Lam?", "nam/part_I__i1", "bac/art_2__p1"),
        ("Kế hoạch văn hóa đọc mở phòng đọc ở đâu?", "nam/part_I__i1", "bac/art_2__p1"),
        ("Sở Nội vụ bảo quản gì?", "bac/art_2__p2", None),
    ],
)
def test_what_cannot_answer_drops_out(question: str, in_it: str, not_in_it: str | None) -> None:
    ((_, hits),) = found(question)
    assert in_it in hits
    assert not_in_it not in hits


@pytest.mark.parametrize(
    "question",
    [
        "Sở Du lịch mở phòng đọc sách lưu động nào?",
        "Nghị định 13 quy định gì về phòng đọc sách lưu động?",
        "Bao nhiêu tỷ đồng để mở phòng đọc sách lưu động?",
        "Ai ký Nghị quyết 57-NQ/TW?",
    ],
)
def test_nothing_is_left_of_what_nobody_speaks_of(question: str) -> None:
    assert [hits for _, hits in found(question)] == [[]]


def test_a_comparison_has_a_part_for_each_place_and_for_each_document() -> None:
    places = found("So sánh phòng đọc sách lưu động của Núi Cao và của Sông Lam")
    assert [part for part, _ in places] == ["Núi Cao", "Sông Lam"]
    assert "bac/art_2__p1" in places[0][1]
    assert "nam/part_I__i1" in places[1][1]
    named = found("Quyết định 5/QĐ-UBND và kế hoạch văn hóa đọc mở phòng đọc nào?")
    assert [hits[0].partition("/")[0] for _, hits in named] == ["bac", "nam"]


def test_a_side_is_searched_without_the_other_and_its_documents() -> None:
    places = found("Phòng đọc: quyết định 5 của Núi Cao khác dự thảo của Sông Lam thế nào?")
    assert [part for part, _ in places] == ["Núi Cao", "Sông Lam"]
    assert all(hits for _, hits in places)


def test_of_each_side_what_answers_leads() -> None:
    sent = "Gửi báo cáo phòng đọc sách lưu động"
    south = build_document(
        replace(SOUTH, clauses=()),
        [
            ("p1", "Mục 1", Level.SECTION, f"1. {sent} của Sông Lam là việc của Sở."),
            ("p2", "Mục 2", Level.SECTION, f"2. {sent} trước ngày 15/12/2027."),
        ],
    )
    north = build_document(
        replace(NORTH, clauses=(), references=()),
        [("a1", "Điều 1", Level.ARTICLE, f"Điều 1. {sent} trước ngày 05/11/2027.")],
    )
    retriever = FakeRetriever([north, south])
    question = "So sánh hạn gửi báo cáo phòng đọc sách lưu động của Núi Cao và của Sông Lam"
    asked = read_question(question, retriever.documents())
    found = {"bac/a1": 0.9, "nam/p1": 0.9, "nam/p2": 0.8}
    supports = [support(retriever, ClauseRef.parse(one), score) for one, score in found.items()]
    drafts, _ = compose(asked, supports, limit=420)
    assert [str(ref) for draft in drafts[:2] for ref in draft.refs] == ["bac/a1", "nam/p2"]


def test_a_legal_basis_says_nothing_of_who() -> None:
    asked = read_question("Ai lo máy tính cho phòng đọc sách?", RETRIEVER.documents())
    supports = [support(RETRIEVER, ClauseRef("bac", path), 0.9) for path in ("art_3", "cit_1")]
    drafts, _ = compose(asked, supports, limit=420)
    assert [ref.path for draft in drafts for ref in draft.refs] == ["art_3"]


def test_each_side_may_be_asked_something_else() -> None:
    question = "Phòng đọc sách lưu động: Núi Cao kiểm tra khi nào, còn Sông Lam mở ở đâu?"
    places = dict(found(question))
    assert "bac/art_2__p1" in places["Núi Cao"]
    assert "nam/part_I__i1" in places["Sông Lam"]
    assert "Sông Lam" not in dict(found("Phòng đọc Núi Cao mở khi nào?"))


def test_what_is_sought_may_stand_on_one_side_only() -> None:
    one = found("Núi Cao và Sông Lam kiểm tra phòng đọc sách lưu động khi nào?")
    assert all(hits for _, hits in one)
    assert [hits for _, hits in found("Núi Cao và Sông Lam chi mấy tỷ cho phòng đọc?")] == [[], []]


def test_of_documents_that_are_compared_the_address_says_which() -> None:
    found = ask("Phòng đọc sách lưu động: quyết định 5 kiểm tra khi nào, Sông Lam mở ở đâu?")
    lead = "Định kỳ hằng quý, theo Điều 2, khoản 1, Quyết định số 5/QĐ-UBND"
    assert lead in found.answer


def test_the_khoan_that_states_a_fact_goes_before_its_article() -> None:
    text = "1. Quyết định có hiệu lực từ ngày 04 tháng 3 năm 2025."
    article = f"Điều 1. Hiệu lực\n{text}\n2. Các sở thi hành."
    clauses = [
        ("art_1", "Điều 1", Level.ARTICLE, article),
        ("art_1__para_1", "Điều 1, khoản 1", Level.PARAGRAPH, text),
    ]
    retriever = FakeRetriever([build_document(NORTH, clauses)])
    asked = read_question("Quyết định 5/QĐ-UBND có hiệu lực khi nào?", retriever.documents())
    ((hit,),) = (part.hits for part in gather(asked, retriever, 20, Filters()))
    assert hit.ref.path == "art_1__para_1"


def test_articles_that_are_named_side_by_side_are_looked_up_one_by_one() -> None:
    assert _addressed_apart("Khoản 2 Điều 10 và Điều 23 của Quy chế viết thế nào?") == [
        ("khoản 2 Điều 10", "và khoản 2 Điều 10 của Quy chế viết thế nào?"),
        ("Điều 23", "và Điều 23 của Quy chế viết thế nào?"),
    ]
    both = found("Điều 2 và Điều 3 nói gì?")
    assert [name for name, _ in both] == ["Điều 2", "Điều 3"]
    assert all(hits for _, hits in both), "no document is named: all are searched"
    assert [name for name, _ in found("Khoản 1, Điều 2 nói gì?")] == [""]


@pytest.mark.parametrize("question", ["Phụ lục phòng đọc sách ghi gì?", "Nơi nhận QĐ 5 gồm ai?"])
def test_what_did_not_come_with_a_document_is_not_answered(question: str) -> None:
    assert [hits for _, hits in found(question)] == [[]]


def test_the_stamp_of_a_draft_says_only_that_it_is_one() -> None:
    stamp = replace(SOUTH.clauses[0], ref=ClauseRef("nam", "preface_draft"))
    south = replace(SOUTH, clauses=(stamp, *SOUTH.clauses[1:]))
    retriever = FakeRetriever([south])

    def paths(question: str) -> list[str]:
        asked = read_question(question, retriever.documents())
        (part,) = gather(asked, retriever, 20, Filters())
        return [hit.ref.path for hit in part.hits]

    assert "preface_draft" not in paths("Dự thảo mở phòng đọc ở đâu?")
    assert paths("Kế hoạch là dự thảo hay đã có hiệu lực?") == ["preface_draft"]


def test_the_figures_of_a_row_are_counted_by_the_names_of_its_columns() -> None:
    table = build_document(
        replace(SOUTH, id="bang", clauses=()),
        [
            ("art_1", "Điều 1", Level.ARTICLE, "Điều 1. Khoảng cách giữa các phòng đọc sách (m)"),
            ("art_1__row_1", "Điều 1, dòng 1", Level.ROW, "Phòng đọc sách ở xã | 70"),
        ],
    )
    retriever = FakeRetriever([table])

    def paths(question: str) -> list[str]:
        asked = read_question(question, retriever.documents())
        (part,) = gather(asked, retriever, 20, Filters())
        return [hit.ref.path for hit in part.hits]

    assert paths("Phòng đọc sách ở xã cách nhau mấy mét?") == ["art_1__row_1"]
    assert not paths("Phòng đọc sách ở xã bị phạt mấy đồng?")


def test_a_figure_of_something_else_is_no_answer() -> None:
    text = "1. Mở rộng phòng đọc sách lưu động; số giáo viên tăng thêm 10%."
    retriever = FakeRetriever([build_document(NORTH, [("art_1", "Điều 1", Level.ARTICLE, text)])])

    def answered(question: str) -> bool:
        asked = read_question(question, retriever.documents())
        (part,) = gather(asked, retriever, 20, Filters())
        return bool(part.hits)

    assert answered("Số giáo viên tăng bao nhiêu phần trăm?")
    assert not answered("Phòng đọc sách lưu động tăng bao nhiêu phần trăm?")


def test_the_names_of_columns_say_nothing() -> None:
    names = "STT | Phòng đọc | Số sách"
    lines = [
        ("tbl", "Bảng 1", Level.SECTION, ""),
        ("tbl__row_1", "dòng 1", Level.ROW, names),
        ("tbl__row_2", "dòng 2", Level.ROW, "1 | Phòng đọc lưu động | 90"),
    ]
    document = build_document(NORTH, lines)
    table, head, row = document.clauses
    retriever = FakeRetriever(
        [replace(document, clauses=(table, head, replace(row, headings=(names,))))]
    )
    asked = read_question("Phòng đọc có những gì?", retriever.documents())
    (part,) = gather(asked, retriever, 20, Filters())
    assert {hit.ref.path for hit in part.hits} == {"tbl", "tbl__row_2"}


@pytest.mark.parametrize("each", ["phòng", "trường"])
def test_a_sum_for_each_of_what_is_asked_about_is_about_it(each: str) -> None:
    text = f"1. Mở rộng phòng đọc sách lưu động vùng cao; chi thêm 3 triệu đồng/{each}."
    retriever = FakeRetriever([build_document(NORTH, [("art_1", "Điều 1", Level.ARTICLE, text)])])
    asked = read_question(
        "Mỗi phòng đọc sách lưu động vùng cao được bao nhiêu tiền?", retriever.documents()
    )
    (part,) = gather(asked, retriever, 20, Filters())
    assert bool(part.hits) is (each == "phòng")


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        (
            "Nghị quyết 57-NQ/TW do ai ban hành, ngày nào?",
            "Nghị quyết số 57-NQ/TW do Bộ Chính trị ban hành ngày 22/12/2024",
        ),
        (
            "Nghị quyết 57 ban hành ngày nào?",
            "Nghị quyết số 57-NQ/TW được ban hành ngày 22/12/2024",
        ),
        ("Cơ quan nào ban hành Nghị quyết 57-NQ/TW?", "Nghị quyết số 57-NQ/TW do Bộ Chính trị ban"),
    ],
)
def test_a_cited_document_is_dated_by_its_citation(question: str, lead: str) -> None:
    response = ask(question)
    assert response.answer.startswith(lead)
    assert [citation.clause_id for citation in response.citations] == ["bac/cit_1"]


def test_a_citation_states_nothing_else() -> None:
    clause = RETRIEVER.clause(ClauseRef("bac", "cit_1"))
    asked = read_question("Ai ký Nghị quyết 57-NQ/TW?", RETRIEVER.documents())
    assert cited_lead(asked.facts, asked.strangers, clause, NORTH) is None


def test_both_parts_of_a_question_are_answered_or_named_as_missing() -> None:
    whole = ask("Ai chủ trì mở phòng đọc sách lưu động ở Núi Cao và kiểm tra bao lâu một lần?")
    assert whole.status == "answered"
    assert whole.answer.startswith("Sở Nội vụ; định kỳ hằng quý, theo Điều 2, khoản 1")
    part = ask("Ai chủ trì bảo quản kho lưu trữ và khi nào xong?")
    assert part.status == "partial"
    assert part.answer.startswith("Sở Nội vụ, theo Điều 2, khoản 2")
    assert "chưa tìm thấy căn cứ cho phần hỏi về thời gian" in part.answer


def test_what_fewer_citations_than_parts_leave_out_is_named() -> None:
    question = "Ai mở phòng đọc sách lưu động ở Núi Cao và ở Sông Lam?"
    part = ask(question, top_k=1)
    assert part.status == "partial"
    assert part.answer.startswith("Núi Cao: Sở Nội vụ, theo Điều 2, khoản 1")
    assert part.answer.endswith(
        "chưa nêu phần hỏi về Sông Lam vì vượt số trích dẫn được yêu cầu) [1]"
    )
    assert len(part.citations) == 1
    whole = ask(question, top_k=2)
    assert whole.status == "answered"
    assert len(whole.citations) == 2


def test_a_draft_is_said_to_be_one() -> None:
    response = ask("Kế hoạch văn hóa đọc còn hiệu lực không?")
    assert "là dự thảo, chưa có hiệu lực, theo dấu dự thảo" in response.answer
    assert "có hiệu lực kể từ ngày ký (04/03/2025)" in ask("QĐ 5 còn hiệu lực không?").answer


def test_places_are_told_apart_in_a_comparison() -> None:
    response = ask("Ai mở phòng đọc sách lưu động ở Núi Cao và ở Sông Lam?")
    first, second = response.answer.split("\n\n")
    assert first.startswith("Núi Cao: Sở Nội vụ, theo Điều 2, khoản 1")
    assert second.startswith("Sông Lam: Sở Y tế, theo Mục I")


_CITED = "Nghị quyết số 3/NQ-HĐND ngày 01/02/2025 của Hội đồng nhân dân tỉnh Núi Cao"
NUMBERED = build_document(
    Document(
        id="sach",
        title="Quyết định 8/QĐ-UBND về Quy chế mượn sách",
        source="",
        clauses=(),
        number="8/QĐ-UBND",
        kind="Quyết định",
        issuer="Ủy ban nhân dân tỉnh Núi Cao",
        signer="Lê Thị Hoa",
        issued_on=date(2025, 5, 6),
        legal_status=LegalStatus.IN_FORCE,
    ),
    [
        ("meta", "Thông tin", Level.HEAD, "Quyết định 8/QĐ-UBND về Quy chế mượn sách"),
        ("meta__so", "Thông tin, Số hiệu", Level.HEAD, "Số hiệu | 8/QĐ-UBND"),
        ("meta__ky", "Thông tin, Người ký", Level.HEAD, "Người ký | Lê Thị Hoa"),
        ("meta__lv", "Thông tin, Lĩnh vực", Level.HEAD, "Lĩnh vực | Văn hóa"),
        (
            "cit_1",
            "căn cứ 1",
            Level.HEAD,
            f"Căn cứ {_CITED} về việc thông qua Đề án “Sách về bản” (Nghị quyết số 3);",
        ),
        ("preamble", "Phần mở đầu", Level.HEAD, "Thực hiện Kế hoạch số 2/KH-TU của Tỉnh ủy,"),
        (
            "art_1",
            "Điều 1",
            Level.ARTICLE,
            "Điều 1. Ban hành kèm theo Quyết định này “Quy chế mượn sách”.",
        ),
        (
            "att__art_1__al_1",
            "Điều 1, đoạn 1",
            Level.INDENT,
            "Tổ chức cho mượn sách nhằm nâng cao dân trí.",
        ),
        (
            "att__art_1__al_2",
            "Điều 1, đoạn 2",
            Level.INDENT,
            "Quy chế này quy định việc mượn và trả sách.",
        ),
        (
            "att__art_1__al_3",
            "Điều 1, đoạn 3",
            Level.INDENT,
            "Quy chế này áp dụng đối với các cơ quan, đơn vị và bạn đọc.",
        ),
        (
            "att__art_2",
            "Điều 2",
            Level.ARTICLE,
            "Điều 2. Thư viện thi hành Nghị quyết số 3/NQ-HĐND tại các bản vùng cao.",
        ),
    ],
)
_CITATION = next(clause for clause in NUMBERED.clauses if clause.ref.path == "cit_1")
_AT = _CITATION.start + _CITATION.text.index(_CITED)
NUMBERED = replace(
    NUMBERED,
    references=(
        Reference(
            origin=_CITATION.ref,
            type=ReferenceType.BASIS,
            text=_CITED,
            start=_AT,
            end=_AT + len(_CITED),
            number="3/NQ-HĐND",
            issued_on=date(2025, 2, 1),
            issuer="Hội đồng nhân dân tỉnh Núi Cao",
        ),
    ),
)
LIBRARY = FakeRetriever([NUMBERED])


@pytest.mark.parametrize(
    ("question", "path", "said"),
    [
        ("Quyết định của Núi Cao do ai ký?", "meta__ky", "Lê Thị Hoa ký"),
        (
            "Quy chế của Núi Cao thi hành Nghị quyết 3/NQ-HĐND mang số hiệu gì?",
            "meta__so",
            "Số hiệu văn bản là 8/QĐ-UBND",
        ),
        ("QĐ 8 thuộc lĩnh vực nào?", "meta__lv", "thuộc lĩnh vực Văn hóa"),
        ("Quyết định 8 có tên đầy đủ là gì?", "meta", "Tên đầy đủ của Quyết định số 8/QĐ-UBND"),
        ("Quy chế nào ban hành kèm theo Quyết định 8?", "art_1", "kèm theo “Quy chế mượn sách”"),
        ("Mục đích ban hành quy chế mượn sách?", "att__art_1__al_1", "Mục đích của Quyết định"),
        ("Phạm vi điều chỉnh của quy chế 8?", "att__art_1__al_2", "Phạm vi điều chỉnh"),
        ("Quy chế mượn sách áp dụng cho ai?", "att__art_1__al_3", "Đối tượng áp dụng"),
        ("Quyết định 8 thực hiện kế hoạch nào?", "preamble", "thực hiện Kế hoạch số 2/KH-TU"),
        (
            "Nghị quyết 3/NQ-HĐND quy định về vấn đề gì?",
            "cit_1",
            f"{_CITED} về việc thông qua Đề án “Sách về bản”, theo căn cứ 1",
        ),
    ],
)
def test_facts_of_the_whole_document_are_looked_up(question: str, path: str, said: str) -> None:
    response = Assistant(lambda: LIBRARY).ask(question_body(question))
    assert response.citations[0].clause_id == f"sach/{path}"
    assert said in response.answer


def test_a_document_that_stands_in_another_is_the_one_asked_about() -> None:
    question = "Nghị quyết 3/NQ-HĐND nêu trong căn cứ của Quyết định 8/QĐ-UBND ban hành ngày nào?"
    answer = Assistant(lambda: LIBRARY).ask(question_body(question)).answer
    assert answer.startswith("Nghị quyết số 3/NQ-HĐND được ban hành ngày 01/02/2025")


def test_a_document_is_known_by_what_it_replaces() -> None:
    old = "Quyết định số 1/QĐ-UBND"
    clauses = [
        ("meta__ky", "Người ký", Level.HEAD, "Người ký | Lê Thị Hoa"),
        ("art_9", "Điều 9", Level.ARTICLE, f"Điều 9. Quyết định này thay thế {old}."),
    ]
    document = build_document(replace(NUMBERED, references=()), clauses)
    replaces = Reference(
        ClauseRef("sach", "art_9"), ReferenceType.REPLACES, old, 0, 1, number="1/QĐ-UBND"
    )
    retriever = FakeRetriever([replace(document, references=(replaces,))])
    question = "Văn bản nào thay thế Quyết định 1/QĐ-UBND và ai ký?"
    response = Assistant(lambda: retriever).ask(question_body(question))
    assert "Quyết định số 8/QĐ-UBND thay thế Quyết định số 1/QĐ-UBND" in response.answer
    assert "Quyết định số 8/QĐ-UBND do Lê Thị Hoa ký" in response.answer


def test_what_else_is_told_of_a_cited_document_is_cited_after_what_it_is_about() -> None:
    told = "Thư viện thi hành Nghị quyết số 3/NQ-HĐND tại các bản vùng cao"
    question = f"{told}; nghị quyết này thông qua gì?"
    response = Assistant(lambda: LIBRARY).ask(question_body(question))
    assert [one.clause_id for one in response.citations] == ["sach/cit_1", "sach/att__art_2"]


@pytest.mark.parametrize(
    "question",
    [
        "Quyết định về giá nước sạch của Núi Cao do ai ký?",
        "Quyết định mượn sách của UBND tỉnh Cà Mau do ai ký?",
        "Kế hoạch của Núi Cao do ai ký?",
        "Quyết định của Núi Cao có hiệu lực từ ngày nào?",
    ],
)
def test_the_letterhead_says_nothing_of_another_document(question: str) -> None:
    assert Assistant(lambda: LIBRARY).ask(question_body(question)).citations == []


@pytest.mark.parametrize(
    ("question", "paths"),
    [
        ("Quyết định 8 căn cứ vào nghị quyết nào?", ["cit_1", "cit_3"]),
        ("Quyết định 8 căn cứ vào những luật nào?", ["cit_2"]),
        ("Quyết định 8 căn cứ vào nghị quyết nào của Chính phủ?", ["cit_3"]),
        ("Căn cứ ban hành Quyết định 8?", ["cit_1", "cit_2", "cit_3"]),
    ],
)
def test_legal_bases_of_the_sort_that_is_asked_for(question: str, paths: list[str]) -> None:
    document = build_document(
        replace(NUMBERED, references=()),
        [
            ("cit_1", "căn cứ 1", Level.HEAD, "Căn cứ Nghị quyết số 3/NQ-HĐND;"),
            ("cit_2", "căn cứ 2", Level.HEAD, "Căn cứ Luật Thư viện năm 2019;"),
            ("cit_3", "căn cứ 3", Level.HEAD, "Căn cứ Nghị quyết số 4/NQ-CP của Chính phủ;"),
        ],
    )
    retriever = FakeRetriever([document])
    asked = read_question(question, retriever.documents())
    (part,) = gather(asked, retriever, 20, Filters())
    assert sorted(hit.ref.path for hit in part.hits) == paths


def test_of_several_things_asked_a_clause_may_hold_the_other() -> None:
    lines = [
        ("art_1", "Điều 1", Level.ARTICLE, "Điều 1. Kinh phí mua giá sách từ nguồn xã hội hóa."),
        ("art_2", "Điều 2", Level.ARTICLE, "Điều 2. Năm nay mua 12 giá sách gỗ."),
    ]
    retriever = FakeRetriever([build_document(NORTH, lines)])
    for question, paths in (
        ("Kinh phí mua giá sách lấy từ nguồn nào và mua bao nhiêu giá sách?", {"art_1", "art_2"}),
        ("Mua bao nhiêu giá sách?", {"art_2"}),
        ("Kinh phí mua giá sách từ nguồn nào và mua bao nhiêu máy in?", set()),
    ):
        asked = read_question(question, retriever.documents())
        (part,) = gather(asked, retriever, 20, Filters())
        assert {hit.ref.path for hit in part.hits} == paths


def test_a_total_goes_before_its_parts() -> None:
    lines = [
        ("p_1", "Mục 1", Level.SECTION, "1. Tổng kinh phí 90 triệu đồng, gồm:"),
        ("p_1__a", "Mục 1, điểm a", Level.POINT, "a) Kinh phí mua sách: 40 triệu đồng;"),
        ("p_1__b", "Mục 1, điểm b", Level.POINT, "b) Kinh phí đóng kệ: 50 triệu đồng."),
    ]
    retriever = FakeRetriever([build_document(NORTH, lines)])
    for question, path in (
        ("Tổng kinh phí mua sách, đóng kệ là bao nhiêu?", "p_1"),
        ("Kinh phí mua sách là bao nhiêu?", "p_1__a"),
    ):
        asked = read_question(question, retriever.documents())
        (part,) = gather(asked, retriever, 20, Filters())
        assert part.hits[0].ref.path == path


def test_the_name_of_a_draft_is_not_looked_for_where_it_hides_what_is_asked() -> None:
    fakes = FakeRetriever()
    asked = read_question(
        "Số hóa tài liệu quý hiếm của dự thảo đạt mấy phần trăm?", fakes.documents()
    )
    assert asked.home == ("du-thao-ke-hoach",)
    assert "dự thảo" not in _without_home(asked, fakes).text
    short = read_question("Ai ký dự thảo?", fakes.documents())
    assert _without_home(short, fakes).text == "Ai ký dự thảo?"
