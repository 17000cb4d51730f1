"""``planqa eval``: the three commands, mounted by the front door.

Commands import what they use, so that help is instant.
"""
# ruff: noqa: PLC0415

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from retriever.types import Mode

if TYPE_CHECKING:
    from eval.answers import Judged
    from eval.resampling import Interval
    from service.schemas import AskResponse

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Đo chất lượng tìm kiếm và trả lời. Bảng in ra luồng chuẩn, tiến độ ra luồng lỗi.",
)

CACHE = Path(".planqa/eval")
"""Indexes of data sets; may be deleted at any time."""

SplitOption = Annotated[
    str, typer.Option("--split", help="Phần của bộ dữ liệu: tên một tệp trong qrels/.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="In một giá trị JSON.")]
QuestionsArgument = Annotated[Path, typer.Argument(help="Bộ câu hỏi, mỗi dòng một đối tượng JSON.")]
IndexOption = Annotated[
    Path | None, typer.Option("--index", help="Thư mục chỉ mục (mặc định: .planqa/index).")
]
EncoderOption = Annotated[
    str | None,
    typer.Option("--encoder", help="Mô hình sentence-transformers; để trống: mô hình đi kèm."),
]


@app.command(
    epilog="""\b
Ví dụ:
  planqa eval retrieval du-lieu/alqac2022 --mode bm25
  planqa eval retrieval du-lieu/alqac2022 --json --run hybrid.trec"""
)
def retrieval(
    dataset: Annotated[Path, typer.Argument(help="Thư mục BEIR: corpus, queries, qrels.")],
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
    from eval.tables import number, table

    data = load_dataset(dataset, split)
    retriever = open_dataset_index(data, CACHE, _encoder(encoder))
    result = retrieve(retriever, data, mode)
    if run is not None:
        write_trec(run, result.run, tag=f"planqa-{mode}")
    measures = averages(per_query(data.qrels, result.run))
    if as_json:
        body = {
            "dataset": data.name,
            "split": data.split,
            "mode": mode,
            "queries": len(data.queries),
            "measures": measures,
            "articles": len(data.article_ids),
            "latency_ms": result.latency(),
            "dataset_sha256": data.digest,
            "index": _index(retriever.info.generation, retriever.info.encoder),
            "code_sha256": code_digest(),
        }
        typer.echo(_json(body))
        return
    typer.echo(f"{data.name}, phần {data.split}, cách tìm {mode}: {len(data.queries)} câu hỏi\n")
    typer.echo(table(["Độ đo", "Giá trị"], [[name, number(v)] for name, v in measures.items()]))
    typer.echo(
        "\nThời gian một câu: "
        + ", ".join(f"{name} {value:.1f} ms" for name, value in result.latency().items())
    )


@app.command(
    epilog="""\b
Ví dụ:
  planqa eval answers eval/datasets/plans/development.jsonl
  planqa eval answers cau-hoi.jsonl --index chi-muc --json"""
)
def answers(
    questions: QuestionsArgument,
    index: IndexOption = None,
    top_k: Annotated[
        int | None, typer.Option("--top-k", min=1, max=20, help="Số trích dẫn tối đa.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Hỏi trợ lý từng câu của một bộ soạn sẵn, đo viện dẫn, nhãn và từ chối.

    Mỗi số đo kèm khoảng tin cậy 95% và số câu hỏi được tính.
    """
    from tqdm import tqdm

    from eval.answers import by_kind, judge_all, summarise
    from eval.datasets import file_digest
    from eval.provenance import code_digest
    from eval.questions import read_questions
    from service.runtime import build_assistant
    from service.schemas import AskRequest
    from service.settings import load_settings

    asked = list(read_questions(questions))
    settings = load_settings({"index": index, "top_k": top_k})
    assistant = build_assistant(settings)
    state = assistant.index()
    judged = judge_all(
        tqdm(asked, desc="Hỏi"),
        lambda text: assistant.ask(AskRequest(question=text, top_k=settings.top_k)),
    )
    total, kinds = summarise(judged), by_kind(judged)
    if as_json:
        body = {
            "questions": len(asked),
            "measures": _intervals(total),
            "by_kind": {kind: _intervals(summarise(group)) for kind, group in kinds.items()},
            "failures": [_failure(one) for one in judged if one.failed],
            "top_k": settings.top_k,
            "questions_sha256": file_digest(questions),
            "index": {"generation": state.generation},
            "code_sha256": code_digest(),
        }
        typer.echo(_json(body))
        return
    typer.echo(_answers_text(total, {str(k): summarise(group) for k, group in kinds.items()}))


@app.command(
    epilog="""\b
Ví dụ:
  planqa eval report eval/datasets/plans/development.jsonl --out bao-cao.html"""
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

    from eval.datasets import file_digest
    from eval.examine import examine
    from eval.provenance import code_digest
    from eval.questions import read_questions
    from eval.report import report_html
    from service.answer import Assistant
    from service.runtime import live_index
    from service.schemas import AskRequest
    from service.settings import load_settings
    from service.thresholds import packaged_thresholds

    asked = list(read_questions(questions))
    settings = load_settings({"index": index})
    retriever = live_index(settings)()
    assistant = Assistant(lambda: retriever, top_k=settings.top_k)

    def ask(text: str) -> AskResponse:
        return assistant.ask(AskRequest(question=text, top_k=settings.top_k))

    examined = [examine(question, ask, retriever) for question in tqdm(asked, desc="Hỏi")]
    about = {
        "Bộ câu hỏi (SHA-256)": file_digest(questions),
        "Chỉ mục": retriever.info.generation,
        "Mô hình mã hóa": retriever.info.encoder,
        "Mã nguồn (SHA-256)": code_digest(),
    }
    threshold = ("ngưỡng", packaged_thresholds().refuse.coverage)
    out.write_text(report_html(examined, threshold, about), encoding="utf-8")
    typer.echo(str(out))


@app.command(
    epilog="""\b
Ví dụ:
  planqa eval compare bm25.trec hybrid.trec --dataset du-lieu/alqac2022"""
)
def compare(
    run_a: Annotated[Path, typer.Argument(help="Tệp chạy TREC thứ nhất.")],
    run_b: Annotated[Path, typer.Argument(help="Tệp chạy TREC thứ hai.")],
    dataset: Annotated[Path, typer.Option("--dataset", help="Thư mục BEIR có đánh giá.")],
    split: SplitOption = "test",
    as_json: JsonOption = False,
) -> None:
    """So hai lượt chạy trên cùng câu hỏi: hiệu B − A, kiểm định ngẫu nhiên hóa theo cặp."""
    from dataclasses import asdict

    from eval.compare import compare as compare_runs
    from eval.datasets import load_dataset
    from eval.runs import read_trec
    from eval.tables import number, table

    data = load_dataset(dataset, split)
    comparison = compare_runs(data.qrels, read_trec(run_a), read_trec(run_b))
    if as_json:
        body = asdict(comparison) | {
            "differences": [row._asdict() for row in comparison.differences],
            "changes": [row._asdict() for row in comparison.changes],
            "dataset": data.name,
            "split": data.split,
            "dataset_sha256": data.digest,
        }
        typer.echo(_json(body))
        return
    typer.echo(f"A: {run_a}\nB: {run_b}\n{comparison.queries} câu hỏi của {data.name}\n")
    header = ["Độ đo", "A", "B", "B − A", "p", "tốt hơn", "kém hơn"]
    rows = [
        [
            row.measure,
            *(number(row.a), number(row.b), number(row.difference, signed=True), number(row.p)),
            *(str(row.better), str(row.worse)),
        ]
        for row in comparison.differences
    ]
    typer.echo(table(header, rows))
    if not comparison.changes:
        return
    texts = {query.id: query.text for query in data.queries}
    typer.echo(f"\nCác câu đổi nhiều nhất theo {comparison.measure} (A → B):")
    for change in comparison.changes:
        moved = f"{number(change.a)} → {number(change.b)}"
        typer.echo(f"  {moved}  {change.query_id}: {texts[change.query_id]}")


def _encoder(given: str | None) -> str | None:
    from service.settings import load_settings

    return load_settings({"encoder": given}).encoder


def _answers_text(total: dict[str, Interval], kinds: dict[str, dict[str, Interval]]) -> str:
    """One table of all measures, and one by kind of those that tell the kinds apart."""
    from eval.answers import MEASURES
    from eval.tables import percent, table

    rows = [
        [MEASURES[name], percent(one.mean), f"{percent(one.low)} – {percent(one.high)}", str(one.n)]
        for name, one in total.items()
    ]
    names = ["cited_first", "cited", "all_cited", "label", "wrongly_refused", "refusal_recall"]
    header = ["loại", "số câu", "đầu", "có", "đủ", "nhãn", "từ chối nhầm", "từ chối đúng"]
    by_kind = [
        [kind, str(max(one.n for one in found.values()))]
        + [percent(found[name].mean) if name in found else "–" for name in names]
        for kind, found in kinds.items()
    ]
    return "\n\n".join(
        [table(["Độ đo", "Giá trị", "Khoảng 95%", "số câu"], rows), table(header, by_kind)]
    )


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


def _index(generation: str, encoder: str) -> dict[str, str]:
    return {"generation": generation, "encoder": encoder}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
