from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from eval.datasets import Article, Qrel, Query, load_dataset
from retriever.types import BadDataset

CORPUS = '{"_id": "a/1#2", "title": "T", "text": "mo\u0323t"}\n{"_id": "b", "text": "hai"}\n'
QUERIES = '{"_id": "q1", "text": " hỏi "}\n{"_id": "q2", "text": "khác"}\n'
QRELS = "query-id\tcorpus-id\tscore\nq1\ta/1#2\t1\n"

Writer = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Writer:
    def write(corpus: str = CORPUS, queries: str = QUERIES, qrels: str = QRELS) -> Path:
        (tmp_path / "qrels").mkdir(exist_ok=True)
        (tmp_path / "corpus.jsonl").write_text(corpus, encoding="utf-8")
        (tmp_path / "queries.jsonl").write_text(queries, encoding="utf-8")
        (tmp_path / "qrels" / "test.tsv").write_text(qrels, encoding="utf-8")
        return tmp_path

    return write


def test_a_sound_folder_is_read_whole(folder: Writer) -> None:
    dataset = load_dataset(folder())
    assert dataset.article_ids == ("a/1#2", "b")
    assert list(dataset.articles()) == [Article("a/1#2", "T", "mọt"), Article("b", "", "hai")]
    assert dataset.queries == (Query("q1", "hỏi"),), "only judged queries are asked"
    assert dataset.qrels == (Qrel("q1", "a/1#2", 1),)


@pytest.mark.parametrize(
    ("file", "content", "line", "fault"),
    [
        ("corpus", CORPUS + '{"_id": "b", "text": "lại"}\n', 3, "bị lặp"),
        ("corpus", CORPUS + '{"_id": "c", "title": "T", "text": "  "}\n', 3, "trống"),
        ("corpus", CORPUS + '{"_id": "c", "title": "T"}\n', 3, "“text”"),
        ("corpus", CORPUS + '{"_id": 3, "text": "x"}\n', 3, "“_id”"),
        ("corpus", CORPUS + '{"_id": "c", "title": 1, "text": "x"}\n', 3, "“title”"),
        ("corpus", '{"_id": "a/1#2", \n' + CORPUS, 1, "JSON"),
        ("corpus", CORPUS + '["c"]\n', 3, "đối tượng"),
        ("corpus", CORPUS + "\n", 3, "dòng trống"),
        ("queries", QUERIES + '{"_id": "q1", "text": "x"}\n', 3, "bị lặp"),
        ("queries", QUERIES + '{"_id": "q3", "text": ""}\n', 3, "trống"),
        ("qrels", QRELS + "q9\tb\t1\n", 3, "q9"),
        ("qrels", QRELS + "q2\tz\t1\n", 3, "“z”"),
        ("qrels", QRELS + "q2\tb\n", 3, "3 cột"),
        ("qrels", QRELS + "q2 b 1\n", 3, "3 cột"),
        ("qrels", QRELS + "q2\tb\tcó\n", 3, "số nguyên"),
        ("qrels", QRELS + "q2\tb\t-1\n", 3, "số nguyên"),
        ("qrels", QRELS + "q1\ta/1#2\t2\n", 3, "lặp"),
        ("qrels", "q1\ta/1#2\t1\n", 1, "tiêu đề"),
    ],
)
def test_a_fault_names_its_file_and_line(
    folder: Writer, file: str, content: str, line: int, fault: str
) -> None:
    path = folder(**{file: content})
    with pytest.raises(BadDataset) as caught:
        load_dataset(path)
    assert f", dòng {line}: " in caught.value.message
    assert file in caught.value.message
    assert fault in caught.value.message
    assert caught.value.hint


def test_bytes_that_are_not_text_name_their_line(folder: Writer) -> None:
    path = folder()
    with (path / "corpus.jsonl").open("ab") as file:
        file.write(b'{"_id": "c", "text": "\xff"}\n')
    with pytest.raises(BadDataset, match=r"corpus\.jsonl, dòng 3: .*UTF-8"):
        load_dataset(path)


@pytest.mark.parametrize("missing", ["corpus.jsonl", "queries.jsonl"])
def test_a_missing_file_is_named(folder: Writer, missing: str) -> None:
    path = folder()
    (path / missing).unlink()
    with pytest.raises(BadDataset, match=missing):
        load_dataset(path)


@pytest.mark.parametrize(
    ("file", "content"), [("corpus", ""), ("qrels", QRELS.splitlines(keepends=True)[0])]
)
def test_an_empty_file_is_a_fault(folder: Writer, file: str, content: str) -> None:
    with pytest.raises(BadDataset, match="không có"):
        load_dataset(folder(**{file: content}))


def test_a_missing_split_names_those_that_exist(folder: Writer) -> None:
    with pytest.raises(BadDataset) as caught:
        load_dataset(folder(), "dev")
    assert "dev" in caught.value.message
    assert "test" in caught.value.hint


def test_a_missing_folder_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(BadDataset, match="không có thư mục"):
        load_dataset(tmp_path / "không có")


def test_the_digest_follows_the_content(folder: Writer) -> None:
    first = load_dataset(folder())
    assert load_dataset(folder()).digest == first.digest
    judged_more = load_dataset(folder(qrels=QRELS + "q2\tb\t1\n"))
    assert judged_more.digest != first.digest
    assert judged_more.corpus_digest == first.corpus_digest
    grown = folder(corpus=CORPUS + json.dumps({"_id": "c", "text": "ba"}) + "\n")
    assert load_dataset(grown).corpus_digest != first.corpus_digest
