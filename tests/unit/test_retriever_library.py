from __future__ import annotations

from pathlib import Path

import pytest

from retriever import library
from retriever.types import IndexMissing
from tests.unit.indexer_samples import HashEncoder, article


@pytest.fixture(autouse=True)
def _no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "load_encoder", lambda _: HashEncoder())


def test_index_is_built_when_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("KẾ HOẠCH\n\nI. MỤC TIÊU\n1. Bố trí kinh phí.\n", "utf-8")
    monkeypatch.setattr(library, "packaged_corpus", lambda: [tmp_path / "a.txt"])
    with pytest.raises(IndexMissing):
        library.open_index(tmp_path / "index")
    engine = library.ensure_index(tmp_path / "index", progress=False)
    assert library.live_generation(tmp_path / "index") == engine.info.generation
    again = library.ensure_index(tmp_path / "index", progress=False)
    assert again.info == engine.info


def test_documents_are_built_and_opened(tmp_path: Path) -> None:
    report = library.build_documents([article("a", "Kinh phí.")], tmp_path, progress=False)
    assert report.created == ("a",)
    assert library.open_index(tmp_path).info.clauses == 1


def test_progress_goes_to_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library.build_documents([article("a", "Kinh phí.")], tmp_path)
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "Lập chỉ mục" in printed.err
