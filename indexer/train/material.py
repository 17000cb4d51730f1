"""What the sampler draws from: articles as rows of units, asked questions, hard negatives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from indexer.train.articles import Article, sentences
from indexer.train.dataset import Asked
from indexer.train.everyday import Sayings
from indexer.train.negatives import mine_negatives
from indexer.train.noise import mistyped
from indexer.train.vocabulary import Vocabulary

Rows = npt.NDArray[np.int32]

OPENING_UNITS = 120
"""How much of an article a negative is looked for in."""

MISTYPED = 2
"""How many mistyped forms of each asked question are drawn from."""

NEGATIVE_RANKS = (4, 24)
"""Semi-hard: the first ranks are often right answers that nobody marked."""

_NONE = np.empty(0, dtype=np.int32)


@dataclass(frozen=True, slots=True)
class EncodedArticle:
    """An article in rows. Articles of one title are one ``subject``: often they are editions.

    ``rivals`` are numbers of articles that a lexical ranker takes for the title's answer.
    """

    law: Rows
    title: Rows
    sentences: tuple[Rows, ...]
    subject: int
    rivals: npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question in rows, an article that answers it, and articles that only seem to.

    ``mistyped`` are the rows of its mistyped forms. ``best`` are numbers of the article's
    sentences that may answer, the one that shares most with the question first.
    """

    rows: Rows
    mistyped: tuple[Rows, ...]
    article: EncodedArticle
    best: tuple[int, ...]
    rivals: npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Material:
    """Everything in rows.

    ``folded[r]`` are the rows that row ``r`` becomes when typed without diacritics,
    ``frequency`` is the inverse document frequency of each row, ``sayings`` are what people say
    for official phrases.
    """

    articles: list[EncodedArticle]
    questions: list[AskedQuestion]
    folded: list[Rows]
    frequency: npt.NDArray[np.float32]
    sayings: Sayings


def prepare_material(
    articles: Sequence[Article],
    asked: Sequence[Asked],
    sayings: Sequence[tuple[str, str]],
    vocabulary: Vocabulary,
    seed: int,
) -> Material:
    """Encode articles and questions, and mine negatives for titles and questions.

    The articles that answer the questions count among the articles. ``sayings`` are official
    phrases, each with what people say for it.
    """
    every = list({id(a): a for a in (*articles, *(each.article for each in asked))}.values())
    numbers = {id(article): number for number, article in enumerate(every)}
    subject_of = {title: number for number, title in enumerate(sorted({a.title for a in every}))}
    subjects = np.array(
        [subject_of[a.title] if a.title else len(subject_of) + i for i, a in enumerate(every)]
    )
    encoded = _encode(every, vocabulary)
    frequency = _inverse_frequency(encoded, vocabulary.size)

    answering = [numbers[id(each.article)] for each in asked]
    asked_rows = vocabulary.encode([each.text for each in asked])
    # One title of each subject is enough: they are the same words.
    titled = dict(zip(subjects.tolist(), range(len(every)), strict=True))
    named = [number for number in titled.values() if len(encoded[number][1])]
    rivals = mine_negatives(
        [*(encoded[number][1] for number in named), *asked_rows],
        np.concatenate([subjects[named], subjects[answering]]),
        [np.concatenate([title, *parts])[:OPENING_UNITS] for _, title, parts in encoded],
        subjects,
        NEGATIVE_RANKS,
        vocabulary.size,
    )
    of_subject = dict(zip(subjects[named].tolist(), rivals, strict=False))
    finished = [
        EncodedArticle(law, title, parts, int(subject), of_subject.get(int(subject), _NONE))
        for (law, title, parts), subject in zip(encoded, subjects, strict=True)
    ]
    wrong = _mistyped(asked, vocabulary, seed)
    questions = [
        AskedQuestion(
            rows, forms, finished[number], _best(rows, each, finished[number], frequency), found
        )
        for rows, forms, each, number, found in zip(
            asked_rows, wrong, asked, answering, rivals[len(named) :], strict=True
        )
        if len(rows) and finished[number].sentences
    ]
    pairs = zip(*(vocabulary.encode([pair[i] for pair in sayings]) for i in (0, 1)), strict=True)
    return Material(finished, questions, vocabulary.folded_rows(), frequency, Sayings(pairs))


def _mistyped(asked: Sequence[Asked], vocabulary: Vocabulary, seed: int) -> list[tuple[Rows, ...]]:
    random = np.random.default_rng(seed)
    texts = [mistyped(each.text, random) for each in asked for _ in range(MISTYPED)]
    rows = iter(vocabulary.encode(texts))
    return [tuple(next(rows) for _ in range(MISTYPED)) for _ in asked]


def _encode(
    articles: Sequence[Article], vocabulary: Vocabulary
) -> list[tuple[Rows, Rows, tuple[Rows, ...]]]:
    """Law, title and sentences of each article."""
    parts = [[s for p in article.paragraphs for s in sentences(p)] for article in articles]
    texts = [
        text
        for article, own in zip(articles, parts, strict=True)
        for text in (article.law, article.title, *own)
    ]
    rows = iter(vocabulary.encode(texts))
    return [(next(rows), next(rows), tuple(next(rows) for _ in own)) for own in parts]


def _inverse_frequency(
    articles: Sequence[tuple[Rows, Rows, tuple[Rows, ...]]], size: int
) -> npt.NDArray[np.float32]:
    """``log((N + 1) / (n + 1))`` for each row, over articles."""
    counts = np.zeros(size)
    for _, title, parts in articles:
        counts[np.unique(np.concatenate([title, *parts]))] += 1
    return np.log((len(articles) + 1) / (counts + 1)).astype(np.float32)


def _best(
    rows: Rows, asked: Asked, article: EncodedArticle, frequency: npt.NDArray[np.float32]
) -> tuple[int, ...]:
    """Of the paragraph that answers, where it is known, else of the whole article."""
    shared = np.array(
        [float(frequency[np.intersect1d(rows, sentence)].sum()) for sentence in article.sentences]
    )
    best = np.argsort(-shared, kind="stable")
    if asked.paragraph is not None:
        lengths = [len(sentences(paragraph)) for paragraph in asked.article.paragraphs]
        owner = np.repeat(np.arange(len(lengths)), lengths)
        best = best[owner[best] == asked.paragraph]
    return tuple(best.tolist())
