"""The clause tree while it grows, and how its nodes are named, cited and cut from the source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from indexer.parse.clean import TextLine
from indexer.types import Clause, ClauseRef, Level

MAX_HEADING = 300
"""Characters; a longer first line is a provision, not a heading to repeat above its children."""


@dataclass(slots=True, eq=False)
class Node:
    """One clause in the making.

    ``token`` is its element of the path, ``cite`` its element of the label. ``start``/``end``
    are the span of its own text; an inferred node has none (``start == end``) and takes its
    place from its children. ``rooted`` nodes (điều) are named from the component or the form,
    whatever chapter they stand in; a ``replaces`` node (2.1 under 2) stands in for its parent's
    element.
    """

    level: Level
    token: str
    cite: str
    start: int = 0
    end: int = 0
    value: int = 0
    tail: str = ""
    """The last character of its own text."""
    rooted: bool = False
    replaces: bool = False
    joined: bool = False
    """Whether ``cite`` goes to its parent's with a full stop (Mục III.3) and not a comma."""
    heading: str = ""
    columns: tuple[str, ...] = ()
    """Headings of its own: a row's column names and group, the opening of what a note explains."""
    reason: str = ""
    inferred: bool = False
    parent: Node | None = field(default=None, repr=False)
    children: list[Node] = field(default_factory=list, repr=False)
    counts: Counter[str] = field(default_factory=Counter, repr=False)
    """How many children of each unnumbered kind it has (gạch đầu dòng, đoạn, chú thích)."""
    latest: dict[Level, Node] = field(default_factory=dict, repr=False)

    @property
    def has_text(self) -> bool:
        """Whether the source prints something of its own for this node."""
        return self.end > self.start

    @property
    def is_alinea(self) -> bool:
        """Whether it is a paragraph without a number (đoạn)."""
        return self.token.startswith("al_")

    @property
    def is_form(self) -> bool:
        """Whether it is a form of an appendix, with a numbering of its own."""
        return self.token.startswith("form_")

    @property
    def is_item(self) -> bool:
        """Whether it is an entry of a numbered list inside a clause (mục nhỏ, tiết)."""
        return self.token.startswith("item_")

    def add(self, child: Node) -> Node:
        """Append ``child`` and return it."""
        child.parent = self
        self.children.append(child)
        self.latest[child.level] = child
        return child

    def extend(self, line: TextLine) -> None:
        """Let its own text go on to the end of ``line``."""
        self.end, self.tail = line.end, line.text[-1:]

    def count(self, kind: str) -> int:
        """The place, from 1, of a new child of an unnumbered kind."""
        self.counts[kind] += 1
        return self.counts[kind]

    def last(self, level: Level) -> Node | None:
        """The last child of this level, ``None`` if there is none."""
        return self.latest.get(level)


def node_of(level: Level, token: str, cite: str, line: TextLine, value: int = 0) -> Node:
    """A node whose own text begins as ``line``."""
    node = Node(level, token, cite, line.start, line.end, value, line.text[-1:])
    node.heading = heading_of(line.text)
    return node


def heading_of(text: str) -> str:
    """``text`` on one line if it is short enough to stand above other clauses, else empty."""
    if len(text) > 2 * MAX_HEADING:
        return ""
    line = " ".join(text.split())
    return line if len(line) <= MAX_HEADING else ""


@dataclass(frozen=True, slots=True)
class Component:
    """The main text, or an attachment with its own numbering.

    ``prefix`` starts every path (``att_1``), ``label`` every label of an appendix ("Phụ lục I"),
    ``name`` says what the attachment is ("Quy chế").
    """

    prefix: str = ""
    label: str = ""
    name: str = ""


def _base(node: Node) -> Node | None:
    """The node that ``node`` is named after."""
    if node.parent is None:
        return None
    base = node.parent.parent if node.replaces else node.parent
    while base is not None and not (base.is_form if node.rooted else base.token):
        base = base.parent
    return base


def _join(*pieces: str, by: str) -> str:
    return by.join(piece for piece in pieces if piece)


def label_of(node: Node, component: Component | None = None) -> str:
    """What a person writes when citing ``node``: ``Điều 7, khoản 3``."""
    base = _base(node)
    above = label_of(base, component) if base else component.label if component else ""
    return _join(above, node.cite, by="." if node.joined and base else ", ")


class Namer:
    """Gives every node of one document its unique path."""

    def __init__(self) -> None:
        self._copies: Counter[str] = Counter()
        self._paths: dict[Node, str] = {}

    def path(self, node: Node, component: Component) -> str:
        """The path of ``node``, whose parents are named already; a second one gets ``~2``."""
        base = _base(node)
        above = self._paths[base] if base else component.prefix
        path = _join(above, node.token, by="__")
        self._copies[path] += 1
        if self._copies[path] > 1:
            path = f"{path}~{self._copies[path]}"
        self._paths[node] = path
        return path


def clauses_of(
    root: Node, component: Component, namer: Namer, document_id: str, source: str
) -> Iterator[Clause]:
    """The clauses under ``root`` in reading order."""
    spans = _spans(root)
    paths: dict[Node, str] = {}
    for node, above in _walk(root):
        paths[node] = namer.path(node, component)
        parent = node.parent
        start, end = spans[node]
        doubtful = [step for step in _path_nodes(node) if step.inferred]
        yield Clause(
            ref=ClauseRef(document_id, paths[node]),
            level=node.level,
            label=label_of(node, component),
            headings=(*above, *node.columns),
            text=source[start:end],
            start=start,
            end=end,
            lead=max(node.end - start, 0) if node.has_text else 0,
            parent=paths.get(parent) if parent else None,
            component=component.name,
            inferred=bool(doubtful),
            reason=doubtful[0].reason if doubtful else "",
        )


def _walk(root: Node) -> Iterator[tuple[Node, tuple[str, ...]]]:
    """Every node that is a clause, with the headings above it, in reading order."""
    pending: list[tuple[Node, tuple[str, ...]]] = [(root, ())]
    while pending:
        node, above = pending.pop()
        if node.token:
            yield node, above
        if node.heading:
            above = (*above, node.heading)
        pending.extend((child, above) for child in reversed(node.children))


def _spans(root: Node) -> dict[Node, tuple[int, int]]:
    """The characters that each node covers with everything below it."""
    order = [root]
    for node in order:
        order.extend(node.children)
    spans: dict[Node, tuple[int, int]] = {}
    for node in reversed(order):
        start, end = node.start, node.end
        if node.children:
            first, last = spans[node.children[0]][0], spans[node.children[-1]][1]
            start = min(start, first) if node.has_text else first
            end = max(end, last)
        spans[node] = start, end
    return spans


def _path_nodes(node: Node) -> Iterator[Node]:
    """``node`` and the levels that it is named after, innermost first."""
    step: Node | None = node
    while step is not None:
        yield step
        step = _base(step)
