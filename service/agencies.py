"""Names of agencies and offices: where a text names one, and whether two names are the same.

Vietnamese does not delimit names, but capitals do: ``Sở Khoa học và Công nghệ chủ trì`` names
``Sở Khoa học và Công nghệ``. Names without such capitals (``Ủy ban về người Việt Nam ở nước
ngoài``) are known from the headings of the documents, and are looked for first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from retriever.types import Document, fold
from service.wording import UPPERCASE

_KINDS = (
    r"Sở|Bộ|Tổng cục|Chi cục|Cục|Ban|Văn phòng|Học viện|Viện|Thuế|Công an|Thanh tra|Hội đồng|Hội"
    r"|Liên hiệp|Liên đoàn|Đài|Trung tâm|Trường|Đại học|Mặt trận|Đoàn|Kho bạc|Ngân hàng|Tòa án"
    r"|Chánh Văn phòng|Thủ tướng|Thường trực|Tổ"
)
_ALONE = (
    r"Ủy ban nhân dân|Ủy ban [Mm]ặt trận|UBND|Hội đồng [Nn]hân dân|HĐND|Ban Chỉ đạo|Ban Thường vụ"
    r"|Thành ủy|Tỉnh ủy|Chính phủ|Quốc hội|Bộ Chính trị"
)
"""These name somebody even without a word after them."""
_ENDS = (
    r"chủ trì|chủ động|phối hợp|có|là|thực hiện|tham mưu|tham gia|tổ chức|xây dựng|triển khai"
    r"|quản lý|bảo đảm|đảm bảo|hướng dẫn|để|trong|theo|tại|gửi|báo cáo|ban hành|xem xét|kịp thời"
    r"|tiếp tục|chịu|được|phải|và|cho|hoặc|với|về|ở|như|làm|đề xuất|đề nghị|hỗ trợ|cung cấp"
    r"|kết nối|giám sát|rà soát|bố trí|lập|thẩm định|quyết định|cân đối|ký|đã|sẽ|không|chưa"
    r"|liên quan|vào|khi|nêu|định kỳ|tập trung|hằng|hàng|phục vụ|tổng hợp|thành lập|nghiên cứu"
    rf"|theo dõi|đôn đốc|phê duyệt|nhằm|trình(?=\s+[{UPPERCASE}])"
)
"""Small words that begin what the agency does, not a part of its name."""

_GAP = r"[^\S\n]+"
_SMALL = rf"(?![{UPPERCASE}])(?!(?:{_ENDS})\b)[^\W\d_]+"
_CHUNK = rf"[{UPPERCASE}][\w&]*(?:\.[{UPPERCASE}]\w*)?(?:{_GAP}{_SMALL})?"
_JOINT = rf"{_GAP}(?:(?:các|thành phố|tỉnh){_GAP}|và{_GAP}(?!(?:{_KINDS}|{_ALONE}|Các)\b))?"
_NAME = re.compile(
    rf"(?<![-/])\b(?:(?:{_ALONE})(?:{_JOINT}{_CHUNK})*|(?:{_KINDS})(?:{_JOINT}{_CHUNK})+)"
)
_PLACE_END = re.compile(r"(?: cua| thuoc)? (?:thanh pho|tinh|tp)(?: ho chi minh| hcm)?$")
_ABBREVIATED = (
    (re.compile(r"\bubnd\b"), "uy ban nhan dan"),
    (re.compile(r"\bhdnd\b"), "hoi dong nhan dan"),
    (re.compile(r"\bmttq\b"), "mat tran to quoc"),
    (re.compile(r"\bbql\b"), "ban quan ly"),
    (re.compile(r"\btp\."), "thanh pho "),
    (re.compile(r"\bvn\b"), "viet nam"),
)
_WORD = re.compile(r"[\w&.-]+")
_JOINING = frozenset({"va", "-"})


class Name(NamedTuple):
    """An agency as a text names it: ``text[start:end]``."""

    text: str
    start: int
    end: int


def names_in(text: str, known: Iterable[str] = ()) -> list[Name]:
    """Every agency that the text names, in order; a known name goes before what capitals say."""
    found = []
    patterns = [re.escape(name) for name in sorted(set(known), key=lambda one: (-len(one), one))]
    listed = re.compile(rf"\b(?:{'|'.join(patterns)})(?!\w)") if patterns else None
    at = 0
    while match := _first(text, at, listed):
        found.append(Name(match.group(), match.start(), match.end()))
        at = match.end()
    return found


def same_agency(name: str, places: Iterable[str] = ()) -> str:
    """A name for comparison: folded, written out, without the place that it belongs to."""
    key = expanded(name)
    for place in filter(None, places):
        key, _, _ = key.partition(f" {fold(place)}")  # capitals may draw in the word after it
    return _PLACE_END.sub("", key)


def expanded(text: str) -> str:
    """Folded, one blank between words, with common abbreviations of agencies written out."""
    folded = fold(text)
    for short, long in _ABBREVIATED:
        folded = short.sub(long, folded)
    return " ".join(folded.split())


def _first(text: str, at: int, listed: re.Pattern[str] | None) -> re.Match[str] | None:
    """The next name; of two that begin together, the longer."""
    found = (listed.search(text, at) if listed else None, _NAME.search(text, at))
    return min(
        (match for match in found if match),
        key=lambda match: (match.start(), -match.end()),
        default=None,
    )


def spelt_out(text: str, documents: Iterable[Document]) -> str:
    """A text for comparing names of agencies, in blanks, without conjunctions.

    Abbreviations are written out as the documents explain them.
    """
    explained = {
        fold(short): fold(long)
        for document in documents
        for short, long in document.abbreviations.items()
    }
    known = (explained.get(word, word) for word in _WORD.findall(expanded(text)))
    words = " ".join(known).replace("&", "").split()
    return f" {' '.join(word for word in words if word not in _JOINING)} "


def form_named(names: Iterable[str], spelt: str, documents: Sequence[Document]) -> str | None:
    """How a text that is ``spelt_out`` names one of the agencies, in full or as offices shorten it.

    ``None`` if it names none of them.
    """
    for name in names:
        whole = spelt_out(same_agency(name), documents)
        shorter = (whole.replace(left_out, " ", 1) for left_out in (" cac ", " viet nam "))
        for form in (whole, *shorter, *_initials(whole)):
            if form in spelt:
                return form
    return None


def _initials(name: str) -> Iterator[str]:
    """`` so khdt `` and `` skhdt ``."""
    first, *rest = name.split()
    if len(rest) > 1:
        letters = "".join(word[0] for word in rest)
        yield f" {first} {letters} "
        yield f" {first[0]}{letters} "
