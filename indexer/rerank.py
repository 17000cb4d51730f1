"""A cross-encoder that reads question and passage together: slower, finer, off by default."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from indexer.encode import content_digest, locate_model
from indexer.errors import EncoderMissing

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

SEGMENTED_MODELS = frozenset({"PhoRanker"})
"""Cross-encoders (last part of their name) that were trained on texts with words joined."""

MAX_TOKENS = 512


class Reranker(Protocol):
    """What scores passages for one question. Same ``identity``, same scores."""

    @property
    def identity(self) -> str:
        """Name and content of the model."""
        ...

    def score(self, question: str, passages: Sequence[str]) -> npt.NDArray[np.float32]:
        """Higher is better, one score a passage in the given order; shape ``(len(passages),)``."""
        ...


def load_reranker(name: str) -> Reranker:
    """The cross-encoder called ``name``: a folder, or a model in the local cache.

    Made for: BAAI/bge-reranker-v2-m3, AITeamVN/Vietnamese_Reranker,
    itdainb/PhoRanker.

    Raises:
        EncoderMissing: nothing of that name is on this machine, or it is no such model.
    """
    folder, label = locate_model(name, setting="PLANQA_RERANKER")
    return _CrossEncoderReranker(folder, label)


class _CrossEncoderReranker:
    """A sentence-transformers ``CrossEncoder`` behind the protocol."""

    def __init__(self, folder: Path, label: str) -> None:
        self.identity = f"{label}@{content_digest(folder)}"
        self._segmented = label.rpartition("/")[2] in SEGMENTED_MODELS
        self._model = _load_model(folder, label)

    def score(self, question: str, passages: Sequence[str]) -> npt.NDArray[np.float32]:
        if not passages:
            return np.zeros(0, dtype=np.float32)
        asked, *texts = [self._prepare(text) for text in (question, *passages)]
        scores = self._model.predict([(asked, text) for text in texts], show_progress_bar=False)
        return np.asarray(scores, dtype=np.float32).reshape(len(passages))

    def _prepare(self, text: str) -> str:
        if not self._segmented:
            return text
        from underthesea import word_tokenize  # noqa: PLC0415 - a second to import

        return str(word_tokenize(text, format="text"))


def _load_model(folder: Path, label: str) -> CrossEncoder:
    from sentence_transformers import CrossEncoder  # noqa: PLC0415 - seconds to import

    try:
        model: CrossEncoder = CrossEncoder(
            str(folder), device="cpu", local_files_only=True, num_labels=1, max_length=MAX_TOKENS
        )
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise EncoderMissing(
            f"Không đọc được mô hình “{label}”.",
            "Thư mục phải chứa trọn một mô hình xếp hạng lại (cross-encoder); hãy tải lại.",
        ) from error
    return model
