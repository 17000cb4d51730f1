from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from retriever import library
from retriever.ranking import load_ranking
from retriever.types import BadSettings, IndexMissing
from service.runtime import build_assistant, build_index, ensure_index, open_retriever
from service.settings import load_settings
from tests.contract.fakes import FakeRetriever

Calls = list[tuple[Any, ...]]


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> Calls:
    """What was built, in place of building it."""
    calls: Calls = []
    monkeypatch.setattr(library, "build", lambda *given: calls.append(given))
    return calls


def test_the_packaged_documents_are_indexed_at_the_default_place(builds: Calls) -> None:
    said: list[str] = []
    ensure_index(load_settings(), said.append)
    assert builds == [(library.packaged_corpus(), Path(".planqa/index"), None)]
    assert "đang lập" in said[0]


def test_the_default_place_can_be_set(builds: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANQA_INDEX", "khac")
    ensure_index(load_settings(), lambda _: None)
    assert builds == [(library.packaged_corpus(), Path("khac"), None)]


def test_an_index_that_somebody_named_is_not_made_unasked(builds: Calls) -> None:
    named = load_settings({"index": Path("khac")})
    ensure_index(named, pytest.fail)
    assert builds == []
    with pytest.raises(IndexMissing) as caught:
        open_retriever(named)
    assert "planqa index VĂN-BẢN --index khac" in caught.value.hint


def test_a_damaged_index_is_not_made_anew_unasked(builds: Calls) -> None:
    index = load_settings().index
    index.mkdir(parents=True)
    (index / "live").write_bytes(b"")
    ensure_index(load_settings(), pytest.fail)
    assert builds == []


def test_everything_that_is_set_reaches_the_index(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[dict[str, Any]] = []

    def open_index(directory: Path, encoder: str | None, **given: object) -> FakeRetriever:
        opened.append({"directory": directory, "encoder": encoder, **given})
        return FakeRetriever()

    monkeypatch.setattr(library, "open_index", open_index)
    monkeypatch.setenv("PLANQA_INDEX", "chi-muc")
    monkeypatch.setenv("PLANQA_ENCODER", "mo-hinh")
    monkeypatch.setenv("PLANQA_RERANKER", "xep-lai")
    monkeypatch.setenv("PLANQA_THESAURUS", "tu.toml")
    settings, ranking = load_settings(), load_ranking()
    open_retriever(settings, ranking)
    build_assistant(settings).index()
    given = {
        "directory": Path("chi-muc"),
        "encoder": "mo-hinh",
        "reranker": "xep-lai",
        "thesaurus": Path("tu.toml"),
    }
    assert opened == [{**given, "ranking": ranking}, {**given, "ranking": None}]


def test_a_store_that_is_not_there_is_refused_wherever_it_would_be_used(builds: Calls) -> None:
    settings = load_settings({"store": "milvus"})
    for use in (build_index, open_retriever, build_assistant):
        with pytest.raises(BadSettings, match="embedded"):
            use(settings)
    assert builds == []
