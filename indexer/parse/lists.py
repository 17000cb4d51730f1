"""What stands inside a numbered clause: điểm, tiết, gạch đầu dòng, small numbered lists."""

from __future__ import annotations

from indexer.parse.clean import TextLine
from indexer.parse.growth import BELOW_ARTICLE, LISTED, Growth
from indexer.parse.markers import Mark, Marker
from indexer.parse.tree import Node, label_of, node_of
from indexer.types import Level

MAX_LOOK_AHEAD = 40
"""Marks; a list that goes on beyond is treated as if it ended."""

_UNLETTERED = (4, 6)
"""From d straight to e: many writers leave out đ."""


def list_entry(growth: Growth) -> Node | None:
    """The open entry of a small numbered list, if there is one."""
    return next((n for n in reversed(growth.open) if n.is_item and n.token[-1].isdigit()), None)


def in_list(growth: Growth) -> bool:
    """Whether a small numbered list is open."""
    return list_entry(growth) is not None


def open_entry(growth: Growth, marker: Marker, line: TextLine) -> bool:
    """``1.`` inside a clause: the next entry of the open list, or the first of a new one."""
    if entry := list_entry(growth):
        parent = entry.parent or growth.root
        if marker.value not in (1, entry.value + 1):
            return False
    elif marker.value == 1:
        parent = growth.here
    else:
        return False
    token, cite = f"item_{marker.number}", f"mục nhỏ {marker.number}"
    return growth.push(parent, node_of(Level.INDENT, token, cite, line, marker.value))


def _list_owner(growth: Growth, *skip: Level) -> Node:
    """Where a new list belongs: the paragraph that announces it, else the numbered clause."""
    here = growth.here
    return here if here.is_alinea and here.tail == ":" else growth.owner(*skip)


def open_letter(growth: Growth, _index: int, marker: Marker, line: TextLine) -> bool:
    """``a)``: goes on with the innermost list that it fits, or begins one."""
    number = f"{marker.number}{marker.suffix}"
    for owner in reversed(growth.open):
        last = owner.last(Level.POINT)
        if last is None or not last.token[len("point_")].isalpha():
            continue
        gap = marker.value - last.value
        if 0 < gap <= 3 or (gap == 0 and marker.suffix):
            if gap > 1 and (last.value, marker.value) != _UNLETTERED:
                where = label_of(owner) if owner.token else "Văn bản"
                growth.doubt(f"{where}: sau {last.cite} là điểm {number}; ở giữa bị mất.")
            return growth.push(owner, _point(number, line, marker.value))
    if marker.value != 1:
        return False
    owner = _list_owner(growth, *LISTED)
    if owner.last(Level.POINT) is not None and growth.infer:
        where = label_of(owner) if owner.token else "Văn bản"
        growth.doubt(f"{where}: danh sách điểm bắt đầu lại từ a).")
    return growth.push(owner, _point(number, line, 1))


def _point(number: str, line: TextLine, value: int) -> Node:
    return node_of(Level.POINT, f"point_{number}", f"điểm {number}", line, value)


def open_bracketed(growth: Growth, _index: int, marker: Marker, line: TextLine) -> bool:
    """``(1)`` is a điểm, ``(i)`` a tiết."""
    roman = marker.mark is Mark.LITTLE_ROMAN
    level = Level.INDENT if roman else Level.POINT
    token = f"item_{marker.number}" if roman else f"point_{marker.number}"
    cite = f"tiết ({marker.number})" if roman else f"điểm ({marker.number})"
    for owner in reversed(growth.open):
        last = owner.last(level)
        if last and last.cite.endswith(")") and last.value + 1 == marker.value:
            return growth.push(owner, node_of(level, token, cite, line, marker.value))
    if marker.value != 1:
        return False
    owner = _list_owner(growth, Level.INDENT, Level.ROW)
    while owner.cite.endswith(")") and not roman and owner.parent:
        owner = owner.parent  # a new (1) stands beside the list of the last one, not in it
    return growth.push(owner, node_of(level, token, cite, line, 1))


def open_dash(growth: Growth, index: int, _marker: Marker, line: TextLine) -> bool:
    """``-``: a gạch đầu dòng of the innermost numbered clause."""
    owner = _list_owner(growth, Level.INDENT, Level.ROW)
    if owner.level is Level.POINT and _is_stranded(growth, index, owner):
        owner = growth.owner(Level.SECTION, Level.SUBSECTION, *BELOW_ARTICLE)
    if growth.here.is_item:
        owner = growth.here
    return _push_bullet(growth, owner, "gạch đầu dòng", line)


def open_plus(growth: Growth, _index: int, _marker: Marker, line: TextLine) -> bool:
    """``+``: stands under a ``-``, or beside the ``+`` before it."""
    bullet = next((n for n in reversed(growth.open) if n.token.startswith("indent_")), None)
    if bullet is None:
        owner = _list_owner(growth, Level.INDENT, Level.ROW)
    elif bullet.cite.startswith("dấu cộng") and bullet.parent:
        owner = bullet.parent
    else:
        owner = bullet
    return _push_bullet(growth, owner, "dấu cộng", line)


def _push_bullet(growth: Growth, owner: Node, what: str, line: TextLine) -> bool:
    count = owner.count(what)
    node = node_of(Level.INDENT, f"indent_{count}", f"{what} {count}", line, count)
    return growth.push(owner, node)


def _is_stranded(growth: Growth, index: int, owner: Node) -> bool:
    """Whether a bullet after a finished điểm belongs to a section whose heading is lost."""
    section = growth.find(Level.SECTION)
    if section is None or owner.tail == ":" or not growth.infer:
        return False
    for marker in growth.marks[index + 1 : index + 1 + MAX_LOOK_AHEAD]:
        if marker is not None and marker.mark in (Mark.LETTER, Mark.NUMBER, Mark.ROMAN):
            return marker.mark is Mark.NUMBER and marker.value > section.value + 1
    return False
