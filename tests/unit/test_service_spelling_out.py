"""Questions for what a short form stands for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from retriever.types import Document, Filters, LegalStatus, Level
from service.asked import read_question
from service.compose import Told
from service.spelling_out import spelt_in_full
from service.verify import flaw_of
from tests.contract.fakes import FakeRetriever, build_document

DECISION = build_document(
    Document(
        id="qd",
        title="Quyết định về đổi mới sáng tạo",
        source="",
        clauses=(),
        number="1234/QĐ-UBND",
        kind="Quyết định",
        abbreviations={
            "KH-CN": "khoa học, công nghệ",
            "ĐMST": "đổi mới sáng tạo",
            "AI": "trí tuệ nhân tạo",
            "Quỹ": "Quỹ đổi mới sáng tạo tỉnh Sông Lam",
            "VTS": "vận tải sông",
        },
    ),
    [
        ("art_1", "Điều 1", Level.ARTICLE, "Điều 1. Phạm vi"),
        (
            "art_1__para_1",
            "Điều 1, khoản 1",
            Level.PARAGRAPH,
            "1. Phát triển khoa học, công nghệ và đổi mới sáng\ntạo (KH-CN và ĐMST).",
        ),
        (
            "art_1__para_2",
            "Điều 1, khoản 2",
            Level.PARAGRAPH,
            "2. Quỹ đổi mới sáng tạo tỉnh Sông Lam (sau đây gọi tắt là Quỹ) hỗ trợ ĐMST.",
        ),
        ("art_2", "Điều 2", Level.ARTICLE, "Điều 2. Dùng trí tuệ nhân tạo (AI) trong ĐMST."),
    ],
)
DRAFT = build_document(
    Document(
        id="du-thao",
        title="Dự thảo kế hoạch đường thủy",
        source="",
        clauses=(),
        kind="Kế hoạch",
        legal_status=LegalStatus.DRAFT,
        abbreviations={"KHCN": "khoa học công nghệ", "ĐMST": "đội máy sông thủy"},
    ),
    [
        ("part_I", "Mục I", Level.PART, "I. Lập đội máy sông thủy (ĐMST)."),
        ("part_II", "Mục II", Level.PART, "II. Ứng dụng khoa học công nghệ (KHCN)."),
    ],
)
RETRIEVER = FakeRetriever([DECISION, DRAFT])


def told(question: str, filters: Filters | None = None) -> Told | None:
    asked = read_question(question, RETRIEVER.documents())
    return spelt_in_full(asked, RETRIEVER, filters or Filters(), 420)


def leads(found: Told | None) -> list[str]:
    return [one.text.partition(", theo ")[0] for one in found.statements] if found else []


@pytest.mark.parametrize(
    "question",
    [
        "KH-CN là viết tắt của gì?",
        "KH&CN nghĩa là gì?",
        "khcn viet tat cua cum tu nao",
        "Cho em hỏi từ KH-CN viết đầy đủ là gì ạ?",
        "Giải thích từ viết tắt KH-CN giúp em với",
        "KH-CN trong Quyết định 1234 được hiểu thế nào?",
    ],
)
def test_the_long_form_is_quoted_from_the_clause_that_explains_it(question: str) -> None:
    found = told(question)
    assert found is not None
    (statement,) = found.statements
    assert [ref.path for ref in statement.refs] == ["art_1__para_1"]
    quote, long = statement.quotes
    assert quote.text == "khoa học, công nghệ và đổi mới sáng\ntạo (KH-CN và ĐMST)"
    assert long.text == "khoa học, công nghệ"
    assert statement.text.startswith("KH-CN là “khoa học, công nghệ”, theo Điều 1, khoản 1, Quyết")
    assert flaw_of(statement, {item.ref: item for item in found.supports}) is None


def test_each_long_form_is_told_once_and_drafts_come_last() -> None:
    assert leads(told("ĐMST là gì?")) == [
        "ĐMST là “đổi mới sáng tạo”",
        "ĐMST là “đội máy sông thủy”",
    ]
    assert leads(told("ĐMST trong Quyết định 1234 là gì?")) == ["ĐMST là “đổi mới sáng tạo”"]
    assert leads(told("ĐMST là gì?", Filters(document_ids=("du-thao",)))) == [
        "ĐMST là “đội máy sông thủy”"
    ]


def test_several_short_forms_and_names_that_are_shortened() -> None:
    assert leads(told("AI và KHCN là viết tắt của gì?")) == [
        "AI là “trí tuệ nhân tạo”",
        "KHCN là “khoa học công nghệ”",
    ]
    assert leads(told("Quỹ nghĩa là gì?")) == ["Quỹ là “Quỹ đổi mới sáng tạo tỉnh Sông Lam”"]
    assert len(leads(told("DMST là viết tắt của gì?"))) == len(leads(told("ĐMST là gì?")))


@pytest.mark.parametrize(
    "question",
    [
        "ISO là gì?",
        "Ai là gì?",
        "ai la gi",
        "AI trong Kế hoạch 77/KH-UBND là gì?",
        "KH-CN-MT là gì?",
        "đổi mới sáng tạo là gì?",
        "Mục tiêu ĐMST là gì?",
        "ĐMST gồm những gì?",
        "ĐMST ở Hà Nội là gì?",
        "Quỹ nhà đất nghĩa là gì?",
        "Nội dung của Quỹ là gì?",
        "Quý nghĩa là gì?",
        "VTS là gì?",
    ],
)
def test_what_no_document_explains_or_asks_for_more_is_left_alone(question: str) -> None:
    assert told(question) is None


def test_an_explanation_under_a_lost_heading_says_so() -> None:
    lost = build_document(
        replace(DECISION, abbreviations={"ĐMST": "đổi mới sáng tạo"}),
        [
            ("art_1", "Điều 1", Level.ARTICLE, ""),
            (
                "art_1__para_1",
                "Điều 1, khoản 1",
                Level.PARAGRAPH,
                "1. Hỗ trợ đổi mới sáng tạo (ĐMST).",
            ),
        ],
    )
    found = spelt_in_full(read_question("ĐMST là gì?", []), FakeRetriever([lost]), Filters(), 420)
    assert found is not None
    assert found.statements[0].note == " (tiêu đề của Điều 1 bị mất trong bản nguồn)"
