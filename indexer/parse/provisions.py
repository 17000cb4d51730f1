"""From a clause to others of its own document: "điểm b, d Mục 2.1", "khoản 2 Điều này"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from indexer.parse.citations import KINDS
from indexer.parse.markers import VIETNAMESE_LETTERS
from indexer.types import Clause, ClauseRef, Level, Reference, ReferenceType

MAX_LIST = 40
"""Items of one list; a longer one is cut, so that reading stays linear."""

MAX_RANGE = 60

_AND = r"\s*(?:,|;|và|hoặc|đến)\s*"


def _list(unit: str, item: str) -> str:
    return rf"(?:này|{item}(?:{_AND}(?:các\s+)?(?:{unit}\s+)?{item}){{0,{MAX_LIST}}})(?![\w/])"


_COUNTED = r"(?!\s*(?:ngày|tháng|năm|người|triệu|tỷ|đồng|%))"
_DECIMAL = r"\d{1,2}(?:\.\d{1,2}){1,3}(?![\w/])"
_POINT = rf"(?:[a-zđ]\d?(?!\w)|{_DECIMAL})"
_NUMERAL = rf"\d{{1,4}}[a-zđ]?(?![\w/]){_COUNTED}"
_SECTION = r"(?:(?:[IVX]+\.)?\d{1,2}(?:\.\d{1,2}){0,3}(?!\w)|[IVX]+(?!\w))"
_CHAPTER = r"(?:[IVXL]+|\d{1,2})[a-zđ]?(?!\w)"
_PART = r"[IVXL]+(?!\w)"
_UNIT = re.compile(
    rf"[đĐ]iểm\s+(?P<point>{_list('điểm', _POINT)})|"
    rf"(?:(?<![ĐđCc]iều )[kK]hoản|[tT]iết(?=\s+{_DECIMAL}))\s+"
    rf"(?P<paragraph>{_list('(?:khoản|tiết)', f'(?:{_DECIMAL}{_COUNTED}|{_NUMERAL})')})|"
    rf"Điều\s+(?P<article>{_list('Điều', _NUMERAL)})|"
    rf"[mM]ục\s+(?P<section>{_SECTION})|"
    rf"Chương\s+(?P<chapter>{_list('Chương', _CHAPTER)})|"
    rf"Phần\s+(?P<part>{_PART})"
)
_HEADED = (Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION, Level.ARTICLE)
_ORDER = ("point", "paragraph", "article", "section", "chapter", "part")
_GAP = re.compile(r"\s*,?\s+(?:của\s+)?(?:các\s+)?")
_LISTED = re.compile(r"\s*(?:,|;|và|hoặc)\s*(?:(?:các|tại|và)\s+)*")
_SPLIT = re.compile(r"\s*(,|;|và|hoặc|đến)\s*(?:các\s+)?(?:điểm|khoản|tiết|Điều|Chương)?\s*")
_OTHER_TEXT = re.compile(rf"\s*,?\s*(?:của\s+)?(?P<kind>{KINDS})(?P<this>\s+này)?")
_TRIGGER = re.compile(r"Điều|[kK]hoản|iểm [a-zđ]|(?:iểm|iết) \d|[mM]ục |Chương|Phần [IVXL]")
_AMENDS = re.compile(r"(?:[Ss]ửa đổi|[Bb]ổ sung|[Bb]ãi bỏ|[Tt]hay(?: thế)?|như sau)\b")
_AMENDING = re.compile(r"(?:(?:Điều )?\d+[a-zđ]?\.\s*)?(?:Sửa đổi|Bổ sung|Bãi bỏ)")
_OWN_MARK = re.compile(r"(?:Điều|Chương|CHƯƠNG|Mục|MỤC|Phần|PHẦN)\s+[\dIVXLC]+[a-zđ]?")
QUOTED = re.compile(r"“[^”]*(?:”|$)")
"""In a document that amends others, their words."""


@dataclass(frozen=True)
class Texts:
    """The clauses of a document by path, and what its texts are called.

    ``kinds`` maps a path's prefix to the kind of text: "" → "Quyết định", "att_1" → "Quy chế".
    ``amends`` is true of a document that amends others: what it quotes is theirs.
    """

    by_path: Mapping[str, ClauseRef]
    kinds: dict[str, str]
    amends: bool = False

    @cached_property
    def prefixes(self) -> Mapping[str, str]:
        """The kinds in small letters → the prefix of the first text of that kind."""
        return {kind.lower(): prefix for prefix, kind in reversed(self.kinds.items())}


@dataclass(slots=True)
class Mention:
    """Adjacent units that name one place: điểm a, b + khoản 2 + Điều 5."""

    start: int
    end: int
    items: dict[str, list[str]] = field(default_factory=dict)


def mentions(text: str) -> list[Mention]:
    """The places that ``text`` names, smaller units joined to the larger ones behind them.

    "điểm a khoản 5; khoản 6 Điều 13" names two places of Điều 13.
    """
    found: list[Mention] = []
    rank = 0
    for match in _UNIT.finditer(text):
        unit = match.lastgroup or ""
        level = _ORDER.index(unit)
        items = expand(match[unit])
        if found and level > rank and _GAP.fullmatch(text, found[-1].end, match.start()):
            found[-1].end = match.end()
            found[-1].items[unit] = items
        else:
            found.append(Mention(match.start(), match.end(), {unit: items}))
        rank = level
    for one, two in pairwise(reversed(found)):
        if _LISTED.fullmatch(text, two.end, one.start):
            _take_larger_units(two, one)
    return found


def _take_larger_units(mention: Mention, following: Mention) -> None:
    largest = max(map(_ORDER.index, mention.items))
    for unit in _ORDER[largest + 1 :]:
        if unit in following.items:
            mention.items[unit] = following.items[unit]


def expand(printed: str) -> list[str]:
    """The items of a list with its ranges filled in: ``5 đến 8`` → 5, 6, 7, 8."""
    parts = _SPLIT.split(printed)
    items = [parts[0]]
    for joiner, item in zip(parts[1::2], parts[2::2], strict=True):
        items.extend(_between(items[-1], item) if joiner == "đến" else ())
        items.append(item)
    return [item for item in items if item]


def _between(first: str, last: str) -> Sequence[str]:
    (above, dot, low), (other, _, high) = first.rpartition("."), last.rpartition(".")
    if above == other and low.isdigit() and high.isdigit():
        numbers = range(int(low) + 1, min(int(high), int(low) + MAX_RANGE))
        return [f"{above}{dot}{number}" for number in numbers]
    letters = VIETNAMESE_LETTERS
    if first in letters and last in letters:
        return letters[letters.index(first) + 1 : letters.index(last)]
    return ()


def provisions(
    clause: Clause, text: str, texts: Texts, taken: Sequence[tuple[int, int]]
) -> Iterator[Reference]:
    """The clauses of the same document that ``text``, the clause's own words, names.

    ``taken`` are the spans of mentions of other documents, in order.
    """
    if not _TRIGGER.search(text):
        return
    foreign = list(taken)
    amended = texts.amends or any(map(_AMENDING.match, clause.headings))
    amending = amended and bool(_AMENDS.search(text))
    if amending:
        foreign = sorted([*foreign, *(found.span() for found in QUOTED.finditer(text))])
    own_mark = _OWN_MARK.match(text) if clause.level in _HEADED else None
    found = mentions(text)
    elsewhere = _elsewhere(text, found)
    position = 0
    for mention in found:
        while position < len(foreign) and foreign[position][1] <= mention.start:
            position += 1
        overlaps = position < len(foreign) and foreign[position][0] < mention.end
        if overlaps or mention.start in elsewhere or (own_mark and mention.start < own_mark.end()):
            continue
        tail = _OTHER_TEXT.match(text, mention.end)
        own = tail is not None or any(items == ["này"] for items in mention.items.values())
        if amending and not own:
            continue  # "Sửa đổi khoản 2 Điều 5": of the amended text
        prefix = _prefix(clause.ref.path, tail["kind"].lower() if tail else "", texts)
        paths = _paths(mention.items, clause.ref.path, prefix, texts.by_path)
        if not paths and not own:
            continue  # no clause of this document, so of one that is not named here
        yield Reference(
            origin=clause.ref,
            type=ReferenceType.INTERNAL,
            text=text[mention.start : mention.end],
            start=clause.start + mention.start,
            end=clause.start + mention.end,
            clauses=tuple(dict.fromkeys(texts.by_path[path] for path in paths)),
            document_id=clause.ref.document_id,
        )


def _elsewhere(text: str, found: Sequence[Mention]) -> set[int]:
    """Where the mentions start that belong to a document named behind them without a number.

    "Điều 35 và khoản 1 Điều 36 của Bộ luật Lao động": the whole list is of that code.
    """
    starts: set[int] = set()
    following: Mention | None = None
    for mention in reversed(found):
        tail = _OTHER_TEXT.match(text, mention.end)
        listed = following is not None and _LISTED.fullmatch(text, mention.end, following.start)
        if (tail and not tail["this"]) or (listed and following and following.start in starts):
            starts.add(mention.start)
        following = mention
    return starts


def _prefix(path: str, kind: str, texts: Texts) -> str:
    """The text that "Quy chế này" or "Quyết định này" means, seen from ``path``."""
    own = path.split("__", 1)[0] if path.startswith("att_") else ""
    if kind and texts.kinds.get(own, kind).lower() != kind:
        return texts.prefixes.get(kind, own)
    return own


def _paths(
    items: Mapping[str, list[str]], origin: str, prefix: str, by_path: Mapping[str, ClauseRef]
) -> list[str]:
    """The paths that are meant, the nearest clause above where one is not there."""
    if "section" in items:
        bases = _sections(items, origin, prefix, by_path)
    elif "article" in items:
        bases = _articles(items["article"], origin, prefix)
    elif "chapter" in items:
        wanted = {f"chp_{number}" for number in items["chapter"]}
        bases = [path for path in by_path if _last(path) in wanted and path.startswith(prefix)]
    elif "part" in items:
        bases = [path for path in by_path if path == f"part_{items['part'][0]}"]
    elif "paragraph" in items and (article := _ancestor(origin, "art_")):
        bases = [article]
    else:
        bases = []  # "khoản 2" outside every điều
    in_plan = "section" in items and bool(bases)
    if "paragraph" in items:  # those of a plan are its numbered sections
        if in_plan and _last(bases[0]).startswith("part_"):
            bases = _under(bases, "sec_", items["paragraph"], origin)
        else:
            bases = _under(bases, "para_", map(_in_paragraph, items["paragraph"]), origin)
    if "point" in items:
        if in_plan and "." in items["point"][0]:  # "điểm 1.2" of a plan is a section, too
            bases = _under([bases[0].partition("__sec_")[0]], "sec_", items["point"], origin)
        else:
            bases = _under(bases, "point_", items["point"], origin)
    found = (_existing(path, by_path) for path in bases)
    return [path for path in found if path]


def _in_paragraph(number: str) -> str:
    """Where "khoản 2.1" stands in an article: as a point of khoản 2."""
    return f"{number.partition('.')[0]}__point_{number}" if "." in number else number


def _articles(numbers: Sequence[str], origin: str, prefix: str) -> list[str]:
    if numbers == ["này"]:
        return [article] if (article := _ancestor(origin, "art_")) else []
    return [f"{prefix}__art_{number}" if prefix else f"art_{number}" for number in numbers]


def _under(bases: Sequence[str], token: str, numbers: Iterable[str], origin: str) -> list[str]:
    """The numbered children of the first base: in "khoản 2 Điều 5, Điều 6" only Điều 5 has it."""
    numbers = list(numbers)
    if numbers == ["này"]:
        return [base] if (base := _ancestor(origin, token)) else []
    return [f"{base}__{token}{number}" for base in bases[:1] for number in numbers] + [*bases[1:]]


def _existing(path: str, by_path: Mapping[str, ClauseRef]) -> str:
    while path and path not in by_path:
        path = path.rpartition("__")[0]
    return "" if path.startswith("att_") and "__" not in path else path


def _last(path: str) -> str:
    return path.rpartition("__")[2]


def _ancestor(path: str, token: str) -> str | None:
    elements = path.split("__")
    for index in range(len(elements) - 1, -1, -1):
        if elements[index].startswith(token):
            return "__".join(elements[: index + 1])
    return None


def _sections(
    items: Mapping[str, list[str]], origin: str, prefix: str, by_path: Mapping[str, ClauseRef]
) -> list[str]:
    """The sections of this number in the part that is named, if any.

    One in the same part first, else the only one there is.
    """
    number = items["section"][0]
    part, _, rest = number.partition(".") if number[0] in "IVX" else ("", "", number)
    if re.fullmatch(r"[IVX]+", number):
        wanted = [f"part_{number}", f"sec_{number}"]
    else:
        wanted = [f"part_{part}__sec_{rest}"] if part else [f"sec_{rest}"]
    tails = tuple(f"__{path}" for path in wanted)
    found = [p for p in by_path if (p in wanted or p.endswith(tails)) and p.startswith(prefix)]
    if "part" in items:
        inside = f"part_{items['part'][0]}__"
        found = [path for path in found if path.startswith(inside)]
    home = origin.rpartition("__sec_")[0]
    near = [path for path in found if home and path.startswith(home)]
    chosen = near or found
    return chosen if len(chosen) == 1 else []
