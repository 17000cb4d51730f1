"""Parsed documents written down for review: whole trees, or a summary of long ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from indexer.parse import parse_document
from indexer.read import read_file
from indexer.types import Clause, Document

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
CORPUS = PROJECT / "corpus" / "documents"
TREES = HERE / "trees"
SUMMARIES = HERE / "summaries"
REAL_FILES = PROJECT.parent / "shared" / "data" / "documents"
"""Real files that are not part of the project; what is expected of them is."""

SUMMARISED = (
    "Luat-an-toan-thong-tin-mang-2015-298365.html",
    "Luat-thue-bao-ve-moi-truong-2010-115247.html",
    "Luật đường bộ 2024.docx",
    "Nghị định 168-2024-NĐ-CP.docx",
    "Thông tư 38-2024-TT-BGTVT.docx",
    "Thông tư 46-2024-TT-BGTVT.docx",
    "luat-so-51-2024-qh15-43559.pdf",
    "nghi-quyet-so-89-2025-ubtvqh15-45738.pdf",
    "quyet-dinh-so-28-2021-qd-ttg-34546.pdf",
    "thong-tu-lien-tich-so-01-2022-ttlt-vksndtc-tandtc-bca-bqp-bldtbxh-36844.pdf",
    "van-ban-hop-nhat-so-5161-vbhn-bldtbxh-43034.pdf",
)
CHOSEN = 10
"""Clauses of a summary, evenly spread over the document."""


def parsed(path: Path) -> Document:
    """The document in the file at ``path``."""
    return parse_document(read_file(path))


def tree(document: Document) -> str:
    """The facts of a document, every clause on a line of its own, and the doubts."""
    lines = [*_facts(document), "", *map(_clause, document.clauses), ""]
    return "\n".join([*lines, *document.doubts]).rstrip() + "\n"


def summary(document: Document) -> str:
    """The facts, how many clauses of each level there are, and a few of the clauses."""
    main = [c for c in document.clauses if not c.ref.path.startswith("att_")]
    attached = Counter(
        c.ref.path.partition("__")[0] for c in document.clauses if c.ref.path.startswith("att_")
    )
    counts = Counter(clause.level.value for clause in main)
    step = max(1, len(main) // CHOSEN)
    chosen = main[step // 2 :: step][:CHOSEN]
    lines = [*_facts(document), "", *(f"{level}: {n}" for level, n in counts.items())]
    lines += [f"{prefix}: {n}" for prefix, n in attached.items()]
    return "\n".join([*lines, "", *map(_clause, chosen)]) + "\n"


def _facts(document: Document) -> Iterator[str]:
    yield f"id: {document.id}"
    for name in ("number", "kind", "title", "issuer", "place", "issued_on", "effective_on"):
        yield f"{name}: {getattr(document, name) or ''}".rstrip()
    yield f"signer: {document.signer or ''}".rstrip()
    yield f"legal_status: {document.legal_status}"


def _clause(clause: Clause) -> str:
    words = " ".join(clause.text[: clause.lead].split()[:8])
    level = f"{clause.level} (suy ra)" if clause.inferred else clause.level
    span = f"{clause.start}-{clause.end}"
    return f"{clause.ref.path} | {clause.label} | {level} | {span} | {words}".rstrip()
