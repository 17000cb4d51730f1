"""``planqa eval``: its commands, mounted by the front door.

Commands import what they use, so that help is instant.
"""
# ruff: noqa: PLC0415

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from retriever.types import Mode, Retriever

if TYPE_CHECKING:
    from eval.answers import Judged
    from eval.resampling import Interval
    from service.settings import Settings

HERE = Path(__file__).resolve().parent
CACHE = Path(".planqa/eval")
"""Indexes of data sets; may be deleted at any time."""


def _examples(*lines: str) -> str:
    """The end of a help page; a backspace line keeps click from joining the lines."""
    return "\b\nVí dụ:\n" + "\n".join(f"  {line}" for line in lines)


app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Đo chất lượng tìm kiếm và trả lời. Bảng in ra luồng chuẩn, tiến độ ra luồng lỗi.",
)

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


@app.command(
    epilog=_examples(
        "planqa eval retrieval du-lieu/alqac2022 --mode bm25",
        "planqa eval retrieval du-lieu/alqac2022 --json --run hybrid.trec",
    )
)
def retrieval(
    dataset: Annotated[
        Path, typer.Argument(help="Thư mục BEIR: corpus, queries, qrels.", metavar="DATASET")
    ],
    split: SplitOption = "test",
    mode: Annotated[Mode, typer.Option("--mode", help="Cách tìm.")] = Mode.HYBRID,
    run: Annotated[
        Path | None, typer.Option("--run", help="Ghi thêm kết quả ra tệp chạy TREC này.")
    ] = None,
    encoder: EncoderOption = None,
    as_json: JsonOption = False,
) -> None:
    """Lập chỉ mục một bộ dữ liệu, chạy mọi câu hỏi đã có đánh giá, in các độ đo.

    Chỉ mục được giữ lại trong .planqa/eval; lần sau chỉ làm lại phần đã đổi.
    """
    from eval.datasets import load_dataset
    from eval.measures import averages, per_query
    from eval.provenance import code_digest
    from eval.retrieval import open_dataset_index, retrieve
    from eval.runs import write_trec
    from eval.texts import retrieval_text
    from service.settings import load_settings

    data = load_dataset(dataset, split)
    model = load_settings({"encoder": encoder}).encoder
    retriever = open_dataset_index(data, CACHE, model)
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
        "index": _index(retriever),
        "code_sha256": code_digest(),
    }
    typer.echo(_json(body))


@app.command(
    epilog=_examples(
        "planqa eval answers eval/datasets/plans/development.jsonl",
        "planqa eval answers cau-hoi.jsonl --index chi-muc --json",
    )
)
def answers(
    questions: QuestionsArgument,
    index: IndexOption = None,
    top_k: TopKOption = None,
    as_json: JsonOption = False,
) -> None:
    """Hỏi trợ lý từng câu của một bộ soạn sẵn, đo viện dẫn, nhãn và từ chối.

    Mỗi số đo kèm khoảng tin cậy 95% và số câu hỏi được tính.
    """
    from eval.answers import by_kind, summarise
    from eval.datasets import file_digest
    from eval.provenance import code_digest
    from eval.texts import answers_text
    from service.settings import load_settings

    settings = load_settings({"index": index, "top_k": top_k})
    retriever, judged = _judged(questions, settings)
    total = summarise(judged)
    kinds = {str(kind): summarise(group) for kind, group in by_kind(judged).items()}
    if not as_json:
        typer.echo(answers_text(total, kinds))
        return
    body = {
        "questions": len(judged),
        "measures": _intervals(total),
        "by_kind": {kind: _intervals(found) for kind, found in kinds.items()},
        "failures": [_failure(one) for one in judged if one.failed],
        "top_k": settings.top_k,
        "questions_sha256": file_digest(questions),
        "index": _index(retriever),
        "code_sha256": code_digest(),
    }
    typer.echo(_json(body))


@app.command(
    epilog=_examples("planqa eval compare bm25.trec hybrid.trec --dataset du-lieu/alqac2022")
)
def compare(
    run_a: Annotated[Path, typer.Argument(help="Tệp chạy TREC thứ nhất.", metavar="RUN_A")],
    run_b: Annotated[Path, typer.Argument(help="Tệp chạy TREC thứ hai.", metavar="RUN_B")],
    dataset: Annotated[Path, typer.Option("--dataset", help="Thư mục BEIR có đánh giá.")],
    split: SplitOption = "test",
    as_json: JsonOption = False,
) -> None:
    """So hai lượt chạy trên cùng câu hỏi: hiệu B − A, kiểm định ngẫu nhiên hóa theo cặp."""
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
    typer.echo(_json(body))


@app.command(
    epilog=_examples("planqa eval report eval/datasets/plans/development.jsonl --out bao-cao.html")
)
def report(
    questions: QuestionsArgument,
    out: Annotated[Path, typer.Option("--out", help="Tệp HTML sẽ ghi.")] = Path("report.html"),
    index: IndexOption = None,
) -> None:
    """Ghi báo cáo HTML: biểu đồ, và từng câu chưa đạt kèm hạng của điều khoản đúng.

    Trang không cần mạng; mở bằng trình duyệt nào cũng được.
    """
    from tqdm import tqdm

    from eval.answers import asker
    from eval.datasets import file_digest
    from eval.examine import examine
    from eval.provenance import code_digest
    from eval.questions import read_questions
    from eval.report import report_html
    from service.evidence import strength
    from service.settings import load_settings
    from service.thresholds import packaged_thresholds

    asked = list(read_questions(questions))
    settings = load_settings({"index": index})
    retriever = _retriever(settings)
    ask = asker(retriever, settings.top_k)
    limits = packaged_thresholds().refuse
    examined = [
        examine(question, ask, retriever, lambda evidence: strength(evidence, limits))
        for question in tqdm(asked, desc="Hỏi")
    ]
    about = {
        "Bộ câu hỏi (SHA-256)": file_digest(questions),
        "Chỉ mục": retriever.info.generation,
        "Mô hình mã hóa": retriever.info.encoder,
        "Mã nguồn (SHA-256)": code_digest(),
    }
    out.write_text(report_html(examined, limits.strength, about), encoding="utf-8")
    typer.echo(str(out))


@app.command(
    epilog=_examples(
        "planqa eval gate",
        "planqa eval gate --beir du-lieu/alqac2022 --record",
    )
)
def gate(
    beir: Annotated[
        list[Path] | None, typer.Option("--beir", help="Đo thêm một thư mục BEIR (phần test).")
    ] = None,
    baselines: Annotated[Path, typer.Option("--baselines", help="Tệp mốc.")] = HERE
    / "baselines.json",
    record: Annotated[bool, typer.Option("--record", help="Ghi số đo lần này làm mốc.")] = False,
) -> None:
    """Đo phần test của bộ câu hỏi đi kèm, so với mốc; giảm quá khoảng tin cậy thì mã thoát là 1."""
    from eval.answers import summarise
    from eval.gate import Verdict, check, read_baselines, write_baselines
    from eval.texts import gate_text
    from service.settings import load_settings

    settings = load_settings({"index": CACHE / "plans"})
    _, judged = _judged(HERE / "datasets" / "plans" / "test.jsonl", settings)
    figures = {"plans-test": summarise(judged)}
    for folder in beir or []:
        figures[f"{folder.resolve().name}-test"] = _retrieval_figures(folder, settings)
    rows = check(figures, read_baselines(baselines))
    typer.echo(gate_text(rows))
    if record:
        write_baselines(baselines, figures)
    elif any(row.verdict is Verdict.DROPPED for row in rows):
        raise typer.Exit(1)
    elif any(row.verdict is not Verdict.HELD for row in rows):
        typer.echo("\nCó số đo tăng hoặc mới: chạy lại với --record để ghi mốc.", err=True)


def _retriever(settings: Settings) -> Retriever:
    """The index of the settings; built from the packaged documents where there is none."""
    from retriever import library

    return library.ensure_index(settings.index, settings.encoder)


def _judged(questions: Path, settings: Settings) -> tuple[Retriever, list[Judged]]:
    from tqdm import tqdm

    from eval.answers import asker, judge_all
    from eval.questions import read_questions

    asked = list(read_questions(questions))
    retriever = _retriever(settings)
    ask = asker(retriever, settings.top_k)
    return retriever, judge_all(tqdm(asked, desc="Hỏi"), ask)


def _retrieval_figures(folder: Path, settings: Settings) -> dict[str, Interval]:
    """The hybrid measures of a BEIR folder's test split, with intervals over its queries."""
    from eval.datasets import load_dataset
    from eval.measures import per_query
    from eval.resampling import bootstrap
    from eval.retrieval import open_dataset_index, retrieve

    data = load_dataset(folder)
    retriever = open_dataset_index(data, CACHE, settings.encoder)
    values = per_query(data.qrels, retrieve(retriever, data, Mode.HYBRID).run)
    found = {name: bootstrap(list(of.values())) for name, of in values.items()}
    return {name: interval for name, interval in found.items() if interval is not None}


def _index(retriever: Retriever) -> dict[str, str]:
    return {"generation": retriever.info.generation, "encoder": retriever.info.encoder}


def _intervals(found: dict[str, Interval]) -> dict[str, object]:
    return {name: interval._asdict() for name, interval in found.items()}


def _failure(one: Judged) -> dict[str, object]:
    return {
        "id": one.question.id,
        "kind": one.question.kind,
        "question": one.question.question,
        "gold": one.question.gold,
        "status": one.answer.status,
        "cited": [citation.clause_id for citation in one.answer.citations],
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
