"""Ruled tables of printed pages: from the rules drawn on a page to the cells between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

_THIN = 3.0
_TOUCH = 3.0
"""Points; rules are drawn a little short of or beyond each other."""


class Box(NamedTuple):
    """A rectangle on a page, in points, y upwards."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> tuple[float, float]:
        """The point in its middle."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2


def is_thin(box: Box) -> bool:
    """Whether ``box`` is a rule rather than a frame."""
    return min(box.top - box.bottom, box.right - box.left) <= _THIN


class Grid:
    """One table: the places of its columns and rows, and which of them are merged."""

    def __init__(self, across: Sequence[Box], down: Sequence[Box]) -> None:
        self._across, self._down = across, down
        self.columns = _places([box.left for box in down])
        self._rows = _places([box.bottom for box in across])[::-1]
        self.box = Box(self.columns[0], self._rows[-1], self.columns[-1], self._rows[0])
        self._owner: dict[tuple[int, int], tuple[int, int]] = {}
        for row in range(len(self._rows) - 1):
            for column in range(len(self.columns) - 1):
                self._owner[row, column] = self._merged_into(row, column)

    @property
    def size(self) -> tuple[int, int]:
        """The number of rows and of columns."""
        return len(self._rows) - 1, len(self.columns) - 1

    def cell(self, x: float, y: float) -> tuple[int, int] | None:
        """Row and column of the cell at a point, ``None`` outside of the table."""
        row = next((i for i in range(self.size[0]) if self._rows[i + 1] <= y <= self._rows[i]), -1)
        column = next(
            (i for i in range(self.size[1]) if self.columns[i] <= x <= self.columns[i + 1]), -1
        )
        return self._owner.get((row, column))

    def _merged_into(self, row: int, column: int) -> tuple[int, int]:
        x = (self.columns[column] + self.columns[column + 1]) / 2
        y = (self._rows[row] + self._rows[row + 1]) / 2
        if column and not any(
            abs(rule.left - self.columns[column]) <= _TOUCH and rule.bottom <= y <= rule.top
            for rule in self._down
        ):
            return self._owner[row, column - 1]
        if row and not any(
            abs(rule.bottom - self._rows[row]) <= _TOUCH and rule.left <= x <= rule.right
            for rule in self._across
        ):
            return self._owner[row - 1, column]
        return row, column


def grids(drawn: Iterable[Box]) -> list[Grid]:
    """The tables among the shapes ``drawn`` on a page that have two rows and columns or more."""
    across: list[Box] = []
    down: list[Box] = []
    for box in drawn:
        if box.top - box.bottom <= _THIN:
            across.append(box)
        elif box.right - box.left <= _THIN:
            down.append(box)
        else:
            across += [box._replace(bottom=box.top), box._replace(top=box.bottom)]
            down += [box._replace(left=box.right), box._replace(right=box.left)]
    found: list[Grid] = []
    for rules in _touching([*across, *down]):
        mine = set(rules)
        grid_across = [box for box in across if box in mine]
        grid_down = [box for box in down if box in mine]
        columns = len(_places([box.left for box in grid_down]))
        rows = len(_places([box.bottom for box in grid_across]))
        if columns > 2 and rows > 2:
            found.append(Grid(grid_across, grid_down))
    return sorted(found, key=lambda grid: -grid.box.top)


def _touching(boxes: Sequence[Box]) -> list[list[Box]]:
    """``boxes`` in groups that touch each other, directly or through others."""
    groups: list[tuple[Box, list[Box]]] = []
    for box in sorted(boxes):
        near = [group for group in groups if _touch(group[0], box)]
        hull = box
        members = [box]
        for group in near:
            groups.remove(group)
            members += group[1]
            hull = _hull(hull, group[0])
        groups.append((hull, members))
    return [members for _, members in groups]


def _touch(one: Box, other: Box) -> bool:
    return (
        one.left - _TOUCH <= other.right
        and other.left - _TOUCH <= one.right
        and one.bottom - _TOUCH <= other.top
        and other.bottom - _TOUCH <= one.top
    )


def _hull(one: Box, other: Box) -> Box:
    return Box(
        min(one.left, other.left),
        min(one.bottom, other.bottom),
        max(one.right, other.right),
        max(one.top, other.top),
    )


def _places(values: Sequence[float]) -> list[float]:
    """``values`` in order, those that are nearly the same only once."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _TOUCH:
            places.append(value)
    return places
