"""What kind of thing a question asks for: somebody, a time, an amount, a document.

Questions are read folded (no diacritics), so those typed plainly are understood the same way.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from retriever.types import fold


class Want(StrEnum):
    """A kind of direct answer. The value says what is missing when it was not found."""

    WHO = "cơ quan thực hiện"
    WHOM = "nơi nhận"
    PARTNER = "cơ quan phối hợp"
    WHEN = "thời gian"
    AMOUNT = "con số"
    DOCUMENT = "số hiệu văn bản"


_SOMEBODY = r"(?:ai\b|(?:co quan|don vi|so|ban|noi|cap|ben|so nganh|ban nganh) nao\b)"
_SOME = r"(?:nhung |cac )?"
_NUMBERED = (
    r"(?:nghi quyet|quyet dinh|ke hoach|luat|nghi dinh|thong tu|to trinh|chi thi|cong van|van ban"
    r"|chuong trinh hanh dong|nq|qd|kh|nd|tt)"
)
_TIME = r"(?:ngay|tuan|thang|quy|nam)"

_WANTS: Mapping[Want, re.Pattern[str]] = {
    Want.DOCUMENT: re.compile(
        rf"\b{_NUMBERED} (?:nao|so (?:nao|may|bao nhieu|gi))\b"
        rf"|\b{_NUMBERED}\b.*\bso (?:may|bao nhieu)\b"
    ),
    Want.PARTNER: re.compile(
        rf"\bphoi hop (?:voi |cung )?{_SOME}{_SOMEBODY}"
        rf"|\b(?:ai|(?:co quan|don vi|so|ban) nao)(?: duoc giao)? phoi hop(?: voi\b|$|\W)"
    ),
    Want.WHOM: re.compile(
        r"\b(?:gui|nop|bao cao|bao|trinh|kien nghi|phan anh|chiu trach nhiem|xin phep|xin y kien)"
        rf"(?: [\w-]+){{0,8}}? (?:cho|ve|toi|den|len|truoc) {_SOME}(?:dau\b|{_SOMEBODY})"
        rf"|\b(?:xin phep|xin y kien|bao cao|trinh|gui) {_SOME}{_SOMEBODY}"
    ),
    Want.WHEN: re.compile(
        rf"\b(?:khi nao|bao gio|luc nao|bao lau|han chot|thoi han|thoi diem|thoi gian (?:nao|bao)"
        rf"|{_TIME} (?:nao|may|bao nhieu|thang nao)|(?:may|bao nhieu) {_TIME}(?: (?:mot|1))? lan"
        r"|(?:may|bao nhieu) lan (?:mot|moi|trong) (?:thang|quy|nam)|dinh ky the nao"
        r"|chu ky (?:nao|the nao|may|bao nhieu))\b"
        r"|\bhan (?:nop|cuoi|gui)\b"
    ),
    Want.AMOUNT: re.compile(
        r"\bbao nhieu\b|\b(?:hang|muc|ty le|chi tieu) (?:nao|may)\b"
        r"|\bmay (?:%|phan tram|giai doan|nhom|lan|muc|buoc|linh vuc|nganh|diem|noi dung"
        r"|nhiem vu|quy|trung tam|nguyen tac|dieu|chuong|khoan|dong)\b"
    ),
    Want.WHO: re.compile(
        rf"(?<!co )(?<!gom )(?<!gom nhung )\b{_SOMEBODY}"
        r"(?!.*\bthi (?:bi|duoc|phai|co|sao)\b)|\bnguoi nao\b"
        r"|(?:co quan|don vi|so) (?:chu tri|phu trach|thuong truc) la"
    ),
}
"""In the order of reading: what one pattern took is not read again."""

_NOT_DOING = re.compile(rf"\b(?:voi|cho|gui|toi|den) {_SOME}{_SOMEBODY}")
_ASSIGNED = re.compile(r"\b(?:giao|phan cong)(?: [\w-]+){0,6}? cho\b")
_HOW_OFTEN = re.compile(r"\blan\b|dinh ky|chu ky|bao lau")
_NUMBER_ASKED = re.compile(r"\bso nao\b")


def wants_of(question: str) -> tuple[Want, ...]:
    """Every kind of thing that is asked for, in the order of the question."""
    rest = fold(question)
    if "số nào" in question.lower():
        rest = _NUMBER_ASKED.sub("so bao nhieu", rest)
    if not _ASSIGNED.search(rest):
        taken = _WANTS[Want.WHOM].search(rest) or _WANTS[Want.PARTNER].search(rest)
        rest = rest if taken else _NOT_DOING.sub(_blank, rest)
    found: dict[Want, int] = {}
    for want, pattern in _WANTS.items():
        if match := pattern.search(rest):
            found[want] = match.start()
            rest = pattern.sub(_blank, rest)
    return tuple(sorted(found, key=lambda want: found[want]))


def asks_how_often(question: str) -> bool:
    """Whether a time that comes again is asked for."""
    return bool(_HOW_OFTEN.search(fold(question)))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())
