"""What is known of a document: number, kind, title, issuer, dates, signer, draft or in force.

Taken from a portal's table where there is one, else from the letterhead, the closing clause
and the signature. What is not printed stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from indexer.parse.head import DATED, ENACTS, KIND_LINE, MOTTO, NUMBER, Head, slug
from indexer.parse.letters import LOWER, UPPER
from indexer.types import LegalStatus

_BLANKS = re.compile(r"\s+")
_NUMBER_VALUE = re.compile(r"\d[\w.]*(?:\s*[/-]\s*[\wĐ&.]+)+")
_NUMERIC_DATE = re.compile(r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})")
_IN_FORCE = re.compile(
    r"có hiệu lực(?:\s+thi hành)?(?:\s+kể)?\s+từ\s+(?:ngày\s+(?P<sign>ký|ban hành|được ký|thông qua|Quốc hội thông qua)|"  # noqa: E501
    r"(?:ngày\s+)?(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2})\s+năm\s+(?P<y>\d{4})|"
    r"(?:ngày\s+)?(?P<num>\d{1,2}/\d{1,2}/\d{4}))"
)
_SUBJECT = re.compile(
    r"(?:(?:Điều )?\d+\.\s*)?(?:Hiệu lực thi hành\s*)?"
    rf"{UPPER}{LOWER}+(?: {LOWER}+){{0,4}}(?: này)?(?: bắt đầu)?,?\s*"
)
_PERSON = re.compile(rf"(?:^|(?<=[\s\]:.)])){UPPER}{LOWER}+(?:\s+{UPPER}{LOWER}+){{1,4}}$")
_BEFORE_A_NAME = re.compile(
    rf"(?:\W|{UPPER}|\d|\[?[Đđ](?:ã|a) ?[Kk][ýy]\]?|\[daky\]|(?:Đại|Thượng|Trung|Thiếu) tướng|"
    r"(?:GS|PGS|TS|ThS|BS)\b)*"
)
_NO_PERSON = re.compile(r"Nơi Nhận|Chính Phủ|Quốc Hội|Việt Nam|Hồ Chí Minh$|Hà Nội$|Văn Phòng")
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


def _line(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()


def number_of(text: str) -> str | None:
    """A document number without blanks: ``57- NQ/TW`` → ``57-NQ/TW``; ``None`` if there is none."""
    found = _NUMBER_VALUE.search(text)
    return re.sub(r"\s+", "", found[0]) if found else None


def _date(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def date_of(text: str) -> date | None:
    """The first date written ``27/11/2025`` or ``ngày 27 tháng 11 năm 2025``."""
    if found := _NUMERIC_DATE.search(text):
        return _date(found["d"], found["m"], found["y"])
    if found := re.search(r"(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", text):
        return _date(found[1], found[2], found[3])
    return None


def _portal_facts(head: Head, source: str) -> dict[str, str]:
    facts: dict[str, str] = {}
    for line in head.portal:
        (start, end), (first, last) = line.line.cells[0], line.line.cells[1]
        value = _line(source[first:last])
        if value.lower() not in _EMPTY:
            facts[slug(source[start:end])] = value
    return facts


def _first(facts: dict[str, str], *keys: str) -> str | None:
    return next((facts[key] for key in keys if key in facts), None)


def _kind(head: Head, number: str | None, facts: dict[str, str]) -> str | None:
    if kind := _first(facts, "loai-van-ban", "hinh-thuc-van-ban", "the-loai"):
        return kind
    if head.kind and (found := KIND_LINE.match(head.kind.text)):
        return found["kind"].capitalize()
    if number:
        for code in re.split(r"[/-]", number)[1:]:
            if kind := _KIND_BY_CODE.get(re.sub(r"\d+$", "", code)):
                return kind
    return None


def _issuer(head: Head, number: str | None, facts: dict[str, str], place: str | None) -> str | None:
    printed = _once(_line(" ".join(line.text.strip("-_–— ") for line in head.issuer)))
    named = _first(facts, "co-quan-ban-hanh", "noi-ban-hanh")
    if printed:
        issuer = capitalise_name(printed)
        # "ỦY BAN NHÂN DÂN" alone: its place stands in the portal's table or in the date line.
        where = named or place
        return f"{issuer} {where}" if where and issuer in _NEEDS_A_PLACE else issuer
    if named:
        return named
    for code in re.split(r"[/-]", number or "")[1:]:
        if issuer := _ISSUER_BY_CODE.get(re.sub(r"\d+$", "", code), ""):
            return issuer
    return None


def _once(text: str) -> str:
    """The name of an issuer that a gazette prints twice, in its banner and in the letterhead."""
    words = text.split()
    half = len(words) // 2
    return " ".join(words[:half]) if words[:half] == words[half:] else text


_NEEDS_A_PLACE = ("Ủy ban nhân dân", "Hội đồng nhân dân")
_FIXED_NAMES = (
    "Hội đồng nhân dân", "Ủy ban nhân dân", "Ủy ban Thường vụ Quốc hội", "Quốc hội", "Chính phủ",
    "Thủ tướng Chính phủ", "Chủ tịch nước", "Văn phòng Quốc hội", "Thành ủy", "Tỉnh ủy",
)  # fmt: skip


def capitalise_name(text: str) -> str:
    """An agency printed in capitals, written as in running text.

    ``ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI`` → ``Ủy ban nhân dân Thành phố Hà Nội``. A name that is
    not in capitals stays as printed.
    """
    if text != text.upper():
        return text
    lower = text.lower().replace("uỷ", "ủy")
    for name in _FIXED_NAMES:
        if lower.startswith(name.lower()):
            rest = lower[len(name) :].strip()
            return _line(f"{name} {_place_case(rest)}")
    head, _, rest = lower.partition(" ")
    return _line(f"{head.capitalize()} {_agency_case(rest)}") if rest else head.capitalize()


def _place_case(text: str) -> str:
    return " ".join(word if word in {"phố", "và"} else word.capitalize() for word in text.split())


def _agency_case(text: str) -> str:
    """Bộ KHOA HỌC VÀ CÔNG NGHỆ → Khoa học và Công nghệ: each member starts with a capital."""
    members = re.split(r"(\s+và\s+|\s+-\s+|,\s+)", text)
    return "".join(m if i % 2 else m[:1].upper() + m[1:] for i, m in enumerate(members))


def _title(head: Head, kind: str | None, texts: Iterable[str], name: str) -> str:
    if head.portal_title:
        return _line(head.portal_title.text)
    lines: list[str] = []
    for line in head.title:
        if line.text.startswith("(") or ENACTS.match(line.text) or MOTTO.search(line.text):
            break
        lines.append(line.text)
    printed = _line(" ".join(lines))
    if head.kind and kind:
        printed = _line(head.kind.text[len(kind) :] + " " + printed)
        printed = f"{kind} {printed}" if printed else kind
    if not printed:
        return name
    if kind and printed[len(kind) :].isupper():
        wanted = printed.lower()
        for text in texts:
            position = text.lower().find(wanted)
            if position >= 0 and not text[position : position + len(wanted)].isupper():
                return text[position : position + len(wanted)]
    return printed


def _effective(body: Sequence[str], kind: str | None, issued: date | None) -> date | None:
    """The day from which the document says that it applies, from its closing provisions.

    "Nghị định này có hiệu lực …" counts before "các quy định tại khoản 2 Điều 6 Nghị định này …",
    which dates a part of it.
    """
    said = [(found, text) for text in body if (found := _IN_FORCE.search(text))]
    own = [found for found, text in said if _SUBJECT.fullmatch(text[: found.start()])]
    others = [found for found, text in said if _speaks_of_itself(text[: found.start()], kind)]
    for found in own or others[-1:]:
        if found["sign"]:
            return issued
        if found["num"]:
            return date_of(found["num"])
        return _date(found["d"], found["m"], found["y"])
    return None


def _speaks_of_itself(before: str, kind: str | None) -> bool:
    subject = before[-80:].lower()
    return "này" in subject or (kind is not None and kind.lower() in subject)


def _signer(facts: dict[str, str], closing: Sequence[str]) -> str | None:
    if signer := _first(facts, "nguoi-ky"):
        return signer
    names: dict[str, None] = {}
    for text in closing:
        for cell in text.split("|"):
            found = _PERSON.search(cell.strip())
            before = cell.strip()[: found.start()] if found else ""
            if found and _BEFORE_A_NAME.fullmatch(before) and not _NO_PERSON.search(found[0]):
                names[_line(found[0])] = None
    return ", ".join(names) or None


def metadata(
    head: Head, *, body: Sequence[str], closing: Sequence[str], source: str, name: str
) -> Metadata:
    """Put together what the head, the body's closing provisions and the signature say.

    Args:
        head: the sorted head.
        body: the lines of the main text.
        closing: the lines of its signature.
        source: the stored text, for the cells of a portal's table.
        name: the file's name, the title where none is printed.
    """
    facts = _portal_facts(head, source)
    printed = NUMBER.search(head.number.text) if head.number else None
    number = number_of(facts.get("so-hieu", "")) or (number_of(printed["n"]) if printed else None)
    dated = DATED.search(head.dated.text) if head.dated else None
    issued = date_of(_first(facts, "ngay-ban-hanh", "ngay-ky") or "")
    place = _line(dated["place"]) if dated else None
    if issued is None and dated:
        issued = _date(dated["d"], dated["m"], dated["y"])
    if issued is None and (adopted := _ADOPTED_ON.search(" ".join(closing))):
        issued = date_of(adopted[1])
    kind = _kind(head, number, facts)
    effective = date_of(_first(facts, "ngay-co-hieu-luc", "ngay-hieu-luc") or "")
    effective = effective or _effective(body, kind, issued)
    blank = number is None and issued is None and dated is not None
    return Metadata(
        title=_title(head, kind, [*(line.text for line in head.preamble), *body], name),
        number=number,
        kind=kind,
        issuer=_issuer(head, number, facts, place),
        place=place,
        issued_on=issued,
        effective_on=effective,
        signer=_signer(facts, closing),
        legal_status=_status(head, facts, effective, blank=blank),
    )


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

    A document without a number is known by its file name.
    """
    issuer = (
        slug(meta.issuer or "")
        .replace("uy-ban-nhan-dan", "ubnd")
        .replace("hoi-dong-nhan-dan", "hdnd")
    )
    year = str(meta.issued_on.year) if meta.issued_on else ""
    pieces = [issuer, year, slug(meta.number)] if meta.number else [slug(name)]
    return "-".join(piece for piece in pieces if piece) or "van-ban"
