from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from indexer.links import Links, entry_of, linked, with_links
from indexer.records import Records, RecordWriter
from indexer.types import ClauseRef, Document, LegalStatus, Reference, ReferenceType

MAY, JUNE = date(2025, 5, 5), date(2025, 6, 6)


def document(
    name: str,
    number: str,
    *references: Reference,
    issuer: str = "Ủy ban nhân dân Thành phố Hà Nội",
    issued_on: date | None = MAY,
    status: LegalStatus = LegalStatus.IN_FORCE,
) -> Document:
    return Document(
        id=name,
        title=name,
        source="",
        clauses=(),
        number=number,
        issuer=issuer,
        issued_on=issued_on,
        legal_status=status,
        references=references,
    )


def says(
    number: str, issued_on: date | None = None, kind: ReferenceType = ReferenceType.REPLACES
) -> Reference:
    return Reference(ClauseRef("new", "art_1"), kind, number, 0, 1, number, issued_on)


def links(*documents: Document) -> dict[str, Links]:
    found = linked([entry_of(each) for each in documents])
    return {each.id: one for each, one in zip(documents, found, strict=True)}


def test_a_replaced_document_is_told_and_its_reference_points_at_it() -> None:
    old = document("old", "1413/KH-UBND")
    new = document("new", "4354/KH-UBND", says("9/QĐ-TTg"), says("1413/KH-UBND", MAY))
    found = links(old, new)
    assert with_links(old, found["old"]).legal_status is LegalStatus.REPLACED
    told = with_links(new, found["new"])
    assert told.legal_status is LegalStatus.IN_FORCE
    assert [reference.document_id for reference in told.references] == [None, "old"]


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (ReferenceType.CITES, LegalStatus.IN_FORCE),
        (ReferenceType.AMENDS, LegalStatus.IN_FORCE),
        (ReferenceType.REPLACES, LegalStatus.DRAFT),
    ],
)
def test_who_cites_amends_or_only_drafts_replaces_nothing(
    kind: ReferenceType, status: LegalStatus
) -> None:
    new = document("new", "4354/KH-UBND", says("1413/KH-UBND", MAY, kind), status=status)
    found = links(document("old", "1413/KH-UBND"), new)
    assert not found["old"].replaced
    assert found["new"].targets == ((0, "old"),)


def test_a_number_of_another_province_is_not_meant() -> None:
    other = document("other", "1413/KH-UBND", issuer="Ủy ban nhân dân Tỉnh Lào Cai")
    assert not links(other, document("new", "2/KH-UBND", says("1413/KH-UBND")))["other"].replaced
    own = document("own", "1413/KH-UBND")
    found = links(other, own, document("new", "2/KH-UBND", says("1413/KH-UBND")))
    assert (found["own"].replaced, found["other"].replaced) == (True, False)


def test_every_version_of_a_replaced_document_is_replaced() -> None:
    first, second = document("old", "1413/KH-UBND"), document("old~2", "1413/KH-UBND")
    found = links(first, second, document("new", "4354/KH-UBND", says("1413/KH-UBND")))
    assert found["old"].replaced
    assert found["old~2"].replaced
    assert found["new"].targets == ((0, "old"),)


def test_documents_of_unknown_issuers_are_no_versions_of_one() -> None:
    one, other = (document(name, "1/2025/KH", issued_on=None) for name in ("one", "other"))
    found = links(one, other, document("new", "2/KH-UBND", says("1/2025/KH")))
    assert not found["one"].replaced
    assert found["new"].targets == ()


def test_the_date_must_be_the_same_where_both_are_known() -> None:
    new = document("new", "2/KH-UBND", says("1413/KH-UBND", JUNE))
    assert not links(document("old", "1413/KH-UBND"), new)["old"].replaced
    undated = document("old", "1413/KH-UBND", issued_on=None)
    assert links(undated, new)["old"].replaced


def test_a_number_with_a_year_is_known_without_a_date() -> None:
    law = document("law", "31/2019/TT-BGTVT", issuer="Bộ Giao thông vận tải")
    new = document("new", "5/2025/TT-BXD", says("31/2019/TT–BGTVT"), issuer="Bộ Xây dựng")
    assert links(law, new)["law"].replaced


def test_records_keep_a_document_as_it_was_read_and_show_it_linked(tmp_path: Path) -> None:
    old = document("old", "1413/KH-UBND")
    new = document("new", "4354/KH-UBND", says("1413/KH-UBND", MAY))
    with RecordWriter(tmp_path) as writer:
        writer.write(old, [])
        writer.write(new, [])
    records = Records(tmp_path)
    assert records.document(0).legal_status is LegalStatus.REPLACED
    assert records.document(1).references[0].document_id == "old"
    assert [records.whole(0), records.whole(1)] == [old, new]
