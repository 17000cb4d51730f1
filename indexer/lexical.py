"""BM25 over passages with weighted fields, frozen into postings at build time.

A term's part of a passage's score depends on the passage alone, so it is computed once (an
*impact*), and a query only adds up the impacts of its terms. Corpus statistics are those of
``rank_bm25``; with one field the scores are those of its ``BM25Plus(delta=0)``, the variant whose
inverse document frequency stays positive in small collections too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from rank_bm25 import BM25Plus

from indexer.forward import FIELDS, ForwardIndex
from indexer.rows import Rows, load_array, write_rows
from indexer.segment import fold

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scoring:
    """The constants of BM25F; the second of each pair is the headings'.

    ``k1`` is how slowly repeated terms saturate, ``b`` how much a field's length counts (0 to 1),
    ``weights`` how much an occurrence in each field counts.
    """

    k1: float = 0.9
    b: tuple[float, float] = (0.6, 0.7)
    weights: tuple[float, float] = (1.0, 1.5)


class Statistics(BM25Plus):  # type: ignore[misc]  # rank_bm25 has no types
    """rank_bm25's inverse document frequencies, without its copy of every passage.

    ``frequencies`` says in how many of the ``passages`` each term occurs.
    """

    def __init__(self, frequencies: Mapping[int, int], passages: int) -> None:
        self.corpus_size = passages
        self.idf: dict[int, float] = {}
        self._calc_idf(frequencies)


@dataclass(frozen=True, slots=True)
class LexicalIndex:
    """Postings by term: ``passages[indptr[t]:indptr[t + 1]]``, ascending, and their impacts.

    ``vocabulary`` is sorted; ``idf`` has a value for each of its terms.
    """

    vocabulary: Sequence[bytes]
    idf: Floats
    indptr: npt.NDArray[np.int64]
    passages: npt.NDArray[np.int64]
    impacts: Floats
    size: int

    def term_id(self, term: str) -> int | None:
        """The place of a term in the vocabulary, ``None`` if no passage has it."""
        if not isinstance(self.vocabulary, Rows):
            raise TypeError("only a saved index is searched")
        return self.vocabulary.find(term.encode())

    def starting_with(self, prefix: str) -> Iterator[tuple[str, int]]:
        """The terms that begin so, in order, and how many passages hold each."""
        if not isinstance(self.vocabulary, Rows):
            raise TypeError("only a saved index is searched")
        for term_id, term in self.vocabulary.starting_with(prefix.encode()):
            yield term.decode(), int(self.indptr[term_id + 1] - self.indptr[term_id])

    def postings(self, term_id: int) -> tuple[npt.NDArray[np.int64], Floats]:
        """The passages that hold a term, ascending, and what it adds to the score of each."""
        begin, end = self.indptr[term_id : term_id + 2].tolist()
        return self.passages[begin:end], self.impacts[begin:end]

    def scores(self, weights: Mapping[int, float]) -> Floats:
        """The BM25 score of every passage, shape ``(size,)``, for weighted term ids."""
        scores = np.zeros(self.size)
        for term_id, weight in weights.items():
            passages, impacts = self.postings(term_id)
            # most terms weigh 1, the frequent ones above all: no copy of their impacts
            np.add.at(scores, passages, impacts if weight == 1 else impacts * weight)
        return scores

    def save(self, folder: Path, name: str) -> None:
        """Write ``NAME.terms.txt`` and the arrays."""
        write_rows(folder / f"{name}.terms.txt", self.vocabulary)
        for part in ("idf", "indptr", "passages", "impacts"):
            np.save(folder / f"{name}.{part}.npy", getattr(self, part))

    @classmethod
    def open(cls, folder: Path, name: str, size: int) -> LexicalIndex:
        """Map what ``save`` wrote for ``size`` passages."""
        idf, indptr, passages, impacts = (
            load_array(folder / f"{name}.{part}.npy")
            for part in ("idf", "indptr", "passages", "impacts")
        )
        return cls(Rows(folder / f"{name}.terms.txt"), idf, indptr, passages, impacts, size)


def freeze(forward: ForwardIndex, scoring: Scoring) -> LexicalIndex:
    r"""Turn a forward index into postings with impacts.

    The impact of term t in passage p is (Robertson and Zaragoza 2009, section 3.6.1, per-field
    length normalisation)

        idf(t) * (k1 + 1) * tf / (k1 + tf),   tf = sum over fields f of
        weights[f] * count(t, p, f) / (1 - b[f] + b[f] * length(p, f) / mean length of f)
    """
    size = forward.passages
    passages = np.repeat(np.arange(size), np.diff(forward.indptr))
    tf = np.zeros(len(passages))
    for field in range(FIELDS):
        count = forward.counts[:, field]
        length = np.bincount(passages, count, minlength=size)
        mean = length.mean() if length.any() else 1.0
        norm = 1 - scoring.b[field] + scoring.b[field] * length / mean
        tf += count * (scoring.weights[field] / norm)[passages]
    order = np.argsort(forward.terms, kind="stable")
    frequencies = np.bincount(forward.terms, minlength=len(forward.vocabulary))
    idf = _idf(frequencies, size)
    impacts = tf[order]
    impacts *= (scoring.k1 + 1) / (scoring.k1 + impacts)
    impacts *= np.repeat(idf, frequencies)
    return LexicalIndex(
        vocabulary=forward.vocabulary,
        idf=idf,
        indptr=np.concatenate(([0], np.cumsum(frequencies))),
        passages=passages[order],
        impacts=impacts,
        size=size,
    )


def _idf(frequencies: npt.NDArray[np.int64], passages: int) -> Floats:
    counts = dict(enumerate(frequencies.tolist()))
    idf = Statistics(counts, passages).idf
    return np.fromiter((idf[term] for term in counts), dtype=np.float64, count=len(counts))


def folded(forward: ForwardIndex) -> ForwardIndex:
    """The same passages without diacritics, for questions typed without them.

    Segmented words are left out: nobody can segment a question that has no diacritics.
    """
    kept = [i for i, term in enumerate(forward.vocabulary) if b"_" not in term]
    bare = [fold(forward.vocabulary[i].decode()).encode() for i in kept]
    vocabulary = sorted(set(bare))
    place = {term: i for i, term in enumerate(vocabulary)}
    new_id = np.full(len(forward.vocabulary), -1, dtype=np.int32)
    new_id[kept] = [place[term] for term in bare]

    terms = new_id[forward.terms]
    passages = np.repeat(np.arange(forward.passages), np.diff(forward.indptr))
    keep = terms >= 0
    terms, passages, counts = terms[keep], passages[keep], forward.counts[keep]
    order = np.lexsort((terms, passages))
    terms, passages, counts = terms[order], passages[order], counts[order]
    # one entry for each (passage, term): "số" and "sở" have become the same
    first = np.ones(len(terms), dtype=bool)
    first[1:] = (np.diff(terms) != 0) | (np.diff(passages) != 0)
    starts = np.flatnonzero(first)
    summed = np.add.reduceat(counts.astype(np.int64), starts) if len(starts) else counts
    lengths = np.bincount(passages[starts], minlength=forward.passages)
    return ForwardIndex(
        vocabulary=vocabulary,
        indptr=np.concatenate(([0], np.cumsum(lengths))),
        terms=terms[starts],
        counts=np.minimum(summed, np.iinfo(np.uint16).max).astype(np.uint16),
    )
