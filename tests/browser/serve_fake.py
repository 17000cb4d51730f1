"""``python -m tests.browser.serve_fake PORT``: the whole application over made-up documents."""

from __future__ import annotations

import sys

import uvicorn

from service.answer import Assistant
from service.app import create_app
from service.metrics import Metrics
from tests.contract.fakes import FakeRetriever
from ui.chat import mount_chat

if __name__ == "__main__":
    retriever = FakeRetriever()
    assistant = Assistant(lambda: retriever)
    app = mount_chat(create_app(assistant, Metrics()), assistant)
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="error")
