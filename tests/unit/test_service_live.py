from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from retriever.types import IndexDamaged, IndexMissing, Retriever
from service.live import LiveIndex
from tests.contract.fakes import FakeRetriever


class Shelf:
    """A pointer to a generation and what opening it gives."""

    def __init__(self) -> None:
        self.generation: str | None = None
        self.opened: list[str | None] = []
        self.damaged: set[str] = set()

    def open(self) -> Retriever:
        self.opened.append(self.generation)
        if self.generation is None:
            raise IndexMissing("không có")
        if self.generation in self.damaged:
            raise IndexDamaged("hỏng")
        return FakeRetriever()


def test_an_index_is_opened_once_for_each_generation() -> None:
    shelf = Shelf()
    live = LiveIndex(lambda: shelf.generation, shelf.open)
    shelf.generation = "0001"
    first = live()
    assert live() is first
    shelf.generation = "0002"
    assert live() is not first
    assert shelf.opened == ["0001", "0002"]


def test_a_missing_index_may_come_later() -> None:
    shelf = Shelf()
    live = LiveIndex(lambda: shelf.generation, shelf.open)
    with pytest.raises(IndexMissing):
        live()
    shelf.generation = "0001"
    assert live().info.generation


def test_the_last_good_generation_serves_on_when_the_next_is_damaged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    shelf = Shelf()
    live = LiveIndex(lambda: shelf.generation, shelf.open)
    shelf.generation = "0001"
    good = live()
    shelf.generation, shelf.damaged = "0002", {"0002"}
    assert live() is good
    assert live() is good
    assert shelf.opened == ["0001", "0002"]
    assert "0002" in caplog.text
    shelf.generation = None
    assert live() is good


def test_the_last_generation_serves_on_while_the_next_is_opened() -> None:
    shelf, opening, may_end = Shelf(), Event(), Event()

    def open_index() -> Retriever:
        if shelf.generation == "0002":
            opening.set()
            may_end.wait(10)
        return shelf.open()

    live = LiveIndex(lambda: shelf.generation, open_index)
    shelf.generation = "0001"
    last = live()
    shelf.generation = "0002"
    with ThreadPoolExecutor() as pool:
        opened = pool.submit(live)
        assert opening.wait(10)
        meanwhile = live()
        may_end.set()
    assert meanwhile is last
    assert live() is opened.result()
    assert opened.result() is not last
    assert shelf.opened == ["0001", "0002"]
