"""Keep a curated set in step with the parser, and split it once into two halves.

Run again whenever clause ids change; the snippets are what stays::

    for file in corpus/documents/*.txt; do planqa inspect "$file" --json; done > clauses.jsonl
    python -m eval.curate eval/datasets/plans clauses.jsonl

rewrites ``questions.jsonl`` with the ids of the clauses that hold the snippets, and draws
``development.jsonl`` and ``test.jsonl`` from it.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import NamedTuple

from eval.datasets import bad_file, plain
from eval.questions import Question, read_questions
from retriever.types import BadDataset

SEED = 5921


class Span(NamedTuple):
    """A clause as ``planqa inspect`` prints it."""

    clause_id: str
    document_id: str
    start: int
    end: int
    text: str


def read_spans(path: Path) -> list[Span]:
    """Every clause of a file of concatenated ``planqa inspect --json`` outputs."""
    text = path.read_text(encoding="utf-8").strip()
    spans: list[Span] = []
    decoder = json.JSONDecoder()
    while text:
        try:
            body, used = decoder.raw_decode(text)
            document_id = body["document"]["document_id"]
            spans += [
                Span(one["clause_id"], document_id, one["start"], one["end"], plain(one["text"]))
                for one in body["clauses"]
            ]
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            raise bad_file(path, "không phải kết quả của “planqa inspect --json”") from error
        text = text[used:].lstrip()
    return spans


def resolve(question: Question, spans: Sequence[Span]) -> Question:
    """The question with its gold set to the ids of the clauses that hold its snippets."""
    gold = tuple(
        tuple(holder(snippet, spans).clause_id for snippet in group) for group in question.snippets
    )
    return replace(question, gold=gold)


def holder(snippet: str, spans: Sequence[Span]) -> Span:
    """The innermost clause with these words; raises ``BadDataset`` if there is not just one."""
    holders = [span for span in spans if plain(snippet) in span.text]
    innermost = [span for span in holders if not any(_inside(other, span) for other in holders)]
    if len(innermost) != 1:
        raise BadDataset(
            f"Đoạn “{snippet}” nằm ở {len(innermost)} điều khoản, phải ở đúng một.",
            "Chọn đoạn trích khác cho câu hỏi này.",
        )
    return innermost[0]


def split(questions: Sequence[Question], seed: int = SEED) -> tuple[list[Question], list[Question]]:
    """Two halves of about the same size and mix of kinds; no clause has questions in both.

    Questions that share a clause go together, also over a third one. These groups are drawn in
    a seeded order, large ones first, each into the half that has fewer questions of its kinds.
    """
    groups = _connected(questions)
    random.Random(seed).shuffle(groups)
    groups.sort(key=len, reverse=True)
    halves: tuple[list[Question], list[Question]] = ([], [])
    for group in groups:
        kinds = Counter(question.kind for question in group)
        weights = [
            sum(kinds[question.kind] for question in half) / len(group) + len(half) / 100
            for half in halves
        ]
        lighter = halves[0] if weights[0] <= weights[1] else halves[1]
        lighter.extend(group)
    order = {question.id: place for place, question in enumerate(questions)}
    for half in halves:
        half.sort(key=lambda question: order[question.id])
    return halves


def write_questions(path: Path, questions: Sequence[Question]) -> None:
    """One record a line, in the form that ``read_questions`` reads."""
    lines = [json.dumps(asdict(question), ensure_ascii=False) for question in questions]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _inside(inner: Span, outer: Span) -> bool:
    return inner.document_id == outer.document_id and (
        (outer.start <= inner.start and inner.end < outer.end)
        or (outer.start < inner.start and inner.end <= outer.end)
    )


def _connected(questions: Sequence[Question]) -> list[list[Question]]:
    """Groups of questions whose gold touches, in the order of their first questions."""
    groups: list[tuple[set[str], list[Question]]] = []
    for question in questions:
        items = {item for group in question.gold for item in group}
        touching = [group for group in groups if group[0] & items]
        first = touching[0] if touching else (set(), [])
        for group in touching[1:]:
            first[0].update(group[0])
            first[1].extend(group[1])
            groups.remove(group)
        if not touching:
            groups.append(first)
        first[0].update(items)
        first[1].append(question)
    return [members for _, members in groups]


def main(arguments: Sequence[str]) -> None:
    """Rewrite a folder's questions and halves from its snippets and a list of clauses."""
    if len(arguments) != 2:
        raise SystemExit("Cách dùng: python -m eval.curate THƯ_MỤC clauses.jsonl")
    folder = Path(arguments[0])
    spans = read_spans(Path(arguments[1]))
    questions = [resolve(one, spans) for one in read_questions(folder / "questions.jsonl")]
    development, test = split(questions)
    for name, part in (("questions", questions), ("development", development), ("test", test)):
        write_questions(folder / f"{name}.jsonl", part)
        print(f"{name}.jsonl: {len(part)} câu", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
