"""What can be known of the numbering before the tree is built: runs of numbers.

A single mark says little. Whether ``Điều 5.`` is a heading, and whether a ``1.`` begins a new
điều, a new part or a list inside a clause, is told by the marks before and after it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from indexer.parse.markers import Mark, Marker, to_roman

MAX_LOST_PARTS = 20
"""No plan has more parts than this; so many restarts are lists."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A marker with the line it stands on."""

    index: int
    marker: Marker


def article_chain(candidates: Sequence[Mention]) -> list[Mention]:
    """The ``Điều`` lines that really open one: the longest run that only goes up.

    Quotations whose marks were lost, and tables of old and new numbers, fall out of it.
    """
    keys = [(m.marker.value, m.marker.suffix) for m in candidates]
    if all(one < two for one, two in pairwise(keys)):
        return list(candidates)
    # Patience sorting: tails[k] is the smallest end of an increasing run of k + 1 articles.
    tails: list[tuple[int, str]] = []
    ends: list[int] = []
    previous: list[int] = []
    for position, key in enumerate(keys):
        length = bisect_left(tails, key)
        previous.append(ends[length - 1] if length else -1)
        if length == len(tails):
            tails.append(key)
            ends.append(position)
        else:
            tails[length], ends[length] = key, position
    chain: list[Mention] = []
    position = ends[-1] if ends else -1
    while position >= 0:
        chain.append(candidates[position])
        position = previous[position]
    return chain[::-1]


def counted(candidates: Sequence[Mention]) -> list[Mention]:
    """The mentions that count on from 1, as the điều of a model contract or A., B. in a plan do.

    Others are entries of tables, or initials.
    """
    runs: list[list[Mention]] = [[]]
    for mention in candidates:
        if mention.marker.value == 1:
            runs.append([mention])
        elif runs[-1] and mention.marker.value == runs[-1][-1].marker.value + 1:
            runs[-1].append(mention)
    return [mention for run in runs if len(run) > 1 for mention in run]


def dividing(romans: Sequence[Mention], chain: Sequence[Mention]) -> frozenset[int]:
    """The lines of each ``I.`` that a ``II.`` of the same điều goes on from.

    A decision that approves a plan prints the whole plan in its first điều.
    """
    articles = [mention.index for mention in chain]
    return frozenset(
        one.index
        for one, two in pairwise(romans)
        if (one.marker.value, two.marker.value) == (1, 2)
        and bisect_left(articles, one.index) == bisect_left(articles, two.index)
    )


@dataclass(frozen=True, slots=True)
class Lost:
    """A numbered level whose heading is lost: what to call it and why that is known."""

    first: int
    last: int
    reason: str

    @property
    def certain(self) -> bool:
        """Whether the number itself is known, and not only a range."""
        return self.first == self.last

    def number(self, *, roman: bool = False) -> str:
        """``8``, or ``1-6`` when only the range is known."""
        write = to_roman if roman else str
        return write(self.first) if self.certain else f"{write(self.first)}-{write(self.last)}"


@dataclass(slots=True)
class Plan:
    """Where lost levels begin, by line; what else seems wrong, as sentences."""

    articles: dict[int, Lost] = field(default_factory=dict)
    parts: dict[int, Lost] = field(default_factory=dict)
    nested: set[int] = field(default_factory=set)
    doubts: list[str] = field(default_factory=list)


def lost_articles(chain: Sequence[Mention], numbers: Sequence[Mention], first: int) -> Plan:
    """Điều whose headings are lost, from khoản that begin again at 1 between two printed điều.

    Args:
        chain: the printed điều in order, at least one.
        numbers: every ``1.``, ``2.`` … in order.
        first: the line where the text of the component begins.
    """
    plan = Plan()
    start = chain[0].marker.value
    if start > 1 and chain[0].index > first:
        reason = f"trước Điều {start} không còn tiêu đề điều nào"
        plan.articles[first] = Lost(1, start - 1, reason)
    lines = [mention.index for mention in numbers]
    for one, two in pairwise(chain):
        missing = two.marker.value - one.marker.value - 1
        if missing < 1:
            continue
        starts = _restarts(numbers[bisect_left(lines, one.index) : bisect_left(lines, two.index)])
        low, high = one.marker.value + 1, two.marker.value - 1
        if not starts:
            plan.doubts.append(
                f"Không thấy {_articles(low, high)} giữa Điều {low - 1} và Điều {high + 1}."
            )
            continue
        exact = len(starts) == missing
        for offset, index in enumerate(starts if exact else starts[:1]):
            number = low + offset if exact else 0
            plan.articles[index] = Lost(
                number or low,
                number or high,
                f"khoản đánh số lại từ 1 giữa Điều {low - 1} và Điều {high + 1}",
            )
    return plan


def _articles(low: int, high: int) -> str:
    return f"Điều {low}" if low == high else f"Điều {low} đến Điều {high}"


def _restarts(numbers: Sequence[Mention]) -> list[int]:
    """The lines where the numbering begins again at 1, the first run left out."""
    starts: list[int] = []
    last = 0
    for mention in numbers:
        value = mention.marker.value
        if value == 1 and last and not mention.marker.suffix:
            starts.append(mention.index)
        last = value
    return starts


def lost_parts_within(
    named: Sequence[Mention],
    romans: Sequence[Mention],
    numbers: Sequence[Mention],
    end: int,
    breaks: Sequence[int] = (),
) -> Plan:
    """The same for a plan whose parts I., II. begin again in each ``Phần I``, ``Phần II``."""
    plan = Plan()
    for begin, finish in pairwise([-1, *(mention.index for mention in named), end]):
        inside, counted_there = (
            [mention for mention in every if begin < mention.index < finish]
            for every in (romans, numbers)
        )
        found = lost_parts(inside, counted_there, finish, breaks, begin)
        plan.parts |= found.parts
        plan.nested |= found.nested
        plan.doubts += found.doubts
    return plan


def lost_parts(
    romans: Sequence[Mention],
    numbers: Sequence[Mention],
    end: int,
    breaks: Sequence[int] = (),
    begin: int = -1,
) -> Plan:
    """Parts (I., II. …) of a plan whose headings are lost, from sections that begin again at 1.

    ``10.`` followed by ``1.`` is a new part, unless the count goes on with ``11.`` afterwards:
    then it was a list inside section 10. After one of the lines ``breaks`` (A., B. …) sections
    may begin again. The first sections behind the line ``begin`` belong to it.
    """
    plan = Plan()
    bounds = [*((m.index, m.marker.value) for m in romans), (end, 0)]
    lines = [mention.index for mention in numbers]
    previous, low = begin, 0
    for index, value in bounds:
        between = numbers[bisect_left(lines, previous + 1) : bisect_left(lines, index)]
        starts, nested = _section_starts(between, breaks)
        plan.nested |= nested
        if previous >= 0:
            starts = starts[1:]  # the first run belongs to the printed part itself
        if starts and begin >= 0 and not romans:
            plan.nested.update(starts)
        elif starts and (romans or len(starts) > 1):
            _plan_gap(plan, starts, low, value)
        previous, low = index, value
    return plan


def _plan_gap(plan: Plan, starts: list[int], low: int, high: int) -> None:
    """Name the parts that begin at ``starts`` between the printed parts ``low`` and ``high``."""
    missing = high - low - 1 if high else len(starts)
    if missing < 1 or len(starts) > MAX_LOST_PARTS:
        plan.doubts.append(f"Mục đánh số lại từ 1 trong phần {to_roman(low)} mà không có phần mới.")
        plan.nested.update(starts)
        return
    exact = missing == len(starts)
    for offset, index in enumerate(starts if exact else starts[:1]):
        first = low + 1 + offset
        last = first if exact else high - 1
        plan.parts[index] = Lost(first, last, "mục đánh số lại từ 1, tiêu đề phần bị mất")


def _section_starts(
    numbers: Sequence[Mention], breaks: Sequence[int]
) -> tuple[list[int], set[int]]:
    """Where runs of sections begin, and the lines of lists that only stand inside a section."""
    starts: list[int] = []
    nested: set[int] = set()
    last, position = 0, 0
    while position < len(numbers):
        value = numbers[position].marker.value
        before = numbers[position - 1].index if position else numbers[position].index
        if bisect_left(breaks, before) < bisect_left(breaks, numbers[position].index):
            last = value
            position += 1
            continue
        if value == 1 and last:
            run = _run_length(numbers, position)
            after = position + run
            resumes = after < len(numbers) and numbers[after].marker.value == last + 1
            if resumes and last + 1 != run + 1:
                nested.update(m.index for m in numbers[position:after])
                position = after
                continue
        if value == 1 or not last:
            starts.append(numbers[position].index)
        last = value
        position += 1
    return starts, nested


def _run_length(numbers: Sequence[Mention], position: int) -> int:
    length = 1
    while (
        position + length < len(numbers)
        and numbers[position + length].marker.value
        == numbers[position + length - 1].marker.value + 1
    ):
        length += 1
    return length


def mentions(marks: Sequence[Marker | None], kind: Mark) -> list[Mention]:
    """Every mark of one kind with its line."""
    return [Mention(i, m) for i, m in enumerate(marks) if m is not None and m.mark is kind]
