"""Who does the tasks of a section and when, where a clause beside them says it for all of them.

``5.1. Các nhiệm vụ`` lists them, ``5.2. Thời gian thực hiện và đơn vị thực hiện`` stands after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from retriever.types import Clause, ClauseRef, Retriever, fold
from retriever.wants import Want
from service.asked import Asked
from service.evidence import Support, support
from service.sieve import holding_lead
from service.wording import without_number

_SAYING = {
    Want.WHO: re.compile(
        r"^[^.;]{0,40}\b(?:đơn vị|cơ quan|tổ chức) "
        r"(?:chủ trì|thực hiện|chịu trách nhiệm|phụ trách|triển khai)\b",
        re.IGNORECASE,
    ),
    Want.WHEN: re.compile(
        r"^[^.;]{0,40}\b(?:thời gian|thời hạn|tiến độ|lộ trình)"
        r"(?: (?:thực hiện|hoàn thành|triển khai)\b|\s*:)",
        re.IGNORECASE,
    ),
}
_LONGEST_HEADING = 80
_NAMED = {
    Want.WHO: re.compile(r"\b(?:don vi|co quan) (?:thuc hien|chu tri)\b"),
    Want.WHEN: re.compile(r"\bthoi gian (?:thuc hien|trien khai|hoan thanh)\b"),
}


def arranged(asked: Asked) -> tuple[Want, ...]:
    """What a question wants that may be said once for a section, in whatever words it asks."""
    folded = fold(asked.text)
    named = (want for want, pattern in _NAMED.items() if pattern.search(folded))
    return tuple(dict.fromkeys([*(want for want in asked.wants if want in _SAYING), *named]))


def arrangements(item: Support, wants: Sequence[Want], retriever: Retriever) -> list[Support]:
    """The clauses that say for the section of a clause what is asked: who does it, and when.

    Not for a clause that says so itself.
    """
    found: list[Clause] = []
    for want in wants:
        saying = _SAYING.get(want)
        if saying is None or _says(saying, item.clause):
            continue
        nearest = next(_beside(item, saying, retriever), None)
        if nearest is not None and nearest not in found:
            found.append(nearest)
    return [support(retriever, clause.ref, item.score) for clause in found]


def with_leads(found: Sequence[Support], asked: Asked, retriever: Retriever) -> list[Support]:
    """The clauses, before each one without the figure that is sought the one above that has it."""
    if asked.sought is None:
        return list(found)
    led: dict[ClauseRef, Support] = {}
    for item in found:
        lead = None
        if not asked.sought.held_by(item.clause.text):
            lead = holding_lead(item.clause, asked.sought, retriever)
        if lead is not None:
            led.setdefault(lead.ref, support(retriever, lead.ref, item.score))
        led.setdefault(item.ref, item)
    return list(led.values())


def _beside(item: Support, saying: re.Pattern[str], retriever: Retriever) -> Iterator[Clause]:
    """The clauses with such a heading beside the clause or one it stands in, nearest first."""
    for above in item.ancestors:
        for clause in retriever.children(above.ref):
            if clause.ref != item.ref and _says(saying, clause):
                inside = (one for one in retriever.children(clause.ref) if _says(saying, one))
                yield next(inside, clause)


def _says(saying: re.Pattern[str], clause: Clause) -> bool:
    """Whether the heading of a clause, or what stands before its colon, announces it."""
    first = without_number(clause.text).partition("\n")[0]
    heading, colon, _ = first.partition(":")
    announced = f"{heading}{colon}"
    return len(announced) <= _LONGEST_HEADING and saying.match(announced) is not None
