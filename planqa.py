"""The front door: every command of planqa. Data go to standard output, the rest to the other.

Commands import what they use, so that help is instant and nothing is loaded for nothing.
"""
# ruff: noqa: PLC0415

from __future__ import annotations

import contextlib
import errno
import logging
import shlex
import sys
from collections.abc import Iterator, Sequence
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eval.commands import app as eval_app
from eval.options import IndexOption, JsonOption, ModeOption, TopKOption, examples, to_json
from retriever.types import BadQuestion, Mode, PlanqaError, UnreadableFile

if TYPE_CHECKING:
    from service.answer import Assistant
    from service.schemas import AskRequest
    from service.settings import Settings


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
  planqa ask "Ai ký Quyết định 5921/QĐ-UBND?"    hỏi một câu về bộ văn bản đi kèm
  planqa serve                                   mở trang hỏi đáp ở http://127.0.0.1:8000

\b
Với văn bản của bạn:
  planqa inspect quyet-dinh.docx                 xem planqa đọc văn bản ra sao
  planqa index van-ban/ --index chi-muc          lập chỉ mục cả thư mục
  planqa serve --index chi-muc                   hỏi đáp trên chỉ mục đó

\b
Chưa có chỉ mục ở chỗ mặc định thì planqa tự lập từ bộ văn bản đi kèm; chỉ mục nêu bằng
--index phải lập trước bằng “planqa index”.

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


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"planqa {metadata.version('planqa')}")
        raise typer.Exit


@app.callback()
def _every_command(
    _: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="In số phiên bản."),
    ] = False,
) -> None:
    """Options before the name of a command; what help says is with the application above."""


@app.command(
    epilog=examples(
        "planqa index",
        "planqa index van-ban/ quyet-dinh.docx --index chi-muc",
    )
)
def index(
    sources: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="VĂN-BẢN",
            help="Tệp hoặc thư mục văn bản; để trống thì dùng bộ văn bản đi kèm.",
        ),
    ] = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Lập mới hoặc cập nhật chỉ mục từ tệp, thư mục văn bản.

    Đọc txt, html, docx, pdf. Chỉ đọc lại tệp đã đổi; văn bản lập từ trước vẫn được giữ, trừ khi tệp
    bị xóa khỏi thư mục đang nêu. Tệp hỏng được nêu tên và bỏ qua.
    """
    from service.runtime import build_index

    report = build_index(_settings(index=index), sources or [])
    for name, reason in report.failed:
        _say(f"Bỏ qua {name}: {reason}")
    for name, note in report.notes:
        _say(f"Lưu ý {name}: {note}")
    counts = {name: len(getattr(report, name)) for name in _COUNTS}
    if as_json:
        failures = [{"name": name, "reason": reason} for name, reason in report.failed]
        notes = [{"name": name, "note": note} for name, note in report.notes]
        rest = {"failures": failures, "notes": notes, "generation": report.generation}
        typer.echo(to_json({**counts, **rest}))
    else:
        typer.echo(", ".join(f"{_COUNTS[name]} {count}" for name, count in counts.items()))
    if not sum(counts.values()):
        places = ", ".join(f"“{source}”" for source in sources or [])
        _say(f"Không có tệp nào ở {places}; đặt văn bản (txt, html, docx, pdf) vào rồi chạy lại.")
    nothing_good = sum(counts.values()) == counts["failed"] > 0
    if nothing_good:
        raise typer.Exit(1)


@app.command(
    epilog=examples(
        'planqa ask "Khi nào Kế hoạch 4354/KH-UBND có hiệu lực?"',
        'planqa ask "Ai chủ trì?" --index chi-muc --top-k 3',
        "planqa ask --file cau-hoi.txt --json > tra-loi.jsonl",
    )
)
def ask(
    question: Annotated[
        str | None, typer.Argument(metavar="CÂU-HỎI", help='Câu hỏi tiếng Việt, đặt trong "…".')
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option("--file", help="Tệp câu hỏi (UTF-8), mỗi dòng một câu; thay cho CÂU-HỎI."),
    ] = None,
    top_k: TopKOption = None,
    index: IndexOption = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="In JSON như POST /ask, mỗi câu hỏi một dòng.")
    ] = False,
) -> None:
    """Trả lời câu hỏi, kèm điều khoản trích nguyên văn.

    Câu hỏi nào trong tệp không hợp lệ thì được nêu số dòng, các câu khác vẫn được trả lời, và mã
    thoát là 1.
    """
    from service.schemas import question_body
    from ui.terminal import answer_text

    if (question is None) == (file is None):
        raise typer.BadParameter("Nêu một câu hỏi, hoặc một tệp câu hỏi với --file.")
    if question is None:
        asked = list(_questions(file or Path(), top_k))
    else:
        asked = [question_body(question, top_k)]
    assistant = _assistant(_settings(index=index, top_k=top_k))
    for number, body in enumerate(asked):
        if isinstance(body, BadQuestion):
            _refuse(body, as_json=as_json)
            continue
        response = assistant.ask(body)
        if as_json:
            typer.echo(response.model_dump_json())
            continue
        if file is not None:
            typer.echo(("\n" if number else "") + f"❯ {body.question}\n")
        typer.echo(answer_text(response))
    if any(isinstance(body, BadQuestion) for body in asked):
        raise typer.Exit(1)


@app.command(
    epilog=examples(
        'planqa search "Quỹ đầu tư mạo hiểm"',
        'planqa search "Quỹ đầu tư mạo hiểm" --mode bm25 --top-k 3 --json',
    )
)
def search(
    question: Annotated[str, typer.Argument(metavar="CÂU-HỎI", help="Từ khóa hoặc câu hỏi.")],
    mode: ModeOption = Mode.HYBRID,
    top_k: Annotated[
        int, typer.Option("--top-k", min=1, max=100, help="Số điều khoản trả về.")
    ] = 10,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Liệt kê các điều khoản gần câu hỏi nhất, không trả lời."""
    from service.schemas import search_body
    from ui.terminal import hits_text

    body = search_body(question, top_k, mode)
    response = _assistant(_settings(index=index)).search(body)
    typer.echo(response.model_dump_json() if as_json else hits_text(response))


@app.command(
    epilog=examples(
        "planqa inspect quyet-dinh.txt",
        "planqa inspect quyet-dinh.pdf --json > quyet-dinh.json",
    )
)
def inspect(
    file: Annotated[
        Path, typer.Argument(metavar="TỆP", help="Tệp văn bản: txt, html, docx hoặc pdf.")
    ],
    as_json: JsonOption = False,
) -> None:
    """Cho xem cây điều khoản mà planqa đọc được từ một tệp.

    Kèm những gì phải suy ra vì bản nguồn hỏng, và mọi chỗ còn ngờ. Không cần chỉ mục.
    """
    from indexer.parse import parse_document
    from indexer.read import read_file
    from service.inspection import inspection_body, inspection_text

    document = parse_document(read_file(file))
    typer.echo(to_json(inspection_body(document)) if as_json else inspection_text(document))


@app.command(
    epilog=examples(
        "planqa serve",
        "planqa serve --host 0.0.0.0 --port 8080 --index chi-muc",
    )
)
def serve(
    host: Annotated[
        str | None,
        typer.Option(
            "--host",
            help="Địa chỉ lắng nghe (mặc định: 127.0.0.1, chỉ máy này; 0.0.0.0: cả mạng).",
        ),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(
            "--port", min=0, max=65535, help="Cổng lắng nghe (mặc định: 8000; 0: cổng trống)."
        ),
    ] = None,
    index: IndexOption = None,
) -> None:
    """Mở trang hỏi đáp (/) và giao diện lập trình (xem ở /docs)."""
    import uvicorn

    from service.app import create_app
    from service.listening import address, listen
    from service.metrics import Metrics
    from service.runtime import build_assistant, ensure_index
    from ui.chat import mount_chat

    settings = _settings(index=index, host=host, port=port)
    with listen(settings.host, settings.port) as listening:
        ensure_index(settings, _say)
        metrics = Metrics()
        assistant = build_assistant(settings, metrics)
        _warm_up(assistant, settings)
        web = mount_chat(create_app(assistant, metrics), assistant, metrics)
        server = uvicorn.Server(uvicorn.Config(web, log_level=settings.log_level))
        _say(f"Mở {address(listening)} để hỏi; nhấn Ctrl+C để dừng.")
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[listening])


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


def _assistant(settings: Settings) -> Assistant:
    """An assistant; the default index is made first where none is there."""
    from service.runtime import build_assistant, ensure_index

    ensure_index(settings, _say)
    return build_assistant(settings)


def _warm_up(assistant: Assistant, settings: Settings) -> None:
    """Load what the first question needs; a bad index fails here and not at that question.

    Without an index the server starts all the same and is ready once one is published.
    """
    from retriever import library
    from service.schemas import search_body

    if not library.is_missing(settings.index):
        assistant.search(search_body("khởi động", 1, Mode.HYBRID))
        return
    _say(f"Chưa có chỉ mục tại {settings.index}; máy chủ trả lời được ngay khi lập xong bằng lệnh")
    _say(f"  planqa index VĂN-BẢN --index {shlex.quote(str(settings.index))}")


def _questions(file: Path, top_k: int | None) -> Iterator[AskRequest | BadQuestion]:
    """The questions of a file, one a line, blank lines left out; a bad one as its error."""
    from service.schemas import question_body

    lines = _lines(file)
    if not any(map(str.strip, lines)):
        raise UnreadableFile(
            f"Tệp “{file}” không có câu hỏi nào.", "Ghi mỗi câu hỏi trên một dòng."
        )
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield question_body(line, top_k)
        except BadQuestion as error:
            yield BadQuestion(f"Dòng {number}: {error.message}", error.hint)


def _refuse(error: BadQuestion, *, as_json: bool) -> None:
    """Say that a question was not asked; in JSON also with the body that the server would send."""
    _say(f"Lỗi: {error.message}")
    if as_json:
        from service.problems import problem_body

        typer.echo(problem_body(422, error.message, error.hint).model_dump_json())


def _lines(file: Path) -> list[str]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise UnreadableFile(f"Không có tệp “{file}”.", "Kiểm tra lại đường dẫn.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(
            f"Không đọc được tệp “{file}”.", "Tệp câu hỏi phải là văn bản UTF-8, mỗi dòng một câu."
        ) from error
    return text.splitlines()


def _say(text: str) -> None:
    """Progress and errors, for people."""
    typer.echo(text, err=True)


app.add_typer(eval_app, name="eval")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and exit: 0 done, 1 failed, 2 wrongly used."""
    try:
        app(args=arguments)
    except PlanqaError as error:
        _say(f"Lỗi: {error.message}")
        if error.hint:
            _say(f"Gợi ý: {error.hint}")
        sys.exit(2 if isinstance(error, BadQuestion) else 1)
    except OSError as error:
        _fail_on_file(error)


def _fail_on_file(error: OSError) -> None:
    """Exit with what is wrong with a file or folder; other failures are raised as they are."""
    from service.messages import os_reason

    if error.filename is None and error.errno not in {errno.ENOSPC, errno.EDQUOT}:
        raise error
    where = f"“{error.filename}”" if error.filename is not None else "kết quả"
    _say(f"Lỗi: Không đọc hoặc ghi được {where}: {os_reason(error)}.")
    _say("Gợi ý: Kiểm tra đường dẫn và quyền truy cập, hoặc chọn nơi khác.")
    sys.exit(1)


if __name__ == "__main__":
    main()
