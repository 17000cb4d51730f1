"""Builds an index or brings it up to date: only what changed is read, parsed and encoded again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from indexer.encode import Encoder
from indexer.lexical import Scoring
from indexer.records import document_json
from indexer.types import Document
from indexer.update import Input, Outcome, Recipe, update_index


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did, document by document; ``failed`` pairs a name with what was wrong.

    ``generation`` is the published one, ``None`` when nothing changed or nothing was good.
    """

    created: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    generation: str | None = None


def _report(outcome: Outcome, generation: str | None) -> BuildReport:
    return BuildReport(
        tuple(outcome.created),
        tuple(outcome.updated),
        tuple(outcome.skipped),
        tuple(outcome.removed),
        tuple(outcome.failed),
        generation,
    )


def packaged_corpus() -> list[Path]:
    """The documents that come with the program."""
    return [Path(__file__).resolve().parent.parent / "corpus" / "documents"]


def build_index(
    sources: Sequence[Path],
    directory: Path,
    encoder: Encoder,
    *,
    scoring: Scoring | None = None,
    progress: bool = True,
) -> BuildReport:
    """Bring the index in ``directory`` up to date with files and folders.

    Documents indexed before that are not under ``sources`` stay; those whose file is gone from
    there, or was moved there, are removed. A bad file is reported and skipped; if it was good
    before, its last good version stays. When nothing changed, no generation is written. A damaged
    index is made anew, from ``sources`` and from wherever else its documents came.

    Raises ``IndexBusy`` when another process builds here.
    """
    files = _Files(sources, directory.resolve())
    recipe = Recipe(encoder, scoring or Scoring(), _reader_version())
    outcome, generation = update_index(directory, recipe, files.inputs, files, progress=progress)
    outcome.failed[:0] = files.failed
    return _report(outcome, generation)


def build_from_documents(
    documents: Iterable[Document],
    directory: Path,
    encoder: Encoder,
    *,
    scoring: Scoring | None = None,
    progress: bool = True,
) -> BuildReport:
    """Make the index in ``directory`` hold exactly these documents, as they are given."""
    inputs = [_given(document) for document in documents]
    recipe = Recipe(encoder, scoring or Scoring(), "given")
    return _report(*update_index(directory, recipe, inputs, None, progress=progress))


def _given(document: Document) -> Input:
    digest = hashlib.sha256(document_json(document)).hexdigest()
    name = document.name or document.id
    return Input(document.id, name, digest, len(document.source), lambda: document)


class _Files:
    """The documents in files and folders, for the index in ``root``; ``failed`` could not be read.

    The key of a document is where its file is, seen from the index, so that both can be moved
    together.
    """

    def __init__(self, sources: Sequence[Path], root: Path) -> None:
        self._root = root
        self._covered: list[str] = []
        self.inputs: list[Input] = []
        self.failed: list[tuple[str, str]] = []
        for source in sources:
            if source.exists():
                self._covered.append(self._key(source))
                self._add(source)
            else:
                self.failed.append((str(source), f"Không tìm thấy “{source.name}”."))

    def has_lost(self, key: str, digest: str) -> bool:
        """Whether a file is gone from the sources, or has been moved into them."""
        if (self._root / key).is_file():
            return False
        covered = any(key == place or key.startswith(f"{place}/") for place in self._covered)
        return covered or any(entry.digest == digest for entry in self.inputs)

    def find(self, key: str, name: str) -> Input | None:
        """The file with this key, if it can be read."""
        try:
            return self._input(self._root / key, name)
        except OSError:
            return None

    def _add(self, source: Path) -> None:
        for path in [source] if source.is_file() else _walk(source, self._root):
            name = path.name if path == source else path.relative_to(source).as_posix()
            try:
                self.inputs.append(self._input(path, name))
            except OSError as error:
                self.failed.append((name, f"Không mở được tệp: {error.strerror}."))

    def _input(self, path: Path, name: str) -> Input:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.tell()
        return Input(self._key(path), name, digest, size, partial(_parse, path))

    def _key(self, path: Path) -> str:
        return Path(os.path.relpath(path.resolve(), self._root)).as_posix()


def _walk(folder: Path, root: Path) -> list[Path]:
    """The files of a folder and its folders, sorted, without hidden ones and the index itself."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and not path.resolve().is_relative_to(root)
    )


def _parse(path: Path) -> Document:
    from indexer.parse import parse_document  # noqa: PLC0415
    from indexer.read import read_file  # noqa: PLC0415

    return parse_document(read_file(path))


@cache
def _reader_version() -> str:
    """A digest of the code that reads and parses: other code may give other clauses."""
    here = Path(__file__).resolve().parent
    digest = hashlib.sha256()
    for path in sorted([*here.glob("read/*.py"), *here.glob("parse/*.py")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
