"""Every command: what goes to which stream, in which shape, with which exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import planqa
import service.runtime
from service.answer import Assistant
from tests.contract.fakes import FakeRetriever

FUND = "Ai chủ trì tham mưu thành lập Quỹ phát triển văn hóa đọc?"


@pytest.fixture(autouse=True)
def _a_fake_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(service.runtime, "build_assistant", lambda *_: Assistant(FakeRetriever))


class Ran:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Any:
    def once(*arguments: str) -> Ran:
        with pytest.raises(SystemExit) as ended:
            planqa.main(arguments)
        out, err = capfd.readouterr()
        code = ended.value.code
        return Ran(code if isinstance(code, int) else 0, out, err)

    return once


def test_ask_prints_answer_and_citations(run: Any) -> None:
    ran = run("ask", FUND, "--index", "x")
    assert ran.code == 0
    assert "Trích dẫn" in ran.out
    assert "[1] Điều 8, khoản 2" in ran.out
    assert ran.err == ""


def test_ask_json_is_the_http_body(run: Any) -> None:
    body = run("ask", FUND, "--index", "x", "--json", "--top-k", "1").json()
    assert body["status"] == "answered"
    assert [citation["label"] for citation in body["citations"]] == ["Điều 8, khoản 2"]


def test_ask_file_prints_a_body_a_line(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "hoi.txt"
    file.write_text(f"\ufeff{FUND}\r\n\nGiá vé xe buýt?\n", encoding="utf-8")
    ran = run("ask", "--file", str(file), "--index", "x", "--json")
    assert [json.loads(line)["status"] for line in ran.out.splitlines()] == [
        "answered",
        "not_found",
    ]
    assert run("ask", "--file", str(file), "--index", "x").out.count("❯") == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask",),
        ("ask", ""),
        ("ask", "   "),
        ("ask", "a" * 3_000),
        ("ask", "câu hỏi", "--file", "x"),
        ("ask", "câu hỏi", "--top-k", "21"),
        ("ask", "câu hỏi", "--nothing"),
        ("search", ""),
        ("search", "câu hỏi", "--mode", "magic"),
        ("inspect",),
        ("serve", "--port", "99999"),
        ("nothing",),
    ],
)
def test_bad_usage_exits_2(run: Any, arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("inspect", "none.txt"),
        ("inspect", "."),
        ("ask", "--file", "none.txt"),
        ("inspect", "a.bin"),
    ],
)
def test_failures_exit_1_with_a_hint(run: Any, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "a.bin").write_bytes(bytes(range(256)) * 8)
    ran = run(*arguments)
    assert ran.code == 1
    assert ran.err.startswith("Lỗi: ")
    assert "Gợi ý: " in ran.err
    assert "Traceback" not in ran.err


def test_a_bad_setting_exits_1(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANQA_INDX", "x")
    ran = run("ask", FUND)
    assert ran.code == 1
    assert "PLANQA_INDEX" in ran.err


def test_search_json(run: Any) -> None:
    hits = run("search", "Quỹ phát triển", "--index", "x", "--json").json()["hits"]
    assert hits[0].keys() == {"clause_id", "label", "document_id", "score", "text"}
    assert "Điều 8, khoản 2" in run("search", "Quỹ phát triển", "--index", "x").out


def test_inspect_json_has_the_contract_shape(run: Any, corpus_documents: Path) -> None:
    for file in sorted(corpus_documents.iterdir()):
        body = run("inspect", str(file), "--json").json()
        assert body.keys() >= {"document", "clauses", "abbreviations", "references", "doubts"}
        assert body["document"].keys() >= {
            "document_id", "number", "kind", "title", "issuer", "issued_on", "effective_on",
            "signer", "legal_status",
        }  # fmt: skip
        ids = [clause["clause_id"] for clause in body["clauses"]]
        assert len(ids) == len(set(ids)) > 50
        for clause in body["clauses"]:
            assert clause["text"] == body["source"][clause["start"] : clause["end"]]
            assert clause["clause_id"].startswith(f"{body['document']['document_id']}/")


def test_inspect_shows_a_tree(run: Any, corpus_documents: Path) -> None:
    out = run("inspect", str(corpus_documents / "5921-qd-ubnd-2025-hanoi.txt")).out
    assert "Điều 8, khoản 2" in out
    assert "suy ra" in out
    assert "Số hiệu: 5921/QĐ-UBND" in out


@pytest.mark.parametrize("command", ["index", "ask", "search", "inspect", "serve", "eval"])
def test_help_teaches(run: Any, command: str) -> None:
    ran = run(command, "--help")
    assert ran.code == 0
    assert ("Ví dụ:" in ran.out) or command == "eval"
    assert command in run("--help").out


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys, planqa\n"
        "heavy = {'torch', 'gradio', 'underthesea', 'faiss', 'sentence_transformers', 'fastapi'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(planqa.__file__).parent,
    )
    assert done.stdout.strip() == "[]"
