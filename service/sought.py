"""What a clause must hold to answer: so many of something, a duration, an address, a name.

Where a question asks for such a thing, clauses without it only share its topic.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from retriever.asking import asking, yes_no_span
from retriever.types import fold, fold_in_place
from retriever.wants import Time, Want, asks_when, how_many, time_asked
from service.about import DATE
from service.times import duration_in, time_in, without_citations
from service.wording import UPPERCASE, without_number

_CODE_OR_DATE = re.compile(
    rf"{DATE}|\b\d+(?:/\d{{4}})?\s*[-/]\s*[a-z][\w&/-]*|\b(?:19|20)\d{{2}}\b"
)
_NUMBER_WORDS = {
    "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
_NUMBER_WORD = re.compile(
    rf"(?<!hằng )(?<!hàng )(?<!mỗi )(?<!từng )\b({'|'.join(_NUMBER_WORDS)})\b(?= [^\W\d])",
    re.IGNORECASE,
)
_SINGLE = re.compile(r"\b(ít nhất|tối thiểu|tối đa|không quá|chỉ) một\b", re.IGNORECASE)
_NUMBER = r"\d+(?:[.,]\d+)*"
_COUNT = (
    r"(?<![\w/.,-])(?<!dieu )(?<!muc )(?<!khoan )(?<!chuong )(?<!phan )(?<!luc )(?<!de an )"
    rf"(?<!nghi quyet ){_NUMBER}"
)
_MANY = r"(?:bao nhieu|may)"
_PERCENT = rf"{_NUMBER}\s*(?:%|phan tram)"
_SUM = rf"{_NUMBER}\s*(?:(?:ty|trieu|nghin|ngan)\s*)?(?:dong(?! chi)|vnd|usd|do la)\b(?:/[a-z]+)*"
_MONEY = rf"(?:(?:tu )?{_SUM} den )?{_SUM}"
MONEY = re.compile(_MONEY)
"""A sum of money in a folded text."""
_ALLOWANCE = (
    r"(?:kinh phi|von|ngan sach|du toan|muc chi|muc thu|gia|ho tro|tro giup|hoc bong|luong|phu cap"
    r"|tro cap|thu lao|boi duong|hoc phi|le phi|tien|phat|thuong|thu nhap|mien giam|dong gop)"
)
_EACH = r"(?:\s*/\s*|\s+(?:moi|mot|hang|1|cho moi|cho mot)\s+)"

_FIGURES: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (
        re.compile(
            rf"{_MANY} (?:phan tram|%)|\bty le (?:la |dat |phai dat )?bao nhieu"
            rf"|\bchiem (?:[a-z]+ )?{_MANY} phan\b|\b{_MANY} phan (?=(?:trong |cua )?tong\b)"
        ),
        re.compile(_PERCENT),
    ),
    (
        re.compile(rf"{_MANY} (?:ty|trieu|(?:(?:nghin|ngan|so) )?(?:dong|tien|usd|do la))\b"),
        re.compile(_MONEY),
    ),
    (
        re.compile(rf"\b{_ALLOWANCE}\b.* bao nhieu(?:{_EACH}\w+)*(?=\s*(?:$|[,;?]))"),
        re.compile(rf"{_MONEY}|{_PERCENT}"),
    ),
    (
        re.compile(
            rf"\bbao nhieu(?:{_EACH}(?:gio|tieng|buoi|phien|cuoc|con|m2|met vuong|suat|luot"
            r"|tiet))+\b"
        ),
        MONEY,
    ),
    (re.compile(rf"{_MANY} (?:met vuong|m2)"), re.compile(rf"{_NUMBER}\s*(?:m2|met vuong)")),
    (re.compile(rf"{_MANY} (?:kinh phi|von|ngan sach)\b"), MONEY),
    (re.compile(rf"{_MANY} tuoi\b"), re.compile(rf"{_NUMBER}\s*tuoi\b")),
    (re.compile(rf"\b{_MANY} gio\b"), re.compile(rf"{_NUMBER}\s*(?:gio|h)\b")),
    (re.compile(rf"\b{_MANY} phut\b"), re.compile(rf"{_NUMBER}\s*(?:gio|h|phut)\b")),
    (
        re.compile(rf"\b{_MANY} (?:met|m)\b"),
        re.compile(rf"{_NUMBER}\s*(?:met|m)\b(?! vuong)"),
    ),
    (
        re.compile(
            rf"\b{_MANY} (?:km|cay so|ki ?lo ?met)\b"
            rf"|\b(?:van toc|toc do (?:toi da|toi thieu|cho phep|khai thac))\b.* {_MANY}\b"
        ),
        re.compile(rf"{_NUMBER}\s*(?:km|ki ?lo ?met)\b(?:/h)?"),
    ),
    (
        re.compile(rf"\b{_MANY} (?:kg|ki ?lo ?gam)\b"),
        re.compile(rf"{_NUMBER}\s*(?:kg|ki ?lo ?gam)\b"),
    ),
)
"""What asks for a figure, and the figure of that sort, in folded texts."""

_OFFICE = (
    r"(?:(?:pho )?(?:tong )?giam doc|(?:pho )?chu (?:nhiem|tich)"
    r"|(?:pho )?truong (?:ban|phong|khoa|doan)"
    r"|chanh (?:van phong|thanh tra)|(?:pho )?bi thu|hieu truong|(?:cuc|vu|vien|bo|to) truong)"
)
_TOLD = r"(?:la (?:gi|bao nhieu|so (?:nao|may|bao nhieu)|may|dau|o dau)|bao nhieu|so may|o dau)"
_GIVE = (
    r"(?:^|\b(?:cho|xin|cung cap|gui|biet|lay|can|tim|hoi)\b"
    r"(?: (?:hoi|xin|toi|em|minh|anh|chi|biet|giup|lai|thong tin|ve|cac|nhung|mot))* )"
)
"""What comes before a thing that somebody wants to be given, folded."""
_CAPITAL = rf"[{UPPERCASE}]\w*"
_AT = rf"(?:tại|ở)\s+(?:số\s+\d|{_CAPITAL}|(?:đường|phố|thôn|xã|phường|quận|huyện|tòa)\s)"


def _contact(noun: str) -> re.Pattern[str]:
    """A question for what a thing such as an e-mail address is, in full or in key words."""
    return re.compile(
        rf"\b(?:{noun})\b(?:,? [\w/-]+)* {_TOLD}\W*$|\b(?:{noun}) (?:nao|gi|{_TOLD})\b"
        rf"|^(?!.*\b(?:ai|nao|gi|sao|dau|bao nhieu|bao lau|may)\b).*?{_GIVE}(?:{noun})\b"
    )


_PRINTED: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (
        _contact(r"(?:so )?(?:dien thoai|duong day nong|hotline)|so (?:dt|phone)|sdt|so fax"),
        re.compile(
            r"\d{7,}|\b(?:0\d{2,3}|1[89]00|\+?84)[ .-]?\d{2,}"
            r"|(?:[Tt]ổng đài|[Đđ]ường dây nóng|[Ss]ố điện thoại|[Hh]otline)\D{0,20}\d{3,}"
        ),
    ),
    (_contact(r"e-?mail|(?:dia chi |hop |hom )?thu dien tu"), re.compile(r"\w@\w")),
    (
        _contact(r"website|trang web|ten mien|duong link"),
        re.compile(r"https?://|www\.|\w\.(?:vn|com|org|net)\b"),
    ),
    (_contact(r"so tai khoan|tai khoan so"), re.compile(r"\d{6,}")),
    (
        re.compile(
            rf"\b{_OFFICE}\b.* (?:la ai|ten (?:la )?gi|la nguoi nao|ten la ai)\b"
            r"|\bai (?:dang |hien |se |duoc |vua )*(?:(?:bo nhiem|bau|cu)(?: lam| giu)?|la|lam|giu)"
            rf"(?: chuc)?(?: vu)? {_OFFICE}\b"
            rf"|\b(?:ho )?(?:va )?ten (?:cua )?{_OFFICE}\b"
        ),
        re.compile(
            rf"\b(?:[ÔôBb]ng|[Bb]à|[ĐđÐ]ồng chí)\s+{_CAPITAL}\s+{_CAPITAL}|\bÔng\s+{_CAPITAL}"
            rf"|\b(?:làm|là|giữ chức)\s+(?:Phó )?(?:Trưởng|Giám đốc|Chủ tịch|Tổ trưởng|Chánh)\b"
        ),
    ),
    (
        re.compile(
            r"\bdia chi\b(?! (?:ip|mail|email|thu))"
            r"|\b(?:o|tai|tren) duong nao\b|\b(?:so nha|(?<!thanh )pho|toa nha) nao\b"
            r"|\btru so\b(?:(?! (?:phan cong|giao|quy dinh|neu)\b).)*\b(?:o|tai) dau\b"
        ),
        re.compile(
            rf"\b(?:[Đđ]ịa chỉ|[Tt]rụ sở)\b[^.;]{{0,80}}?(?::|\b{_AT})"
            rf"|\bsố\s+\d+\w*,?\s+(?:đường|phố)|\b(?:đường|(?<![Tt]hành )phố)\s+{_CAPITAL}"
        ),
    ),
    (
        re.compile(r"\b(?:cong ty|nha thau|tap doan) nao\b"),
        re.compile(rf"\b(?:[Cc]ông ty|[Nn]hà thầu|[Tt]ập đoàn)\s+(?:[^\W\d]+\s+){{0,4}}{_CAPITAL}"),
    ),
    (
        re.compile(r"\b(?:o|tai) (?:thanh pho|tinh|nuoc|quoc gia) nao\b"),
        re.compile(rf"\b(?:[Tt]ại|[Ởở]|[Tt]hành phố|[Tt]ỉnh|[Nn]ước)\s+{_CAPITAL}"),
    ),
)
"""What asks for a contact, a place or somebody's name, and such a thing as it is printed."""

_COUNTING_WORD = re.compile(
    r"(?:nguoi|lan|nhom|nganh|xa|phuong|quan|huyen|tinh|tram|diem|buoi|tiet|gio|khoan|chuong|khau"
    r"|hang|bac|dong|trang|cai|chiec|ngoi|khu|vung|lop|dot|vong|cuoc|suat|ha|km|kg|met|quyen|cuon)"
)
"""Units and classifiers, which say alone what is counted; most other nouns have two syllables."""
_SOMEBODY = (
    r"(?:nguoi|lanh dao|can bo|cong chuc|vien chuc|nhan vien|thanh vien|dai bieu|dai dien"
    r"|chuyen gia|nha khoa hoc|giang vien|giao vien|hoc vien|hoc sinh|sinh vien|lao dong|bac si)"
)
_ALSO = {
    **dict.fromkeys(("nguoi", "cu", "ba con", "dua", "ban be", "anh em", "mang"), _SOMEBODY),
    **dict.fromkeys(("ban", "lan", "luot"), r"(?:lan|luot|buoi|ky)"),
}
"""What documents call the things that people count."""
_NO_NOUN = re.compile(
    r"(?:la|ve|de|thi|moi|mot|trong|tren|duoi|nua|vay|the|o|tai|cua|cho|va|so|thuc|duoc|phai|tham"
    r"|hoat|se|da|dang|khi|nao|vao|theo|hang|dau|toi|lan|du|con|nhat|den|tu|voi|cung|khong|roi|hon"
    r"|a|nhi|nhe|ha|day|do|so|anh|chi|em|ban)"
)
"""What follows ``bao nhiêu`` without being counted, or follows what is."""
_PART_OF_A_TEXT = re.compile(
    r"(?:nhiem vu|noi dung|khoan|diem|muc|dieu|viec|thu|buoc|y|giai phap|trach nhiem|nguyen tac"
    r"|muc tieu|dau viec|chuong|phan|cai|yeu cau|dieu kien|tieu chi)"
)
"""What the items of any list may be called."""
_NUMERALS = frozenset({"chục", "trăm", "nghìn", "ngàn", "triệu", "chuc", "nghin", "ngan", "trieu"})
"""``top mấy trăm`` counts nothing by name."""
_RANK = re.compile(r"\b(?:top|nhom|hang|thu) $")
"""``tốp bao nhiêu trường`` asks for a place among them."""
_COUNTED = re.compile(r" (?P<first>[a-z][\w-]*)(?: (?P<second>[a-z][\w-]*))?")
_ITEM = re.compile(r"(?m)^\s*(?:\d+[.)]|[a-zđ][.)]|\([\divx]+\)|[-–+•])\s|\((?:[ivx]+|\d+)\)\s")
_FEWEST_ITEMS = 2
_NAMED_AGAIN = 3
"""A text that says a noun so often names several: ``nguồn lực từ …, nguồn lực xã hội``."""
_LEVEL = re.compile(r"\bmuc nao\b")
"""``ngang mức nào`` may be answered without a figure: ``theo tiêu chuẩn quốc tế``."""
_REGULARLY = re.compile(r"\b[Đđ]ịnh kỳ\b")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Sought:
    """A kind of thing that an answer must hold.

    ``counted`` is the noun of ``mấy trung tâm``; ``figure`` is how a figure of the sort that is
    asked for looks in a folded text: an amount of money, a share.
    """

    held_by: Callable[[str], bool]
    counted: str = ""
    figure: re.Pattern[str] | None = None


def sought_in(question: str, wants: Sequence[Want]) -> Sought | None:
    """What a clause must hold to answer; ``None`` when nothing in particular.

    A question for yes or no seeks none of it.
    """
    folded = asking(question).rstrip(" ?.!")
    printed = _held_for(folded, _PRINTED) if yes_no_span(question) == (0, 0) else None
    if printed:
        return Sought(lambda text: bool(printed.search(" ".join(text.split()))))
    figure = _held_for(folded, _FIGURES)
    if figure:
        return Sought(lambda text: bool(figure.search(figures(text))), figure=figure)
    if asks_when(question):
        return Sought(lambda text: stated_time(question, text) is not None)
    if Want.AMOUNT not in wants or _LEVEL.search(folded):
        return None
    if noun := counted_noun(question):
        return Sought(lambda text: counts(noun, text) or lists(noun, text), noun)
    return Sought(lambda text: bool(_DIGIT.search(figures(text))))


def _held_for(
    folded: str, kinds: Sequence[tuple[re.Pattern[str], re.Pattern[str]]]
) -> re.Pattern[str] | None:
    return next((held for asked, held in kinds if asked.search(folded)), None)


def stated_time(question: str, text: str) -> str | None:
    """The time that a text states, of the sort that a question asks for."""
    asked = time_asked(question)
    if asked is Time.LASTING_COUNTED:
        return duration_in(text, question)
    lasting = duration_in(text, question) if asked is Time.LASTING else None
    found = lasting or time_in(text, repeated=asked is Time.REPEATED, dated=asked is Time.DAY)
    if asked is Time.DAY and found and found == duration_in(found):
        return None
    regularly = _REGULARLY.search(text) if asked is Time.REPEATED and not found else None
    return regularly.group() if regularly else found


def counted_noun(question: str) -> str:
    """What a question wants to have counted, folded; empty when it only says ``bao nhiêu``."""
    read = asking(question)
    many = re.search(r"\bbao nhieu\b", read) or how_many(read)
    match = _COUNTED.match(fold_in_place(question), many.end()) if many else None
    if not match or (many and _RANK.search(read[: many.start()])):
        return ""
    first, second = match["first"], match["second"] or ""
    if question[match.start("first") : match.end("first")].lower() in _NUMERALS:
        return ""
    if _COUNTING_WORD.fullmatch(first):
        return first
    if _NO_NOUN.fullmatch(first):
        return ""
    return first if not second or _NO_NOUN.fullmatch(second) else f"{first} {second}"


def counts(noun: str, text: str) -> bool:
    """Whether a text says how many of something there are: ``500 đầu sách``."""
    named = _ALSO.get(noun, noun)
    first, _, second = noun.partition(" ")
    alone = rf"|{_COUNT} {first}(?=\s*(?:$|[^\w\s])|\s(?:{_NO_NOUN.pattern})\b)" if second else ""
    return bool(re.search(rf"{_COUNT} (?:[^\W\d]+ ){{0,2}}?{named}\b{alone}", figures(text)))


def lists(noun: str, text: str) -> bool:
    """Whether a text enumerates what is counted, so that the list answers."""
    folded = fold(text)
    named = re.search(rf"\b{noun}\b", folded) or _PART_OF_A_TEXT.fullmatch(noun)
    if named and len(_ITEM.findall(text)) >= _FEWEST_ITEMS:
        return True
    if len(re.findall(rf"\b{noun}\b", folded)) >= _NAMED_AGAIN:
        return True
    return bool(re.search(rf"\b{noun}\b[^.:;]{{0,80}}(?::|\bgom\b)[^.:]*[,;–-] ", folded))


def figures(text: str) -> str:
    """A text folded, with numbers in digits and without document numbers and dates."""
    spelled = _NUMBER_WORD.sub(
        lambda match: str(_NUMBER_WORDS[match.group().lower()]), without_number(text)
    )
    return _CODE_OR_DATE.sub(" ", fold(without_citations(_SINGLE.sub(r"\1 1", spelled))))
