"""Whatever the text, parsing gives a faithful tree, and the same one every time."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from indexer.parse import parse_document
from indexer.types import Document, Line, Source
from tests.golden.samples import document

_MARKS = (
    "Phần thứ nhất", "Chương I", "Chương II2 (được bãi bỏ)", "Mục 1. MỘT", "Điều 1. A", "Điều 2. B",
    "Điều 5. E", "Điều 7 Quy chế này", "I. MỘT", "II. HAI", "1. Một.", "2. Hai:", "5. Năm.",
    "1.1. Con", "5.1. Con", "6.2 Chú thích", "a) Nội dung;", "b) Nội dung.", "đ) Nội dung",
    "(1) Một", "(i) Hai", "- Gạch:", "+ Cộng", "“Điều 5. Trích", "hết.”",
    '"Điều 6. Trích', "PHỤ LỤC I",
    "Mẫu số 01", "QUY CHẾ", "(Ban hành kèm theo Quyết định số 1)", "TM. ỦY BAN NHÂN DÂN",
    "Nguyễn Văn An", "Căn cứ Luật A số 1/2020/QH14;", "theo điểm a, b khoản 1 Điều 2 và Mục 1.1",
    "| STT | Việc |", "|---|---|", "| 1 | |", "|", "", "VIẾT HOA CẢ DÒNG NÀY", "chữ thường", "./.",
    "Số: 1/KH-UBND", "Hà Nội, ngày 1 tháng 2 năm 2030", "[footnoteRef:1] x [1: chú thích]",
)  # fmt: skip
_LINES = st.lists(st.sampled_from(_MARKS) | st.text(max_size=20), max_size=40)


def parsed(lines: list[str]) -> Document:
    """The lines, as a reader would give them, parsed; blank ones have no words to give."""
    texts = [" ".join(line.split()) for line in lines]
    kept, position = [], 0
    for text in texts:
        if text:
            kept.append(Line(position, position + len(text)))
        position += len(text) + 1
    return parse_document(Source("x.txt", "\n".join(texts), tuple(kept), "0"))


@given(_LINES)
@example(["PHỤ LỤC I", "1.1. Con", "- Gạch:", "Số: 1/KH-UBND", "Phần thứ nhất"])
@settings(max_examples=300)
def test_clauses_are_verbatim_unique_and_nested(lines: list[str]) -> None:
    found = parsed(lines)
    by_path = {clause.ref.path: clause for clause in found.clauses}
    assert len(by_path) == len(found.clauses)
    last_end: dict[str | None, int] = {}
    for clause in found.clauses:
        assert found.source[clause.start : clause.end] == clause.text
        assert 0 <= clause.lead <= len(clause.text)
        assert clause.start < clause.end
        assert last_end.get(clause.parent, 0) <= clause.start
        last_end[clause.parent] = clause.end
        if clause.parent is not None:
            above = by_path[clause.parent]
            assert above.start <= clause.start
            assert clause.end <= above.end
            assert above.start + above.lead <= clause.start
    for reference in found.references:
        assert found.source[reference.start : reference.end] == reference.text
        assert all(ref.path in by_path for ref in reference.clauses)


@given(_LINES)
@settings(max_examples=100)
def test_parsing_is_deterministic(lines: list[str]) -> None:
    assert parsed(lines) == parsed(lines)


@given(st.text(alphabet="abc hoạt động,", min_size=1, max_size=60))
@settings(max_examples=50)
def test_ids_stay_when_the_words_of_another_clause_change(words: str) -> None:
    text = "Điều 1. Một\n1. {}\n2. Hai.\nĐiều 2. Hai\na) Một;\nb) Hai.\n"
    before = document(text.format("Nội dung."))
    after = document(text.format(f"Nội {' '.join(words.split())} dung."))
    assert [c.ref for c in before.clauses] == [c.ref for c in after.clauses]
