"""What laws, decrees and regulations are made of: phần, chương, mục, điều, khoản."""

from __future__ import annotations

from indexer.parse.clean import TextLine
from indexer.parse.growth import CONTAINERS, MAX_JUMP, Growth
from indexer.parse.lists import in_list, list_entry, open_entry
from indexer.parse.markers import Mark, Marker
from indexer.parse.runs import Lost
from indexer.parse.tree import Node, heading_of, node_of
from indexer.types import Level

MAX_TITLE_LINES = 4

_REPEALED = "(được bãi bỏ"
_NAMED_LEVELS = {
    Mark.PART: (Level.PART, "part_{}"),
    Mark.CHAPTER: (Level.CHAPTER, "chp_{}"),
    Mark.DIVISION: (Level.SECTION, "sec_{}"),
    Mark.SUBDIVISION: (Level.SUBSECTION, "subsec_{}"),
}


def open_named(growth: Growth, _index: int, marker: Marker, line: TextLine) -> bool:
    """``Chương II``, ``Mục 1`` …: a heading, whose title may stand on the lines below."""
    if not heading_of(line.text) or line.text.endswith((",", ";")):
        return False
    level, token = _NAMED_LEVELS[marker.mark]
    above = CONTAINERS[: CONTAINERS.index(level)]
    parent = growth.find_outside(*above) or growth.root
    # A lone "Mục 3" outside every chapter is a reference unless there are articles.
    if parent is growth.root and level in CONTAINERS[2:] and not growth.has_articles:
        return False
    last = parent.last(level)
    value = _without_note_mark(marker, last.value if last else 0, line) or marker.value
    number = f"{value}" if value != marker.value else f"{marker.number}{marker.suffix}"
    cite = _named_cite(line.text[: marker.width], marker, number)
    growth.push(parent, node_of(level, token.format(number), cite, line, value))
    growth.title_lines = MAX_TITLE_LINES
    return True


def _named_cite(printed: str, marker: Marker, number: str) -> str:
    """``Chương II`` without full stop and footnote mark; an ordinal ("Phần thứ nhất") as it is."""
    name, found, _ = printed.partition(marker.number)
    return f"{name}{number}" if found else printed.rstrip(" .:–-")


def open_article(growth: Growth, index: int, marker: Marker, line: TextLine) -> bool:
    """``Điều 7.``, where the run of all điều says that this line opens it."""
    if index not in growth.articles:
        return False
    number = f"{marker.number}{marker.suffix}"
    node = node_of(Level.ARTICLE, f"art_{number}", f"Điều {number}", line, marker.value)
    node.rooted = True
    return growth.push(growth.beside_article(), node)


def open_lost_article(growth: Growth, lost: Lost) -> None:
    """A điều without a heading, known from the numbers that begin again."""
    number = lost.number()
    node = Node(Level.ARTICLE, f"art_{number}", f"Điều {number.replace('-', '–')}")
    node.value, node.rooted, node.inferred, node.reason = lost.last, True, True, lost.reason
    growth.push(growth.beside_article(), node)
    growth.doubt(f"{node.cite}: {lost.reason}; tiêu đề để trống.")


def open_leading(growth: Growth) -> None:
    """Let what stands before the first printed điều stand in the one whose heading is lost."""
    if growth.leading and not growth.find(Level.ARTICLE):
        open_lost_article(growth, growth.leading)


def open_paragraph(growth: Growth, article: Node, marker: Marker, line: TextLine) -> bool:
    """``1.`` inside a điều: a khoản, or an entry of a list inside one."""
    last = article.last(Level.PARAGRAPH)
    before = last.value if last else 0
    value = _without_note_mark(marker, before, line) or marker.value
    if value > before + MAX_JUMP:
        return False
    inserted = bool(marker.suffix) and value == before
    if value <= before and not inserted:
        return (value == 1 or in_list(growth)) and open_entry(growth, marker, line)
    entry = list_entry(growth)
    if entry and entry.value + 1 == value != before + 1:
        return open_entry(growth, marker, line)
    return _push_paragraph(growth, article, f"{value}{marker.suffix}", value, line)


def _push_paragraph(growth: Growth, article: Node, number: str, value: int, line: TextLine) -> bool:
    last = article.last(Level.PARAGRAPH)
    before = last.value if last else 0
    if value > before + 1:
        growth.doubt_jump(article, before, value, "khoản ")
    node = node_of(Level.PARAGRAPH, f"para_{number}", f"khoản {number}", line, value)
    return growth.push(article, node)


def _without_note_mark(marker: Marker, before: int, line: TextLine) -> int:
    """The number of a repealed clause that a footnote's mark was set right after: ``64.`` is 6.

    0 where the line is none: "64. (được bãi bỏ)" after khoản 5.
    """
    number = str(before + 1)
    repealed = line.text[marker.width :].startswith(_REPEALED)
    return before + 1 if repealed and marker.number.startswith(number) else 0


def open_numbered_point(growth: Growth, index: int, marker: Marker, line: TextLine) -> bool:
    """``2.1.`` inside a điều: a point of khoản 2, or khoản 2 with the mark of footnote 1."""
    article = growth.find(Level.ARTICLE)
    last = article.last(Level.PARAGRAPH) if article else None
    prefix = marker.number.rpartition(".")[0]
    value = last.value if last else 0
    if article and prefix == str(value + 1) and not _goes_on(growth, index, prefix, marker.value):
        return _push_paragraph(growth, article, prefix, value + 1, line)
    if last is None or last not in growth.open or not prefix.startswith(str(value)):
        return False
    parent = next((node for node in growth.open if node.token == f"point_{prefix}"), None)
    if prefix == str(value):
        parent = last
    if parent is None:
        return False
    before = parent.last(Level.POINT)
    if marker.value != (before.value if before else 0) + 1:
        return False
    token, cite = f"point_{marker.number}", f"điểm {marker.number}"
    node = node_of(Level.POINT, token, cite, line, marker.value)
    node.replaces = parent.level is Level.POINT
    return growth.push(parent, node)


def _goes_on(growth: Growth, index: int, prefix: str, value: int) -> bool:
    """Whether the count ``2.1``, ``2.2`` … goes on before the next khoản or điều."""
    for marker in growth.marks[index + 1 : index + 1 + 40]:
        if marker is not None and marker.mark in (Mark.NUMBER, Mark.ARTICLE):
            return False
        if marker is not None and marker.mark is Mark.DECIMAL:
            return marker.number == f"{prefix}.{value + 1}"
    return False
