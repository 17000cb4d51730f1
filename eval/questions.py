"""Curated question sets: JSON Lines, one question with its gold a line, read strictly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from eval.datasets import bad_file, bad_line, nfc, plain, read_records, text_of


class Kind(StrEnum):
    """What makes a question easy or hard."""

    DIRECT = "direct"
    PARAPHRASE = "paraphrase"
    HARD = "hard"
    PLAIN = "plain"
    ABBREV = "abbrev"
    META = "meta"
    XREF = "xref"
    MULTI = "multi"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and what an answer to it must cite.

    Every group of ``gold`` must be cited; any one item of a group will do. An item is a clause
    id or a verbatim snippet of a clause. ``label`` is a regular expression for the printed label
    of a gold citation. ``snippets`` is empty, or has the shape of ``gold`` and holds words out
    of each item's clause, so that a check notices when ids and documents part. ``facts`` is what a
    direct answer to who, when, how much or which must state: of every group any one item, each
    as the documents write it; empty for questions of other kinds.
    """

    id: str
    kind: Kind
    question: str
    gold: tuple[tuple[str, ...], ...]
    label: str | None
    answerable: bool
    snippets: tuple[tuple[str, ...], ...] = ()
    facts: tuple[tuple[str, ...], ...] = ()


def read_questions(path: Path) -> Iterator[Question]:
    """Yield the questions of a set; raises ``BadDataset`` naming the line of a fault."""
    seen: set[str] = set()
    for line, record in read_records(path):
        question = _question(path, line, record)
        if question.id in seen:
            raise bad_line(path, line, f"mã “{question.id}” bị lặp")
        seen.add(question.id)
        yield question
    if not seen:
        raise bad_file(path, "không có câu hỏi nào")


def matches(items: Iterable[str], clause_id: str, text: str) -> bool:
    """Whether any of these gold items, ids or snippets, means a clause.

    Blanks and line breaks count alike in snippets.
    """
    return any(item == clause_id or plain(item) in plain(text) for item in items)


def _question(path: Path, line: int, record: dict[str, object]) -> Question:
    kind = text_of(path, line, record, "kind")
    if kind not in set(Kind):
        raise bad_line(path, line, f"“kind” phải là một trong: {', '.join(Kind)}")
    answerable = record.get("answerable")
    if not isinstance(answerable, bool):
        raise bad_line(path, line, "“answerable” phải là true hoặc false")
    question = Question(
        id=text_of(path, line, record, "id"),
        kind=Kind(kind),
        question=text_of(path, line, record, "question"),
        gold=_groups(path, line, "gold", record.get("gold")),
        label=_label(path, line, record.get("label")),
        answerable=answerable,
        snippets=_groups(path, line, "snippets", record.get("snippets", [])),
        facts=_groups(path, line, "facts", record.get("facts", [])),
    )
    _check_consistent(path, line, question)
    return question


def _groups(path: Path, line: int, key: str, value: object) -> tuple[tuple[str, ...], ...]:
    if not isinstance(value, list) or not all(isinstance(group, list) for group in value):
        raise bad_line(path, line, f"“{key}” phải là danh sách các nhóm")
    if not all(value):
        raise bad_line(path, line, f"mỗi nhóm của “{key}” phải có ít nhất một mục")
    if not all(isinstance(item, str) and item.strip() for group in value for item in group):
        raise bad_line(path, line, f"“{key}” có mục trống hoặc không phải chuỗi")
    return tuple(tuple(nfc(item) for item in group) for group in value)


def _label(path: Path, line: int, value: object) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise bad_line(path, line, "“label” phải là biểu thức chính quy hoặc null")
    try:
        re.compile(value)
    except re.error as error:
        raise bad_line(path, line, f"“label” không phải biểu thức chính quy: {error}") from error
    return nfc(value)


def _check_consistent(path: Path, line: int, question: Question) -> None:
    if question.answerable and not question.gold:
        raise bad_line(path, line, "câu trả lời được phải có “gold”")
    if not question.answerable and (question.gold or question.label or question.snippets):
        raise bad_line(path, line, "câu không trả lời được thì “gold” rỗng và “label” là null")
    if not question.answerable and question.facts:
        raise bad_line(path, line, "câu không trả lời được thì “facts” rỗng")
    if question.kind is Kind.REFUSE and question.answerable:
        raise bad_line(path, line, "loại “refuse” phải có “answerable” là false")
    shapes = [[len(group) for group in groups] for groups in (question.snippets, question.gold)]
    if question.snippets and shapes[0] != shapes[1]:
        raise bad_line(path, line, "“snippets” phải có cùng số nhóm, số mục như “gold”")
