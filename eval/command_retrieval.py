"""The commands that measure search: one run, and two runs side by side.

Commands import what they use, so that help is instant.
"""
# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from eval.options import (
    DatasetArgument,
    EncoderOption,
    JsonOption,
    ModeOption,
    SplitOption,
    check_output,
    chosen,
    index_body,
    to_json,
    with_dataset,
)
from retriever.types import Mode


def retrieval(
    dataset: DatasetArgument,
    split: SplitOption = "test",
    mode: ModeOption = Mode.HYBRID,
    run: Annotated[
        Path | None, typer.Option("--run", help="Ghi thêm kết quả ra tệp chạy TREC này.")
    ] = None,
    encoder: EncoderOption = None,
    as_json: JsonOption = False,
) -> None:
    """Đo tìm kiếm trên một bộ dữ liệu BEIR.

    Lập chỉ mục bộ dữ liệu, chạy mọi câu hỏi đã có đánh giá, in các độ đo. Chỉ mục được giữ lại
    trong .planqa/eval; lần sau chỉ làm lại phần đã đổi.
    """
    from eval.datasets import load_dataset
    from eval.measures import averages, per_query
    from eval.provenance import code_digest
    from eval.retrieval import retrieve
    from eval.runs import check_names, write_trec
    from eval.texts import retrieval_text
    from service.runtime import open_retriever
    from service.settings import load_settings

    data = load_dataset(dataset, split)
    if run is not None:
        check_output(run)
        check_names([*data.article_ids, *(query.id for query in data.queries)])
    settings = load_settings({"encoder": encoder})
    retriever = open_retriever(with_dataset(settings, data))
    result = retrieve(retriever, data, mode)
    if run is not None:
        write_trec(run, result.run, tag=f"planqa-{mode}")
    measures = averages(per_query(data.qrels, result.run))
    if not as_json:
        typer.echo(retrieval_text(data, mode, measures, result))
        return
    body = {
        "dataset": data.name,
        "split": data.split,
        "mode": mode,
        "queries": len(data.queries),
        "measures": measures,
        "articles": len(data.article_ids),
        "latency_ms": result.latency(),
        "dataset_sha256": data.digest,
        "index": index_body(retriever),
        "settings": chosen(settings),
        "code_sha256": code_digest(),
    }
    typer.echo(to_json(body))


def compare(
    run_a: Annotated[Path, typer.Argument(help="Tệp chạy TREC thứ nhất.", metavar="RUN_A")],
    run_b: Annotated[Path, typer.Argument(help="Tệp chạy TREC thứ hai.", metavar="RUN_B")],
    dataset: Annotated[Path, typer.Option("--dataset", help="Thư mục BEIR có đánh giá.")],
    split: SplitOption = "test",
    as_json: JsonOption = False,
) -> None:
    """So hai lượt chạy (retrieval --run) trên cùng câu hỏi.

    In hiệu B − A của từng độ đo, kiểm định ngẫu nhiên hóa theo cặp, và các câu thay đổi nhiều nhất.
    """
    from eval.compare import compare as compare_runs
    from eval.datasets import load_dataset
    from eval.runs import read_trec
    from eval.texts import comparison_text

    data = load_dataset(dataset, split)
    comparison = compare_runs(data.qrels, read_trec(run_a), read_trec(run_b))
    if not as_json:
        typer.echo(f"A: {run_a}\nB: {run_b}\n\n{comparison_text(data, comparison)}")
        return
    body = {
        "dataset": data.name,
        "split": data.split,
        "queries": comparison.queries,
        "differences": [row._asdict() for row in comparison.differences],
        "most_changed": {
            "measure": comparison.measure,
            "queries": [change._asdict() for change in comparison.changes],
        },
        "dataset_sha256": data.digest,
    }
    typer.echo(to_json(body))
