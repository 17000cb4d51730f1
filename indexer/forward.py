"""The forward index: which terms each passage holds, how often, in its text and its headings.

It is what the lexical fields are frozen from, and what an unchanged document brings along into
the next generation, so that its text is not segmented again.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from indexer.rows import Rows, load_array, write_rows

FIELDS = 2
"""Text and headings, in this order."""

_MOST = np.iinfo(np.uint16).max

Bag = Mapping[str, int]
"""Term -> how often."""


@dataclass(frozen=True, slots=True)
class ForwardIndex:
    """Passage ``p`` holds ``terms[indptr[p]:indptr[p + 1]]``, ascending ids of ``vocabulary``.

    ``counts`` has a row for each of them: times in the text, times in the headings.
    """

    vocabulary: Sequence[bytes]
    indptr: npt.NDArray[np.int64]
    terms: npt.NDArray[np.int32]
    counts: npt.NDArray[np.uint16]

    @property
    def passages(self) -> int:
        """How many there are."""
        return len(self.indptr) - 1

    def save(self, folder: Path) -> None:
        """Write ``terms.txt`` and the arrays into a folder."""
        write_rows(folder / "terms.txt", self.vocabulary)
        np.save(folder / "forward.indptr.npy", self.indptr)
        np.save(folder / "forward.terms.npy", self.terms)
        np.save(folder / "forward.counts.npy", self.counts)

    @classmethod
    def open(cls, folder: Path) -> ForwardIndex:
        """Map what ``save`` wrote."""
        return cls(
            vocabulary=Rows(folder / "terms.txt"),
            indptr=load_array(folder / "forward.indptr.npy"),
            terms=load_array(folder / "forward.terms.npy"),
            counts=load_array(folder / "forward.counts.npy"),
        )


class ForwardBuilder:
    """Collects passages one after the other, new ones and those of an earlier index."""

    def __init__(self, earlier: ForwardIndex | None = None) -> None:
        self._earlier = earlier
        self._new_ids: dict[int, int] = {}
        self._ids: dict[str, int] = {}
        self._lengths = array("q")
        self._terms = array("i")
        self._counts = tuple(array("H") for _ in range(FIELDS))

    def add(self, text: Bag, headings: Bag) -> None:
        """A new passage."""
        ids = self._ids
        terms = [*text, *(term for term in headings if term not in text)]
        self._terms.extend([ids.setdefault(term, len(ids)) for term in terms])
        for counts, bag in zip(self._counts, (text, headings), strict=True):
            counts.extend([min(bag.get(term, 0), _MOST) for term in terms])
        self._lengths.append(len(terms))

    def copy(self, first: int, last: int) -> None:
        """Passages ``first`` to ``last`` (excluded) of the earlier index."""
        earlier = self._earlier
        if earlier is None:
            raise ValueError("there is no earlier index to copy from")
        begin, end = earlier.indptr[first], earlier.indptr[last]
        self._terms.extend([self._copied_id(earlier, t) for t in earlier.terms[begin:end].tolist()])
        for field, counts in enumerate(self._counts):
            counts.extend(earlier.counts[begin:end, field].tolist())
        self._lengths.extend(np.diff(earlier.indptr[first : last + 1]).tolist())

    def _copied_id(self, earlier: ForwardIndex, term_id: int) -> int:
        if term_id not in self._new_ids:
            term = earlier.vocabulary[term_id].decode()
            self._new_ids[term_id] = self._ids.setdefault(term, len(self._ids))
        return self._new_ids[term_id]

    def finish(self) -> ForwardIndex:
        """The index, its vocabulary sorted, so that the same passages give the same bytes."""
        vocabulary = sorted(self._ids)  # by code point, which is the order of the UTF-8 bytes too
        rank = np.empty(len(vocabulary), dtype=np.int32)
        rank[[self._ids[term] for term in vocabulary]] = np.arange(len(vocabulary), dtype=np.int32)
        terms = rank[np.frombuffer(self._terms, dtype=np.int32)]
        counts = np.stack([np.frombuffer(field, dtype=np.uint16) for field in self._counts], axis=1)
        indptr = np.concatenate(([0], np.cumsum(self._lengths, dtype=np.int64)))
        for begin, end in pairwise(indptr.tolist()):
            order = np.argsort(terms[begin:end])
            terms[begin:end] = terms[begin:end][order]
            counts[begin:end] = counts[begin:end][order]
        return ForwardIndex([term.encode() for term in vocabulary], indptr, terms, counts)
