"""Names of agencies and people as official documents print them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from indexer.parse.letters import LOWER, UPPER

_BLANKS = re.compile(r"\s+")
_ORNAMENTS = "-_–—* "
_FIXED_NAMES = (
    "Hội đồng nhân dân", "Ủy ban nhân dân", "Ủy ban Thường vụ Quốc hội", "Quốc hội", "Chính phủ",
    "Thủ tướng Chính phủ", "Chủ tịch nước", "Văn phòng Quốc hội", "Văn phòng Chính phủ",
    "Thành ủy", "Tỉnh ủy", "Viện kiểm sát nhân dân tối cao", "Tòa án nhân dân tối cao",
    "Kiểm toán nhà nước", "Thanh tra Chính phủ", "Ngân hàng Nhà nước Việt Nam",
    "Bảo hiểm xã hội Việt Nam", "Bộ Công Thương", "Ban Chấp hành Trung ương", "Bộ Chính trị",
    "Ban Bí thư",
)  # fmt: skip
_NEXT_AGENCY = re.compile(
    r"\s+[-–]\s+(?=(?:BỘ|TÒA ÁN|VIỆN|ỦY BAN|UỶ BAN|BAN|THANH TRA|VĂN PHÒNG|HỘI|NGÂN HÀNG|KIỂM TOÁN|"
    r"TỔNG|LIÊN ĐOÀN|ĐOÀN)\b)"
)
_SUBORDINATE = re.compile(
    r"(?:SỞ|CỤC|CHI CỤC|TỔNG CỤC|BAN QUẢN LÝ|BAN DÂN TỘC|TRUNG TÂM|TRƯỜNG|HỌC VIỆN|PHÒNG|VĂN PHÒNG|"
    r"THANH TRA|CÔNG AN|KHO BẠC)\b"
)
_OF_A_PLACE = re.compile(r"(?:UBND|(?:ỦY|UỶ) BAN NHÂN DÂN)\s+(?P<place>.+)")
_SHORT_NAMES = (("UBND", "ỦY BAN NHÂN DÂN"), ("HĐND", "HỘI ĐỒNG NHÂN DÂN"))
_UNIT = re.compile(r"\b(?:Tỉnh|Huyện|Quận|Phường|Xã|Thị [Xx]ã|Thị [Tt]rấn)\b")
_NEEDS_A_PLACE = ("Ủy ban nhân dân", "Hội đồng nhân dân")
_PERSON = re.compile(rf"(?:^|(?<=[\s\]:.)])){UPPER}{LOWER}+(?:\s+{UPPER}{LOWER}+){{1,4}}$")
_BEFORE_A_NAME = re.compile(
    rf"(?:\W|{UPPER}|\d|\[?[Đđ](?:ã|a) ?[Kk][ýy]\]?|\[?\w{{0,5}}\]|"
    r"(?:Đại|Thượng|Trung|Thiếu) tướng|(?:GS|PGS|TS|ThS|BS)\b)*"
)
_NO_PERSON = re.compile(r"Nơi Nhận|Chính Phủ|Quốc Hội|Việt Nam|Hồ Chí Minh$|Hà Nội$|Văn Phòng")


def one_line(text: str) -> str:
    """``text`` with single blanks."""
    return _BLANKS.sub(" ", text).strip()


def issuer_of(lines: Sequence[str], place: str | None) -> str | None:
    """The issuing agencies printed in ``lines``, ``None`` if they say nothing.

    ``place`` completes a bare "ỦY BAN NHÂN DÂN".
    """
    above, own = _levels(lines)
    printed = _once(one_line(" ".join(own))).strip(_ORNAMENTS)
    for short, name in _SHORT_NAMES:
        printed = re.sub(rf"^{short}\b", name, printed)
    if not printed:
        return None
    issuer = " - ".join(capitalise_name(name) for name in _NEXT_AGENCY.split(printed))
    if found := _OF_A_PLACE.match(one_line(" ".join(above))):
        return f"{issuer} {_place_case(found['place'].lower())}"
    return f"{issuer} {_small_units(place)}" if place and issuer in _NEEDS_A_PLACE else issuer


def _levels(lines: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """The agency above the issuing one, and that one: "UBND TỈNH A" over "SỞ TÀI CHÍNH"."""
    for index in range(len(lines) - 1, 0, -1):
        joint = lines[index - 1].rstrip().endswith(("-", "–"))
        if _SUBORDINATE.match(lines[index]) and not joint:
            return lines[:index], lines[index:]
    return (), lines


def _once(text: str) -> str:
    """The names that a gazette prints twice, in its banner and in the letterhead, only once."""
    words = text.split()
    letters = ["".join(filter(str.isalpha, word)) for word in words]
    spoken = [word for word in letters if word]
    half = len(spoken) // 2
    if not half or spoken[:half] != spoken[half:]:
        return text
    # The second copy may lack a dash: the first is kept whole.
    end = [index for index, word in enumerate(letters) if word][half]
    return " ".join(words[:end])


def capitalise_name(text: str) -> str:
    """An agency printed in capitals, written as in running text.

    ``ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI`` → ``Ủy ban nhân dân Thành phố Hà Nội``, ``TỈNH HÀ TĨNH``
    → ``tỉnh Hà Tĩnh``. A name that is not in capitals stays as printed.
    """
    if text != text.upper():
        return text
    lower = text.lower().replace("uỷ", "ủy")
    for name in _FIXED_NAMES:
        if lower.startswith(name.lower()):
            rest = lower[len(name) :].strip()
            return one_line(f"{name} {_place_case(rest)}")
    head, _, rest = lower.partition(" ")
    return one_line(f"{head.capitalize()} {_agency_case(rest)}") if rest else head.capitalize()


def _place_case(text: str) -> str:
    words = (word if word in {"phố", "và"} else word.capitalize() for word in text.split())
    return _small_units(" ".join(words))


def _small_units(place: str) -> str:
    return _UNIT.sub(lambda unit: unit[0].lower(), place)


def _agency_case(text: str) -> str:
    """Bộ KHOA HỌC VÀ CÔNG NGHỆ → Khoa học và Công nghệ: each member starts with a capital."""
    agency, *place = re.split(r"\s+(?=(?:tỉnh|thành phố)\s)", text, maxsplit=1)
    members = re.split(r"(\s+và\s+|\s+[-–]\s+|,\s+)", agency)
    named = "".join(m if i % 2 else m[:1].upper() + m[1:] for i, m in enumerate(members))
    return " ".join([named, *map(_place_case, place)])


def signers(closing: Iterable[str]) -> str | None:
    """The people who signed, in the order of the closing lines; ``None`` if none is printed."""
    names = dict.fromkeys(name for text in closing for name in _people(text))
    return ", ".join(names) or None


def _people(text: str) -> Iterator[str]:
    for cell in map(str.strip, text.split("|")):
        found = _PERSON.search(cell)
        if (
            found
            and _BEFORE_A_NAME.fullmatch(cell[: found.start()])
            and not _NO_PERSON.search(found[0])
        ):
            yield one_line(found[0])
