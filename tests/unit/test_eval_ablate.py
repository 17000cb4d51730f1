from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

import pytest

from eval.ablate import (
    ablate,
    ablate_curated,
    without_each,
    without_each_part,
    without_each_weight,
)
from eval.datasets import Qrel
from eval.questions import Kind, Question
from eval.runs import Run, Scored
from retriever.ranking import Ranking, load_ranking
from retriever.types import BadDataset, Clause, ClauseRef, Hit, Level, Retriever


def test_one_weight_at_a_time_is_set_to_zero() -> None:
    ranking = load_ranking()
    changed = dict(without_each_weight(ranking))
    assert {"terms.pair", "fusion.lexical", "fusion.dense"} <= changed.keys()
    assert "candidates.depth" not in changed, "a count is no weight"
    assert changed["fusion.dense"].fusion.dense == 0.0
    restored = changed["fusion.dense"].model_copy(update={"fusion": ranking.fusion})
    assert restored == ranking


def test_the_whole_ranking_stands_against_each_poorer_one() -> None:
    def run_with(ranking: Ranking) -> Run:
        good = "gold" if ranking.fusion.dense else "other"
        return {"q": [Scored(good, 1.0)]}

    found = {one.weight: one.differences[0] for one in ablate(QRELS, load_ranking(), run_with)}
    assert (found["fusion.dense"].a, found["fusion.dense"].b) == (1.0, 0.0)
    assert found["fusion.lexical"].difference == 0.0


def test_a_part_takes_all_its_weights_with_it() -> None:
    ranking = load_ranking()
    parts = dict(without_each_part(ranking))
    assert list(parts) == ["dense", "segmentation", "ranking", "thesaurus"]
    for name, changed in parts.items():
        assert changed != ranking, name
        assert Ranking.model_validate(changed.model_dump()) == changed, f"{name}: a key is unknown"
    assert parts["dense"].fusion.dense == 0.0
    assert parts["dense"].candidates.closer == parts["ranking"].candidates.closer == 1
    assert parts["ranking"].fusion == ranking.fusion


def test_a_weight_that_is_a_part_is_run_once() -> None:
    names = [name for name, _ in without_each(load_ranking())]
    assert "segmentation" in names
    assert "terms.word" not in names
    assert "named.issuer" in names


class Fixed:
    """Finds the same clauses, in the same order, whatever is asked."""

    def __init__(self, order: Mapping[str, Sequence[str]]) -> None:
        self.order = order

    def search(self, question: str, k: int) -> list[Hit]:
        paths = self.order[question][:k]
        return [Hit(ClauseRef("d", path), 1.0, rank) for rank, path in enumerate(paths, start=1)]

    def clause(self, ref: ClauseRef) -> Clause:
        text = "Lời  của\nđiều" if ref.path == "art_2" else "khác"
        return Clause(ref, Level.ARTICLE, "", (), text, 0, len(text), len(text))


def question(name: str, *gold: str) -> Question:
    kind = Kind.DIRECT if gold else Kind.REFUSE
    return Question(name, kind, name, (gold,) if gold else (), None, bool(gold))


def test_curated_questions_count_any_gold_clause_among_five_and_first() -> None:
    questions = [
        question("by id", "d/art_1", "d/art_5"),
        question("by words", "Lời của điều"),
        question("too deep", "d/art_6"),
        question("nothing to find"),
    ]
    whole = Fixed(
        {
            "by id": ["art_5", "art_1", "art_3"],
            "by words": ["art_3", "art_2"],
            "too deep": ["art_1", "art_2", "art_3", "art_4", "art_5", "art_6"],
        }
    )
    poorer = Fixed({name: ["art_3"] for name in whole.order})

    def open_with(ranking: Ranking) -> Retriever:
        return cast("Retriever", whole if ranking == load_ranking() else poorer)

    first = ablate_curated(questions, load_ranking(), open_with)[0]
    found = {row.measure: row for row in first.differences}
    assert list(found) == ["Success@5", "Success@1"]
    assert (found["Success@5"].a, found["Success@1"].a) == pytest.approx((2 / 3, 1 / 3))
    assert (found["Success@5"].b, found["Success@5"].worse) == (0.0, 2)


def test_a_set_without_answers_cannot_be_ablated() -> None:
    with pytest.raises(BadDataset):
        ablate_curated([question("q")], load_ranking(), lambda _: cast("Retriever", Fixed({})))


QRELS = [Qrel("q", "gold", 1)]
