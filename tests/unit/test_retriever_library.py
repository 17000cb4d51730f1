from __future__ import annotations

from pathlib import Path

import pytest

from retriever import library
from retriever.types import IndexMissing
from tests.unit.indexer_samples import HashEncoder, article


@pytest.fixture(autouse=True)
def _no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "load_encoder", lambda _: HashEncoder())


def test_an_index_is_built_from_files_and_opened(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("KẾ HOẠCH\n\nI. MỤC TIÊU\n1. Bố trí kinh phí.\n", "utf-8")
    with pytest.raises(IndexMissing):
        library.open_index(tmp_path / "index")
    library.build([tmp_path / "a.txt"], tmp_path / "index", progress=False)
    engine = library.open_index(tmp_path / "index")
    assert library.live_generation(tmp_path / "index") == engine.info.generation


def test_a_damaged_index_is_no_missing_one(tmp_path: Path) -> None:
    assert library.is_missing(tmp_path)
    (tmp_path / "file").touch()
    assert library.is_missing(tmp_path / "file")
    library.build_documents([article("a", "Kinh phí.")], tmp_path, progress=False)
    assert not library.is_missing(tmp_path)
    (tmp_path / "live").write_bytes(b"")
    assert not library.is_missing(tmp_path)


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
