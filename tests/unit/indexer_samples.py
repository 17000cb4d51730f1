"""Documents and an encoder for tests of the index: small, made by hand, needing no model."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indexer.encode import Kind, Vectors
from indexer.types import Clause, ClauseRef, Document, Level


@dataclass(frozen=True)
class HashEncoder:
    """Words hashed into a few dimensions: similar texts are near, and no model is needed."""

    identity: str = "hash-1"
    dimension: int = 32

    def encode(self, texts: Sequence[str], kind: Kind) -> Vectors:
        del kind
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()):
                vectors[row, zlib.crc32(word.encode()) % self.dimension] += 1
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: Vectors = vectors / np.maximum(lengths, 1e-9)
        return unit


def article(document_id: str, text: str, title: str = "Luật thử nghiệm") -> Document:
    """A document of one clause."""
    clause = Clause(
        ref=ClauseRef(document_id, "art_1"),
        level=Level.ARTICLE,
        label="Điều 1",
        headings=(),
        text=text,
        start=0,
        end=len(text),
        lead=len(text),
    )
    return Document(id=document_id, title=title, source=text, clauses=(clause,))


def regulation(
    document_id: str = "qd-1", place: str = "Hà Nội", number: str = "12/QĐ-UBND"
) -> Document:
    """A document with a container and two clauses in it."""
    head = "Điều 8. Trách nhiệm của Sở Tài chính"
    first = "1. Bố trí kinh phí cho các nhiệm vụ khoa học."
    second = "2. Chủ trì tham mưu thành lập Quỹ Đầu tư mạo hiểm."
    source = f"QUYẾT ĐỊNH\n{head}\n{first}\n{second}\n"

    def clause(path: str, label: str, text: str, lead: int, parent: str | None) -> Clause:
        start = source.index(text)
        return Clause(
            ref=ClauseRef(document_id, path),
            level=Level.ARTICLE if parent is None else Level.PARAGRAPH,
            label=label,
            headings=() if parent is None else (head,),
            text=text,
            start=start,
            end=start + len(text),
            lead=lead,
            parent=parent,
        )

    whole = f"{head}\n{first}\n{second}"
    clauses = (
        clause("art_8", "Điều 8", whole, len(head) + 1, None),
        clause("art_8__para_1", "Điều 8, khoản 1", first, len(first), "art_8"),
        clause("art_8__para_2", "Điều 8, khoản 2", second, len(second), "art_8"),
    )
    return Document(
        id=document_id,
        title=f"Quyết định {number} của {place}",
        source=source,
        clauses=clauses,
        number=number,
        issuer=f"Ủy ban nhân dân {place}",
        place=place,
    )
