"""Facts that must not be made up: numbers, percentages, dates, document numbers, agencies.

Each is brought to one form, so that ``05`` is ``5``, ``hai lần`` is ``02 lần``, and ``ngày 27
tháng 11 năm 2025`` is ``27/11/2025``.
"""

from __future__ import annotations

import re
from datetime import date

from retriever.types import fold
from service.wording import UPPERCASE

_DATE = re.compile(
    r"(?:ngày\s+)?\b(\d{1,2})\s*(?:[/.-]|\s+tháng\s+)\s*(\d{1,2})\s*(?:[/.-]|\s+năm\s+)\s*(\d{4})\b",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"\b\d{1,5}(?:/\d{4})?\s*[-/]\s*[A-ZĐ][A-ZĐa-z]*(?:\d+)?(?:\s*[-/&]\s*[A-ZĐ][A-ZĐa-z]*)*"
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_PERCENT = re.compile(r"\s*(?:%|phần trăm)", re.IGNORECASE)
_WORDS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9, "mười": 10,
}  # fmt: skip
_COUNTED = (
    r"lần|tháng|ngày|quý|nhóm|nhà|giai đoạn|đơn vị|cơ quan|văn bản|điều|khoản|nhiệm vụ|giải pháp"
    r"|mục tiêu|người|quỹ|trung tâm|xã|phường|tỷ|triệu|nghìn"
)
_WORD_NUMBER = re.compile(
    rf"\b({'|'.join(_WORDS)})\s+(?=(?:{_COUNTED})\b)|\b({'|'.join(_WORDS)})\s+(?=phần trăm)",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"\b(?:Sở|Bộ|Cục|Chi cục|Tổng cục|Ban Quản lý|Ban Chỉ đạo|Ban Tuyên giáo|Ban Tổ chức|Văn phòng"
    r"|Viện|Thuế|Công an|Ủy ban|UBND|HĐND|Hội đồng|Đài|Trung tâm|Liên hiệp|Thành ủy|Thanh tra)"
    rf"\s+[{UPPERCASE}]\w*(?:\s+\w+)?(?:\s+và\s+[{UPPERCASE}]\w*(?:\s+\w+)?)?"
)
_EXPANDED = (("ubnd", "uy ban nhan dan"), ("hdnd", "hoi dong nhan dan"), ("tp.", "thanh pho "))
_NEGATION = re.compile(r"\b(?:không|chưa|chẳng)\s+(?:được\s+|phải\s+)?([^\W\d]+(?:\s+[^\W\d]+)?)")


def dates_in(text: str) -> set[date]:
    """Every full date of the text; impossible ones are left out."""
    found = set()
    for day, month, year in _DATE.findall(text):
        try:
            found.add(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return found


def document_numbers_in(text: str) -> set[str]:
    """Every document number, folded and without blanks: ``57-nq/tw``."""
    return {"".join(fold(match.group()).split()) for match in _DOCUMENT.finditer(text)}


def numbers_in(text: str) -> set[str]:
    """Every number besides those of dates and documents; ``20%`` for a percentage.

    Numbers in words count only before something that is counted, because ``một`` is mostly an
    article and ``năm`` mostly a year.
    """
    rest = _DOCUMENT.sub(" ; ", _DATE.sub(" ; ", text))
    found = set()
    for match in _NUMBER.finditer(rest):
        percent = "%" if _PERCENT.match(rest, match.end()) else ""
        found.add(_plain(match.group()) + percent)
    for match in _WORD_NUMBER.finditer(rest):
        alone, of_hundred = match.groups()
        word = alone or of_hundred
        found.add(f"{_WORDS[word.lower()]}{'%' if of_hundred else ''}")
    return found


def agencies_in(text: str) -> set[str]:
    """Every agency name, folded, with the usual abbreviations written out.

    Names are not delimited in Vietnamese (``Sở Khoa học và Công nghệ chủ trì``), so each is
    taken up to two syllables, and two more after ``và``: enough to tell agencies apart.
    """
    return {expanded(match.group()) for match in _AGENCY.finditer(text)}


def negated_in(text: str) -> set[str]:
    """What the text says is not so: the folded words after ``không``, ``chưa``."""
    return {fold(match.group(1)) for match in _NEGATION.finditer(text.lower())}


def expanded(text: str) -> str:
    """Folded, one blank between words, with common abbreviations of agencies written out."""
    folded = fold(text)
    for short, long in _EXPANDED:
        folded = re.sub(rf"\b{re.escape(short)}", long, folded)
    return " ".join(folded.split())


def _plain(number: str) -> str:
    """``05`` as ``5``, ``1.000`` as ``1000``, ``2,5`` as ``2.5``."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", number):
        number = number.replace(".", "")
    number = number.replace(",", ".")
    return re.sub(r"^0+(?=\d)", "", number)
