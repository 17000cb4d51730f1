"""The engine over one open index: candidates from both halves, fused into one order."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from indexer.encode import Encoder, word_vectors
from indexer.index import Index
from indexer.rerank import Reranker
from indexer.segment import fold, is_plain
from indexer.types import Clause, ClauseRef, Document
from retriever.addressing import find_address
from retriever.agency import names_agency, subject
from retriever.asking import without_courtesy
from retriever.dense import clause_cosines, nearest_clauses
from retriever.evidence import Shown, shown
from retriever.fuse import best_first, fuse
from retriever.lexical import clause_scores, passage_scores, wider
from retriever.lexicon import Lexicon, load_lexicon
from retriever.narrow import Catalogue
from retriever.network import ANSWERABLE, ORDER, Network, load_network
from retriever.question import Question, read_question
from retriever.ranking import Ranking
from retriever.scope import Scope, find_scope
from retriever.signs import SIGNS, WEIGHED, signs
from retriever.spelling import corrected
from retriever.types import Evidence, Filters, Hit, IndexInfo, Mode, UnknownClause

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]


_LAST = 0.4
"""What the last clause of an index is behind the first, where they go by their place: less than
what a clause inside another one is behind it."""


@dataclass(frozen=True, slots=True)
class _Candidates:
    """Clauses worth ordering, ascending, with what each half says of them (``nan``: nothing)."""

    rows: Rows
    bm25: Floats
    dense: Floats


class Engine:
    """A ``Retriever`` over an embedded index; inside, clauses are known by their rows.

    Args:
        index: an open index.
        encoder: the one that made its vectors.
        ranking: the numbers of ranking.toml.
        reranker: a cross-encoder that puts the best candidates in order; none by default.
        thesaurus: a file of further everyday words, see ``thesaurus.toml``.
        order: the learned order of the best candidates; the packaged one by default.
    """

    def __init__(
        self,
        index: Index,
        encoder: Encoder,
        ranking: Ranking,
        reranker: Reranker | None = None,
        thesaurus: Path | None = None,
        order: Network | None = None,
    ) -> None:
        self._index = index
        self._records = index.records
        self._encoder = encoder
        self._ranking = ranking
        self._reranker = reranker
        self._thesaurus = thesaurus
        self._order = order or load_network(ORDER, SIGNS)
        self._answerable = load_network(ANSWERABLE, WEIGHED)
        self._words = word_vectors(encoder)

    @property
    def info(self) -> IndexInfo:
        """What is open."""
        records = self._records
        name = self._index.generation.name
        return IndexInfo(name, records.documents, records.clauses, self._index.encoder)

    def search(
        self, question: str, k: int = 10, mode: Mode = Mode.HYBRID, filters: Filters | None = None
    ) -> list[Hit]:
        """The best ``k`` clauses, best first; equal scores are ordered by clause id."""
        text = without_courtesy(unicodedata.normalize("NFC", question))
        field = self._index.folded if is_plain(text) else self._index.lexical
        text = corrected(text, field, self._words.knows)
        scope = find_scope(
            self._index,
            self._catalogue,
            text,
            find_address(text),
            filters or Filters(),
            self._ranking.named,
        )
        asked = read_question(text, self._ranking, self._lexicon, scope.aside)
        found = self._candidates(asked, mode, scope, max(k, self._ranking.candidates.depth))
        if not len(found.rows):
            return []
        scores = self._scores(found, mode)
        scores = scores + scope.bonus[found.rows] * scores.std()
        # "Khoản 3 Điều 23 quy định gì?": the clause that is named is the answer, or nothing is
        located = asked.names_only and asked.address is not None
        if located and scope.addressed.any():
            scores = scope.addressed[found.rows] - np.linspace(0, _LAST, len(found.rows))
        looked_at = self._ranking.candidates.closer if mode is Mode.HYBRID else k
        near = self._best(found, scores, max(k, looked_at))
        held = self._shown(asked, found.rows[near], scope)
        seen = np.full((len(near), len(SIGNS)), np.nan)
        if mode is Mode.HYBRID and not located:
            first = np.arange(min(len(near), looked_at))
            seen[first] = self._signs(asked, found, scope, near[first], held.at(first))
            anew = self._order.values(seen[first])
            scores = _dealt(scores, near[first], anew - anew.mean())
            scores = self._reranked(text, found, scores)
        best = self._best(found, scores, k)
        rows = found.rows[best]
        places = np.argsort(near)
        places = places[np.searchsorted(near, best, sorter=places)]
        strange = not self._knows(set(asked.names) - self._catalogue.districts)
        table = np.column_stack([seen[places], scores[best], np.full(len(best), float(strange))])
        chances = self._answerable.probability(table)
        if not self._knows([*asked.persons, *self._catalogue.strange_places(text)]):
            chances = np.zeros_like(chances)  # no document says anything of them
        if not asked.content and asked.address is None:
            chances = np.zeros_like(chances)  # nothing is asked
        addressed = scope.addressed[rows] > 0
        # a clause asked for by its address answers, whatever else is asked about it
        chances[addressed] = np.fmax(chances[addressed], 0.5)
        if located:
            chances = addressed.astype(np.float64)
        return [
            Hit(
                self._records.ref(rows[i]),
                float(scores[at]),
                i + 1,
                Evidence(
                    bm25=float(found.bm25[at]),
                    dense=float(found.dense[at]),
                    coverage=float(held.words[places[i]]),
                    answerable=float(chances[i]) if mode is Mode.HYBRID else math.nan,
                    signs={}
                    if np.isnan(table[i]).any()
                    else dict(zip(WEIGHED, table[i].tolist(), strict=True)),
                ),
            )
            for i, at in enumerate(best.tolist())
        ]

    def clause(self, ref: ClauseRef) -> Clause:
        """Raises ``UnknownClause``."""
        return self._records.clause(self._row(ref))

    def document(self, document_id: str) -> Document:
        """Without its clauses and source. Raises ``UnknownClause``."""
        return self._documents[self._document_row(document_id)]

    def documents(self, filters: Filters | None = None) -> list[Document]:
        """The documents that may be searched, without clauses and source, ordered by id."""
        allowed = self._catalogue.allowed(filters or Filters())
        kept = (document for document, may in zip(self._documents, allowed, strict=True) if may)
        return sorted(kept, key=lambda document: document.id)

    def roots(self, document_id: str) -> list[Clause]:
        """The clauses of a document that stand in no other. Raises ``UnknownClause``."""
        rows = self._records.clause_rows(self._document_row(document_id))
        parents = self._records.clause_parent
        return [self._records.clause(row) for row in rows if parents[row] < 0]

    def children(self, ref: ClauseRef) -> list[Clause]:
        """The clauses directly under ``ref`` in reading order. Raises ``UnknownClause``."""
        rows = np.flatnonzero(self._records.clause_parent == self._row(ref))
        return [self._records.clause(row) for row in rows.tolist()]

    def _candidates(self, asked: Question, mode: Mode, scope: Scope, depth: int) -> _Candidates:
        """What the halves propose. Hybrid looks for the other names of words too."""
        terms, text = asked.terms, asked.text
        if mode is Mode.HYBRID:
            terms, text = wider(self._index, asked, self._ranking.terms)
        bm25 = clause_scores(self._index, passage_scores(self._index, asked, terms))
        proposed = [np.flatnonzero(scope.addressed)]
        if mode is not Mode.DENSE:
            proposed.append(self._matching(bm25, scope, depth))
        if mode is Mode.BM25:
            rows = np.unique(np.concatenate(proposed))
            return _Candidates(rows, bm25[rows], np.full(len(rows), np.nan))
        vector = self._encoder.encode([text], "question")
        proposed.append(nearest_clauses(self._index, vector, depth, scope.among))
        rows = np.unique(np.concatenate(proposed))
        return _Candidates(rows, bm25[rows], clause_cosines(self._index, vector, rows))

    def _best(self, found: _Candidates, scores: Floats, k: int) -> Rows:
        """Places of the ``k`` best candidates."""
        return best_first(scores, self._records.id_order[found.rows], k)

    def _signs(
        self, asked: Question, found: _Candidates, scope: Scope, best: Rows, held: Shown
    ) -> Floats:
        """The table of ``SIGNS`` for the candidates in these places, which show ``held``."""
        rows, bm25, dense = found.rows[best], found.bm25[best], found.dense[best]
        clauses = [self._records.clause(row) for row in rows.tolist()]
        named = scope.bonus[rows] + self._about_agency(asked, clauses)
        fused = fuse(bm25, dense, self._ranking.fusion)
        return signs(asked, clauses, bm25, dense, fused, named, held)

    def _knows(self, names: Iterable[str]) -> bool:
        """Whether the documents hold every one of these terms of proper names."""
        return all(self._index.folded.term_id(name) is not None for name in names)

    def _shown(self, asked: Question, rows: Rows, scope: Scope) -> Shown:
        addressed = (scope.addressed[rows] > 0).astype(np.float64)
        return shown(self._index, self._words, asked, rows, addressed)

    def _about_agency(self, asked: Question, clauses: Iterable[Clause]) -> Floats:
        """What candidates gain when they speak of an agency that the question names."""
        names = [name for other in asked.others if other.same for name in other.names]
        text = " ".join(re.findall(r"\w+", fold(" ".join([asked.text, *names]))))
        named = [names_agency(text, subject(clause)) for clause in clauses]
        return self._ranking.named.agency * np.array(named, dtype=np.float64)

    def _reranked(self, question: str, found: _Candidates, scores: Floats) -> Floats:
        """The scores, those of the best candidates dealt out anew in the cross-encoder's order."""
        if self._reranker is None:
            return scores
        best = self._best(found, scores, self._ranking.candidates.reranked)
        clauses = [self._records.clause(row) for row in found.rows[best].tolist()]
        texts = ["\n".join([*clause.headings, clause.text]) for clause in clauses]
        finer = self._reranker.score(question, texts).astype(np.float64)
        dealt = scores.copy()
        dealt[best[best_first(finer, np.arange(len(best)), len(best))]] = scores[best]
        return dealt

    def _matching(self, scores: Floats, scope: Scope, depth: int) -> Rows:
        among = scores if scope.among is None else scores * scope.among
        best = best_first(among, self._records.id_order, depth)
        return best[among[best] > 0]

    def _scores(self, found: _Candidates, mode: Mode) -> Floats:
        if mode is Mode.BM25:
            return found.bm25
        if mode is Mode.DENSE:
            return found.dense
        return fuse(found.bm25, found.dense, self._ranking.fusion)

    def _row(self, ref: ClauseRef) -> int:
        row = self._records.row(ref)
        if row is None:
            raise UnknownClause(
                f"Không có điều khoản nào mang mã “{ref}”.",
                "Tìm lại điều khoản rồi dùng mã trong kết quả.",
            )
        return row

    def _document_row(self, document_id: str) -> int:
        row = self._document_rows.get(document_id)
        if row is None:
            raise UnknownClause(
                f"Không có văn bản nào mang mã “{document_id}”.",
                "Xem danh sách văn bản để lấy đúng mã.",
            )
        return row

    @cached_property
    def _documents(self) -> list[Document]:
        return [self._records.document(row) for row in range(self._records.documents)]

    @cached_property
    def _document_rows(self) -> dict[str, int]:
        return {document.id: row for row, document in enumerate(self._documents)}

    @cached_property
    def _catalogue(self) -> Catalogue:
        return Catalogue(self._documents)

    @cached_property
    def _lexicon(self) -> Lexicon:
        return load_lexicon(self._documents, self._thesaurus)


def _dealt(scores: Floats, best: Rows, anew: Floats) -> Floats:
    """The scores with new ones for the best candidates, which stay above all others."""
    rest = np.delete(scores, best)
    below = np.nextafter(anew.min(), -math.inf)  # the best of the rest is no tie
    dealt = scores - rest.max(initial=-math.inf) + below if len(rest) else scores.copy()
    dealt[best] = anew
    return dealt
