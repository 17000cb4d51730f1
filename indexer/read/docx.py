"""Word documents: paragraphs with the numbers that Word prints, tables, footnotes."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from docx import Document
from docx.opc.exceptions import OpcError
from lxml import etree

from indexer.errors import UnreadableFile
from indexer.read.layout import starts_inside_sentence
from indexer.read.numbering import LEVELS, Numbering, W, number, value
from indexer.read.pieces import Piece, squeeze
from indexer.read.tables import table_pieces
from indexer.types import LineKind

MAX_UNPACKED_MB = 300
MAX_XML_MB = 60
MAX_PARTS = 5_000
MAX_STYLE_DEPTH = 20

_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DROPPED = frozenset(
    {f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sdtPr")}
) | {_FALLBACK}
_DAMAGED = (
    OpcError,
    zipfile.BadZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    AttributeError,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
"""What opening a damaged package may raise, the parsing library's own slips included."""


def read_docx(data: bytes, name: str) -> Iterator[Piece]:
    """The paragraphs, tables and footnotes of a Word document; heads and feet are left out."""
    _check_size(data, name)
    try:
        document = Document(io.BytesIO(data))
        parts = {
            relation.reltype.rsplit("/", 1)[-1]: _parsed(relation.target_part.blob)
            for relation in document.part.rels.values()
            if relation.reltype.endswith(("/numbering", "/styles", "/footnotes", "/endnotes"))
        }
        body = document.element.body
        if body is None:
            raise KeyError("body")
    except _DAMAGED as error:
        raise UnreadableFile(
            f"Tệp “{name}” bị hỏng, bị cắt cụt hoặc không phải là tài liệu Word.",
            "Hãy mở tệp bằng Word hoặc LibreOffice, lưu lại dạng .docx rồi nạp lại.",
        ) from error
    return _Reader(parts).blocks(body)


def _parsed(xml: bytes) -> etree._Element:
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))


def _check_size(data: bytes, name: str) -> None:
    """Refuse what would not fit in memory, before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableFile(
            f"Tệp “{name}” bị hỏng hoặc bị cắt cụt.", "Hãy sao chép lại tệp gốc rồi nạp lại."
        ) from error
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFile(
            f"Tệp “{name}” được bảo vệ bằng mật khẩu.", "Hãy bỏ mật khẩu rồi nạp lại."
        )
    xml = max((part.file_size for part in parts if part.filename.endswith(".xml")), default=0)
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or xml > MAX_XML_MB * 1e6 or unpacked > MAX_UNPACKED_MB * 1e6:
        raise UnreadableFile(
            f"Tệp “{name}” phình tới {unpacked / 1e6:.0f} MB khi giải nén, có thể là bom nén.",
            "Hãy kiểm tra nguồn gốc tệp; nếu tệp đúng, hãy tách thành nhiều tệp nhỏ hơn.",
        )


class _Reader:
    """Walks one document in reading order: numbers and table counts go on from block to block."""

    def __init__(self, parts: dict[str, etree._Element]) -> None:
        self._numbering = Numbering(parts.get("numbering"))
        self._notes = {
            (kind, note.get(f"{W}id", "")): note
            for kind in _NOTES.values()
            if kind in parts
            for note in parts[kind]
        }
        styles = parts.get("styles")
        self._styles = {
            style.get(f"{W}styleId", ""): style
            for style in (styles if styles is not None else ())
            if style.tag == f"{W}style"
        }
        self._tables = 0

    def blocks(self, parent: etree._Element) -> Iterator[Piece]:
        """The pieces of the paragraphs and tables below ``parent``."""
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag not in _DROPPED and isinstance(child.tag, str):
                yield from self.blocks(child)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Piece]:
        chain = self._style_chain(paragraph)
        if any(value(style, "name").lower().startswith("toc ") for style in chain):
            return
        text, notes, boxes, bold = self._content(paragraph, chain)
        lines = _unbroken([line for part in text.split("\n") if (line := squeeze(part))])
        if lines:
            lines[0] = squeeze(self._number(paragraph, chain) + lines[0])
        yield from (Piece(line, bold=bold) for line in lines)
        for box in boxes:
            yield from self.blocks(box)
        for note in notes:
            text = squeeze(" ".join(piece.text for piece in self.blocks(note)))
            yield Piece(text, LineKind.FOOTNOTE)

    def _content(
        self, paragraph: etree._Element, chain: list[etree._Element]
    ) -> tuple[str, list[etree._Element], list[etree._Element], bool]:
        """Text with soft line breaks, notes referred to, text boxes, whether all is bold."""
        words: list[str] = []
        notes: list[etree._Element] = []
        boxes: list[etree._Element] = []
        bold = True
        base = next((on for style in chain if (on := _switch(style, "b")) is not None), False)
        run_bold = base
        walk = etree.iterwalk(paragraph, events=("start",))
        for _, element in walk:
            name = str(element.tag).removeprefix(W)
            if element.tag in _DROPPED or (name == "r" and _switch(element, "vanish")):
                walk.skip_subtree()
            elif name == "txbxContent":
                boxes.append(element)
                walk.skip_subtree()
            elif name == "r":
                run_bold = base if (on := _switch(element, "b")) is None else on
            elif name == "t" or element.tag == f"{_MATH}t":
                words.append(element.text or "")
                bold = bold and (run_bold or not words[-1].strip())
            elif name in _NOTES:
                note = self._notes.get((_NOTES[name], element.get(f"{W}id", "")))
                notes += [] if note is None else [note]
            else:
                words.append(_sign(name, element))
        return "".join(words), notes, boxes, bold

    def _style_chain(self, paragraph: etree._Element) -> list[etree._Element]:
        chain: list[etree._Element] = []
        style = self._styles.get(value(paragraph.find(f"{W}pPr"), "pStyle"))
        while style is not None and len(chain) < MAX_STYLE_DEPTH:
            chain.append(style)
            style = self._styles.get(value(style, "basedOn"))
        return chain

    def _number(self, paragraph: etree._Element, chain: list[etree._Element]) -> str:
        for holder in (paragraph, *chain):
            properties = holder.find(f"{W}pPr/{W}numPr")
            if properties is None or not (list_id := value(properties, "numId")):
                continue
            index = number(value(properties, "ilvl"), 0)
            if holder is not paragraph:
                style = holder.get(f"{W}styleId", "")
                of_style = self._numbering.level_of_style(list_id, style)
                index = index if of_style is None else of_style
            return self._numbering.next(list_id, min(index, LEVELS - 1))
        return ""

    def _table(self, table: etree._Element) -> Iterator[Piece]:
        rows: list[list[str]] = []
        notes: list[Piece] = []
        for line in table.iterchildren(f"{W}tr", f"{W}sdt"):
            cells: list[str] = []
            for cell in line.iter(f"{W}tc"):
                if next(cell.iterancestors(f"{W}tbl")) is not table:
                    continue
                pieces = list(self.blocks(cell))
                notes += [piece for piece in pieces if piece.kind is LineKind.FOOTNOTE]
                texts = [piece.text for piece in pieces if piece.kind is not LineKind.FOOTNOTE]
                properties = cell.find(f"{W}tcPr")
                cells.append("\n".join(texts))
                cells += [""] * (min(number(value(properties, "gridSpan"), 1), 50) - 1)
            rows.append(cells)
        pieces = list(table_pieces(rows, self._tables))
        self._tables += any(piece.cells for piece in pieces)
        yield from pieces
        yield from notes


def _unbroken(lines: list[str]) -> list[str]:
    """``lines`` of one paragraph, those joined that a line break only made fit the page."""
    joined: list[str] = []
    for line in lines:
        if joined and starts_inside_sentence(line):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return joined


def _switch(holder: etree._Element, name: str) -> bool | None:
    """An on-off property of a run or a style; ``None`` where it is not set."""
    found = holder.find(f"{W}rPr/{W}{name}")
    return None if found is None else found.get(f"{W}val", "1") not in {"0", "false", "off"}


def _sign(name: str, element: etree._Element) -> str:
    if name in {"br", "cr"}:
        return "" if element.get(f"{W}type") in {"page", "column"} else "\n"
    return {"tab": " ", "ptab": " ", "noBreakHyphen": "-", "sym": "•"}.get(name, "")
