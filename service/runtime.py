"""From settings to a running assistant; the only place that names the concrete store."""

from __future__ import annotations

from service.answer import Assistant
from service.live import LiveIndex
from service.metrics import Metrics
from service.settings import Settings


def live_index(settings: Settings) -> LiveIndex:
    """The index of the settings, opened when it is first used."""
    from retriever import library  # noqa: PLC0415 - loads torch and faiss

    return LiveIndex(
        generation=lambda: library.live_generation(settings.index),
        open_index=lambda: library.open_index(settings.index, settings.encoder),
    )


def build_assistant(settings: Settings, metrics: Metrics | None = None) -> Assistant:
    """An assistant over the index of the settings; dropped statements go to ``metrics``."""
    return Assistant(
        live_index(settings),
        top_k=settings.top_k,
        on_flaw=metrics.dropped if metrics else None,
    )
