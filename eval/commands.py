"""``planqa eval``, mounted by the front door."""

from __future__ import annotations

import typer

from eval.command_ablate import ablate
from eval.command_answers import answers, gate, report
from eval.command_retrieval import compare, retrieval
from eval.options import examples

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="""Đo chất lượng tìm kiếm và trả lời.

    Đo theo đúng các thiết lập đang dùng (PLANQA_*, planqa.toml). Bảng in ra luồng chuẩn, tiến độ
    ra luồng lỗi.""",
)
app.command(
    epilog=examples(
        "planqa eval retrieval du-lieu/alqac2022 --mode bm25",
        "planqa eval retrieval du-lieu/alqac2022 --json --run hybrid.trec",
    )
)(retrieval)
app.command(
    epilog=examples(
        "planqa eval answers eval/datasets/plans/development.jsonl",
        "planqa eval answers cau-hoi.jsonl --index chi-muc --json",
    )
)(answers)
app.command(
    epilog=examples("planqa eval compare bm25.trec hybrid.trec --dataset du-lieu/alqac2022")
)(compare)
app.command(
    epilog=examples(
        "planqa eval ablate eval/datasets/plans/development.jsonl",
        "planqa eval ablate du-lieu/alqac2022",
    )
)(ablate)
app.command(
    epilog=examples("planqa eval report eval/datasets/plans/development.jsonl --out bao-cao.html")
)(report)
app.command(
    epilog=examples(
        "planqa eval gate",
        "planqa eval gate --beir du-lieu/alqac2022 --record",
    )
)(gate)
