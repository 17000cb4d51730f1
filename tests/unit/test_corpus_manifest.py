"""The packaged documents are the bytes that the manifest says."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import Any

import pytest

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
MANIFEST = tomllib.loads((CORPUS / "manifest.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("entry", MANIFEST["document"], ids=lambda entry: str(entry["file"]))
def test_bytes_are_as_received(entry: dict[str, Any]) -> None:
    data = (CORPUS / entry["file"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == entry["sha256"]


@pytest.mark.parametrize("entry", MANIFEST["document"], ids=lambda entry: str(entry["file"]))
def test_every_entry_says_where_it_is_from_and_why_it_may_be_here(entry: dict[str, Any]) -> None:
    assert all(entry[key] for key in ("kind", "issuer", "origin", "licence"))


def test_every_document_is_in_the_manifest() -> None:
    listed = {entry["file"] for entry in MANIFEST["document"]}
    assert {f"documents/{path.name}" for path in (CORPUS / "documents").iterdir()} == listed
