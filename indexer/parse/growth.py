"""A tree while its lines are read: the path of open clauses, and what was found out beforehand."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from indexer.parse.clean import TextLine
from indexer.parse.markers import Marker
from indexer.parse.runs import Lost, Plan
from indexer.parse.tree import Node, label_of
from indexer.types import Level

MAX_JUMP = 10
"""A number this far ahead of its run is a figure in the text, not a lost neighbour."""

CONTAINERS = (Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION)
LISTED = (Level.POINT, Level.INDENT, Level.ROW)
BELOW_ARTICLE = (Level.PARAGRAPH, *LISTED)


@dataclass(slots=True)
class Growth:
    """The tree of one text in the making.

    ``open`` is the path from the root to the innermost clause. ``infer`` is off in appendices of
    forms and tables, where numbering begins again for no lost heading. ``leading`` is the điều
    whose heading is lost at the very beginning, ``articles`` the lines that open a điều,
    ``last_article`` the last of them, ``divided`` those that open the first part of a plan inside
    one; ``capitals`` are those of the parts A., B., ``capitals_first`` where they hold I., II.
    """

    lines: Sequence[TextLine]
    marks: Sequence[Marker | None]
    quoted: AbstractSet[int]
    infer: bool
    articles: AbstractSet[int]
    plan: Plan
    divided: AbstractSet[int] = frozenset()
    capitals: AbstractSet[int] = frozenset()
    capitals_first: bool = False
    last_article: int = -1
    leading: Lost | None = None
    open: list[Node] = field(default_factory=lambda: [Node(Level.PART, "", "")])
    title_lines: int = 0
    """How many more lines the heading of the open chapter may have."""
    doubts: dict[str, None] = field(default_factory=dict)

    @property
    def root(self) -> Node:
        """The root of the tree; it has no text of its own."""
        return self.open[0]

    @property
    def here(self) -> Node:
        """The innermost open clause."""
        return self.open[-1]

    @property
    def has_articles(self) -> bool:
        """Whether this text is divided into điều."""
        return self.last_article >= 0

    def find(self, *levels: Level) -> Node | None:
        """The innermost open clause of one of these levels."""
        return next((node for node in reversed(self.open) if node.level in levels), None)

    def owner(self, *skip: Level) -> Node:
        """The innermost open clause that is of none of these levels; the root at last."""
        return next((node for node in reversed(self.open) if node.level not in skip), self.root)

    def find_outside(self, *levels: Level) -> Node | None:
        """The innermost open clause of one of these levels that stands in no điều."""
        levels_open = [node.level for node in self.open]
        article = levels_open.index(Level.ARTICLE) if Level.ARTICLE in levels_open else None
        return next((node for node in reversed(self.open[:article]) if node.level in levels), None)

    def beside_article(self) -> Node:
        """Where the next điều belongs: beside the open one, else in the innermost container."""
        article = self.find(Level.ARTICLE)
        return article.parent if article and article.parent else self.owner(*BELOW_ARTICLE)

    def part(self) -> Node:
        """The open part, or the root where nothing is divided into parts."""
        return self.find(Level.PART) or self.root

    def close_to(self, node: Node) -> None:
        """Make ``node``, which is open, the innermost one."""
        while self.here is not node:
            self.open.pop()

    def push(self, parent: Node, node: Node) -> bool:
        """Open ``node`` under ``parent``; always true, so that an opener can end with it."""
        self.close_to(parent)
        self.open.append(parent.add(node))
        self.title_lines = 0
        return True

    def doubt(self, sentence: str) -> None:
        """Say once what seems wrong."""
        self.doubts[sentence] = None

    def doubt_jump(self, parent: Node, low: int, high: int, what: str) -> None:
        """Say that the numbers between ``low`` and ``high`` are lost under ``parent``."""
        if self.infer:
            after = f"sau {what}{low} là {what}{high}" if low else f"bắt đầu từ {what}{high}"
            where = label_of(parent) if parent.token else "Văn bản"
            self.doubt(f"{where}: {after}; phần ở giữa bị mất tiêu đề.")
