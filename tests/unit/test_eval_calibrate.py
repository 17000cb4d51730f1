"""Calibrating: which hits answer, and what the fit sees of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from eval.calibrate import (
    DEPTH,
    NEAREST,
    NOTHING,
    OTHERS,
    STRANGE,
    Collection,
    answering,
    own_examples,
    ranked_questions,
    stranger_examples,
)
from eval.questions import Kind, Question
from eval.refusing import Example
from retriever.signs import SIGNS, WEIGHED
from retriever.types import ClauseRef, Evidence, Hit, Mode
from tests.contract.fakes import FakeRetriever

RETRIEVER = FakeRetriever()
DECISION = "qd-12-2025"


class Listed(FakeRetriever):
    """The made-up library, whose hits for each question are given: paths and chances."""

    def __init__(self, found: Mapping[str, Sequence[Hit]]) -> None:
        super().__init__()
        self._found = found
        self.depths: list[int] = []

    def search(
        self,
        question: str,
        k: int = 10,
        mode: Mode = Mode.HYBRID,  # noqa: ARG002
        filters: object = None,  # noqa: ARG002
    ) -> list[Hit]:
        self.depths.append(k)
        return list(self._found[question][:k])


def hit(path: str, dense: float = 0.5, **features: float) -> Hit:
    shown = dict.fromkeys(WEIGHED, 0.0) | features
    return Hit(ClauseRef(DECISION, path), 1.0, 1, Evidence(1.0, dense, signs=shown))


def asked(*gold: str, text: str = "Hỏi gì?", answerable: bool = True) -> Question:
    return Question("q", Kind.DIRECT, text, (gold,) if gold else (), None, answerable)


ART_7 = [hit("quy-che__art_7"), hit("quy-che__art_7__para_1"), hit("quy-che__art_8__para_1")]


def test_clause_that_is_named_answers() -> None:
    gold = asked(f"{DECISION}/quy-che__art_8__para_1", f"{DECISION}/art_1")
    assert answering(gold, RETRIEVER, ART_7) == {f"{DECISION}/quy-che__art_8__para_1"}


def test_shortest_clause_that_holds_the_words_answers_and_not_its_container() -> None:
    gold = asked("mạng lưới thư viện\n  lưu động")
    lengths = [len(RETRIEVER.clause(each.ref).text) for each in ART_7[:2]]
    assert lengths[0] > 1.3 * lengths[1]
    assert answering(gold, RETRIEVER, ART_7) == {f"{DECISION}/quy-che__art_7__para_1"}
    assert answering(gold, RETRIEVER, ART_7[:1]) == {f"{DECISION}/quy-che__art_7"}


def test_clauses_of_about_the_same_length_answer_alike() -> None:
    gold = asked("thư viện lưu động")
    assert answering(gold, RETRIEVER, ART_7) == {
        f"{DECISION}/quy-che__art_7__para_1",
        f"{DECISION}/quy-che__art_8__para_1",
    }


def test_nothing_answers_without_the_words_or_without_gold() -> None:
    assert answering(asked("sân bay"), RETRIEVER, ART_7) == frozenset()
    assert answering(asked(answerable=False), RETRIEVER, ART_7) == frozenset()
    assert answering(asked("thư viện"), RETRIEVER, []) == frozenset()


def test_only_questions_that_a_candidate_answers_are_ranked() -> None:
    hits = [hit("quy-che__art_7__para_1", soft=1.0), hit("quy-che__art_8__para_1", soft=2.0)]
    questions = [asked("thư viện lưu động", text="Có?"), asked("sân bay", text="Không?")]
    found = list(ranked_questions(Collection(Listed({"Có?": hits, "Không?": hits}), questions), 9))
    assert [one.answers.tolist() for one in found] == [[True, True]]
    assert found[0].signs[:, SIGNS.index("soft")].tolist() == [1.0, 2.0]
    assert found[0].signs.sum() == 3.0


RANKED = [
    hit("quy-che__art_7", meaning=0.1),
    hit("quy-che__art_8__para_1", meaning=0.2),
    hit("quy-che__art_7__para_1", meaning=0.3),
    hit("quy-che__art_8__para_2", meaning=0.4),
    hit("art_1", meaning=0.5),
    hit("quy-che__art_9", meaning=0.6),
    hit("meta", meaning=0.7),
]


def seen(found: Sequence[Example]) -> list[tuple[float, bool]]:
    """Which hits of ``RANKED`` were shown, by their number."""
    return [(round(10 * each.weighed[WEIGHED.index("meaning")]), each.answers) for each in found]


def test_own_question_shows_its_best_answer_and_the_best_of_elsewhere() -> None:
    retriever = Listed({"Hỏi gì?": RANKED})
    gold = asked(f"{DECISION}/quy-che__art_8__para_2", f"{DECISION}/quy-che__art_8__para_1")
    found = list(own_examples(retriever, [gold]))
    assert seen(found) == [(2, True), (1, False), (3, False), (5, False)]
    assert [each.counts for each in found] == pytest.approx([1, *[OTHERS / NEAREST] * NEAREST])
    assert retriever.depths == [DEPTH]


def test_neither_the_parent_nor_the_neighbours_of_gold_are_wrong() -> None:
    retriever = Listed({"Hỏi gì?": RANKED})
    found = list(own_examples(retriever, [asked(f"{DECISION}/quy-che__art_7__para_1")]))
    assert seen(found) == [(3, True), (2, False), (4, False), (5, False)]
    found = list(own_examples(retriever, [asked(f"{DECISION}/quy-che__art_8__para_2")]))
    assert seen(found) == [(4, True), (1, False), (3, False), (5, False)]


def test_question_without_an_answer_shows_its_best_hits_as_wrong() -> None:
    retriever = Listed({"Hỏi gì?": RANKED})
    found = list(own_examples(retriever, [asked(answerable=False)]))
    assert seen(found) == [(1, False), (2, False), (3, False)]
    assert sum(each.counts for each in found) == pytest.approx(NOTHING)


def test_own_question_whose_answer_was_not_found_teaches_nothing() -> None:
    retriever = Listed({"Hỏi gì?": RANKED})
    assert list(own_examples(retriever, [asked("sân bay")])) == []


def test_stranger_shows_all_of_its_nearest_hits() -> None:
    shown = list(stranger_examples(Listed({"Hỏi gì?": RANKED}), ["Hỏi gì?"]))
    assert seen(shown) == [(1, False), (2, False), (3, False)]
    assert [each.counts for each in shown] == [STRANGE / NEAREST] * NEAREST
