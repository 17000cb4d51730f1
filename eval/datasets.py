"""BEIR folders, read strictly: a fault is an error that names the file and the line.

A folder holds ``corpus.jsonl`` (``_id``, ``title``, ``text``), ``queries.jsonl`` (``_id``,
``text``) and ``qrels/SPLIT.tsv`` (a header line, then query id, article id, relevance).
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from retriever.types import BadDataset


class Article(NamedTuple):
    """One piece of a corpus; ``title`` may be empty, ``text`` never is."""

    id: str
    title: str
    text: str


class Query(NamedTuple):
    """One question of a data set."""

    id: str
    text: str


class Qrel(NamedTuple):
    """One judgement; ``relevance`` 0 says looked at and found not relevant."""

    query_id: str
    article_id: str
    relevance: int


@dataclass(frozen=True, slots=True)
class Dataset:
    """A checked BEIR folder and one of its splits; the corpus itself stays on disk."""

    name: str
    split: str
    folder: Path
    article_ids: tuple[str, ...]
    """In the order of the corpus file."""
    queries: tuple[Query, ...]
    """Those judged in the split, in the order of the queries file."""
    qrels: tuple[Qrel, ...]
    corpus_digest: str
    digest: str
    """SHA-256 over corpus, queries and the split's judgements."""

    def articles(self) -> Iterator[Article]:
        """The corpus, one article at a time."""
        return read_articles(self.folder / "corpus.jsonl")


def load_dataset(folder: Path, split: str = "test") -> Dataset:
    """Check a BEIR folder as a whole; raises ``BadDataset`` at the first fault.

    The corpus is read once and not kept in memory.
    """
    corpus, queries, qrels = (
        folder / "corpus.jsonl",
        folder / "queries.jsonl",
        _split_file(folder, split),
    )
    article_ids = tuple(article.id for article in read_articles(corpus))
    all_queries = tuple(read_queries(queries))
    judgements = tuple(read_qrels(qrels))
    _check_known(qrels, judgements, {query.id for query in all_queries}, set(article_ids))
    judged = {qrel.query_id for qrel in judgements}
    digests = [file_digest(path) for path in (corpus, queries, qrels)]
    return Dataset(
        name=folder.resolve().name,
        split=split,
        folder=folder,
        article_ids=article_ids,
        queries=tuple(query for query in all_queries if query.id in judged),
        qrels=judgements,
        corpus_digest=digests[0],
        digest=hashlib.sha256("".join(digests).encode()).hexdigest(),
    )


def read_articles(path: Path) -> Iterator[Article]:
    """Yield the articles of a ``corpus.jsonl``; raises ``BadDataset``."""
    seen: set[str] = set()
    for line, record in read_records(path):
        article_id = _new_id(path, line, record, seen)
        title = record.get("title", "")
        if not isinstance(title, str):
            raise bad_line(path, line, "“title” phải là chuỗi")
        yield Article(article_id, nfc(title).strip(), text_of(path, line, record, "text"))
    if not seen:
        raise bad_file(path, "không có bài nào")


def read_queries(path: Path) -> Iterator[Query]:
    """Yield the questions of a ``queries.jsonl``; raises ``BadDataset``."""
    seen: set[str] = set()
    for line, record in read_records(path):
        query_id = _new_id(path, line, record, seen)
        yield Query(query_id, text_of(path, line, record, "text").strip())


def read_qrels(path: Path) -> Iterator[Qrel]:
    """Yield the judgements of a ``qrels/SPLIT.tsv``; raises ``BadDataset``."""
    seen: set[tuple[str, str]] = set()
    for line, text in read_lines(path):
        fields = text.split("\t")
        if len(fields) != 3 or not all(fields):
            raise bad_line(path, line, "cần đúng 3 cột cách nhau bằng dấu tab, không cột nào trống")
        query_id, article_id, relevance = fields
        if line == 1:
            if _is_count(relevance):
                raise bad_line(path, line, "thiếu dòng tiêu đề (query-id, corpus-id, score)")
            continue
        if not _is_count(relevance):
            raise bad_line(path, line, "mức liên quan phải là số nguyên không âm")
        if (query_id, article_id) in seen:
            raise bad_line(path, line, f"cặp ({query_id}, {article_id}) bị lặp")
        seen.add((query_id, article_id))
        yield Qrel(query_id, article_id, int(relevance))
    if not seen:
        raise bad_file(path, "không có đánh giá nào")


def read_records(path: Path) -> Iterator[tuple[int, dict[str, object]]]:
    """Yield (line number, JSON object) of a JSON Lines file; raises ``BadDataset``."""
    for line, text in read_lines(path):
        try:
            record = json.loads(text)
        except json.JSONDecodeError as error:
            raise bad_line(path, line, f"JSON hỏng ở cột {error.colno}") from error
        if not isinstance(record, dict):
            raise bad_line(path, line, "mỗi dòng phải là một đối tượng JSON")
        yield line, record


def read_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield (line number from 1, line without its end); raises ``BadDataset``."""
    try:
        with path.open("rb") as file:
            for line, raw in enumerate(file, start=1):
                try:
                    text = raw.decode("utf-8").rstrip("\r\n")
                except UnicodeDecodeError as error:
                    raise bad_line(path, line, "không phải văn bản UTF-8") from error
                if not text.strip():
                    raise bad_line(path, line, "dòng trống")
                yield line, text
    except FileNotFoundError as error:
        raise bad_file(path, "không có tệp này") from error
    except OSError as error:
        raise bad_file(path, "không đọc được tệp") from error


def text_of(path: Path, line: int, record: dict[str, object], key: str) -> str:
    """A required, non-empty string of a record, in NFC; raises ``BadDataset``."""
    value = record.get(key)
    if not isinstance(value, str):
        raise bad_line(path, line, f"thiếu “{key}” hoặc “{key}” không phải chuỗi")
    if not value.strip():
        raise bad_line(path, line, f"“{key}” trống")
    return nfc(value)


def nfc(text: str) -> str:
    """Composed Unicode, as everywhere inside the product."""
    return unicodedata.normalize("NFC", text)


def plain(text: str) -> str:
    """NFC with every run of blanks and line breaks as one blank, for finding words in a text."""
    return " ".join(nfc(text).split())


def file_digest(path: Path) -> str:
    """SHA-256 of a file's bytes, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def bad_line(path: Path, line: int, fault: str) -> BadDataset:
    """The error for one line of a file."""
    return BadDataset(f"{path}, dòng {line}: {fault}.", "Sửa dòng này rồi chạy lại.")


def bad_file(path: Path, fault: str) -> BadDataset:
    """The error for a file as a whole."""
    return BadDataset(f"{path}: {fault}.", "Kiểm tra đường dẫn và định dạng của bộ dữ liệu.")


def _new_id(path: Path, line: int, record: dict[str, object], seen: set[str]) -> str:
    """The record's ``_id``, which must not have been seen; verbatim, since judgements name it."""
    value = record.get("_id")
    if not isinstance(value, str) or not value.strip():
        raise bad_line(path, line, "thiếu “_id” hoặc “_id” không phải chuỗi")
    if value in seen:
        raise bad_line(path, line, f"mã “{value}” bị lặp")
    seen.add(value)
    return value


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _split_file(folder: Path, split: str) -> Path:
    path = folder / "qrels" / f"{split}.tsv"
    if path.is_file():
        return path
    if not folder.is_dir():
        raise bad_file(folder, "không có thư mục này")
    splits = sorted(file.stem for file in (folder / "qrels").glob("*.tsv"))
    if not splits:
        raise bad_file(folder, "thư mục “qrels” không có tệp .tsv nào")
    raise BadDataset(
        f"{folder}: không có phần “{split}”.",
        f"Chọn một phần đang có bằng --split: {', '.join(splits)}.",
    )


def _check_known(
    path: Path, qrels: tuple[Qrel, ...], query_ids: set[str], article_ids: set[str]
) -> None:
    # Line 1 is the header, and no line is ever skipped: judgement i stands on line i + 2.
    for line, qrel in enumerate(qrels, start=2):
        if qrel.query_id not in query_ids:
            raise bad_line(path, line, f"câu hỏi “{qrel.query_id}” không có trong queries.jsonl")
        if qrel.article_id not in article_ids:
            raise bad_line(path, line, f"bài “{qrel.article_id}” không có trong corpus.jsonl")
