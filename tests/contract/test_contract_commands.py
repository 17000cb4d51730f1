"""Every command: what goes to which stream, in which shape, with which exit code."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
import uvicorn

import planqa
import service.runtime
import ui.chat
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


def test_a_bad_line_of_a_file_is_named_and_the_others_are_answered(
    run: Any, tmp_path: Path
) -> None:
    file = tmp_path / "hoi.txt"
    file.write_text(f"{FUND}\n\n{'a' * 3_000}\nGiá vé xe buýt?\n", encoding="utf-8")
    ran = run("ask", "--file", str(file), "--index", "x", "--json")
    assert ran.code == 1
    assert [json.loads(line)["status"] for line in ran.out.splitlines()] == [
        "answered",
        422,
        "not_found",
    ]
    assert ran.err == "Lỗi: Dòng 3: Câu hỏi dài quá 2.000 ký tự.\n"
    ran = run("ask", "--file", str(file), "--index", "x")
    assert (ran.code, ran.out.count("❯")) == (1, 2)
    assert "Dòng 3" in ran.err


def test_version(run: Any) -> None:
    ran = run("--version")
    assert (ran.code, ran.out, ran.err) == (0, f"planqa {metadata.version('planqa')}\n", "")


def test_serve_names_its_address_once_it_has_it(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    ports: list[int] = []

    def serve(_: uvicorn.Server, sockets: list[socket.socket]) -> None:
        ports.append(sockets[0].getsockname()[1])
        with socket.create_connection(("127.0.0.1", ports[0])):
            raise KeyboardInterrupt

    monkeypatch.setattr(uvicorn.Server, "run", serve)
    monkeypatch.setattr(ui.chat, "mount_chat", lambda app, *_: app)
    ran = run("serve", "--port", "0", "--index", "x")
    assert ran.code == 0
    assert f"Mở http://127.0.0.1:{ports[0]} " in ran.err
    assert "planqa index VĂN-BẢN --index x" in ran.err


def test_serve_says_that_its_port_is_taken(run: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ran = run("serve", "--port", str(taken.getsockname()[1]), "--index", "x")
    assert ran.code == 1
    assert ran.err.startswith("Lỗi: Cổng ")
    assert "Mở" not in ran.err


def test_index_names_what_it_left_out_and_what_stands_twice(run: Any, tmp_path: Path) -> None:
    text = "KẾ HOẠCH\nI. MỤC TIÊU\n1. Hỗ trợ {} triệu đồng."
    for place, amount in (("a", 5), ("b", 7)):
        (tmp_path / place).mkdir()
        (tmp_path / place / "ke-hoach.txt").write_text(text.format(amount), encoding="utf-8")
    (tmp_path / "c.txt").touch()
    ran = run("index", "a", "b", "c.txt", "--index", "x", "--json")
    assert (ran.code, ran.json()["created"], ran.json()["failed"]) == (0, 2, 1)
    assert [found["name"] for found in ran.json()["failures"]] == ["c.txt"]
    assert [found["name"] for found in ran.json()["notes"]] == ["ke-hoach.txt"]
    assert "Bỏ qua c.txt: " in ran.err
    assert "Lưu ý ke-hoach.txt: " in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("index", "a.txt", "--index", "file"),
        ("index", "a.txt", "--index", "file/chi-muc"),
        ("eval", "report", "questions.jsonl", "--out", "none/report.html"),
        ("eval", "report", "questions.jsonl", "--out", "folder"),
        ("eval", "retrieval", "beir", "--run", "none/run.trec"),
        ("eval", "retrieval", "beir", "--run", "folder"),
        ("eval", "gate", "--record", "--baselines", "none/baselines.json"),
        ("eval", "gate", "--baselines", "folder"),
    ],
)
def test_a_place_that_cannot_be_written_is_named(
    run: Any, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "a.txt").write_text("KẾ HOẠCH\n\nI. MỤC TIÊU\n", encoding="utf-8")
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    question = {"id": "1", "kind": "refuse", "question": "Ai?", "gold": [], "answerable": False}
    (tmp_path / "questions.jsonl").write_text(json.dumps(question), encoding="utf-8")
    (tmp_path / "beir" / "qrels").mkdir(parents=True)
    (tmp_path / "beir" / "corpus.jsonl").write_text('{"_id": "a", "text": "b"}', encoding="utf-8")
    (tmp_path / "beir" / "queries.jsonl").write_text('{"_id": "q", "text": "b"}', encoding="utf-8")
    qrels = "query-id\tcorpus-id\tscore\nq\ta\t1\n"
    (tmp_path / "beir" / "qrels" / "test.tsv").write_text(qrels, encoding="utf-8")
    ran = run(*arguments)
    assert ran.code == 1
    assert ran.out == ""
    assert ran.err.startswith(f"Lỗi: Không đọc hoặc ghi được “{arguments[-1].split('/')[0]}")
    assert "Gợi ý: " in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("command", ["search", "ask"])
def test_an_index_that_is_a_file_is_no_index(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.undo()
    (tmp_path / "file").touch()
    ran = run(command, FUND, "--index", str(tmp_path / "file"))
    assert ran.code == 1
    assert ran.err.startswith("Lỗi: Chưa có chỉ mục tại")
    assert "--index hay PLANQA_INDEX" in ran.err


def test_a_folder_without_files_is_said(run: Any, tmp_path: Path) -> None:
    (tmp_path / "rong").mkdir()
    ran = run("index", "rong", "--index", "x")
    assert ran.out.startswith("mới 0")
    assert "Không có tệp nào ở “rong”" in ran.err


def test_a_file_that_cannot_be_read_says_what_can(run: Any, tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("a = 1\n", encoding="utf-8")
    assert "Chỉ nạp tệp .txt" in run("index", "a.toml", "--index", "x").err


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
        ("ask", "--file", "blank.txt"),
        ("inspect", "a.bin"),
    ],
)
def test_failures_exit_1_with_a_hint(run: Any, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "a.bin").write_bytes(bytes(range(256)) * 8)
    (tmp_path / "blank.txt").write_text(" \n\n", encoding="utf-8")
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


@pytest.mark.parametrize("group", [(), ("eval",)])
def test_help_teaches(run: Any, group: tuple[str, ...]) -> None:
    ran = run(*group, "--help")
    assert ran.code == 0
    listed = ran.out.partition("Commands:\n")[2]
    assert "..." not in listed, "what a command does is cut short"
    for command in [line.split()[0] for line in listed.splitlines()]:
        ran = run(*group, command, "--help")
        assert ran.code == 0
        assert ("Ví dụ:" in ran.out) or command == "eval"


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
