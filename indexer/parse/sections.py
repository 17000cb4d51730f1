"""What plans are made of: parts (I., II. …), sections (1.), subsections (1.1.), also lost ones."""

from __future__ import annotations

import re

from indexer.parse.clean import TextLine
from indexer.parse.growth import MAX_JUMP, Growth
from indexer.parse.lists import open_entry
from indexer.parse.markers import Marker, is_capitals
from indexer.parse.runs import Lost
from indexer.parse.tree import Node, heading_of, node_of
from indexer.types import Level

_ROMAN = re.compile(r"part_[IVXL]")
_CAPITAL = re.compile(r"part_[A-HK]")


def open_roman(growth: Growth, index: int, marker: Marker, line: TextLine) -> bool:
    """``III.``: a part of a plan, also of one that a decision approves inside a điều."""
    if not heading_of(line.text):
        return False
    parent = _holder(growth)
    if growth.has_articles:
        article = growth.find(Level.ARTICLE)
        if article is None or article.last(Level.PARAGRAPH) is not None:
            return False
        if article.last(Level.PART) is None and index not in growth.divided:
            return False
        parent = article
    last = parent.last(Level.PART)
    if last and growth.infer and marker.value <= last.value:
        return False
    if last and marker.value > last.value + MAX_JUMP:
        return False
    return growth.push(parent, _part(parent, marker, line))


def open_capital(growth: Growth, index: int, marker: Marker, line: TextLine) -> bool:
    """``A.``: a part above those with Roman numbers, or inside one of them."""
    if index not in growth.capitals:
        return False
    roman = None if growth.capitals_first else _open_part(growth, _ROMAN)
    parent = roman or next((node for node in growth.open if node.is_form), growth.root)
    if growth.has_articles and parent is growth.root:
        return False
    return growth.push(parent, _part(parent, marker, line))


def _holder(growth: Growth) -> Node:
    """Where ``I.`` belongs: in part A. if these come first, in Phần I, in the form, or the root."""
    capital = _open_part(growth, _CAPITAL) if growth.capitals_first else None
    named = next((node for node in growth.open if _is_named(node)), None)
    return capital or named or next((node for node in growth.open if node.is_form), growth.root)


def _is_named(node: Node) -> bool:
    """Whether a part is printed as ``Phần I``, not only ``I.``."""
    return node.level is Level.PART and node.cite.startswith(("Phần", "PHẦN"))


def _open_part(growth: Growth, numbers: re.Pattern[str]) -> Node | None:
    return next((node for node in reversed(growth.open) if numbers.match(node.token)), None)


def _part(parent: Node, marker: Marker, line: TextLine) -> Node:
    joined = parent.token.startswith("part_") and not _is_named(parent)
    cite = marker.number if joined else f"Mục {marker.number}"
    node = node_of(Level.PART, f"part_{marker.number}", cite, line, marker.value)
    node.joined = joined
    return node


def open_lost_part(growth: Growth, lost: Lost) -> None:
    """A part whose number is lost, known from the sections that begin again at 1."""
    number = lost.number(roman=True)
    node = Node(Level.PART, f"part_{number}", f"Mục {number.replace('-', '–')}")
    node.value, node.inferred, node.reason = lost.last, True, lost.reason
    heading = _pending_heading(growth)
    growth.push(_holder(growth), node)
    if heading is not None:
        node.start, node.end, node.heading = heading.start, heading.end, heading.heading
    else:
        growth.doubt(f"{node.cite}: {lost.reason}; tiêu đề để trống.")


def _pending_heading(growth: Growth) -> Node | None:
    """Take back a heading in capitals that stands right before a lost part."""
    here = growth.here
    if here.is_alinea and here.parent and is_capitals(here.heading):
        growth.open.pop()
        here.parent.children.remove(here)
        return here
    return None


def open_section(growth: Growth, marker: Marker, line: TextLine) -> bool:
    """``2.`` outside a điều: a section of the open part."""
    parent = growth.part()
    last = parent.last(Level.SECTION)
    value = last.value if last else 0
    if marker.value <= value and not (marker.suffix and marker.value == value):
        return not growth.infer and open_entry(growth, marker, line)
    if marker.value > value + MAX_JUMP:
        return False
    if growth.infer and marker.value > value + 1:
        growth.doubt_jump(parent, value, marker.value, "Mục ")
        _mark_bullets(parent, last, f"{value + 1}", f"{marker.value - 1}")
    number = f"{marker.number}{marker.suffix}"
    return growth.push(parent, _section(parent, number, marker.value, line))


def _section(part: Node, number: str, value: int, line: TextLine | None) -> Node:
    named = _is_named(part)
    joined = part.token.startswith("part_") and not named
    cite = number if joined else f"mục {number}" if named else f"Mục {number}"
    level = Level.SUBSECTION if "." in number else Level.SECTION
    token = f"sec_{number}"
    node = node_of(level, token, cite, line, value) if line else Node(level, token, cite)
    node.value, node.joined, node.replaces = value, joined, level is Level.SUBSECTION
    return node


def open_subsection(growth: Growth, index: int, marker: Marker, line: TextLine) -> bool:
    """``2.3.`` outside a điều; where ``2.`` is lost, it is put in above."""
    prefix = marker.number.rpartition(".")[0]
    parent = _numbered(growth, prefix, index)
    if parent is None:
        return False
    last = parent.last(Level.SUBSECTION)
    value = last.value if last else 0
    if not value < marker.value <= value + MAX_JUMP:
        return False
    if growth.infer and marker.value > value + 1:
        growth.doubt_jump(parent, value, marker.value, f"Mục {prefix}.")
        _mark_bullets(parent, last, f"{prefix}.{value + 1}", f"{prefix}.{marker.value - 1}")
    node = _section(growth.part(), marker.number, marker.value, line)
    return growth.push(parent, node)


def _numbered(growth: Growth, number: str, index: int) -> Node | None:
    """The open section ``number``; made up (without words) where its heading is lost."""
    for node in reversed(growth.open):
        if node.token == f"sec_{number}":
            return node
    above, _, own = number.rpartition(".")
    parent = _numbered(growth, above, index) if above else growth.part()
    if parent is None or not growth.infer:
        return None
    value = int(own)
    last = parent.last(Level.SUBSECTION if above else Level.SECTION)
    before = last.value if last else 0
    if not before < value <= before + MAX_JUMP:
        return None
    if value > before + 1:
        growth.doubt_jump(parent, before, value, "Mục ")
        _mark_bullets(parent, last, f"{before + 1}", f"{value - 1}")
    node = _section(growth.part(), number, value, None)
    node.inferred = True
    printed = growth.lines[index].text.split()[0].rstrip(".")
    node.reason = f"có Mục {printed} mà không có tiêu đề Mục {number}"
    growth.push(parent, node)
    return node


def _mark_bullets(parent: Node, last: Node | None, first_lost: str, last_lost: str) -> None:
    """Bullets just before a jump may belong to one of the lost sections: say so."""
    lost = first_lost if first_lost == last_lost else f"{first_lost}–{last_lost}"
    after = parent.children[parent.children.index(last) + 1 :] if last else parent.children
    for child in [*(last.children if last else ()), *after]:
        if child.level is Level.INDENT and not child.inferred:
            child.inferred = True
            child.reason = f"có thể thuộc Mục {lost} đã mất tiêu đề"
