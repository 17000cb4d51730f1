"""The front door: every command of planqa. Data go to standard output, the rest to the other.

Commands import what they use, so that help is instant and nothing is loaded for nothing.
"""
# ruff: noqa: PLC0415

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from retriever.types import BadQuestion, Mode, PlanqaError, UnreadableFile

if TYPE_CHECKING:
    from retriever.library import BuildReport
    from service.answer import Assistant
    from service.settings import Settings


def _examples(*lines: str) -> str:
    """The end of a help page; a backspace line keeps click from joining the lines."""
    return "\b\nVí dụ:\n" + "\n".join(f"  {line}" for line in lines)


app = typer.Typer(
    name="planqa",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="""Trợ lý tra cứu kế hoạch, quyết định, quy chế: trả lời kèm điều khoản trích nguyên văn.

\b
Bắt đầu:
  planqa ask "Ai ký Quyết định 5921/QĐ-UBND?"     hỏi một câu
  planqa serve                                    mở trang hỏi đáp tại http://127.0.0.1:8000
  planqa index thu-muc-van-ban --index chi-muc    lập chỉ mục văn bản của bạn

\b
Thiết lập lấy theo thứ tự: tham số dòng lệnh, biến môi trường PLANQA_*, tệp planqa.toml.
Mã thoát: 0 thành công, 1 có lỗi, 2 dùng sai cú pháp.""",
)

_COUNTS = {
    "created": "mới",
    "updated": "cập nhật",
    "skipped": "giữ nguyên",
    "removed": "gỡ bỏ",
    "failed": "hỏng",
}
IndexOption = Annotated[
    Path | None,
    typer.Option("--index", help="Thư mục chỉ mục (mặc định: .planqa/index).", show_default=False),
]
JsonOption = Annotated[bool, typer.Option("--json", help="In một giá trị JSON.")]


@app.command(
    epilog=_examples(
        "planqa index",
        "planqa index van-ban/ quyet-dinh.docx --index chi-muc",
    )
)
def index(
    sources: Annotated[
        list[Path] | None,
        typer.Argument(help="Tệp hoặc thư mục văn bản; để trống thì dùng bộ văn bản đi kèm."),
    ] = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Lập mới hoặc cập nhật chỉ mục; tệp hỏng được nêu tên và bỏ qua."""
    report = _build(_settings(index=index), sources or [])
    for name, reason in report.failed:
        _say(f"Bỏ qua {name}: {reason}")
    counts = {name: len(getattr(report, name)) for name in _COUNTS}
    if as_json:
        failures = [{"name": name, "reason": reason} for name, reason in report.failed]
        typer.echo(_json({**counts, "failures": failures, "generation": report.generation}))
    else:
        typer.echo(", ".join(f"{_COUNTS[name]} {count}" for name, count in counts.items()))
    nothing_good = sum(counts.values()) == counts["failed"] > 0
    if nothing_good:
        raise typer.Exit(1)


@app.command(
    epilog=_examples(
        'planqa ask "Khi nào Kế hoạch 4354/KH-UBND có hiệu lực?"',
        "planqa ask --file cau-hoi.txt --json > tra-loi.jsonl",
    )
)
def ask(
    question: Annotated[str | None, typer.Argument(help="Câu hỏi tiếng Việt.")] = None,
    file: Annotated[
        Path | None, typer.Option("--file", help="Tệp câu hỏi, mỗi dòng một câu (UTF-8).")
    ] = None,
    top_k: Annotated[
        int | None, typer.Option("--top-k", min=1, max=20, help="Số trích dẫn tối đa.")
    ] = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Trả lời câu hỏi kèm trích dẫn; lần đầu tự lập chỉ mục bộ văn bản đi kèm."""
    from service.schemas import question_body
    from ui.terminal import answer_text

    if (question is None) == (file is None):
        raise typer.BadParameter("Nêu một câu hỏi, hoặc một tệp câu hỏi với --file.")
    questions = [question] if question is not None else _questions(file or Path())
    bodies = [question_body(text, top_k) for text in questions]
    assistant = _assistant(_settings(index=index, top_k=top_k), may_build=index is None)
    for number, body in enumerate(bodies):
        response = assistant.ask(body)
        if as_json:
            typer.echo(response.model_dump_json())
            continue
        if file is not None:
            typer.echo(("\n" if number else "") + f"❯ {body.question}\n")
        typer.echo(answer_text(response))


@app.command(
    epilog=_examples(
        'planqa search "Quỹ đầu tư mạo hiểm" --mode bm25',
    )
)
def search(
    question: Annotated[str, typer.Argument(help="Từ khóa hoặc câu hỏi.")],
    mode: Annotated[Mode, typer.Option("--mode", help="Cách tìm.")] = Mode.HYBRID,
    top_k: Annotated[
        int, typer.Option("--top-k", min=1, max=100, help="Số điều khoản trả về.")
    ] = 10,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Liệt kê các điều khoản gần câu hỏi nhất, không soạn câu trả lời."""
    from service.schemas import search_body
    from ui.terminal import hits_text

    body = search_body(question, top_k, mode)
    response = _assistant(_settings(index=index), may_build=index is None).search(body)
    typer.echo(response.model_dump_json() if as_json else hits_text(response))


@app.command(
    epilog=_examples(
        "planqa inspect quyet-dinh.txt",
    )
)
def inspect(
    file: Annotated[Path, typer.Argument(help="Tệp văn bản: txt, html, docx hoặc pdf.")],
    as_json: JsonOption = False,
) -> None:
    """Cho xem cây điều khoản mà planqa đọc được từ một tệp."""
    from indexer.parse import parse_document
    from indexer.read import read_file
    from service.inspection import inspection_body, inspection_text

    document = parse_document(read_file(file))
    typer.echo(_json(inspection_body(document)) if as_json else inspection_text(document))


@app.command(
    epilog=_examples(
        "planqa serve --port 8080",
    )
)
def serve(
    host: Annotated[str | None, typer.Option("--host", help="Địa chỉ lắng nghe.")] = None,
    port: Annotated[
        int | None, typer.Option("--port", min=0, max=65535, help="Cổng lắng nghe.")
    ] = None,
    index: IndexOption = None,
) -> None:
    """Chạy máy chủ: trang hỏi đáp tại /, giao diện lập trình xem tại /docs."""
    import uvicorn

    from service.app import create_app
    from service.metrics import Metrics
    from service.runtime import build_assistant
    from ui.chat import mount_chat

    settings = _settings(index=index, host=host, port=port)
    if index is None:
        _ensure_index(settings)
    metrics = Metrics()
    assistant = build_assistant(settings, metrics)
    _warm_up(assistant, settings)
    web = mount_chat(create_app(assistant, metrics), assistant)
    _say(f"Mở http://{settings.host}:{settings.port} để hỏi; nhấn Ctrl+C để dừng.")
    uvicorn.run(web, host=settings.host, port=settings.port, log_level=settings.log_level)


def _settings(**given: object) -> Settings:
    """The settings in force, and the log set up as they say."""
    from service.settings import load_settings

    settings = load_settings(given)
    logging.basicConfig(
        stream=sys.stderr,
        level=settings.log_level.upper(),
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    for name in ("httpx", "httpcore", "openai"):
        # they would log the address of the model, which may hold a password
        logging.getLogger(name).setLevel(logging.WARNING)
    return settings


def _assistant(settings: Settings, *, may_build: bool) -> Assistant:
    """An assistant; ``may_build`` makes the index first where none is there."""
    from service.runtime import build_assistant

    if may_build:
        _ensure_index(settings)
    return build_assistant(settings)


def _ensure_index(settings: Settings) -> None:
    from retriever import library

    if library.live_generation(settings.index) is None:
        _say(f"Chưa có chỉ mục tại {settings.index}; đang lập từ bộ văn bản đi kèm…")
        _build(settings, [])


def _warm_up(assistant: Assistant, settings: Settings) -> None:
    """Load what the first question needs; a bad index fails here and not at that question.

    Without an index the server starts all the same and is ready once one is published.
    """
    from retriever import library
    from service.schemas import search_body

    if library.live_generation(settings.index) is not None:
        assistant.search(search_body("khởi động", 1, Mode.HYBRID))


def _build(settings: Settings, sources: Sequence[Path]) -> BuildReport:
    """Index the sources, the packaged documents when none are named, with progress."""
    from retriever import library

    return library.build(
        list(sources) or library.packaged_corpus(), settings.index, settings.encoder
    )


def _questions(file: Path) -> list[str]:
    """The questions of a file, one a line, blank lines left out."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise UnreadableFile(f"Không có tệp “{file}”.", "Kiểm tra lại đường dẫn.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(
            f"Không đọc được tệp “{file}”.", "Tệp câu hỏi phải là văn bản UTF-8, mỗi dòng một câu."
        ) from error
    return [line for line in text.splitlines() if line.strip()]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _say(text: str) -> None:
    """Progress and errors, for people."""
    typer.echo(text, err=True)


def _mount_eval() -> None:
    from eval.commands import app as eval_app

    app.add_typer(eval_app, name="eval")


_mount_eval()


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and exit: 0 done, 1 failed, 2 wrongly used."""
    try:
        app(args=arguments)
    except PlanqaError as error:
        _say(f"Lỗi: {error.message}")
        if error.hint:
            _say(f"Gợi ý: {error.hint}")
        sys.exit(2 if isinstance(error, BadQuestion) else 1)


if __name__ == "__main__":
    main()
