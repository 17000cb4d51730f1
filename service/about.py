"""What a question asks about a document itself: its signer, its day, its title, its scope.

Questions are read folded (no diacritics), so those typed plainly are understood the same way.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Fact(StrEnum):
    """A fact about a document itself. The value is what its clause is looked up with."""

    SIGNER = "Người ký"
    ISSUED = "Ngày ban hành"
    EFFECTIVE = "Ngày có hiệu lực thi hành"
    NUMBER = "Số hiệu"
    KIND = "Loại văn bản"
    ISSUER = "Cơ quan ban hành"
    REPLACES = "thay thế văn bản số"
    STANDING = "dự thảo, hiệu lực thi hành"
    BASIS = "Căn cứ Luật, Nghị quyết"
    FIELD = "Lĩnh vực"
    ENCLOSED = "Ban hành kèm theo Quyết định này"
    PURPOSE = "Mục đích, nhằm nâng cao hiệu quả"
    SCOPE = "Phạm vi điều chỉnh: văn bản này quy định"
    SUBJECTS = "Đối tượng áp dụng: văn bản này áp dụng đối với các cơ quan, đơn vị"
    TITLE = "Tên văn bản, trích yếu"
    RECIPIENTS = "Nơi nhận"
    CARRIES_OUT = "Thực hiện Nghị quyết, Chương trình hành động số"


OF_THE_WHOLE = frozenset(
    {
        Fact.FIELD,
        Fact.ENCLOSED,
        Fact.PURPOSE,
        Fact.SCOPE,
        Fact.SUBJECTS,
        Fact.TITLE,
        Fact.CARRIES_OUT,
    }
)
"""Asked only by a question about nothing but the document: other things have purposes, too."""

DATE = r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|ngay\s+\d{1,2}\s+thang\s+\d{1,2}\s+nam\s+\d{4}"
_DAY = re.compile(rf"(?:ngay\s+)?(?:{DATE})")
_WHEN = r"(?:ngay|hom nao|khi nao|bao gio|luc nao|thoi gian|thoi diem|nam nao|tu dau)"
_DOING = r"(?:hoan thanh|thuc hien|trien khai|bao cao|nop|gui|(?<!chuong )trinh|xong|to chuc|hop)"
"""Right after one of these a time is that of what is done, not of the issue."""
_TIME_ASKED = re.compile(rf"\b{_WHEN}\b")
_WHAT = r"(?:gi|nao)\b(?:\W*(?:vay|the|a|nhi|day)\b)?\W*$"
_MATTER = (
    r"(?: (?:nhung|cac))?(?: (?:viec|van de|noi dung|dieu|cai|chuyen|de an|chuong trinh|ke hoach"
    r"|quy che|quy dinh))?"
)
_INSTEAD_OF = r"thay (?:the |cho )?(?:ke hoach|quyet dinh|van ban)\b"
_DOCUMENT = r"(?:ban |van )?(?:ban|ke hoach|quyet dinh|quy che|quy dinh|du thao|de an|chuong trinh)"

_FACTS: tuple[tuple[Fact, re.Pattern[str]], ...] = (
    (
        Fact.SIGNER,
        re.compile(
            r"\b(?:ai (?:da |la nguoi |dat but |cam but )*ky|nguoi(?: da)? ky|do ai ky|ky ban hanh)"
            r"\b(?! ket)"
        ),
    ),
    (
        Fact.EFFECTIVE,
        re.compile(
            rf"hieu luc.*\b{_WHEN}\b|\b{_WHEN}\b.*hieu luc"
            rf"|\b(?:ap dung|thi hanh|chay) (?:(?:ke )?tu|den(?: het)?) {_WHEN}\b"
        ),
    ),
    (
        Fact.ISSUED,
        re.compile(
            rf"ban hanh(?!.*\b{_DOING}(?: \S+){{0,2}} {_WHEN}\b).*\b{_WHEN}\b"
            rf"|\b{_WHEN}\b.*ban hanh"
            rf"|\bra(?: doi)?(?: tu| vao)? {_WHEN}\b"
        ),
    ),
    (
        Fact.ISSUER,
        re.compile(
            r"(?:(?:co quan|noi|don vi|cap) (?:nao|ban hanh)|\bai)\b"
            r"(?! de nghi| tham muu| trinh| de xuat| chiu trach nhiem| thi hanh| thuc hien)"
            r".*ban hanh"
            r"|\bdo (?:ai|dau) ban hanh|\bco quan ban hanh\b"
            r"|\bdo (?:[\w.]+ ){1,12}hay (?:[\w.]+ ){1,12}ban hanh\b"
        ),
    ),
    (
        Fact.ENCLOSED,
        re.compile(
            r"\bkem theo(?: \S+){0,4} (?:nao|gi|so may)\b|\b(?:nao|gi)(?: \S+){0,4} kem theo\b"
        ),
    ),
    (
        Fact.CARRIES_OUT,
        re.compile(
            r"\b(?:thuc hien|trien khai|cu the hoa)(?: (?:nhung|cac))?"
            r" (?:nghi quyet|(?:chuong trinh|ke hoach)(?: hanh dong)?|ket luan|chi thi|van ban)"
            r" (?:nao|gi|(?:so )?(?:may|bao nhieu)|so nao)\b"
        ),
    ),
    (
        Fact.NUMBER,
        re.compile(
            r"\b(?:so hieu|ky hieu|mang so)\b"
            rf"|^(?!.*\b{_INSTEAD_OF})(?:.*\b)?(?<!mau )(?<!bieu )so (?:may|bao nhieu)\s*\?*$"
        ),
    ),
    (Fact.KIND, re.compile(r"\bloai (?:van ban|gi)\b|van ban (?:loai )?gi\b")),
    (
        Fact.STANDING,
        re.compile(
            r"\bhay (?:van |con |moi |chi )*(?:la )?(?:ban )?(?:du thao|nhap|lay y kien)\b"
            r"|du thao hay|chinh thuc chua|\bco hieu luc(?: thi hanh)? chua\b"
            r"|\bnao (?:dang |con |van |moi )*(?:la |o dang )(?:ban )?du thao"
            r"|\bbi (?:thay the|bai bo)\b(?: \w+){0,2} (?:chua|khong)\b"
            r"|con (?:duoc )?(?:hieu luc|ap dung|dung|su dung)(?: duoc)?(?: nua)? (?:khong|hay)"
            r"|\bnao (?:dang |van |hien )*(?:con |dang )(?:co )?(?:hieu luc|duoc ap dung)"
        ),
    ),
    (
        Fact.REPLACES,
        re.compile(
            rf"thay the|bai bo|\b{_INSTEAD_OF}"
            r"|\bnao (?:da |se |bi |phai |cu |truoc do )*(?:het (?:hieu luc|gia tri|xai|dung)"
            r"|khong con (?:hieu luc|gia tri|(?:duoc )?ap dung))"
        ),
    ),
    (
        Fact.BASIS,
        re.compile(
            r"can cu (?:vao|phap ly|nhung|cac|ban hanh)|co so phap ly"
            r"|\bcan cu (?:theo )?(?:van ban )?nao\W*$"
            r"|\bcan cu (?:theo |may )*(?:luat|nghi quyet|nghi dinh|quyet dinh|chuong trinh) nao\b"
        ),
    ),
    (Fact.FIELD, re.compile(r"\blinh vuc (?:nao|gi|cua)\b")),
    (
        Fact.PURPOSE,
        re.compile(
            rf"\bmuc dich (?:cua )?(?:viec )?(?:ban hanh )?{_DOCUMENT}\b"
            r"|\b(?:nham|(?<!van )de|voi)(?: muc dich| lam)? gi\b"
        ),
    ),
    (Fact.RECIPIENTS, re.compile(r"\bnoi nhan\b(?! ho so| van ban| tin)")),
    (Fact.SCOPE, re.compile(r"\bpham vi (?:dieu chinh|ap dung)\b")),
    (
        Fact.SUBJECTS,
        re.compile(
            r"\bdoi tuong (?:duoc )?ap dung\b|\bap dung (?:doi )?(?:voi|cho)\b.*\b(?:ai|nao|gi)\b"
            r"|\b(?:ai|doi tuong nao)\b.* ap dung\b"
            rf"|\b(?:ai|nao)\b.* (?:tuan theo|tuan thu|chap hanh) (?:\w+ )?{_DOCUMENT}\b"
        ),
    ),
    (
        Fact.TITLE,
        re.compile(
            r"\bten (?:goi|day du|chinh thuc|cua|la|gi)\b|\bten van ban\b|\btrich yeu\b"
            r"|\b(?:ve|quy dinh|noi|ban hanh|thong qua|phe duyet|de cap)(?: toi| den)?(?: ve)?"
            rf"{_MATTER} {_WHAT}"
        ),
    ),
)
"""In the order of reading: the first that is found is what a part of a question asks for."""

_PART = re.compile(r"[,;]| va | roi ")
_ISSUING = frozenset({Fact.SIGNER, Fact.ISSUER})


def facts_of(folded: str) -> tuple[Fact, ...]:
    """The fact that each part of a folded question asks for; of the whole when no part does."""
    text = _DAY.sub(" ", folded)
    found: list[Fact] = []
    for part in _PART.split(text):
        fact = fact_of(part)
        if fact is None and _ISSUING & set(found) and asks_time(part):
            fact = Fact.ISSUED
        found += [fact] if fact else []
    whole = fact_of(text)
    return tuple(dict.fromkeys(found or ([whole] if whole else [])))


def fact_of(folded: str) -> Fact | None:
    """The fact that a part of a folded question asks for."""
    return next((fact for fact, wanted in _FACTS if wanted.search(folded)), None)


def asks_time(folded: str) -> bool:
    """Whether a part of a folded question asks for a day."""
    return bool(_TIME_ASKED.search(folded))
