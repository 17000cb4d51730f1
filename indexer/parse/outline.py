"""Numbering → tree: the lines of one text become nested clauses.

Each line either opens a clause, goes on with the one before, or stands as a paragraph of its own
(đoạn). What opens which level is told by ``articles``, ``sections`` and ``lists``; what is lost,
by ``runs``; this module only shows each line to the right one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet

from indexer.parse.articles import (
    open_article,
    open_leading,
    open_lost_article,
    open_named,
    open_numbered_point,
    open_paragraph,
)
from indexer.parse.clean import TextLine
from indexer.parse.forms import open_form
from indexer.parse.growth import Growth
from indexer.parse.lists import open_bracketed, open_dash, open_entry, open_letter, open_plus
from indexer.parse.markers import Mark, Marker
from indexer.parse.prose import add_footnote, add_text
from indexer.parse.runs import (
    Plan,
    article_chain,
    counted,
    dividing,
    lost_articles,
    lost_parts,
    lost_parts_within,
    mentions,
)
from indexer.parse.sections import (
    open_capital,
    open_lost_part,
    open_roman,
    open_section,
    open_subsection,
)
from indexer.parse.tables import Tables
from indexer.parse.tree import Node, heading_of
from indexer.types import Level, LineKind

_Opener = Callable[[Growth, int, Marker, TextLine], bool]


def build_tree(
    lines: Sequence[TextLine],
    marks: Sequence[Marker | None],
    quoted: AbstractSet[int],
    *,
    infer: bool = True,
) -> tuple[Node, tuple[str, ...]]:
    """The root of one text's tree, and its doubts.

    Args:
        lines: the lines of the text.
        marks: the mark that each of them begins with, none inside quotations.
        quoted: the lines inside quotations.
        infer: off in appendices of forms and tables, where numbers begin again for no lost
            heading.
    """
    growth = _prepared(lines, marks, quoted, infer=infer)
    tables = Tables()
    for index, line in enumerate(lines):
        marker = marks[index]
        if line.kind is LineKind.FOOTNOTE:
            add_footnote(growth, line)
        elif line.kind is LineKind.ROW:
            tables.add_row(growth, index, line)
        elif not _open(growth, index, marker, line):
            add_text(growth, index, line)
    return growth.root, tuple(growth.doubts)


def _prepared(
    lines: Sequence[TextLine],
    marks: Sequence[Marker | None],
    quoted: AbstractSet[int],
    *,
    infer: bool,
) -> Growth:
    candidates = mentions(marks, Mark.ARTICLE)
    chain = article_chain(candidates) if infer else counted(candidates)
    articles = frozenset(mention.index for mention in chain)
    romans = mentions(marks, Mark.ROMAN)
    capitals = counted(
        [m for m in mentions(marks, Mark.CAPITAL) if _may_be_heading(lines[m.index].text)]
    )
    growth = Growth(
        lines,
        marks,
        quoted,
        infer,
        articles,
        Plan(),
        dividing(romans, chain),
        frozenset(mention.index for mention in capitals),
        bool(capitals) and (not romans or capitals[0].index < romans[0].index),
        chain[-1].index if chain else -1,
    )
    if infer:
        numbers = mentions(marks, Mark.NUMBER)
        if chain:
            growth.plan = lost_articles(chain, numbers, 0)
            growth.leading = growth.plan.articles.pop(0, None)
        else:
            named = mentions(marks, Mark.PART)
            breaks = [mention.index for mention in capitals]
            if named and romans and named[0].index < romans[0].index:
                growth.plan = lost_parts_within(named, romans, numbers, len(marks), breaks)
            else:
                growth.plan = lost_parts(romans or named, numbers, len(marks), breaks)
        for doubt in growth.plan.doubts:
            growth.doubt(doubt)
    return growth


def _may_be_heading(text: str) -> bool:
    return bool(heading_of(text)) and not text.endswith((".", ";", ","))


def _open(growth: Growth, index: int, marker: Marker | None, line: TextLine) -> bool:
    if marker is None:
        return not growth.infer and open_form(growth, line)
    opener = _OPENERS.get(marker.mark)
    return opener is not None and opener(growth, index, marker, line)


def _open_number(growth: Growth, index: int, marker: Marker, line: TextLine) -> bool:
    """``1.``: after a lost heading, an entry of a list, a khoản, or a section of a plan."""
    if lost := growth.plan.articles.get(index):
        open_lost_article(growth, lost)
    elif lost := growth.plan.parts.get(index):
        open_lost_part(growth, lost)
    if index in growth.plan.nested:
        return open_entry(growth, marker, line)
    open_leading(growth)
    holder = growth.find(Level.ARTICLE, Level.PART)
    if holder and holder.level is Level.ARTICLE:
        return open_paragraph(growth, holder, marker, line)
    return open_section(growth, marker, line)


def _open_decimal(growth: Growth, index: int, marker: Marker, line: TextLine) -> bool:
    """``1.1.``: inside a điều a point of a khoản, outside a subsection."""
    open_leading(growth)
    holder = growth.find(Level.ARTICLE, Level.PART)
    in_article = holder is not None and holder.level is Level.ARTICLE
    opener = open_numbered_point if in_article else open_subsection
    return opener(growth, index, marker, line)


def _inside(opener: _Opener) -> _Opener:
    """``opener`` for what can only stand inside a clause: the first điều may be a lost one."""

    def open_inside(growth: Growth, index: int, marker: Marker, line: TextLine) -> bool:
        open_leading(growth)
        return opener(growth, index, marker, line)

    return open_inside


_OPENERS: dict[Mark, _Opener] = {
    Mark.PART: open_named,
    Mark.CHAPTER: open_named,
    Mark.DIVISION: open_named,
    Mark.SUBDIVISION: open_named,
    Mark.ARTICLE: open_article,
    Mark.ROMAN: open_roman,
    Mark.CAPITAL: open_capital,
    Mark.NUMBER: _open_number,
    Mark.DECIMAL: _open_decimal,
    Mark.LETTER: _inside(open_letter),
    Mark.BRACKETED: _inside(open_bracketed),
    Mark.LITTLE_ROMAN: _inside(open_bracketed),
    Mark.DASH: _inside(open_dash),
    Mark.PLUS: _inside(open_plus),
}
