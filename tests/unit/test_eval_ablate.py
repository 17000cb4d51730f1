from __future__ import annotations

from eval.ablate import ablate, without_each_weight
from eval.datasets import Qrel
from eval.runs import Run, Scored
from retriever.ranking import Ranking, load_ranking


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


QRELS = [Qrel("q", "gold", 1)]
