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
    place from its children. ``rooted`` nodes (điều) are named from the component, whatever
    chapter they stand in; a ``replaces`` node (2.1 under 2) stands in for its parent's element.
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
    reason: str = ""
    inferred: bool = False
    parent: Node | None = field(default=None, repr=False)
    children: list[Node] = field(default_factory=list, repr=False)
    counts: Counter[str] = field(default_factory=Counter, repr=False)
    """How many children of each unnumbered kind it has (gạch đầu dòng, đoạn, chú thích)."""

    @property
    def has_text(self) -> bool:
        """Whether the source prints something of its own for this node."""
        return self.end > self.start

    def add(self, child: Node) -> Node:
        """Append ``child`` and return it."""
        child.parent = self
        self.children.append(child)
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
        return next((c for c in reversed(self.children) if c.level is level), None)

    def span(self) -> tuple[int, int]:
        """The characters that it covers with everything below it."""
        start, end = self.start, self.end
        if self.children:
            first, last = self.children[0].span()[0], self.children[-1].span()[1]
            start = min(start, first) if self.has_text else first
            end = max(end, last)
        return start, end


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
    if node.rooted or node.parent is None:
        return None
    return node.parent.parent if node.replaces else node.parent


def _join(*pieces: str, by: str) -> str:
    return by.join(piece for piece in pieces if piece)


class Namer:
    """Gives every node of one document its unique path and its label."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._paths: dict[Node, str] = {}
        self._labels: dict[Node, str] = {}

    def name(self, node: Node, component: Component) -> tuple[str, str]:
        """The path and label of ``node``, whose parents are named already."""
        base = _base(node)
        while base is not None and not base.token:
            base = base.parent
        path = _join(self._paths[base] if base else component.prefix, node.token, by="__")
        label = self._labels[base] if base else component.label
        label = _join(label, node.cite, by="." if node.joined and base else ", ")
        unique, copy = path, 1
        while unique in self._taken:
            copy += 1
            unique = f"{path}~{copy}"
        self._taken.add(unique)
        self._paths[node], self._labels[node] = unique, label
        return unique, label


def _walk(node: Node) -> Iterator[tuple[Node, tuple[str, ...]]]:
    pending: list[tuple[Node, tuple[str, ...]]] = [(node, ())]
    while pending:
        current, above = pending.pop()
        if current.token:
            yield current, above
        if current.heading:
            above = (*above, current.heading)
        pending.extend((child, above) for child in reversed(current.children))


def heading_of(text: str) -> str:
    """``text`` on one line if it is short enough to stand above other clauses, else empty."""
    if len(text) > 2 * MAX_HEADING:
        return ""
    line = " ".join(text.split())
    return line if len(line) <= MAX_HEADING else ""


def clauses_of(
    root: Node, component: Component, namer: Namer, document_id: str, source: str
) -> Iterator[Clause]:
    """The clauses under ``root`` in reading order."""
    paths: dict[Node, str] = {}
    for node, above in _walk(root):
        path, label = namer.name(node, component)
        paths[node] = path
        parent = node.parent
        while parent is not None and parent not in paths:
            parent = parent.parent
        start, end = node.span()
        yield Clause(
            ref=ClauseRef(document_id, path),
            level=node.level,
            label=label,
            headings=above,
            text=source[start:end],
            start=start,
            end=end,
            lead=max(node.end - start, 0) if node.has_text else 0,
            parent=paths[parent] if parent else None,
            component=component.name,
            inferred=is_inferred(node),
            reason=reason_of(node),
        )


def is_inferred(node: Node) -> bool:
    """Whether this or any level above it in the path was worked out."""
    return any(step.inferred for step in _path_nodes(node))


def reason_of(node: Node) -> str:
    """Why, from the nearest level that was worked out."""
    return next((step.reason for step in _path_nodes(node) if step.reason), "")


def _path_nodes(node: Node) -> Iterator[Node]:
    step: Node | None = node
    while step is not None:
        yield step
        step = _base(step)
