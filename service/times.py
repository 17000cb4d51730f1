"""When something is due or how often it is done, as the documents write it."""

from __future__ import annotations

import re

from retriever.asking import blanked
from retriever.types import fold
from retriever.wants import unit_asked
from service.facts import document_spans

_DAY = (
    r"ngày\s+\d{1,2}(?:\s+tháng\s+\d{1,2}|[/.-]\d{1,2})?"
    r"(?:(?:\s+năm\s+|[/.-])\d{4}\b|\s+h[ằà]ng\s+(?:tháng|quý|năm))?"
)
_PERIOD = (
    r"(?:h[ằà]ng\s+(?:ngày|tuần|tháng|quý|năm)"
    r"|(?<![\d/])(?<!ày )\d+(?:,\d+)?\s+(?:tháng|quý|năm))\b(?!\s+\d{4})"
)
_OFTEN = (
    rf"(?:định\s+kỳ\s+|theo\s+chu\s+kỳ\s+)?{_PERIOD}(?:,\s+{_PERIOD})*|định\s+kỳ\s+hoặc\s+đột\s+xuất"
    r"|thường\s+niên|(?:\d+|một|hai)\s+lần\s*(?:/|mỗi|trong|một)\s*(?:ngày|tuần|tháng|quý|năm)"
    r"|(?:\d+|hai|ba|bốn|năm|sáu)\s+(?:giờ|ngày|tuần|tháng|năm)(?:\s+(?:một|0?1)\s+|\s*/\s*)lần"
    r"|mỗi\s+(?:ngày|tuần|tháng|quý|năm)\b"
    r"|thường\s+xuyên"
)
_YEAR = re.compile(r"(?<!thập niên )(?<!thập kỷ )(?<!những năm )\b(?:19|20)\d{2}\b")
_RANGE = rf"từ\s+{_DAY}\s+đến(?:\s+hết)?\s+{_DAY}"
_ONCE = (
    rf"{_RANGE}|"
    rf"(?:(?:chậm\s+nhất(?:\s+là)?|trước|sau|đến\s+hết|đến|kể\s+từ|từ|vào)\s+)?{_DAY}"
    r"|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}"
    r"|khi\s+có\s+yêu\s+cầu\b(?:\s+của\s+[^.,;:]{3,60})?|(?:kể\s+)?từ\s+ngày\s+ký|(?:vào\s+)?tháng\s+\d{1,2}\s+h[ằà]ng\s+năm"
    r"|(?:trong\s+(?:thời\s+hạn\s+|vòng\s+)?)\d+\s+(?:phút|giờ|ngày|tháng)(?:\s+làm\s+việc)?"
    r"|(?:(?:đến\s+hết|đến|trước|từ|trong|hết)\s+)?(?:(?:quý\s+(?:[IV]+|[1-4])|tháng\s+\d{1,2})"
    r"(?:\s*[/-]\s*|[/,]?\s+năm\s+)|\d+\s+tháng\s+(?:đầu|cuối)\s+năm\s+|năm\s+)\d{4}\b"
    r"|giai\s+đoạn\s+\d{4}\s*[-–]\s*\d{4}"
)
_REPEATED = re.compile(rf"\b(?:{_OFTEN})", re.IGNORECASE)
_TIME = re.compile(rf"\b(?:{_ONCE}|{_OFTEN})", re.IGNORECASE)
_DATED = re.compile(
    rf"\b(?:{_RANGE}|(?:(?:trước|sau|đến\s+hết|đến|từ|vào)\s+)?{_DAY})", re.IGNORECASE
)
_DURATION = re.compile(
    r"\b(?:(?:trong|tối đa|không quá|ít nhất|tối thiểu|khoảng)\s+(?:thời\s+hạn\s+|vòng\s+)?)?"
    r"(?<![\d/,.])(?<!ngày )(?<!tháng )(?<!định kỳ )(?<!chu kỳ )\d+(?:,\d+)?"
    r"\s+(?P<unit>phút|giờ|ngày|tuần|tháng|quý|năm)\b"
    r"(?:\s+làm\s+việc)?(?!\s+\d)",
    re.IGNORECASE,
)
_DAYS = frozenset({"ngay", "gio", "tuan", "thang"})
_TOLD_IN = {
    **dict.fromkeys(("ngay", "hom", "bua", "tuan"), _DAYS),
    **dict.fromkeys(("gio", "tieng", "phut"), frozenset({"gio", "phut", "ngay"})),
    **dict.fromkeys(("thang", "quy"), frozenset({"thang", "quy", "nam", "ngay"})),
    "nam": frozenset({"nam", "thang"}),
}
"""The units in which a time may be told that is asked for in one, folded."""
_MOST, _LEAST = r"tối đa|không quá|chậm nhất|muộn nhất|trong", r"ít nhất|tối thiểu"
_BOUNDS = {
    **dict.fromkeys(("toi da", "lau nhat", "nhieu nhat", "muon nhat", "cham nhat"), _MOST),
    **dict.fromkeys(("toi thieu", "it nhat"), _LEAST),
}
_BOUND = re.compile(rf"\b(?:{'|'.join(_BOUNDS)})\b")
_LOOSELY = "thường xuyên"


def time_in(text: str, *, repeated: bool = False, dated: bool = False) -> str | None:
    """The first time that the text states of its own; dates of cited documents are not.

    With ``repeated``, how often something is done goes before any other time, with ``dated`` a day.
    """
    rest = without_citations(text)
    preferred = _REPEATED if repeated else _DATED if dated else _TIME
    match = preferred.search(rest) or _TIME.search(rest)
    found = match.group().strip() if match else None
    loosely = found is not None and found.lower() == _LOOSELY and not rest.startswith(_LOOSELY)
    return None if loosely and not (repeated or f": {found}" in rest) else found


def duration_in(text: str, question: str = "") -> str | None:
    """How long something takes, in so many days, months or years; no date and no period.

    Of several the one that a question asks for: ``tối đa mấy tháng`` is not told at least how many,
    and ``mấy năm`` no days at all.
    """
    unit, bound = unit_asked(question), _BOUND.search(fold(question))
    wanted = re.compile(_BOUNDS[bound.group()] if bound else "", re.IGNORECASE)
    found = [
        (wanted.match(match.group()) is None, fold(match["unit"]) != unit, match.group())
        for match in _DURATION.finditer(without_citations(text))
        if _fits(unit, match["unit"])
    ]
    return min(found, key=lambda one: one[:2])[2] if found else None


def _fits(asked: str, unit: str) -> bool:
    """Whether a time that is asked for in one unit may be told in another."""
    return not asked or fold(unit) in _TOLD_IN.get(asked, {asked})


def years_in(text: str) -> set[str]:
    """The years that the text names of its own."""
    return set(_YEAR.findall(without_citations(text)))


def without_citations(text: str) -> str:
    """The text, as long as before, with blanks in place of the documents that it cites."""
    for start, end in document_spans(text):
        text = blanked(text, start, end)
    return text


def without_times(text: str) -> str:
    """The text, as long as before, with blanks in place of times and years."""
    return _YEAR.sub("    ", _TIME.sub(lambda match: " " * len(match.group()), text))
