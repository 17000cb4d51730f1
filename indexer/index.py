"""An open index: the arrays and records of one generation, memory-mapped."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from indexer.dense import DenseIndex
from indexer.encode import Encoder, word_vectors
from indexer.errors import EncoderMismatch, IndexDamaged
from indexer.forward import ForwardIndex
from indexer.lexical import LexicalIndex, Scoring
from indexer.passages import LONGEST
from indexer.records import Records
from indexer.segment import analyzer_version
from indexer.store import Generation, how_to_build, live_generation
from indexer.words import UnitIndex

TERMS = "terms"
FOLDED = "folded"
VECTORS = "vectors.faiss"


def index_settings(encoder: Encoder, scoring: Scoring) -> dict[str, str]:
    """Everything besides the documents that decides what an index holds."""
    return {
        "analyzer": analyzer_version(),
        "encoder": encoder.identity,
        "words": word_vectors(encoder).identity,
        "dimension": str(encoder.dimension),
        "longest_passage": str(LONGEST),
        "scoring": json.dumps(asdict(scoring)),
    }


class Index:
    """One generation, open for reading.

    Passages and clauses are numbered in reading order; the passages of a clause are neighbours.
    """

    def __init__(self, generation: Generation) -> None:
        folder = generation.folder
        self.generation = generation
        self.records = Records(folder)
        self.passages = int(self.records.clause_passages[-1])
        self.lexical = LexicalIndex.open(folder, TERMS, self.passages)
        self.folded = LexicalIndex.open(folder, FOLDED, self.passages)
        self.dense = DenseIndex.open(folder / VECTORS)
        self.units = UnitIndex.open(folder)

    @property
    def encoder(self) -> str:
        """The identity of the encoder that made the vectors."""
        return self.generation.manifest.settings["encoder"]

    @cached_property
    def passage_clause(self) -> npt.NDArray[np.int64]:
        """The clause row of each passage, ascending."""
        counts = np.diff(self.records.clause_passages)
        return np.repeat(np.arange(self.records.clauses), counts)

    @cached_property
    def clause_edges(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """The first passages of the clauses that have any, and the rows of these clauses."""
        first = np.flatnonzero(np.diff(self.passage_clause, prepend=-1))
        return first, self.passage_clause[first]

    @cached_property
    def forward(self) -> ForwardIndex:
        """Which terms each passage holds."""
        return ForwardIndex.open(self.generation.folder)


def open_index(directory: Path, encoder: Encoder) -> Index:
    """The live index of a directory, if this program and this encoder can ask it.

    Raises ``IndexMissing``, ``IndexDamaged`` (also when questions would be analysed otherwise
    than the documents were, or compared by other words) and ``EncoderMismatch``.
    """
    generation = live_generation(directory)
    settings = generation.manifest.settings
    if settings.get("analyzer") != analyzer_version():
        raise IndexDamaged(
            f"Chỉ mục “{directory}” được lập bằng một bộ tách từ khác.",
            how_to_build(directory),
        )
    if settings.get("encoder") != encoder.identity:
        raise EncoderMismatch(
            f"Chỉ mục “{directory}” được lập bằng mô hình “{settings.get('encoder')}”, "
            f"còn cấu hình hiện dùng “{encoder.identity}”.",
            f"Đặt lại PLANQA_ENCODER như cũ, hoặc lập lại. {how_to_build(directory)}",
        )
    if settings.get("words") != word_vectors(encoder).identity:
        raise IndexDamaged(
            f"Chỉ mục “{directory}” được lập bằng một bảng véc-tơ từ khác.",
            how_to_build(directory),
        )
    return Index(generation)
