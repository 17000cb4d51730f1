"""The directions of the house: who may import whom, and what stands at the top level."""

from __future__ import annotations

import ast
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = {"indexer", "retriever", "service", "ui", "eval"}
MAY_IMPORT = {
    "indexer": set[str](),
    "retriever": {"indexer"},
    "service": {"retriever"},
    "ui": {"service"},
    "eval": {"retriever", "service"},
    "planqa": ROOMS,
}
TOP_LEVEL = {
    "pyproject.toml", "indexer", "retriever", "service", "ui", "eval", "corpus", "tests",
    "README.md", "ARCHITECTURE.md", "CHANGELOG.md", "LICENSE", "Makefile", "planqa.py",
    "constraints.txt", ".ci", ".gitignore", ".gitattributes",
}  # fmt: skip


def imported_rooms(path: Path) -> set[str]:
    """The rooms that a module imports anywhere, inside functions too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            names.add(node.module or "")
    return {name.split(".")[0] for name in names} & ROOMS


def modules(room: str) -> list[Path]:
    """Every module of a room; ``planqa`` is one file."""
    return [ROOT / "planqa.py"] if room == "planqa" else sorted((ROOT / room).rglob("*.py"))


@pytest.mark.parametrize("room", sorted(MAY_IMPORT))
def test_imports_follow_the_directions(room: str) -> None:
    paths = modules(room)
    assert paths
    for path in paths:
        foreign = imported_rooms(path) - {room} - MAY_IMPORT[room]
        assert not foreign, f"{path.relative_to(ROOT)} imports {sorted(foreign)}"


def test_a_wrong_import_is_seen(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text("def f() -> None:\n    from service.app import app\n", encoding="utf-8")
    assert imported_rooms(module) == {"service"}


def test_the_top_level_is_the_agreed_one() -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    assert {line.split("/")[0] for line in tracked if line} <= TOP_LEVEL


def test_every_package_is_listed_for_the_build() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    listed = set(settings["tool"]["setuptools"]["packages"]) - {"corpus"}
    found = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for room in ROOMS
        for path in (ROOT / room).rglob("__init__.py")
    }
    assert listed == found
