"""Question sets, and articles as they are searched: in passages, and without copies."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer.train.articles import Article, sentences


@dataclass(frozen=True, slots=True)
class Question:
    """One asked question and the ids of the articles or passages that answer it.

    ``paragraph`` is the number of the paragraph that does, ``None`` where nobody noted it.
    ``style`` is how it is asked, empty where nobody noted that.
    """

    id: str
    text: str
    gold: frozenset[str]
    paragraph: int | None = None
    style: str = ""


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Articles by id, and the judged questions."""

    articles: dict[str, Article]
    questions: tuple[Question, ...]

    def asked(self) -> Iterator[Asked]:
        """Every question with every article that answers it."""
        for question in self.questions:
            for gold in sorted(question.gold):
                yield Asked(question.text, self.articles[gold], question.paragraph)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, an article that answers it, and the paragraph that does, where it is known."""

    text: str
    article: Article
    paragraph: int | None


def read_questions(folder: Path) -> QuestionSet:
    """Read ``corpus.jsonl``, ``queries.jsonl`` and ``qrels/train.tsv`` of a BEIR folder."""
    articles = {row["_id"]: _article(row) for row in _json_lines(folder / "corpus.jsonl")}
    gold: dict[str, set[str]] = {}
    with (folder / "qrels" / "train.tsv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream, delimiter="\t"):
            if int(row["score"]) > 0:
                gold.setdefault(row["query-id"], set()).add(row["corpus-id"])
    questions = tuple(
        Question(row["_id"], row["text"], frozenset(gold[row["_id"]]))
        for row in _json_lines(folder / "queries.jsonl")
        if row["_id"] in gold
    )
    return QuestionSet(articles, questions)


def read_written(file: Path, articles: Iterable[Article]) -> QuestionSet:
    """Read questions that were written about the raw texts, a line each under a header line.

    Columns, with tabs between them: ``document``, ``article`` (its key), ``paragraph``, ``style``
    and ``question``. Raises ``ValueError`` for an article that the raw texts do not hold.
    """
    by_key = {article.key: article for article in articles}
    questions = list[Question]()
    with file.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        for line, row in enumerate(rows, start=2):
            key = row["article"]
            if key not in by_key:
                raise ValueError(f"{file}:{line}: no article {key} in the raw texts")
            questions.append(
                Question(
                    id=f"written-{line}",
                    text=row["question"],
                    gold=frozenset({key}),
                    paragraph=int(row["paragraph"]),
                    style=row["style"],
                )
            )
    asked = frozenset().union(*(question.gold for question in questions))
    return QuestionSet({key: by_key[key] for key in sorted(asked)}, tuple(questions))


def passages(article: Article, size: int = 700) -> list[str]:
    """Stretches of about ``size`` characters, each under the article's title."""
    found, current = [], ""
    for part in (part for paragraph in article.paragraphs for part in sentences(paragraph)):
        if current and len(current) + len(part) > size:
            found.append(current)
            current = ""
        current = f"{current} {part}".strip()
    return [f"{article.title}\n{text}".strip() for text in [*found, current]]


def without_copies(articles: Sequence[Article], of: Iterable[Article]) -> list[Article]:
    """The articles that share less than half of their 8-word shingles with any article of ``of``.

    Two editions of a law hold the same article; one is the answer of a question, the other would
    count as a mistake.
    """
    known = set[int]().union(*(_shingles(article) for article in of))
    return [
        article
        for article in articles
        if len((own := _shingles(article)) & known) < 0.5 * max(len(own), 1)
    ]


def _shingles(article: Article) -> set[int]:
    words = article.body.lower().split()
    return {
        int.from_bytes(hashlib.blake2b(" ".join(words[i : i + 8]).encode(), digest_size=8).digest())
        for i in range(max(len(words) - 7, 1))
    }


def _article(row: dict[str, str]) -> Article:
    title, _, body = row["text"].partition("\n\n") if row["title"] else ("", "", row["text"])
    if not body:
        title, body = "", title
    paragraphs = tuple(" ".join(line.split()) for line in body.split("\n") if line.strip())
    return Article(row["_id"].partition("#")[0], row["title"], title, paragraphs)


def _json_lines(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]
