"""``python -m tests.browser.serve_fake PORT``: the whole application over made-up documents.

A question that ends with “chờ NAME” is answered once somebody has fetched ``/release/NAME``.
"""

from __future__ import annotations

import re
import sys
import threading

import uvicorn

from retriever.types import Filters, Hit, Mode
from service.answer import Assistant
from service.app import create_app
from service.metrics import Metrics
from tests.contract.fakes import FakeRetriever
from ui.chat import mount_chat


class HeldRetriever(FakeRetriever):
    """Waits where it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self._released: set[str] = set()
        self._changed = threading.Condition()

    def release(self, name: str) -> None:
        with self._changed:
            self._released.add(name)
            self._changed.notify_all()

    def search(
        self, question: str, k: int = 10, mode: Mode = Mode.HYBRID, filters: Filters | None = None
    ) -> list[Hit]:
        held = re.search(r"chờ (\w+)\W*$", question)
        with self._changed:
            self._changed.wait_for(lambda: held is None or held[1] in self._released, timeout=60)
        return super().search(question, k, mode, filters)


if __name__ == "__main__":
    retriever = HeldRetriever()
    assistant = Assistant(lambda: retriever)
    metrics = Metrics()
    app = create_app(assistant, metrics)
    app.add_api_route("/release/{name}", retriever.release)
    mount_chat(app, assistant, metrics)
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="error")
