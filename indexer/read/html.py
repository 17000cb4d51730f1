"""Saved web pages: the document is found in the page, everything around it is left out.

Nothing here knows a site. The document is where the long paragraphs and the lines that open
clauses stand; its container is the deepest element that still holds nearly all of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from lxml import etree

from indexer.errors import UnreadableFile
from indexer.read.encoding import decode
from indexer.read.pieces import Piece, normalise, row, squeeze
from indexer.read.tables import table_pieces

MAX_HTML_MB = 32
MAX_TAGS = 1_000_000

_BLOCKS = frozenset(
    {"address", "article", "blockquote", "body", "br", "caption", "center", "dd", "div", "dl", "dt"}
    | {"fieldset", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "main", "ol"}
    | {"p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)
_SKIPPED = frozenset(
    {"aside", "button", "footer", "head", "iframe", "input", "label", "menu", "nav", "noscript"}
    | {"object", "option", "script", "select", "style", "svg", "template", "textarea"}
)
_BOLD = frozenset({"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)

_CLAUSE = re.compile(
    r"(?:Điều|Chương|Mục|Phần|Căn cứ|PHỤ LỤC|Phụ lục|Nơi nhận|CỘNG H[OÒ][AÀ] XÃ HỘI|QUYẾT ĐỊNH)\b"
)
_VIETNAMESE = re.compile("[À-ỹĐđ]")
_MIN_VIETNAMESE_SHARE = 0.05
_MIN_PROSE = 60
_PROSE_SHARE, _CLAUSE_SHARE = 0.8, 0.95
_MAX_SPAN = 50

_PROPERTY = re.compile(
    r"(?:Số(?:,? ký)? hiệu|Số hiệu văn bản|Loại văn bản|(?:Nơi|Cơ quan) ban hành|Người ký|Lĩnh vực"
    r"|Ngày (?:ban hành|hiệu lực|có hiệu lực)|Tình trạng(?: hiệu lực)?)\s*:?"
)


def read_html(data: bytes, name: str) -> Iterator[Piece]:
    """The document of a web page, after what a table of the page says of it."""
    if len(data) > MAX_HTML_MB * 1_000_000 or data.count(b"<") > MAX_TAGS:
        raise UnreadableFile(
            f"Trang “{name}” quá lớn (tối đa {MAX_HTML_MB} MB và {MAX_TAGS:,} thẻ).",
            "Hãy tách thành nhiều tệp nhỏ hơn.",
        )
    root = _tree(_decoded(data, name), name)
    main = _main(root)
    properties = list(_properties(root, main))
    yield from properties
    yield from _pieces(main, first_table=bool(properties))


def _decoded(data: bytes, name: str) -> str:
    declared = _CHARSET.search(data[:4096])
    if declared and declared[1].lower() in {b"windows-1258", b"cp1258"}:
        return data.decode("cp1258", errors="replace")
    return decode(data, name)


def _tree(text: str, name: str) -> etree._Element:
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    # Characters that no HTML may hold would cut the text short.
    root = etree.fromstring(normalise(text).encode("utf-8"), parser)
    if any("depth" in entry.message for entry in parser.error_log):
        raise UnreadableFile(
            f"Trang “{name}” hỏng: các thẻ HTML lồng nhau quá sâu.",
            "Hãy mở trang bằng trình duyệt, chép phần văn bản và lưu thành tệp .txt.",
        )
    if root is None:
        raise UnreadableFile(f"Trang “{name}” không có nội dung.", "Hãy lưu lại trang rồi nạp lại.")
    return root


def _main(root: etree._Element) -> etree._Element:
    """The deepest element that holds most of the page's prose and nearly all of its clauses."""
    prose: Counter[etree._Element] = Counter()
    clauses: Counter[etree._Element] = Counter()
    seen: set[str] = set()
    for text, _, owner in _blocks(root):
        if text in seen or not _is_vietnamese(text):
            continue  # notices come again and again, a translation is another document
        seen.add(text)
        prose[owner] += len(text) * (len(text) >= _MIN_PROSE)
        clauses[owner] += bool(_CLAUSE.match(text))
    for element in reversed(list(root.iter())):
        if (parent := element.getparent()) is not None:
            prose[parent] += prose[element]
            clauses[parent] += clauses[element]
    main = root
    while len(main):
        child = max(main, key=lambda child: prose[child] + clauses[child])
        if not prose[child] or prose[child] < _PROSE_SHARE * prose[main]:
            break
        if clauses[child] < _CLAUSE_SHARE * clauses[main]:
            break
        main = child
    return main


def _is_vietnamese(text: str) -> bool:
    return len(_VIETNAMESE.findall(text)) >= _MIN_VIETNAMESE_SHARE * len(text)


def _properties(root: etree._Element, main: etree._Element) -> Iterator[Piece]:
    """What the page's table of properties says of the document: number, issuer, date."""
    inside = set(main.iter("tr"))
    for line in root.iter("tr"):
        if line in inside or line.find(".//table") is not None:
            continue
        cells = [squeeze("".join(map(str, cell.itertext()))) for cell in line.iter("td", "th")]
        for label, value in pairwise(cell for cell in cells if cell):
            if _PROPERTY.fullmatch(label) and not _PROPERTY.fullmatch(value):
                yield row([label.rstrip(": "), value], table=0)


def _pieces(main: etree._Element, first_table: int) -> Iterator[Piece]:
    table = first_table
    for text, bold, element in _blocks(main, whole_tables=True):
        if element.tag != "table":
            yield Piece(text, bold=bold)
            continue
        rows = list(table_pieces(list(_rows(element)), table))
        table += any(piece.cells for piece in rows)
        yield from rows


def _blocks(
    root: etree._Element, *, whole_tables: bool = False
) -> Iterator[tuple[str, bool, etree._Element]]:
    """The paragraphs below ``root``: text, whether it is bold, and the element it stands in.

    With ``whole_tables`` a table without a table in it comes as one block without text.
    """
    words: list[str] = []
    plain = False
    bold = 0
    owner = root
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        block = element.tag in _BLOCKS
        if block and (text := squeeze("".join(words))):
            yield text, not plain, owner
        if block:
            words, plain = [], False
            owner = (
                element
                if event == "start"
                else (element.getparent() if element is not root else root)
            )
        if event == "start":
            bold += element.tag in _BOLD
            if whole_tables and element.tag == "table" and element.find(".//table") is None:
                yield "", False, element
                walk.skip_subtree()
            elif element.tag in _SKIPPED or _HIDDEN.search(element.get("style", "")):
                walk.skip_subtree()
            elif element.text:
                words.append(element.text)
                plain = plain or (not bold and not element.text.isspace())
        else:
            bold -= element.tag in _BOLD
            if element.tail and element is not root:
                words.append(element.tail)
                plain = plain or (not bold and not element.tail.isspace())
    if text := squeeze("".join(words)):
        yield text, not plain, owner


def _rows(table: etree._Element) -> Iterator[list[str]]:
    """The cells of ``table``, empty where one reaches over from the left or from above."""
    hanging: dict[int, int] = {}
    for line in table.iter("tr"):
        cells: list[str] = []
        for cell in line.iterchildren("td", "th"):
            while hanging.get(len(cells), 0) > 0:
                hanging[len(cells)] -= 1
                cells.append("")
            span = _span(cell, "rowspan") - 1
            text = "\n".join(text for text, _, _ in _blocks(cell)) if len(cell) else cell.text
            for column in range(_span(cell, "colspan")):
                hanging[len(cells)] = span
                cells.append("" if column else text or "")
        yield cells


def _span(cell: etree._Element, name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(max(int(value), 1), _MAX_SPAN) if value.isdecimal() else 1
