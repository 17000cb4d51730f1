"""Batches of questions and passages, drawn anew at every step.

Three kinds of pairs: a title and a stretch of its article; a span of a sentence and the stretch it
was taken out of (inverse cloze, Lee et al. 2019, arXiv:1906.00300); an asked question and the
passage that answers it. In all of them some official words are said as people say them.
Neighbouring articles of one document are drawn together, so that the other passages of a batch
include near misses.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from indexer.train.material import AskedQuestion, EncodedArticle, Material

Rows = npt.NDArray[np.int32]

SHORTEST_ARTICLE = 12
"""Articles of fewer units teach nothing."""


@dataclass(frozen=True, slots=True)
class SamplingSettings:
    """How pairs are drawn; every ``float`` is a probability."""

    batch: int = 4096
    neighbours: int = 8
    questions: float = 0.4
    negatives: float = 0.5
    title_query: float = 0.35
    title_in_passage: float = 0.7
    title_in_passage_of_title: float = 0.15
    law_in_query: float = 0.1
    law_in_passage: float = 0.15
    keep_span: float = 0.15
    drop_unit: float = 0.15
    fold_query: float = 0.1
    mistyped: float = 0.1
    sayings: float = 0.3
    passage_units: int = 70


@dataclass(frozen=True, slots=True)
class Batch:
    """Ragged rows: question ``i`` is answered by passage ``i``; passages beyond answer none.

    ``subjects[i]`` numbers what passage ``i`` is about: passages of one subject are no wrong
    answers to each other's questions.
    """

    questions: list[Rows]
    passages: list[Rows]
    subjects: npt.NDArray[np.int64]


class Sampler:
    """Draws batches; the same seed draws the same ones."""

    def __init__(self, material: Material, settings: SamplingSettings, seed: int) -> None:
        self._material = material
        self._settings = settings
        self._random = np.random.default_rng(seed)
        self._numbers = [
            number
            for number, article in enumerate(material.articles)
            if sum(map(len, article.sentences)) >= SHORTEST_ARTICLE
        ]

    def batch(self) -> Batch:
        """About ``batch`` pairs; fewer when articles are few."""
        pairs, negatives = list[tuple[Rows, Rows, int]](), list[int]()
        for number in self._article_numbers():
            article = self._material.articles[number]
            titled = len(article.title) >= 2 and self._chance(self._settings.title_query)
            question, passage = self._of_title(article) if titled else self._of_span(article)
            if len(question) and len(passage):
                pairs.append((self._noisy(self._said(question)), passage, article.subject))
                if titled:
                    negatives += self._negative(article.rivals)
        for asked in self._asked():
            pairs.append((self._typed(asked), self._answer(asked), asked.article.subject))
            negatives += self._negative(asked.rivals)
        rivals = [self._material.articles[number] for number in negatives]
        return Batch(
            [question for question, _, _ in pairs],
            [passage for _, passage, _ in pairs] + [self._stretch(rival) for rival in rivals],
            np.array([s for _, _, s in pairs] + [rival.subject for rival in rivals]),
        )

    def _chance(self, share: float) -> bool:
        return bool(self._random.random() < share)

    def _article_numbers(self) -> list[int]:
        """Blocks of neighbours; where blocks begin differs from batch to batch."""
        size = min(self._settings.neighbours, len(self._numbers))
        shift = int(self._random.integers(size))
        blocks = max(1, (len(self._numbers) - shift) // size)
        wanted = int(self._settings.batch * (1 - self._settings.questions)) // size
        chosen = self._random.choice(blocks, size=min(max(wanted, 1), blocks), replace=False)
        starts = (shift + int(block) * size for block in chosen)
        return [number for start in starts for number in self._numbers[start : start + size]]

    def _asked(self) -> list[AskedQuestion]:
        asked = self._material.questions
        count = int(self._settings.batch * self._settings.questions) if asked else 0
        return [asked[int(n)] for n in self._random.integers(max(len(asked), 1), size=count)]

    def _negative(self, rivals: npt.NDArray[np.int32]) -> list[int]:
        if not len(rivals) or not self._chance(self._settings.negatives):
            return []
        return [int(self._random.choice(rivals))]

    def _stretch(self, article: EncodedArticle) -> Rows:
        start = int(self._random.integers(len(article.sentences)))
        return np.concatenate([article.title, self._window(article, start, removed=None)])

    def _of_title(self, article: EncodedArticle) -> tuple[Rows, Rows]:
        start = int(self._random.integers(len(article.sentences)))
        passage = self._window(article, start, removed=None)
        share = self._settings.title_in_passage_of_title
        return self._under_headings(article, self._thinned(article.title), passage, share)

    def _of_span(self, article: EncodedArticle) -> tuple[Rows, Rows]:
        """Between 3 and 24 units that stand together, and the stretch without their sentence."""
        number = int(self._random.integers(len(article.sentences)))
        sentence = article.sentences[number]
        longest = min(len(sentence), 24)
        length = int(self._random.integers(min(3, longest), longest + 1))
        start = int(self._random.integers(len(sentence) - length + 1))
        span = self._thinned(sentence[start : start + length])
        removed = None if self._chance(self._settings.keep_span) else number
        passage = self._window(article, number, removed)
        return self._under_headings(article, span, passage, self._settings.title_in_passage)

    def _under_headings(
        self, article: EncodedArticle, question: Rows, passage: Rows, titled: float
    ) -> tuple[Rows, Rows]:
        if self._chance(titled) or len(passage) < 5:
            passage = np.concatenate([article.title, passage])
        asks_law = self._chance(self._settings.law_in_query)
        if asks_law or self._chance(self._settings.law_in_passage):
            passage = np.concatenate([article.law, passage])
        return (np.concatenate([article.law, question]) if asks_law else question), passage

    def _answer(self, asked: AskedQuestion) -> Rows:
        """The stretch around one of the sentences that share most with the question."""
        place = min(int(self._random.geometric(0.7)) - 1, len(asked.best) - 1)
        window = self._window(asked.article, asked.best[place], removed=None)
        _, passage = self._under_headings(asked.article, asked.rows, window, titled=0.9)
        return passage

    def _thinned(self, rows: Rows) -> Rows:
        kept = rows[self._random.random(len(rows)) >= self._settings.drop_unit]
        return kept if len(kept) >= 2 else rows

    def _typed(self, asked: AskedQuestion) -> Rows:
        """As it was written, mistyped, or without diacritics."""
        if self._chance(self._settings.mistyped):
            return asked.mistyped[int(self._random.integers(len(asked.mistyped)))]
        return self._noisy(self._said(self._thinned(asked.rows)))

    def _said(self, question: Rows) -> Rows:
        """With some of its official phrases as people say them."""
        return self._material.sayings.put_into(question, self._settings.sayings, self._random)

    def _noisy(self, question: Rows) -> Rows:
        """Now and then as somebody types it who leaves the diacritics out."""
        if not self._chance(self._settings.fold_query):
            return question
        return np.concatenate([self._material.folded[row] for row in question])

    def _window(self, article: EncodedArticle, center: int, removed: int | None) -> Rows:
        """About ``passage_units`` units of whole sentences around ``center``."""
        size = self._settings.passage_units
        back, first = int(self._random.integers(size)), center
        while first > 0 and back > len(article.sentences[first - 1]):
            first -= 1
            back -= len(article.sentences[first])
        parts, length = [np.empty(0, dtype=np.int32)], 0
        for number in range(first, len(article.sentences)):
            if length >= size and number > center:
                break
            if number != removed:
                parts.append(article.sentences[number])
                length += len(article.sentences[number])
        return np.concatenate(parts)[: 4 * size]
