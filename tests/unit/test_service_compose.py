from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retriever.types import ClauseRef, Evidence, Hit, Level
from service.asked import read_question
from service.candidates import Candidates
from service.compose import Statement, compose
from service.evidence import Support, choose, support
from service.headings import lost_heading, named_agency
from service.naming import clause_address, document_name
from service.quoting import (
    Quote,
    best_quote,
    displayed,
    is_cut,
    list_quotes,
    signature_quote,
)
from service.schemas import ANSWER_LIMIT
from service.thresholds import packaged_thresholds
from service.verify import Flaw, flaw_of
from tests.contract.fakes import FakeRetriever

RETRIEVER = FakeRetriever()
LIMITS = packaged_thresholds()


def hit(path: str, coverage: float = 1.0, document: str = "qd-12-2025") -> Hit:
    return Hit(
        ClauseRef(document, path), coverage, 1, Evidence(coverage=coverage, answerable=coverage)
    )


def at(path: str, document: str = "qd-12-2025") -> Support:
    return support(RETRIEVER, ClauseRef(document, path), score=1.0)


def composed(question: str, items: list[Support]) -> list[Statement]:
    asked = read_question(question, RETRIEVER.documents())
    return compose(asked, items, limit=400).statements


def test_addresses() -> None:
    item = at("quy-che__art_8__para_2")
    assert clause_address(item.clause, item.document) == (
        "Điều 8, khoản 2, Quy chế kèm theo Quyết định số 12/QĐ-UBND"
    )
    draft = at("part_I", "du-thao-ke-hoach")
    assert document_name(draft.document) == "Kế hoạch chuyển đổi số ngành thư viện"
    assert clause_address(draft.clause, draft.document).endswith("(dự thảo, chưa có hiệu lực)")


def test_the_heading_names_the_agency_or_nobody() -> None:
    assert named_agency(at("quy-che__art_7__para_1")) == "Sở Văn hóa và Thể thao"
    assert named_agency(at("quy-che__art_8__para_2")) is None
    assert named_agency(at("art_1")) is None
    lost = lost_heading(at("quy-che__art_8__para_2"))
    assert lost is not None
    assert lost.label == "Điều 8"
    assert lost_heading(at("quy-che__art_7__para_1")) is None


def test_the_quote_is_the_sentence_that_matters() -> None:
    text = "1. Mở đầu rất dài dòng. Quỹ có vốn 500 tỷ đồng. Kết thúc."
    assert best_quote(text, {"von": 2.0, "quy": 1.0}, limit=30).text == "Quỹ có vốn 500 tỷ đồng."
    assert best_quote("1. Ngắn gọn.", {}, limit=100) == ("Ngắn gọn.", 3)
    quote = best_quote("III. KINH PHÍ\nLấy từ ngân sách.", {}, limit=100)
    assert quote == ("Lấy từ ngân sách.", 14)


@given(
    st.text(alphabet="ab .;\n1", max_size=80).filter(str.strip),
    st.dictionaries(st.sampled_from(["a", "b", "ab", "1"]), st.floats(0.1, 3)),
    st.integers(1, 60),
)
def test_a_quote_is_always_verbatim_and_never_empty(
    text: str, weights: dict[str, float], limit: int
) -> None:
    quote = best_quote(text, weights, limit)
    assert quote.text.strip()
    assert text.startswith(quote.text, quote.start)


@pytest.mark.parametrize("end", [", ", "; ", " ", ""])
def test_of_a_sentence_without_end_a_part_is_quoted(end: str) -> None:
    text = f"1. {f'quỹ được chi cho thư viện{end}' * 200}vốn là 500 tỷ đồng{end}{'xã' * 2_000}."
    for weights in ({"ty": 1.0}, {}):
        quote = best_quote(text, weights, limit=420)
        assert text.startswith(quote.text, quote.start)
        assert 0 < len(quote.text) <= 420
        assert quote.text == quote.text.strip()
        assert is_cut([quote], text)
    if end:
        assert "500 tỷ đồng" in best_quote(text, {"ty": 1.0}, 420).text
    clause = replace(at("art_1").clause, text=f"a) {text}\nb) {text}\n", lead=0)
    quotes = list_quotes(clause, limit=420)
    assert [len(quote.text) <= 420 and quote.stands_in(clause) for quote in quotes] == [True, True]


def test_a_long_sentence_is_quoted_whole() -> None:
    text = f"Mở đầu. {'quỹ, thư viện, ' * 60}hết. Kết thúc."
    assert best_quote(text, {"quy": 1.0}, limit=420).text == text[8:-10]


def test_a_fact_that_takes_a_whole_preamble_is_left_to_the_quote() -> None:
    item = at("art_1")
    for length, told in (100, True), (30_000, False):
        text = f"Căn cứ Luật Thư viện {'và ' * (length // 3)}Luật Xuất bản"
        clause = replace(item.clause, text=text, lead=len(text))
        (statement,) = composed("QĐ 12 căn cứ luật nào?", [replace(item, clause=clause)])
        assert statement.text.startswith("Quyết định số 12/QĐ-UBND căn cứ Luật") is told
        assert len(statement.text) < ANSWER_LIMIT


def test_a_long_list_is_quoted_item_by_item() -> None:
    text = "Điều 7. Sở Văn hóa\n1. Mở đầu dài. Chi tiết thừa.\n2. Tiếp theo dài."
    lead = text.index("1.")
    clause = replace(at("quy-che__art_7").clause, text=text, lead=lead)
    quotes = list_quotes(clause, limit=20)
    assert [quote.text for quote in quotes] == ["Mở đầu dài.", "Tiếp theo dài."]
    assert all(quote.stands_in(clause) for quote in quotes)
    assert list_quotes(clause, limit=500) == ()
    assert list_quotes(replace(clause, lead=len(text)), limit=20) == ()


RECIPIENTS = "Nơi nhận:\n- Như Điều 3;\n- TTTU, TTHĐND;\n- Lưu: VT.\n"
SIGNATURE = "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n(Đã ký)\n  Nguyễn Văn  Bình"


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("Ai ký Quyết định số 12/QĐ-UBND?", SIGNATURE),
        ("Quyết định 12/QĐ-UBND do ai ký, nơi nhận gồm ai?", f"{RECIPIENTS}{SIGNATURE}"),
    ],
)
def test_who_signed_is_quoted_without_the_recipients(question: str, quoted: str) -> None:
    item = at("art_1")
    text = f"{RECIPIENTS}{SIGNATURE}\n"
    clause = replace(item.clause, level=Level.CLOSING, text=text, lead=len(text))
    document = replace(item.document, signer="Nguyễn Văn Bình")
    (statement,) = composed(question, [replace(item, clause=clause, document=document)])
    assert statement.text.startswith("Quyết định số 12/QĐ-UBND do Nguyễn Văn Bình ký, theo ")
    (quote,) = statement.quotes
    assert quote.text.rstrip() == quoted
    assert quote.stands_in(clause)


def test_a_signature_in_a_row_is_quoted_with_its_row() -> None:
    clause = replace(at("art_1").clause, text="Nơi nhận: | TM. UBND\n- Lưu: VT. | Lê Văn An\n")
    assert signature_quote(clause, "Lê Văn An").text == "- Lưu: VT. | Lê Văn An"
    assert signature_quote(clause, "Trần Thị Bình").text == clause.text


def test_without_a_word_of_the_question_a_quote_begins_at_the_beginning() -> None:
    text = "Một câu mở đầu. Hai. Ba."
    assert best_quote(text, {"khac": 1.0}, limit=20).text == "Một câu mở đầu. Hai."


def test_nothing_in_a_quote_can_pass_for_a_mark() -> None:
    assert "[9]" not in displayed("Xem [9]\nvà [10].")
    assert displayed("một\n hai") == "một hai"


def test_the_number_of_a_clause_or_of_an_annex_is_no_figure() -> None:
    item = at("quy-che__art_7__para_1")
    for text, said in (
        ("2. Mở rộng thư viện, chi tiết xem Phụ lục 1.", "Theo Điều 7"),
        ("2. Mở rộng thư viện, tăng 15% theo Phụ lục 1.", "15%, theo Điều 7"),
    ):
        clause = replace(item.clause, text=text, lead=len(text))
        (statement,) = composed("Tăng bao nhiêu?", [replace(item, clause=clause)])
        assert statement.text.startswith(said)


def test_statements_are_grouped_by_document() -> None:
    items = [at("art_1"), at("part_I", "kh-3-2020"), at("quy-che__art_7__para_1")]
    refs = [statement.refs[0] for statement in composed("thư viện", items)]
    assert [ref.document_id for ref in refs] == ["qd-12-2025", "qd-12-2025", "kh-3-2020"]


def chosen(*hits: Hit) -> list[str]:
    return [one.ref.path for one in choose([Candidates("", hits)], RETRIEVER, 5, LIMITS)[0]]


def test_no_clause_is_cited_beside_its_parent_nor_once_the_answer_is_sure() -> None:
    assert chosen(
        hit("quy-che__art_7__para_1", 0.999),
        hit("quy-che__art_7", 0.9),
        hit("art_1", 0.999),
        hit("quy-che__art_8__para_1", 0.5),
    ) == ["quy-che__art_7__para_1", "art_1"]
    assert chosen(hit("quy-che__art_7"), hit("quy-che__art_7__para_1")) == ["quy-che__art_7"]


def test_weak_clauses_are_no_answer() -> None:
    weak = LIMITS.refuse.probability / 2
    assert chosen(hit("art_1", weak), hit("quy-che__art_7", weak)) == []
    assert chosen() == []


@pytest.mark.parametrize(
    ("change", "flaw"),
    [
        ({}, None),
        ({"refs": ()}, Flaw.UNMARKED),
        ({"refs": (ClauseRef("x", "y"),)}, Flaw.UNKNOWN_CLAUSE),
        ({"quotes": (Quote("không có trong điều khoản", 0),)}, Flaw.NOT_VERBATIM),
        ({"quotes": (Quote("thư viện", 0),)}, Flaw.NOT_VERBATIM),
        ({"quotes": (Quote("", 0),)}, Flaw.NOT_VERBATIM),
    ],
)
def test_verification(change: dict[str, object], flaw: Flaw | None) -> None:
    item = at("quy-che__art_7__para_1")
    statement = composed("mạng lưới thư viện", [item])[0]
    assert flaw_of(replace(statement, **change), {item.ref: item}) == flaw  # type: ignore[arg-type]
