"""From settings to an index and a running assistant; every command goes through here."""
# ruff: noqa: PLC0415 - the library loads torch and faiss

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from retriever.ranking import Ranking
from retriever.types import BadSettings, Retriever
from service.answer import Assistant
from service.generate import Generator, Writer
from service.live import LiveIndex
from service.metrics import Metrics
from service.settings import Settings, load_settings

if TYPE_CHECKING:
    from retriever.library import BuildReport


def build_index(settings: Settings, sources: Sequence[Path] = ()) -> BuildReport:
    """Bring the index of the settings up to date with files and folders.

    Without any, with the packaged documents. Raises what ``library.build`` raises.
    """
    from retriever import library

    _check_store(settings)
    return library.build(
        list(sources) or library.packaged_corpus(), settings.index, settings.encoder
    )


def ensure_index(settings: Settings, say: Callable[[str], None]) -> None:
    """Index the packaged documents where an index is by default, if none was ever published there.

    One that a command names is made of documents that somebody chose, so it is never made
    unasked; opening it says that it is missing.
    """
    from retriever import library

    if settings.index == load_settings().index and library.is_missing(settings.index):
        say(f"Chưa có chỉ mục tại {settings.index}; đang lập từ bộ văn bản đi kèm…")
        build_index(settings)


def open_retriever(settings: Settings, ranking: Ranking | None = None) -> Retriever:
    """The index of the settings, with the packaged ranking unless another is given.

    Raises ``BadSettings`` and what ``library.open_index`` raises.
    """
    from retriever import library

    _check_store(settings)
    return library.open_index(
        settings.index,
        settings.encoder,
        ranking=ranking,
        reranker=settings.reranker,
        thesaurus=settings.thesaurus,
    )


def live_index(settings: Settings) -> LiveIndex:
    """The index of the settings, opened when it is first used."""
    from retriever import library

    _check_store(settings)
    return LiveIndex(
        generation=lambda: library.live_generation(settings.index),
        open_index=lambda: open_retriever(settings),
    )


def build_assistant(
    settings: Settings,
    metrics: Metrics | None = None,
    retriever: Callable[[], Retriever] | None = None,
) -> Assistant:
    """An assistant as the settings say; dropped statements go to ``metrics``.

    It asks ``retriever`` where one is open already, else the live index of the settings.
    """
    return Assistant(
        retriever or live_index(settings),
        top_k=settings.top_k,
        on_flaw=metrics.dropped if metrics else None,
        writer=configured_writer(settings),
    )


def configured_writer(settings: Settings) -> Writer | None:
    """The model that the settings name; ``None`` when they name none.

    Raises:
        BadSettings: one of address and model is there without the other.
    """
    if settings.llm_base_url is None and settings.llm_model is None:
        return None
    if settings.llm_base_url is None or settings.llm_model is None:
        raise BadSettings(
            "Muốn dùng mô hình soạn câu trả lời, phải đặt cả llm_base_url và llm_model.",
            "Đặt PLANQA_LLM_BASE_URL và PLANQA_LLM_MODEL, hoặc bỏ cả hai.",
        )
    key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else ""
    return Generator(str(settings.llm_base_url), settings.llm_model, key, settings.llm_timeout)


def _check_store(settings: Settings) -> None:
    if settings.store != "embedded" or settings.store_uri is not None:
        raise BadSettings(
            "Bản này chỉ có kho chỉ mục nhúng (embedded).", "Bỏ PLANQA_STORE và PLANQA_STORE_URI."
        )
