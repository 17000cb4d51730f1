from __future__ import annotations

import pytest

from eval.answers import by_kind, judge, judge_all, summarise
from eval.questions import Kind, Question
from eval.texts import answers_text
from retriever.types import LegalStatus
from service.schemas import AskResponse, Citation, Composer, IndexState, Status


def citation(mark: int, clause_id: str, text: str, label: str = "Điều 1") -> Citation:
    return Citation(
        mark=mark,
        clause_id=clause_id,
        label=label,
        document_id="d",
        number=None,
        kind=None,
        title="",
        issuer=None,
        issued_on=None,
        effective_on=None,
        legal_status=LegalStatus.UNKNOWN,
        component="",
        headings=[],
        quote=text,
        quote_start=0,
        text=text,
        start=0,
        end=len(text),
        inferred=False,
        reason="",
        score=1.0,
    )


def answer(*citations: Citation, text: str | None = None) -> AskResponse:
    marked = "\n\n".join(f"{c.quote} [{c.mark}]" for c in citations)
    return AskResponse(
        status=Status.ANSWERED if citations else Status.NOT_FOUND,
        answer=marked if text is None else text,
        citations=list(citations),
        composer=Composer.QUOTES,
        suggestions=[],
        timings_ms={"total": 1.0},
        index=IndexState(generation="g", documents=1, clauses=2),
    )


def question(*gold: tuple[str, ...], label: str | None = None) -> Question:
    kind = Kind.DIRECT if gold else Kind.REFUSE
    return Question("1", kind, "Ai?", gold, label, answerable=bool(gold))


ONE = citation(1, "d/art_1", "Sở Khoa học\nvà Công nghệ chủ trì", "Điều 1, khoản 2")
TWO = citation(2, "d/art_2", "Sở Nội vụ phối hợp", "Điều 2")


@pytest.mark.parametrize(
    ("gold", "expected"),
    [
        ([("d/art_1",)], (1, 1, 1)),
        ([("d/art_2",)], (0, 1, 1)),
        ([("d/art_9", "d/art_2")], (0, 1, 1)),
        ([("d/art_1",), ("d/art_2",)], (1, 1, 1)),
        ([("d/art_1",), ("d/art_9",)], (1, 1, 0)),
        ([("d/art_9",)], (0, 0, 0)),
        ([("d/art",)], (0, 0, 0)),
        ([("Khoa học  và Công",)], (1, 1, 1)),
        ([("khoa học và công",)], (0, 0, 0)),
    ],
)
def test_gold_is_an_id_or_a_snippet_of_any_group(
    gold: list[tuple[str, ...]], expected: tuple[float, float, float]
) -> None:
    values = judge(question(*gold), answer(ONE, TWO)).values
    assert (values["cited_first"], values["cited"], values["all_cited"]) == expected
    assert values["wrongly_refused"] == 0


@pytest.mark.parametrize(
    ("gold", "label", "expected"),
    [
        ("d/art_1", r"^Điều 1, khoản 2$", 1.0),
        ("d/art_1", r"^Điều 2$", 0.0),
        ("d/art_2", r"^Điều 2$", 1.0),
        ("d/art_9", r"^Điều 9$", None),
        ("d/art_1", None, None),
    ],
)
def test_the_label_is_that_of_the_gold_citation(
    gold: str, label: str | None, expected: float | None
) -> None:
    values = judge(question((gold,), label=label), answer(ONE, TWO)).values
    assert values.get("label") == expected


@pytest.mark.parametrize(
    ("text", "complete"),
    [
        ("Một. [1]\n\nHai. [2]", 1.0),
        ("Một [1][2].", 1.0),
        ("Các cơ quan sau:\n\n“Một\nhai” [1]\n\nba [2]", 1.0),
        ("Một [1]\n\nHai", 0.0),
        ("Một [1]", 0.0),
        ("Một [1] [2] [3]", 0.0),
        ("", 0.0),
    ],
)
def test_every_statement_needs_marks_and_every_mark_a_citation(text: str, complete: float) -> None:
    values = judge(question(("d/art_1",)), answer(ONE, TWO, text=text)).values
    assert values["marks_complete"] == complete


FACT = Question("1", Kind.DIRECT, "Ai?", (("d/art_1",),), None, True, (), (("Sở Nội vụ",),))
PAIR = Question("2", Kind.MULTI, "?", (("d/art_1",),), None, True, (), (("10%",), ("02 lần", "x")))


@pytest.mark.parametrize(
    ("asked", "text", "stated"),
    [
        (FACT, "Sở Nội vụ, theo Điều 1: “…” [1]\n\nHai [2]", 1.0),
        (FACT, "Theo Điều 1: “do Sở  Nội vụ chủ trì” [1]\n\nHai [2]", 1.0),
        (FACT, "Theo Điều 1: “…” [1]\n\nSở Nội vụ [2]", 0.0),
        (PAIR, "Ít nhất 10 phần trăm [1]\n\nHai lần [2]", 1.0),
        (PAIR, "Ít nhất 10% [1]\n\nBa lần [2]", 0.0),
        (PAIR, "Một [1]\n\n10% [1]\n\n02 lần [2]", 0.0),
    ],
)
def test_the_direct_answer_states_the_facts(asked: Question, text: str, stated: float) -> None:
    judged = judge(asked, answer(ONE, TWO, text=text))
    assert judged.values["fact"] == stated
    assert judged.failed is (stated == 0.0)


def test_a_refusal_states_no_fact_and_some_questions_ask_for_none() -> None:
    assert judge(FACT, answer()).values["fact"] == 0.0
    assert "fact" not in judge(question(("d/art_1",)), answer(ONE)).values


def test_the_facts_are_printed_by_kind_with_their_intervals() -> None:
    judged = [judge(FACT, answer(ONE, text="Sở Nội vụ [1]")), judge(FACT, answer(ONE))]
    kinds = {str(kind): summarise(group) for kind, group in by_kind(judged).items()}
    last = answers_text(summarise(judged), kinds).splitlines()[-1]
    assert last.split() == ["direct", "50,0%", "0,0%", "–", "100,0%", "2"]


def test_a_quote_must_stand_in_its_clause() -> None:
    changed = ONE.model_copy(update={"quote": "Sở Khoa học chủ trì"})
    assert judge(question(("d/art_1",)), answer(ONE, TWO)).values["quotes_verbatim"] == 1
    assert judge(question(("d/art_1",)), answer(changed)).values["quotes_verbatim"] == 0


def test_refusals_count_for_and_against() -> None:
    unanswerable, answerable = question(), question(("d/art_1",))
    judged = [
        judge(unanswerable, answer()),
        judge(unanswerable, answer(ONE)),
        judge(answerable, answer()),
        judge(answerable, answer(ONE)),
        judge(answerable, answer(ONE)),
    ]
    means = {name: interval.mean for name, interval in summarise(judged).items()}
    assert means["refusal_recall"] == 0.5
    assert means["refusal_precision"] == 0.5
    assert means["wrongly_refused"] == pytest.approx(1 / 3)
    assert [one.failed for one in judged] == [False, True, True, False, False]


def test_questions_are_asked_in_order_and_grouped_by_kind() -> None:
    questions = [question(), question(("d/art_1",)), question(("d/art_2",))]
    judged = judge_all(questions, lambda _: answer(ONE))
    assert [one.question for one in judged] == questions
    groups = by_kind(judged)
    assert {kind: len(group) for kind, group in groups.items()} == {Kind.DIRECT: 2, Kind.REFUSE: 1}
    assert summarise(groups[Kind.REFUSE]).keys() == {
        "quotes_verbatim",
        "marks_complete",
        "refusal_recall",
    }


def test_nothing_asked_gives_no_figures() -> None:
    assert summarise([]) == {}
    assert by_kind([]) == {}
