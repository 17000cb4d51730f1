"""``python -m indexer.train.collections``: small collections of documents with questions on them.

What the retriever and the refusal are calibrated on: real documents that the encoder was not
trained on, few at a time as an office keeps them, with the questions that were written about
them. Each collection is a folder with ``documents/`` and ``questions.jsonl``, a question set as
``planqa eval answers`` reads it; gold are the first words of the paragraph that answers.

And, with ``--laws``, a set in BEIR's form: the articles of all laws, with questions about laws that
the encoder was not trained on, half of them to fit on (``train``), half to measure on (``test``).
"""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from indexer.train.__main__ import WRITTEN, held_out
from indexer.train.articles import Article, read_gazette, read_laws
from indexer.train.dataset import Question, QuestionSet, read_written, without_copies

KINDS = {"legal": "direct", "official": "paraphrase", "everyday": "hard"}
"""What the styles of written questions are called in question sets."""

SNIPPET_CHARACTERS = 60
LONGEST_FILE = 250_000
"""Bytes; a longer file would be a collection by itself."""

LAW_QUESTIONS = 600
"""Of each style, at most."""
_SPLITS = ("train", "test")


def collections(files: Sequence[Path], size: int) -> Iterator[list[Path]]:
    """The files in groups of ``size``, in an order that depends on nothing but their names."""
    order = sorted(files, key=lambda file: _drawn(file.stem))
    for start in range(0, len(order), size):
        yield order[start : start + size]


def _drawn(name: str) -> bytes:
    """Where something stands in an order by chance that is the same everywhere."""
    return hashlib.sha256(name.encode()).digest()


def about_laws(written: QuestionSet, laws: Sequence[Article], share: float) -> list[Question]:
    """Questions about the laws that training with this share held out, drawn style by style."""
    keys = {article.key for article in laws if held_out(article.document, share)}
    found = sorted(
        (question for question in written.questions if min(question.gold) in keys),
        key=lambda question: _drawn(question.id),
    )
    return [
        question
        for style in KINDS
        for question in [each for each in found if each.style == style][:LAW_QUESTIONS]
    ]


def write_laws(folder: Path, laws: Sequence[Article], asked: Sequence[Question]) -> None:
    """A BEIR folder: what is asked about, and every other article that is no copy of it."""
    by_key = {article.key: article for article in laws}
    gold = {key: by_key[key] for key in sorted({min(question.gold) for question in asked})}
    pool = gold | {one.key: one for one in without_copies(laws, gold.values())}
    _write_lines(
        folder / "corpus.jsonl",
        [
            {
                "_id": key,
                "title": one.law,
                "text": "\n".join([*([one.title, ""] if one.title else []), *one.paragraphs]),
            }
            for key, one in pool.items()
        ],
    )
    queries = [{"_id": f"{one.style}-{one.id}", "text": one.text} for one in asked]
    _write_lines(folder / "queries.jsonl", queries)
    (folder / "qrels").mkdir(exist_ok=True)
    for number, split in enumerate(_SPLITS):
        with (folder / "qrels" / f"{split}.tsv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, delimiter="\t", lineterminator="\n")
            writer.writerow(["query-id", "corpus-id", "score"])
            for query, one in zip(queries[number::2], asked[number::2], strict=True):
                writer.writerow([query["_id"], min(one.gold), 1])


def _write_lines(file: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    file.write_text("\n".join([*lines, ""]), encoding="utf-8")


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
    laws: Annotated[Path | None, typer.Option(help="Folder of the set about laws.")] = None,
) -> None:
    """Write collections of the documents that training with this share held out."""
    of_laws = read_laws(data / "laws")
    written = read_written(questions, [*of_laws, *read_gazette(data / "gazette")])
    if laws is not None:
        write_laws(laws, of_laws, about_laws(written, of_laws, held_out_share))
    asked = asked_by_document(written)
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
        _write_lines(
            folder / "questions.jsonl", [row for file in group for row in asked[file.stem]]
        )


if __name__ == "__main__":
    typer.run(main)
