"""What a sum of money is: a fine, a rent, so much for each head or each session.

Sums look alike. One of another sort, or for another thing, is worse than no answer.
"""

from __future__ import annotations

import re

from retriever.asking import blanked
from retriever.types import fold, fold_in_place, is_plain
from service.sought import MONEY

_SORTS = (
    (r"(?:bị|mức|tiền|xử) phạt|phạt (?:tiền|bao nhiêu|mấy)", r"phạt"),
    (r"(?:phải|mức|tiền) đóng|đóng (?:góp|quỹ|tiền|bao nhiêu|mấy)", r"đóng|nộp|góp|thu"),
    (r"(?:giá|tiền|phí) thuê", r"thuê"),
    (r"(?:tiền|mức) thưởng|thưởng (?:tiền|bao nhiêu|mấy)", r"thưởng"),
    (r"(?:được|mức|cho) vay|vay (?:vốn|tiền|tối đa|bao nhiêu|mấy)|lãi suất", r"vay|lãi suất"),
    (r"học phí", r"học phí"),
    (r"lệ phí", r"lệ phí|phí"),
)
"""How a question names a sort of sum, and what a clause with one says of it."""
_FOLDED_SORTS = tuple((fold(asked), said) for asked, said in _SORTS)

_PER = {
    "head": r"con|dau (?:lon|trau|bo|gia suc|gia cam|vat nuoi)",
    "area": r"m2|met vuong|ha|hec ?ta|sao|mau",
    "length": r"m|met|km|cay so",
    "weight": r"kg|ki ?lo(?: ?gam)?|tan|ta",
    "session": r"phien(?: hop)?|buoi(?: hop)?|cuoc(?: hop)?|luot|chuyen|tiet",
    "person": r"nguoi|em|chau|tre(?: em)?|hoc sinh|sinh vien|giao vien|thanh vien|lao dong|khau",
    "home": r"ho|gia dinh|nha|can",
    "month": r"thang",
    "year": r"nam",
}
"""What a sum may be paid for, in folded words. Of years and months, of persons and homes one may
be told for the other."""
_GIVEN = re.compile(rf"{MONEY.pattern}|\d+(?:[.,]\d+)*\s*(?:%|phan tram)")
_EXCLUSIVE = frozenset({"head", "area", "length", "weight", "session"})
_EACH = r"(?:\s*/\s*|\s+(?:cho )?(?:tren )?(?:moi|mot|1)\s+)"
_THING = "|".join(f"(?P<{name}>{said})" for name, said in _PER.items())
_ONE = re.compile(rf"{_EACH}(?:{_THING})\b")
_ASKED_PER = re.compile(
    r"\b(?:bao nhieu|may)(?: (?:tien|dong|(?:nghin|trieu|ty)(?: dong)?))?"
    rf"(?P<each>(?:{_EACH}[a-z0-9]+(?: (?:vuong|hop|dinh|em))?)+)"
)


def is_of_sort(question: str, text: str) -> bool:
    """Whether the sums of a text may be of the sort that a question asks for.

    Args:
        question: as it was asked.
        text: a clause with its headings, as they are printed.
    """
    table = _FOLDED_SORTS if is_plain(question) else _SORTS
    asked = fold(question) if is_plain(question) else question.lower()
    wanted = (said for sort, said in table if re.search(rf"\b(?:{sort})\b", asked))
    return all(re.search(rf"\b(?:{said})\b", text.lower()) for said in wanted)


def is_per(question: str, text: str) -> bool:
    """Whether any sum of a text may be for each of what a question asks it for.

    ``mấy triệu đồng một con`` is not answered with ``30 triệu đồng/người``.
    """
    match = _ASKED_PER.search(fold(question))
    wanted = _things(match["each"]) & _EXCLUSIVE if match else frozenset[str]()
    folded = fold(text)
    found = [_things(folded[sum_.start() : sum_.end() + 24]) for sum_ in MONEY.finditer(folded)]
    return not wanted or not found or any(wanted & each or not each for each in found)


def without_given(text: str, question: str) -> str:
    """The text, as long as before, with blanks for the sums and shares that a question gives."""
    given = {_figure(match) for match in _GIVEN.finditer(fold_in_place(question))}
    for match in _GIVEN.finditer(fold_in_place(text)) if given else ():
        if _figure(match) in given:
            text = blanked(text, *match.span())
    return text


def _figure(match: re.Match[str]) -> str:
    return "".join(match.group().split())


def _things(text: str) -> frozenset[str]:
    return frozenset(match.lastgroup for match in _ONE.finditer(text) if match.lastgroup)
