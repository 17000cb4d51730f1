"""Whose task a clause is: the headings printed above it, and those that were lost."""

from __future__ import annotations

import re

from retriever.types import Clause, Level
from service.agencies import names_in
from service.evidence import Support
from service.wording import UPPERCASE, without_number

_HEADED = frozenset({Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION, Level.ARTICLE})
_AGENCY = re.compile(
    r"(?:Sở|Bộ|Ban|Tổng cục|Cục|Chi cục|Hội|Hội đồng|Hiệp hội|Liên hiệp|Liên đoàn|Liên minh|Viện"
    r"|Học viện|Đài|Trường|Đại học|Trung tâm|Ngân hàng|Kho bạc|Bảo hiểm xã hội|Tập đoàn"
    rf"|Tổng công ty|Khu|Quỹ|Tổ|Đoàn|Thanh tra|Tòa án|Viện kiểm sát)\s+[{UPPERCASE}]"
    r"|(?:Ủy ban|UBND|HĐND|Văn phòng|Thuế|Công an|Mặt trận|Thủ trưởng|Chủ tịch|Người đứng đầu"
    r"|Chính phủ|Thủ tướng|Quốc hội|Bộ trưởng|Cơ quan)\b"
    r"|Các\s+(?:[Bb]ộ|[Ss]ở|[Bb]an|[Hh]ội|[Hh]iệp hội|[Tt]rường|[Kk]hu|[Cc]ơ quan|[Đđ]ơn vị"
    r"|[Tt]ổ chức|[Dd]oanh nghiệp|[Đđ]ịa phương|[Tt]ỉnh)\b"
)
_TASKS_OF = re.compile(
    r"^(?:Đề nghị\s+|(?:Trách nhiệm|Nhiệm vụ|Quyền hạn|Thẩm quyền)"
    r"(?:(?:,| và|,? và) (?:trách nhiệm|nhiệm vụ|quyền hạn))*"
    r"(?: thi hành| thực hiện| quản lý(?: nhà nước)?)? của\s+(?:các\s+)?)",
    re.IGNORECASE,
)
_NUMBERING = re.compile(r"^(?:Điều\s+\d+\w?\.?|Mục\s+[\w.]+|[IVXLC]+\.|\d+(?:\.\d+)*\.?)\s*")
_POINTER = re.compile(r"\b(?:quy định|nêu|nói) (?:tại|ở|trên)\b|\b(?:dưới|sau) đây\b|\bnhư sau\b")
"""What no name holds: ``Cơ quan có thẩm quyền quy định tại khoản 3`` is named elsewhere."""
_LONGEST_NAME = 120


def named_agency(item: Support) -> str | None:
    """The agency that the nearest heading names.

    ``None`` when that heading is another thing, was lost, or may not be the clause's own:
    nobody may be guessed.
    """
    heading = nearest_heading(item)
    if heading is None or item.clause.inferred:
        return None
    name = _NUMBERING.sub("", printed_heading(heading)).strip().rstrip(":.")
    name = _TASKS_OF.sub("", name)
    return name if _is_name(name) else None


def own_names(item: Support) -> list[str]:
    """The agencies that the clause's first line and the headings above it name as a whole.

    A line that goes on to say what an agency does names none as a whole.
    """
    lines = [item.clause.text, *(printed_heading(above) for above in item.ancestors)]
    return [name for line in lines if _is_name(name := _heading(line))]


def heads(clause: Clause) -> list[str]:
    """The agencies whose names are the first line of a clause, each by itself."""
    heading = _heading(clause.text)
    if not _AGENCY.match(heading):
        return []
    parts = [part.strip() for part in heading.split(";")]
    return [*parts, *(one.text for one in names_in(heading))]


def _heading(text: str) -> str:
    """The first line of a clause up to its colon, without the words before a name in it.

    Empty when the line is a sentence.
    """
    line = next(iter(without_number(text).splitlines()), "")
    if ":" not in line and line.rstrip().endswith((".", ";")):
        return ""
    return _TASKS_OF.sub("", line.split(":")[0].strip())


def _is_name(text: str) -> bool:
    """Whether a heading, or what stands before a colon, names an agency and nothing else."""
    known = _AGENCY.match(text) and len(text) <= _LONGEST_NAME
    return bool(known) and not _POINTER.search(text)


def lost_heading(item: Support) -> Clause | None:
    """The container right above the clause when the source lost its heading."""
    heading = nearest_heading(item)
    return heading if heading is not None and is_lost(heading) else None


def is_lost(clause: Clause) -> bool:
    """Whether the source has lost the heading of a clause, the number of one without parts."""
    is_leaf = clause.lead == len(clause.text)
    printed = without_number(clause.text) != clause.text if is_leaf else printed_heading(clause)
    return clause.inferred and not printed


def nearest_heading(item: Support) -> Clause | None:
    """The nearest container of a level that carries headings."""
    return next((above for above in item.ancestors if above.level in _HEADED), None)


def printed_heading(clause: Clause) -> str:
    """The first line that stands before a container's children; empty when it was lost."""
    lead = clause.text[: clause.lead].strip()
    return lead.splitlines()[0] if lead else ""
