from __future__ import annotations

import errno
import filecmp
import io
import os
import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.build import BuildReport, _parse, build_from_documents, build_index, packaged_corpus
from indexer.encode import Kind, Vectors
from indexer.errors import EncoderMismatch, IndexDamaged
from indexer.index import Index, open_index
from indexer.lexical import Scoring
from indexer.store import live_generation, published_name
from indexer.types import Document
from tests.unit.indexer_samples import HashEncoder, article, regulation

PLAN = """ỦY BAN NHÂN DÂN TỈNH {place}
Số: {number}/KH-UBND
{place}, ngày 5 tháng 3 năm 2025
KẾ HOẠCH
Phát triển khoa học tỉnh {place}

I. MỤC TIÊU
1. Tăng cường nghiên cứu khoa học.
2. {extra}

II. TỔ CHỨC THỰC HIỆN
1. Sở Tài chính bố trí kinh phí.
"""


def write_plan(path: Path, number: int, extra: str = "Ứng dụng công nghệ số.") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PLAN.format(number=number, place=f"SỐ {number}", extra=extra), encoding="utf-8")


def build(sources: list[Path], directory: Path) -> BuildReport:
    return build_index(sources, directory, HashEncoder(), progress=False)


def build_documents(documents: list[Document], directory: Path) -> BuildReport:
    return build_from_documents(documents, directory, HashEncoder(), progress=False)


def live_folder(directory: Path) -> Path:
    return live_generation(directory).folder


def assert_same_bytes(left: Path, right: Path) -> None:
    names = sorted(path.name for path in left.iterdir())
    assert names == sorted(path.name for path in right.iterdir())
    assert filecmp.cmpfiles(left, right, names, shallow=False) == (names, [], [])


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for number in (1, 2, 3):
        write_plan(tmp_path / "corpus" / f"plan-{number}.txt", number)
    return tmp_path / "corpus"


def test_first_build_creates_and_second_does_nothing(corpus: Path, tmp_path: Path) -> None:
    directory = tmp_path / "index"
    first = build([corpus], directory)
    assert first.created == ("plan-1.txt", "plan-2.txt", "plan-3.txt")
    assert first.generation == published_name(directory)
    second = build([corpus], directory)
    assert second == BuildReport(skipped=first.created)
    assert published_name(directory) == first.generation


def test_unchanged_documents_are_neither_parsed_nor_encoded_again(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = tmp_path / "index"
    build([corpus], directory)
    write_plan(corpus / "plan-2.txt", 2, "Đào tạo nhân lực.")
    encoded: list[str] = []
    real = HashEncoder.encode

    def spy(self: HashEncoder, texts: list[str], kind: Kind) -> Vectors:
        encoded.extend(texts)
        return real(self, texts, kind)

    monkeypatch.setattr(HashEncoder, "encode", spy)
    report = build([corpus], directory)
    assert (report.updated, report.skipped) == (("plan-2.txt",), ("plan-1.txt", "plan-3.txt"))
    assert encoded
    assert all("SỐ 2" in text for text in encoded)


def test_gone_file_is_removed_and_other_sources_stay(corpus: Path, tmp_path: Path) -> None:
    directory = tmp_path / "index"
    write_plan(tmp_path / "corpus-b" / "other.txt", 9)
    build([corpus, tmp_path / "corpus-b"], directory)
    (corpus / "plan-1.txt").unlink()
    report = build([corpus], directory)
    assert report.removed == ("plan-1.txt",)
    assert report.skipped == ("plan-2.txt", "plan-3.txt")
    assert Index(live_generation(directory)).records.documents == 3


def test_renamed_file_stays_in_the_index(corpus: Path, tmp_path: Path) -> None:
    directory = tmp_path / "index"
    build([corpus], directory)
    (corpus / "plan-2.txt").rename(corpus / "a-plan.txt")
    (corpus / "plan-1.txt").rename(corpus / "z-plan.txt")
    report = build([corpus], directory)
    assert (report.created, report.failed) == (("a-plan.txt", "z-plan.txt"), ())
    assert report.removed == ("plan-1.txt", "plan-2.txt")
    build([corpus], tmp_path / "fresh")
    assert_same_bytes(live_folder(directory), live_folder(tmp_path / "fresh"))


def test_file_moved_to_another_source_is_known_from_there(corpus: Path, tmp_path: Path) -> None:
    directory, elsewhere = tmp_path / "index", tmp_path / "elsewhere"
    build([corpus], directory)
    elsewhere.mkdir()
    (corpus / "plan-2.txt").rename(elsewhere / "plan-2.txt")
    report = build([elsewhere], directory)
    assert (report.created, report.removed, report.failed) == (("plan-2.txt",),) * 2 + ((),)
    assert open_index(directory, HashEncoder()).records.documents == 3


def test_source_that_does_not_exist_fails_and_removes_nothing(corpus: Path, tmp_path: Path) -> None:
    directory = tmp_path / "index"
    build([corpus], directory)
    corpus.rename(tmp_path / "away")
    report = build([corpus], directory)
    assert [name for name, _ in report.failed] == [str(corpus)]
    assert not report.removed
    assert report.generation is None


def test_all_documents_can_be_removed(corpus: Path, tmp_path: Path) -> None:
    directory = tmp_path / "index"
    build([corpus], directory)
    for path in corpus.iterdir():
        path.unlink()
    assert len(build([corpus], directory).removed) == 3
    index = open_index(directory, HashEncoder())
    assert (index.records.documents, index.passages) == (0, 0)


def test_bad_file_is_reported_and_the_rest_indexed(corpus: Path, tmp_path: Path) -> None:
    (corpus / "plan-2.txt").write_bytes(b"")
    (corpus / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (corpus / ".hidden.txt").write_bytes(b"")
    directory = tmp_path / "index"
    report = build([corpus], directory)
    assert report.created == ("plan-1.txt", "plan-3.txt")
    assert sorted(name for name, _ in report.failed) == ["picture.png", "plan-2.txt"]
    assert all(message for _, message in report.failed)
    again = build([corpus], directory)
    assert again.generation is None
    assert again.failed == report.failed


def test_index_among_the_documents_is_none_of_them(corpus: Path) -> None:
    directory = corpus / "index"
    assert len(build([corpus], directory).created) == 3
    again = build([corpus], directory)
    assert (again.created, again.failed) == ((), ())


def test_file_that_turned_bad_keeps_its_last_good_version(corpus: Path, tmp_path: Path) -> None:
    directory = tmp_path / "index"
    build([corpus], directory)
    (corpus / "plan-2.txt").write_bytes(b"")
    report = build([corpus], directory)
    assert [name for name, _ in report.failed] == ["plan-2.txt"]
    assert report.generation is None
    assert Index(live_generation(directory)).records.documents == 3


@pytest.fixture
def locked(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Files and folders that may not be read, whoever runs the tests."""
    paths: list[Path] = []

    def guard(module: object, name: str, *, itself: bool) -> None:
        real: Callable[..., object] = getattr(module, name)

        def guarded(path: str | Path, *args: object, **kwargs: object) -> object:
            asked = [*Path(path).parents, *([Path(path)] if itself else [])]
            if any(place in paths for place in asked):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
            return real(path, *args, **kwargs)

        monkeypatch.setattr(module, name, guarded)

    guard(io, "open", itself=True)
    guard(os, "scandir", itself=True)
    guard(os, "stat", itself=False)
    return paths


@pytest.mark.parametrize("place", ["part/plan-9.txt", "part"])
def test_what_may_not_be_read_is_reported_and_stays_as_it_was(
    corpus: Path, tmp_path: Path, locked: list[Path], place: str
) -> None:
    directory = tmp_path / "index"
    write_plan(corpus / "part" / "plan-9.txt", 9)
    build([corpus], directory)
    write_plan(corpus / "plan-4.txt", 4)
    locked.append(corpus / place)
    report = build([corpus], directory)
    assert (report.created, report.removed) == (("plan-4.txt",), ())
    ((name, message),) = report.failed
    assert name.endswith(place)
    assert "Không mở được" in message
    assert open_index(directory, HashEncoder()).records.documents == 5


def test_source_that_may_not_be_read_does_not_stop_the_others(
    corpus: Path, tmp_path: Path, locked: list[Path]
) -> None:
    locked.append(tmp_path / "locked")
    report = build([tmp_path / "locked" / "corpus", corpus], tmp_path / "index")
    assert len(report.created) == 3
    assert [name for name, _ in report.failed] == [str(tmp_path / "locked" / "corpus")]


def test_file_that_vanishes_while_the_index_is_built_is_reported(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = _parse

    def vanish(path: Path) -> Document:
        if path.name == "plan-2.txt":
            path.unlink()
        return real(path)

    monkeypatch.setattr("indexer.build._parse", vanish)
    report = build([corpus], tmp_path / "index")
    assert report.created == ("plan-1.txt", "plan-3.txt")
    assert [name for name, _ in report.failed] == ["plan-2.txt"]


def test_names_and_links_that_lead_nowhere_are_reported(corpus: Path, tmp_path: Path) -> None:
    (corpus / "loop.txt").symlink_to("loop.txt")
    (corpus / "dangling.txt").symlink_to("nothing.txt")
    shutil.copy(corpus / "plan-1.txt", corpus / os.fsdecode(b"v\xe3n.txt"))
    report = build([corpus], tmp_path / "index")
    assert report.created == ("plan-1.txt", "plan-2.txt", "plan-3.txt")
    assert sorted(name for name, _ in report.failed) == ["dangling.txt", "loop.txt", "v\ufffdn.txt"]


def test_nothing_good_publishes_nothing(tmp_path: Path) -> None:
    report = build([tmp_path / "absent"], tmp_path / "index")
    assert report.generation is None
    assert published_name(tmp_path / "index") is None


def test_second_file_of_one_document_is_refused(corpus: Path, tmp_path: Path) -> None:
    shutil.copy(corpus / "plan-1.txt", corpus / "plan-1b.txt")
    report = build([corpus], tmp_path / "index")
    assert report.created == ("plan-1.txt", "plan-2.txt", "plan-3.txt")
    ((name, message),) = report.failed
    assert name == "plan-1b.txt"
    assert "plan-1.txt" in message


def test_copy_of_a_file_without_a_number_is_refused(tmp_path: Path) -> None:
    draft = "Kính gửi các đơn vị\nVề việc góp ý dự thảo.\n1. Góp ý trước ngày 5 tháng 3."
    for name in ("du-thao.txt", "du-thao (1).txt"):
        (tmp_path / name).write_text(draft, encoding="utf-8")
    report = build([tmp_path], tmp_path / "index")
    assert report.created == ("du-thao (1).txt",)
    assert [name for name, _ in report.failed] == ["du-thao.txt"]


def document_ids(directory: Path) -> dict[str, str]:
    """The id in the index by what the second provision says."""
    records = open_index(directory, HashEncoder()).records
    return {
        clause.text.removeprefix("2. "): clause.ref.document_id
        for document in map(records.whole, range(records.documents))
        for clause in document.clauses
        if clause.ref.path == "part_I__sec_2" and document.id == clause.ref.document_id
    }


def test_corrected_copy_beside_the_first_is_a_version_of_its_own(tmp_path: Path) -> None:
    corpus, directory = tmp_path / "corpus", tmp_path / "index"
    write_plan(corpus / "plan-1.txt", 1, "Hỗ trợ 5 triệu.")
    build([corpus], directory)
    (identity,) = document_ids(directory).values()
    write_plan(corpus / "plan-1-sua.txt", 1, "Hỗ trợ 7 triệu.")
    report = build([corpus], directory)
    assert (report.created, report.failed) == (("plan-1-sua.txt",), ())
    ((name, note),) = report.notes
    assert name == "plan-1.txt"
    assert "“plan-1-sua.txt”" in note
    assert document_ids(directory) == {
        "Hỗ trợ 7 triệu.": identity,
        "Hỗ trợ 5 triệu.": f"{identity}~2",
    }
    (corpus / "plan-1-sua.txt").unlink()
    assert build([corpus], directory).updated == ("plan-1.txt",)
    assert document_ids(directory) == {"Hỗ trợ 5 triệu.": identity}


def test_file_that_became_a_copy_of_another_leaves_the_index(tmp_path: Path) -> None:
    corpus, directory = tmp_path / "corpus", tmp_path / "index"
    write_plan(corpus / "a.txt", 1, "Hỗ trợ 7 triệu.")
    write_plan(corpus / "b.txt", 1, "Hỗ trợ 5 triệu.")
    build([corpus], directory)
    shutil.copy(corpus / "a.txt", corpus / "b.txt")
    report = build([corpus], directory)
    assert (report.removed, [name for name, _ in report.failed]) == (("b.txt",), ["b.txt"])
    assert list(document_ids(directory)) == ["Hỗ trợ 7 triệu."]


def test_same_corpus_gives_the_same_bytes(corpus: Path, tmp_path: Path) -> None:
    first = build([corpus], tmp_path / "a")
    second = build([corpus], tmp_path / "b")
    assert first.generation == second.generation
    assert_same_bytes(live_folder(tmp_path / "a"), live_folder(tmp_path / "b"))


@pytest.mark.parametrize("seed", range(4))
def test_incremental_build_equals_a_fresh_one(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    corpus, directory = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    for step in range(5):
        for _ in range(rng.randint(1, 3)):
            number = rng.randint(1, 4)
            path = corpus / f"plan-{number}{rng.choice(['', '-sua'])}.txt"
            if path.exists() and rng.random() < 0.4:
                path.unlink()
            else:
                write_plan(path, number, rng.choice(["Đào tạo.", "Hợp tác.", "Số hóa."]))
        build([corpus], directory)
        if any(corpus.iterdir()):
            build([corpus], tmp_path / f"fresh-{step}")
            assert_same_bytes(live_folder(directory), live_folder(tmp_path / f"fresh-{step}"))


def test_other_encoder_or_scoring_makes_the_index_anew(corpus: Path, tmp_path: Path) -> None:
    directory = tmp_path / "index"
    build([corpus], directory)
    other = HashEncoder(identity="hash-2", dimension=16)
    with pytest.raises(EncoderMismatch, match="hash-2"):
        open_index(directory, other)
    report = build_index([corpus], directory, other, progress=False)
    assert len(report.updated) == 3
    open_index(directory, other)
    scoring = Scoring(k1=1.2)
    report = build_index([corpus], directory, other, scoring=scoring, progress=False)
    assert len(report.updated) == 3


def test_other_analyzer_is_refused_and_built_anew(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = tmp_path / "index"
    build([corpus], directory)
    monkeypatch.setattr("indexer.segment.ANALYZER", "other")
    with pytest.raises(IndexDamaged, match="bộ tách từ khác"):
        open_index(directory, HashEncoder())
    assert len(build([corpus], directory).updated) == 3


def test_damaged_index_is_built_anew(corpus: Path, tmp_path: Path) -> None:
    directory = tmp_path / "index"
    build([corpus], directory)
    (live_folder(directory) / "sources.txt").write_bytes(b"")
    with pytest.raises(IndexDamaged):
        open_index(directory, HashEncoder())
    assert len(build([corpus], directory).created) == 3
    open_index(directory, HashEncoder())


def test_damaged_index_is_built_anew_with_what_came_from_elsewhere(
    corpus: Path, tmp_path: Path
) -> None:
    directory, elsewhere = tmp_path / "index", tmp_path / "elsewhere"
    for number in (7, 8, 9):
        write_plan(elsewhere / f"plan-{number}.txt", number)
    build([corpus, elsewhere], directory)
    (live_folder(directory) / "sources.txt").write_bytes(b"")
    (elsewhere / "plan-9.txt").unlink()
    (corpus / "plan-3.txt").unlink()
    report = build([corpus], directory)
    assert [Path(name).stem for name in report.created] == [f"plan-{n}" for n in (1, 2, 7, 8)]
    assert report.removed == ("plan-3.txt",)
    ((name, message),) = report.failed
    assert name == "plan-9.txt"
    assert "không còn trong chỉ mục" in message
    assert open_index(directory, HashEncoder()).records.documents == 4


def test_index_of_an_earlier_format_is_built_anew_with_what_came_from_elsewhere(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = tmp_path / "index"
    write_plan(tmp_path / "elsewhere" / "plan-9.txt", 9)
    build([corpus, tmp_path / "elsewhere"], directory)
    monkeypatch.setattr("indexer.store.FORMAT", 99)
    assert len(build([corpus], directory).created) == 4


@pytest.mark.parametrize(
    "name", ["live", "generation-000001/manifest.json", "generation-000001/inputs.jsonl"]
)
def test_damaged_index_that_does_not_know_its_documents_says_so(
    corpus: Path, tmp_path: Path, name: str
) -> None:
    directory = tmp_path / "index"
    build([corpus], directory)
    (directory / name).write_bytes(b"{}")
    report = build([corpus], directory)
    assert len(report.created) == 3
    ((failed, message),) = report.failed
    assert failed == "chỉ mục cũ"
    assert "không còn danh sách văn bản" in message


def test_damaged_index_of_given_documents_is_built_anew(tmp_path: Path) -> None:
    directory = tmp_path / "index"
    build_documents([article("a", "Một."), article("b", "Hai.")], directory)
    (live_folder(directory) / "inputs.jsonl").write_bytes(b"")
    report = build_documents([article("a", "Một.")], directory)
    assert (report.created, report.failed) == (("a",), ())


def test_given_documents_are_all_there_is(tmp_path: Path) -> None:
    directory = tmp_path / "index"
    documents = [article("b", "Một."), article("a", "Hai."), regulation("qd-1")]
    assert build_documents(documents, directory).created == ("a", "b", "qd-1")
    assert build_documents(documents, directory).generation is None
    changed = [article("a", "Ba."), regulation("qd-1")]
    report = build_documents(changed, directory)
    assert (report.updated, report.removed, report.skipped) == (("a",), ("b",), ("qd-1",))
    index = open_index(directory, HashEncoder())
    assert [index.records.whole(row) for row in range(2)] == changed


def test_long_documents_are_written_in_batches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = [article(f"d{i:02}", f"Nội dung số {i}.") for i in range(20)]
    build_documents(documents, tmp_path / "at-once")
    monkeypatch.setattr("indexer.writer._BATCH", 3)
    monkeypatch.setattr("indexer.writer._REMEMBERED_LINES", 1)
    build_documents(documents, tmp_path / "in-batches")
    assert_same_bytes(live_folder(tmp_path / "at-once"), live_folder(tmp_path / "in-batches"))


def test_helping_processes_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [article(f"d{i:02}", f"Phát triển khoa học số {i}.") for i in range(6)]
    build_documents(documents, tmp_path / "alone")
    monkeypatch.setattr("indexer.writer._PARALLEL_FROM", 0)
    monkeypatch.setattr("indexer.writer._CHUNK", 2)
    build_documents(documents, tmp_path / "helped")
    assert_same_bytes(live_folder(tmp_path / "alone"), live_folder(tmp_path / "helped"))


def test_document_with_two_clauses_of_one_id_is_refused(tmp_path: Path) -> None:
    document = article("a", "Một.")
    twice = replace(document, clauses=document.clauses * 2)
    report = build_documents([twice, article("b", "Hai.")], tmp_path / "index")
    assert report.created == ("b",)
    assert report.failed[0][0] == "a"


def test_packaged_corpus_is_there(corpus_documents: Path) -> None:
    assert packaged_corpus() == [corpus_documents]
