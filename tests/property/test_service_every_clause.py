"""Whatever is asked of any clause of the packaged documents, what is said of it is verified."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.parse import parse_document
from indexer.read import read_file
from retriever.types import Document, Filters, Level
from service.asked import read_question
from service.compose import compose
from service.contents import contents
from service.evidence import Support, support
from service.spelling_out import spelt_in_full
from service.verify import flaw_of
from tests.contract.fakes import FakeRetriever

LIMIT = 420


@pytest.fixture(scope="module")
def documents(corpus_documents: Path) -> list[Document]:
    return [parse_document(read_file(path)) for path in sorted(corpus_documents.iterdir())]


@pytest.fixture(scope="module")
def supports(documents: list[Document]) -> list[Support]:
    retriever = FakeRetriever(documents)
    return [
        support(retriever, clause.ref, 1.0)
        for document in documents
        for clause in document.clauses
        if clause.level is not Level.CLOSING
    ]


@pytest.mark.parametrize(
    "question",
    [
        "Ai chủ trì?",
        "Phối hợp với ai?",
        "Gửi báo cáo cho ai, bao lâu một lần?",
        "Khi nào xong?",
        "Tăng bao nhiêu?",
        "Theo văn bản nào?",
        "Có được đùn đẩy trách nhiệm không?",
        "Quy định gì?",
    ],
)
def test_every_statement_is_carried_by_its_clause(supports: list[Support], question: str) -> None:
    asked = read_question(question, [])
    said = [(item, compose(asked, [item], LIMIT).statements) for item in supports]
    assert all(len(statements) == 1 for _, statements in said)
    flawed = [
        (str(item.ref), flaw, statement.text)
        for item, (statement,) in said
        if (flaw := flaw_of(statement, {item.ref: item}))
    ]
    assert flawed == []
    assert all(q.stands_in(item.clause) for item, (statement,) in said for q in statement.quotes)


@pytest.mark.parametrize(
    "question", ["Văn bản gồm những phần nào?", "Gồm những điều nào?", "Gồm những mục nào?"]
)
def test_every_heading_is_carried_by_its_clause(documents: list[Document], question: str) -> None:
    told = [
        contents(read_question(question, []), FakeRetriever([one]), Filters(), LIMIT)
        for one in documents
    ]
    found = [(one, statement) for one in told if one for statement in one.statements]
    assert found
    for one, statement in found:
        assert flaw_of(statement, {item.ref: item for item in one.supports}) is None


def test_every_short_form_is_explained_by_its_clause(documents: list[Document]) -> None:
    for document in documents:
        retriever = FakeRetriever([document])
        for short, long in document.abbreviations.items():
            asked = read_question(f"{short} là gì?", [])
            told = spelt_in_full(asked, retriever, Filters(), LIMIT)
            assert told is not None, short
            (statement,) = told.statements
            assert flaw_of(statement, {item.ref: item for item in told.supports}) is None
            assert statement.text.startswith(f"{short} là “{long}”, theo ")
