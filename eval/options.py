"""What the commands of ``planqa eval`` have in common."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from retriever.types import Retriever

CACHE = Path(".planqa/eval")
"""Indexes of data sets; may be deleted at any time."""

DatasetArgument = Annotated[
    Path, typer.Argument(help="Thư mục BEIR: corpus, queries, qrels.", metavar="DATASET")
]
SplitOption = Annotated[
    str, typer.Option("--split", help="Phần của bộ dữ liệu: tên một tệp trong qrels/.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="In một giá trị JSON.")]
QuestionsArgument = Annotated[
    Path, typer.Argument(help="Bộ câu hỏi, mỗi dòng một đối tượng JSON.", metavar="QUESTIONS")
]
IndexOption = Annotated[
    Path | None,
    typer.Option("--index", help="Thư mục chỉ mục (mặc định: .planqa/index).", show_default=False),
]
TopKOption = Annotated[
    int | None, typer.Option("--top-k", min=1, max=20, help="Số trích dẫn tối đa.")
]
EncoderOption = Annotated[
    str | None,
    typer.Option("--encoder", help="Mô hình sentence-transformers; để trống: mô hình đi kèm."),
]


def examples(*lines: str) -> str:
    """The end of a help page; a backspace line keeps click from joining the lines."""
    return "\b\nVí dụ:\n" + "\n".join(f"  {line}" for line in lines)


def index_body(retriever: Retriever) -> dict[str, str]:
    """Which index gave the figures."""
    return {"generation": retriever.info.generation, "encoder": retriever.info.encoder}


def to_json(value: object) -> str:
    """One JSON value, as the commands print it."""
    return json.dumps(value, ensure_ascii=False, indent=2)
