r"""Fit the numbers of the ranking and of the refusal on questions that nothing was trained on.

Small collections of documents with questions about them come from the training of the encoder
(``python -m indexer.train.collections``), and so does an encoder that has not seen them (``python
-m indexer.train --held-out 0.33``). ``order`` prints the section ``closer`` of
``retriever/ranking.toml``; after it was changed, ``answer`` writes ``retriever/answerable.json``:

    python -m eval.calibrate order COLLECTIONS --encoder ENCODER
    python -m eval.calibrate answer COLLECTIONS --encoder ENCODER \
        --own eval/datasets/plans/development.jsonl
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import numpy as np
import numpy.typing as npt
import typer
from scipy import optimize  # type: ignore[import-untyped]
from tqdm import tqdm

from eval.datasets import plain
from eval.questions import Question, read_questions
from retriever.fuse import standardise
from retriever.ranking import Closer, load_ranking
from retriever.types import ClauseRef, Hit, Retriever

Floats = npt.NDArray[np.float64]

NEAREST = 3
"""Best clauses of a question without an answer that are shown to the fit."""
DEPTH = 20
"""How far down a gold clause is looked for when the probability of an answer is fitted."""
DRAWN, STRANGERS = 300, 60
"""Questions about other collections that are drawn for each one, and those that come nearest."""
WIDER = 1.3
"""A clause that holds the gold words answers if it is at most so much longer than the shortest."""
PENALTY = 1e-3
"""Of the squared weights, on features of standard deviation 1."""

SIGNS: Mapping[str, tuple[float | None, float | None]] = {
    "words": (0, None),
    "meaning": (0, None),
    "pairs": (0, None),
    "unknown": (None, 0),
    "rarest": (0, None),
    "soft": (0, None),
    "cosine": (0, None),
    "score": (0, None),
    "plain": (None, None),
    "length": (0, None),
}
"""More evidence, or more words asked for, never makes an answer less likely."""

app = typer.Typer(help=__doc__, add_completion=False)
Collections = Annotated[Path, typer.Argument(help="Folder of collections.")]
EncoderName = Annotated[str, typer.Option(help="An encoder that has not seen them.")]
Cache = Annotated[Path, typer.Option(help="Where their indexes are kept.")]
CACHE = Path(".planqa/collections")


class Collection(NamedTuple):
    """An open index, and the questions about its documents."""

    retriever: Retriever
    questions: list[Question]


class Example(NamedTuple):
    """One clause for one question: its features, whether it answers, and what it weighs."""

    features: tuple[float, ...]
    answers: bool
    weight: float


def open_collections(folder: Path, cache: Path, encoder: str) -> Iterator[Collection]:
    """Index each collection, where that has not been done, and read its questions."""
    folders = sorted(path for path in folder.iterdir() if path.is_dir())
    for one in tqdm(folders, desc="Bộ văn bản"):
        retriever = _indexed([one / "documents"], cache / one.name, encoder)
        yield Collection(retriever, list(read_questions(one / "questions.jsonl")))


def _indexed(sources: Sequence[Path], directory: Path, encoder: str) -> Retriever:
    from retriever import library  # noqa: PLC0415 - loads torch and faiss

    library.build(sources, directory, encoder, progress=False)
    return library.open_index(directory, encoder)


def answering(question: Question, retriever: Retriever, hits: Sequence[Hit]) -> frozenset[str]:
    """The hits that answer: gold clauses, or the shortest that hold the gold words."""
    texts = {str(hit.ref): plain(retriever.clause(hit.ref).text) for hit in hits}
    found = frozenset[str]()
    for item in (item for group in question.gold for item in group):
        held = {name: len(text) for name, text in texts.items() if plain(item) in text}
        shortest = min(held.values(), default=0)
        found |= {name for name, length in held.items() if length <= WIDER * shortest}
        found |= {item} & texts.keys()
    return found


def ranked_features(hits: Sequence[Hit]) -> Floats:
    """What ``fuse_closer`` adds up for each hit, ``(hits, weights of the section closer)``."""
    every = [
        {**hit.evidence.features, "lexical": hit.evidence.bm25, "dense": hit.evidence.dense}
        for hit in hits
    ]
    columns = [np.array([shown[name] for shown in every]) for name in Closer.model_fields]
    return np.column_stack([standardise(column) for column in columns])


def fit_order(
    tables: Sequence[Floats], gold: Sequence[npt.NDArray[np.bool_]], counts: Floats
) -> Floats:
    """Weights that make the gold clauses likely among the others of their question.

    A softmax over the clauses of each question (ListNet, Cao et al. 2007), which counts as
    ``counts`` says; weights are not negative and add up to 2.
    """
    counts = counts / counts.sum()

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, gradient = PENALTY * float(weights @ weights), 2 * PENALTY * weights
        for table, right, count in zip(tables, gold, counts, strict=True):
            scores = table @ weights
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            target = right / right.sum()
            total -= count * float(target @ np.log(chances + 1e-12))
            gradient = gradient + count * (table.T @ (chances - target))
        return total, gradient

    start = np.full(tables[0].shape[1], 0.5)
    fitted = optimize.minimize(
        loss, start, jac=True, method="L-BFGS-B", bounds=[(0, None)] * len(start)
    )
    weights: Floats = 2 * fitted.x / fitted.x.sum()
    return weights


def fit_answer(examples: Sequence[Example], names: Sequence[str]) -> dict[str, object]:
    """The body of ``answerable.json``: logistic regression with the signs of ``SIGNS``."""
    table = np.array([example.features for example in examples])
    spread = table.std(axis=0) + 1e-9
    table = np.column_stack([np.ones(len(table)), table / spread])
    target = np.array([example.answers for example in examples], dtype=np.float64)
    weight = np.array([example.weight for example in examples])
    weight = weight / weight.sum()

    def loss(weights: Floats) -> tuple[float, Floats]:
        logits = table @ weights
        penalty = PENALTY * np.array([0.0, *weights[1:]])
        error = np.logaddexp(0, logits) - target * logits
        slope = weight * (1 / (1 + np.exp(-logits)) - target)
        return float(weight @ error + penalty @ weights), table.T @ slope + 2 * penalty

    bounds = [(None, None), *(SIGNS[name] for name in names)]
    fitted = optimize.minimize(
        loss, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds
    ).x
    return {
        "intercept": round(float(fitted[0]), 4),
        "weights": {
            name: round(float(value), 4)
            for name, value in zip(names, fitted[1:] / spread, strict=True)
        },
    }


def own_examples(retriever: Retriever, questions: Iterable[Question]) -> Iterator[Example]:
    """From questions about the corpus itself: what answers, and the best that does not.

    The latter is what would be cited if the corpus did not hold the answer.
    """
    for question in questions:
        hits = retriever.search(question.question, DEPTH)
        right = answering(question, retriever, hits)
        if question.answerable and not right:
            continue
        answers = [hit for hit in hits if str(hit.ref) in right]
        others = [hit for hit in hits if not _beside(hit.ref, right)]
        share = 0.5 if question.answerable else 4.0
        yield from (_example(hit, answers=True, weight=1.0) for hit in answers[:1])
        yield from (_example(h, answers=False, weight=share / NEAREST) for h in others[:NEAREST])


def stranger_examples(retriever: Retriever, questions: Iterable[str]) -> Iterator[Example]:
    """From questions about something else, those whose best clause looks most like an answer."""
    found = [retriever.search(question, NEAREST) for question in questions]
    found.sort(key=lambda hits: hits[0].evidence.dense if hits else 0.0, reverse=True)
    for hits in found[:STRANGERS]:
        yield from (_example(hit, answers=False, weight=1 / NEAREST) for hit in hits)


def _beside(ref: ClauseRef, gold: Iterable[str]) -> bool:
    """Whether a clause is a gold one, stands above or below one, or under the same parent."""
    here = str(ref)
    return any(
        here == item
        or here.startswith(f"{item}__")
        or item.startswith(f"{here}__")
        or ("__" in here and here.rpartition("__")[0] == item.rpartition("__")[0])
        for item in gold
    )


def _example(hit: Hit, *, answers: bool, weight: float) -> Example:
    return Example(tuple(hit.evidence.features.values()), answers, weight)


@app.command()
def order(collections: Collections, encoder: EncoderName, cache: Cache = CACHE) -> None:
    """Fit the weights of what the best candidates show; each kind of question counts alike."""
    pool = load_ranking().candidates.closer
    tables, gold, kinds = list[Floats](), list[npt.NDArray[np.bool_]](), list[str]()
    for collection in open_collections(collections, cache, encoder):
        for question in collection.questions:
            hits = collection.retriever.search(question.question, pool)
            right = answering(question, collection.retriever, hits)
            found = np.array([str(hit.ref) in right for hit in hits])
            if found.any():
                tables.append(ranked_features(hits))
                gold.append(found)
                kinds.append(question.kind)
    often = Counter(kinds)
    weights = fit_order(tables, gold, np.array([1 / often[kind] for kind in kinds]))
    typer.echo(f"# {len(tables)} questions\n[closer]")
    for name, weight in zip(Closer.model_fields, weights, strict=True):
        typer.echo(f"{name} = {weight:.2f}")


@app.command()
def answer(
    collections: Collections,
    encoder: EncoderName,
    own: Annotated[Path | None, typer.Option(help="Questions about the packaged corpus.")] = None,
    cache: Cache = CACHE,
    output: Annotated[Path, typer.Option()] = Path("retriever/answerable.json"),
) -> None:
    """Fit the probability that a clause answers and write it."""
    from retriever import library  # noqa: PLC0415 - loads torch and faiss

    opened = list(open_collections(collections, cache, encoder))
    every = [(number, q.question) for number, each in enumerate(opened) for q in each.questions]
    draw = random.Random(0)
    examples = list[Example]()
    for number, each in enumerate(tqdm(opened, desc="Câu hỏi")):
        elsewhere = [text for home, text in every if home != number]
        examples += own_examples(each.retriever, each.questions)
        examples += stranger_examples(
            each.retriever, draw.sample(elsewhere, min(DRAWN, len(elsewhere)))
        )
    if own is not None:
        packaged = _indexed(library.packaged_corpus(), cache / "packaged", encoder)
        examples += own_examples(packaged, read_questions(own))
    names = list(opened[0].retriever.search(every[0][1], 1)[0].evidence.features)
    body = json.dumps(fit_answer(examples, names), ensure_ascii=False, indent=2)
    output.write_text(f"{body}\n", encoding="utf-8")
    typer.echo(body)


if __name__ == "__main__":
    app()
