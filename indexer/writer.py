"""Documents in, the files of a generation out: records, both lexical fields, vectors, units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import ExitStack
from itertools import chain, pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import Self

import numpy as np

from indexer.dense import DenseIndex
from indexer.encode import Encoder, word_vectors
from indexer.forward import Bag, ForwardBuilder
from indexer.index import FOLDED, TERMS, VECTORS, Index
from indexer.lexical import Scoring, folded, freeze
from indexer.passages import Passage, document_passages
from indexer.records import RecordWriter
from indexer.segment import terms
from indexer.types import Document
from indexer.words import UnitBuilder

_BATCH = 1024
"""Passages analysed and encoded at once; bounds the memory of a build."""

_CHUNK = 64
"""Texts sent to a process at once."""

_PARALLEL_FROM = 3_000_000
"""Characters from which more processes are worth their start of several seconds."""

_REMEMBERED_LINES = 10_000


class IndexWriter:
    """Writes documents, in the order they come, into an empty folder; a context manager.

    ``earlier`` is the index that ``copy`` takes documents from. ``characters`` is about how much
    text will be added: with much of it, other processes help to segment.
    """

    def __init__(
        self, folder: Path, encoder: Encoder, earlier: Index | None, characters: int
    ) -> None:
        self._folder = folder
        self._encoder = encoder
        self._earlier = earlier
        self._parallel = characters >= _PARALLEL_FROM
        self._records = RecordWriter(folder)
        self._forward = ForwardBuilder(earlier.forward if earlier else None)
        self._vectors = DenseIndex.empty(encoder.dimension)
        self._units = UnitBuilder(word_vectors(encoder))
        self._pending: list[Passage] = []
        self._lines: dict[str, Bag] = {}
        self._resources = ExitStack()
        self._executor: Executor | None = None

    def __enter__(self) -> Self:
        self._resources.enter_context(self._records)
        if self._parallel:
            pool = ProcessPoolExecutor(mp_context=get_context("spawn"))
            self._executor = self._resources.enter_context(pool)
        return self

    def __exit__(self, *failure: object) -> None:
        self._resources.close()

    def add(self, document: Document) -> None:
        """A new document: split, segmented and encoded with the next batch."""
        passages = list(document_passages(document))
        counts = Counter(passage.ref for passage in passages)
        self._records.write(document, [counts[clause.ref] for clause in document.clauses])
        self._pending.extend(passages)
        while len(self._pending) >= _BATCH:
            self._flush(_BATCH)

    def add_again(self, row: int, identity: str) -> None:
        """A document of the earlier index, now known as ``identity``, encoded anew."""
        self.add(self._known.records.whole(row).known_as(identity))

    def copy(self, row: int, identity: str) -> None:
        """A document of the earlier index, now known as ``identity``, with what it has there."""
        self._flush(len(self._pending))
        records = self._known.records
        clauses = records.clause_rows(row)
        edges = records.clause_passages[clauses.start : clauses.stop + 1].tolist()
        document = records.whole(row).known_as(identity)
        self._records.write(document, [end - begin for begin, end in pairwise(edges)])
        self._forward.copy(edges[0], edges[-1])
        self._vectors.add(self._known.dense.rows(np.arange(edges[0], edges[-1])))
        self._units.copy(self._known.units, edges[0], edges[-1])

    def finish(self, scoring: Scoring) -> None:
        """Write the indexes; the records follow when the writer is closed."""
        self._flush(len(self._pending))
        forward = self._forward.finish()
        forward.save(self._folder)
        freeze(forward, scoring).save(self._folder, TERMS)
        freeze(folded(forward), scoring).save(self._folder, FOLDED)
        self._vectors.save(self._folder / VECTORS)
        self._units.finish().save(self._folder)

    @property
    def _known(self) -> Index:
        if self._earlier is None:
            raise ValueError("there is no earlier index to take a document from")
        return self._earlier

    def _flush(self, count: int) -> None:
        passages, self._pending = self._pending[:count], self._pending[count:]
        if not passages:
            return
        lines = dict.fromkeys(chain.from_iterable(p.headings.split("\n") for p in passages))
        unknown = [line for line in lines if line not in self._lines]
        bags = self._bags([*(p.text for p in passages), *unknown])
        self._vectors.add(self._encoder.encode([p.full for p in passages], "passage"))
        self._units.add([passage.stretches for passage in passages])
        found = list(bags)
        self._lines.update(zip(unknown, found[len(passages) :], strict=True))
        for passage, text in zip(passages, found, strict=False):
            self._forward.add(text, _sum(self._lines[x] for x in passage.headings.split("\n")))
        if len(self._lines) > _REMEMBERED_LINES:
            self._lines.clear()

    def _bags(self, texts: Sequence[str]) -> Iterable[Bag]:
        chunks = [texts[i : i + _CHUNK] for i in range(0, len(texts), _CHUNK)]
        mapped = self._executor.map(term_bags, chunks) if self._executor else map(term_bags, chunks)
        return chain.from_iterable(mapped)


def term_bags(texts: Iterable[str]) -> list[Bag]:
    """The terms of each text with how often each occurs."""
    return [Counter(token.text for token in terms(text)) for text in texts]


def _sum(bags: Iterable[Bag]) -> Bag:
    total: Counter[str] = Counter()
    for found in bags:
        total.update(found)
    return total
