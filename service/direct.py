"""The direct answer to a question about a document itself, read from the clause that states it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from retriever.types import Clause, Document, LegalStatus, fold
from service.asked import Fact
from service.facts import dates_in
from service.naming import document_name

_ISSUER_ROW = re.compile(r"^Cơ quan ban hành\s*[|:]\s*(\S.*)$")
_BASIS = re.compile(r"C[ăầ]n cứ\s+(\S.*?)\s*[;.]?$")
_REPLACED = re.compile(
    r"(?:thay thế|bãi bỏ)\s+(?:cho\s+)?(.{0,60}?\d[\w/]*(?:-[\w-]+)?)(?=[\s,.;)]|$)"
)


def fact_lead(fact: Fact, clause: Clause, document: Document) -> str | None:
    """A sentence that states the fact; ``None`` when the clause does not literally hold it."""
    wording, read = _READ[fact]
    value = read(document, " ".join(clause.text.split()))
    return wording.format(name=document_name(document), value=value) if value else None


def _held(value: str | None, text: str) -> str | None:
    return value if value and value in text else None


def _day(day: date | None, text: str) -> str | None:
    """``từ ngày 27/11/2025`` when the text holds that day in whatever form."""
    if day is None or day not in dates_in(text):
        return None
    return f"ngày {day.day:02d}/{day.month:02d}/{day.year}"


def _effective(document: Document, text: str) -> str | None:
    if "ke tu ngay ky" in fold(text):
        signed = f" ({document.issued_on:%d/%m/%Y})" if document.issued_on else ""
        return f"kể từ ngày ký{signed}"
    day = _day(document.effective_on, text)
    return f"từ {day}" if day else None


def _standing(document: Document, text: str) -> str | None:
    """Said of a draft by its stamp, of other documents by what gives them effect."""
    if document.legal_status is LegalStatus.DRAFT:
        return "là dự thảo, chưa có hiệu lực" if fold(text).startswith("du thao") else None
    effective = _effective(document, text)
    return f"có hiệu lực {effective}" if effective else None


def _issuer(document: Document, text: str) -> str | None:
    """The issuer as a row of the metadata table or the letterhead has it."""
    row = _ISSUER_ROW.search(text)
    if row:
        return row.group(1)
    alone = document.issuer and fold(document.issuer) == fold(text)
    return document.issuer if alone else None


def _replaced(_: Document, text: str) -> str | None:
    found = _REPLACED.search(text)
    return found.group(1) if found else None


def _kind(document: Document, text: str) -> str | None:
    return _held(document.kind, text) if fold(text).startswith("loai van ban") else None


def _basis(_: Document, text: str) -> str | None:
    found = _BASIS.match(text)
    return found.group(1) if found else None


_READ: Mapping[Fact, tuple[str, Callable[[Document, str], str | None]]] = {
    Fact.SIGNER: ("{name} do {value} ký", lambda d, text: _held(d.signer, text)),
    Fact.ISSUED: ("{name} được ban hành {value}", lambda d, text: _day(d.issued_on, text)),
    Fact.EFFECTIVE: ("{name} có hiệu lực {value}", _effective),
    Fact.NUMBER: ("Số hiệu văn bản là {value}", lambda d, text: _held(d.number, text)),
    Fact.KIND: ("Văn bản này là {value}", _kind),
    Fact.ISSUER: ("{name} do {value} ban hành", _issuer),
    Fact.BASIS: ("{name} căn cứ {value}", _basis),
    Fact.STANDING: ("{name} {value}", _standing),
    Fact.REPLACES: ("{name} thay thế {value}", _replaced),
}
