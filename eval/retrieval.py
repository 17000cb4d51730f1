"""A BEIR folder through the product's own index: build (cached), query, measure."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
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

    def latency(self) -> dict[str, float]:
        """Median and 95th percentile over the queries, in milliseconds."""
        p50, p95 = np.percentile(self.milliseconds, [50, 95])
        return {"p50": round(float(p50), 3), "p95": round(float(p95), 3)}


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


def build_dataset_index(dataset: Dataset, cache: Path, encoder: str | None) -> Path:
    """Bring the index of a data set's corpus up to date; gives its folder under ``cache``.

    The folder is named by corpus and encoder; whether anything in it must be built again, after
    a change of the analyzer say, is for the product's own build to find out.
    """
    from retriever import library  # noqa: PLC0415 - loads torch and faiss

    name = hashlib.sha256(f"{dataset.corpus_digest} {encoder or ''}".encode()).hexdigest()
    directory = cache / f"{dataset.name}-{name[:16]}"
    documents = (as_document(number, one) for number, one in enumerate(dataset.articles()))
    library.build_documents(documents, directory, encoder)
    return directory


def open_dataset_index(dataset: Dataset, cache: Path, encoder: str | None) -> Retriever:
    """The open index of a data set's corpus, brought up to date first."""
    from retriever import library  # noqa: PLC0415 - loads torch and faiss

    return library.open_index(build_dataset_index(dataset, cache, encoder), encoder)


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
