"""What is known of a document: number, kind, title, issuer, dates, signer, draft or in force.

Taken from a portal's table where there is one, else from the letterhead, the closing clause
and the signature. What is not printed stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import dropwhile, takewhile

from indexer.parse.clean import TextLine
from indexer.parse.dates import date_of, day_of, effective_on, merged_effective_on
from indexer.parse.head import Head, slug, without_banner
from indexer.parse.letters import UPPER
from indexer.parse.markers import is_capitals
from indexer.parse.names import issuer_of, one_line, signers
from indexer.parse.phrases import (
    ADOPTED,
    AUTHENTICATED,
    DATED,
    ENACTS,
    KIND_LINE,
    KINDS,
    MOTTO,
    NUMBER,
)
from indexer.types import LegalStatus

_NUMBER_VALUE = re.compile(r"\d[\w.]*(?:\s*[/-]\s*[\wĐ&.]+)+")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ENACTED_BY = re.compile(
    r"(?:^|[.;]\s*)(?:(?:Bộ trưởng|Chủ tịch|Tổng Thanh tra|Thống đốc|Chánh án|Viện trưởng)\s+)?"
    rf"(?P<issuer>(?:Bộ|Ủy ban|Hội đồng|Ngân hàng|Thanh tra|Thủ tướng|Chính phủ|Quốc hội)\b"
    rf"[^.;:]{{0,80}}?)\s+ban hành\s+(?:{UPPER}|quy|kế)"
)
_ENCLOSED_IN = re.compile(
    r"[Kk]èm theo (?P<kind>" + "|".join(kind.capitalize() for kind in KINDS) + r") số\s*:?\s*"
    r"(?P<rest>\d.{0,120})"
)
_CODE = re.compile(r"^[A-ZĐ]+(?:-[A-ZĐ]+)+\s+")
_NOTE_MARK = re.compile(r"(?<=[^\W\d_])1$")
_ADOPTED_ON = re.compile(r"thông qua[^.;]{0,60}?ngày\s+(\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})")

_KIND_BY_CODE = {
    "QĐ": "Quyết định", "KH": "Kế hoạch", "NQ": "Nghị quyết", "NĐ": "Nghị định", "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch", "CT": "Chỉ thị", "TB": "Thông báo", "HD": "Hướng dẫn",
    "BC": "Báo cáo", "TTr": "Tờ trình", "PL": "Pháp lệnh", "VBHN": "Văn bản hợp nhất",
    "CTr": "Chương trình", "CTrHĐ": "Chương trình hành động", "KHHĐ": "Kế hoạch hành động",
    "QC": "Quy chế", "ĐA": "Đề án", "CĐ": "Công điện", "KL": "Kết luận", "QH": "Luật",
}  # fmt: skip
"""The codes of Nghị định 30/2020/NĐ-CP, phụ lục III, and of party documents."""

_ISSUER_BY_CODE = {
    "CP": "Chính phủ", "TTg": "Thủ tướng Chính phủ", "QH": "Quốc hội",
    "UBTVQH": "Ủy ban Thường vụ Quốc hội", "CTN": "Chủ tịch nước", "VPQH": "Văn phòng Quốc hội",
}  # fmt: skip

_EMPTY = frozenset(
    {
        "",
        "đã biết",
        "đang cập nhật",
        "chưa xác định",
        "không xác định",
        "...",
        "dữ liệu đang cập nhật",
    }
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """The facts of a document; ``None`` where the source does not say."""

    title: str
    number: str | None
    kind: str | None
    issuer: str | None
    place: str | None
    issued_on: date | None
    effective_on: date | None
    signer: str | None
    legal_status: LegalStatus


def number_of(text: str) -> str | None:
    """A document number without blanks: ``57- NQ/TW`` → ``57-NQ/TW``; ``None`` if there is none."""
    found = _NUMBER_VALUE.search(text)
    number = re.sub(r"\s+", "", found[0]) if found else ""
    return number if any(map(str.isalpha, number)) else None


def _portal_facts(head: Head, source: str) -> dict[str, str]:
    facts: dict[str, str] = {}
    for line in head.portal:
        (start, end), (first, last) = line.line.cells[0], line.line.cells[1]
        value = one_line(source[first:last])
        if value.lower() not in _EMPTY:
            facts[slug(source[start:end])] = value
    return facts


def _first(facts: dict[str, str], *keys: str) -> str | None:
    return next((facts[key] for key in keys if key in facts), None)


def _kind(head: Head, number: str | None, facts: dict[str, str]) -> str | None:
    if kind := _first(facts, "loai-van-ban", "hinh-thuc-van-ban", "the-loai"):
        return kind
    codes = [re.sub(r"\d+$", "", code) for code in re.split(r"[/-]", number or "")[1:]]
    # A consolidated text prints the kind of the text that it consolidates.
    if "VBHN" in codes:
        return _KIND_BY_CODE["VBHN"]
    if printed := _printed_kind(head):
        return printed
    return next((_KIND_BY_CODE[code] for code in codes if code in _KIND_BY_CODE), None)


def _printed_kind(head: Head) -> str:
    found = KIND_LINE.match(head.kind.text) if head.kind else None
    return found["kind"].capitalize() if found else ""


def _issuer(
    head: Head,
    number: str | None,
    facts: dict[str, str],
    place: str | None,
    authenticating: Sequence[str],
) -> str | None:
    """From the letterhead, the portal's table, who authenticates, the code, or who enacts."""
    named = _first(facts, "co-quan-ban-hanh", "noi-ban-hanh")
    # "ỦY BAN NHÂN DÂN" alone: its place stands in the portal's table or in the date line.
    printed = issuer_of(
        [without_banner(line.text, ends="") for line in head.issuer], named or place
    )
    if issuer := printed or named or issuer_of(authenticating, place):
        return issuer
    for code in re.split(r"[/-]", number or "")[1:]:
        if issuer := _ISSUER_BY_CODE.get(re.sub(r"\d+$", "", code), ""):
            return issuer
    enacted = (_ENACTED_BY.search(line.text) for line in head.preamble)
    return next((found["issuer"] for found in enacted if found), None)


def _title(head: Head, texts: Iterable[str], name: str, *, merged: bool) -> str:
    """The kind and the subject; a subject in capitals as the text itself writes it, if it does."""
    if head.portal_title:
        return one_line(head.portal_title.text)
    kind = _printed_kind(head)
    lines = [KIND_LINE.sub(r"\g<rest>", head.kind.text)] if head.kind else []
    for line in head.title:
        if line.text.startswith("(") or ENACTS.match(line.text) or MOTTO.match(line.text):
            break
        lines.append(line.text)
    subject = one_line(" ".join(lines))
    if merged:
        subject = _NOTE_MARK.sub("", _before_history(subject, kind))
    if subject and subject.isupper():
        wanted = f"{kind} {subject}".strip().lower()
        written = (_written(text, wanted) for text in texts)
        if found := next(filter(None, written), ""):
            return found
    return f"{kind} {subject}".strip() or name


def _before_history(subject: str, kind: str) -> str:
    """``subject`` without the story of a consolidated text that a copy ran on behind it."""
    before, found, after = subject.partition(f"{kind} số ")
    return before.rstrip() if found and "có hiệu lực" in after else subject


def _written(text: str, wanted: str) -> str:
    """``wanted`` (in small letters) as ``text`` writes it; empty if it does not, or in capitals."""
    position = text.lower().find(wanted)
    found = text[position : position + len(wanted)] if position >= 0 else ""
    return "" if found.isupper() else found


def metadata(
    head: Head,
    *,
    body: Sequence[str],
    closing: Sequence[str],
    attachments: Sequence[str],
    source: str,
    name: str,
) -> Metadata:
    """Put together what the head, the body's closing provisions and the signature say.

    Args:
        head: the sorted head.
        body: the lines of the main text.
        closing: the lines of its signature.
        attachments: the titles of what is enclosed; they name the document that encloses them.
        source: the stored text, for the cells of a portal's table.
        name: the file's name, the title where none is printed.
    """
    facts = _portal_facts(head, source)
    merged = bool(head.history) or any(map(AUTHENTICATED.search, closing))
    numbered = _printed(NUMBER, head.number, closing, merged=merged)
    dated = _printed(DATED, [head.dated] if head.dated else [], closing, merged=merged)
    number = number_of(facts.get("so-hieu", ""))
    if number is None and numbered:
        number = number_of(numbered["n"] or numbered["party"])
    issued = date_of(_first(facts, "ngay-ban-hanh", "ngay-ky") or "")
    place = _CODE.sub("", one_line(dated["place"])) if dated else None
    if issued is None and dated:
        issued = day_of(dated["d"], dated["m"] or dated["month"] or "", dated["y"])
    adoption = dropwhile(lambda text: not ADOPTED.match(text), [*body, *closing])
    if issued is None and (adopted := _ADOPTED_ON.search(" ".join(adoption))):
        issued = date_of(adopted[1])
    if not merged and (number is None or issued is None):
        named, day = _enclosing(attachments, _printed_kind(head))
        number, issued = number or named, issued or day
    kind = _kind(head, number, facts)
    effective = date_of(_first(facts, "ngay-co-hieu-luc", "ngay-hieu-luc") or "")
    if merged:
        effective = effective or merged_effective_on(
            line.text for line in (*head.title, *head.history)
        )
    effective = effective or effective_on(body, kind, None if merged else issued)
    blank = number is None and dated is not None and not dated["d"]
    return Metadata(
        title=_title(head, [*(line.text for line in head.preamble), *body], name, merged=merged),
        number=number,
        kind=kind,
        issuer=_issuer(head, number, facts, place, _authenticating(closing)),
        place=place,
        issued_on=issued,
        effective_on=effective,
        signer=_first(facts, "nguoi-ky") or signers(closing),
        legal_status=_status(head, facts, effective, blank=blank),
    )


def _printed(
    pattern: re.Pattern[str], lines: Sequence[TextLine], closing: Sequence[str], *, merged: bool
) -> re.Match[str] | None:
    """What these ``lines`` of the head say; a consolidated text says it beside its signature."""
    head = ["".join(line.text for line in lines)] if lines else []
    texts = [*closing, *head] if merged else head or closing
    return next((found for text in texts if (found := pattern.search(text))), None)


def _authenticating(closing: Sequence[str]) -> list[str]:
    """The agency, in capitals, above the number beside a consolidated text's signature."""
    if not any(map(AUTHENTICATED.search, closing)):
        return []
    return list(
        takewhile(lambda text: is_capitals(text) and not AUTHENTICATED.search(text), closing)
    )


def _enclosing(titles: Iterable[str], kind: str) -> tuple[str | None, date | None]:
    """Number and date of the document of this kind that an attachment's title names."""
    for title in titles:
        found = _ENCLOSED_IN.search(title)
        if found and (not kind or found["kind"] == kind):
            return number_of(found["rest"]), date_of(found["rest"])
    return None, None


def _status(
    head: Head, facts: dict[str, str], effective: date | None, *, blank: bool
) -> LegalStatus:
    if head.draft or blank:
        return LegalStatus.DRAFT
    printed = (_first(facts, "tinh-trang", "tinh-trang-hieu-luc", "hieu-luc") or "").lower()
    if "hết hiệu lực" in printed or "thay thế" in printed:
        return LegalStatus.REPLACED
    return LegalStatus.IN_FORCE if effective else LegalStatus.UNKNOWN


def document_id(meta: Metadata, name: str) -> str:
    """An id unique across issuers and years: ``ubnd-thanh-pho-ha-noi-2025-5921-qd-ubnd``.

    A document without a number, or with one of an unknown year, is known by its file name.
    """
    year = str(meta.issued_on.year) if meta.issued_on else ""
    if not (meta.number and (year or _YEAR.search(meta.number))):
        return slug(name) or "van-ban"
    issuer = (
        slug(meta.issuer or "")
        .replace("uy-ban-nhan-dan", "ubnd")
        .replace("hoi-dong-nhan-dan", "hdnd")
    )
    return "-".join(piece for piece in (issuer, year, slug(meta.number)) if piece)
