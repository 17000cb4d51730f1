"""From one document to another: "Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024".

Each mention is kept with the number, the date and the issuer that are printed beside it, and with
what is said about it: căn cứ, thay thế, sửa đổi, hướng dẫn, or only dẫn chiếu.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.parse.dates import date_of
from indexer.parse.letters import LOWER, UPPER
from indexer.types import Clause, Level, Reference, ReferenceType

BEFORE, AFTER = 160, 300
"""Characters around a mention in which the words about it may stand."""

KINDS = (
    r"(?:Bộ luật|Luật|Pháp lệnh|Nghị quyết liên tịch|Nghị quyết|Nghị định|Quyết định|Chỉ thị|"
    r"Thông tư liên tịch|Thông tư|Kế hoạch hành động|Kế hoạch|Chương trình hành động|Chương trình|"
    r"Quy chế|Quy định|Đề án|Kết luận|Thông báo|Hướng dẫn|Công văn|Tờ trình|Công điện|"
    r"Văn bản hợp nhất|Điều lệ|Hiến pháp)"
)
_CODE = r"[A-ZĐ][\w&]{0,12}(?:\.[A-ZĐ]\w{0,8}){0,3}"
_NUMBER = (
    rf"\d{{1,5}}(?:\.\d{{1,3}})?[A-Za-z]?(?:/\d{{4}})?\s?[-/]\s?{_CODE}(?:\s?[-/]\s?{_CODE}){{0,6}}"
)
_DAY = r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}"
_PLACE = (
    r"(?:\s+(?:[Tt]hành phố|[Tt]ỉnh|[Tt]hị xã|[Hh]uyện|[Qq]uận))?"
    rf"(?:\s+(?!Quy |Ban |Thông |Phê |Về ){UPPER}[\w.]*\w){{0,6}}"
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
_NO_NAME = " có hiệu| được| ban hành| quy định| đang| trước| sau ngày| kể từ| từ ngày| đến ngày"
_MENTION = re.compile(
    rf"{KINDS}\s+(?:số\s*)?(?P<number>{_NUMBER})(?:\s*ngày\s+(?P<date>{_DAY}))?"
    rf"(?:\s+của\s+(?P<issuer>{_ISSUERS}))?|"
    rf"Luật\s+[Ss]ửa đổi[^;:.()“”\d]{{2,160}}?\s+ngày\s+(?P<amending>{_DAY})(?!\d)|"
    rf"(?:Bộ luật|Luật|Pháp lệnh)\s+{UPPER}(?:(?!{_NO_NAME})[^;:.()“”\d]){{2,80}}?\s+"
    rf"(?:số\s+(?P<lawnumber>\d{{1,4}}/\d{{4}}/[A-Z]+\d+)|ngày\s+(?P<lawdate>{_DAY})|"
    r"(?:năm\s+)?(?:19|20)\d\d)(?!\d)"
)
_PROVISION_OF = re.compile(
    r"(?:(?:các\s+)?[đĐ]iểm\s+[^.;()]{1,40}?\s+)?(?:(?:các\s+)?khoản\s+[\d, vàkhoản]{1,30}?\s+)?"
    r"(?:các\s+)?Điều\s+\d+[a-zđ]?(?:(?:\s*,\s*|\s+và\s+)(?:Điều\s+)?\d+[a-zđ]?)*\s*,?\s+(?:của\s+)?$"
)
_BASIS = re.compile(r"\s*C[ăầ]n cứ\b")
_OPENS_BASIS = re.compile(r"(?:^|[;,.])\s*(?:C[ăầ]n cứ\s+)?(?:các\s+)?$")

# Between the verb and the document there may only stand the parts that it touches.
_TOUCHED = (
    r"(?:[\s,]+(?:và|một số|toàn bộ|một phần|nội dung|các|điều|khoản|điểm|mục|phụ lục|của|thi hành|"
    r"thực hiện|để|\d+[a-zđ]?|[a-zđ]))*\s*$"
)
_REPLACES = re.compile(r"(?:thay thế|bãi bỏ|thay cho)" + _TOUCHED)
_PART = re.compile(r"một số|một phần|nội dung|\b(?:điều|khoản|điểm|mục|phụ lục)\b")
_ENDS = re.compile(r"[^.;]{0,250}?hết hiệu lực")
_AMENDS = re.compile(
    r"(?<!được )(?:sửa đổi,? (?:và )?bổ sung|(?<!đổi, )bổ sung|sửa đổi)" + _TOUCHED
)
_GUIDES = re.compile(r"(?:quy định chi tiết|hướng dẫn|biện pháp thi hành)" + _TOUCHED)
_LIST = re.compile(r"\s*(?:,|;|và)\s*(?:các\s+)?")


def citations(clause: Clause, text: str, own_number: str | None) -> Iterator[Reference]:
    """The other documents that ``text``, the clause's own words, mentions.

    Args:
        clause: the clause that they stand in.
        text: its own words, without those of its children.
        own_number: the document's number; mentions of itself are left out.
    """
    basis = clause.level is Level.HEAD and bool(_BASIS.match(text))
    before: tuple[int, ReferenceType] | None = None
    for match in _MENTION.finditer(text):
        printed = match["number"] or match["lawnumber"]
        number = re.sub(r"\s+", "", printed).rstrip(".") if printed else None
        if number is not None and number == own_number:
            continue
        window = max(0, match.start() - BEFORE)
        named = text.find("Điều", window, match.start()) >= 0
        provision = _PROVISION_OF.search(text, window, match.start()) if named else None
        start = provision.start() if provision else match.start()
        if basis:
            said = _basis_type(text, start, before)
        else:
            said = _type(text, start, match.end(), before)
        before = match.end(), said
        day = match["date"] or match["amending"] or match["lawdate"]
        yield Reference(
            origin=clause.ref,
            type=_of_part(said) if provision else said,
            text=text[start : match.end()],
            start=clause.start + start,
            end=clause.start + match.end(),
            number=number,
            issued_on=date_of(day) if day else None,
            issuer=match["issuer"],
        )


def _of_part(said: ReferenceType) -> ReferenceType:
    """What replaces or repeals an article of a document amends the document."""
    return ReferenceType.AMENDS if said is ReferenceType.REPLACES else said


def _basis_type(text: str, start: int, before: tuple[int, ReferenceType] | None) -> ReferenceType:
    """Of "Căn cứ Luật A được sửa đổi bởi Luật B, Luật C" only A is a basis."""
    if before and _LIST.fullmatch(text, before[0], start):
        return before[1]
    opens = _OPENS_BASIS.search(text, max(0, start - 20), start)
    return ReferenceType.BASIS if opens else ReferenceType.CITES


def _type(
    text: str, start: int, end: int, before: tuple[int, ReferenceType] | None
) -> ReferenceType:
    """What is said of the document mentioned at ``start``, after the one that ended ``before``."""
    previous = before[0] if before else 0
    if before and _LIST.fullmatch(text, previous, start):
        return before[1]
    words = text[max(previous, start - BEFORE) : start].lower()
    if replaces := _REPLACES.search(words):
        return ReferenceType.AMENDS if _PART.search(replaces[0]) else ReferenceType.REPLACES
    if _ENDS.match(text, end, end + AFTER):
        return ReferenceType.REPLACES
    # "Nghị định A sửa đổi Nghị định B": the verb belongs to the title of A.
    if before and "." not in words and ";" not in words:
        return ReferenceType.CITES
    if _AMENDS.search(words):
        return ReferenceType.AMENDS
    return ReferenceType.GUIDES if _GUIDES.search(words) else ReferenceType.CITES
