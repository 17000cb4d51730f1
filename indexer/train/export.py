"""From a trained table to a plain sentence-transformers folder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import save_file
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding

from indexer.train.vocabulary import Vocabulary


def save_model(vocabulary: Vocabulary, table: npt.NDArray[np.float32], folder: Path) -> None:
    """Write a model that ``SentenceTransformer(folder)`` loads: StaticEmbedding, then Normalize.

    Args:
        vocabulary: its tokenizer, and the row that each token reads.
        table: the vector of each row, ``(rows, dimension)``.
        folder: created if missing; files of an earlier model there are replaced.

    The weights are stored as sentence-transformers reads vocabulary-quantised tables: float16
    directions by row (``embeddings``), the row of each token (``mapping``) and its length
    (``weights``, float32), so tokens that share a row take no room.
    """
    lengths = np.linalg.norm(table, axis=1)
    lengths[0] = 0.0  # what is not known says nothing
    directions = table / np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9)
    embedding = StaticEmbedding(vocabulary.tokenizer, embedding_weights=table[vocabulary.rows])
    SentenceTransformer(modules=[embedding, Normalize()], device="cpu").save(
        str(folder), create_model_card=False
    )
    save_file(
        {
            "embeddings": directions.astype(np.float16),
            "mapping": vocabulary.rows.astype(np.int32),
            "weights": lengths[vocabulary.rows].astype(np.float32),
        },
        _only(folder, "model.safetensors"),
    )
    vocabulary.tokenizer.save(str(_only(folder, "tokenizer.json")), pretty=False)
    for file in folder.rglob("*"):
        file.chmod(0o755 if file.is_dir() else 0o644)


def _only(folder: Path, name: str) -> Path:
    (file,) = folder.rglob(name)
    return file
