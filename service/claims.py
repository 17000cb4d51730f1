"""What a question wants confirmed: a day, a figure, a document, who signed.

``Quyết định 5921 ban hành ngày 27/11/2024 phải không?`` is answered as the question for the day,
which finds it whatever the asker believes.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from retriever.types import fold, fold_in_place, is_plain
from service.about import DATE
from service.facts import bounds_in, dates_in, numbers_in, periods_in, states
from service.mentions import mentions_number

_SOFTENED = r"(?:[\s,]+(?:vay|the|nhi|a|em|anh|chi|ban))*\W*$"
_SO = r"(?:phai|dung)(?: (?:la|vay|the|nhu vay))?"
_ASKED = re.compile(rf"[\s,]*\b(?:co )?{_SO} (?:khong|ko|hong|chang){_SOFTENED}")
_BEGUN = re.compile(rf"^\W*co {_SO} ")
_ENDED = re.compile(rf" (?:khong|ko|hong){_SOFTENED}")
_EACH = r"(?:hang|moi) (?:ngay|tuan|thang|quy|nam)"
_COUNTED = (
    r"%|phan tram|(?:(?:nghin|trieu|ty) )?dong|nghin|trieu|ty|lan|nguoi|nhom|nganh|linh vuc|don vi"
    r"|co quan|van ban|chuong|dieu|khoan|nhiem vu|giai phap|muc tieu|chi tieu|de an|du an|quy"
    r"|trung tam|xa|phuong|gio|ngay|thang|nam"
)
_VALUES = (
    (
        re.compile(
            r"\b(?:do|boi) (?:(?:ong|ba|dong chi) )?(?P<value>[a-z]+(?: [a-z]+){1,4})"
            r"(?= (?:da )?ky\b)"
        ),
        "do ai",
    ),
    (
        re.compile(r"\b(?:do|boi) (?P<value>[a-z][\w.]*(?: [\w.]+){0,8})(?= ban hanh\b)"),
        "do cơ quan nào",
    ),
    (
        re.compile(
            r"(?<=thay the )(?P<kind>ke hoach|quyet dinh|quy che|nghi quyet)(?: so)? "
            r"(?P<value>\d[\w/&-]*)"
        ),
        "{kind} nào",
    ),
    (
        re.compile(
            rf"\b(?P<value>(?:(?:truoc|sau) )?(?:(?:ngay )?(?:{DATE})"
            rf"|ngay \d{{1,2}}(?:(?: thang |[/.-])\d{{1,2}})?(?: {_EACH})?))(?![\w/])"
        ),
        "ngày nào",
    ),
    (re.compile(rf"\b(?P<value>{_EACH})\b(?: (?:mot|0?1) lan\b)?"), "bao lâu một lần"),
    (
        re.compile(
            r"(?<![\w/.,-])(?<!thang )(?<!dieu )(?<!khoan )(?<!so )(?<!quy )"
            rf"(?P<value>\d+(?:[.,]\d+)*\s*(?P<kind>{_COUNTED}))(?!\w)(?! \d)"
        ),
        "bao nhiêu {kind}",
    ),
)
"""What may be stated, in folded words, and what asks for it; the first that is found counts."""


_DOCUMENT = re.compile(r"\d[\w/&-]*")
_READINGS = (dates_in, numbers_in, bounds_in, periods_in)


class Claim(NamedTuple):
    """A value that is to be confirmed, and the question that asks for it."""

    value: str
    question: str

    def holds(self, said: str) -> bool:
        """Whether what an answer says at once has the value, however either is written."""
        if mentions_number(fold(self.value), said):
            return True
        readings = [(read(self.value), read(said)) for read in _READINGS]
        if any(own for own, _ in readings):
            return all(own <= there for own, there in readings)
        return states(said, self.value)

    def denied_by(self, said: str) -> bool:
        """Whether another day or document is stated; other values may be worded in many ways."""
        exact = dates_in(self.value) or _DOCUMENT.fullmatch(self.value)
        return bool(exact) and not self.holds(said)


def claimed(text: str) -> Claim | None:
    """What a question wants confirmed; ``None`` when it asks anything else."""
    folded = fold_in_place(text)
    begun = _BEGUN.search(folded)
    ended = _ASKED.search(folded) or (_ENDED.search(folded) if begun else None)
    if ended is None:
        return None
    start, end = begun.end() if begun else 0, ended.start()
    for pattern, asking in _VALUES:
        if match := pattern.search(folded, start, end):
            kinds = {name: text[slice(*match.span(name))] for name in match.groupdict()}
            open_words = asking.format(**kinds)
            open_words = fold(open_words) if is_plain(text) else open_words
            before, after = text[start : match.start()], text[match.end() : end]
            return Claim(kinds["value"], f"{before}{open_words}{after}?")
    return None
