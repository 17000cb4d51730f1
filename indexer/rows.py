"""Many byte strings in one file, each a line of it, read one by one through a memory map.

Beside ``NAME`` stands ``NAME.offsets.npy``: where each row begins, and where the last ends.
"""

from __future__ import annotations

import mmap
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Self, overload

import numpy as np
import numpy.typing as npt

_BLOCK = 16
"""Rows that ``find`` reads at once; the first of every block is kept in memory."""


def load_array(path: Path) -> npt.NDArray[Any]:
    """Map a saved array, as a plain one: ``np.memmap`` itself makes every slice slow."""
    array: npt.NDArray[Any] = np.load(path, mmap_mode="r")
    return array.view(np.ndarray)


def covered(
    bounds: npt.NDArray[np.int64], rows: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """What rows cover, where row ``r`` covers the numbers ``bounds[r]:bounds[r + 1]``.

    Gives all these numbers, one row's after the other's, and for each the place of its row.
    """
    first = bounds[rows]
    counts = bounds[rows + 1] - first
    owner = np.repeat(np.arange(len(rows)), counts)
    shift = first - (np.cumsum(counts) - counts)
    return np.arange(len(owner)) + shift[owner], owner


def offsets_path(path: Path) -> Path:
    """The file that says where the rows of ``path`` begin."""
    return path.with_name(path.name + ".offsets.npy")


class RowWriter:
    """Appends rows to a new file; a context manager that writes the offsets at its end."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("wb")
        self._offsets = [0]

    def append(self, row: bytes) -> int:
        """Write a row; returns the byte at which it begins."""
        begin = self._offsets[-1]
        self._file.write(row)
        self._file.write(b"\n")
        self._offsets.append(begin + len(row) + 1)
        return begin

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        self._file.close()
        np.save(offsets_path(self._path), np.array(self._offsets, dtype=np.int64))


def write_rows(path: Path, rows: Iterable[bytes]) -> None:
    """All rows of a file at once."""
    with RowWriter(path) as writer:
        for row in rows:
            writer.append(row)


class Rows(Sequence[bytes]):
    """The rows of a file, as they were written. Nothing is read before it is asked for."""

    def __init__(self, path: Path) -> None:
        self._offsets: npt.NDArray[np.int64] = load_array(offsets_path(path))
        with path.open("rb") as file:
            empty = path.stat().st_size == 0
            self._bytes = b"" if empty else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def __len__(self) -> int:
        return len(self._offsets) - 1

    @overload
    def __getitem__(self, index: int) -> bytes: ...
    @overload
    def __getitem__(self, index: slice) -> list[bytes]: ...
    def __getitem__(self, index: int | slice) -> bytes | list[bytes]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        if not 0 <= index < len(self):
            raise IndexError(index)
        return self.slice(int(self._offsets[index]), int(self._offsets[index + 1]) - 1)

    def begin(self, index: int) -> int:
        """The byte at which a row begins."""
        return int(self._offsets[index])

    def slice(self, begin: int, end: int) -> bytes:
        """Bytes of the file, across rows."""
        return self._bytes[begin:end]

    def search(self, pattern: re.Pattern[bytes]) -> Iterator[tuple[int, re.Match[bytes]]]:
        """The rows in which a pattern that ends with the line break is found, with the match."""
        for match in pattern.finditer(self._bytes):
            yield int(np.searchsorted(self._offsets, match.start(), side="right")) - 1, match

    def find(self, row: bytes) -> int | None:
        """Where ``row`` stands, in a file whose rows are sorted and differ."""
        block = bisect_right(self._first_of_blocks, row) - 1
        if block < 0:
            return None
        first, last = block * _BLOCK, min((block + 1) * _BLOCK, len(self))
        rows = self.slice(self.begin(first), self.begin(last) - 1).split(b"\n")
        at = bisect_left(rows, row)
        return first + at if at < len(rows) and rows[at] == row else None

    def starting_with(self, prefix: bytes) -> Iterator[tuple[int, bytes]]:
        """The rows that begin with ``prefix``, with their places, in a file of sorted rows."""
        block = max(0, bisect_left(self._first_of_blocks, prefix) - 1)
        for place in range(block * _BLOCK, len(self)):
            row = self[place]
            if row.startswith(prefix):
                yield place, row
            elif row > prefix:
                return

    @cached_property
    def _first_of_blocks(self) -> list[bytes]:
        return [self[i] for i in range(0, len(self), _BLOCK)]
