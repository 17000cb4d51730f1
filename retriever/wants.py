"""What kind of thing a question asks for: somebody, a time, an amount, a document.

Questions are read folded (no diacritics), so those typed plainly are understood the same way.
A kind is wanted only where a question word belongs to it: ``rút ngắn thời hạn`` asks for no time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from indexer.segment import fold_in_place
from retriever.asking import asking, asks_something_else, blanked


class Want(StrEnum):
    """A kind of direct answer. The value says what is missing when it was not found."""

    WHO = "cơ quan thực hiện"
    WHOM = "nơi nhận"
    PARTNER = "cơ quan phối hợp"
    WHEN = "thời gian"
    AMOUNT = "con số"
    DOCUMENT = "số hiệu văn bản"


class Time(StrEnum):
    """What is asked of a time: how often, how long, or simply when."""

    REPEATED = "bao lâu một lần"
    LASTING = "bao lâu"
    LASTING_COUNTED = "mấy tháng"
    DAY = "ngày nào"
    ANY = "khi nào"


_SOMEBODY = (
    r"(?:ai\b|(?:co quan|cq|don vi|dv|so|(?<!van )ban|noi|cap|ben|phia|bo phan|phong(?: ban)?"
    r"|(?<!can )(?<!noi )(?<!toan )(?<!tien )(?<!dong )bo(?:,? nganh)?|uy ban|cuc|hoi|bcd"
    r"|ban chi dao|to chuc|so,? nganh|ban,? nganh) nao\b"
    r"(?! cung (?:phai|duoc|co)\b))"
)
_DOING = (
    r"(?:chu tri|phoi hop|chiu trach nhiem|phu trach|dam nhan|dam nhiem|dam trach|lam dau moi"
    r"|dung ra|dung dau|lo|thuc hien|trien khai|tham muu|duoc giao|giao|phai|se|la|lam|va|,)"
)
_SOMEBODY_DOING = re.compile(
    r"\b(?:(?:duoc |la |thuoc )?(?:giao|phan cong|viec|nhiem vu|trach nhiem|phan viec)(?: nay)? )?"
    r"(?:(?:cho|cua|do|thuoc|boi) )?(?:nhung |cac )?"
    rf"{_SOMEBODY}(?: {_DOING})*(?: viec| nhiem vu)?\b"
)
_SOME = r"(?:nhung |cac )?"
_NUMBERED = (
    r"(?:nghi quyet|quyet dinh|ke hoach|luat|nghi dinh|thong tu|to trinh|chi thi|cong van|van ban"
    r"|chuong trinh hanh dong|nq|qd|kh|nd|tt)"
)
_UNIT = r"(?:ngay|tuan|thang|quy|nam)"
_HOW_MANY = r"(?:may|bao nhieu)"
_SHORT = (
    r"(?:gio|phut|hom|bua(?! (?:an|com|tiec|sang|trua|toi|chinh|phu))"
    r"|tieng(?! (?:nuoc|noi|anh|viet|phap|trung|nga|nhat|han|dan toc)))"
)
_WHEN = (
    r"\b(?:khi nao|hom nao|bao gio|(?<!nhan )(?<!nang )(?<!nguon )luc nao|bao lau"
    r"|thoi (?:han|diem|gian) (?:nao|bao|may)"
    rf"|(?<!nhung )(?<!cac )(?<!moi )(?<!mot )(?<!hang )(?<!\d ){_UNIT} (?:nao|may|thang nao)"
    rf"|(?<!moi )(?<!mot )(?<!hang )(?<!\d ){_UNIT} bao nhieu"
    rf"|{_HOW_MANY} (?:{_UNIT}|{_SHORT}|ky)"
    rf"|(?:truoc|vao|trong|den|tu) (?:nhung|cac) {_UNIT} nao"
    rf"|{_HOW_MANY} lan (?:mot |moi |trong |/ ?)+{_UNIT}"
    r"|dinh ky the nao|chu ky (?:nao|the nao|may|bao nhieu))\b"
)
_ASKED_WHEN = re.compile(_WHEN)
_TIME_OF_DOING = re.compile(
    rf"(?:\b(?:{_DOING}|vao|duoc) )*{_WHEN}(?: {_DOING})*|\bthoi gian (?:thuc hien|trien khai)\b"
)
_TERM = r"(?:thoi (?:han|diem|gian)|han (?:chot|nop|cuoi|gui|hoan thanh))"
_AS_TOPIC = (
    r"(?<!rut ngan )(?<!keo dai )(?<!gia han )(?<!giam )(?<!cham )(?<!qua )(?<!dung )(?<!tre )"
    r"(?<!kiem )(?<!bao )(?<!trong )(?<!tang )(?<!cac )(?<!ve )"
)

_WANTS: Mapping[Want, re.Pattern[str]] = {
    Want.DOCUMENT: re.compile(
        rf"\b{_NUMBERED} (?:nao|so (?:nao|may|bao nhieu|gi))\b"
        rf"|\b{_NUMBERED}\b.*\bso (?:may|bao nhieu)\b|\bgiay so (?:may|nao|bao nhieu)\b"
    ),
    Want.PARTNER: re.compile(
        rf"\b(?:phoi hop|bat tay|hop tac) (?:voi |cung )?{_SOME}{_SOMEBODY}"
        rf"|\b(?:ai|(?:co quan|don vi|so|ban) nao)(?: duoc giao)? phoi hop(?: voi\b|$|\W)"
    ),
    Want.WHOM: re.compile(
        r"\b(?:gui|nop|dua|chuyen|bao cao|bao|trinh|kien nghi|phan anh|chiu trach nhiem|xin phep"
        r"|xin y kien)"
        rf"(?: [\w-]+){{0,8}}? (?:cho|ve|toi|den|len|truoc) {_SOME}(?:dau\b|{_SOMEBODY})"
        rf"|\b(?:xin phep|xin y kien|bao cao|trinh|gui) {_SOME}{_SOMEBODY}"
    ),
    Want.WHEN: re.compile(
        rf"{_WHEN}|\b{_AS_TOPIC}{_TERM}\b(?:(?!\b(?:nao|gi|ai|dau)\b)[^?])*"
        r"\b(?:la gi|the nao|ra sao)\W*$"
    ),
    Want.AMOUNT: re.compile(
        r"\bbao nhieu\b"
        r"|(?<!o )(?<!tai )(?<!trong )(?<!thuoc )\b(?:hang|muc|ty le|chi tieu) (?:nao|may)\b"
    ),
    Want.WHO: re.compile(
        r"(?<!co )(?<!gom )(?<!gom nhung )(?<!nhu )(?<!khong )(?<!chua )(?<!bat ky )(?<!bat cu )"
        rf"(?<!de biet )\b{_SOMEBODY}"
        r"(?!.*\bthi (?:bi|duoc|phai|co|sao)\b)|\bnguoi nao\b"
        r"|(?:co quan|don vi|so) (?:chu tri|phu trach|thuong truc) la"
    ),
}
"""In the order of reading: what one pattern took is not read again."""

_BARE_TERM = re.compile(
    rf"^\W*(?:cho (?:hoi|biet|em hoi|toi hoi) |xin hoi |hoi |so sanh |quy dinh ve |ve )?{_TERM}\b"
)
_HOW_MANY_OF = re.compile(
    r"\b(?P<asks>(?:co|gom|la|chia|thanh|lam|theo|trong|keo dai|toi da|toi thieu|it nhat|qua|vong"
    r"|thu|so|tang|giam|duoc|dat|du|hon|bang|khoang|mat|can|phai|vao) )?may\b"
)
_SOME_OF = "may"
_WHICH = re.compile(rf"(?! {_UNIT}\b)(?: \w+){{1,3}}? (?:nao|gi)\b")
"""After ``mấy``: ``mấy loại nào`` are which ones, whatever their number."""
_BESIDE = re.compile(r"\b(?:voi|cung|cua|tu|nhu) $")
_GOES_ON = re.compile(r"(?: \w+){4}")
"""Before and after ``mấy``: ``bắt tay với mấy NGO để kiếm thêm người`` counts nobody."""
_PASSED = re.compile(rf" {_UNIT} (?:roi|nay|qua|truoc|lien|troi|chua|moi)\b")
"""After ``mấy``: ``đi làm mấy năm rồi về`` are some years."""
_A_TIME = re.compile(rf" {_UNIT} (?:mot|1) lan\b| (?:lan|ky|{_UNIT}) (?:mot|moi|trong|1) {_UNIT}\b")
_NOT_DOING = re.compile(
    r"\b(?:voi|cho|gui|toi|den|khuyen khich|keu goi|thu hut|ho tro|giup|gap|moi)"
    rf" {_SOME}{_SOMEBODY}"
    rf"|(?<!vu )(?<!viec )(?<!nhiem )(?<!phan )(?<!quyen )\bcua {_SOME}{_SOMEBODY}"
    r"|\b(?:o|tam) cap nao\b"
)
_ASSIGNED = re.compile(r"\b(?:giao|phan cong|phan|khoan|trao)(?: [\w-]+){0,6}? cho\b")
_REPEATED = re.compile(
    rf"\b(?:mot|1|{_HOW_MANY}) (?:lan|ky)\b|dinh ky|chu ky|\btheo ky\b"
    rf"|\b(?:cu|moi) {_HOW_MANY} {_UNIT}\b|{_HOW_MANY} {_UNIT} thi\b"
)
_DAY_ASKED = re.compile(
    r"\b(?:ngay|thang) (?:nao|may)\b|\bkhoang thoi gian nao\b|\bhan (?:chot|nop|cuoi|gui|bao cao)\b"
)
_LASTING = re.compile(
    r"\b(?:keo dai|thoi han|thoi gian|nhiem ky|trong|vong|mat|toi da|toi thieu|sau|nua|cham nhat"
    r"|muon nhat|som nhat)\b"
)
_COUNTED_TIME = re.compile(rf"\b{_HOW_MANY} (?:{_UNIT}|{_SHORT})\b")
_NUMBER_ASKED = re.compile(r"\bso nao\b")
_DIGITAL = re.compile(r"\b(phap|nang|te|tang|doi|nghe|lieu|vu|pham|hoi|quyen|luc) so nao\b")
"""``giải pháp số nào``, ``kỹ năng số nào`` ask for no number."""


def wants_of(question: str) -> tuple[Want, ...]:
    """Every kind of thing that is asked for, in the order of the question."""
    rest = asking(question)
    if "số nào" in question.lower():
        rest = _NUMBER_ASKED.sub("so may", _DIGITAL.sub(r"\1 so ___", rest))
    if "nào cùng" in question.lower():  # folded it would read ``nào cũng``, which asks nothing
        rest = rest.replace("nao cung", "nao ____")
    many = how_many(rest)
    if not _ASSIGNED.search(rest):
        taken = _WANTS[Want.WHOM].search(rest) or _WANTS[Want.PARTNER].search(rest)
        rest = rest if taken else _NOT_DOING.sub(_blank, rest)
    found: dict[Want, int] = {}
    for want, pattern in _WANTS.items():
        if match := _first_asking(pattern, rest):
            found[want] = match.start()
            rest = pattern.sub(_blank, rest)
        elif want is Want.WHEN and _BARE_TERM.search(rest) and not asks_something_else(rest, 0, 0):
            found[want] = 0
        elif want is Want.AMOUNT and many and many.group() == rest[many.start() : many.end()]:
            found[want] = many.start()
    return tuple(sorted(found, key=lambda want: found[want]))


def matter_of(question: str) -> str:
    """The question without the words that ask who does it and when."""
    text, folded = question, fold_in_place(question)
    for pattern in (_SOMEBODY_DOING, _TIME_OF_DOING):
        for match in pattern.finditer(folded):
            text = blanked(text, *match.span())
    return " ".join(text.split())


def how_many(folded: str) -> re.Match[str] | None:
    """Where ``mấy`` asks for a number; ``mấy ông lớn thì tính sao`` only means some of them.

    It asks after a word such as ``có``, ``gồm`` or ``thành``, and where nothing else does.
    """
    return next((match for match in _HOW_MANY_OF.finditer(folded) if _asks(match, folded)), None)


def asks_when(question: str) -> bool:
    """Whether a question word asks for a time, not only a noun such as ``thời hạn``."""
    return _first_asking(_ASKED_WHEN, asking(question)) is not None


def time_asked(question: str) -> Time:
    """What a question for a time wants to know of it."""
    folded = asking(question)
    if _DAY_ASKED.search(folded) and "bao lau" not in folded:
        return Time.DAY
    lasting, counted = _LASTING.search(folded), _COUNTED_TIME.search(folded)
    if _REPEATED.search(folded) or ("bao lau" in folded and not lasting):
        return Time.REPEATED
    if counted:
        return Time.LASTING_COUNTED
    return Time.LASTING if "bao lau" in folded else Time.ANY


def unit_asked(question: str) -> str:
    """The unit of ``mấy tháng``, folded; empty when a question counts no time."""
    counted = _COUNTED_TIME.search(asking(question))
    return counted.group().split()[-1] if counted else ""


def _first_asking(pattern: re.Pattern[str], folded: str) -> re.Match[str] | None:
    """The first match, but for ``mấy năm`` where that only means some years."""
    idle = {m.end() - len(_SOME_OF) for m in _HOW_MANY_OF.finditer(folded) if not _asks(m, folded)}
    return next((match for match in pattern.finditer(folded) if match.start() not in idle), None)


def _asks(many: re.Match[str], folded: str) -> bool:
    """Whether ``mấy`` asks for a number."""
    beside = _BESIDE.search(folded, 0, many.start()) and _GOES_ON.match(folded, many.end())
    if beside or _WHICH.match(folded, many.end()) or _PASSED.match(folded, many.end()):
        return False
    asks = many["asks"] or _A_TIME.match(folded, many.end())
    return bool(asks) or not asks_something_else(folded, *many.span())


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())
