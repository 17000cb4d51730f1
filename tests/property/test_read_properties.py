"""Any bytes give a source or a clear error, and every source keeps its promises."""

from __future__ import annotations

import tempfile
import unicodedata
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import UnreadableFile
from indexer.read import read_file
from indexer.types import Source
from tests.unit.indexer_read_files import docx, numbered, paragraph, pdf, table

SEEDS = {
    ".txt": "Điều 1. Một\n| a | b |\n|---|---|\n1. Hai[footnoteRef:1] [1:  chú]\f2\n".encode(),
    ".html": "<html><p><b>Điều 1.</b> Một<table><tr><td>a<td>b<tr><td>c</table>".encode(),
    ".docx": docx(
        numbered("Một", 1) + table(["a", "b"], ["c", "d"]) + paragraph("Hai"),
        numbering='<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:lvlText w:val="%1."/>'
        '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
        footnotes='<w:footnote w:id="1"><w:p/></w:footnote>',
    ),
    ".pdf": pdf([[(60, 700, "Điều 1. Thông tư này quy định việc")], [(60, 700, "2")]]),
}
SUFFIX = st.sampled_from(sorted(SEEDS))
LINES = """\
Điều 1. Phạm vi;Chương I;1. ;a) ;- ;|;|---|;| a | b |;QUY ĐỊNH;theo quy định tại;của cơ quan;12
CÔNG BÁO/Số 1/Ngày 2-3-2026;[1: a];[footnoteRef:1];<p>;</td>;<table><tr><td>;hỗ trợ1;_____
1 Khoản này được sửa đổi theo quy định tại khoản 2"""
BLANKS = ["\n", "\r\n", "\f", "\t", "  ", "\xa0", "\u0301", "\u200b", "\x00", "\u2028"]
PIECES = st.sampled_from([*LINES.replace("\n", ";").split(";"), *BLANKS])


def read(data: bytes, suffix: str) -> Source | None:
    """The source of ``data``, or nothing where it was refused as it should be."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"a{suffix}")
        path.write_bytes(data)
        try:
            return read_file(path)
        except UnreadableFile as error:
            if path.name in error.message and error.hint:
                return None
            raise


def assert_well_formed(source: Source) -> None:
    text = source.text
    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text
    covered = ""
    end = 0
    for line in source.lines:
        assert end <= line.start < line.end <= len(text)
        covered += text[end : line.start]
        end = line.end
        shown = text[line.start : line.end]
        assert shown == shown.strip()
        assert "\n" not in shown
        place = line.start
        for cell_start, cell_end in line.cells:
            assert place <= cell_start <= cell_end <= line.end
            place = cell_end
    covered += text[end:]
    assert not covered.strip()


@given(st.binary(max_size=400), SUFFIX)
@settings(max_examples=150)
def test_any_bytes(data: bytes, suffix: str) -> None:
    if source := read(data, suffix):
        assert_well_formed(source)


@given(SUFFIX, st.data())
@settings(max_examples=200)
def test_files_with_damage_in_them(suffix: str, draw: st.DataObject) -> None:
    data = bytearray(SEEDS[suffix])
    for _ in range(draw.draw(st.integers(1, 6))):
        place = draw.draw(st.integers(0, len(data)))
        removed = draw.draw(st.integers(0, 8))
        data[place : place + removed] = draw.draw(st.binary(max_size=8))
    if source := read(bytes(data), suffix):
        assert_well_formed(source)


@given(st.lists(PIECES, max_size=60), st.sampled_from([".txt", ".html"]))
@settings(max_examples=200)
def test_texts_made_of_what_documents_are_made_of(pieces: list[str], suffix: str) -> None:
    data = " ".join(pieces).encode()
    source = read(data, suffix)
    if source:
        assert_well_formed(source)
        assert read(data, suffix) == source


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=30), max_size=6))
@settings(max_examples=100)
def test_any_words_in_a_word_file(texts: list[str]) -> None:
    xml = [
        "".join(letter for letter in text if letter.isalnum() or letter in " \n-.")
        for text in texts
    ]
    body = "".join(map(paragraph, xml)) + table(xml, xml)
    if source := read(docx(body), ".docx"):
        assert_well_formed(source)
