"""The packaged documents from end to end: one command, one path, the same citations everywhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

import planqa
from retriever import library
from service.app import create_app
from service.metrics import Metrics
from service.runtime import build_assistant
from service.settings import load_settings

FUND = "Ai chủ trì tham mưu thành lập Quỹ Đầu tư mạo hiểm thành phố Hà Nội?"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("corpus") / "index"
    library.build(library.packaged_corpus(), directory, progress=False)
    return directory


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        planqa.main(arguments)
    out, err = capfd.readouterr()
    return int(ended.value.code or 0), out, err


def without_timings(body: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in body.items() if key != "timings_ms"}


def test_the_fund_of_hanoi(built: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capfd, "ask", FUND, "--index", str(built), "--json")
    body = json.loads(out)
    first = body["citations"][0]
    assert code == 0
    assert body["status"] == "answered"
    assert first["label"] == "Điều 8, khoản 2"
    assert first["component"] == "Quy chế"
    assert first["number"] == "5921/QĐ-UBND"
    assert first["inferred"] is True
    assert first["quote"] == "Chủ trì tham mưu thành lập Quỹ Đầu tư mạo hiểm thành phố Hà Nội."
    assert "tiêu đề của Điều 8 bị mất trong bản nguồn" in body["answer"]
    assert "Sở Tài chính" not in body["answer"]


def test_terminal_and_http_give_the_same_answer(
    built: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = run(capfd, "ask", FUND, "--index", str(built), "--json")
    metrics = Metrics()
    assistant = build_assistant(load_settings({"index": built}), metrics)
    with TestClient(create_app(assistant, metrics)) as client:
        over_http = client.post("/ask", json={"question": FUND}).json()
        assert client.get("/health/ready").json()["index"]["documents"] == 3
    assert without_timings(json.loads(out)) == without_timings(over_http)


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("Ai ký Kế hoạch 4354/KH-UBND?", "Trần Thị Diệu Thúy"),
        ("quyet dinh 5921 do ai ky", "Trương Việt Dũng"),
        ("Kế hoạch 4354/KH-UBND có hiệu lực từ khi nào?", "14/06/2025"),
        ("Kế hoạch 4354/KH-UBND thay thế văn bản nào?", "1413/KH-UBND"),
        ("Số lượng công bố quốc tế phấn đấu tăng bao nhiêu lần so với năm 2020?", "02 lần"),
    ],
)
def test_facts_are_answered_directly(
    built: Path, capfd: pytest.CaptureFixture[str], question: str, held: str
) -> None:
    _, out, _ = run(capfd, "ask", question, "--index", str(built), "--json")
    body = json.loads(out)
    assert held in body["answer"].splitlines()[0]
    for citation in body["citations"]:
        assert citation["quote"] in citation["text"]


@pytest.mark.parametrize(
    ("question", "status", "held"),
    [
        (
            "Quy chế gồm những điều nào?",
            "partial",
            [
                "Điều 7: “Sở Khoa học và Công nghệ”",
                "Điều 8, mở đầu: “Chủ trì nghiên cứu",
                "(tiêu đề của Điều 8 bị mất trong bản nguồn)",
                "(còn 15 điều chưa nêu",
            ],
        ),
        ("Điều 8 có mấy khoản?", "answered", ["(8 khoản)", "tiêu đề của Điều 8 bị mất"]),
        ("Điều 3 có mấy khoản?", "not_found", []),
        ("TFP là viết tắt của gì?", "answered", ["TFP là “Năng suất nhân tố tổng hợp”"]),
    ],
)
def test_documents_tell_of_themselves(
    built: Path, capfd: pytest.CaptureFixture[str], question: str, status: str, held: list[str]
) -> None:
    _, out, _ = run(capfd, "ask", question, "--index", str(built), "--json")
    body = json.loads(out)
    assert body["status"] == status
    assert [words for words in held if words not in body["answer"]] == []


@pytest.mark.parametrize(
    "question",
    [
        "Thủ tục đăng ký kết hôn với người nước ngoài cần những giấy tờ gì?",
        "Quyết định 5921/QĐ-UBND thay thế quyết định nào trước đó?",
        "Tổng kinh phí thực hiện Kế hoạch 4354/KH-UBND là bao nhiêu tỷ đồng?",
    ],
)
def test_what_the_documents_do_not_hold_is_refused(
    built: Path, capfd: pytest.CaptureFixture[str], question: str
) -> None:
    _, out, _ = run(capfd, "ask", question, "--index", str(built), "--json")
    body = json.loads(out)
    assert body["status"] == "not_found"
    assert body["citations"] == []
    assert body["suggestions"]


def test_indexing_reports_counts_and_skips_bad_files(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], corpus_documents: Path
) -> None:
    sources = tmp_path / "nguon"
    sources.mkdir()
    good = corpus_documents / "5921-qd-ubnd-2025-hanoi.txt"
    (sources / good.name).write_bytes(good.read_bytes())
    (sources / "hong.pdf").write_bytes(b"%PDF-1.7 hong")
    arguments = ("index", str(sources), "--index", str(tmp_path / "index"), "--json")
    code, out, err = run(capfd, *arguments)
    report = json.loads(out)
    assert code == 0
    assert (report["created"], report["failed"]) == (1, 1)
    assert "hong.pdf" in err
    _, out, _ = run(capfd, *arguments)
    assert (json.loads(out)["created"], json.loads(out)["skipped"]) == (0, 1)


def test_nothing_indexed_at_all_is_a_failure(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    missing = str(tmp_path / "khong-co")
    code, _, err = run(capfd, "index", missing, "--index", str(tmp_path / "index"))
    assert code == 1
    assert "khong-co" in err


def test_a_missing_index_is_named(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capfd, "ask", FUND, "--index", str(tmp_path / "trong"))
    assert (code, out) == (1, "")
    assert "planqa index" in err


def test_an_unknown_encoder_is_named(built: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLANQA_ENCODER", "khong/co-mo-hinh-nay")
        code, out, err = run(capfd, "ask", FUND, "--index", str(built))
    assert (code, out) == (1, "")
    assert err.startswith("Lỗi: ")
    assert "Traceback" not in err


def test_a_store_that_cannot_be_opened_is_said(
    built: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANQA_STORE", "milvus")
    code, _, err = run(capfd, "ask", FUND, "--index", str(built))
    assert code == 1
    assert "PLANQA_STORE" in err
