"""The words of texts as vectors: what lets two texts be compared word by word.

The shipped encoder is a table of such vectors. A text is a set of its *units* (syllables and
groups of them); which units the stretches of each passage have is part of the index.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from indexer.background import Background
from indexer.rows import covered, load_array
from indexer.translation import Translation, Units

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]

_FILES = ("units.edges.npy", "units.indptr.npy", "units.npy", "units.norms.npy")


class WordVectors:
    """A tokenizer and the vector of each of its tokens, shape ``(tokens, dimension)``.

    ``identity`` names the model that they are from. Tokens without a vector (all zero) are no
    units: they say nothing. ``background`` are texts of every kind, as vectors of the same space;
    ``translation`` says which units people ask with.
    """

    def __init__(
        self,
        identity: str,
        tokenizer: Tokenizer,
        table: Floats,
        background: Background,
        translation: Translation,
    ) -> None:
        self.identity = identity
        self.background = background
        self.translation = translation
        self._tokenizer = tokenizer
        self._table = table
        self._lengths = np.linalg.norm(table, axis=1)

    def knows(self, word: str) -> bool:
        """Whether a word in small letters is a token of its own, not put together from pieces."""
        return self._tokenizer.token_to_id(word) is not None

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

    def total(self, units: Units) -> Floats:
        """The sum of their vectors, shape ``(dimension,)``: what a text of them is about."""
        total: Floats = self._table[units].sum(axis=0)
        return total


class Stretches(NamedTuple):
    """The stretches of a few passages, those of each in their order.

    For each stretch ``owner`` is the place of its passage among those asked for, ``rank`` its own
    among the stretches of that passage, ``counts`` how many units it has and ``norms`` the length
    of the sum of their vectors; ``units`` are those of all, one stretch after the other.
    """

    owner: Integers
    rank: Integers
    counts: Integers
    norms: Floats
    units: Units


@dataclass(frozen=True, slots=True)
class UnitIndex:
    """Passage ``p`` has the stretches ``edges[p]:edges[p + 1]``, whole first, see ``Passage``.

    Stretch ``s`` has the units ``units[indptr[s]:indptr[s + 1]]``, ascending; ``norms[s]`` is the
    length of the sum of their vectors, float32.
    """

    edges: Integers
    indptr: Integers
    units: Units
    norms: Floats

    def save(self, folder: Path) -> None:
        """Write the arrays into a folder."""
        arrays: tuple[npt.NDArray[Any], ...] = (self.edges, self.indptr, self.units, self.norms)
        for name, values in zip(_FILES, arrays, strict=True):
            np.save(folder / name, values)

    @classmethod
    def open(cls, folder: Path) -> UnitIndex:
        """Map what ``save`` wrote."""
        return cls(*(load_array(folder / name) for name in _FILES))

    def stretches(self, passages: Integers) -> Stretches:
        """All stretches of these passages."""
        rows, owner = covered(self.edges, passages)
        places, _ = covered(self.indptr, rows)
        rank = rows - self.edges[passages][owner]
        counts = self.indptr[rows + 1] - self.indptr[rows]
        return Stretches(owner, rank, counts, self.norms[rows], self.units[places])


class UnitBuilder:
    """Collects the units of passages, which are sets of these words, one after the other."""

    def __init__(self, words: WordVectors) -> None:
        self._words = words
        self._stretches = array("q")
        self._lengths = array("q")
        self._units = array("i")
        self._norms = array("f")

    def add(self, passages: Sequence[Sequence[str]]) -> None:
        """New passages, each as its stretches."""
        self._stretches.extend(map(len, passages))
        for units in self._words.units(list(chain.from_iterable(passages))):
            self._lengths.append(len(units))
            self._units.frombytes(units.tobytes())
            self._norms.append(float(np.linalg.norm(self._words.total(units))))

    def copy(self, earlier: UnitIndex, first: int, last: int) -> None:
        """Passages ``first`` to ``last`` (excluded) of an earlier index."""
        edges = earlier.edges[first : last + 1]
        bounds = earlier.indptr[edges[0] : edges[-1] + 1]
        self._stretches.extend(np.diff(edges).tolist())
        self._lengths.extend(np.diff(bounds).tolist())
        self._units.frombytes(earlier.units[bounds[0] : bounds[-1]].tobytes())
        self._norms.frombytes(earlier.norms[edges[0] : edges[-1]].tobytes())

    def finish(self) -> UnitIndex:
        """All of them."""
        return UnitIndex(
            _bounds(self._stretches),
            _bounds(self._lengths),
            np.frombuffer(self._units, dtype=np.int32),
            np.frombuffer(self._norms, dtype=np.float32),
        )


def _bounds(lengths: array[int]) -> Integers:
    return np.concatenate(([0], np.cumsum(np.frombuffer(lengths, dtype=np.int64))))
