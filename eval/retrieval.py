"""A BEIR folder through the product's own index: build (cached), query, measure."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass

from tqdm import tqdm

from eval.datasets import Article, Dataset
from eval.runs import Scored, ranked
from retriever.types import Clause, ClauseRef, Document, Level, Mode, Retriever

DEPTH = 100
"""Results asked for per query: as deep as the deepest measure looks."""

_PATH = "art_1"


@dataclass(frozen=True, slots=True)
class Retrieval:
    """What a retriever returned for the queries of a data set, and how long each took."""

    run: dict[str, list[Scored]]
    milliseconds: tuple[float, ...]


def as_document(number: int, article: Article) -> Document:
    """One article as a document of one clause under its title.

    The document is named by the article's place in the corpus, since an article's own id may
    hold characters that a document id may not.
    """
    document_id = f"{number:08d}"
    clause = Clause(
        ref=ClauseRef(document_id, _PATH),
        level=Level.ARTICLE,
        label=article.title,
        headings=(article.title,) if article.title else (),
        text=article.text,
        start=0,
        end=len(article.text),
        lead=len(article.text),
    )
    return Document(
        id=document_id,
        title=article.title,
        source=article.text,
        clauses=(clause,),
        digest=hashlib.sha256(f"{article.title}\n{article.text}".encode()).hexdigest(),
        name=article.id,
    )


def as_documents(dataset: Dataset) -> Iterator[Document]:
    """The corpus of a data set as documents, with a progress bar on standard error."""
    articles = tqdm(
        dataset.articles(), total=len(dataset.article_ids), desc=f"Lập chỉ mục {dataset.name}"
    )
    for number, article in enumerate(articles):
        yield as_document(number, article)


def retrieve(retriever: Retriever, dataset: Dataset, mode: Mode) -> Retrieval:
    """Ask every judged query; ids of articles are those of the data set again."""
    run: dict[str, list[Scored]] = {}
    milliseconds: list[float] = []
    for query in tqdm(dataset.queries, desc=f"Truy vấn ({mode})"):
        started = time.perf_counter()
        hits = retriever.search(query.text, DEPTH, mode)
        milliseconds.append((time.perf_counter() - started) * 1000)
        run[query.id] = ranked(
            Scored(dataset.article_ids[int(hit.ref.document_id)], hit.score) for hit in hits
        )
    return Retrieval(run, tuple(milliseconds))
