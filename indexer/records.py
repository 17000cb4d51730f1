"""Documents and clauses on disk: JSON Lines, sources kept once, every row reached directly.

documents.jsonl   a document without clauses and source     row d
documents.links.jsonl   what others of the collection say of it   row d
sources.txt       its stored text                           row d
clauses.jsonl     a clause without its text                 row c
clauses.spans     where its text stands in sources.txt, in bytes
clauses.document  the row of its document
clauses.parent    the row of the clause it stands under, -1 at the top
clauses.passages  the number of its first passage, and one past the last at the end
ids.txt, ids.rows all clause ids, sorted, and the rows they belong to
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt
from pydantic import TypeAdapter

from indexer.links import Entry, Links, entry_of, linked, with_links
from indexer.rows import Rows, RowWriter, covered, load_array, write_rows
from indexer.types import Clause, ClauseRef, Document

Integers = npt.NDArray[np.int64]

_REMEMBERED_CLAUSES = 512
"""Clauses kept as read: ranking, deciding and composing look at the same ones."""


@cache
def _documents() -> TypeAdapter[Document]:
    return TypeAdapter(Document)


@cache
def _clauses() -> TypeAdapter[Clause]:
    return TypeAdapter(Clause)


@cache
def _links() -> TypeAdapter[Links]:
    return TypeAdapter(Links)


def document_json(document: Document) -> bytes:
    """A whole document as one line of JSON."""
    return _documents().dump_json(document)


class RecordWriter:
    """Writes documents in order into a folder; a context manager."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._documents = RowWriter(folder / "documents.jsonl")
        self._sources = RowWriter(folder / "sources.txt")
        self._clauses = RowWriter(folder / "clauses.jsonl")
        self._spans = array("q")
        self._document = array("q")
        self._parent = array("q")
        self._passages = array("q", [0])
        self._ids: list[tuple[bytes, int]] = []
        self._entries: list[Entry] = []

    def write(self, document: Document, passages: list[int]) -> None:
        """Append a document; ``passages`` says how many each of its clauses has."""
        source = document.source.encode()
        base = self._sources.append(source)
        at = base + _byte_offsets(source)
        first = len(self._ids)
        rows = {clause.ref.path: first + i for i, clause in enumerate(document.clauses)}
        for clause, count in zip(document.clauses, passages, strict=True):
            self._ids.append((str(clause.ref).encode(), len(self._ids)))
            self._clauses.append(_clauses().dump_json(replace(clause, text="")))
            self._spans.extend((int(at[clause.start]), int(at[clause.end])))
            self._document.append(len(self._entries))
            self._parent.append(rows[clause.parent] if clause.parent is not None else -1)
            self._passages.append(self._passages[-1] + count)
        bare = replace(document, clauses=(), source="")
        self._documents.append(_documents().dump_json(bare))
        self._entries.append(entry_of(document))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        for file in (self._documents, self._sources, self._clauses):
            file.__exit__(*failure)
        self._save("clauses.spans", np.array(self._spans, dtype=np.int64).reshape(-1, 2))
        self._save("clauses.document", np.array(self._document, dtype=np.int64))
        self._save("clauses.parent", np.array(self._parent, dtype=np.int64))
        self._save("clauses.passages", np.array(self._passages, dtype=np.int64))
        links = map(_links().dump_json, linked(self._entries))
        write_rows(self._folder / "documents.links.jsonl", links)
        self._ids.sort()
        write_rows(self._folder / "ids.txt", (name for name, _ in self._ids))
        self._save("ids.rows", np.array([row for _, row in self._ids], dtype=np.int64))

    def _save(self, name: str, values: Integers) -> None:
        np.save(self._folder / f"{name}.npy", values)


def _byte_offsets(source: bytes) -> Integers:
    """The byte at which each character begins, and one past the last."""
    data = np.frombuffer(source, dtype=np.uint8)
    begins = np.flatnonzero((data & 0xC0) != 0x80)  # not a UTF-8 continuation byte
    return np.append(begins, len(data))


class Records:
    """Reads what ``RecordWriter`` wrote; rows are numbered as they were written."""

    def __init__(self, folder: Path) -> None:
        self._documents = Rows(folder / "documents.jsonl")
        self._links = Rows(folder / "documents.links.jsonl")
        self._sources = Rows(folder / "sources.txt")
        self._clauses = Rows(folder / "clauses.jsonl")
        self._spans = load_array(folder / "clauses.spans.npy")
        self._ids = Rows(folder / "ids.txt")
        self._id_rows = load_array(folder / "ids.rows.npy")
        self.clause_document: Integers = load_array(folder / "clauses.document.npy")
        self.clause_parent: Integers = load_array(folder / "clauses.parent.npy")
        self.clause_passages: Integers = load_array(folder / "clauses.passages.npy")
        self.id_order = np.empty(len(self._id_rows), dtype=np.int64)
        """For each clause row, its place among all clause ids sorted."""
        self.id_order[self._id_rows] = np.arange(len(self._id_rows))

    @property
    def documents(self) -> int:
        """How many there are."""
        return len(self._documents)

    @property
    def clauses(self) -> int:
        """How many there are."""
        return len(self._clauses)

    def document(self, row: int) -> Document:
        """Without clauses and source, with what the others say of it."""
        return with_links(self._as_read(row), _links().validate_json(self._links[row]))

    def _as_read(self, row: int) -> Document:
        return _documents().validate_json(self._documents[row])

    def clause(self, row: int) -> Clause:
        """With its text; the ones read last are remembered."""
        return self._remembered(int(row))

    @cached_property
    def _remembered(self) -> Callable[[int], Clause]:
        return lru_cache(maxsize=_REMEMBERED_CLAUSES)(self._read_clause)

    def _read_clause(self, row: int) -> Clause:
        begin, end = self._spans[row].tolist()
        text = self._sources.slice(begin, end).decode()
        return replace(_clauses().validate_json(self._clauses[row]), text=text)

    def ref(self, row: int) -> ClauseRef:
        """The address of a clause, without reading the clause."""
        return ClauseRef.parse(self._ids[int(self.id_order[row])].decode())

    def row(self, ref: ClauseRef) -> int | None:
        """The row of a clause, ``None`` if there is none with this id."""
        at = self._ids.find(str(ref).encode())
        return None if at is None else int(self._id_rows[at])

    def search_ids(self, pattern: re.Pattern[bytes]) -> Iterator[tuple[int, re.Match[bytes]]]:
        """The rows of the clauses whose id a pattern finds, with the match."""
        for at, match in self._ids.search(pattern):
            yield int(self._id_rows[at]), match

    def clause_rows(self, document: int) -> range:
        """The rows of a document's clauses, in reading order."""
        first, last = np.searchsorted(self.clause_document, [document, document + 1]).tolist()
        return range(first, last)

    def passages_of(self, clauses: Integers) -> tuple[Integers, Integers]:
        """The passages of clauses, given by rows, and the place of the clause of each."""
        return covered(self.clause_passages, clauses)

    def whole(self, row: int) -> Document:
        """A document with its source and its clauses, as it was read."""
        clauses = tuple(self._read_clause(clause) for clause in self.clause_rows(row))
        return replace(self._as_read(row), source=self._sources[row].decode(), clauses=clauses)
