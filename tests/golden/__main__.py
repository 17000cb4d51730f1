"""``python -m tests.golden`` writes the golden files anew; the difference is then reviewed."""

from __future__ import annotations

from tests.golden.outlines import (
    CORPUS,
    REAL_FILES,
    SUMMARIES,
    SUMMARISED,
    TREES,
    parsed,
    summary,
    tree,
)


def main() -> None:
    """Write the tree of each document of the corpus, and a summary of each real file at hand."""
    TREES.mkdir(exist_ok=True)
    SUMMARIES.mkdir(exist_ok=True)
    for path in sorted(CORPUS.glob("*.txt")):
        (TREES / path.name).write_text(tree(parsed(path)), encoding="utf-8")
    for name in SUMMARISED:
        if (path := REAL_FILES / name).exists():
            (SUMMARIES / f"{path.stem}.txt").write_text(summary(parsed(path)), encoding="utf-8")


if __name__ == "__main__":
    main()
