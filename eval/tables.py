"""Plain tables for a terminal."""

from __future__ import annotations

from collections.abc import Sequence


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as their widest cell; the first one to the left, the others to the right."""
    lines = [header, *rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def percent(value: float) -> str:
    """A share with one decimal, as Vietnamese writes it: ``0.9436`` is ``94,4%``."""
    return f"{100 * value:.1f}%".replace(".", ",")


def number(value: float, signed: bool = False) -> str:
    """Four decimals, as the measures are published."""
    return f"{value:+.4f}" if signed else f"{value:.4f}"
