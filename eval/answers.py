"""The assistant end to end on a curated question set: citations, labels, quotes, refusals."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from eval.datasets import nfc
from eval.questions import Kind, Question, matches
from eval.resampling import Interval, bootstrap
from service.answer import Assistant
from service.facts import states
from service.schemas import AskRequest, AskResponse, Citation, Status

MEASURES: Mapping[str, str] = {
    "cited_first": "viện dẫn đúng đứng đầu",
    "cited": "có viện dẫn đúng",
    "all_cited": "viện dẫn đủ mọi phần",
    "fact": "ý đầu nêu đúng dữ kiện (ai, khi nào, bao nhiêu, văn bản nào)",
    "label": "nhãn đúng, trong các câu có viện dẫn đúng",
    "quotes_verbatim": "mọi trích dẫn nguyên văn",
    "marks_complete": "mọi ý có dấu viện dẫn",
    "wrongly_refused": "từ chối nhầm câu trả lời được (càng thấp càng tốt)",
    "refusal_recall": "từ chối được câu không có căn cứ",
    "refusal_precision": "đã từ chối là đúng",
}
"""Every measure in the order of the tables, with what it says."""

_BLANK_LINE = re.compile(r"\n\s*\n")
_MARK = re.compile(r"\[(\d+)\]")
_ENDS_WITH_MARKS = re.compile(r"(\s*\[\d+\])+[\s.;,”\"]*$")


@dataclass(frozen=True, slots=True)
class Judged:
    """One question, its answer, and the measures that apply to it, each 0 or 1."""

    question: Question
    answer: AskResponse
    values: Mapping[str, float]

    @property
    def failed(self) -> bool:
        """Whether a gold part or the asked fact is missing, or the refusal went the wrong way."""
        right = ("all_cited", "fact") if self.question.answerable else ("refusal_recall",)
        return any(self.values.get(name) == 0.0 for name in right)


def judge(question: Question, answer: AskResponse) -> Judged:
    """Compare one answer with the gold of its question."""
    refused = answer.status is Status.NOT_FOUND
    values: dict[str, float] = {}
    if question.answerable:
        values |= _citation_values(question, answer.citations)
        if question.facts:
            values["fact"] = float(states_facts(question, answer))
        values["wrongly_refused"] = float(refused)
    else:
        values["refusal_recall"] = float(refused)
    if refused:
        values["refusal_precision"] = float(not question.answerable)
    else:
        values["quotes_verbatim"] = float(all(c.quote in c.text for c in answer.citations))
        values["marks_complete"] = float(marks_complete(answer))
    return Judged(question, answer, values)


def asker(assistant: Assistant) -> Callable[[str], AskResponse]:
    """An assistant as a plain function of the question."""
    return lambda text: assistant.ask(AskRequest(question=text, top_k=None))


def judge_all(questions: Iterable[Question], ask: Callable[[str], AskResponse]) -> list[Judged]:
    """Ask every question in turn and judge the answers."""
    return [judge(question, ask(question.question)) for question in questions]


def states_facts(question: Question, answer: AskResponse) -> bool:
    """Whether the direct answer states what was asked: its first statement, for one fact.

    For several facts, as many statements are looked at as there are facts. Both sides are
    brought to the form in which the service itself verifies statements.
    """
    if answer.status is Status.NOT_FOUND:
        return False
    direct = "\n".join(_paragraphs(answer)[: len(question.facts)])
    return all(any(states(direct, fact) for fact in group) for group in question.facts)


def marks_complete(answer: AskResponse) -> bool:
    """Whether every statement ends with marks, and marks and citations are the same set.

    A statement is a paragraph of the answer, since a quote may have several lines; one that
    ends with a colon only announces the next.
    """
    statements = [text for text in _paragraphs(answer) if not text.endswith(":")]
    used = {int(mark) for mark in _MARK.findall(answer.answer)}
    return (
        bool(statements)
        and all(_ENDS_WITH_MARKS.search(text) for text in statements)
        and used == {citation.mark for citation in answer.citations}
    )


def summarise(judged: Sequence[Judged]) -> dict[str, Interval]:
    """Mean and 95% interval of every measure that applies to at least one question."""
    intervals = {
        name: bootstrap([one.values[name] for one in judged if name in one.values])
        for name in MEASURES
    }
    return {name: interval for name, interval in intervals.items() if interval is not None}


def by_kind(judged: Sequence[Judged]) -> dict[Kind, list[Judged]]:
    """The questions of each kind, kinds in the order of their definition, empty ones left out."""
    groups = {kind: [one for one in judged if one.question.kind is kind] for kind in Kind}
    return {kind: group for kind, group in groups.items() if group}


def _paragraphs(answer: AskResponse) -> list[str]:
    return [text.strip() for text in _BLANK_LINE.split(answer.answer) if text.strip()]


def _citation_values(question: Question, citations: Sequence[Citation]) -> dict[str, float]:
    def found(group: Iterable[str], among: Sequence[Citation]) -> bool:
        return any(matches(group, citation.clause_id, citation.text) for citation in among)

    anything = [item for group in question.gold for item in group]
    values = {
        "cited_first": float(found(anything, citations[:1])),
        "cited": float(found(anything, citations)),
        "all_cited": float(all(found(group, citations) for group in question.gold)),
    }
    if question.label is not None and values["cited"]:
        label = re.compile(question.label)
        gold = [citation for citation in citations if found(anything, [citation])]
        values["label"] = float(any(label.search(nfc(citation.label)) for citation in gold))
    return values
