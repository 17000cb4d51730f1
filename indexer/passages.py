"""From a clause to what is indexed: its own text, in pieces when it is long, under its headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from indexer.types import Clause, ClauseRef, Document

LONGEST = 700
"""Characters of a clause's own text that still make one passage."""

_SENTENCE_ENDS = re.compile(r"\n+|(?<=[.;:!?…])\s+")
_SEPARATORS = [r"\n+", r"(?<=[.!?…])\s+", r"(?<=;)\s+", r"(?<=[,:])\s+", r"\s+", ""]
_LONGEST_HEADING = 200
_NAME_FIELD = re.compile(
    r"\W*(?:\w{1,2}[.)]\s*)?Tên (?:nhiệm vụ|dự án|đề án|đề tài|chương trình|công trình|gói thầu"
    rf"|kế hoạch|sự kiện|cuộc thi|giải thưởng|quỹ)\s*:\s*(?P<name>.{{10,{_LONGEST_HEADING}}})"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of one clause: ``document.source[start:end] == text``.

    ``headings`` is the chain above it, a line each, outermost first: document title, component,
    headings, and the line with which the clause itself opens, if that is a heading.
    """

    ref: ClauseRef
    headings: str
    text: str
    start: int
    end: int

    @property
    def full(self) -> str:
        """What the encoder reads: headings and text, a heading that opens the text once."""
        above = self.headings.split("\n") if self.headings else []
        if above and self.text.startswith(above[-1]):
            above.pop()
        return "\n".join([*above, self.text])

    @property
    def stretches(self) -> tuple[str, ...]:
        """What its words are compared by: ``full``, the nearest heading, then each sentence."""
        nearest = self.headings.rpartition("\n")[2]
        return (self.full, nearest, *filter(None, _SENTENCE_ENDS.split(self.text)))


def document_passages(document: Document) -> Iterator[Passage]:
    """The passages of every clause with words of its own, in reading order.

    Where a list tells of one thing field by field, what its field "Tên dự án: …" names stands
    over the fields after it.
    """
    named: dict[str | None, str] = {}
    for clause in document.clauses:
        yield from _clause_passages(clause, document.title, named.get(clause.parent, ""))
        if field := _NAME_FIELD.match(clause.text[: clause.lead]):
            named[clause.parent] = field["name"]


def _clause_passages(clause: Clause, title: str, named: str) -> Iterator[Passage]:
    """A clause's own text (what stands before its first child) as passages.

    A container without words of its own gives none: its children carry its headings.
    """
    headings = "\n".join(_headings(title, clause, named))
    for start, text in split(clause.text[: clause.lead]):
        begin = clause.start + start
        yield Passage(clause.ref, headings, text, begin, begin + len(text))


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


def _headings(title: str, clause: Clause, named: str) -> list[str]:
    lines = (title, clause.component, *clause.headings, named, _opening(clause.text))
    return [line for line, _ in groupby(filter(None, lines))]


def _opening(text: str) -> str:
    """The first line, when it is short enough to be a heading of the lines that follow."""
    first, _, rest = text.strip().partition("\n")
    return re.sub(r"\s+", " ", first) if rest and len(first) <= _LONGEST_HEADING else ""
