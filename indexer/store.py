"""Generations of an index on disk: written aside, checksummed, published in one step.

    index/
      live                    "generation-000002 <sha256 of its manifest>"
      generation-000001/      the one before, kept for whoever still reads it
      generation-000002/      manifest.json and the files it names
      building/               a generation being written; never read, swept away by the next build
      lock                    held by the one process that builds

Nothing is ever changed in place, so a process that is killed at any moment leaves the last
published generation as it was.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shlex
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from indexer.errors import IndexBusy, IndexDamaged, IndexMissing

FORMAT = 12
"""Raise it whenever the files of a generation change their meaning."""

_LIVE = "live"
_BUILDING = "building"
_LOCK = "lock"
_MANIFEST = "manifest.json"
_GENERATION = re.compile(r"generation-(\d{6,})")
_CHECKED_ON_OPENING = 1 << 20
"""Files up to this many bytes are read and compared with their checksum on every opening."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a file must be: its length in bytes and its SHA-256, hexadecimal."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation holds and how it was made."""

    format: int
    settings: Mapping[str, str]
    files: Mapping[str, Fingerprint]


@dataclass(frozen=True, slots=True)
class Generation:
    """A published generation whose manifest is sound."""

    folder: Path
    digest: str
    manifest: Manifest

    @property
    def name(self) -> str:
        """Its number and the beginning of its digest, which depends on content alone."""
        return _full_name(self.folder.name, self.digest)

    def verify(self, *, whole: bool = False) -> None:
        """Compare the files with the manifest.

        Sizes are always compared, contents of small files too, of all files when ``whole``.
        Raises ``IndexDamaged``, which names the first file that differs.
        """
        for name, expected in self.manifest.files.items():
            path = self.folder / name
            if not path.is_file() or path.stat().st_size != expected.bytes:
                raise _damaged(self.folder.parent, path)
            read = whole or expected.bytes <= _CHECKED_ON_OPENING
            if read and _sha256(path) != expected.sha256:
                raise _damaged(self.folder.parent, path)


def published_name(directory: Path) -> str | None:
    """The name of the live generation without looking at it; ``None`` without one."""
    try:
        name, digest = (directory / _LIVE).read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return None
    return _full_name(name, digest)


def _full_name(name: str, digest: str) -> str:
    return f"{name}-{digest[:12]}"


def live_generation(directory: Path) -> Generation:
    """The published generation, checked as far as is cheap.

    Raises ``IndexMissing`` when nothing was ever published here, ``IndexDamaged`` when what was
    published is not whole or comes from another version of the program.
    """
    pointer = directory / _LIVE
    try:
        name, _, digest = pointer.read_text(encoding="ascii").strip().partition(" ")
    except (FileNotFoundError, NotADirectoryError):
        raise IndexMissing(
            f"Chưa có chỉ mục tại “{directory}”.",
            f"Nếu chỉ mục ở chỗ khác, nêu đúng thư mục đó bằng --index hay PLANQA_INDEX. Nếu "
            f"chưa lập chỉ mục: {how_to_build(directory)}",
        ) from None
    except UnicodeDecodeError:
        raise _damaged(directory, pointer) from None
    manifest = directory / name / _MANIFEST
    if not _GENERATION.fullmatch(name) or not manifest.is_file() or _sha256(manifest) != digest:
        raise _damaged(directory, manifest if _GENERATION.fullmatch(name) else pointer)
    generation = Generation(manifest.parent, digest, _read_manifest(manifest))
    generation.verify()
    return generation


def how_to_build(directory: Path) -> str:
    """The command that makes the index of a directory, as it has to be typed."""
    return (
        f"Lập chỉ mục bằng “planqa index VĂN-BẢN --index {shlex.quote(str(directory))}”; VĂN-BẢN "
        "là tệp hay thư mục văn bản của bạn (bỏ trống: bộ văn bản đi kèm)."
    )


def intact_file(directory: Path, name: str) -> bytes | None:
    """One file of the published generation, whatever became of the others and of its format.

    ``None`` where it is not known to be as it was written.
    """
    folder, _, digest = _pointer(directory).partition(" ")
    if not _GENERATION.fullmatch(folder):
        return None
    try:
        manifest = (directory / folder / _MANIFEST).read_bytes()
        expected = _manifests().validate_json(manifest).files[name]
        content = (directory / folder / name).read_bytes()
    except (OSError, ValidationError, KeyError):
        return None
    digests = [hashlib.sha256(data).hexdigest() for data in (manifest, content)]
    return content if digests == [digest, expected.sha256] else None


@contextmanager
def build_lock(directory: Path) -> Iterator[None]:
    """Be the only one who builds here; creates the directory. Raises ``IndexBusy``.

    The lock belongs to the process: it is gone when the process is, however it ended.
    """
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / _LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise IndexBusy(
                f"Một tiến trình khác đang lập chỉ mục tại “{directory.name}”.",
                "Đợi tiến trình đó xong rồi chạy lại.",
            ) from None
        yield


@contextmanager
def new_generation(directory: Path) -> Iterator[Path]:
    """An empty folder to write a generation into; whatever is not published is swept away."""
    folder = directory / _BUILDING
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def publish(directory: Path, written: Path, settings: Mapping[str, str]) -> Generation:
    """Make the files of ``written`` the live generation of ``directory``, all at once.

    Everything is on the disk before the pointer changes. The generation that was live until now
    is kept, older ones are deleted.
    """
    files = {path.name: _settle(path) for path in sorted(written.iterdir())}
    manifest = Manifest(FORMAT, dict(settings), files)
    _write_synced(written / _MANIFEST, _manifests().dump_json(manifest, indent=1))
    _sync_folder(written)

    before = _pointer(directory).partition(" ")[0]
    folder = directory / f"generation-{_next_number(directory):06d}"
    written.rename(folder)
    _sync_folder(directory)
    digest = _sha256(folder / _MANIFEST)
    pointer = directory / f"{_LIVE}.new"
    _write_synced(pointer, f"{folder.name} {digest}\n".encode("ascii"))
    pointer.replace(directory / _LIVE)
    _sync_folder(directory)
    _prune(directory, {folder.name, before})
    return Generation(folder, digest, manifest)


def _pointer(directory: Path) -> str:
    """What the pointer says; nothing if it is not there or not text."""
    try:
        return (directory / _LIVE).read_text(encoding="ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return ""


def _generations(directory: Path) -> dict[Path, int]:
    named = ((path, _GENERATION.fullmatch(path.name)) for path in directory.iterdir())
    return {path: int(match[1]) for path, match in named if match}


def _next_number(directory: Path) -> int:
    return 1 + max(_generations(directory).values(), default=0)


def _prune(directory: Path, kept: set[str]) -> None:
    for path in _generations(directory):
        if path.name not in kept:
            shutil.rmtree(path, ignore_errors=True)


@cache
def _manifests() -> TypeAdapter[Manifest]:
    return TypeAdapter(Manifest)


def _read_manifest(path: Path) -> Manifest:
    try:
        manifest = _manifests().validate_json(path.read_bytes())
    except ValidationError:
        raise _damaged(path.parents[1], path) from None
    if manifest.format != FORMAT:
        raise IndexDamaged(
            f"Chỉ mục “{path.parents[1]}” do một phiên bản khác của chương trình lập.",
            f"{how_to_build(path.parents[1])} Văn bản đã lập từ nơi khác được đọc lại từ nơi đó.",
        )
    return manifest


def _damaged(directory: Path, path: Path) -> IndexDamaged:
    name = path.relative_to(directory)
    return IndexDamaged(
        f"Chỉ mục “{directory}” bị hỏng: tệp “{name}” thiếu hoặc đã bị thay đổi.",
        f"{how_to_build(directory)} Tài liệu gốc không bị ảnh hưởng.",
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _settle(path: Path) -> Fingerprint:
    with path.open("rb") as file:
        os.fsync(file.fileno())
    return Fingerprint(path.stat().st_size, _sha256(path))


def _write_synced(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
