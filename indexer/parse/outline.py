"""Numbering → tree: the lines of one component become nested clauses.

Each line either opens a clause, goes on with the one before, or stands as a paragraph of its own
(đoạn). Lost levels come from ``runs``; this module only puts every line in its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet

from indexer.parse.clean import TextLine
from indexer.parse.markers import Mark, Marker, is_capitals
from indexer.parse.runs import (
    Lost,
    Mention,
    article_chain,
    lost_articles,
    lost_parts,
    numbering,
)
from indexer.parse.tree import Node, heading_of
from indexer.types import Level, LineKind

MAX_JUMP = 10
"""A number this far ahead of its run is a figure in the text, not a lost neighbour."""

MAX_TITLE_LINES = 4

_BELOW_ARTICLE = (Level.PARAGRAPH, Level.POINT, Level.INDENT, Level.ROW)
_LISTED = (Level.POINT, Level.INDENT, Level.ROW)
_SENTENCE_END = re.compile(r"[.;!?…][”\"’)]*$")
_NAMED_LEVELS = {
    Mark.PART: (Level.PART, "part_{}"),
    Mark.CHAPTER: (Level.CHAPTER, "chp_{}"),
    Mark.DIVISION: (Level.SECTION, "sec_{}"),
    Mark.SUBDIVISION: (Level.SUBSECTION, "subsec_{}"),
}
_CONTAINERS = (Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION)


class Outline:
    """Builds the tree of one component.

    State is the path of open nodes from the component's root to the innermost clause. ``infer``
    is off in annexes of forms and tables, where numbering begins again for no lost heading.
    """

    def __init__(
        self,
        lines: Sequence[TextLine],
        marks: Sequence[Marker | None],
        quoted: AbstractSet[int],
        *,
        infer: bool = True,
    ) -> None:
        """Take a text's lines, the mark of each (none inside ``quoted`` lines), and the mode."""
        self.root = Node(Level.PART, "", "")
        self.doubts: list[str] = []
        self._lines = lines
        self._marks = marks
        self._quoted = quoted
        self._open: list[Node] = [self.root]
        chain = article_chain(numbering(self._marks, Mark.ARTICLE))
        self._articles = {mention.index for mention in chain}
        self._has_articles = bool(chain)
        self._lost_articles: dict[int, Lost] = {}
        self._lost_parts: dict[int, Lost] = {}
        self._nested: set[int] = set()
        self._infer = infer
        self._title_lines = 0
        self._paragraph_counts: dict[str, int] = {}
        self._leading: Lost | None = None
        if infer:
            self._find_lost(chain)

    def _find_lost(self, chain: list[Mention]) -> None:
        numbers = numbering(self._marks, Mark.NUMBER)
        if chain:
            plan = lost_articles(chain, numbers, 0)
            self._leading = plan.articles.pop(0, None)
        else:
            plan = lost_parts(numbering(self._marks, Mark.ROMAN), numbers, len(self._marks))
        self._lost_articles, self._lost_parts = plan.articles, plan.parts
        self._nested |= plan.nested
        self.doubts += plan.doubts

    def build(self) -> Node:
        """The root of the tree; it has no text of its own."""
        for index, line in enumerate(self._lines):
            self._place(index, line)
        return self.root

    # --- where a line goes -------------------------------------------------------------

    def _place(self, index: int, line: TextLine) -> None:
        if line.kind is LineKind.FOOTNOTE:
            self._footnote(line)
        elif line.kind is LineKind.ROW:
            self._row(line)
        else:
            marker = self._marks[index]
            if marker is None or not self._accept(index, marker, line):
                self._text(index, line)

    def _accept(self, index: int, marker: Marker, line: TextLine) -> bool:
        openers: dict[Mark, Callable[[int, Marker, TextLine], bool]] = {
            Mark.PART: self._named,
            Mark.CHAPTER: self._named,
            Mark.DIVISION: self._named,
            Mark.SUBDIVISION: self._named,
            Mark.ARTICLE: self._article,
            Mark.ROMAN: self._roman,
            Mark.NUMBER: self._number,
            Mark.DECIMAL: self._decimal,
            Mark.LETTER: self._letter,
            Mark.BRACKETED: self._bracketed,
            Mark.LITTLE_ROMAN: self._bracketed,
            Mark.DASH: self._bullet,
            Mark.PLUS: self._bullet,
        }
        opener = openers.get(marker.mark)
        return opener is not None and opener(index, marker, line)

    # --- the stack ---------------------------------------------------------------------

    @property
    def _here(self) -> Node:
        return self._open[-1]

    def _find(self, *levels: Level) -> Node | None:
        return next((node for node in reversed(self._open) if node.level in levels), None)

    def _close_to(self, node: Node) -> None:
        while self._here is not node:
            self._open.pop()

    def _push(self, parent: Node, node: Node) -> bool:
        self._close_to(parent)
        self._open.append(parent.add(node))
        self._title_lines = 0
        return True

    def _owner(self, *skip: Level) -> Node:
        """The innermost open node that is not of these levels."""
        return next(node for node in reversed(self._open) if node.level not in skip)

    @staticmethod
    def _node(level: Level, token: str, cite: str, line: TextLine, value: int = 0) -> Node:
        heading = heading_of(line.text)
        return Node(
            level, token, cite, line.start, line.end, value, line.text[-1:], heading=heading
        )

    # --- chương, mục, điều --------------------------------------------------------------

    def _named(self, _index: int, marker: Marker, line: TextLine) -> bool:
        if not heading_of(line.text) or line.text.endswith((",", ";")):
            return False
        level, token = _NAMED_LEVELS[marker.mark]
        above = _CONTAINERS[: _CONTAINERS.index(level)]
        parent = next((n for n in reversed(self._open) if n.level in above), self.root)
        # A lone "Mục 3" outside every chapter is a reference unless there are articles.
        if parent is self.root and level in _CONTAINERS[2:] and not self._has_articles:
            return False
        number = f"{marker.number}{marker.suffix}"
        cite = line.text[: marker.width].rstrip(" .:–-")
        node = self._node(level, token.format(number), cite, line, marker.value)
        self._push(parent, node)
        self._title_lines = MAX_TITLE_LINES
        return True

    def _article(self, index: int, marker: Marker, line: TextLine) -> bool:
        if index not in self._articles:
            return False
        number = f"{marker.number}{marker.suffix}"
        node = self._node(Level.ARTICLE, f"art_{number}", f"Điều {number}", line, marker.value)
        node.rooted = True
        return self._push(self._owner(Level.ARTICLE, *_BELOW_ARTICLE), node)

    def _lost_article(self, lost: Lost) -> Node:
        number = lost.number()
        node = Node(Level.ARTICLE, f"art_{number}", f"Điều {number.replace('-', '–')}")
        node.value, node.rooted, node.inferred, node.reason = lost.last, True, True, lost.reason
        self._push(self._owner(Level.ARTICLE, *_BELOW_ARTICLE), node)
        doubt = f"{node.cite}: {lost.reason}; tiêu đề để trống."
        if doubt not in self.doubts:
            self.doubts.append(doubt)
        return node

    # --- parts and sections of a plan ------------------------------------------------------

    def _roman(self, _index: int, marker: Marker, line: TextLine) -> bool:
        if self._has_articles:
            return False
        last = self.root.last(Level.PART)
        if not heading_of(line.text) or (last and marker.value <= last.value and self._infer):
            return False
        if last and marker.value > last.value + MAX_JUMP:
            return False
        token, cite = f"part_{marker.number}", f"Mục {marker.number}"
        return self._push(self.root, self._node(Level.PART, token, cite, line, marker.value))

    def _lost_part(self, lost: Lost) -> None:
        number = lost.number(roman=True)
        node = Node(Level.PART, f"part_{number}", f"Mục {number.replace('-', '–')}")
        node.value, node.inferred, node.reason = lost.last, True, lost.reason
        heading = self._pending_heading()
        self._push(self.root, node)
        if heading is not None:
            node.start, node.end, node.heading = heading.start, heading.end, heading.heading
        else:
            self.doubts.append(f"{node.cite}: {lost.reason}; tiêu đề để trống.")

    def _pending_heading(self) -> Node | None:
        """Take back a heading in capitals that stands right before a lost part."""
        here = self._here
        if here.token.startswith("al_") and here.parent and is_capitals(here.heading):
            self._open.pop()
            here.parent.children.remove(here)
            return here
        return None

    def _number(self, index: int, marker: Marker, line: TextLine) -> bool:
        if lost := self._lost_articles.get(index):
            self._lost_article(lost)
        elif lost := self._lost_parts.get(index):
            self._lost_part(lost)
        if index in self._nested:
            return self._item(marker, line)
        if self._leading and not self._find(Level.ARTICLE):
            self._lost_article(self._leading)
        article = self._find(Level.ARTICLE)
        if article:
            return self._paragraph(article, marker, line)
        return self._section(marker, line)

    def _paragraph(self, article: Node, marker: Marker, line: TextLine) -> bool:
        last = article.last(Level.PARAGRAPH)
        value = last.value if last else 0
        inserted = marker.suffix and marker.value == value
        if marker.value <= value and not inserted:
            return self._item(marker, line) if marker.value == 1 or self._in_item() else False
        if self._in_item() and self._here_item().value + 1 == marker.value != value + 1:
            return self._item(marker, line)
        if marker.value > value + MAX_JUMP:
            return False
        number = f"{marker.number}{marker.suffix}"
        if marker.value > value + 1:
            self._jump(article.cite, value, marker.value, "khoản ")
        node = self._node(Level.PARAGRAPH, f"para_{number}", f"khoản {number}", line, marker.value)
        return self._push(article, node)

    def _in_item(self) -> bool:
        return any(node.token.startswith("item_") for node in self._open)

    def _here_item(self) -> Node:
        return next(node for node in reversed(self._open) if node.token.startswith("item_"))

    def _item(self, marker: Marker, line: TextLine) -> bool:
        """One entry of a numbered list that stands inside a clause."""
        if self._in_item():
            current = self._here_item()
            parent = current.parent or self.root
            if marker.value != current.value + 1:
                return False
        elif marker.value == 1:
            parent = self._here
        else:
            return False
        node = self._node(
            Level.INDENT, f"item_{marker.number}", f"mục nhỏ {marker.number}", line, marker.value
        )
        return self._push(parent, node)

    def _section(self, marker: Marker, line: TextLine) -> bool:
        parent = self._find(Level.PART) or self.root
        last = parent.last(Level.SECTION)
        value = last.value if last else 0
        if marker.value <= value and not (marker.suffix and marker.value == value):
            return not self._infer and self._item(marker, line)
        if marker.value > value + MAX_JUMP:
            return False
        if marker.value > value + 1 and self._infer:
            self._jump(parent.cite or "Văn bản", value, marker.value, "Mục ")
            self._mark_bullets_after(last, parent, value, marker.value)
        number = f"{marker.number}{marker.suffix}"
        return self._push(parent, self._section_node(parent, number, marker.value, line))

    def _section_node(self, parent: Node, number: str, value: int, line: TextLine | None) -> Node:
        joined = parent.level is Level.PART and bool(parent.token)
        cite = number if joined else f"Mục {number}"
        level = Level.SUBSECTION if "." in number else Level.SECTION
        if line is None:
            node = Node(level, f"sec_{number}", cite, value=value)
        else:
            node = self._node(level, f"sec_{number}", cite, line, value)
        node.joined = joined
        return node

    def _decimal(self, index: int, marker: Marker, line: TextLine) -> bool:
        if self._leading and not self._find(Level.ARTICLE) and self._has_articles:
            self._lost_article(self._leading)
        prefix = marker.number.rpartition(".")[0]
        if self._find(Level.ARTICLE):
            return self._numbered_point(prefix, marker, line)
        parent = self._section_numbered(prefix, index)
        if parent is None:
            return False
        last = parent.last(Level.SUBSECTION)
        value = last.value if last else 0
        if not value < marker.value <= value + MAX_JUMP:
            return False
        if marker.value > value + 1 and self._infer:
            self._jump(f"Mục {prefix}", value, marker.value, f"Mục {prefix}.")
            self._mark_bullets_after(last, parent, value, marker.value, f"{prefix}.")
        part = self._find(Level.PART) or self.root
        node = self._section_node(part, marker.number, marker.value, line)
        node.replaces = True
        return self._push(parent, node)

    def _section_numbered(self, number: str, index: int) -> Node | None:
        """The open section ``number``; made up (without words) where its heading is lost."""
        for node in reversed(self._open):
            if node.token == f"sec_{number}":
                return node
        if "." in number:
            parent = self._section_numbered(number.rpartition(".")[0], index)
            level = Level.SUBSECTION
        else:
            parent = self._find(Level.PART) or self.root
            level = Level.SECTION
        if parent is None or not self._infer:
            return None
        value = int(number.rpartition(".")[2])
        last = parent.last(level)
        before = last.value if last else 0
        if not before < value <= before + MAX_JUMP:
            return None
        if value > before + 1:
            self._jump(parent.cite or "Văn bản", before, value, "Mục ")
            self._mark_bullets_after(last, parent, before, value)
        part = self._find(Level.PART) or self.root
        node = self._section_node(part, number, value, None)
        node.replaces = "." in number
        node.inferred = True
        printed = self._lines[index].text.split()[0].rstrip(".")
        node.reason = f"có Mục {printed} mà không có tiêu đề Mục {number}"
        self._push(parent, node)
        return node

    def _numbered_point(self, prefix: str, marker: Marker, line: TextLine) -> bool:
        paragraph = self._find(Level.PARAGRAPH)
        if paragraph is None or not prefix.startswith(str(paragraph.value)):
            return False
        parent = next((n for n in self._open if n.token == f"point_{prefix}"), None)
        if prefix == str(paragraph.value):
            parent = paragraph
        if parent is None:
            return False
        last = parent.last(Level.POINT)
        if marker.value != (last.value if last else 0) + 1:
            return False
        token, cite = f"point_{marker.number}", f"điểm {marker.number}"
        node = self._node(Level.POINT, token, cite, line, marker.value)
        node.replaces = parent.level is Level.POINT
        return self._push(parent, node)

    # --- điểm, tiết, gạch đầu dòng ----------------------------------------------------------

    def _list_owner(self, *skip: Level) -> Node:
        """Where a new list belongs: the paragraph that announces it, else the numbered clause."""
        here = self._here
        if here.token.startswith("al_") and here.tail == ":":
            return here
        return self._owner(*skip)

    def _letter(self, index: int, marker: Marker, line: TextLine) -> bool:
        self._ensure_leading()
        number = f"{marker.number}{marker.suffix}"
        for owner in reversed(self._open):
            last = owner.last(Level.POINT)
            if last and last.token.startswith("point_") and last.token[6:7].isalpha():
                gap = marker.value - last.value
                if 0 < gap <= 3 or (gap == 0 and marker.suffix):
                    if gap > 1 and not (last.value == 4 and gap == 2):
                        self.doubts.append(
                            f"{owner.cite}: sau {last.cite} là điểm {number}; ở giữa bị mất."
                        )
                    return self._push(owner, self._point(number, line, marker.value))
        if marker.value != 1:
            return False
        owner = self._list_owner(*_LISTED)
        if owner.last(Level.POINT) is not None:
            self.doubts.append(
                f"{owner.cite}: danh sách điểm bắt đầu lại từ a) ở dòng {index + 1}."
            )
        return self._push(owner, self._point(number, line, 1))

    def _point(self, number: str, line: TextLine, value: int) -> Node:
        return self._node(Level.POINT, f"point_{number}", f"điểm {number}", line, value)

    def _bracketed(self, _index: int, marker: Marker, line: TextLine) -> bool:
        self._ensure_leading()
        roman = marker.mark is Mark.LITTLE_ROMAN
        level = Level.INDENT if roman else Level.POINT
        token = f"item_{marker.number}" if roman else f"point_{marker.number}"
        cite = f"tiết ({marker.number})" if roman else f"điểm ({marker.number})"
        for owner in reversed(self._open):
            last = owner.last(level)
            if last and last.cite.endswith(")") and last.value + 1 == marker.value:
                return self._push(owner, self._node(level, token, cite, line, marker.value))
        if marker.value != 1:
            return False
        owner = self._list_owner(Level.INDENT, Level.ROW)
        return self._push(owner, self._node(level, token, cite, line, 1))

    def _bullet(self, index: int, marker: Marker, line: TextLine) -> bool:
        self._ensure_leading()
        here = self._here
        dash = next((n for n in reversed(self._open) if n.token.startswith("indent_")), None)
        if marker.mark is Mark.PLUS:
            nested = dash is not None and not dash.token.startswith("indent_plus")
            owner = dash if nested and dash else self._list_owner(Level.INDENT, Level.ROW)
            if dash is not None and dash.cite.startswith("dấu cộng") and dash.parent:
                owner = dash.parent
            token, cite = "indent_{}", "dấu cộng {}"
        else:
            owner = self._list_owner(Level.INDENT, Level.ROW)
            if owner.level is Level.POINT and self._stranded(index, owner):
                owner = self._owner(Level.SECTION, Level.SUBSECTION, *_BELOW_ARTICLE)
            token, cite = "indent_{}", "gạch đầu dòng {}"
            if here.level is Level.INDENT and here.token.startswith("item_"):
                owner = here
        count = owner.count(cite)
        node = self._node(Level.INDENT, token.format(count), cite.format(count), line, count)
        return self._push(owner, node)

    def _stranded(self, index: int, owner: Node) -> bool:
        """Whether a bullet after a finished điểm belongs to a section whose heading is lost."""
        section = self._find(Level.SECTION)
        if section is None or owner.tail == ":" or not self._infer:
            return False
        for marker in self._marks[index + 1 :]:
            if marker is not None and marker.mark in (Mark.LETTER, Mark.NUMBER, Mark.ROMAN):
                return marker.mark is Mark.NUMBER and marker.value > section.value + 1
        return False

    # --- plain text, rows, footnotes --------------------------------------------------------

    def _ensure_leading(self) -> None:
        """Text before the first printed điều stands in a điều whose heading is lost."""
        if self._leading and not self._find(Level.ARTICLE):
            self._lost_article(self._leading)

    def _text(self, index: int, line: TextLine) -> None:
        here = self._here
        if self._title_lines and self._is_title(here, line):
            here.heading = heading_of(f"{here.heading} {line.text}")
            here.extend(line)
            self._title_lines -= 1
            return
        self._title_lines = 0
        if index not in self._quoted and self._is_lost_chapter(line):
            self._lost_chapter(line)
            return
        self._ensure_leading()
        here = self._here
        if self._is_closing(index, here):
            closing = self._node(Level.CLOSING, "conclusions", "Đoạn kết", line)
            closing.rooted = True
            self._push(self.root, closing)
            return
        if here.has_text and not here.children and self._continues(index, here):
            here.extend(line)
            return
        if index in self._quoted and here.has_text:
            here.extend(line)
            return
        owner = here
        while owner.parent and owner.level in _BELOW_ARTICLE and owner.has_text:
            owner = owner.parent
            if owner.level not in _LISTED:
                break
        self._alinea(owner, line)

    def _is_title(self, here: Node, line: TextLine) -> bool:
        bare = len(here.heading.split()) <= 3
        return is_capitals(line.text) or (bare and self._title_lines == MAX_TITLE_LINES)

    def _is_lost_chapter(self, line: TextLine) -> bool:
        words = line.text.split()
        return (
            self._has_articles
            and self._infer
            and len(words) >= 3
            and is_capitals(line.text)
            and len(line.text) <= 200
            and not line.text.endswith((".", ";", ":"))
        )

    def _lost_chapter(self, line: TextLine) -> None:
        count = 1 + sum(child.token.startswith("chp_u") for child in self.root.children)
        node = self._node(Level.CHAPTER, f"chp_u{count}", "Chương (mất số)", line)
        node.inferred, node.reason = True, "tiêu đề in hoa không còn số chương"
        self._push(self.root, node)
        self._title_lines = MAX_TITLE_LINES
        self.doubts.append(f"Chương không còn số: «{line.text}».")

    def _is_closing(self, index: int, here: Node) -> bool:
        """Whether this is the unnumbered last paragraph after a finished numbered clause."""
        return (
            index == len(self._lines) - 1
            and self._lines[index].text.endswith(("./.", "./"))
            and here.level in (*_BELOW_ARTICLE, Level.SECTION, Level.SUBSECTION)
            and here.tail in ".;!"
        )

    def _continues(self, index: int, here: Node) -> bool:
        """Whether a paragraph without a mark belongs to the clause before it."""
        if here.token.startswith("al_"):
            return False
        if here.level not in _LISTED:
            return not (here.parent and here.parent.inferred and here.tail == ".")
        before = self._lines[index - 1].text
        if not _SENTENCE_END.search(before) or self._lines[index].text[:1].islower():
            return True
        return here.level is Level.POINT and self._list_goes_on(index, here)

    def _list_goes_on(self, index: int, here: Node) -> bool:
        """Whether the next điểm comes before anything of a higher level."""
        for marker in self._marks[index + 1 : index + 40]:
            if marker is None or marker.mark in (Mark.DASH, Mark.PLUS):
                continue
            return marker.mark in (Mark.LETTER, Mark.BRACKETED) and marker.value == here.value + 1
        return False

    def _alinea(self, owner: Node, line: TextLine) -> None:
        if owner.inferred and owner.level is Level.ARTICLE and not owner.has_text:
            # Two stretches of one lost range are counted through.
            count = self._paragraph_counts.get(owner.cite, 0) + 1
            self._paragraph_counts[owner.cite] = count
        else:
            count = owner.count("đoạn") + owner.has_text
        node = self._node(Level.INDENT, f"al_{count}", f"đoạn {count}", line, count)
        node.heading = node.heading if line.text.endswith(":") or is_capitals(line.text) else ""
        self._push(owner, node)

    def _footnote(self, line: TextLine) -> None:
        owner = self._here
        count = owner.count("chú thích")
        owner.add(self._node(Level.INDENT, f"fn_{count}", f"chú thích {count}", line, count))

    def _row(self, line: TextLine) -> None:
        owner = self._owner(*_LISTED)
        self._close_to(owner)
        table = line.line.table or 0
        rows = [child for child in owner.children if child.level is Level.ROW]
        same = [row for row in rows if row.value == table]
        tables = len({row.value for row in rows}) + (not same)
        cells = line.line.cells
        start, end = (cells[0][0], cells[-1][1]) if cells else (line.start, line.end)
        token, cite = f"tbl_{tables}__row_{len(same) + 1}", f"Bảng {tables}, dòng {len(same) + 1}"
        node = Node(Level.ROW, token, cite, start, end, table)
        owner.add(node)

    # --- doubts -----------------------------------------------------------------------------

    def _jump(self, where: str, low: int, high: int, what: str) -> None:
        if self._infer:
            after = f"sau {what}{low} là {what}{high}" if low else f"bắt đầu từ {what}{high}"
            self.doubts.append(f"{where}: {after}; phần ở giữa bị mất tiêu đề.")

    @staticmethod
    def _mark_bullets_after(
        last: Node | None, parent: Node, low: int, high: int, prefix: str = ""
    ) -> None:
        """Bullets just before a jump may belong to one of the lost sections: say so."""
        first, final = f"{prefix}{low + 1}", f"{prefix}{high - 1}"
        lost = first if first == final else f"{first}–{final}"
        after = parent.children[parent.children.index(last) + 1 :] if last else parent.children
        for child in [*(last.children if last else ()), *after]:
            if child.level is Level.INDENT and not child.inferred:
                child.inferred = True
                child.reason = f"có thể thuộc Mục {lost} đã mất tiêu đề"
