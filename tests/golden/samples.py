"""Documents made up for tests, parsed from their text alone."""

from __future__ import annotations

from indexer.parse import parse_document
from indexer.read.pieces import assemble
from indexer.read.txt import read_txt
from indexer.types import Clause, Document, Source


def source(text: str, name: str = "mau.txt") -> Source:
    """``text`` as the reader of text files gives it."""
    return assemble(read_txt(text.strip("\n").encode(), name), name, "0" * 64)


def document(text: str, name: str = "mau.txt") -> Document:
    """``text`` parsed."""
    return parse_document(source(text, name))


def labels(parsed: Document) -> list[str]:
    """The labels of all clauses in reading order."""
    return [clause.label for clause in parsed.clauses]


def paths(parsed: Document) -> list[str]:
    """The paths of all clauses in reading order."""
    return [clause.ref.path for clause in parsed.clauses]


def clause(parsed: Document, path: str) -> Clause:
    """The clause at ``path``."""
    return next(clause for clause in parsed.clauses if clause.ref.path == path)
