"""The command that says what each part and weight of the ranking is worth.

Commands import what they use, so that help is instant.
"""
# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eval.options import (
    EncoderOption,
    IndexOption,
    JsonOption,
    SplitOption,
    chosen,
    index_body,
    open_index,
    to_json,
    with_dataset,
)
from retriever.types import Mode, Retriever

if TYPE_CHECKING:
    from eval.ablate import Ablation
    from retriever.ranking import Ranking


def ablate(
    dataset: Annotated[
        Path,
        typer.Argument(help="Thư mục BEIR, hoặc bộ câu hỏi soạn sẵn (.jsonl).", metavar="DATASET"),
    ],
    split: SplitOption = "test",
    encoder: EncoderOption = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Đo mỗi phần, mỗi trọng số xếp hạng đáng giá bao nhiêu.

    Bỏ lần lượt từng thứ rồi tìm lại. Các phần: dense (ngữ nghĩa), segmentation (tách từ), ranking
    (xét kỹ các ứng viên đầu), thesaurus (từ thường ngày). Hiệu nào cũng có kiểm định ngẫu nhiên hóa
    theo cặp. Với bộ câu hỏi soạn sẵn: tìm trong chỉ mục của --index, đo điều khoản đúng có nằm
    trong 5 kết quả đầu, có đứng đầu không. --split chỉ dùng cho thư mục BEIR.
    """
    if dataset.is_dir():
        _ablate_dataset(dataset, split, encoder, as_json=as_json)
    else:
        _ablate_curated(dataset, index, encoder, as_json=as_json)


def _ablate_dataset(folder: Path, split: str, encoder: str | None, *, as_json: bool) -> None:
    from eval.ablate import ablate as ablate_ranking
    from eval.datasets import load_dataset
    from eval.provenance import code_digest
    from eval.retrieval import retrieve
    from eval.runs import Run
    from eval.texts import ablation_text
    from retriever.ranking import load_ranking
    from service.runtime import open_retriever
    from service.settings import load_settings

    data = load_dataset(folder, split)
    settings = with_dataset(load_settings({"encoder": encoder}), data)

    def run_with(ranking: Ranking) -> Run:
        return retrieve(open_retriever(settings, ranking), data, Mode.HYBRID).run

    ablations = ablate_ranking(data.qrels, load_ranking(), run_with)
    if not as_json:
        typer.echo(ablation_text(data, ablations))
        return
    body = {
        "dataset": data.name,
        "split": data.split,
        "without": _without(ablations),
        "settings": chosen(settings),
        "dataset_sha256": data.digest,
        "code_sha256": code_digest(),
    }
    typer.echo(to_json(body))


def _ablate_curated(path: Path, index: Path | None, encoder: str | None, *, as_json: bool) -> None:
    from tqdm import tqdm

    from eval.ablate import ablate_curated, without_each
    from eval.datasets import file_digest
    from eval.provenance import code_digest
    from eval.questions import read_questions
    from retriever.ranking import load_ranking
    from service.runtime import open_retriever
    from service.settings import load_settings

    questions = list(read_questions(path))
    settings = load_settings({"index": index, "encoder": encoder})
    whole = open_index(settings)
    ranking = load_ranking()

    with tqdm(desc="Xếp hạng", total=1 + len(list(without_each(ranking)))) as progress:

        def open_with(changed: Ranking) -> Retriever:
            progress.update()
            return open_retriever(settings, changed)

        ablations = ablate_curated(questions, ranking, open_with)
    if not as_json:
        typer.echo(f"{path.name}\n\n{_curated_text(ablations)}")
        return
    body = {
        "questions": sum(question.answerable for question in questions),
        "without": _without(ablations),
        "questions_sha256": file_digest(path),
        "index": index_body(whole),
        "settings": chosen(settings),
        "code_sha256": code_digest(),
    }
    typer.echo(to_json(body))


def _without(ablations: Sequence[Ablation]) -> dict[str, list[dict[str, object]]]:
    return {one.weight: [row._asdict() for row in one.differences] for one in ablations}


def _curated_text(ablations: Sequence[Ablation]) -> str:
    """The whole ranking in the first row, then what is lost or gained without each part."""
    from eval.texts import number, signed, table

    measures = [row.measure for row in ablations[0].differences]
    whole = [cell for row in ablations[0].differences for cell in (number(row.a), "", "")]
    rows = [
        [
            one.weight,
            *(
                cell
                for row in one.differences
                for cell in (number(row.b), signed(row.difference), number(row.p))
            ),
        ]
        for one in ablations
    ]
    header = ["Bỏ", *(cell for name in measures for cell in (name, "thay đổi", "p"))]
    return table(header, [["(không bỏ gì)", *whole], *rows])
