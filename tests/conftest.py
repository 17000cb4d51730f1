"""What every test shares: closed network, no hub, no settings from the developer's shell."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# No test asserts a time, and the same code passes or fails the same way on every machine.
settings.register_profile("planqa", deadline=None, derandomize=True)
# `pytest --hypothesis-profile=search` looks for new examples; what it finds becomes an @example.
settings.register_profile("search", deadline=None)
settings.load_profile("planqa")

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("PLANQA_")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def corpus_documents() -> Path:
    """The folder of the packaged documents."""
    return ROOT / "corpus" / "documents"
