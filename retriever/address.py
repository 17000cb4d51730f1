"""Where a clause stands, as a question names it, and which clauses are there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from indexer.segment import fold
from indexer.types import Document

_LAWS = frozenset({"luat", "nghi quyet", "nghi dinh", "thong tu", "chi thi"})
"""What documents of other kinds cite by article."""
_LEADING = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Address:
    """The elements of a clause's path that a question names, outermost first.

    ``name`` is how an official writes it, ``spans`` are the words of the question. ``kind`` and
    ``number`` are those of the text which is to have it, folded (``quy che``), empty where the
    question does not say.
    """

    elements: tuple[tuple[str, str], ...]
    name: str
    spans: tuple[tuple[int, int], ...]
    kind: str = ""
    number: str = ""

    def __contains__(self, place: int) -> bool:
        return any(start <= place < end for start, end in self.spans)


def of_another(address: Address, documents: Iterable[Document]) -> bool:
    """Whether the address is one in a law or a document that is not among these.

    It may be in one of which nobody knows what it is.
    """
    known = [(fold(one.kind or ""), fold(one.number or "").replace(" ", "")) for one in documents]
    if not all(kind for kind, _ in known):
        return False
    if address.number:
        return not any(
            number == address.number or number.startswith(f"{address.number}/")
            for _, number in known
        )
    return address.kind in _LAWS and all(kind != address.kind for kind, _ in known)


def address_pattern(address: Address) -> re.Pattern[bytes]:
    """What finds the address and everything below it among clause ids, a line each.

    The group ``below`` is empty for the clause itself. The second of two clauses with one
    number carries a mark (``art_2~2``). A khoản of a plan's part is its section. Articles whose
    headings are lost are found, too, whichever they are: see ``may_be_at``.
    """
    in_plan = address.elements[0][0] == "part"
    units = {"para": "(?:para|sec)"} if in_plan else {}

    def element(unit: str, value: str) -> str:
        number = re.escape(value)
        if unit == "art":
            number = rf"(?:{number}|(?P<from>\d+)-(?P<to>\d+))"
        return rf"{units.get(unit, unit)}_{number}(?:~\d+)?"

    path = r"__(?:[^\n]*__)?".join(element(*one) for one in address.elements)
    return re.compile(rf"/(?:[^\n]*?__)?{path}(?P<below>__[^\n]*)?\n".encode())


def may_be_at(address: Address, match: re.Match[bytes]) -> bool:
    """Whether what ``address_pattern`` found is at the address, or may be for all that is known.

    ``Điều 1–6``, in one because their headings are lost, have Điều 3.
    """
    if not is_lost(match):
        return True
    number = _LEADING.match(dict(address.elements)["art"])
    return number is not None and int(match["from"]) <= int(number[0]) <= int(match["to"])


def is_at(address: Address, path: str) -> bool:
    """Whether a clause with this path is at the address or below it, or may be."""
    match = address_pattern(address).search(f"/{path}\n".encode())
    return match is not None and may_be_at(address, match)


def is_lost(match: re.Match[bytes]) -> bool:
    """Whether what ``address_pattern`` found is in articles whose headings are lost."""
    return match.groupdict().get("from") is not None
