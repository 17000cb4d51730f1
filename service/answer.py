"""From a question to a cited answer: retrieve, decide, compose, verify, cite."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate, chain

from retriever.types import ClauseRef, Filters, Retriever, UnknownClause
from retriever.wants import Want
from service import bodies, evidence
from service.arrangements import with_leads
from service.asked import Asked, read_question
from service.candidates import Candidates, gather
from service.compose import Statement, compose
from service.contents import contents
from service.conversation import standalone
from service.duties import duties
from service.evidence import Support
from service.generate import Writer
from service.quoting import Quote
from service.references import assigned, follow, with_matter
from service.refusal import refusal
from service.schemas import (
    ANSWER_LIMIT,
    AskRequest,
    AskResponse,
    Citation,
    ClauseBody,
    ClauseLink,
    Composer,
    DocumentSummary,
    IndexState,
    SearchRequest,
    SearchResponse,
    Status,
)
from service.small_talk import reply_to
from service.spelling_out import spelt_in_full
from service.thresholds import Thresholds, packaged_thresholds
from service.verify import Flaw, flaw_of, flaw_of_own_words

logger = logging.getLogger(__name__)

_Check = Callable[[Statement, Mapping[ClauseRef, Support]], Flaw | None]

_MISSING = "chưa tìm thấy căn cứ cho phần hỏi về {parts}"
_BEYOND = "chưa nêu phần hỏi về {parts} vì vượt số trích dẫn được yêu cầu"
_NO_ROOM = " (còn điều khoản khác chưa nêu vì câu trả lời đã dài, hãy hỏi hẹp hơn)"
_LEFT = " (còn {left} {noun} chưa nêu vì vượt số trích dẫn được yêu cầu)"
_CANDIDATES_PER_CITATION = 4
_MIN_CANDIDATES = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """What the steps came to, before it becomes a response body.

    ``note`` ends the last statement: what was asked and is not in the answer, in brackets.
    """

    status: Status
    statements: tuple[Statement, ...] = ()
    supports: tuple[Support, ...] = ()
    flaws: tuple[Flaw, ...] = ()
    composer: Composer = Composer.QUOTES
    note: str = ""


class Assistant:
    """Answers from the live index; HTTP, the chat page and the command line all use this one.

    Args:
        retriever: gives the open index at each call, so a new generation is picked up between
            two questions and never within one.
        top_k: how many citations a request gets that does not say.
        limits: thresholds of answering; the packaged ones by default.
        on_flaw: told about every statement that verification dropped.
        writer: words the answers; without one, or when nothing of its work holds, clauses are
            quoted.
    """

    def __init__(
        self,
        retriever: Callable[[], Retriever],
        top_k: int = 5,
        limits: Thresholds | None = None,
        on_flaw: Callable[[Flaw], None] | None = None,
        writer: Writer | None = None,
    ) -> None:
        self._retriever = retriever
        self._top_k = top_k
        self._limits = limits or packaged_thresholds()
        self._on_flaw = on_flaw
        self._writer = writer

    def ask(self, request: AskRequest) -> AskResponse:
        """Answer one question with citations."""
        started = time.perf_counter()
        retriever = self._retriever()
        if reply := reply_to(request.question):
            return _refused(reply, retriever, started)
        top_k = request.top_k or self._top_k
        count = max(_MIN_CANDIDATES, _CANDIDATES_PER_CITATION * top_k)
        filters = request.filters.for_retriever()
        documents = retriever.documents()
        question = standalone(request.question, request.conversation, documents)
        asked = read_question(question, documents)
        finding = self._outright(asked, retriever, filters, top_k)
        retrieved = time.perf_counter()
        if finding is None:
            parts = gather(asked, retriever, count, filters)
            told = assigned(asked, retriever, count, filters) or duties(
                asked, retriever, count, filters
            )
            retrieved = time.perf_counter()
            finding = self._find(asked, parts, told, retriever, filters, top_k)
        finding = _fitting(finding)
        refused = finding.status is Status.NOT_FOUND
        answer, citations = (refusal(asked, retriever, filters), []) if refused else cite(finding)
        done = time.perf_counter()
        return AskResponse(
            status=finding.status,
            answer=answer,
            citations=citations,
            composer=finding.composer,
            suggestions=self._suggestions(question, filters, retriever) if refused else [],
            timings_ms={
                "retrieve": _milliseconds(started, retrieved),
                "compose": _milliseconds(retrieved, done),
                "total": _milliseconds(started, time.perf_counter()),
            },
            index=bodies.index_state(retriever),
        )

    def search(self, request: SearchRequest) -> SearchResponse:
        """Ranked clauses, no answer."""
        retriever = self._retriever()
        hits = retriever.search(
            request.question, request.top_k, request.mode, request.filters.for_retriever()
        )
        return SearchResponse(hits=[bodies.search_hit(retriever, hit) for hit in hits])

    def documents(self) -> list[DocumentSummary]:
        """Every document of the index."""
        return [bodies.document_summary(document) for document in self._retriever().documents()]

    def document(self, document_id: str) -> DocumentSummary:
        """One document; raises ``UnknownClause``."""
        return bodies.document_summary(self._retriever().document(document_id))

    def clause(self, clause_id: str) -> ClauseBody:
        """One clause with pointers to its children; raises ``UnknownClause``."""
        retriever = self._retriever()
        try:
            ref = ClauseRef.parse(clause_id)
        except ValueError as error:
            raise UnknownClause(f"Không có điều khoản mang mã “{clause_id}”.") from error
        return bodies.clause_body(
            retriever.clause(ref),
            retriever.document(ref.document_id),
            retriever.children(ref),
        )

    def index(self) -> IndexState:
        """The live index; raises when there is none."""
        return bodies.index_state(self._retriever())

    def _outright(
        self, asked: Asked, retriever: Retriever, filters: Filters, top_k: int
    ) -> Finding | None:
        """What documents say of their own words and headings, when nothing else is asked."""
        limit = self._limits.quote.characters
        told = spelt_in_full(asked, retriever, filters, limit) or contents(
            asked, retriever, filters, limit
        )
        if told is None:
            return None
        finding = self._verified(told.supports, told.statements[:top_k], flaw_of)
        left = len(told.statements) - len(finding.statements)
        if not finding.statements:
            return None
        if not left:
            return finding
        return replace(finding, status=Status.PARTIAL, note=_LEFT.format(left=left, noun=told.noun))

    def _find(
        self,
        asked: Asked,
        parts: Sequence[Candidates],
        told: Sequence[Support],
        retriever: Retriever,
        filters: Filters,
        top_k: int,
    ) -> Finding:
        if told:
            return self._told(asked, tuple(told[:top_k]), retriever)
        chosen = evidence.choose(parts, retriever, top_k, self._limits)
        hits = dict.fromkeys(chain(*chosen))
        found = [evidence.support(retriever, hit.ref, hit.evidence.answerable) for hit in hits]
        if len(parts) == 1 and not parts[0].fact:
            found = self._followed(found, asked, retriever, filters)
        if not found:
            return Finding(Status.NOT_FOUND)
        found = with_leads(found, asked, retriever)
        finding = self._told(asked, tuple(found[:top_k]), retriever)
        if len(parts) == 1:
            return finding
        cited = {item.ref for item in found[:top_k]}
        missing = [part.part for part, hits in zip(parts, chosen, strict=True) if not hits]
        beyond = [
            part.part
            for part, hits in zip(parts, chosen, strict=True)
            if hits and cited.isdisjoint(hit.ref for hit in hits)
        ]
        finding = _partly(finding, _BEYOND, beyond) if beyond else finding
        return _partly(finding, _MISSING, missing) if missing else finding

    def _followed(
        self, found: list[Support], asked: Asked, retriever: Retriever, filters: Filters
    ) -> list[Support]:
        """The clauses with what they lead to, where somebody, a time, or nothing else is asked."""
        if asked.who or Want.WHEN in asked.wants:
            found = with_matter(found, asked, retriever, filters, self._limits.cite.matter)
            return follow(found, retriever, asked)
        return found if asked.wants else follow(found, retriever, asked)

    def _told(self, asked: Asked, supports: tuple[Support, ...], retriever: Retriever) -> Finding:
        return self._written(asked, supports) or self._quoted(asked, supports, retriever)

    def _written(self, asked: Asked, supports: tuple[Support, ...]) -> Finding | None:
        """What the model wrote and verification left; ``None`` without either."""
        if self._writer is None:
            return None
        check = partial(flaw_of_own_words, least_support=self._limits.model.support)
        finding = self._verified(supports, self._writer.write(asked, supports), check)
        return replace(finding, composer=Composer.MODEL) if finding.statements else None

    def _quoted(self, asked: Asked, supports: tuple[Support, ...], retriever: Retriever) -> Finding:
        """What the clauses say; of one with clauses inside, the one inside that says it."""
        drafts, missing = compose(asked, supports, self._limits.quote.characters)
        said = {
            ref: draft.values or tuple(quote.text for quote in draft.quotes)
            for draft in drafts
            for ref in draft.refs
        }
        closer = tuple(
            item  # a clause that is referred to is told as it is named
            if item.via or item.ref not in said
            else evidence.innermost(item, said[item.ref], retriever)
            for item in supports
        )
        if closer != supports:
            supports = tuple({item.ref: item for item in closer}.values())
            drafts, missing = compose(asked, supports, self._limits.quote.characters)
        finding = self._verified(supports, drafts, flaw_of)
        return _partly(finding, _MISSING, missing) if missing else finding

    def _verified(
        self, supports: tuple[Support, ...], statements: Sequence[Statement], check: _Check
    ) -> Finding:
        """What is left of statements after their check; those that are dropped are told of."""
        by_ref = {item.ref: item for item in supports}
        flaws = [check(statement, by_ref) for statement in statements]
        for flaw in filter(None, flaws):
            logger.warning("statement dropped: %s", flaw)
            if self._on_flaw:
                self._on_flaw(flaw)
        kept = tuple(one for one, flaw in zip(statements, flaws, strict=True) if flaw is None)
        status = Status.ANSWERED if kept else Status.NOT_FOUND
        return Finding(status, kept, supports, tuple(filter(None, flaws)))

    def _suggestions(
        self, question: str, filters: Filters, retriever: Retriever
    ) -> list[ClauseLink]:
        """The clauses nearest to a question that was refused."""
        hits = retriever.search(question, self._limits.cite.suggestions, filters=filters)
        return [
            bodies.clause_link(retriever.clause(hit.ref), retriever.document(hit.ref.document_id))
            for hit in hits
        ]


def _refused(reply: str, retriever: Retriever, started: float) -> AskResponse:
    """The answer to somebody who asks nothing."""
    total = _milliseconds(started, time.perf_counter())
    return AskResponse(
        status=Status.NOT_FOUND,
        answer=reply,
        citations=[],
        composer=Composer.QUOTES,
        suggestions=[],
        timings_ms={"retrieve": 0.0, "compose": total, "total": total},
        index=bodies.index_state(retriever),
    )


def _partly(finding: Finding, remark: str, parts: Sequence[str]) -> Finding:
    """The finding, which says at its end what was asked and is not in it, and why."""
    if finding.status is Status.NOT_FOUND:
        return finding
    note = f" ({remark.format(parts=', '.join(dict.fromkeys(parts)))})"
    return replace(finding, status=Status.PARTIAL, note=finding.note + note)


def _fitting(finding: Finding) -> Finding:
    """The finding with no more than an answer may hold that comes back in a conversation."""
    lengths = accumulate(
        len(f"{one.text}{one.note} \n\n") + len("[20]") * len(one.refs)
        for one in finding.statements
    )
    room = ANSWER_LIMIT - len(finding.note) - len(_NO_ROOM)
    kept = tuple(one for one, end in zip(finding.statements, lengths, strict=True) if end <= room)
    if kept == finding.statements:
        return finding
    return replace(
        finding, status=Status.PARTIAL, statements=kept, note=f"{finding.note}{_NO_ROOM}"
    )


def cite(finding: Finding) -> tuple[str, list[Citation]]:
    """The answer text with marks ``[n]`` after every statement, and what the marks stand for."""
    by_ref = {item.ref: item for item in finding.supports}
    marks: dict[ClauseRef, int] = {}
    quotes: dict[ClauseRef, Quote] = {}
    lines = []
    for statement in finding.statements:
        for ref in statement.refs:
            marks.setdefault(ref, len(marks) + 1)
        for quote in statement.quotes:
            for ref in statement.refs:
                if quote.stands_in(by_ref[ref].clause):
                    quotes.setdefault(ref, quote)
        signs = "".join(f"[{marks[ref]}]" for ref in statement.refs)
        note = finding.note if statement is finding.statements[-1] else ""
        lines.append(f"{statement.text}{statement.note}{note} {signs}")
    citations = [
        bodies.citation(mark, by_ref[ref], quotes.get(ref, Quote(by_ref[ref].clause.text, 0)))
        for ref, mark in marks.items()
    ]
    return "\n\n".join(lines), citations


def _milliseconds(start: float, end: float) -> float:
    return round(1000 * (end - start), 3)
