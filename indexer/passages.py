"""From a clause to what is indexed: its own text, in pieces when it is long, under its headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from indexer.types import Clause, ClauseRef, Document

LONGEST = 700
"""Characters of a clause's own text that still make one passage."""

_SEPARATORS = [r"\n+", r"(?<=[.!?…])\s+", r"(?<=;)\s+", r"(?<=[,:])\s+", r"\s+", ""]
_LONGEST_OPENING = 200


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of one clause: ``document.source[start:end] == text``.

    ``headings`` is the chain above it, a line each, outermost first: document title, component,
    headings, and for the later pieces of a long clause the line with which the clause opens.
    """

    ref: ClauseRef
    headings: str
    text: str
    start: int
    end: int

    @property
    def full(self) -> str:
        """What the encoder reads."""
        return f"{self.headings}\n{self.text}" if self.headings else self.text


def document_passages(document: Document) -> Iterator[Passage]:
    """The passages of every clause with words of its own, in reading order."""
    for clause in document.clauses:
        yield from clause_passages(clause, document.title)


def clause_passages(clause: Clause, title: str) -> Iterator[Passage]:
    """A clause's own text (what stands before its first child) as passages.

    A container without words of its own gives none: its children carry its headings.
    """
    chain = _headings(title, clause)
    own = clause.text[: clause.lead]
    opening = _opening(own)
    for i, (start, text) in enumerate(split(own)):
        above = chain if i == 0 or not opening else [*chain, opening]
        begin = clause.start + start
        yield Passage(clause.ref, "\n".join(above), text, begin, begin + len(text))


def split(text: str) -> list[tuple[int, str]]:
    """Pieces of nearly even length at the best boundaries, each with its offset.

    A text of at most ``LONGEST`` characters stays whole; blanks around a piece are dropped.
    """
    stripped = text.strip()
    if not stripped:
        return []
    if len(stripped) <= LONGEST:
        return [(text.index(stripped), stripped)]
    from langchain_text_splitters import RecursiveCharacterTextSplitter  # noqa: PLC0415 - slow

    pieces = -(-len(stripped) // LONGEST)
    splitter = RecursiveCharacterTextSplitter(
        separators=_SEPARATORS,
        is_separator_regex=True,
        keep_separator="end",
        chunk_size=min(LONGEST, round(1.15 * len(stripped) / pieces)),
        chunk_overlap=0,
        add_start_index=True,
    )
    found = splitter.create_documents([text])
    return [(piece.metadata["start_index"], piece.page_content) for piece in found]


def _headings(title: str, clause: Clause) -> list[str]:
    lines = (title, clause.component, *clause.headings)
    return [line for line, _ in groupby(filter(None, lines))]


def _opening(text: str) -> str:
    """The first line, when it is short enough to be a heading of what follows."""
    first, _, rest = text.strip().partition("\n")
    return re.sub(r"\s+", " ", first) if rest and len(first) <= _LONGEST_OPENING else ""
