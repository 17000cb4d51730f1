"""The questions about invented documents against those documents: nobody may let the two part."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.questions import Kind, read_questions
from indexer.parse import parse_document
from indexer.read import read_file
from service.facts import states

INVENTED = Path(__file__).resolve().parents[2] / "eval" / "datasets" / "invented"


@pytest.mark.parametrize("folder", ["first", "second", "third"])
def test_every_gold_clause_exists_and_has_the_facts(folder: str) -> None:
    sources = sorted((INVENTED / folder / "documents").iterdir())
    documents = [parse_document(read_file(path)) for path in sources]
    clauses = {str(clause.ref): clause for document in documents for clause in document.clauses}
    questions = list(read_questions(INVENTED / folder / "questions.jsonl"))
    assert len(questions) >= 80
    assert {question.kind for question in questions} == set(Kind)
    gold = {question.id: [c for group in question.gold for c in group] for question in questions}
    assert {clause for ids in gold.values() for clause in ids} - clauses.keys() == set()
    absent = [
        (question.id, fact)
        for question in questions
        for fact in question.facts
        if not any(
            states("\n".join([clauses[one].text, *clauses[one].headings]), item)
            for one in gold[question.id]
            for item in fact
        )
    ]
    assert absent == []
