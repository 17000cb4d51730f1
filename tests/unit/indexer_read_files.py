"""Small PDF and Word files made by hand, so that the tests of the readers bring their own."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def paragraph(text: str, properties: str = "") -> str:
    """One paragraph with one run; ``properties`` go into its ``w:pPr``."""
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}</w:p>"


def numbered(text: str, list_id: int, level: int = 0) -> str:
    """A paragraph of a list."""
    return paragraph(
        text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    )


def table(*rows: Sequence[str]) -> str:
    """A table with one paragraph in each cell."""
    lines = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells) for cells in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{line}</w:tr>" for line in lines) + "</w:tbl>"


def docx(body: str, **parts: str) -> bytes:
    """A Word package with ``body`` and the inner XML of parts such as ``numbering``."""
    roots = {"numbering": "numbering", "styles": "styles", "footnotes": "footnotes"}
    content = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    files = {"word/document.xml": content}
    types = [f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>']
    relations = []
    for name, inner in parts.items():
        files[f"word/{name}.xml"] = f"<w:{roots[name]} {W}>{inner}</w:{roots[name]}>"
        types.append(f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{name}+xml"/>')
        relations.append(
            f'<Relationship Id="r{name}" Type="{_RELATION}/{name}" Target="{name}.xml"/>'
        )
    package = "http://schemas.openxmlformats.org/package/2006"
    files["[Content_Types].xml"] = (
        f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{''.join(types)}</Types>"
    )
    opening = f'<Relationships xmlns="{package}/relationships">'
    files["_rels/.rels"] = (
        f'{opening}<Relationship Id="r1" Type="{_RELATION}/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    files["word/_rels/document.xml.rels"] = f"{opening}{''.join(relations)}</Relationships>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package_file:
        for name, text in files.items():
            package_file.writestr(name, text)
    return buffer.getvalue()


Placed = tuple[float, float, str] | tuple[float, float, str, str]
"""Left and bottom of a line in points, its text, and "small" or "aside" where it is set so."""


def pdf(
    pages: Sequence[Sequence[Placed]], *, drawn: str = "", trailer: str = "", size: int = 12
) -> bytes:
    """A PDF with lines of text at their places; ``drawn`` are operators for every page."""
    letters = sorted({letter for page in pages for placed in page for letter in placed[2]})
    codes = {letter: code for code, letter in enumerate(letters, start=1)}
    mapping = "\n".join(
        f"<{code:02x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in codes.items()
    )
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{mapping}\nendbfchar endcmap end end"
    )
    widths = " ".join(["0"] + ["500" for _ in letters])
    names = " ".join(["/.notdef"] + ["/a"] * len(letters))
    font = (
        f"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 0 /LastChar {len(letters)}"
        f" /Widths [{widths}] /Encoding << /Type /Encoding /Differences [0 {names}] >>"
        " /ToUnicode 4 0 R >>"
    )
    kids = " ".join(f"{5 + 2 * index} 0 R" for index in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>",
        font,
        _stream(cmap),
    ]
    for index, page in enumerate(pages):
        content = drawn + "".join(
            f"BT {_setting(placed, size)} <"
            + "".join(f"{codes[letter]:02x}" for letter in placed[2])
            + "> Tj ET\n"
            for placed in page
        )
        resources = "<< /Font << /F 3 0 R >> >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 840] /Resources {resources}"
            f" /Contents {6 + 2 * index} 0 R >>"
        )
        objects.append(_stream(content))
    return _assembled(objects, trailer)


def _setting(placed: Placed, size: int) -> str:
    left, bottom, _, *how = placed
    if how == ["aside"]:
        return f"/F {size} Tf 0 -1 1 0 {left} {bottom} Tm"
    return f"/F {size / 2 if how else size} Tf {left} {bottom} Td"


def _stream(text: str) -> str:
    return f"<< /Length {len(text)} >>\nstream\n{text}\nendstream"


def _assembled(objects: Sequence[str], trailer: str) -> bytes:
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\n".encode()
    return out + f"startxref\n{start}\n%%EOF\n".encode()
