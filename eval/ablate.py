"""What each part and weight of the ranking is worth: the same queries without one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from eval.compare import Difference, compare
from eval.datasets import Qrel
from eval.examine import gold_rank
from eval.questions import Question
from eval.runs import Run, Scored
from retriever.ranking import Ranking
from retriever.types import Retriever

_CITABLE = 5
_GOLD = "gold"
_SUCCESS = {"R@5": "Success@5", "Success@1": "Success@1"}
"""The measures of a curated set: one right clause a question makes recall and success the same."""


class Ablation(NamedTuple):
    """The ranking without one part or weight (B) against the whole (A), by measure."""

    weight: str
    differences: tuple[Difference, ...]


def without_each_part(ranking: Ranking) -> Iterator[tuple[str, Ranking]]:
    """Yield (name of a part, the ranking without it).

    ``dense`` is all that vectors say, ``segmentation`` words of several syllables, ``thesaurus``
    the terms of everyday words' official names; ``ranking`` is looking closely at the best
    candidates, where vectors speak too.
    """
    as_taken_on: dict[str, dict[str, float]] = {"candidates": {"closer": 1}}
    parts: dict[str, dict[str, dict[str, float]]] = {
        "dense": {"fusion": {"dense": 0.0}, **as_taken_on},
        "segmentation": {"terms": {"word": 0.0}},
        "ranking": as_taken_on,
        "thesaurus": {"terms": {"everyday": 0.0}},
    }
    for name, sections in parts.items():
        changed = {
            section: getattr(ranking, section).model_copy(update=values)
            for section, values in sections.items()
        }
        yield name, ranking.model_copy(update=changed)


def without_each_weight(ranking: Ranking) -> Iterator[tuple[str, Ranking]]:
    """Yield (key of a weight, the ranking with it at 0) for every weight that is not 0 already.

    Weights are the fractional numbers of ``ranking.toml``; counts and word lists are not.
    """
    for section, values in ranking:
        for key, value in values:
            if isinstance(value, float) and value != 0.0:
                changed = values.model_copy(update={key: 0.0})
                yield f"{section}.{key}", ranking.model_copy(update={section: changed})


def without_each(ranking: Ranking) -> Iterator[tuple[str, Ranking]]:
    """Yield the ranking without each part, then without each weight that is not a part itself."""
    parts = dict(without_each_part(ranking))
    yield from parts.items()
    for weight, changed in without_each_weight(ranking):
        if changed not in parts.values():
            yield weight, changed


def ablate(
    qrels: Iterable[Qrel], ranking: Ranking, run_with: Callable[[Ranking], Run]
) -> list[Ablation]:
    """Run the queries with the whole ranking and without each part and weight, and compare."""
    judgements = list(qrels)
    whole = run_with(ranking)
    return [
        Ablation(name, compare(judgements, whole, run_with(changed)).differences)
        for name, changed in without_each(ranking)
    ]


def ablate_curated(
    questions: Sequence[Question], ranking: Ranking, open_with: Callable[[Ranking], Retriever]
) -> list[Ablation]:
    """The same on the questions of a curated set that have an answer.

    The measures are whether a gold clause, any of a question's, comes first or among five.
    Raises ``BadDataset`` without such questions.
    """
    answerable = [question for question in questions if question.answerable]
    qrels = [Qrel(question.id, _GOLD, 1) for question in answerable]

    def run_with(changed: Ranking) -> Run:
        retriever = open_with(changed)
        return {question.id: _curated_results(question, retriever) for question in answerable}

    return [
        Ablation(one.weight, tuple(_successes(one.differences)))
        for one in ablate(qrels, ranking, run_with)
    ]


def _curated_results(question: Question, retriever: Retriever) -> list[Scored]:
    """What a question found, its first gold clause under one name, whichever it is."""
    hits = retriever.search(question.question, _CITABLE)
    first = gold_rank(question, hits, retriever)
    return [Scored(_GOLD if hit.rank == first else str(hit.ref), -float(hit.rank)) for hit in hits]


def _successes(differences: Iterable[Difference]) -> Iterator[Difference]:
    for one in differences:
        if one.measure in _SUCCESS:
            yield one._replace(measure=_SUCCESS[one.measure])
