"""A gate for changes: today's figures against the recorded ones, each with its interval."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from eval.datasets import bad_file
from eval.resampling import Interval

LOWER_IS_BETTER = frozenset({"wrongly_refused"})

Figures = Mapping[str, Mapping[str, Interval]]
"""Name of a set → name of a measure → its figure."""


class Verdict(StrEnum):
    """What became of a figure."""

    HELD = "giữ"
    DROPPED = "giảm"
    IMPROVED = "tăng"
    NEW = "mới"


class Row(NamedTuple):
    """One figure beside its baseline, which is ``None`` for a new one."""

    set_name: str
    measure: str
    value: float
    baseline: Interval | None
    verdict: Verdict


def check(figures: Figures, baselines: Figures) -> list[Row]:
    """Every figure against its baseline: it moved when it left the baseline's interval."""
    return [
        Row(name, measure, one.mean, before, _verdict(measure, one.mean, before))
        for name, measures in figures.items()
        for measure, one in measures.items()
        for before in [baselines.get(name, {}).get(measure)]
    ]


def read_baselines(path: Path) -> dict[str, dict[str, Interval]]:
    """The recorded figures, empty when none were recorded; raises ``BadDataset``."""
    try:
        sets = json.loads(path.read_text(encoding="utf-8"))
        return {
            name: {measure: Interval(**figure) for measure, figure in measures.items()}
            for name, measures in sets.items()
        }
    except FileNotFoundError:
        return {}
    except (UnicodeDecodeError, json.JSONDecodeError, AttributeError, TypeError) as error:
        raise bad_file(path, "không phải tệp mốc do “planqa eval gate --record” ghi") from error


def write_baselines(path: Path, figures: Figures) -> None:
    """Record figures; those of sets that were not measured now stay as they are."""
    merged = read_baselines(path) | {name: dict(measures) for name, measures in figures.items()}
    body = {
        name: {measure: one._asdict() for measure, one in measures.items()}
        for name, measures in sorted(merged.items())
    }
    path.write_text(json.dumps(body, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _verdict(measure: str, value: float, before: Interval | None) -> Verdict:
    if before is None:
        return Verdict.NEW
    if before.low <= value <= before.high:
        return Verdict.HELD
    return (
        Verdict.DROPPED
        if (value < before.low) != (measure in LOWER_IS_BETTER)
        else Verdict.IMPROVED
    )
