from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from service.answer import Assistant
from service.app import create_app
from service.metrics import Metrics
from tests.contract.fakes import FakeRetriever


@pytest.fixture
def client() -> Iterator[TestClient]:
    metrics = Metrics()
    retriever = FakeRetriever()
    app = create_app(Assistant(lambda: retriever, on_flaw=metrics.dropped), metrics)
    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened
