"""Builds an index or brings it up to date: only what changed is read, parsed and encoded again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from indexer.encode import Encoder
from indexer.lexical import Scoring
from indexer.records import document_json
from indexer.types import Document
from indexer.update import Input, Outcome, Recipe, update_index


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did, document by document; ``failed`` pairs a name with what was wrong.

    ``notes`` pairs the name of a document that is in with what should be looked at.
    ``generation`` is the published one, ``None`` when nothing changed or nothing was good.
    """

    created: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    generation: str | None = None


def _report(outcome: Outcome, generation: str | None) -> BuildReport:
    return BuildReport(
        tuple(outcome.created),
        tuple(outcome.updated),
        tuple(outcome.skipped),
        tuple(outcome.removed),
        tuple(outcome.failed),
        tuple(outcome.notes),
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

    Files with the same words are one document. Different ones whose number, issuer and year are
    the same (a corrected copy beside the first) are versions ``id``, ``id~2`` … in the order of
    their places, and each but the first is noted.

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
            try:
                is_folder = S_ISDIR(source.stat().st_mode)
            except (FileNotFoundError, NotADirectoryError):
                self.failed.append((str(source), f"Không tìm thấy “{source.name}”."))
            except OSError as error:
                self._fail(str(source), error)
            else:
                self._covered.append(self._key(source))
                for path in self._walk(source) if is_folder else [source]:
                    self._add(path, path.relative_to(source if is_folder else source.parent))

    def has_lost(self, key: str, digest: str) -> bool:
        """Whether a file is gone from the sources, or has been moved into them."""
        if not _is_gone(self._root / key):
            return False
        covered = any(key == place or key.startswith(f"{place}/") for place in self._covered)
        return covered or any(entry.digest == digest for entry in self.inputs)

    def find(self, key: str, name: str) -> Input | None:
        """The file with this key, if it can be read."""
        try:
            return self._input(self._root / key, name)
        except OSError:
            return None

    def _walk(self, source: Path) -> list[Path]:
        """The files of a folder and its folders, sorted, without hidden ones and the index."""

        def fail(error: OSError) -> None:
            self._fail(os.path.relpath(error.filename, source.parent), error)

        found: list[Path] = []
        for parent, folders, files in os.walk(source, onerror=fail):
            folders[:] = [name for name in folders if not name.startswith(".")]
            found += [Path(parent, name) for name in files if not name.startswith(".")]
        return sorted(path for path in found if self._may_be_document(path))

    def _may_be_document(self, path: Path) -> bool:
        try:
            is_file = S_ISREG(path.stat().st_mode)
        except OSError:
            return True  # reading it will say why it cannot be read
        return is_file and not path.resolve().is_relative_to(self._root)

    def _add(self, path: Path, place: Path) -> None:
        name = place.as_posix()
        try:
            name.encode()
            self.inputs.append(self._input(path, name))
        except UnicodeEncodeError:
            shown = os.fsencode(name).decode(errors="replace")
            self.failed.append((shown, "Tên tệp không phải là UTF-8; hãy đổi tên tệp."))
        except OSError as error:
            self._fail(name, error)

    def _fail(self, name: str, error: OSError) -> None:
        self.failed.append((name, f"Không mở được: {error.strerror}."))

    def _input(self, path: Path, name: str) -> Input:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.tell()
        return Input(self._key(path), name, digest, size, partial(_parse, path))

    def _key(self, path: Path) -> str:
        return Path(os.path.relpath(path.resolve(), self._root)).as_posix()


def _is_gone(path: Path) -> bool:
    """Whether there is no such file any more; one in a folder that may not be read is none."""
    try:
        return not S_ISREG(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False


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
