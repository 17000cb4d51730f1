"""Who points at whom: references inside a document, and from it to others.

"điểm b, d Mục 2.1" becomes the two clauses; "thay thế Kế hoạch số 1413/KH-UBND" becomes a
reference of type ``replaces`` with the number, the date and the issuer that are printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from indexer.parse.letters import LOWER, UPPER
from indexer.parse.metadata import date_of
from indexer.types import Clause, ClauseRef, Level, Reference, ReferenceType

_KINDS = (
    r"(?:Bộ luật|Luật|Pháp lệnh|Nghị quyết liên tịch|Nghị quyết|Nghị định|Quyết định|Chỉ thị|"
    r"Thông tư liên tịch|Thông tư|Kế hoạch hành động|Kế hoạch|Chương trình hành động|Chương trình|"
    r"Quy chế|Quy định|Đề án|Kết luận|Thông báo|Hướng dẫn|Công văn|Tờ trình|Công điện|"
    r"Văn bản hợp nhất|Điều lệ|Hiến pháp)"
)
_CODE = r"[A-ZĐ][\w&]*(?:\.[A-ZĐ]\w*)*"
_NUMBER = rf"\d{{1,5}}[A-Za-z]?(?:/\d{{4}})?\s?[-/]\s?{_CODE}(?:\s?[-/]\s?{_CODE})*"
_DATE = (
    r"(?:\s*ngày\s+(?P<date>\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|"
    r"\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}))?"
)
_PLACE = (
    r"(?:\s+(?:[Tt]hành phố|[Tt]ỉnh|[Tt]hị xã|[Hh]uyện|[Qq]uận))?"
    rf"(?:\s+(?!Quy |Ban |Thông |Phê |Về ){UPPER}[\w.]*\w)*"
)
_MINISTRY = (
    rf"(?:Bộ trưởng )?Bộ {UPPER}\w*(?:\s+(?:{LOWER}+|-|{UPPER}\w*)){{0,6}}?"
    r"(?=\s+(?:quy|về|ban|hướng|sửa|ngày)\b|[,;.)]|$)"
)
_ISSUERS = (
    r"(?:Bộ Chính trị|Ban Bí thư|Ban Chấp hành Trung ương(?: Đảng)?|Quốc hội|"
    r"(?:Ủy|Uỷ) ban [Tt]hường vụ Quốc hội|Thủ tướng Chính phủ|Chính phủ|Chủ tịch nước|"
    rf"(?:Ban Thường vụ )?(?:Thành|Tỉnh) (?:ủy|uỷ){_PLACE}|"
    rf"(?:(?:Ủy|Uỷ) ban|Hội đồng) [Nn]hân dân{_PLACE}|(?:UBND|HĐND){_PLACE}|{_MINISTRY})"
)
_AND = r"\s*(?:,|và|hoặc)\s*"
_POINT = r"[a-zđ]\d?(?!\w)"
_POINTS = rf"(?:các\s+)?[đĐ]iểm\s+(?P<points>{_POINT}(?:{_AND}(?:điểm\s+)?{_POINT})*)"
_NUMERAL = r"\d+[a-zđ]?(?![\w/])"
_PARAGRAPHS = (
    rf"(?:các\s+)?[kK]hoản\s+(?P<paragraphs>này|{_NUMERAL}(?:{_AND}(?:khoản\s+)?{_NUMERAL})*)"
)
_ARTICLES = rf"(?:các\s+)?Điều\s+(?P<articles>này|{_NUMERAL}(?:{_AND}(?:Điều\s+)?{_NUMERAL})*)"
_SECTION = r"[mM]ục\s+(?P<section>(?:[IVX]+\.)?\d+(?:\.\d+)*(?!\w)|[IVX]+(?!\w))"

_INTERNAL = re.compile(
    rf"(?:{_POINTS}\s*,?\s+)?(?:{_PARAGRAPHS}\s*,?\s+)?{_ARTICLES}|"
    rf"(?:{_POINTS.replace('points', 'points2')}\s*,?\s+)?{_SECTION}|"
    rf"(?:{_POINTS.replace('points', 'points3')}\s*,?\s+)?[kK]hoản\s+(?P<this>này)"
)
_CLAUSE_OF = (
    r"(?:(?:các\s+)?(?:[đĐ]iểm\s+[^.;()]{1,40}?\s+)?(?:khoản\s+[\d, vàkhoản]{1,30}?\s+)?"
    r"Điều\s+\d+[a-zđ]?(?:\s*,\s*\d+)*\s+(?:của\s+)?)?"
)
_EXTERNAL = re.compile(
    rf"{_CLAUSE_OF}{_KINDS}\s+(?:số\s*)?(?P<number>{_NUMBER}){_DATE}"
    rf"(?:\s+của\s+(?P<issuer>{_ISSUERS}))?|"
    rf"(?:Bộ luật|Luật)\s+(?P<law>{UPPER}[^;:.()“”\d]{{2,80}}?)\s+"
    r"(?:số\s+(?P<lawnumber>\d+/\d{4}/[A-Z]+\d+)|(?:năm\s+)?(?P<year>(?:19|20)\d\d))(?!\d)"
)
_OTHER_TEXT = re.compile(rf"\s*,?\s*(?:của\s+)?(?P<kind>{_KINDS})(?P<this>\s+này)?")
_LIST = re.compile(r"\s*(?:,|và|hoặc)\s*(?:điểm|khoản|Điều)?\s*")

# Between the verb and the document there may only stand the parts that it touches.
_TOUCHED = (
    r"(?:[\s,]+(?:và|một số|toàn bộ|một phần|nội dung|các|điều|khoản|điểm|mục|phụ lục|của|tại|"
    r"thi hành|thực hiện|để|\d+[a-zđ]?|[a-zđ]))*\s*$"
)
_TYPES = (
    (ReferenceType.REPLACES, re.compile(r"(?:thay thế|bãi bỏ|thay cho)" + _TOUCHED, re.IGNORECASE)),
    (ReferenceType.AMENDS, re.compile(r"(?:sửa đổi|bổ sung)" + _TOUCHED, re.IGNORECASE)),
    (
        ReferenceType.GUIDES,
        re.compile(r"(?:quy định chi tiết|hướng dẫn|biện pháp thi hành)" + _TOUCHED, re.IGNORECASE),
    ),
)
_BASIS = re.compile(r"\s*C[ăầ]n cứ\b")


def references(
    clauses: Sequence[Clause], own_number: str | None, component_kinds: Mapping[str, str]
) -> Iterator[Reference]:
    """Every reference of a document, in reading order.

    Args:
        clauses: all its clauses; each is searched in its own text only.
        own_number: the document's number; mentions of itself are left out.
        component_kinds: path prefix → kind of text ("" → "Quyết định", "att_1" → "Quy chế").
    """
    by_path = {clause.ref.path: clause.ref for clause in clauses}
    for clause in clauses:
        text = clause.text[: clause.lead]
        if not text:
            continue
        taken: list[tuple[int, int]] = []
        found = list(_external(clause, text, own_number, taken))
        found += _internal(clause, text, by_path, component_kinds, taken)
        yield from sorted(found, key=lambda reference: reference.start)


def _external(
    clause: Clause, text: str, own_number: str | None, taken: list[tuple[int, int]]
) -> Iterator[Reference]:
    basis = _BASIS.match(text) if clause.level is Level.HEAD else None
    for match in _EXTERNAL.finditer(text):
        taken.append(match.span())
        number = match["number"] or match["lawnumber"]
        number = re.sub(r"\s+", "", number).rstrip(".") if number else None
        if number is not None and number == own_number:
            continue
        first = (
            basis
            and not text[: match.start()]
            .strip()
            .removeprefix("Căn cứ")
            .removeprefix("Cần cứ")
            .strip()
        )
        yield Reference(
            origin=clause.ref,
            type=ReferenceType.BASIS if first else _type_of(text[: match.start()]),
            text=match[0],
            start=clause.start + match.start(),
            end=clause.start + match.end(),
            number=number,
            issued_on=date_of(match["date"]) if match["date"] else None,
            issuer=match["issuer"],
        )


def _type_of(before: str) -> ReferenceType:
    return next((kind for kind, sign in _TYPES if sign.search(before)), ReferenceType.CITES)


def _split(found: str | None) -> list[str]:
    return [item for item in _LIST.split(found) if item] if found else []


def _internal(
    clause: Clause,
    text: str,
    by_path: Mapping[str, ClauseRef],
    component_kinds: Mapping[str, str],
    taken: Sequence[tuple[int, int]],
) -> Iterator[Reference]:
    if "Điều" not in text and "ục " not in text and "hoản này" not in text:
        return
    own = re.match(r"(?:Điều\s+\d+[a-zđ]?\s*[.:])", text)
    for match in _INTERNAL.finditer(text, own.end() if own else 0):
        start, end = match.span()
        if any(start < stop and begin < end for begin, stop in taken):
            continue
        tail = _OTHER_TEXT.match(text, end)
        if tail and not tail["this"]:
            continue  # another document's clause, named without a number
        prefix = _prefix(clause.ref.path, tail["kind"] if tail else "", component_kinds)
        paths = _paths(match, clause.ref.path, prefix, by_path)
        refs = tuple(by_path[path] for path in paths if path in by_path)
        yield Reference(
            origin=clause.ref,
            type=ReferenceType.INTERNAL,
            text=match[0],
            start=clause.start + start,
            end=clause.start + end,
            clauses=refs,
            document_id=clause.ref.document_id,
        )


def _prefix(path: str, kind: str, component_kinds: Mapping[str, str]) -> str:
    """The component that "Quy chế này" or "Quyết định này" means, seen from ``path``."""
    own = path.split("__", 1)[0] if path.startswith("att_") else ""
    if kind and component_kinds.get(own, kind).lower() != kind.lower():
        return next((p for p, k in component_kinds.items() if k.lower() == kind.lower()), own)
    return own


def _paths(
    match: re.Match[str], origin: str, prefix: str, by_path: Mapping[str, ClauseRef]
) -> list[str]:
    points = _split(match["points"] or match["points2"] or match["points3"])
    if match["section"]:
        bases = _sections(match["section"], origin, prefix, by_path)
    elif match["this"]:
        bases = [base] if (base := _ancestor(origin, "para_")) else []
    else:
        bases = _provisions(match, origin, prefix)
    return [f"{base}__point_{p}" for base, p in product(bases, points)] if points else bases


def _provisions(match: re.Match[str], origin: str, prefix: str) -> list[str]:
    if match["articles"] == "này":
        article = _ancestor(origin, "art_")
        articles = [article] if article else []
    else:
        numbers = _split(match["articles"])
        articles = [f"{prefix}__art_{n}" if prefix else f"art_{n}" for n in numbers]
    if match["paragraphs"] == "này":
        return [base] if (base := _ancestor(origin, "para_")) else []
    # "khoản 2 Điều 5, Điều 6": the khoản belongs to the first điều only.
    paragraphs = _split(match["paragraphs"])
    if not paragraphs:
        return articles
    return [f"{articles[0]}__para_{n}" for n in paragraphs] + articles[1:] if articles else []


def _ancestor(path: str, token: str) -> str | None:
    elements = path.split("__")
    for index in range(len(elements) - 1, -1, -1):
        if elements[index].startswith(token):
            return "__".join(elements[: index + 1])
    return None


def _sections(number: str, origin: str, prefix: str, by_path: Mapping[str, ClauseRef]) -> list[str]:
    """The sections of this number; one in the same part first, else the only one there is."""
    roman = re.fullmatch(r"[IVX]+", number)
    part, _, rest = number.partition(".") if number[0] in "IVX" else ("", "", number)
    if roman:
        wanted = [f"part_{number}", f"sec_{number}"]
    else:
        wanted = [f"part_{part}__sec_{rest}"] if part else [f"sec_{rest}"]
    tails = tuple(f"__{path}" for path in wanted)
    found = [p for p in by_path if (p in wanted or p.endswith(tails)) and p.startswith(prefix)]
    home = origin.rpartition("__sec_")[0]
    near = [path for path in found if home and path.startswith(home)]
    chosen = near or found
    return chosen if len(chosen) == 1 else []


def component_kinds(kind: str | None, clauses: Iterable[Clause]) -> dict[str, str]:
    """Path prefix → kind of text, from the document's kind and the names of its attachments."""
    kinds = {"": kind or ""}
    for clause in clauses:
        if clause.component:
            kinds.setdefault(clause.ref.path.split("__", 1)[0], clause.component)
    return kinds
