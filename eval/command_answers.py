"""The commands that measure answers: figures, a page to look at, and a gate for changes.

Commands import what they use, so that help is instant.
"""
# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eval.options import (
    CACHE,
    IndexOption,
    JsonOption,
    QuestionsArgument,
    TopKOption,
    check_output,
    chosen,
    index_body,
    open_index,
    to_json,
    with_dataset,
)
from retriever.types import Mode, Retriever

if TYPE_CHECKING:
    from eval.answers import Judged
    from eval.resampling import Interval
    from service.settings import Settings

HERE = Path(__file__).resolve().parent


def answers(
    questions: QuestionsArgument,
    index: IndexOption = None,
    top_k: TopKOption = None,
    as_json: JsonOption = False,
) -> None:
    """Đo câu trả lời trên một bộ câu hỏi soạn sẵn.

    Hỏi trợ lý từng câu, đo viện dẫn, nhãn và từ chối. Mỗi số đo kèm khoảng tin cậy 95% và số
    câu hỏi được tính.
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
        "index": index_body(retriever),
        "settings": chosen(settings),
        "code_sha256": code_digest(),
    }
    typer.echo(to_json(body))


def report(
    questions: QuestionsArgument,
    out: Annotated[Path, typer.Option("--out", help="Tệp HTML sẽ ghi.")] = Path("report.html"),
    index: IndexOption = None,
) -> None:
    """Ghi báo cáo HTML về chất lượng trả lời.

    Gồm biểu đồ, và từng câu chưa đạt kèm hạng của điều khoản đúng. Mười câu sai nặng nhất được giải
    thích theo tệp causes.toml cùng thư mục với bộ câu hỏi. Trang không cần mạng; mở bằng trình
    duyệt nào cũng được.
    """
    from tqdm import tqdm

    from eval.answers import asker
    from eval.datasets import file_digest
    from eval.examine import examine
    from eval.provenance import code_digest
    from eval.questions import read_questions
    from eval.report import read_causes, report_html
    from service.runtime import build_assistant
    from service.settings import load_settings
    from service.thresholds import packaged_thresholds

    check_output(out)
    asked = list(read_questions(questions))
    causes = read_causes(questions.with_name("causes.toml"))
    settings = load_settings({"index": index})
    retriever = open_index(settings)
    ask = asker(build_assistant(settings, retriever=lambda: retriever))
    examined = [examine(question, ask, retriever) for question in tqdm(asked, desc="Hỏi")]
    about = {
        "Bộ câu hỏi (SHA-256)": file_digest(questions),
        "Chỉ mục": retriever.info.generation,
        "Mô hình mã hóa": retriever.info.encoder,
        "Mã nguồn (SHA-256)": code_digest(),
        **chosen(settings),
    }
    threshold = packaged_thresholds().refuse.probability
    out.write_text(report_html(examined, threshold, about, causes), encoding="utf-8")
    typer.echo(str(out))


def gate(
    beir: Annotated[
        list[Path] | None,
        typer.Option("--beir", help="Đo thêm một thư mục BEIR (phần test); nêu được nhiều lần."),
    ] = None,
    baselines: Annotated[
        Path, typer.Option("--baselines", help="Tệp mốc.", show_default="eval/baselines.json")
    ] = HERE / "baselines.json",
    record: Annotated[
        bool, typer.Option("--record", help="Ghi số đo lần này làm mốc, thay cho mốc cũ.")
    ] = False,
) -> None:
    """So chất lượng với mốc đã ghi, để xét một thay đổi.

    Đo phần test của bộ câu hỏi đi kèm. Số đo nào giảm quá khoảng tin cậy của mốc thì mã thoát là 1.
    """
    from eval.answers import summarise
    from eval.gate import Verdict, check, read_baselines, write_baselines
    from eval.texts import gate_text
    from service.runtime import build_index
    from service.settings import load_settings

    if record:
        check_output(baselines)
    before = read_baselines(baselines)
    settings = load_settings({"index": CACHE / "plans"})
    build_index(settings)
    _, judged = _judged(HERE / "datasets" / "plans" / "test.jsonl", settings)
    figures = {"plans-test": summarise(judged)}
    for folder in beir or []:
        figures[f"{folder.resolve().name}-test"] = _retrieval_figures(folder, settings)
    rows = check(figures, before)
    typer.echo(gate_text(rows))
    if record:
        write_baselines(baselines, figures)
    elif any(row.verdict is Verdict.DROPPED for row in rows):
        raise typer.Exit(1)
    elif any(row.verdict is not Verdict.HELD for row in rows):
        typer.echo("\nCó số đo tăng hoặc mới: chạy lại với --record để ghi mốc.", err=True)


def _judged(questions: Path, settings: Settings) -> tuple[Retriever, list[Judged]]:
    from tqdm import tqdm

    from eval.answers import asker, judge_all
    from eval.questions import read_questions
    from service.runtime import build_assistant

    asked = list(read_questions(questions))
    retriever = open_index(settings)
    ask = asker(build_assistant(settings, retriever=lambda: retriever))
    return retriever, judge_all(tqdm(asked, desc="Hỏi"), ask)


def _retrieval_figures(folder: Path, settings: Settings) -> dict[str, Interval]:
    """The hybrid measures of a BEIR folder's test split, with intervals over its queries."""
    from eval.datasets import load_dataset
    from eval.measures import per_query
    from eval.resampling import bootstrap
    from eval.retrieval import retrieve
    from service.runtime import open_retriever

    data = load_dataset(folder)
    retriever = open_retriever(with_dataset(settings, data))
    values = per_query(data.qrels, retrieve(retriever, data, Mode.HYBRID).run)
    found = {name: bootstrap(list(of.values())) for name, of in values.items()}
    return {name: interval for name, interval in found.items() if interval is not None}


def _intervals(found: dict[str, Interval]) -> dict[str, object]:
    return {name: interval._asdict() for name, interval in found.items()}


def _failure(one: Judged) -> dict[str, object]:
    return {
        "id": one.question.id,
        "kind": one.question.kind,
        "question": one.question.question,
        "gold": one.question.gold,
        "facts": one.question.facts,
        "status": one.answer.status,
        "answer": one.answer.answer,
        "cited": [citation.clause_id for citation in one.answer.citations],
    }
