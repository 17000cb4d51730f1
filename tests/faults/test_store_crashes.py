"""Whatever happens to a builder, the last published generation stays and stays whole."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.errors import IndexBusy, IndexDamaged, IndexMissing
from indexer.store import (
    Generation,
    build_lock,
    live_generation,
    new_generation,
    publish,
    published_name,
)


def build(directory: Path, content: str) -> Generation:
    with build_lock(directory), new_generation(directory) as folder:
        (folder / "a.txt").write_text(content, encoding="utf-8")
        (folder / "b.bin").write_bytes(content.encode() * 3)
        return publish(directory, folder, {"analyzer": "1"})


def content(generation: Generation) -> str:
    return (generation.folder / "a.txt").read_text(encoding="utf-8")


class Killed(BaseException):
    """Stands for the end of the process: nothing may catch it."""


def die_at(monkeypatch: pytest.MonkeyPatch, last: int, *, after: bool) -> Callable[[], int]:
    """Make the ``last``-th write-related call the final one; returns how many there were."""
    calls = 0

    def wrap(real: Callable[..., object]) -> Callable[..., object]:
        def step(*args: object, **kwargs: object) -> object:
            nonlocal calls
            calls += 1
            if calls == last and not after:
                raise Killed
            result = real(*args, **kwargs)
            if calls == last:
                raise Killed
            return result

        return step

    monkeypatch.setattr(os, "fsync", wrap(os.fsync))
    for name in ("rename", "replace", "mkdir"):
        monkeypatch.setattr(Path, name, wrap(getattr(Path, name)))
    return lambda: calls


def steps_of_a_build(directory: Path) -> int:
    with pytest.MonkeyPatch.context() as patch:
        count = die_at(patch, -1, after=False)
        build(directory, "probe")
        return count()


@pytest.mark.parametrize("after", [False, True])
def test_death_at_any_step_leaves_a_whole_generation(tmp_path: Path, *, after: bool) -> None:
    steps = steps_of_a_build(tmp_path / "probe")
    assert steps > 8
    for last in range(1, steps + 1):
        directory = tmp_path / f"index-{last}"
        build(directory, "old")
        with pytest.MonkeyPatch.context() as patch:
            die_at(patch, last, after=after)
            with pytest.raises(Killed):
                build(directory, "new")
        generation = live_generation(directory)
        generation.verify(whole=True)
        assert content(generation) in {"old", "new"}
        assert content(build(directory, "next")) == "next"
        assert content(live_generation(directory)) == "next"


BUILD_FOREVER = """
import sys
from itertools import count
from pathlib import Path
from indexer.store import build_lock, new_generation, publish
directory = Path(sys.argv[1])
for i in count():
    with build_lock(directory), new_generation(directory) as folder:
        for name in "abcdef":
            (folder / name).write_text(str(i) * 10_000)
        publish(directory, folder, {})
    print(i, flush=True)
"""


def test_killed_processes_leave_a_whole_generation(tmp_path: Path) -> None:
    rng = random.Random(5)
    for _ in range(6):
        builder = subprocess.Popen(
            [sys.executable, "-c", BUILD_FOREVER, str(tmp_path)], stdout=subprocess.PIPE
        )
        assert builder.stdout
        builder.stdout.readline()
        time.sleep(rng.uniform(0, 0.03))
        builder.send_signal(signal.SIGKILL)
        builder.wait()
        builder.stdout.close()
        generation = live_generation(tmp_path)
        generation.verify(whole=True)
        assert len({(generation.folder / name).read_text() for name in "abcdef"}) == 1


def test_second_builder_is_told_to_wait(tmp_path: Path) -> None:
    with build_lock(tmp_path):
        with pytest.raises(IndexBusy) as caught, build_lock(tmp_path):
            pass
        assert caught.value.retryable
        assert tmp_path.name in caught.value.message
    with build_lock(tmp_path):
        pass


def test_previous_generation_is_kept_and_older_ones_are_not(tmp_path: Path) -> None:
    for text in ("one", "two", "three"):
        build(tmp_path, text)
    found = sorted(path.name for path in tmp_path.glob("generation-*"))
    assert found == ["generation-000002", "generation-000003"]


def test_open_generation_outlives_the_builds_after_it(tmp_path: Path) -> None:
    build(tmp_path, "one")
    with (live_generation(tmp_path).folder / "a.txt").open(encoding="utf-8") as file:
        for text in ("two", "three"):
            build(tmp_path, text)
        assert file.read() == "one"


def test_same_content_has_the_same_digest(tmp_path: Path) -> None:
    first, second = build(tmp_path / "x", "text"), build(tmp_path / "y", "text")
    assert first.name == second.name
    assert published_name(tmp_path / "x") == first.name


def test_nothing_published_is_missing(tmp_path: Path) -> None:
    assert published_name(tmp_path) is None
    with pytest.raises(IndexMissing) as caught:
        live_generation(tmp_path)
    assert f"planqa index VĂN-BẢN --index {tmp_path}" in caught.value.hint


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


@pytest.mark.parametrize("damage", [cut, flip, Path.unlink])
@pytest.mark.parametrize("name", ["a.txt", "b.bin", "manifest.json"])
def test_damaged_file_is_named(tmp_path: Path, name: str, damage: Callable[[Path], None]) -> None:
    damage(build(tmp_path, "text").folder / name)
    with pytest.raises(IndexDamaged) as caught:
        live_generation(tmp_path)
    assert name in caught.value.message
    assert f"planqa index VĂN-BẢN --index {tmp_path}" in caught.value.hint


@pytest.mark.parametrize(
    "pointer", [b"", b"generation-000009 abc\n", b"../../etc abc", b"\xff\xfe"]
)
def test_damaged_pointer_is_refused(tmp_path: Path, pointer: bytes) -> None:
    build(tmp_path, "text")
    (tmp_path / "live").write_bytes(pointer)
    with pytest.raises(IndexDamaged):
        live_generation(tmp_path)


def test_change_in_a_large_file_is_found_on_demand(tmp_path: Path) -> None:
    with build_lock(tmp_path), new_generation(tmp_path) as folder:
        (folder / "large.bin").write_bytes(bytes(2 << 20))
        published = publish(tmp_path, folder, {})
    flip(published.folder / "large.bin")
    generation = live_generation(tmp_path)
    with pytest.raises(IndexDamaged, match=r"large\.bin"):
        generation.verify(whole=True)


def test_generation_of_another_format_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path, "text")
    monkeypatch.setattr("indexer.store.FORMAT", 99)
    with pytest.raises(IndexDamaged, match="phiên bản khác") as caught:
        live_generation(tmp_path)
    assert f"--index {tmp_path}" in caught.value.hint
    assert "đọc lại từ nơi đó" in caught.value.hint
