"""From settings to a running assistant; the only place that names the concrete store."""

from __future__ import annotations

from retriever.types import BadSettings
from service.answer import Assistant
from service.generate import Generator, Writer
from service.live import LiveIndex
from service.metrics import Metrics
from service.settings import Settings


def live_index(settings: Settings) -> LiveIndex:
    """The index of the settings, opened when it is first used."""
    from retriever import library  # noqa: PLC0415 - loads torch and faiss

    if settings.store != "embedded" or settings.store_uri is not None:
        raise BadSettings(
            "Bản này chỉ có kho chỉ mục nhúng (embedded).", "Bỏ PLANQA_STORE và PLANQA_STORE_URI."
        )
    return LiveIndex(
        generation=lambda: library.live_generation(settings.index),
        open_index=lambda: library.open_index(
            settings.index,
            settings.encoder,
            reranker=settings.reranker,
            thesaurus=settings.thesaurus,
        ),
    )


def build_assistant(settings: Settings, metrics: Metrics | None = None) -> Assistant:
    """An assistant over the index of the settings; dropped statements go to ``metrics``."""
    return Assistant(
        live_index(settings),
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
    return Generator(settings.llm_base_url, settings.llm_model, key, settings.llm_timeout)
