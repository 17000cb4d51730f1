"""Lines without a number: titles, paragraphs (đoạn), the last words, footnotes, rows of tables."""

from __future__ import annotations

import re
from bisect import bisect_left
from textwrap import shorten

from indexer.parse.articles import MAX_TITLE_LINES, open_leading
from indexer.parse.clean import TextLine
from indexer.parse.growth import BELOW_ARTICLE, LISTED, Growth
from indexer.parse.markers import Mark, is_capitals
from indexer.parse.phrases import ADOPTED
from indexer.parse.tree import MAX_HEADING, Node, heading_of, node_of
from indexer.types import Level

_SENTENCE_END = re.compile(r"[.;!?…][”\"’)]*$")
_MAX_LOOK_AHEAD = 40


def add_text(growth: Growth, index: int, line: TextLine) -> None:
    """Put a line without a mark where it belongs."""
    if _goes_on_title(growth, line):
        growth.here.heading = heading_of(f"{growth.here.heading} {line.text}")
        growth.here.extend(line)
        growth.title_lines -= 1
        return
    growth.title_lines = 0
    if index not in growth.quoted and _is_lost_chapter(growth, index, line):
        _open_lost_chapter(growth, line)
        return
    open_leading(growth)
    here = growth.here
    if _is_closing(growth, index):
        closing = node_of(Level.CLOSING, "conclusions", "Đoạn kết", line)
        closing.rooted = True
        growth.push(growth.root, closing)
    elif (
        here.has_text
        and not here.children
        and (index in growth.quoted or _continues(growth, index))
    ):
        here.extend(line)
    else:
        _open_alinea(growth, line)


def _goes_on_title(growth: Growth, line: TextLine) -> bool:
    if not growth.title_lines or growth.here.children:
        return False
    bare = len(growth.here.heading.split()) <= 3
    return is_capitals(line.text) or (bare and growth.title_lines == MAX_TITLE_LINES)


def _is_lost_chapter(growth: Growth, index: int, line: TextLine) -> bool:
    return (
        index < growth.last_article
        and growth.infer
        and len(line.text) <= 200
        and is_capitals(line.text)
        and len(line.text.split()) >= 3
        and "=" not in line.text
        and line.text[0].isalpha()
        and not line.text.endswith((".", ";", ":"))
        and (not index or bool(_SENTENCE_END.search(growth.lines[index - 1].text)))
    )


def _open_lost_chapter(growth: Growth, line: TextLine) -> None:
    count = growth.root.count("chương mất số")
    node = node_of(Level.CHAPTER, f"chp_u{count}", "Chương (mất số)", line)
    node.inferred, node.reason = True, "tiêu đề in hoa không còn số chương"
    growth.push(growth.root, node)
    growth.title_lines = MAX_TITLE_LINES
    growth.doubt(f"Chương không còn số: «{line.text}».")


def _is_closing(growth: Growth, index: int) -> bool:
    """Whether this is the unnumbered last paragraph after a finished numbered clause.

    Or the sentence that says who adopted the text, whatever stands before it.
    """
    here = growth.here
    text = growth.lines[index].text
    adopted = growth.infer and index > growth.last_article and ADOPTED.match(text)
    if adopted and index not in growth.quoted:
        return True
    return (
        index == len(growth.lines) - 1
        and text.endswith(("./.", "./"))
        and here.level in (*BELOW_ARTICLE, Level.SECTION, Level.SUBSECTION)
        and here.tail in ".;!"
    )


def _continues(growth: Growth, index: int) -> bool:
    """Whether a paragraph without a mark belongs to the clause before it."""
    here = growth.here
    ended = bool(_SENTENCE_END.search(growth.lines[index - 1].text))
    if here.is_alinea or (growth.infer and ended and is_capitals(growth.lines[index].text)):
        return False
    if here.level not in LISTED:
        return not (here.parent and here.parent.inferred and here.tail == ".")
    if not ended or growth.lines[index].text[:1].islower():
        return True
    return here.level is Level.POINT and _list_goes_on(growth, index)


def _list_goes_on(growth: Growth, index: int) -> bool:
    """Whether the next điểm comes before anything of a higher level."""
    for marker in growth.marks[index + 1 : index + _MAX_LOOK_AHEAD]:
        if marker is None or marker.mark in (Mark.DASH, Mark.PLUS):
            continue
        follows = marker.value == growth.here.value + 1
        return follows and marker.mark in (Mark.LETTER, Mark.BRACKETED)
    return False


def _open_alinea(growth: Growth, line: TextLine) -> None:
    owner = growth.here
    while owner.parent and owner.level in BELOW_ARTICLE and owner.has_text and not _has_rows(owner):
        owner = owner.parent
        if owner.level not in LISTED:
            break
    if owner.inferred and owner.level is Level.ARTICLE and not owner.has_text:
        # Two stretches of one lost range are counted through.
        count = growth.root.count(f"đoạn của {owner.cite}")
    else:
        count = owner.count("đoạn") + owner.has_text
    node = node_of(Level.INDENT, f"al_{count}", f"đoạn {count}", line, count)
    if not (line.text.endswith(":") or is_capitals(line.text)):
        node.heading = ""
    growth.push(owner, node)


def _has_rows(node: Node) -> bool:
    """Whether a table stands in ``node``: what follows the table belongs there too."""
    return bool(node.children) and node.children[-1].level is Level.ROW


def add_footnote(growth: Growth, line: TextLine) -> None:
    """A footnote is a child of the clause that it is printed with, and closes nothing."""
    owner = growth.here
    count = owner.count("chú thích")
    node = node_of(Level.INDENT, f"fn_{count}", f"chú thích {count}", line, count)
    if owner.has_text and not owner.heading:
        node.columns = (_opening(growth, owner),)
    owner.add(node)


def _opening(growth: Growth, owner: Node) -> str:
    """The first words of a clause that is too long for a heading."""
    first = bisect_left(growth.lines, owner.start, key=lambda line: line.start)
    return shorten(growth.lines[first].text[: 2 * MAX_HEADING], MAX_HEADING, placeholder=" …")
