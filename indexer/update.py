"""From the live generation to the next one: keep what is unchanged, add what is new, publish."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Protocol

from tqdm import tqdm

from indexer.encode import Encoder
from indexer.errors import IndexDamaged, IndexMissing, PlanqaError, UnreadableFile
from indexer.index import Index, index_settings
from indexer.lexical import Scoring
from indexer.rows import Rows, write_rows
from indexer.store import build_lock, intact_file, live_generation, new_generation, publish
from indexer.types import Document
from indexer.writer import IndexWriter

_INPUTS = "inputs.jsonl"
_READER = "reader"

_LIST_LOST = (
    "Bị hỏng đến mức không còn danh sách văn bản, nên chỉ lập lại từ những nơi vừa nêu. Văn bản "
    "lấy từ nơi khác thì chạy lại “planqa index” với nơi đó."
)
_DOCUMENT_LOST = (
    "Chỉ mục cũ bị hỏng mà ở chỗ cũ không đọc được tệp, nên văn bản này không còn trong chỉ mục. "
    "Chạy lại “planqa index” với nơi đang có tệp."
)


@dataclass(frozen=True, slots=True)
class Input:
    """A document that can be had.

    ``key`` finds it again in the next build and orders the index; ``digest`` tells a change;
    ``size`` is about its length in characters; ``load`` raises ``PlanqaError`` if it is bad.
    """

    key: str
    name: str
    digest: str
    size: int
    load: Callable[[], Document]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How an index is made. ``reader`` names the code that turned files into documents."""

    encoder: Encoder
    scoring: Scoring
    reader: str

    def settings(self) -> dict[str, str]:
        """What the manifest says about it."""
        return {**index_settings(self.encoder, self.scoring), _READER: self.reader}


@dataclass(slots=True)
class Outcome:
    """The names of the documents by what became of them; ``failed`` says why.

    ``notes`` pairs the name of one that is in with what should be looked at.
    """

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Known:
    """A document of a generation: a line of its ``inputs.jsonl``.

    ``text`` is a digest of its words, ``document_id`` the id that it was read with; ``version``
    counts, from 1, the documents of other words that have this id.
    """

    key: str
    name: str
    digest: str
    text: str
    document_id: str
    version: int = 1

    @property
    def id(self) -> str:
        """Its id in the index, where a second version gets ``~2``."""
        return self.document_id if self.version == 1 else f"{self.document_id}~{self.version}"


class Origin(Protocol):
    """Where the documents of an index come from."""

    def has_lost(self, key: str, digest: str) -> bool:
        """Whether what the index holds under this key is no longer there."""

    def find(self, key: str, name: str) -> Input | None:
        """The document that had this key, to be read again; ``None`` if it cannot be had."""


class _Live:
    """The live generation as seen from the next one; without an index, nothing is known."""

    def __init__(self, index: Index | None, recipe: Recipe) -> None:
        self.index = index
        self.rows: dict[str, tuple[int, _Known]] = {}
        settings: Mapping[str, str] = {}
        if index:
            settings = index.generation.manifest.settings
            lines = Rows(index.generation.folder / _INPUTS)
            known = [_Known(**json.loads(line)) for line in lines]
            self.rows = {entry.key: (row, entry) for row, entry in enumerate(known)}
        self.can_copy = {**settings, _READER: recipe.reader} == recipe.settings()
        """Whether its postings and vectors are what the recipe would make."""
        self._same_reader = settings.get(_READER) == recipe.reader

    def is_current(self, entry: Input) -> bool:
        """Whether it holds this very document, read by the same code."""
        known = entry.key in self.rows and self.rows[entry.key][1].digest == entry.digest
        return known and self._same_reader


def update_index(
    directory: Path,
    recipe: Recipe,
    inputs: Sequence[Input],
    origin: Origin | None,
    *,
    progress: bool = True,
) -> tuple[Outcome, str | None]:
    """Make the index hold ``inputs``, and of what it held before all that ``origin`` has not lost.

    Without an origin ``inputs`` are all there is. A damaged index is made anew: what it held
    besides is read again from ``origin``, and what cannot be had there is named among the failures.

    Returns what was done and the name of the new generation, ``None`` when nothing changed.
    Raises ``IndexBusy``.
    """
    with build_lock(directory):
        outcome = Outcome()
        given = {entry.key: entry for entry in inputs}
        live = _Live(_usable_index(directory, given, origin, outcome), recipe)
        gone = sorted(
            key
            for key, (_, known) in live.rows.items()
            if key not in given and (origin is None or origin.has_lost(key, known.digest))
        )
        outcome.removed += (live.rows.pop(key)[1].name for key in gone)
        if live.can_copy and not gone and all(map(live.is_current, given.values())):
            outcome.skipped += (given[key].name for key in sorted(given))
            return outcome, None
        with new_generation(directory) as folder:
            keys = sorted({*given, *live.rows})
            progress_bar = tqdm(keys, desc="Lập chỉ mục", unit=" văn bản", disable=not progress)
            writing = _Writing(recipe, live, given, outcome, repeats=origin is None)
            writing.write(folder, progress_bar)
            if not (outcome.created or outcome.updated or outcome.removed):
                return outcome, None
            return outcome, publish(directory, folder, recipe.settings()).name


def _usable_index(
    directory: Path, given: dict[str, Input], origin: Origin | None, outcome: Outcome
) -> Index | None:
    """The live index; ``None`` if there is none, or a damaged one, which is made anew.

    What the damaged one held besides is added to ``given``, or to the failures.
    """
    try:
        generation = live_generation(directory)
        generation.verify(whole=True)
    except IndexMissing:
        return None
    except IndexDamaged:
        if origin is not None:
            _find_again(directory, given, origin, outcome)
        return None
    return Index(generation)


def _find_again(directory: Path, given: dict[str, Input], origin: Origin, outcome: Outcome) -> None:
    listed = intact_file(directory, _INPUTS)
    if listed is None:
        outcome.failed.append(("chỉ mục cũ", _LIST_LOST))
        return
    for line in listed.splitlines():
        entry = json.loads(line)
        key, name = entry["key"], entry["name"]
        if key in given:
            continue
        if origin.has_lost(key, entry["digest"]):
            outcome.removed.append(name)
        elif found := origin.find(key, name):
            given[key] = found
        else:
            outcome.failed.append((name, _DOCUMENT_LOST))


class _Writing:
    """Writes the next generation, document by document in the order of their keys.

    Unless it ``repeats``, a text that is in already is refused.
    """

    def __init__(
        self,
        recipe: Recipe,
        live: _Live,
        given: Mapping[str, Input],
        outcome: Outcome,
        *,
        repeats: bool,
    ) -> None:
        self._recipe = recipe
        self._live = live
        self._given = given
        self._outcome = outcome
        self._repeats = repeats
        self._written: list[_Known] = []
        self._first: dict[str, _Known] = {}
        self._versions: Counter[str] = Counter()
        self._owner = {
            known.text: known for key, (_, known) in live.rows.items() if key not in given
        }

    def write(self, folder: Path, keys: Iterable[str]) -> None:
        size = sum(e.size for e in self._given.values() if not self._live.is_current(e))
        with IndexWriter(folder, self._recipe.encoder, self._live.index, size) as writer:
            for key in keys:
                entry = self._given.get(key)
                if entry is None or self._live.is_current(entry):
                    self._keep(writer, key, asked=entry is not None)
                else:
                    self._add(writer, entry)
            writer.finish(self._recipe.scoring)
        lines = (json.dumps(asdict(known), ensure_ascii=False) for known in self._written)
        write_rows(folder / _INPUTS, (line.encode() for line in lines))

    def _add(self, writer: IndexWriter, entry: Input) -> None:
        known = entry.key in self._live.rows
        try:
            document = entry.load()
            _check_outline(document, entry.name)
        except PlanqaError as error:
            reason = f"{error.message} {error.hint}".rstrip()
            self._outcome.failed.append((entry.name, reason))
            if known:
                self._keep(writer, entry.key, asked=False)
            return
        text = hashlib.sha256("".join(document.source.split()).encode()).hexdigest()
        claimed = self._claim(_Known(entry.key, entry.name, entry.digest, text, document.id))
        if claimed:
            writer.add(document.known_as(claimed.id))
            (self._outcome.updated if known else self._outcome.created).append(entry.name)

    def _keep(self, writer: IndexWriter, key: str, *, asked: bool) -> None:
        row, known = self._live.rows[key]
        claimed = self._claim(known)
        if claimed is None:
            return
        if self._live.can_copy:
            writer.copy(row, claimed.id)
        else:
            writer.add_again(row, claimed.id)
        if not self._live.can_copy or claimed.id != known.id:
            self._outcome.updated.append(known.name)
        elif asked:
            self._outcome.skipped.append(known.name)

    def _claim(self, known: _Known) -> _Known | None:
        """Note that this document is in, as which version; ``None`` if its text is already."""
        owner = self._owner.setdefault(known.text, known)
        if owner.key != known.key and not self._repeats:
            message = f"Cùng một văn bản với “{owner.name}”, nên chỉ lập chỉ mục một lần."
            self._outcome.failed.append((known.name, message))
            if known.key in self._live.rows:
                self._outcome.removed.append(known.name)
            return None
        first = self._first.setdefault(known.document_id, known)
        if first is not known:
            message = (
                f"Cùng mã {known.document_id} với “{first.name}” nhưng khác lời văn; cả hai đều "
                "có trong chỉ mục. Nếu chỉ một bản đúng, bỏ bản kia đi rồi chạy lại."
            )
            self._outcome.notes.append((known.name, message))
        self._versions[known.document_id] += 1
        claimed = replace(known, version=self._versions[known.document_id])
        self._written.append(claimed)
        return claimed


def _check_outline(document: Document, name: str) -> None:
    """Refuse a document whose clauses cannot be told apart, or hang under one that is not there."""
    paths = [clause.ref.path for clause in document.clauses]
    parents = {clause.parent for clause in document.clauses} - {None}
    if len(set(paths)) < len(paths) or not parents <= set(paths):
        raise UnreadableFile(
            f"“{name}” có điều khoản trùng mã hoặc mất cấp trên, nên không thể trích dẫn.",
            "Gửi tệp cho người phát triển chương trình để kiểm tra.",
        )
