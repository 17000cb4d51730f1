"""How well the documents of a folder are numbered: ``python -m indexer.parse.survey FOLDER``.

Điều, khoản and điểm of a faithful tree run on by one, except where the source itself skips or
repeats a number. Every exception is printed with what the source shows at that place.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from indexer.errors import PlanqaError
from indexer.parse.document import parse_document
from indexer.parse.markers import VIETNAMESE_LETTERS, letter_value
from indexer.read.file import SUFFIXES, read_file
from indexer.types import Document, Level


@dataclass(frozen=True, slots=True)
class Kind:
    """One level to survey: how its paths end, and how a line with number ``n`` would begin."""

    name: str
    level: Level
    token: re.Pattern[str]
    sign: Callable[[int], str]


KINDS = (
    Kind(
        "điều",
        Level.ARTICLE,
        re.compile(r"art_(?P<n>\d+)(?:-(?P<last>\d+))?(?P<inserted>[a-zđ]?)(?:~\d+)?$"),
        lambda n: rf"Điều {n}\b",
    ),
    Kind(
        "khoản",
        Level.PARAGRAPH,
        re.compile(r"para_(?P<n>\d+)(?P<last>)(?P<inserted>[a-zđ]*)(?:~\d+)?$"),
        lambda n: rf"{n}\s?\.",
    ),
    Kind(
        "điểm",
        Level.POINT,
        re.compile(r"point_(?P<n>[a-zđ])(?P<last>)(?P<inserted>\d*)(?:~\d+)?$"),
        lambda n: rf"{VIETNAMESE_LETTERS[n - 1]}\s?\)",
    ),
)


@dataclass(frozen=True, slots=True)
class Run:
    """The numbers of one level inside one text or clause, in reading order.

    Each is a pair, first and last: they differ only where a range of điều was lost.
    ``text`` is the part of the source in which a number that is left out would stand.
    """

    where: str
    text: str
    numbers: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Break:
    """A place in a run where the next number is not one more.

    ``printed`` tells that a line of the run's text begins with the number that is left out.
    """

    where: str
    before: int
    after: int
    printed: bool


def runs(document: Document, kind: Kind) -> list[Run]:
    """The runs of ``kind``: điều by text (main or attachment), khoản and điểm by their parent.

    Inserted numbers (``5a``) stand between two others and are left out.
    """
    texts = {clause.ref.path: clause.text for clause in document.clauses}
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for clause in document.clauses:
        token = kind.token.search(clause.ref.path) if clause.level is kind.level else None
        if token is None or token["inserted"]:
            continue
        by_text = kind.level is Level.ARTICLE
        where = clause.ref.path.rpartition("__")[0] if by_text else clause.parent or ""
        first = int(token["n"]) if token["n"].isdigit() else letter_value(token["n"])
        both = (first, int(token["last"]) if token["last"] else first)
        # One lost range may stand in two stretches, under two chapters.
        if not (clause.inferred and both in found[where]):
            found[where].append(both)
    return [
        Run(where, texts.get(where, document.source), numbers) for where, numbers in found.items()
    ]


def breaks(run: Run, kind: Kind) -> Iterator[Break]:
    """Where ``run`` does not count on by one from 1."""
    for (_, before), (after, _) in pairwise([(0, 0), *run.numbers]):
        if after != before + 1:
            printed = re.search(rf"(?m)^\W*{kind.sign(before + 1)}", run.text)
            yield Break(run.where, before, after, printed is not None)


@dataclass(slots=True)
class Count:
    """What a survey adds up for one level."""

    runs: int = 0
    whole: int = 0
    skipped_by_source: int = 0

    def __str__(self) -> str:
        share = 100 * self.whole / self.runs if self.runs else 100
        fair = 100 * (self.whole + self.skipped_by_source) / self.runs if self.runs else 100
        return (
            f"{self.whole}/{self.runs} ({share:.1f} %) run on by one; {self.skipped_by_source} "
            f"more break only where the source has no such line ({fair:.1f} %)"
        )


def survey(folder: Path) -> Iterator[str]:
    """Parse every file of ``folder`` and yield the report, a line at a time."""
    counts = {kind.name: Count() for kind in KINDS}
    files = Count()
    characters, seconds = 0, 0.0
    for path in sorted(p for p in folder.rglob("*") if p.suffix.lower() in SUFFIXES):
        began = time.process_time()
        try:
            document = parse_document(read_file(path))
        except PlanqaError as error:
            yield f"{path.name}: {error.message}"
            continue
        seconds += time.process_time() - began
        characters += len(document.source)
        broken: list[Break] = []
        for kind in KINDS:
            for run in runs(document, kind):
                found = list(breaks(run, kind))
                _add(counts[kind.name], found)
                if kind.level is Level.ARTICLE and not run.where:
                    broken = found
                for one in found:
                    said = "printed" if one.printed else "not in the source"
                    yield (
                        f"{path.name}: {kind.name} {one.before} → {one.after} "
                        f"in {one.where or 'main text'} ({said})"
                    )
        _add(files, broken)
    yield f"files whose main text's điều: {files}"
    for name, count in counts.items():
        yield f"runs of {name}: {count}"
    yield f"{characters:,} characters in {seconds:.1f} s of one core: {characters / max(seconds, 1e-9):,.0f} a second"  # noqa: E501


def _add(count: Count, found: list[Break]) -> None:
    count.runs += 1
    count.whole += not found
    count.skipped_by_source += bool(found) and not any(one.printed for one in found)


def main() -> int:
    """Survey the folder named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    for line in survey(parser.parse_args().folder):
        sys.stdout.write(line + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
