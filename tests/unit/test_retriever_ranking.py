from __future__ import annotations

from pathlib import Path

import pytest

from retriever.ranking import SHIPPED, load_ranking
from retriever.types import BadSettings


def changed(tmp_path: Path, old: str, new: str) -> Path:
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "ranking.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_shipped_settings_are_valid() -> None:
    assert load_ranking().candidates.depth > 0


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("depth =", "deep =", "candidates"),
        ("depth = ", "depth = -", "depth"),
        ("lexical = ", "lexical = -", "lexical"),
        ("[fusion]", "[fusion]\nother = 1", "other"),
        ("dense = ", "dense = nan #", "dense"),
        ("[terms]", "[term]", "terms"),
        ("[terms]", "[terms", "ranking.toml"),
    ],
)
def test_wrong_setting_is_named(tmp_path: Path, old: str, new: str, named: str) -> None:
    with pytest.raises(BadSettings) as caught:
        load_ranking(changed(tmp_path, old, new))
    assert named in caught.value.message


def test_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match=r"nowhere\.toml"):
        load_ranking(tmp_path / "nowhere.toml")
