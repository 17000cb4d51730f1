"""Facts that must not be made up: numbers, percentages, dates, periods, document numbers.

Each is brought to one form, so that ``05`` is ``5``, ``hai lần`` is ``02 lần``, and ``ngày 27
tháng 11 năm 2025`` is ``27/11/2025``.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from datetime import date

from retriever.types import fold
from service.agencies import expanded
from service.wording import UPPERCASE

_DATE = re.compile(
    r"(?:ngày\s+)?\b(\d{1,2})\s*(?:[/.-]|\s+tháng\s+)\s*(\d{1,2})\s*(?:[/.-]|\s+năm\s+)\s*(\d{4})\b",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"\b\d{1,5}(?:/\d{4})?[^\S\n]*[-/][^\S\n]*[A-ZĐ]{2}[A-ZĐa-z]*(?:\d+)?"
    r"(?:[^\S\n]*[-/&][^\S\n]*[A-ZĐ][A-ZĐa-z]*)*"
)
_CITED = re.compile(
    r"(?:(?:Nghị quyết|Quyết định|Kế hoạch(?: hành động)?|Chương trình hành động|Nghị định|Thông tư"
    r"|Tờ trình|Chỉ thị|Công văn|Đề án|Luật)\s+(?:số\s+)?)?"
    rf"{_DOCUMENT.pattern}(?:\s+{_DATE.pattern})?",
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_ITEM = re.compile(r"^[^\S\n]*\(?\d{1,3}(?:\.\d{1,3})*[.)]\s", re.MULTILINE)
_ADDRESS = re.compile(
    r"\b(điều|(?<!tài )khoản|điểm|mục|phần|chương|phụ lục|bảng|dòng|(?<!giai )đoạn|căn cứ|chú thích"
    r"|dấu cộng)\s+\(?(?:[IVXLC]+\.)*(\d{1,3}(?:\.\d{1,3})*)(?:\s*[-–]\s*(\d{1,3}))?"
    r"(?![\d/]|\s*(?:%|phần trăm|nghìn|triệu|tỷ|đồng))",
    re.IGNORECASE,
)
"""A clause by its level and number: ``Điều 8``, ``Mục II.3``, ``Điều 7–8``."""
_BOUND = re.compile(
    r"\b(trước|sau)\s+(?:(?:ngày|tháng|quý|năm)\s+)?(\d+(?:/\d+)*)(?:\s+tháng\s+(\d{1,2})\b)?",
    re.IGNORECASE,
)
_UNIT = r"(?:ngày|tuần|tháng|quý|năm)\b(?!\s+(?-i:\d|[IVX]+\b))"
_PERIOD = re.compile(
    rf"\b(?:h[ằà]ng|mỗi|từng)\s+{_UNIT}(?:(?:\s*,\s*|\s+(?:và|hoặc)\s+)(?:h[ằà]ng\s+)?{_UNIT})*",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+(?:[/.,&-]\w+)*%?")
_EACH = re.compile(rf"(?<=[^\W\d_{UPPERCASE}])/(?=[^\W\d_{UPPERCASE}])")
"""So much for each: ``đồng/người``, ``phút/lượt``; ``NQ/TW`` is none."""
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


def dates_in(text: str) -> set[date]:
    """Every full date of the text; impossible ones are left out."""
    found = set()
    for day, month, year in _DATE.findall(text):
        try:
            found.add(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return found


def without_dates(text: str, days: AbstractSet[date]) -> str:
    """The text, as long as before, with blanks in place of these dates."""
    return _DATE.sub(
        lambda found: " " * len(found[0]) if dates_in(found[0]) & days else found[0], text
    )


def document_numbers_in(text: str) -> set[str]:
    """Every document number, folded and without blanks: ``57-nq/tw``."""
    return {"".join(fold(match.group()).split()) for match in _DOCUMENT.finditer(text)}


def document_spans(text: str) -> list[tuple[int, int]]:
    """Where documents are cited, with the kind before the number and the date after it."""
    return [match.span() for match in _CITED.finditer(text)]


def numbers_in(text: str) -> set[str]:
    """Every number besides those of dates and documents; ``20%`` for a percentage.

    The number of a clause goes with its level, ``điều 8``, and that of an item in a list counts
    nothing. Numbers in words count only before something that is counted, because ``một`` is
    mostly an article and ``năm`` mostly a year.
    """
    rest = _ITEM.sub(" ", _DOCUMENT.sub(" ; ", _DATE.sub(" ; ", text)))
    found = set()
    for level, *numbers in _ADDRESS.findall(rest):
        found |= {f"{level.lower()} {_plain(number)}" for number in numbers if number}
    rest = _ADDRESS.sub(" ; ", rest)
    for match in _NUMBER.finditer(rest):
        percent = "%" if _PERCENT.match(rest, match.end()) else ""
        found.add(_plain(match.group()) + percent)
    for match in _WORD_NUMBER.finditer(rest):
        alone, of_hundred = match.groups()
        word = alone or of_hundred
        found.add(f"{_WORDS[word.lower()]}{'%' if of_hundred else ''}")
    return found


def bounds_in(text: str) -> set[str]:
    """Before or after what something happens, in figures: ``trước 30/6/2026``, ``sau 5``."""
    found = set()
    for side, figures, month in _BOUND.findall(_DATE.sub(_one_date, text)):
        parts = [*figures.split("/"), *([month] if month else [])]
        found.add(f"{side.lower()} {'/'.join(map(_plain, parts))}")
    return found


def periods_in(text: str) -> set[str]:
    """How often something happens: ``tháng`` for ``hằng tháng``, and for ``hàng quý, tháng``."""
    stretches = (match.group().lower() for match in _PERIOD.finditer(text))
    return {unit for stretch in stretches for unit in re.findall(_UNIT, stretch)}


def gist(sentence: str) -> tuple[frozenset[str], frozenset[date]] | str:
    """The documents and days that a sentence states, by which it equals another; else itself."""
    days = dates_in(sentence)
    return (frozenset(document_numbers_in(sentence)), frozenset(days)) if days else sentence


def states(text: str, fact: str) -> bool:
    """Whether a text states a fact, both brought to one form: ``hai lần`` states ``02 lần``."""
    return f" {_canonical(fact)} " in f" {_canonical(text)} "


def _canonical(text: str) -> str:
    """Folded words with every date, document number and figure in its one form."""
    text = _DATE.sub(_one_date, text)
    text = _DOCUMENT.sub(lambda match: "".join(match.group().split()), text)
    text = _WORD_NUMBER.sub(lambda match: f"{_WORDS[match.group().split()[0].lower()]} ", text)
    text = _PERCENT.sub("% ", text)
    words = _WORD.findall(expanded(_EACH.sub(" ", text)))
    return " ".join(_plain(word) if word[0].isdigit() else word for word in words)


def _one_date(match: re.Match[str]) -> str:
    day, month, year = match.groups()
    return f" {int(day)}/{int(month)}/{year} "


def _plain(number: str) -> str:
    """``05`` as ``5``, ``1.000`` as ``1000``, ``2,5`` as ``2.5``."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", number):
        number = number.replace(".", "")
    number = number.replace(",", ".")
    return re.sub(r"^0+(?=\d)", "", number)
