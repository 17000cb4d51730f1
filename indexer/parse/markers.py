"""What a line opens: the numbering marks of Vietnamese documents, recognised one line at a time.

A mark here is only a candidate; whether it opens a clause is decided with its neighbours
in ``outline``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

VIETNAMESE_LETTERS = "abcdđeghiklmnopqrstuvxy"
"""The order of điểm: f, j, w and z are not Vietnamese letters."""

_ORDINALS = {
    "nhất": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6,
    "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12,
}  # fmt: skip


class Mark(Enum):
    """The kinds of numbering, outermost first."""

    PART = auto()  # Phần thứ nhất
    CHAPTER = auto()  # Chương I
    DIVISION = auto()  # Mục 1 of a chapter
    SUBDIVISION = auto()  # Tiểu mục 1
    ARTICLE = auto()  # Điều 1.
    ROMAN = auto()  # I.
    CAPITAL = auto()  # A.
    NUMBER = auto()  # 1.
    DECIMAL = auto()  # 1.1.
    LETTER = auto()  # a)
    BRACKETED = auto()  # (1)
    LITTLE_ROMAN = auto()  # (i)
    DASH = auto()  # -
    PLUS = auto()  # +


@dataclass(frozen=True, slots=True)
class Marker:
    """One recognised mark.

    ``number`` is the mark as cited (``"8"``, ``"3.10"``, ``"đ"``), ``value`` its place in a run
    (8, 10, 5; 0 for bullets), ``suffix`` the letter of an inserted number (``9a`` → ``"a"``),
    ``width`` the characters up to the text it introduces.
    """

    mark: Mark
    number: str = ""
    value: int = 0
    suffix: str = ""
    width: int = 0


# A consolidated text sets the mark of a footnote right after a number: "Chương II2", "11a.3".
_NUMERAL = (
    r"(?P<n>[IVXLC]+(?=[a-zđ]?\d{0,2}(?:$|\s|[.:–-]))|\d{1,4})(?P<s>[a-zđ]?)"
    r"(?:(?<=[IVXLCa-zđ])\d{1,2})?"
    r"(?=$|\s|[.:–-])(?!\.\d)\s*[.:–-]?\s*"
)
_ORDINAL = (
    r"(?:(?:thứ|THỨ)\s+(?P<w>[^\W\d_]+(?:\s+(?:một|hai|MỘT|HAI)\b)?)\s*[.:–-]?\s*|" + _NUMERAL + ")"
)
_NAMED = (
    (Mark.PART, re.compile(r"(?:Phần|PHẦN)\s+" + _ORDINAL)),
    (Mark.CHAPTER, re.compile(r"(?:Chương|CHƯƠNG)\s+" + _NUMERAL)),
    (Mark.SUBDIVISION, re.compile(r"(?:Tiểu mục|TIỂU MỤC)\s+" + _NUMERAL)),
    (Mark.DIVISION, re.compile(r"(?:Mục|MỤC)\s+" + _NUMERAL)),
    (
        Mark.ARTICLE,
        re.compile(r"(?:Điều|ĐIỀU)\s+(?P<n>\d{1,4})(?P<s>[a-zđ]?)(?![\w/])(?P<dot>\s?[.:])?\s*"),
    ),
)
_ROMAN = re.compile(
    r"(?P<n>[IVXL]{1,7})\s?(?:[.:/]|\s?[-–])\s+(?=\S)|(?P<m>[IVXL]{1,7})\.(?=[^\W\d])"
)
_CAPITAL = re.compile(r"(?P<n>[A-HK-Z])\.\s+(?=\S)")
_DECIMAL = re.compile(r"(?P<n>\d{1,3}(?:\.\d{1,3}){1,4})(?:[.)]\s*|\s+|(?=[^\W\d_]))(?=\S)")
_NUMBER = re.compile(
    r"(?P<n>\d{1,3})(?P<s>[a-zđ]{0,2})\s?\.(?:(?<=[a-zđ]\.)\d{1,3}\s+|\s+|(?=[^\W\d]))(?=\S)"
)
_NUMBER_ALONE = re.compile(r"(?P<n>\d{1,3})(?P<s>[a-zđ]?)\.$")
_LETTER = re.compile(r"(?P<n>[a-zđ])(?P<s>\d{0,2})\s?\)\s*(?=\S)")
_BRACKETED = re.compile(r"\((?P<n>\d{1,2})\)\s*(?=\S)")
_LITTLE_ROMAN = re.compile(r"\((?P<n>[ivx]{1,5})\)\s*(?=\S)")
_DASH = re.compile(r"[-–•*▪●]\s*(?=[^\W_]|[“\"(])")
_PLUS = re.compile(r"\+\s*(?=\S)")

_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}

# "Điều 7 Quy chế này …", "Điều 3, …": a reference that happens to begin a line.
_REFERENCE_TAIL = re.compile(
    r"(?:[,;)”\"]|(?:này|của|và|hoặc|tại|đến|theo|trên|nêu|được|thì|đối|quy định|ban hành|"
    r"Luật|Bộ luật|Nghị|Thông tư|Quyết|Quy|Pháp|Hiến|Điều lệ|Chương|Mục|Phần|Kế hoạch|Hiệp|"
    r"Công ước)\b)"
)


def roman_value(text: str) -> int:
    """The value of a Roman numeral, 0 when it is not a well-formed one (``IIX``)."""
    total = 0
    for digit, following in zip(text, [*text[1:], ""], strict=True):
        value = _ROMAN_DIGITS.get(digit, 0)
        total += -value if following and value < _ROMAN_DIGITS.get(following, 0) else value
    return total if to_roman(total) == text else 0


def to_roman(value: int) -> str:
    """1 → ``I``, up to 399; the empty string below 1."""
    digits = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"),
              (4, "IV"), (1, "I"))  # fmt: skip
    out = []
    for size, letters in digits:
        count, value = divmod(max(value, 0), size)
        out.append(letters * count)
    return "".join(out)


def letter_value(letter: str) -> int:
    """The place of a điểm in Vietnamese order from 1; f, j, w, z fall behind their neighbour."""
    if letter in VIETNAMESE_LETTERS:
        return VIETNAMESE_LETTERS.index(letter) + 1
    return VIETNAMESE_LETTERS.index({"f": "e", "j": "i", "w": "v", "z": "y"}[letter]) + 1


def _named(text: str) -> Marker | None:
    for mark, pattern in _NAMED:
        found = pattern.match(text)
        if not found:
            continue
        groups = found.groupdict()
        number, suffix = groups.get("n") or "", groups.get("s") or ""
        rest = text[found.end() :]
        if mark is Mark.PART and groups.get("w"):
            value = _ORDINALS.get(groups["w"].lower(), 0)
            number = str(value)
        else:
            value = int(number) if number.isdigit() else roman_value(number)
        if not value or _is_reference(mark, groups, rest):
            return None
        return Marker(mark, number, value, suffix, found.end())
    return None


def _is_reference(mark: Mark, groups: dict[str, str | None], rest: str) -> bool:
    if mark is Mark.ARTICLE and groups.get("dot"):
        return False
    if not rest:
        return False
    if _REFERENCE_TAIL.match(rest):
        return True
    # A heading begins with a capital or a quotation; running text goes on in lower case.
    return rest[0].islower() or rest[0].isdigit()


def _numbered(text: str) -> Marker | None:
    if found := _DECIMAL.match(text):
        number = found["n"]
        parts = [int(part) for part in number.split(".")]
        # 200.000 đồng and 01.2026 are figures: a section number has no leading zero or thousands.
        plain = all(not (part.startswith("0") or len(part) > 2) for part in number.split("."))
        return Marker(Mark.DECIMAL, number, parts[-1], "", found.end()) if plain else None
    if found := _NUMBER.match(text) or _NUMBER_ALONE.match(text):
        number = str(int(found["n"]))
        return Marker(Mark.NUMBER, number, int(number), found["s"], found.end())
    return None


def _lettered(text: str) -> Marker | None:
    if found := _LETTER.match(text):
        return Marker(Mark.LETTER, found["n"], letter_value(found["n"]), found["s"], found.end())
    if found := _BRACKETED.match(text):
        return Marker(Mark.BRACKETED, found["n"], int(found["n"]), "", found.end())
    if found := _LITTLE_ROMAN.match(text):
        value = roman_value(found["n"].upper())
        return Marker(Mark.LITTLE_ROMAN, found["n"], value, "", found.end()) if value else None
    return None


def _roman_or_bullet(text: str) -> Marker | None:
    if found := _ROMAN.match(text):
        number = found["n"] or found["m"]
        if value := roman_value(number):
            return Marker(Mark.ROMAN, number, value, "", found.end())
    if found := _CAPITAL.match(text):
        return Marker(Mark.CAPITAL, found["n"], ord(found["n"]) - ord("A") + 1, "", found.end())
    if found := _DASH.match(text):
        return Marker(Mark.DASH, width=found.end())
    if found := _PLUS.match(text):
        return Marker(Mark.PLUS, width=found.end())
    return None


def recognise(text: str) -> Marker | None:
    """The mark that ``text`` (one line without outer blanks) begins with, or ``None``."""
    if not text:
        return None
    first = text[0]
    if first in "PCTMĐ" and (named := _named(text)):
        return named
    if first.isdigit():
        return _numbered(text)
    if first == "(" or first.islower():
        return _lettered(text)
    return _roman_or_bullet(text)


def is_capitals(text: str) -> bool:
    """A printed heading in capitals: at least two letters, none of them lower case."""
    if text != text.upper():
        return False
    letters = sum(map(str.isalpha, text))
    return letters >= 2 and letters * 2 >= len(text.replace(" ", ""))
