"""``python -m indexer.train.collections``: small collections of documents with questions on them.

What the retriever and the refusal are calibrated on: real documents that the encoder was not
trained on, few at a time as an office keeps them, with the questions that were written about
them. Each collection is a folder with ``documents/`` and ``questions.jsonl``, a question set as
``planqa eval answers`` reads it; gold are the first words of the paragraph that answers.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from indexer.train.__main__ import WRITTEN, held_out
from indexer.train.articles import read_gazette, read_laws
from indexer.train.dataset import QuestionSet, read_written

KINDS = {"legal": "direct", "official": "paraphrase", "everyday": "hard"}
"""What the styles of written questions are called in question sets."""

SNIPPET_CHARACTERS = 60
LONGEST_FILE = 250_000
"""Bytes; a longer file would be a collection by itself."""


def collections(files: Sequence[Path], size: int) -> Iterator[list[Path]]:
    """The files in groups of ``size``, in an order that depends on nothing but their names."""
    order = sorted(files, key=lambda file: hashlib.sha256(file.stem.encode()).digest())
    for start in range(0, len(order), size):
        yield order[start : start + size]


def asked_by_document(written: QuestionSet) -> Mapping[str, list[dict[str, Any]]]:
    """The questions about each document as lines of a question set."""
    found = defaultdict(list)
    for question in written.questions:
        article = written.articles[min(question.gold)]
        paragraph = article.paragraphs[question.paragraph or 0]
        found[article.document].append(
            {
                "id": question.id,
                "kind": KINDS[question.style],
                "question": question.text,
                "gold": [[paragraph[:SNIPPET_CHARACTERS].strip()]],
                "label": None,
                "answerable": True,
            }
        )
    return found


def main(
    data: Annotated[Path, typer.Option(help="Folder with laws/ and gazette/.")],
    output: Annotated[Path, typer.Option(help="Folder of the collections; created if missing.")],
    questions: Annotated[Path, typer.Option(help="Questions about the raw texts.")] = WRITTEN,
    held_out_share: Annotated[float, typer.Option("--held-out", min=0, max=1)] = 0.1,
    size: Annotated[int, typer.Option(min=1, help="Documents in a collection.")] = 5,
) -> None:
    """Write collections of the documents that training with this share held out."""
    articles = [*read_laws(data / "laws"), *read_gazette(data / "gazette")]
    asked = asked_by_document(read_written(questions, articles))
    files = [
        file
        for file in sorted((data / "gazette").glob("*.txt"))
        if file.stem in asked
        and held_out(file.stem, held_out_share)
        and file.stat().st_size <= LONGEST_FILE
    ]
    for number, group in enumerate(collections(files, size)):
        folder = output / f"{number:03d}"
        (folder / "documents").mkdir(parents=True, exist_ok=True)
        for file in group:
            shutil.copyfile(file, folder / "documents" / file.name)
        rows = [row for file in group for row in asked[file.stem]]
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        (folder / "questions.jsonl").write_text("\n".join([*lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
