from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.curate import Span, holder, main, read_spans, resolve, split
from eval.questions import Kind, Question, read_questions
from retriever.types import BadDataset

ARTICLE = Span("d/art_1", "d", 0, 40, "Điều 1. Sở chủ trì: a) việc này; b) việc kia")
POINT_A = Span("d/art_1__point_a", "d", 20, 30, "a) việc này")
POINT_B = Span("d/art_1__point_b", "d", 31, 40, "b) việc kia")
TWIN = Span("e/art_1", "e", 0, 11, "a) việc này")


def question(number: int, *gold: str, kind: Kind = Kind.DIRECT) -> Question:
    groups = tuple((item,) for item in gold)
    return Question(str(number), kind, "Ai?", groups, None, bool(gold), groups)


def test_the_innermost_clause_holds_a_snippet() -> None:
    spans = [ARTICLE, POINT_A, POINT_B]
    assert holder("việc kia", spans) == POINT_B
    assert holder("Sở chủ  trì", spans) == ARTICLE


@pytest.mark.parametrize("snippet", ["việc này", "không có ở đâu"])
def test_words_in_two_places_or_none_are_refused(snippet: str) -> None:
    with pytest.raises(BadDataset, match=snippet):
        holder(snippet, [ARTICLE, POINT_A, TWIN])


def test_resolving_puts_ids_beside_the_snippets() -> None:
    asked = question(1, "việc kia", "Sở chủ trì")
    resolved = resolve(asked, [ARTICLE, POINT_A, POINT_B])
    assert resolved.gold == (("d/art_1__point_b",), ("d/art_1",))
    assert resolved.snippets == asked.snippets


def test_questions_of_a_clause_stay_in_one_half() -> None:
    chained = [question(1, "a"), question(2, "a", "b"), question(3, "b"), question(4, "c", "a")]
    others = [question(number, f"x{number}") for number in range(5, 40)]
    refusals = [question(number, kind=Kind.REFUSE) for number in range(40, 60)]
    questions = chained + others + refusals
    development, test = split(questions)
    assert sorted(development + test, key=lambda q: int(q.id)) == questions
    assert {"1", "2", "3", "4"} & {q.id for q in test} in ({"1", "2", "3", "4"}, set())
    assert abs(len(development) - len(test)) <= 2
    refused = [sum(q.kind is Kind.REFUSE for q in half) for half in (development, test)]
    assert abs(refused[0] - refused[1]) <= 2
    assert split(questions) == (development, test)
    assert split(questions, seed=1) != (development, test)


def test_the_command_rewrites_ids_and_halves(tmp_path: Path) -> None:
    asked = [question(1, "việc kia"), question(2, "Sở chủ trì"), question(3, kind=Kind.REFUSE)]
    lines = [json.dumps({**vars_of(one), "gold": [["cũ"]] if one.gold else []}) for one in asked]
    (tmp_path / "questions.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    clauses = [
        {"clause_id": s.clause_id, "start": s.start, "end": s.end, "text": s.text}
        for s in (ARTICLE, POINT_A, POINT_B)
    ]
    body = json.dumps({"document": {"document_id": "d"}, "clauses": clauses}, indent=2)
    (tmp_path / "clauses.jsonl").write_text(body + "\n", encoding="utf-8")
    main([str(tmp_path), str(tmp_path / "clauses.jsonl")])
    written = list(read_questions(tmp_path / "questions.jsonl"))
    assert [one.gold for one in written] == [(("d/art_1__point_b",),), (("d/art_1",),), ()]
    halves = [list(read_questions(tmp_path / f"{n}.jsonl")) for n in ("development", "test")]
    assert sorted(halves[0] + halves[1], key=lambda q: q.id) == written


def test_something_else_than_clauses_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "clauses.jsonl"
    path.write_text('{"hits": []}', encoding="utf-8")
    with pytest.raises(BadDataset, match="planqa inspect"):
        read_spans(path)


def vars_of(one: Question) -> dict[str, object]:
    return {
        "id": one.id,
        "kind": one.kind,
        "question": one.question,
        "snippets": one.snippets,
        "answerable": one.answerable,
    }
