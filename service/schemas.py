"""The bodies that go over HTTP; the command line prints the same ones."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from retriever.types import BadQuestion, Filters, LegalStatus, Mode
from service.messages import validation_message

QUESTION_LIMIT = 2_000
CONVERSATION_LIMIT = 10
ANSWER_LIMIT = 20_000
FILTER_LIMIT = 100


class Status(StrEnum):
    """How an answer ended; there are no others."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    NOT_FOUND = "not_found"


class Composer(StrEnum):
    """Who wrote the answer."""

    QUOTES = "quotes"
    MODEL = "model"


def _clean(value: object) -> object:
    """NFC, without control characters or outer blanks; anything but a string is left alone."""
    if not isinstance(value, str):
        return value
    kept = "".join(c for c in value if unicodedata.category(c) != "Cc" or c in "\t\n\r")
    return unicodedata.normalize("NFC", kept).strip()


_QUESTION_LENGTH = StringConstraints(min_length=1, max_length=QUESTION_LIMIT)
Question = Annotated[str, _QUESTION_LENGTH, BeforeValidator(_clean)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=300), BeforeValidator(_clean)]
Names = Annotated[list[Name], Field(max_length=FILTER_LIMIT)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class FilterSpec(_Body):
    """Which documents may be searched; empty lists do not narrow."""

    document_ids: Names = []
    numbers: Names = []
    issuers: Names = []
    as_of: date | None = None
    include_drafts: bool = True

    def for_retriever(self) -> Filters:
        """The same filter in the retriever's own type."""
        return Filters(
            document_ids=tuple(self.document_ids),
            numbers=tuple(self.numbers),
            issuers=tuple(self.issuers),
            as_of=self.as_of,
            include_drafts=self.include_drafts,
        )


class Turn(_Body):
    """One earlier turn of the conversation."""

    question: Question
    answer: Annotated[str, StringConstraints(max_length=ANSWER_LIMIT), BeforeValidator(_clean)]


class AskRequest(_Body):
    """The body of ``POST /ask``."""

    question: Question = Field(description="Câu hỏi tiếng Việt, 1 đến 2.000 ký tự.")
    top_k: Annotated[int, Field(ge=1, le=20, strict=True)] | None = Field(
        None, description="Số trích dẫn tối đa; bỏ trống thì theo thiết lập (mặc định 5)."
    )
    filters: FilterSpec = FilterSpec()
    conversation: Annotated[list[Turn], Field(max_length=CONVERSATION_LIMIT)] = []


class SearchRequest(_Body):
    """The body of ``POST /search``."""

    question: Question
    top_k: Annotated[int, Field(ge=1, le=100, strict=True)] = 10
    mode: Mode = Mode.HYBRID
    filters: FilterSpec = FilterSpec()


class IndexState(_Body):
    """The index that answered."""

    generation: str
    documents: int
    clauses: int


class ClauseLink(_Body):
    """A pointer to a clause that may help."""

    clause_id: str
    label: str
    document_id: str
    document_name: str


class DocumentSummary(_Body):
    """What is known of a document."""

    document_id: str
    number: str | None
    kind: str | None
    title: str
    issuer: str | None
    issued_on: date | None
    effective_on: date | None
    signer: str | None
    legal_status: LegalStatus


class Citation(_Body):
    """A clause that a mark ``[n]`` of the answer stands for.

    ``start`` and ``end`` are where ``text`` stands in the stored source, ``quote_start`` where
    ``quote`` stands in ``text``, in characters.
    """

    mark: int
    clause_id: str
    label: str
    document_id: str
    number: str | None
    kind: str | None
    title: str
    issuer: str | None
    issued_on: date | None
    effective_on: date | None
    legal_status: LegalStatus
    component: str
    headings: list[str]
    quote: str
    quote_start: int
    text: str
    start: int
    end: int
    inferred: bool
    reason: str
    score: float


class AskResponse(_Body):
    """The answer of ``POST /ask``; ``not_found`` comes without citations."""

    status: Status
    answer: str
    citations: list[Citation]
    composer: Composer
    suggestions: list[ClauseLink]
    timings_ms: dict[str, float]
    index: IndexState


class SearchHit(_Body):
    """One ranked clause."""

    clause_id: str
    label: str
    document_id: str
    score: float
    text: str


class SearchResponse(_Body):
    """The answer of ``POST /search``."""

    hits: list[SearchHit]


class DocumentList(_Body):
    """The answer of ``GET /documents``."""

    documents: list[DocumentSummary]


class ClauseBody(_Body):
    """The answer of ``GET /clauses/{clause_id}``."""

    clause_id: str
    label: str
    level: str
    document_id: str
    component: str
    headings: list[str]
    inferred: bool
    reason: str
    start: int
    end: int
    text: str
    children: list[ClauseLink]


class Live(_Body):
    """The answer of ``GET /health/live``."""

    status: Literal["live"] = "live"


class Ready(_Body):
    """The answer of ``GET /health/ready``."""

    status: Literal["ready"] = "ready"
    index: IndexState


class Problem(BaseModel):
    """An error as RFC 9457 has it."""

    type: str
    title: str
    status: int
    detail: str
    hint: str | None = None


def question_body(
    question: str, top_k: int | None = None, conversation: Sequence[Turn] = ()
) -> AskRequest:
    """A request that did not come over HTTP.

    Raises:
        BadQuestion: the question is empty or too long.
    """
    try:
        return AskRequest(question=question, top_k=top_k, conversation=list(conversation))
    except ValidationError as error:
        raise _bad_question(error) from None


def search_body(question: str, top_k: int, mode: Mode) -> SearchRequest:
    """A search that did not come over HTTP.

    Raises:
        BadQuestion: the question is empty or too long.
    """
    try:
        return SearchRequest(question=question, top_k=top_k, mode=mode)
    except ValidationError as error:
        raise _bad_question(error) from None


def _bad_question(error: ValidationError) -> BadQuestion:
    reason = validation_message(error.errors(include_url=False, include_input=False)[0])
    return BadQuestion(
        f"Câu hỏi {reason}.", "Viết một câu hỏi từ 1 đến 2.000 ký tự, kể cả dấu cách."
    )
