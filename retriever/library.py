"""Indexes by directory: build them, open them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from indexer.build import BuildReport, build_from_documents, build_index, packaged_corpus
from indexer.encode import Encoder, load_encoder
from indexer.errors import IndexDamaged, IndexMissing
from indexer.index import open_index as open_generation
from indexer.rerank import load_reranker
from indexer.store import live_generation as published
from indexer.store import published_name
from indexer.types import Document
from retriever.engine import Engine
from retriever.ranking import Ranking, load_ranking

__all__ = [
    "BuildReport",
    "build",
    "build_documents",
    "is_missing",
    "live_generation",
    "open_index",
    "open_with",
    "packaged_corpus",
]


def build(
    sources: Sequence[Path], directory: Path, encoder: str | None = None, *, progress: bool = True
) -> BuildReport:
    """Bring the index in ``directory`` up to date with files and folders.

    ``encoder`` is the name or path of a model, ``None`` the shipped one. Raises
    ``EncoderMissing``, and ``PlanqaError`` while another process builds here.
    """
    return build_index(sources, directory, load_encoder(encoder), progress=progress)


def build_documents(
    documents: Iterable[Document],
    directory: Path,
    encoder: str | None = None,
    *,
    progress: bool = True,
) -> BuildReport:
    """Make the index in ``directory`` hold exactly these documents; see ``build``."""
    return build_from_documents(documents, directory, load_encoder(encoder), progress=progress)


def open_index(
    directory: Path,
    encoder: str | None = None,
    *,
    ranking: Ranking | None = None,
    reranker: str | None = None,
    thesaurus: Path | None = None,
) -> Engine:
    """Open the live index, with other weights than the shipped ones if ``ranking`` is given.

    ``reranker`` is the name or path of a cross-encoder, ``thesaurus`` a file of further everyday
    words. Raises ``IndexMissing``, ``IndexDamaged``, ``EncoderMismatch``, ``EncoderMissing``.
    """
    loaded = load_encoder(encoder)
    return Engine(
        open_generation(directory, loaded),
        loaded,
        ranking or load_ranking(),
        load_reranker(reranker) if reranker else None,
        thesaurus,
    )


def open_with(directory: Path, encoder: Encoder, *, ranking: Ranking | None = None) -> Engine:
    """Open the live index with an encoder that is loaded already."""
    return Engine(open_generation(directory, encoder), encoder, ranking or load_ranking())


def is_missing(directory: Path) -> bool:
    """Whether nothing was ever published here; a damaged index is no missing one."""
    try:
        published(directory)
    except IndexMissing:
        return True
    except IndexDamaged:
        return False
    return False


def live_generation(directory: Path) -> str | None:
    """The name of the published generation, cheap to read; ``None`` without one."""
    return published_name(directory)
