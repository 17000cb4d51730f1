r"""Fit ``retriever/answerable.json``: how likely a clause answers a question.

Clauses that answer are the gold ones of the development questions. Clauses that do not answer are
the best ones for questions that the corpus cannot answer: the development questions of that kind,
questions of other collections (``--foreign``), and the development questions with the clauses
that answer them left out, which stand near the topic.

    python -m eval.calibrate eval/datasets/plans/development.jsonl \
        --foreign ../shared/data/beir/alqac2025 --foreign ../shared/data/beir/uit-regulation
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import numpy as np
import numpy.typing as npt
import typer

from eval.datasets import read_queries
from eval.questions import Question, read_questions
from retriever.types import ClauseRef, Hit, Retriever

Floats = npt.NDArray[np.float64]

NEAREST = 3
"""Best clauses of a question without an answer that are shown to the fit."""
DEPTH = 20
"""How far down a gold clause is looked for."""
FOREIGN = 300
"""Questions taken of each other collection."""
STRENGTH = 0.3
"""Inverse of the L2 penalty, on features of standard deviation 1."""


class Example(NamedTuple):
    """One clause for one question: its features, whether it answers, and what it weighs."""

    question: str
    features: tuple[float, ...]
    answers: bool
    weight: float


def own_examples(retriever: Retriever, questions: Iterable[Question]) -> list[Example]:
    """From questions about the corpus itself."""
    found: list[Example] = []
    for question in questions:
        hits = retriever.search(question.question, DEPTH)
        gold = {item for group in question.gold for item in group}
        answering = [hit for hit in hits if str(hit.ref) in gold]
        others = [hit for hit in hits if not _beside(hit.ref, gold)]
        if answering:
            found.append(_example(question.id, answering[0], answers=True, weight=1.0))
            found.append(_example(question.id, others[0], answers=False, weight=0.5))
        elif not question.answerable:
            found += [
                _example(question.id, hit, answers=False, weight=4.0 / NEAREST)
                for hit in others[:NEAREST]
            ]
    return found


def foreign_examples(retriever: Retriever, questions: Sequence[str]) -> list[Example]:
    """From questions about something else; together they weigh as much as 60 questions."""
    return [
        _example(question, hit, answers=False, weight=60 / len(questions))
        for question in questions
        for hit in retriever.search(question, 1)
    ]


def fit(examples: Sequence[Example], names: Sequence[str]) -> dict[str, object]:
    """The body of ``answerable.json``; deterministic."""
    from sklearn.linear_model import (  # type: ignore[import-untyped]  # noqa: PLC0415 - slow
        LogisticRegression,
    )

    table = np.array([example.features for example in examples])
    spread = table.std(axis=0) + 1e-9
    model = LogisticRegression(C=STRENGTH, max_iter=1000).fit(
        table / spread,
        [example.answers for example in examples],
        sample_weight=[example.weight for example in examples],
    )
    weights = model.coef_[0] / spread
    return {
        "intercept": round(float(model.intercept_[0]), 4),
        "weights": {
            name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)
        },
    }


def _beside(ref: ClauseRef, gold: Iterable[str]) -> bool:
    """Whether a clause is a gold one, stands above or below one, or under the same parent."""
    here = str(ref)
    return any(
        here == item
        or here.startswith(f"{item}__")
        or item.startswith(f"{here}__")
        or here.rpartition("__")[0] == item.rpartition("__")[0]
        for item in gold
    )


def _example(question: str, hit: Hit, *, answers: bool, weight: float) -> Example:
    return Example(question, tuple(hit.evidence.features.values()), answers, weight)


def main(
    questions: Annotated[Path, typer.Argument(help="Development questions, JSON Lines.")],
    foreign: Annotated[list[Path] | None, typer.Option(help="BEIR folders.")] = None,
    index: Annotated[Path, typer.Option(help="Index of the corpus.")] = Path(".planqa/index"),
    output: Annotated[Path, typer.Option()] = Path("retriever/answerable.json"),
) -> None:
    """Fit the probability of an answer and write it as JSON."""
    from retriever.library import ensure_index  # noqa: PLC0415 - loads torch and faiss

    retriever = ensure_index(index)
    examples = own_examples(retriever, read_questions(questions))
    for folder in foreign or []:
        texts = [query.text for query in read_queries(folder / "queries.jsonl")]
        examples += foreign_examples(retriever, texts[:: max(1, len(texts) // FOREIGN)])
    names = list(retriever.search(examples[0].question, 1)[0].evidence.features)
    body = json.dumps(fit(examples, names), ensure_ascii=False, indent=2)
    output.write_text(f"{body}\n", encoding="utf-8")
    typer.echo(body)


if __name__ == "__main__":
    typer.run(main)
