r"""Fit the numbers of the ranking and of the refusal on questions that nothing was trained on.

Small collections of documents that the encoder was not trained on, with questions about them, come
from its training, and so does a set of questions about laws. ``order`` writes
``retriever/order.json``; after it was changed, ``answer`` writes ``retriever/answerable.json``:

    python -m indexer.train.collections --data ../shared/data --output COLLECTIONS --size 4 \
        --laws LAWS
    own="$(for set in development second third fourth fifth sixth eighth ninth tenth; do
        echo --own eval/datasets/plans/$set.jsonl; done)"
    python -m eval.calibrate order COLLECTIONS --encoder indexer/models/planqa-static-1 $own \
        --beir LAWS --beir ../shared/data/beir/alqac2025
    python -m eval.calibrate answer COLLECTIONS --encoder indexer/models/planqa-static-1 $own
"""

from __future__ import annotations

import random
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Annotated, NamedTuple

import numpy as np
import numpy.typing as npt
import typer
from tqdm import tqdm

from eval.datasets import load_dataset, plain
from eval.ordering import Lot, Ranked, fit_lots, losses, success, unseen_ranks
from eval.questions import Question, read_questions
from eval.refusing import Best, Example, fit_answer, separation
from eval.retrieval import open_dataset_index
from retriever.network import ANSWERABLE, ORDER
from retriever.ranking import load_ranking
from retriever.signs import SIGNS
from retriever.types import ClauseRef, Hit, Retriever, fold

Floats = npt.NDArray[np.float64]

NEAREST = 3
"""Best clauses of a question without an answer that are shown to the fit."""
DEPTH = 20
"""How far down a gold clause is looked for when the probability of an answer is fitted."""
LOST = (0.03, 0.05, 0.1)
"""Shares of the own questions that may be refused."""
DRAWN, FAR = 300, 60
"""Questions about other collections, and far from all of them, that are drawn for each one."""
OTHERS, NOTHING, STRANGE = 0.2, 4.0, 0.3
"""What wrong clauses weigh together beside an answer, where there is none, and for a stranger."""
PLAIN = 4
"""Every so many questions are asked without diacritics."""
WIDER = 1.3
"""A clause that holds the gold words answers if it is at most so much longer than the shortest."""
app = typer.Typer(help=__doc__, add_completion=False)
Collections = Annotated[Path, typer.Argument(help="Folder of collections.")]
EncoderName = Annotated[str, typer.Option(help="An encoder that has not seen them.")]
Own = Annotated[list[Path] | None, typer.Option(help="Questions about the packaged corpus.")]
Cache = Annotated[Path, typer.Option(help="Where their indexes are kept.")]
CACHE = Path(".planqa/collections")
FAR_OFF = Path("eval/datasets/far-off.txt")


class Collection(NamedTuple):
    """An open index, and the questions about its documents."""

    retriever: Retriever
    questions: list[Question]


def open_collections(folder: Path, cache: Path, encoder: str) -> Iterator[Collection]:
    """Index each collection, where that has not been done, and read its questions."""
    folders = sorted(path for path in folder.iterdir() if path.is_dir())
    for one in tqdm(folders, desc="Bộ văn bản"):
        retriever = _indexed([one / "documents"], cache / one.name, encoder)
        yield Collection(retriever, list(read_questions(one / "questions.jsonl")))


def _packaged(own: Iterable[Path], cache: Path, encoder: str) -> Collection:
    """The packaged corpus and the questions about it."""
    from retriever import library  # noqa: PLC0415 - loads torch and faiss

    retriever = _indexed(library.packaged_corpus(), cache / "packaged", encoder)
    return Collection(retriever, list(chain.from_iterable(map(read_questions, own))))


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


def ranked_questions(collection: Collection, pool: int) -> Iterator[Ranked]:
    """The questions of a collection that any of their candidates answers."""
    for question in collection.questions:
        hits = collection.retriever.search(question.question, pool)
        yield from _ranked(hits, answering(question, collection.retriever, hits))


def ranked_queries(folder: Path, cache: Path, encoder: str, pool: int) -> Iterator[Ranked]:
    """The same for the queries of a BEIR folder that are to be trained on."""
    dataset = load_dataset(folder, "train")
    retriever = open_dataset_index(dataset, cache, encoder)
    gold = {(query, article) for query, article, relevance in dataset.qrels if relevance > 0}
    for query in tqdm(dataset.queries, desc=dataset.name):
        hits = retriever.search(query.text, pool)
        found = {str(h.ref): dataset.article_ids[int(h.ref.document_id)] for h in hits}
        yield from _ranked(hits, {ref for ref, one in found.items() if (query.id, one) in gold})


def _ranked(hits: Sequence[Hit], right: Container[str]) -> Iterator[Ranked]:
    answers = np.array([str(hit.ref) in right for hit in hits])
    if answers.any():
        yield Ranked(
            np.array([[hit.evidence.signs[name] for name in SIGNS] for hit in hits]), answers
        )


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
        share = OTHERS if question.answerable else NOTHING
        yield from (_example(hit, answers=True, weight=1.0) for hit in answers[:1])
        yield from (_example(h, answers=False, weight=share / NEAREST) for h in others[:NEAREST])


def stranger_examples(retriever: Retriever, questions: Iterable[str]) -> Iterator[Example]:
    """From questions about something else: whatever is found answers none of them."""
    for question in questions:
        for hit in retriever.search(question, NEAREST):
            yield _example(hit, answers=False, weight=STRANGE / NEAREST)


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
    return Example(tuple(hit.evidence.signs.values()), answers, weight)


@app.command()
def order(
    collections: Collections,
    encoder: EncoderName,
    own: Own = None,
    beir: Annotated[list[Path] | None, typer.Option(help="BEIR folders to train on.")] = None,
    cache: Cache = CACHE,
    output: Annotated[Path, typer.Option()] = ORDER,
    ablate: Annotated[bool, typer.Option("--ablate", help="Say what each sign is worth.")] = False,
) -> None:
    """Fit the order of the best candidates and write it.

    Questions about the collections, about the packaged corpus and those of the BEIR folders count
    alike, each of the three. Says first how often a gold clause comes first and among five, on
    questions that the fit did not see: a quarter at a time, whole collections and whole sets.
    With ``--ablate`` also what is lost without each group of signs.
    """
    pool = load_ranking().candidates.closer
    packaged = [_packaged([one], cache, encoder) for one in own or ()]
    sources = {
        "collections": [
            list(ranked_questions(one, pool))
            for one in open_collections(collections, cache, encoder)
        ],
        "own": [list(ranked_questions(one, pool)) for one in tqdm(packaged, desc="Câu hỏi")],
        "beir": [list(ranked_queries(one, cache, encoder, pool)) for one in beir or ()],
    }
    lots = [Lot(name, lot) for name, of in sources.items() for lot in of if lot]
    for source, ranks in unseen_ranks(lots).items():
        first, among = success(ranks)
        typer.echo(f"# {source}: first {first:.3f}, among five {among:.3f}")
    for loss in losses(lots) if ablate else ():
        told = (f"{name} {gain.mean:+.3f} (p {gain.p:.4f})" for name, gain in loss.successes())
        typer.echo(f"# without {loss.group}, {loss.source}: {', '.join(told)}")
    fit_lots(lots).write(output)


@app.command()
def answer(
    collections: Collections,
    encoder: EncoderName,
    own: Own = None,
    far: Annotated[Path, typer.Option(help="Questions far from everything, one a line.")] = FAR_OFF,
    cache: Cache = CACHE,
    output: Annotated[Path, typer.Option()] = ANSWERABLE,
) -> None:
    """Fit the probability that a clause answers and write it.

    Says first how well it tells questions about other documents apart, on collections that the
    fit did not see: the share of them refused when a share of the own questions is lost.
    """
    opened = list(open_collections(collections, cache, encoder))
    every = [(number, q.question) for number, each in enumerate(opened) for q in each.questions]
    idle = far.read_text(encoding="utf-8").splitlines()
    draw = random.Random(0)
    examples, best = list[list[Example]](), list[list[Best]]()
    for number, each in enumerate(tqdm(opened, desc="Câu hỏi")):
        own_questions = [
            replace(one, question=text)
            for one, text in zip(
                each.questions, _typed(one.question for one in each.questions), strict=True
            )
        ]
        elsewhere = [text for home, text in every if home != number]
        strange = list(_typed(draw.sample(elsewhere, min(DRAWN, len(elsewhere)))))
        strange += draw.sample(idle, min(FAR, len(idle)))
        examples.append(
            [
                *own_examples(each.retriever, own_questions),
                *stranger_examples(each.retriever, strange),
            ]
        )
        asked = [(one.question, str(one.kind)) for one in own_questions]
        asked += [(text, "") for text in strange]
        best.append(list(_best(each.retriever, asked)))
    for lost, refused in zip(LOST, separation(examples, best, LOST), strict=True):
        shares = ", ".join(f"{kind} {share:.3f}" for kind, share in refused.items())
        typer.echo(f"# {lost:.0%} lost: refused {shares}")
    if own:
        packaged, questions = _packaged(own, cache, encoder)
        examples.append([*own_examples(packaged, questions), *stranger_examples(packaged, idle)])
    fit_answer(list(chain.from_iterable(examples))).write(output)


def _typed(questions: Iterable[str]) -> Iterator[str]:
    """The questions, every fourth as it is typed without diacritics."""
    for number, text in enumerate(questions):
        yield text if number % PLAIN else fold(text)


def _best(retriever: Retriever, asked: Iterable[tuple[str, str]]) -> Iterator[Best]:
    for text, kind in asked:
        for hit in retriever.search(text, 1):
            yield Best(tuple(hit.evidence.signs.values()), kind)


if __name__ == "__main__":
    app()
