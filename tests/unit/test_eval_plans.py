"""The curated questions against the packaged documents: nobody may let the two part."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from eval.curate import split
from eval.datasets import plain
from eval.questions import Kind, Question, read_questions
from indexer.parse import parse_document
from indexer.read import read_file
from indexer.types import Clause
from service.facts import states

PLANS = Path(__file__).resolve().parents[2] / "eval" / "datasets" / "plans"


@pytest.fixture(scope="module")
def clauses(corpus_documents: Path) -> dict[str, Clause]:
    documents = [parse_document(read_file(path)) for path in sorted(corpus_documents.iterdir())]
    return {str(clause.ref): clause for document in documents for clause in document.clauses}


@pytest.fixture(scope="module")
def questions() -> list[Question]:
    return list(read_questions(PLANS / "questions.jsonl"))


def test_every_gold_clause_exists_and_holds_its_snippet(
    questions: list[Question], clauses: dict[str, Clause]
) -> None:
    pairs = [
        (question.id, clause_id, snippet)
        for question in questions
        for ids, snippets in zip(question.gold, question.snippets, strict=True)
        for clause_id, snippet in zip(ids, snippets, strict=True)
    ]
    assert pairs
    unknown = [pair for pair in pairs if pair[1] not in clauses]
    assert unknown == []
    parted = [pair for pair in pairs if plain(pair[2]) not in plain(clauses[pair[1]].text)]
    assert parted == []


@pytest.mark.parametrize(
    "name",
    [
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
    ],
)
def test_every_gold_clause_of_the_further_sets_exists(
    name: str, clauses: dict[str, Clause]
) -> None:
    further = list(read_questions(PLANS / f"{name}.jsonl"))
    ids = {item for question in further for group in question.gold for item in group}
    assert len(further) >= 100
    assert ids - clauses.keys() == set()


def test_every_fact_stands_in_a_gold_clause_or_its_headings(
    questions: list[Question], clauses: dict[str, Clause]
) -> None:
    asking = [question for question in questions if question.facts]
    assert len(asking) >= 70
    absent = [
        (question.id, fact)
        for question in asking
        for group in question.facts
        for fact in group
        if not any(
            states("\n".join([clause.text, *clause.headings]), fact)
            for ids in question.gold
            for clause in map(clauses.__getitem__, ids)
        )
    ]
    assert absent == []


def test_there_are_enough_of_each_kind(questions: list[Question]) -> None:
    counts = Counter(question.kind for question in questions)
    assert len(questions) >= 220
    assert all(counts[kind] >= 25 for kind in Kind), counts
    assert len({question.question for question in questions}) == len(questions)


def test_plain_questions_have_no_diacritics(questions: list[Question]) -> None:
    assert all(q.question.isascii() for q in questions if q.kind is Kind.PLAIN)


def test_the_halves_are_the_seeded_draw(questions: list[Question]) -> None:
    halves = tuple(list(read_questions(PLANS / f"{n}.jsonl")) for n in ("development", "test"))
    assert halves == split(questions)


def test_no_clause_has_questions_in_both_halves() -> None:
    gold = [
        {item for question in read_questions(path) for group in question.gold for item in group}
        for path in (PLANS / "development.jsonl", PLANS / "test.jsonl")
    ]
    assert gold[0].isdisjoint(gold[1])
