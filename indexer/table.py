"""The encoder that training makes: a text is the direction of the mean of its units' vectors.

The files are those of a plain sentence-transformers model, and the vectors are the ones that it
would give; but that library takes seconds to import, and a table needs none of it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from indexer.background import FILE, Background
from indexer.translation import SHIPPED_TRANSLATION, Lexicon, Translation
from indexer.words import WordVectors

Vectors = npt.NDArray[np.float32]

_BATCH = 256
"""Texts encoded at once, for flat memory."""


def is_table(folder: Path) -> bool:
    """Whether a folder has a model made by ``indexer.train``, background and all."""
    return (folder / FILE).is_file()


class TableEncoder:
    """A model made by ``indexer.train``, see ``indexer.encode.Encoder``.

    Raises ``OSError``, ``KeyError`` or ``ValueError`` for a folder that lacks a part.
    """

    def __init__(self, folder: Path, identity: str) -> None:
        self.identity = identity
        self._folder = folder
        self._tokenizer = read_tokenizer(folder)
        parts = load_file(folder / "model.safetensors")
        self._table: Vectors = parts["embeddings"].astype(np.float32)[parts["mapping"]]
        self._table *= parts["weights"][:, None]
        self.dimension = self._table.shape[1]

    @cached_property
    def words(self) -> WordVectors:
        """The vectors of its words."""
        background = Background.open(self._folder / FILE)
        lexicon = Lexicon.open(SHIPPED_TRANSLATION)
        translation = Translation(lexicon, self._tokenizer.token_to_id, len(self._table))
        return WordVectors(self.identity, self._tokenizer, self._table, background, translation)

    def encode(self, texts: Sequence[str], kind: str) -> Vectors:  # noqa: ARG002 - one for both
        """Rows of length 1, see ``Encoder``; questions and passages are encoded alike."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for start in range(0, len(texts), _BATCH):
            batch = [unicodedata.normalize("NFC", text) for text in texts[start : start + _BATCH]]
            vectors[start : start + _BATCH] = self._directions(batch)
        return vectors

    def _directions(self, texts: list[str]) -> Vectors:
        found = self._tokenizer.encode_batch_fast(texts, add_special_tokens=False)
        counts = np.array([len(each.ids) for each in found])
        filled = counts > 0
        sums = np.zeros((len(texts), self.dimension), dtype=np.float32)
        if filled.any():
            units = np.concatenate([each.ids for each in found if each.ids])
            starts = (np.cumsum(counts) - counts)[filled]
            sums[filled] = np.add.reduceat(self._table[units.astype(np.int64)], starts)
        directions: Vectors = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12)
        return directions


def read_tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer of a model; raises ``ValueError`` where it cannot be read."""
    path = folder / "tokenizer.json"
    try:
        return Tokenizer.from_file(str(path))
    except Exception as error:
        raise ValueError(f"{path.name}: {error}") from error
