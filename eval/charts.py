"""Small charts as inline SVG: no script, no network, readable in print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from math import ceil

from eval.resampling import Interval

COLOURS = ("#0b5fa5", "#c2410c", "#4d7c0f", "#7e22ce")

_WIDTH, _HEIGHT = 640, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 12, 12, 46


def bars(title: str, values: Mapping[str, Interval]) -> str:
    """One bar for each name, from 0 to 1, with its 95% interval as a whisker."""
    step = (_WIDTH - _LEFT - _RIGHT) / max(len(values), 1)
    parts = _grid()
    for place, (name, one) in enumerate(values.items()):
        middle = _LEFT + (place + 0.5) * step
        parts += [
            _column(middle - step * 0.3, step * 0.6, one.mean, COLOURS[0]),
            _line(middle, _y(one.low), middle, _y(one.high), "whisker"),
            _text(middle, _HEIGHT - 28, name),
            _text(middle, _HEIGHT - 12, f"{one.mean:.2f}".replace(".", ",")),
        ]
    return _svg(title, parts)


def curves(title: str, ticks: Sequence[str], lines: Mapping[str, Sequence[float]]) -> str:
    """One line for each name through values in [0, 1] at evenly spaced ticks."""
    at = [_x(place / max(len(ticks) - 1, 1)) for place in range(len(ticks))]
    parts = _grid() + [_text(x, _HEIGHT - 28, tick) for x, tick in zip(at, ticks, strict=True)]
    for colour, (name, values) in zip(COLOURS, lines.items(), strict=False):
        points = " ".join(f"{x:.1f},{_y(v):.1f}" for x, v in zip(at, values, strict=True))
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2">'
            f"<title>{escape(name)}</title></polyline>"
        )
    return _svg(title, parts + _legend(lines))


def histograms(
    title: str,
    groups: Mapping[str, Sequence[float]],
    top: float,
    mark: tuple[str, float] | None = None,
    bins: int = 20,
) -> str:
    """Shares of each group over equal bins of [0, top], side by side, and a line at ``mark``.

    Values above ``top`` are counted in the last bin.
    """
    shares = {name: _shares(values, top, bins) for name, values in groups.items()}
    highest = max((share for row in shares.values() for share in row), default=0) or 1.0
    width = (_WIDTH - _LEFT - _RIGHT) / bins / max(len(groups), 1)
    parts = _grid(highest)
    for index, row in enumerate(shares.values()):
        for place, share in enumerate(row):
            left = _LEFT + (place * len(shares) + index) * width
            parts.append(_column(left, width, share / highest, COLOURS[index]))
    parts += [
        _text(_x(part), _HEIGHT - 28, f"{part * top:.3g}".replace(".", ","))
        for part in (0, 0.25, 0.5, 0.75, 1)
    ]
    if mark is not None:
        name, value = mark
        parts += [
            _line(_x(value / top), _y(1), _x(value / top), _y(0), "mark"),
            _text(_x(value / top) + 5, _TOP + 10, name, "start"),
        ]
    return _svg(title, parts + _legend(groups))


def _shares(values: Sequence[float], top: float, bins: int) -> list[float]:
    counts = [0] * bins
    for value in values:
        counts[min(max(ceil(value / top * bins) - 1, 0), bins - 1)] += 1
    return [count / len(values) if values else 0.0 for count in counts]


def _x(share: float) -> float:
    return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)


def _y(share: float) -> float:
    return _HEIGHT - _BOTTOM - share * (_HEIGHT - _BOTTOM - _TOP)


def _grid(highest: float = 1.0) -> list[str]:
    parts = []
    for part in (0.0, 0.25, 0.5, 0.75, 1.0):
        parts += [
            _line(_LEFT, _y(part), _WIDTH - _RIGHT, _y(part), "grid"),
            _text(_LEFT - 6, _y(part) + 4, f"{100 * part * highest:.0f}%", "end"),
        ]
    return parts


def _legend(names: Iterable[str]) -> list[str]:
    parts = []
    for place, (colour, name) in enumerate(zip(COLOURS, names, strict=False)):
        x = _LEFT + place * 150
        parts += [
            f'<rect x="{x}" y="{_HEIGHT - 17}" width="10" height="10" fill="{colour}"/>',
            _text(x + 15, _HEIGHT - 8, name, "start"),
        ]
    return parts


def _line(x1: float, y1: float, x2: float, y2: float, role: str) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{role}"/>'


def _column(left: float, width: float, share: float, colour: str) -> str:
    top = _y(share)
    size = f'width="{width:.1f}" height="{_y(0) - top:.1f}"'
    return f'<rect x="{left:.1f}" y="{top:.1f}" {size} fill="{colour}"/>'


def _text(x: float, y: float, text: str, anchor: str = "middle") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _svg(title: str, parts: Sequence[str]) -> str:
    return (
        f'<figure><figcaption>{escape(title)}</figcaption><svg viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'role="img" aria-label="{escape(title)}">{"".join(parts)}</svg></figure>'
    )
