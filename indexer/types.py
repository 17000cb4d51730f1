"""The words of the house: what a document, a clause, a reference and a token are.

All of them are frozen. Offsets count characters (Unicode code points) of ``Document.source``,
the normalised text that is stored with the index, so ``source[start:end]`` is always verbatim.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum


class Level(StrEnum):
    """Where a clause stands in the outline of a Vietnamese document."""

    HEAD = "head"
    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    SUBSECTION = "subsection"
    ARTICLE = "article"
    PARAGRAPH = "paragraph"
    POINT = "point"
    INDENT = "indent"
    ROW = "row"
    CLOSING = "closing"


class LegalStatus(StrEnum):
    """Whether a document binds today. ``unknown`` is said rather than guessed."""

    IN_FORCE = "in_force"
    DRAFT = "draft"
    REPLACED = "replaced"
    UNKNOWN = "unknown"


class ReferenceType(StrEnum):
    """What one text says about another: căn cứ, thay thế, sửa đổi, hướng dẫn, dẫn chiếu."""

    INTERNAL = "internal"
    BASIS = "basis"
    REPLACES = "replaces"
    AMENDS = "amends"
    GUIDES = "guides"
    CITES = "cites"


@dataclass(frozen=True, slots=True)
class Token:
    """One term of the analyzer with the span it came from."""

    text: str
    start: int
    end: int


class LineKind(StrEnum):
    """How a reader came by a line; the parser treats rows and footnotes apart."""

    TEXT = "text"
    ROW = "row"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Line:
    """One logical line (a paragraph, a table row, a footnote): ``source.text[start:end]``.

    ``start``/``end`` exclude the line break and surrounding blanks. ``page`` counts from 1,
    ``None`` where the format has no pages. ``cells`` are the spans of a row's cells, in order.
    ``table`` numbers the tables of the file from 0; the first row of a table is its header
    when ``header`` is true. ``bold`` is what the file says, ``False`` where it says nothing.
    """

    start: int
    end: int
    kind: LineKind = LineKind.TEXT
    page: int | None = None
    cells: tuple[tuple[int, int], ...] = ()
    table: int | None = None
    header: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """What every reader gives: the stored text (NFC, LF line ends) and its lines in order."""

    name: str
    text: str
    lines: tuple[Line, ...]
    digest: str
    """SHA-256 of the file's bytes, hexadecimal."""
    doubts: tuple[str, ...] = ()
    """What of the file may not have been read, as sentences for the user."""


@dataclass(frozen=True, slots=True, order=True)
class ClauseRef:
    """The address of a clause; printed as its ``clause_id``."""

    document_id: str
    path: str

    def __str__(self) -> str:
        return f"{self.document_id}/{self.path}"

    @classmethod
    def parse(cls, clause_id: str) -> ClauseRef:
        """Split ``document_id/path``; raises ``ValueError`` when either half is missing."""
        document_id, slash, path = clause_id.partition("/")
        if not (slash and document_id and path):
            raise ValueError(f"not a clause id: {clause_id!r}")
        return cls(document_id, path)


@dataclass(frozen=True, slots=True)
class Clause:
    """The smallest citable piece of a document, or one of its containers.

    ``text == document.source[start:end]`` covers the children too; ``text[:lead]`` is what
    stands before the first child (all of it for a leaf). ``headings`` are the printed headings
    above it, outermost first; a lost heading is simply not there. ``component`` names the
    attachment it stands in ("Quy chế"), empty in the main text.
    """

    ref: ClauseRef
    level: Level
    label: str
    headings: tuple[str, ...]
    text: str
    start: int
    end: int
    lead: int
    parent: str | None = None
    component: str = ""
    inferred: bool = False
    reason: str = ""
    """Why a level of the path was worked out, in a short Vietnamese phrase; empty if printed."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One text pointing at another, or at another clause of its own document."""

    origin: ClauseRef
    type: ReferenceType
    text: str
    start: int
    end: int
    number: str | None = None
    issued_on: date | None = None
    issuer: str | None = None
    clauses: tuple[ClauseRef, ...] = ()
    document_id: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed document: what is known of it, its source, and its clauses in reading order."""

    id: str
    title: str
    source: str
    clauses: tuple[Clause, ...]
    digest: str = ""
    name: str = ""
    number: str | None = None
    kind: str | None = None
    issuer: str | None = None
    place: str | None = None
    issued_on: date | None = None
    effective_on: date | None = None
    signer: str | None = None
    legal_status: LegalStatus = LegalStatus.UNKNOWN
    references: tuple[Reference, ...] = ()
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()

    def known_as(self, identity: str) -> Document:
        """The same document under another id, with its clauses and its references to itself."""
        if identity == self.id:
            return self

        def moved(ref: ClauseRef) -> ClauseRef:
            return ClauseRef(identity, ref.path) if ref.document_id == self.id else ref

        return replace(
            self,
            id=identity,
            clauses=tuple(replace(clause, ref=moved(clause.ref)) for clause in self.clauses),
            references=tuple(
                replace(
                    reference,
                    origin=moved(reference.origin),
                    clauses=tuple(map(moved, reference.clauses)),
                    document_id=(
                        identity if reference.document_id == self.id else reference.document_id
                    ),
                )
                for reference in self.references
            ),
        )
