"""Texts to unit vectors.

One small protocol and one way to get an encoder: a sentence-transformers model, either the one
that ships beside this module or any other named by a setting. Models are only ever read from
this machine: a folder, or what the Hugging Face cache already holds. No hub is contacted.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError

from indexer.errors import EncoderMissing
from indexer.table import TableEncoder, is_table
from indexer.words import WordVectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Kind = Literal["question", "passage"]
Vectors = npt.NDArray[np.float32]

SHIPPED_MODEL = Path(__file__).resolve().parent / "models" / "planqa-static-1"
"""The encoder that needs no download; ``README.md`` there is its model card."""

_TELLING = frozenset({"README.md", "LICENSE", "training.json"})

BATCH_SIZE = 256
"""Texts encoded at once: enough to keep one core busy, small enough for flat memory."""


class Encoder(Protocol):
    """What turns texts into vectors.

    Two encoders with the same ``identity`` give the same vectors, so an index can tell which one
    made it.
    """

    @property
    def identity(self) -> str:
        """Name and content, such as ``planqa-static-1@0123456789abcdef``."""
        ...

    @property
    def dimension(self) -> int:
        """The length of a row."""
        ...

    def encode(self, texts: Sequence[str], kind: Kind) -> Vectors:
        """Rows of length 1, float32 of shape ``(len(texts), dimension)``, in the given order.

        A text without a single known unit gives a row of zeros.
        """
        ...


@dataclass(frozen=True, slots=True)
class Usage:
    """How a model wants its texts: what stands before each, and whether words are joined."""

    question_prefix: str = ""
    passage_prefix: str = ""
    segmented: bool = False


_E5 = Usage("query: ", "passage: ")
KNOWN_MODELS = {
    "AITeamVN/Vietnamese_Embedding": Usage(),
    "BAAI/bge-m3": Usage(),
    "Snowflake/snowflake-arctic-embed-l-v2.0": Usage(question_prefix="query: "),
    "bkai-foundation-models/vietnamese-bi-encoder": Usage(segmented=True),
    "dangvantuan/vietnamese-embedding": Usage(segmented=True),
    "intfloat/multilingual-e5-base": _E5,
    "intfloat/multilingual-e5-large": _E5,
    "intfloat/multilingual-e5-small": _E5,
}
"""Models of the hub whose files do not say how their texts must look. A folder that carries the
last part of such a name is used the same way; any other model gets its texts as they are, with
the prompts that its own configuration names."""


def load_encoder(name: str | None = None) -> Encoder:
    """The encoder called ``name``: a folder, a model in the local cache, or the shipped one.

    Raises:
        EncoderMissing: nothing of that name is on this machine, or it is no such model. Absence
            is found out without importing torch and without touching the network.
    """
    folder, label = locate_model(name or str(SHIPPED_MODEL), setting="PLANQA_ENCODER")
    return _table(folder, label) or _SentenceEncoder(folder, label, usage_of(label))


def word_vectors(encoder: Encoder) -> WordVectors:
    """The encoder's own words if it is a table of them with a background, else the shipped."""
    return encoder.words if isinstance(encoder, TableEncoder) else _shipped_words()


@cache
def _shipped_words() -> WordVectors:
    folder, label = locate_model(str(SHIPPED_MODEL), setting="PLANQA_ENCODER")
    shipped = _table(folder, label)
    if shipped is None:
        raise EncoderMissing(f"Mô hình đi kèm “{label}” không phải bảng véc-tơ từ có văn bản nền.")
    return shipped.words


def _table(folder: Path, label: str) -> TableEncoder | None:
    """The model if it is a table; ``None`` if sentence-transformers has to load it."""
    if not is_table(folder):
        return None
    with _readable(label):
        return TableEncoder(folder, _identity(folder, label))


def usage_of(label: str) -> Usage:
    """How the model called ``label`` (a hub name or a folder's name) wants its texts."""
    for known, usage in KNOWN_MODELS.items():
        if label in {known, known.rpartition("/")[2]}:
            return usage
    return Usage()


def locate_model(name: str, setting: str) -> tuple[Path, str]:
    """The folder that holds a model, and the label its identity begins with.

    Raises:
        EncoderMissing: no such folder, and the local Hugging Face cache has no such model.
            ``setting`` is the one that the hint says to change.
    """
    folder = Path(name).expanduser()
    if folder.is_dir():
        return folder, folder.resolve().name
    from huggingface_hub import snapshot_download  # noqa: PLC0415 - only for names of the hub
    from huggingface_hub.errors import (  # noqa: PLC0415
        HFValidationError,
        LocalEntryNotFoundError,
    )

    try:
        return Path(snapshot_download(name, local_files_only=True)), name
    except (LocalEntryNotFoundError, HFValidationError, OSError) as error:
        raise EncoderMissing(
            f"Không tìm thấy mô hình “{name}” trên máy này.",
            f"Trên một máy có mạng, chạy: hf download TÊN_MÔ_HÌNH --local-dir THƯ_MỤC; chép thư "
            f"mục sang máy này rồi đặt {setting} trỏ tới đó. Bỏ {setting} để dùng cách mặc định.",
        ) from error


def content_digest(folder: Path) -> str:
    """The first 16 hexadecimal digits of a SHA-256 over every file that shapes the vectors.

    What only tells about the model is left out: a corrected sentence in its card does not change
    an index.
    """
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        relative = file.relative_to(folder)
        hidden = any(part.startswith(".") for part in relative.parts)
        if hidden or file.name in _TELLING or not file.is_file():
            continue
        digest.update(relative.as_posix().encode())
        with file.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()[:16]


class _SentenceEncoder:
    """A sentence-transformers model behind the protocol."""

    def __init__(self, folder: Path, label: str, usage: Usage) -> None:
        self.identity = _identity(folder, label)
        self._usage = usage
        self._model = _load_model(folder, label)
        self.dimension = self._model.get_embedding_dimension() or 0

    def encode(self, texts: Sequence[str], kind: Kind) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        question = kind == "question"
        prefix = self._usage.question_prefix if question else self._usage.passage_prefix
        encode = self._model.encode_query if question else self._model.encode_document
        rows = encode(
            [prefix + self._prepare(text) for text in texts],
            batch_size=BATCH_SIZE,
            show_progress_bar=False,
            normalize_embeddings=True,
        )
        return np.asarray(rows, dtype=np.float32)

    def _prepare(self, text: str) -> str:
        text = unicodedata.normalize("NFC", text)
        if not self._usage.segmented:
            return text
        from underthesea import word_tokenize  # noqa: PLC0415 - a second to import

        return str(word_tokenize(text, format="text"))


def _load_model(folder: Path, label: str) -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - seconds to import

    with _readable(label):
        return SentenceTransformer(str(folder), device="cpu", local_files_only=True)


def _identity(folder: Path, label: str) -> str:
    return f"{label}@{content_digest(folder)}"


@contextmanager
def _readable(label: str) -> Iterator[None]:
    """What goes wrong while a model is read, as an error that says what to do."""
    try:
        yield
    except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as error:
        raise EncoderMissing(
            f"Không đọc được mô hình “{label}”.",
            "Thư mục phải chứa trọn một mô hình sentence-transformers; hãy tải lại mô hình đó.",
        ) from error
