from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from service.answer import Assistant
from service.app import create_app
from service.metrics import Metrics
from tests.contract.fakes import FakeRetriever
from ui.chat import mount_chat


@pytest.fixture
def client() -> Iterator[TestClient]:
    metrics = Metrics()
    retriever = FakeRetriever()
    app = create_app(Assistant(lambda: retriever, on_flaw=metrics.dropped), metrics)
    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture(scope="session")
def page() -> Iterator[TestClient]:
    """The API with the chat page beside it."""
    metrics = Metrics()
    assistant = Assistant(FakeRetriever)

    async def mounted() -> FastAPI:
        """Within a loop: outside of one, Gradio makes its own and leaves them open."""
        return mount_chat(create_app(assistant, metrics), assistant, metrics)

    with TestClient(asyncio.run(mounted()), raise_server_exceptions=False) as opened:
        yield opened
