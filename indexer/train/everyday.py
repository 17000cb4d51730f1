"""Everyday words in the place of official ones, so that the table learns what they stand for.

Questions about raw texts are few and use few everyday words; a thesaurus knows many, each with the
words that documents use for it. A span of a text in which some official words are replaced by what
people say is a question that nobody had to write.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.int32]


def read_sayings(file: Path) -> list[tuple[str, str]]:
    """Official phrases, each with a saying for it.

    A line each: the phrase, a tab, and its sayings with ``|`` between them.
    """
    lines = file.read_text(encoding="utf-8").splitlines()
    return [
        (phrase, saying.strip())
        for phrase, _, sayings in (line.partition("\t") for line in lines)
        for saying in sayings.split("|")
    ]


def read_thesaurus(file: Path) -> list[tuple[str, str]]:
    """The official phrases of a thesaurus, a TOML file of topics, each with a saying for it."""
    topics = tomllib.loads(file.read_text(encoding="utf-8")).values()
    return [
        (phrase, saying)
        for topic in topics
        for saying, phrases in topic.items()
        for phrase in phrases
    ]


class Sayings:
    """Rows of official phrases, and the rows of what people say for each."""

    def __init__(self, pairs: Iterable[tuple[Rows, Rows]] = ()) -> None:
        """``pairs`` are an official phrase and a saying each."""
        self._said: dict[tuple[int, ...], list[Rows]] = {}
        for phrase, saying in pairs:
            if len(phrase) and len(saying):
                self._said.setdefault(tuple(phrase.tolist()), []).append(saying)
        self._longest = max(map(len, self._said), default=0)

    def put_into(self, rows: Rows, share: float, random: np.random.Generator) -> Rows:
        """The rows with about ``share`` of the official phrases said as people say them."""
        listed = rows.tolist()
        parts = list[Rows]()
        at = 0
        while at < len(listed):
            length, sayings = self._longest_at(listed, at)
            if sayings and random.random() < share:
                parts.append(sayings[int(random.integers(len(sayings)))])
            else:
                parts.append(rows[at : at + length])
            at += length
        return np.concatenate(parts) if parts else rows

    def _longest_at(self, rows: list[int], at: int) -> tuple[int, list[Rows]]:
        """How many rows the longest phrase there has (1 without any), and its sayings."""
        for length in range(min(self._longest, len(rows) - at), 0, -1):
            if sayings := self._said.get(tuple(rows[at : at + length])):
                return length, sayings
        return 1, []
