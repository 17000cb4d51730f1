from __future__ import annotations

from pathlib import Path

from indexer.parse.survey import KINDS, breaks, runs, survey
from tests.golden.samples import document


def test_a_gap_says_whether_the_source_has_the_number() -> None:
    parsed = document("Điều 1. A\n1. Một.\n3. Ba.\n4. Bốn.\nĐiều 2. B\n1. Một.\n")
    paragraph = KINDS[1]
    found = [list(breaks(run, paragraph)) for run in runs(parsed, paragraph)]
    assert [(one.before, one.after, one.printed) for one in found[0]] == [(1, 3, False)]
    assert found[1] == []


def test_the_report(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Điều 1. A\nĐiều 3. C\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("", encoding="utf-8")
    report = list(survey(tmp_path))
    assert report[0] == "a.txt: điều 1 → 3 in main text (not in the source)"
    assert report[1].startswith("b.txt: Tệp “b.txt” rỗng")
    assert report[2].startswith("files whose main text's điều: 0/1 (0.0 %) run on by one; 1 more")
