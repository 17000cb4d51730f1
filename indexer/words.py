"""The words of texts as vectors: what lets two texts be compared word by word.

The shipped encoder is a table of such vectors. A text is a set of its *units* (syllables and
groups of them); which units each passage has is part of the index.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from indexer.rows import load_array

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Units = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]


class WordVectors:
    """A tokenizer and the vector of each of its tokens, shape ``(tokens, dimension)``.

    ``identity`` names the model that they are from. Tokens without a vector (all zero) are no
    units: they say nothing.
    """

    def __init__(self, identity: str, tokenizer: Tokenizer, table: Floats) -> None:
        self.identity = identity
        self._tokenizer = tokenizer
        self._table = table
        self._lengths = np.linalg.norm(table, axis=1)

    def units(self, texts: Sequence[str]) -> list[Units]:
        """The units of each text, each once, ascending."""
        found = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        units = [np.unique(np.array(each.ids, dtype=np.int32)) for each in found]
        return [each[self._lengths[each] > 0] for each in units]

    def weights(self, units: Units) -> Floats:
        """How telling each unit is: the length of its vector."""
        weights: Floats = self._lengths[units]
        return weights

    def directions(self, units: Units) -> Floats:
        """Unit vectors, shape ``(len(units), dimension)``."""
        directions: Floats = self._table[units] / self._lengths[units, None]
        return directions


@dataclass(frozen=True, slots=True)
class UnitIndex:
    """Passage ``p`` has the units ``units[indptr[p]:indptr[p + 1]]``, ascending."""

    indptr: npt.NDArray[np.int64]
    units: Units

    def save(self, folder: Path) -> None:
        """Write the arrays into a folder."""
        np.save(folder / "units.indptr.npy", self.indptr)
        np.save(folder / "units.npy", self.units)

    @classmethod
    def open(cls, folder: Path) -> UnitIndex:
        """Map what ``save`` wrote."""
        return cls(load_array(folder / "units.indptr.npy"), load_array(folder / "units.npy"))


class UnitBuilder:
    """Collects the units of passages one after the other."""

    def __init__(self) -> None:
        self._lengths = array("q")
        self._units = array("i")

    def add(self, passages: Sequence[Units]) -> None:
        """New passages."""
        for units in passages:
            self._lengths.append(len(units))
            self._units.frombytes(units.tobytes())

    def copy(self, earlier: UnitIndex, first: int, last: int) -> None:
        """Passages ``first`` to ``last`` (excluded) of an earlier index."""
        bounds = earlier.indptr[first : last + 1]
        self._lengths.extend(np.diff(bounds).tolist())
        self._units.frombytes(earlier.units[bounds[0] : bounds[-1]].tobytes())

    def finish(self) -> UnitIndex:
        """All of them."""
        lengths = np.frombuffer(self._lengths, dtype=np.int64)
        indptr = np.concatenate(([0], np.cumsum(lengths)))
        return UnitIndex(indptr, np.frombuffer(self._units, dtype=np.int32))
