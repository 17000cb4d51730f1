"""What the commands of ``planqa eval`` have in common."""
# ruff: noqa: PLC0415 - help loads nothing heavy

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from retriever.types import Mode, Retriever

if TYPE_CHECKING:
    from eval.datasets import Dataset
    from service.settings import Settings

CACHE = Path(".planqa/eval")
"""Indexes of data sets; may be deleted at any time."""

DatasetArgument = Annotated[
    Path,
    typer.Argument(
        metavar="DATASET",
        help="Thư mục BEIR: corpus.jsonl, queries.jsonl, qrels/PHẦN.tsv.",
    ),
]
SplitOption = Annotated[
    str, typer.Option("--split", help="Phần của bộ dữ liệu: tên một tệp trong qrels/.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="In một giá trị JSON.")]
QuestionsArgument = Annotated[
    Path,
    typer.Argument(
        metavar="QUESTIONS",
        help="Bộ câu hỏi (.jsonl), mỗi dòng một đối tượng JSON; xem eval/datasets/plans/README.md.",
    ),
]
IndexOption = Annotated[
    Path | None,
    typer.Option("--index", help="Thư mục chỉ mục (mặc định: PLANQA_INDEX hoặc .planqa/index)."),
]
TopKOption = Annotated[
    int | None,
    typer.Option("--top-k", min=1, max=20, help="Số trích dẫn tối đa của một câu (mặc định: 5)."),
]
ModeOption = Annotated[
    Mode,
    typer.Option(
        "--mode", help="Cách tìm: theo từ (bm25), theo nghĩa (dense), hoặc cả hai (hybrid)."
    ),
]
EncoderOption = Annotated[
    str | None,
    typer.Option(
        "--encoder",
        help="Mô hình sentence-transformers, tên hoặc đường dẫn (mặc định: mô hình đi kèm).",
    ),
]


def examples(*lines: str) -> str:
    """The end of a help page; a backspace line keeps click from joining the lines."""
    return "\b\nVí dụ:\n" + "\n".join(f"  {line}" for line in lines)


def open_index(settings: Settings) -> Retriever:
    """The index of the settings, the default one built first if it is not there yet."""
    from service.runtime import ensure_index, open_retriever

    ensure_index(settings, lambda text: typer.echo(text, err=True))
    return open_retriever(settings)


def with_dataset(settings: Settings, data: Dataset) -> Settings:
    """The settings with the index of a data set's corpus, brought up to date first."""
    from eval.retrieval import build_dataset_index

    directory = build_dataset_index(data, CACHE, settings.encoder)
    return settings.model_copy(update={"index": directory})


def chosen(settings: Settings) -> dict[str, str]:
    """What is set besides index and encoder that figures depend on, by its variable."""
    names = ("reranker", "thesaurus", "llm_model")
    values = {f"PLANQA_{name.upper()}": getattr(settings, name) for name in names}
    return {name: str(value) for name, value in values.items() if value is not None}


def check_output(path: Path) -> None:
    """Raise ``OSError`` before the work of minutes if no file can be written there."""
    there = path.exists()
    with path.open("a"):
        pass
    if not there:
        path.unlink()


def index_body(retriever: Retriever) -> dict[str, str]:
    """Which index gave the figures."""
    return {"generation": retriever.info.generation, "encoder": retriever.info.encoder}


def to_json(value: object) -> str:
    """One JSON value, as the commands print it."""
    return json.dumps(value, ensure_ascii=False, indent=2)
