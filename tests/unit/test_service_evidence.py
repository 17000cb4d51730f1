"""How many of the likely clauses are cited."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retriever.types import ClauseRef, Document, Evidence, Hit, Level
from service.answer import Assistant
from service.candidates import Candidates
from service.evidence import _until_sure, choose, innermost, support
from service.schemas import question_body
from service.thresholds import packaged_thresholds
from tests.contract.fakes import FakeRetriever, build_document

chances = st.lists(st.floats(0, 1), max_size=8)


def hits(answerable: list[float]) -> list[Hit]:
    return [
        Hit(ClauseRef("d", f"art_{rank}"), 1 / rank, rank, Evidence(answerable=chance))
        for rank, chance in enumerate(answerable, start=1)
    ]


@pytest.mark.parametrize(
    ("answerable", "doubt", "cited"),
    [
        ([], 0.1, 0),
        ([0.95, 0.9, 0.9], 0.1, 1),
        ([0.9, 0.9], 0.25, 1),
        ([0.5, 0.5, 0.5], 0.25, 2),
        ([0.5, 0.5, 0.5], 0.2, 3),
        ([0.5, 0.5], 0.01, 2),
        ([0.2, 0.99, 0.9], 0.1, 2),
        ([0.0, 0.0], 1.0, 1),
        ([1.0, 1.0], 0.0, 1),
        ([0.99, 0.99], 0.0, 2),
    ],
)
def test_clauses_are_cited_until_one_surely_answers(
    answerable: list[float], doubt: float, cited: int
) -> None:
    found = hits(answerable)
    assert _until_sure(found, doubt) == found[:cited]


@given(chances, st.floats(0, 1))
def test_agrees_with_counting_one_by_one(answerable: list[float], doubt: float) -> None:
    found = hits(answerable)
    expected, none_answers = list[Hit](), 1.0
    for hit in found:
        expected.append(hit)
        none_answers *= 1 - hit.evidence.answerable
        if none_answers <= doubt:
            break
    assert _until_sure(found, doubt) == expected


@given(chances, st.lists(st.floats(0, 1), min_size=2, max_size=5))
def test_less_doubt_never_cites_fewer(answerable: list[float], doubts: list[float]) -> None:
    found = hits(answerable)
    counts = [len(_until_sure(found, doubt)) for doubt in sorted(doubts)]
    assert all(more >= fewer for more, fewer in pairwise(counts))


def test_a_footnote_stands_beside_the_sentence_that_it_explains() -> None:
    document = build_document(
        Document(id="kh", title="Kế hoạch dạy nghề", source="", clauses=()),
        [
            ("sec_1", "Mục 1", Level.SECTION, "1. Dạy 3 nghề cho nông dân."),
            ("sec_1__point_a", "Mục 1, điểm a", Level.POINT, "a) Dạy nghề tại xã."),
            ("sec_1__fn_1", "Mục 1, chú thích 1", Level.INDENT, "1. Ba nghề: mộc, nề, rèn."),
        ],
    )
    retriever = FakeRetriever([document])
    found = [
        Hit(ClauseRef("kh", path), 1 / rank, rank, Evidence(answerable=0.5))
        for rank, path in enumerate(["sec_1", "sec_1__point_a", "sec_1__fn_1"], start=1)
    ]
    cited = choose([Candidates("", tuple(found))], retriever, 5, packaged_thresholds())[0]
    assert [hit.ref.path for hit in cited] == ["sec_1", "sec_1__fn_1"]


def test_a_part_beside_an_answered_one_needs_only_what_is_worth_citing() -> None:
    limits = packaged_thresholds()
    probability = limits.refuse.probability
    document = build_document(
        Document(id="d", title="Kế hoạch", source="", clauses=()),
        [("art_1", "Điều 1", Level.ARTICLE, "Điều 1. Trồng rừng.")],
    )
    retriever = FakeRetriever([document])
    sure, unsure = (
        Candidates("Lào Cai", tuple(hits([chance])))
        for chance in (2 * probability, 0.75 * probability)
    )
    assert [len(found) for found in choose([sure, unsure], retriever, 5, limits)] == [1, 1]
    assert choose([unsure], retriever, 5, limits) == [[]]
    assert choose([unsure, unsure], retriever, 5, limits) == [[], []]


def nested() -> FakeRetriever:
    items = [
        "a) Sở Y tế chủ trì mở phòng đọc sách.",
        "b) Sở Nội vụ giữ kho lưu trữ." + " Kho mở hằng ngày." * 60,
    ]
    text = "\n".join(["Điều 2. Phân công", *items])
    clauses = [
        ("art_2", "Điều 2", Level.ARTICLE, text),
        ("art_2__point_a", "Điều 2, điểm a", Level.POINT, items[0]),
        ("art_2__point_b", "Điều 2, điểm b", Level.POINT, items[1]),
    ]
    return FakeRetriever([build_document(Document("kh", "Kế hoạch", "", ()), clauses)])


@pytest.mark.parametrize(
    ("quotes", "path"),
    [
        (["Sở Nội vụ giữ kho"], "art_2__point_b"),
        (["phòng đọc sách.", "Sở Y tế"], "art_2__point_a"),
        (["phòng đọc sách.", "Sở Nội vụ"], "art_2"),
        (["Phân công"], "art_2"),
    ],
)
def test_the_innermost_clause_holds_every_quote(quotes: list[str], path: str) -> None:
    retriever = nested()
    whole = support(retriever, ClauseRef("kh", "art_2"), 0.7)
    found = innermost(whole, quotes, retriever)
    assert (found.ref.path, found.score) == (path, 0.7)


def test_an_answer_cites_the_clause_inside_that_says_it(monkeypatch: pytest.MonkeyPatch) -> None:
    retriever = nested()
    whole = Hit(ClauseRef("kh", "art_2"), 1.0, 1, Evidence(answerable=0.9))
    monkeypatch.setattr(retriever, "search", lambda *_, **__: [whole])
    found = Assistant(lambda: retriever).ask(question_body("Ai chủ trì mở phòng đọc sách?"))
    assert [one.label for one in found.citations] == ["Điều 2, điểm a"]
    assert found.answer.startswith("Sở Y tế, theo Điều 2, điểm a")
