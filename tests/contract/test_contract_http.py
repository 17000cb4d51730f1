"""Every path of the API: bodies, statuses, and errors as problems."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retriever.types import Document, IndexMissing, Level, Retriever
from service.answer import Assistant
from service.app import create_app
from service.limits import MAX_BODY_BYTES
from service.metrics import Metrics
from service.schemas import CONVERSATION_LIMIT
from tests.contract.fakes import FakeRetriever, build_document

FUND = "Ai chủ trì tham mưu thành lập Quỹ phát triển văn hóa đọc?"
CITATION_KEYS = {
    "mark", "clause_id", "label", "document_id", "number", "title", "issuer", "issued_on",
    "effective_on", "legal_status", "quote", "text", "start", "end", "inferred", "score",
}  # fmt: skip


def ask(client: TestClient, question: str, **more: Any) -> dict[str, Any]:
    response = client.post("/ask", json={"question": question, **more})
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.json()
    return body


def assert_problem(response: Any, status: int) -> dict[str, Any]:
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert {"type", "title", "status", "detail"} <= body.keys()
    assert body["status"] == status
    assert "Traceback" not in response.text
    return body


def test_ask_answers_with_a_verbatim_quote_and_its_mark(client: TestClient) -> None:
    body = ask(client, FUND)
    assert body["status"] == "answered"
    assert body["composer"] == "quotes"
    assert body["suggestions"] == []
    assert body["index"] == {"generation": "0001", "documents": 3, "clauses": 10}
    assert body["timings_ms"]["total"] >= 0
    first = body["citations"][0]
    assert first.keys() >= CITATION_KEYS
    assert first["label"] == "Điều 8, khoản 2"
    assert first["number"] == "12/QĐ-UBND"
    assert first["issued_on"] == "2025-03-04"
    assert first["inferred"] is True
    assert first["text"].startswith(first["quote"], first["quote_start"])
    assert "Quy chế kèm theo Quyết định số 12/QĐ-UBND" in body["answer"]


def test_every_line_ends_with_a_mark_that_has_a_citation(client: TestClient) -> None:
    for question in (FUND, "Kinh phí mua sách cho thư viện lưu động?", "Ghi chú kỹ thuật số"):
        body = ask(client, question)
        lines = [line for line in body["answer"].splitlines() if line.strip()]
        assert lines
        assert all(re.search(r"\[\d+\]$", line) for line in lines)
        used = {int(mark) for mark in re.findall(r"\[(\d+)\]", body["answer"])}
        assert used == {citation["mark"] for citation in body["citations"]}


def test_a_lost_heading_names_nobody(client: TestClient) -> None:
    answer = ask(client, FUND)["answer"]
    assert "tiêu đề của Điều 8 bị mất trong bản nguồn" in answer
    assert "Sở Văn hóa" not in answer


def test_a_printed_heading_names_the_agency(client: TestClient) -> None:
    answer = ask(client, "Cơ quan nào xây dựng mạng lưới thư viện lưu động?")["answer"]
    assert answer.startswith("Sở Văn hóa và Thể thao, theo Điều 7, khoản 1")


def test_drafts_and_replaced_documents_are_named_as_such(client: TestClient) -> None:
    draft = ask(client, "Bao nhiêu tài liệu quý hiếm được số hóa?")
    assert "dự thảo, chưa có hiệu lực" in draft["answer"]
    assert draft["citations"][0]["legal_status"] == "draft"
    replaced = ask(client, "Nhà sách cộng đồng mỗi huyện trước ngày nào?")
    assert "đã được thay thế" in replaced["answer"]


def test_what_the_documents_do_not_hold_is_refused(client: TestClient) -> None:
    body = ask(client, "Giá vé xe buýt của thành phố là bao nhiêu?")
    assert body["status"] == "not_found"
    assert body["citations"] == []
    assert body["answer"]
    for link in body["suggestions"]:
        assert link.keys() >= {"clause_id", "label", "document_id"}


def test_filters_narrow_and_top_k_bounds(client: TestClient) -> None:
    only = {"document_ids": ["kh-3-2020"]}
    assert ask(client, FUND, filters=only)["status"] == "not_found"
    assert len(ask(client, "thư viện", top_k=1)["citations"]) == 1


def test_the_same_question_gets_the_same_answer(client: TestClient) -> None:
    first, second = ask(client, FUND), ask(client, FUND)
    del first["timings_ms"], second["timings_ms"]
    assert first == second


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"question": ""},
        {"question": " \n\t "},
        {"question": "a" * 3_000},
        {"question": 5},
        {"question": None},
        {"question": "\ud800"},
        {"question": "thư viện", "top_k": 0},
        {"question": "thư viện", "top_k": 21},
        {"question": "thư viện", "top_k": "5"},
        {"question": "thư viện", "topk": 5},
        {"question": "thư viện", "filters": {"issuer": "x"}},
        {"question": "thư viện", "filters": {"as_of": "hôm qua"}},
        {"question": "thư viện", "conversation": [{"question": "x"}]},
        {"question": "thư viện", "conversation": [{"question": "x", "answer": "y"}] * 11},
        [],
        "thư viện",
        None,
    ],
)
def test_an_impossible_body_is_a_422_problem(client: TestClient, body: object) -> None:
    response = client.post(
        "/ask", content=json.dumps(body), headers={"content-type": "application/json"}
    )
    problem = assert_problem(response, 422)
    assert problem["hint"]


def test_the_detail_names_the_field_in_vietnamese(client: TestClient) -> None:
    detail = client.post("/ask", json={"question": "a" * 3_000}).json()["detail"]
    assert detail == "question: dài quá 2.000 ký tự."
    detail = client.post("/ask", json={"question": "x", "topk": 5}).json()["detail"]
    assert detail == "topk: trường này không có trong giao diện."


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", b"", b"[" * 100_000, b"{'question': 1}"])
def test_a_malformed_body_is_a_problem(client: TestClient, content: bytes) -> None:
    response = client.post("/ask", content=content, headers={"content-type": "application/json"})
    assert_problem(response, response.status_code)
    assert response.status_code in {400, 422}


def test_a_question_of_2000_characters_after_trimming_passes(client: TestClient) -> None:
    ask(client, "  " + "ă" * 2_000 + "\n")


def test_a_body_too_large_is_a_413_problem(client: TestClient) -> None:
    assert_problem(client.post("/ask", content=b"a" * (MAX_BODY_BYTES + 1)), 413)
    chunks = (b" " * 100_000 for _ in range(20))
    assert_problem(client.post("/ask", content=chunks), 413)


@pytest.mark.parametrize("path", ["/nothing", "/documents/none", "/clauses/none", "/clauses/a/b"])
def test_what_is_not_there_is_a_404_problem(client: TestClient, path: str) -> None:
    assert_problem(client.get(path), 404)


WRONG_METHODS = [
    ("GET", "/ask"),
    ("HEAD", "/ask"),
    ("OPTIONS", "/search"),
    ("DELETE", "/documents"),
    ("POST", "/health/live"),
    ("OPTIONS", "/health/live"),
    ("TRACE", "/documents/qd-12-2025"),
]


@pytest.mark.parametrize(("method", "path"), WRONG_METHODS)
@pytest.mark.parametrize("served", ["client", "page"])
def test_a_wrong_method_is_a_405_problem(
    served: str, method: str, path: str, request: pytest.FixtureRequest
) -> None:
    response = request.getfixturevalue(served).request(method, path)
    assert response.status_code == 405
    assert response.headers["allow"] == ("POST" if path in {"/ask", "/search"} else "GET, HEAD")
    if method != "HEAD":
        assert_problem(response, 405)


@pytest.mark.parametrize("served", ["client", "page"])
def test_whether_something_is_there_can_be_asked(
    served: str, request: pytest.FixtureRequest
) -> None:
    client = request.getfixturevalue(served)
    for path in (
        "/health/live",
        "/health/ready",
        "/docs",
        "/documents",
        "/documents/qd-12-2025",
        "/clauses/qd-12-2025/art_1",
    ):
        response, whole = client.head(path), client.get(path)
        assert (response.status_code, response.content) == (200, b"")
        for name in ("content-type", "content-length"):
            assert response.headers[name] == whole.headers[name]
    assert client.head("/documents/none").status_code == 404


def test_the_page_is_served_and_takes_no_files(page: TestClient) -> None:
    assert page.get("/").headers["content-type"].startswith("text/html")
    for path in ("/gradio_api/upload", "/gradio_api/process_recording"):
        for written in (path, f"{path}/"):
            response = page.post(written, files={"files": ("a.txt", b"x")})
            assert_problem(response, 404)
    assert_problem(page.get("/nothing"), 404)


def test_statements_can_be_streamed(client: TestClient) -> None:
    response = client.post("/ask", json={"question": FUND}, headers={"accept": "text/event-stream"})
    assert response.headers["content-type"].startswith("text/event-stream")
    *statements, last = [block.splitlines() for block in response.text.strip().split("\n\n")]
    body = json.loads(last[1].removeprefix("data: "))
    texts = [json.loads(lines[1].removeprefix("data: "))["text"] for lines in statements]
    assert last[0] == "event: answer"
    assert "\n\n".join(texts) == body["answer"]
    assert body["citations"][0]["label"] == "Điều 8, khoản 2"
    refused = client.post("/ask", json={}, headers={"accept": "text/event-stream"})
    assert_problem(refused, 422)


def test_a_follow_up_question_is_understood(client: TestClient) -> None:
    earlier = "Kế hoạch 3/KH-UBND nói gì về nhà sách?"
    turn = {"question": earlier, "answer": ask(client, earlier)["answer"]}
    assert "Nguyễn Văn An" in ask(client, "Ai ký?")["answer"]
    assert ask(client, "Ai ký?", conversation=[turn])["status"] == "not_found"


@pytest.mark.parametrize(("repeats", "status"), [(3_000, "answered"), (109, "partial")])
def test_every_answer_may_come_back_in_a_conversation(repeats: int, status: str) -> None:
    """One sentence that is longer than an answer may be, or many that are together."""
    text = f"Thư viện lưu động {'được mở, ' * repeats}."
    rows = [(f"art_{n}", f"Điều {n}", Level.ARTICLE, f"Điều {n}. {text}") for n in range(1, 21)]
    retriever = FakeRetriever([build_document(Document("qd-1", "Văn bản", "", ()), rows)])
    question = "thư viện lưu động nhà trường"
    with TestClient(create_app(Assistant(lambda: retriever), Metrics())) as client:
        body = ask(client, question, top_k=20)
        assert body["status"] == status
        assert ("câu trả lời đã dài" in body["answer"]) is (status == "partial")
        assert body["answer"].endswith(f"[{len(body['citations'])}]")
        turns = [{"question": question, "answer": body["answer"]}] * CONVERSATION_LIMIT
        ask(client, question, conversation=turns)


def test_search_ranks_without_answering(client: TestClient) -> None:
    body = client.post("/search", json={"question": "Quỹ phát triển văn hóa đọc"}).json()
    assert body.keys() == {"hits"}
    assert body["hits"][0].keys() == {"clause_id", "label", "document_id", "score", "text"}
    scores = [hit["score"] for hit in body["hits"]]
    assert scores == sorted(scores, reverse=True)
    assert_problem(client.post("/search", json={"question": "x", "mode": "magic"}), 422)


def test_documents_and_clauses_can_be_read(client: TestClient) -> None:
    listed = client.get("/documents").json()["documents"]
    assert [document["document_id"] for document in listed] == [
        "du-thao-ke-hoach",
        "kh-3-2020",
        "qd-12-2025",
    ]
    one = client.get("/documents/qd-12-2025").json()
    assert one["signer"] == "Nguyễn Văn An"
    clause = client.get("/clauses/qd-12-2025/quy-che__art_8").json()
    assert [child["label"] for child in clause["children"]] == [
        "Điều 8, khoản 1",
        "Điều 8, khoản 2",
    ]


def test_health_metrics_and_docs(client: TestClient) -> None:
    assert client.get("/health/live").json() == {"status": "live"}
    assert client.get("/health/ready").json()["status"] == "ready"
    ask(client, FUND)
    metrics = client.get("/metrics").text
    assert 'planqa_answers_total{composer="quotes",status="answered"} 1.0' in metrics
    assert 'planqa_http_requests_total{method="POST",route="/ask",status="200"} 1.0' in metrics
    docs = client.get("/docs")
    assert docs.headers["content-type"].startswith("text/html")
    assert "/ask" in docs.text
    assert not re.search(r"(?:src|href)=['\"]?(?:https?:)?//", docs.text)


def test_without_an_index_the_server_lives_but_is_not_ready() -> None:
    def missing() -> Retriever:
        raise IndexMissing("Không có chỉ mục tại /bi/mat/index.", "Chạy planqa index.")

    metrics = Metrics()
    with TestClient(create_app(Assistant(missing), metrics)) as client:
        assert client.get("/health/live").status_code == 200
        for response in (
            client.get("/health/ready"),
            client.get("/documents"),
            client.post("/ask", json={"question": "thư viện"}),
        ):
            problem = assert_problem(response, 503)
            assert "/bi/mat" not in response.text
            assert "planqa index" in problem["hint"]


def test_an_unexpected_failure_says_nothing_of_itself() -> None:
    def broken() -> Retriever:
        raise RuntimeError("mật khẩu ở /bi/mat")

    app = create_app(Assistant(broken), Metrics())
    with TestClient(app, raise_server_exceptions=False) as client:
        response = client.post("/ask", json={"question": "thư viện"})
        assert_problem(response, 500)
        assert "mật" not in response.text


def test_instructions_in_a_document_change_nothing(client: TestClient) -> None:
    body = ask(client, "Ghi chú kỹ thuật số nói gì?")
    assert body["answer"].startswith("Theo Điều 9, Quy chế kèm theo Quyết định số 12/QĐ-UBND:")
    assert [citation["mark"] for citation in body["citations"]] == [1]


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.fixed_dictionaries(
        {"question": st.text(max_size=60) | JSON_VALUES},
        optional={
            "top_k": st.integers() | JSON_VALUES,
            "filters": JSON_VALUES,
            "conversation": JSON_VALUES,
            "extra": JSON_VALUES,
        },
    )
)
def test_no_body_makes_the_server_fail(client: TestClient, body: dict[str, Any]) -> None:
    for path in ("/ask", "/search"):
        response = client.post(
            path, content=json.dumps(body), headers={"content-type": "application/json"}
        )
        assert response.status_code in {200, 400, 422}
