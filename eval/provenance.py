"""What a figure was made with, so that a report can be traced and repeated."""

from __future__ import annotations

import hashlib
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
_CODE = ("indexer", "retriever", "service", "eval")


def code_digest() -> str:
    """SHA-256 over the program's own source and settings files, hexadecimal."""
    digest = hashlib.sha256()
    for room in _CODE:
        for path in sorted((_ROOT / room).rglob("*")):
            if path.suffix in {".py", ".toml"}:
                digest.update(path.relative_to(_ROOT).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()
