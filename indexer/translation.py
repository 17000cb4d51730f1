"""Which words people ask with for the words that a text has.

Vectors say that two words are of one kind; asked questions and the paragraphs that answer them say
that ``lương`` is asked where ``thu nhập`` stands. Model 1 of Brown et al. 1993 (Computational
Linguistics 19:2), used for retrieval as by Berger and Lafferty 1999 (SIGIR).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file, save_file

from indexer.rows import covered

Units = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]

SHIPPED_TRANSLATION = (
    Path(__file__).resolve().parent / "models" / "planqa-translation-1" / "translation.safetensors"
)


class Lexicon(NamedTuple):
    """What was learned, by words, so that it serves every tokenizer that knows them.

    ``asked[i]`` and ``told[i]`` are places in ``words``: a text that has the one asks the other
    with the chance ``chances[i]``. ``usual[w]`` is the share of word ``w`` in all questions.
    """

    words: Sequence[str]
    asked: Units
    told: Units
    chances: npt.NDArray[np.float16]
    usual: Floats

    def save(self, path: Path) -> None:
        """Write it into one file."""
        words = np.frombuffer("\n".join(self.words).encode(), dtype=np.uint8)
        save_file({**self._asdict(), "words": words}, path)
        path.chmod(0o644)

    @classmethod
    def open(cls, path: Path) -> Lexicon:
        """Read what ``save`` wrote."""
        parts = load_file(path)
        words = parts.pop("words").tobytes().decode().split("\n")
        return cls(words=words, **parts)


class Translation:
    """The words that stand for each other between questions and texts, as units of a tokenizer.

    Args:
        lexicon: what was learned.
        unit_of: the unit that a word is; words that are none say nothing.
        size: how many units there are.
    """

    def __init__(self, lexicon: Lexicon, unit_of: Callable[[str], int | None], size: int) -> None:
        found = [unit_of(word) for word in lexicon.words]
        units = np.array([-1 if unit is None else unit for unit in found], dtype=np.int32)
        asked, told = units[lexicon.asked], units[lexicon.told]
        order = np.lexsort((told, asked))
        order = order[(asked[order] >= 0) & (told[order] >= 0)]
        self._indptr = np.searchsorted(asked[order], np.arange(size + 1))
        self._told = told[order]
        self._chances = lexicon.chances[order]
        self._usual = np.full(size, lexicon.usual.min(), dtype=np.float32)
        self._usual[units[units >= 0]] = lexicon.usual[units >= 0]

    def chances(self, asked: Units, units: Units) -> Floats:
        """The chance that a text asks a unit because it has another, ``(len(asked), len(units))``.

        ``units`` are ascending, each once, at least one; 0 where hardly anybody has asked so.
        """
        chances = np.zeros((len(asked), len(units)), dtype=np.float32)
        known, row = covered(self._indptr, asked.astype(np.int64))
        at = np.minimum(np.searchsorted(units, self._told[known]), len(units) - 1)
        there = units[at] == self._told[known]
        chances[row[there], at[there]] = self._chances[known[there]]
        return chances

    def usual(self, asked: Units) -> Floats:
        """How often each of these units stands in questions, as a share; never 0."""
        usual: Floats = self._usual[asked]
        return usual
