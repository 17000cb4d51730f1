"""The direct answer to a question about a document itself, read from the clause that states it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from retriever.types import Clause, Document, LegalStatus, Level, fold
from service.about import Fact
from service.facts import dates_in, document_spans
from service.naming import document_name
from service.wording import UPPERCASE

_ISSUER_ROW = re.compile(r"^Cơ quan ban hành\s*[|:]\s*(\S.*)$")
_FIELD_ROW = re.compile(r"^Lĩnh vực\s*[|:]\s*(\S.*)$")
_BASIS = re.compile(
    r"C[ăầ]n cứ\s+(\S.*?)\s*[;.]?$|Thực hiện\s+(\S[^;]*?)\s*;.*\bban hành\b.*như sau:?$"
)
_ENCLOSES = re.compile(
    r"[Bb]an hành kèm theo (?:Quyết định|Nghị quyết|Thông tư|Nghị định) này\s+(\S.*?)\.?$"
)
_ENCLOSED_BY = re.compile(r"\((?:[Bb]an hành )?[Kk]èm theo\s+([^)]*)")
_UNTIL = re.compile(r"\bhiệu lực\b[^.;]*?\b(đến (?:hết )?ngày \d{1,2}[^.;]*?\d{4})")
_ITSELF = (
    r"(?:Quy chế|Quy định|Quyết định|Kế hoạch|Nghị định|Nghị quyết|Thông tư|Luật|Điều lệ|Quy trình"
    r"|Chương trình|Đề án) này"
)
_SCOPE = re.compile(rf"\b{_ITSELF} quy định\b|^(?:\W*|.*\. )Phạm vi điều chỉnh\b")
_SUBJECTS = re.compile(rf"\b{_ITSELF} áp dụng (?:đối với|cho)\b|^(?:\W*|.*\. )Đối tượng áp dụng\b")
_PURPOSE = re.compile(r"\bnhằm\b|^(?:\W*|.*\. )Mục đích\b")
_CARRIES_OUT = re.compile(
    rf"^(?:[{UPPERCASE} ]+ )?(?:Triển khai|Thực hiện) "
    r"|\bban hành (?:Kế hoạch|Chương trình|Quyết định)(?: [^\W\d]+)* (?:triển khai|thực hiện) "
)
_RECIPIENTS = re.compile(r"^Nơi nhận\s*:?")
_OPENING = re.compile(r"(?:^|__)(?:art_1|part_I|sec_1)(?=[-~_]|$)")
"""Documents state their purpose in their first article or part; later ones have other purposes."""
_REPLACED = re.compile(
    r"(?:thay thế|bãi bỏ)\s+(?:cho\s+)?(.{0,60}?\d[\w/]*(?:-[\w-]+)?)(?=[\s,.;)]|$)"
)


def fact_lead(fact: Fact, clause: Clause, document: Document) -> str | None:
    """A sentence that states the fact; ``None`` when the clause does not literally hold it."""
    if fact is Fact.PURPOSE and not _OPENING.search(clause.ref.path):
        return None
    if fact is Fact.CARRIES_OUT and clause.level is not Level.HEAD:
        return None
    wording, read = _READ[fact]
    value = read(document, " ".join(clause.text.split()))
    name = document_name(document)
    part = f"{clause.component} kèm theo {name}" if clause.component else name
    return wording.format(name=name, part=part, value=value) if value else None


def _held(value: str | None, text: str) -> str | None:
    return value if value and value in text else None


def _day(day: date | None, text: str) -> str | None:
    """``từ ngày 27/11/2025`` when the text holds that day in whatever form."""
    if day is None or day not in dates_in(text):
        return None
    return f"ngày {day.day:02d}/{day.month:02d}/{day.year}"


def _effective(document: Document, text: str) -> str | None:
    if "tu ngay ky" in fold(text):
        signed = f" ({document.issued_on:%d/%m/%Y})" if document.issued_on else ""
        return f"kể từ ngày ký{signed}"
    day = _day(document.effective_on, text)
    until = _UNTIL.search(text)
    return f"từ {day}{f' {until.group(1)}' if until else ''}" if day else None


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
    printed = fold(text).startswith("loai van ban")
    named = document.kind and text.startswith(document.kind.upper())
    return document.kind if named else _held(document.kind, text) if printed else None


def _field(_: Document, text: str) -> str | None:
    found = _FIELD_ROW.match(text)
    return found.group(1) if found else None


def _basis(_: Document, text: str) -> str | None:
    found = _BASIS.match(text)
    return found.group(found.lastindex or 0) if found else None


def _enclosed(document: Document, text: str) -> str | None:
    """What a document encloses, or what encloses it, whichever the clause states."""
    if found := _ENCLOSES.search(text):
        return f"{document_name(document)} ban hành kèm theo {found.group(1)}"
    found = _ENCLOSED_BY.search(text)
    return f"Văn bản được ban hành kèm theo {found.group(1)}" if found else None


def _title(document: Document, text: str) -> str | None:
    """The title as it is printed, above whatever else the clause holds."""
    title = " ".join(fold(document.title).split())
    titled = title and fold(text).startswith(title)
    return document.title if titled else None


def _carried_out(_: Document, text: str) -> str | None:
    """The document that a title or a preamble says is carried out."""
    cited = document_spans(text) if _CARRIES_OUT.search(text) else []
    return next((text[start:end] for start, end in cited), None)


def _saying(pattern: re.Pattern[str]) -> Callable[[Document, str], str | None]:
    """Reads clauses that state a fact at some length: what they say is left to the quote."""
    return lambda _, text: text if pattern.search(text) else None


_READ: Mapping[Fact, tuple[str, Callable[[Document, str], str | None]]] = {
    Fact.SIGNER: ("{name} do {value} ký", lambda d, text: _held(d.signer, text)),
    Fact.ISSUED: ("{name} được ban hành {value}", lambda d, text: _day(d.issued_on, text)),
    Fact.EFFECTIVE: ("{name} có hiệu lực {value}", _effective),
    Fact.NUMBER: ("Số hiệu văn bản là {value}", lambda d, text: _held(d.number, text)),
    Fact.KIND: ("Văn bản này là {value}", _kind),
    Fact.ISSUER: ("{name} do {value} ban hành", _issuer),
    Fact.BASIS: ("{name} căn cứ {value}", _basis),
    Fact.STANDING: ("{name} {value}", _standing),
    Fact.FIELD: ("{name} thuộc lĩnh vực {value}", _field),
    Fact.TITLE: ("Tên đầy đủ của {name}", _title),
    Fact.ENCLOSED: ("{value}", _enclosed),
    Fact.PURPOSE: ("Mục đích của {part}", _saying(_PURPOSE)),
    Fact.SCOPE: ("Phạm vi điều chỉnh của {part}", _saying(_SCOPE)),
    Fact.SUBJECTS: ("Đối tượng áp dụng của {part}", _saying(_SUBJECTS)),
    Fact.RECIPIENTS: ("Nơi nhận {name}", _saying(_RECIPIENTS)),
    Fact.CARRIES_OUT: ("{name} thực hiện {value}", _carried_out),
    Fact.REPLACES: ("{name} thay thế {value}", _replaced),
}
