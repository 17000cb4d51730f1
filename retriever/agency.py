"""Who a clause is about: the agency that it opens with, or that its nearest heading names."""

from __future__ import annotations

import re

from indexer.segment import fold
from indexer.types import Clause

_NUMBER = re.compile(
    r"^\s*(?:(?:dieu|muc|chuong|phan)\s+[ivxlc\d]+[.:]?|[ivxlc]+[.)]|\d+(?:\.\d+)*[.)]?"
    r"|[a-z]\)|[-+*])\s*"
)
_AGENCY = re.compile(
    r"(?:trach nhiem cua\s+)?"
    r"(?P<name>(?:cac\s+)?(?:so|ban|bo|uy ban|hoi dong|hoi|cong an|van phong|thanh tra|cuc|chi cuc"
    r"|tong cuc|dai|vien|hoc vien|truong|dai hoc|mat tran|lien hiep|lien doan|doan|trung tam"
    r"|kho bac|thue|bao hiem xa hoi|ngan hang|toa an|co quan|ubnd|hdnd)\s[a-z\s,-]{2,80}?)"
    r"\s*(?=[:;.(\n]|$|,?\s(?:chu tri|phoi hop|co trach nhiem|thuc hien|tham muu|huong dan|la"
    r"|to chuc|xay dung|trien khai|quan ly|bao dam|tiep tuc|kip thoi|chu dong)\b)"
)


def subject(clause: Clause) -> str:
    """The agency that a clause speaks of first, folded; empty when it is none."""
    for line in (clause.text[:160], *clause.headings[:-3:-1]):
        opening = _NUMBER.sub("", fold(line), count=1)
        if match := _AGENCY.match(opening):
            return " ".join(match["name"].replace(",", " ").split())
    return ""


def names_agency(question: str, agency: str) -> bool:
    """Whether a question, folded and with single blanks, names an agency."""
    return bool(agency) and f" {agency} " in f" {question} "
