from __future__ import annotations

from pathlib import Path

import pytest

from indexer.read import read_file
from indexer.read.numbering import formatted
from indexer.types import LineKind, Source
from tests.unit.indexer_read_files import docx, numbered, paragraph, table


def read(folder: Path, body: str, **parts: str) -> Source:
    path = folder / "a.docx"
    path.write_bytes(docx(body, **parts))
    return read_file(path)


def texts(source: Source) -> list[str]:
    return [source.text[line.start : line.end] for line in source.lines]


def level(index: int, kind: str, pattern: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


OUTLINE = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "decimal", "Điều %1.")
    + level(1, "decimal", "%2.")
    + level(2, "lowerLetter", "%3)")
    + level(3, "decimal", "%2.%4.")
    + "</w:abstractNum>"
    + '<w:abstractNum w:abstractNumId="1">'
    + level(0, "bullet", "\uf0b7")
    + level(1, "upperRoman", "%2.", '<w:pStyle w:val="Muc"/>')
    + level(2, "bullet", "-")
    + "</w:abstractNum>"
    + '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    + '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    + '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    + '<w:startOverride w:val="7"/></w:lvlOverride></w:num>'
)


def test_the_numbers_that_word_prints(tmp_path: Path) -> None:
    body = (
        numbered("Phạm vi", 1)
        + numbered("Một", 1, 1)
        + numbered("Hai", 1, 1)
        + numbered("Điểm", 1, 2)
        + numbered("Điểm nữa", 1, 2)
        + numbered("Con", 1, 3)
        + numbered("Đối tượng", 1)
        + numbered("Lại một", 1, 1)
        + numbered("Bắt đầu lại", 3)
        + numbered("Tiếp", 3)
        + numbered("Không số", 0)
        + numbered("Gạch", 2, 2)
        + numbered("Chấm", 2)
    )
    assert texts(read(tmp_path, body, numbering=OUTLINE)) == [
        "Điều 1. Phạm vi",
        "1. Một",
        "2. Hai",
        "a) Điểm",
        "b) Điểm nữa",
        "2.1. Con",
        "Điều 2. Đối tượng",
        "1. Lại một",
        "Điều 7. Bắt đầu lại",
        "Điều 8. Tiếp",
        "Không số",
        "- Gạch",
        "• Chấm",
    ]


def test_numbers_that_come_from_a_style(tmp_path: Path) -> None:
    styles = (
        '<w:style w:styleId="Muc"><w:name w:val="Mục"/>'
        '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:styleId="MucCon"><w:basedOn w:val="Muc"/></w:style>'
        '<w:style w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    )
    body = (
        paragraph("Điều 1 … 3", '<w:pStyle w:val="TOC1"/>')
        + paragraph("MỤC TIÊU", '<w:pStyle w:val="Muc"/>')
        + paragraph("GIẢI PHÁP", '<w:pStyle w:val="MucCon"/>')
    )
    source = read(tmp_path, body, numbering=OUTLINE, styles=styles)
    assert texts(source) == ["I. MỤC TIÊU", "II. GIẢI PHÁP"]
    assert all(line.bold for line in source.lines)


def test_tracked_changes_links_breaks_hidden_text_and_boxes(tmp_path: Path) -> None:
    def run(text: str, properties: str = "") -> str:
        return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'

    box = (
        "<w:r><w:pict><w:txbxContent>"
        + paragraph("Trong khung")
        + "</w:txbxContent></w:pict></w:r>"
    )
    body = (
        f"<w:p>{run('Giữ ')}<w:ins>{run('thêm ')}</w:ins>"
        "<w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>"
        f"<w:hyperlink>{run('liên kết')}</w:hyperlink>{run('ẩn', '<w:vanish/>')}"
        f"<w:r><w:br/></w:r>{run('và tiếp')}<w:r><w:br/></w:r>{run('Dòng mới')}{box}</w:p>"
    )
    assert texts(read(tmp_path, body)) == ["Giữ thêm liên kết và tiếp", "Dòng mới", "Trong khung"]


def test_tables_and_what_only_looks_like_one(tmp_path: Path) -> None:
    source = read(
        tmp_path,
        table(["ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], ["Số: 1/KH", "Hà Nội"])
        + table(["STT", "Nhiệm vụ"], ["1", "Lập | hồ sơ"])
        + table(["Nơi nhận:", "TM. CHÍNH PHỦ"]),
    )
    assert texts(source) == [
        "ỦY BAN NHÂN DÂN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 1/KH",
        "Hà Nội",
        "| STT | Nhiệm vụ |",
        "| 1 | Lập | hồ sơ |",
        "Nơi nhận:",
        "TM. CHÍNH PHỦ",
    ]
    rows = [line for line in source.lines if line.kind is LineKind.ROW]
    assert [row.header for row in rows] == [True, False]
    assert [source.text[a:b] for a, b in rows[1].cells] == ["1", "Lập | hồ sơ"]


def test_footnotes_follow_their_paragraph(tmp_path: Path) -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = paragraph("Một").replace("</w:p>", reference + "</w:p>") + paragraph("Hai")
    notes = f'<w:footnote w:id="2">{paragraph("Chú")}{paragraph("thích")}</w:footnote>'
    source = read(tmp_path, body, footnotes=notes)
    assert texts(source) == ["Một", "Chú thích", "Hai"]
    assert source.lines[1].kind is LineKind.FOOTNOTE


@pytest.mark.parametrize(
    ("count", "kind", "printed"),
    [
        (1, "lowerLetter", "a"),
        (28, "lowerLetter", "bb"),
        (4, "upperRoman", "IV"),
        (1994, "lowerRoman", "mcmxciv"),
        (7, "decimalZero", "07"),
        (7, "unknown", "7"),
    ],
)
def test_number_formats(count: int, kind: str, printed: str) -> None:
    assert formatted(count, kind) == printed
