"""Speed and memory of the main paths, as one table: ``python -m tests.bench [--copies N]``.

Times are wall-clock seconds of this machine; a figure is only worth comparing with one from the
same machine in the same minute.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from indexer.encode import load_encoder
from indexer.parse import parse_document
from indexer.read import read_file
from indexer.types import Clause, ClauseRef, Document
from retriever.library import build_documents, open_index, packaged_corpus
from service.answer import Assistant
from service.schemas import AskRequest

T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = ROOT / "eval" / "datasets" / "plans" / "development.jsonl"
FIRST_QUESTION = "Ai chủ trì tham mưu thành lập Quỹ Đầu tư mạo hiểm thành phố Hà Nội?"


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """How long ``work`` takes, in seconds, and what it gives."""
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def copies_of(documents: Sequence[Document], copies: int) -> Iterator[Document]:
    """The documents again and again under other ids, for an index of any size."""
    for number in range(copies):
        for document in documents:
            identity = f"{document.id}-{number}"
            clauses = tuple(moved(clause, identity) for clause in document.clauses)
            yield replace(document, id=identity, clauses=clauses, references=())


def moved(clause: Clause, identity: str) -> Clause:
    """``clause`` as one of another document."""
    return replace(clause, ref=ClauseRef(identity, clause.ref.path))


def row(what: str, figure: str) -> None:
    """Print one line of the table."""
    print(f"{what:<58}{figure:>16}", flush=True)


def reading(files: Sequence[Path]) -> list[Document]:
    """Reading and parsing, in characters a second on one core."""
    seconds, documents = timed(lambda: [parse_document(read_file(path)) for path in files])
    characters = sum(len(document.source) for document in documents)
    row("đọc và phân tích, ký tự/giây", f"{characters / seconds:,.0f}")
    return documents


def encoding(documents: Sequence[Document]) -> None:
    """The encoder: loading beyond the imports, passages a second, one question."""
    load_encoder()  # the imports
    seconds, encoder = timed(load_encoder)
    row("nạp bộ mã hóa, ms", f"{1000 * seconds:,.0f}")
    texts = [clause.text[:700] for document in documents for clause in document.clauses]
    seconds, _ = timed(lambda: encoder.encode(texts, "passage"))
    row("mã hóa, đoạn/giây", f"{len(texts) / seconds:,.0f}")
    seconds, _ = timed(lambda: [encoder.encode([FIRST_QUESTION], "question") for _ in range(200)])
    row("mã hóa một câu hỏi, ms", f"{1000 * seconds / 200:.2f}")


def indexing(documents: Sequence[Document], copies: int, folder: Path) -> None:
    """Building and opening an index of many copies of the corpus, and the memory it takes."""
    many = list(copies_of(documents, copies))
    characters = sum(len(document.source) for document in many)
    clauses = sum(len(document.clauses) for document in many)
    seconds, _ = timed(lambda: build_documents(many, folder, progress=False))
    row(f"lập chỉ mục {clauses:,} điều khoản, ký tự/giây", f"{characters / seconds:,.0f}")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds, _ = timed(lambda: open_index(folder))
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    row("mở chỉ mục, giây", f"{seconds:.2f}")
    row("bộ nhớ tăng khi mở, MB", f"{(after - before) / 1024:.0f}")


def answering(folder: Path, name: str) -> None:
    """``Assistant.ask`` on the development questions, warm."""
    engine = open_index(folder)
    assistant = Assistant(lambda: engine)
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    requests = [
        AskRequest.model_validate({"question": json.loads(line)["question"]}) for line in lines
    ]
    for request in requests[:10]:
        assistant.ask(request)
    times = sorted(1000 * timed(partial(assistant.ask, request))[0] for request in requests)
    row(f"trả lời trên {name}, p50, ms", f"{statistics.median(times):.1f}")
    row(f"trả lời trên {name}, p95, ms", f"{times[int(0.95 * len(times))]:.1f}")


def first_answer(folder: Path) -> None:
    """The whole process of ``planqa ask`` with its index there."""
    command = [sys.executable, "-m", "planqa", "ask", FIRST_QUESTION, "--index", str(folder)]
    seconds, _ = timed(lambda: subprocess.run(command, cwd=ROOT, check=True, capture_output=True))
    row("planqa ask, cả tiến trình, giây", f"{seconds:.1f}")


def main(copies: int) -> None:
    """Print the table."""
    documents = reading(packaged_corpus_files())
    encoding(documents)
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder, "small"), Path(folder, "large")
        build_documents(documents, small, progress=False)
        answering(small, "ba văn bản")
        first_answer(small)
        indexing(documents, copies, large)
        answering(large, f"{copies} bản sao")


def packaged_corpus_files() -> list[Path]:
    """The files of the packaged corpus."""
    return sorted(path for source in packaged_corpus() for path in source.rglob("*.txt"))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--copies", type=int, default=50, help="bản sao của kho văn bản")
    main(parser.parse_args().copies)
