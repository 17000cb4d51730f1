from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from indexer.records import Records, RecordWriter
from indexer.types import ClauseRef, LegalStatus, Reference, ReferenceType
from tests.unit.indexer_samples import article, regulation


def test_everything_comes_back(tmp_path: Path) -> None:
    reference = Reference(
        ClauseRef("qd-1", "art_8"), ReferenceType.BASIS, "Nghị quyết 57-NQ/TW", 3, 9,
        number="57-NQ/TW", issued_on=date(2024, 12, 22), clauses=(ClauseRef("qd-1", "art_8"),),
    )  # fmt: skip
    first = replace(
        regulation("qd-1"),
        issued_on=date(2025, 11, 27),
        legal_status=LegalStatus.IN_FORCE,
        references=(reference,),
        abbreviations={"CĐS": "chuyển đổi số"},
        doubts=("Điều 7 mất tiêu đề.",),
    )
    second = article("luat-2", "Nội dung có 😀 và chữ.")
    with RecordWriter(tmp_path) as writer:
        writer.write(first, [1, 1, 2])
        writer.write(second, [1])
    records = Records(tmp_path)
    assert (records.documents, records.clauses) == (2, 4)
    assert records.whole(0) == first
    assert records.whole(1) == second
    assert records.document(0) == replace(first, clauses=(), source="")
    assert records.clause_parent.tolist() == [-1, 0, 0, -1]
    assert records.clause_passages.tolist() == [0, 1, 2, 4, 5]
    assert list(records.clause_rows(1)) == [3]


def test_clauses_are_found_by_id_and_known_by_row(tmp_path: Path) -> None:
    with RecordWriter(tmp_path) as writer:
        writer.write(article("b", "Một."), [1])
        writer.write(article("a", "Hai."), [1])
    records = Records(tmp_path)
    assert [str(records.ref(row)) for row in (0, 1)] == ["b/art_1", "a/art_1"]
    assert records.row(ClauseRef("a", "art_1")) == 1
    assert records.row(ClauseRef("c", "art_1")) is None
    assert records.id_order.tolist() == [1, 0]
    found = records.search_ids(re.compile(rb"^a/[^\n]*\n", re.MULTILINE))
    assert [row for row, _ in found] == [1]
