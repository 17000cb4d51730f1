"""How well a table finds held-out answers in a large pool."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

import ir_measures
import numpy as np
import numpy.typing as npt
import torch
from ir_measures import R, nDCG

from indexer.train.articles import Article
from indexer.train.dataset import Question, passages
from indexer.train.network import Rows, embed
from indexer.train.vocabulary import Vocabulary

MEASURES = (nDCG @ 10, R @ 100)
DEPTH = 100


@dataclass(frozen=True, slots=True)
class Trial:
    """Questions to answer from a pool of passages; an article is as good as its best passage.

    ``owner[i]`` is the number in ``articles`` of the article that passage ``i`` is from,
    ascending.
    """

    name: str
    articles: tuple[str, ...]
    owner: npt.NDArray[np.int64]
    passages: list[Rows]
    questions: list[Rows]
    gold: tuple[Question, ...]


def make_trial(
    name: str, pool: dict[str, Article], questions: Sequence[Question], vocabulary: Vocabulary
) -> Trial:
    """Cut every article of the pool into passages and encode them and the questions."""
    cut = [passages(article) for article in pool.values()]
    owner = np.repeat(np.arange(len(cut)), [len(texts) for texts in cut])
    return Trial(
        name,
        tuple(pool),
        owner,
        vocabulary.encode([text for texts in cut for text in texts]),
        vocabulary.encode([question.text for question in questions]),
        tuple(questions),
    )


def evaluate(table: torch.Tensor, trial: Trial) -> dict[str, float]:
    """nDCG@10 and recall@100 of one trial, averaged over all its questions."""
    with torch.no_grad():
        scores = (embed(table, trial.questions) @ _embed_in_parts(table, trial.passages).T).numpy()
    firsts = np.searchsorted(trial.owner, np.arange(len(trial.articles)))
    best = np.maximum.reduceat(scores, firsts, axis=1)
    found = np.argsort(-best, axis=1, kind="stable")[:, :DEPTH]
    qrels = [
        ir_measures.Qrel(question.id, article, 1)
        for question in trial.gold
        for article in sorted(question.gold)
    ]
    run = [
        ir_measures.ScoredDoc(question.id, trial.articles[number], float(-rank))
        for question, row in zip(trial.gold, found, strict=True)
        for rank, number in enumerate(row)
    ]
    values = {str(measure): list[float]() for measure in MEASURES}
    for metric in ir_measures.iter_calc(MEASURES, qrels, run):
        values[str(metric.measure)].append(metric.value)
    return {name: fmean(each) if each else 0.0 for name, each in values.items()}


def _embed_in_parts(table: torch.Tensor, texts: Sequence[Rows], size: int = 4096) -> torch.Tensor:
    parts = [embed(table, texts[start : start + size]) for start in range(0, len(texts), size)]
    return torch.cat(parts)
