"""The head of a document as clauses: portal table, letterhead, title, legal bases.

People ask who signed, when it took effect and what it rests on; each such line can be cited.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.parse.clean import TextLine
from indexer.parse.components import KINDS
from indexer.parse.markers import is_capitals
from indexer.parse.tree import Node
from indexer.types import Level, LineKind

MOTTO = re.compile(
    r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ|CHỦ NGHĨA VIỆT NAM|Độc lập\s*[-–]|^[-–—_*.\s]+$|ĐỘC LẬP"
)
NUMBER = re.compile(r"(?:^|\s)(?:Luật\s+|Bộ luật\s+|Pháp lệnh\s+)?(?:[Ss]ố|SỐ)\s*:\s*(?P<n>\S.*)$")
DATED = re.compile(
    r"(?P<place>[^\W\d_][^,;:]{1,40}?),\s*[Nn]gày\s*(?P<d>\d{0,2})[\s.…]*[Tt]háng\s*(?P<m>\d{0,2})"
    r"[\s.…]*[Nn]ăm\s*(?P<y>\d{0,4})"
)
PREAMBLE = re.compile(
    r"(?:C[ăầ]n cứ|Xét\b|Theo (?:đề nghị|tinh thần)|Thực hiện\b|Để (?:thực hiện|triển khai|tiếp)|"
    r"Nhằm\b|Triển khai\b|Tiếp tục\b|Thi hành\b|Sau khi\b|Chính phủ ban hành|Quốc hội ban hành|"
    r"(?:Ủy|Uỷ) ban|Bộ trưởng|Thủ tướng|Chủ tịch|Hội đồng|Trên cơ sở|Trong (?:những|thời|bối)|"
    r"Kính gửi)"
)
CITATION = re.compile(r"(?:C[ăầ]n cứ|Xét|Theo đề nghị)\b")
BANNER = re.compile(r"VĂN BẢN QUY PHẠM PHÁP LUẬT|VĂN BẢN HỢP NHẤT|CÔNG BÁO|VĂN BẢN KHÁC")
ENACTS = re.compile(r"(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|CHỈ THỊ|NGHỊ QUYẾT|THÔNG TƯ)\s*:$")
DRAFT = re.compile(r"DỰ\s+THẢO\b|Dự thảo\b")
KIND_LINE = re.compile(
    "(?P<kind>" + "|".join(re.escape(kind.upper()) for kind in KINDS) + r")(?P<rest>(?:\s+\S.*)?)$"
)

_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Head:
    """The head's lines sorted by what they are; every list keeps the order of the source."""

    portal: tuple[TextLine, ...] = ()
    portal_title: TextLine | None = None
    draft: TextLine | None = None
    issuer: tuple[TextLine, ...] = ()
    number: TextLine | None = None
    dated: TextLine | None = None
    kind: TextLine | None = None
    title: tuple[TextLine, ...] = ()
    preamble: tuple[TextLine, ...] = ()


def slug(text: str) -> str:
    """Lower-case ASCII letters and digits joined by hyphens: ``Người ký`` → ``nguoi-ky``."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def sort_head(lines: Sequence[TextLine]) -> Head:
    """Tell the lines of the head apart by their words and their order."""
    rest = list(lines)
    portal = tuple(line for line in rest if line.kind is LineKind.ROW and len(line.line.cells) == 2)
    portal_title = None
    if portal and rest[0].kind is LineKind.TEXT and rest[0].start < portal[0].start:
        portal_title = rest.pop(0)
    rest = [line for line in rest if line not in portal and line.kind is LineKind.TEXT]
    split = next((i for i, line in enumerate(rest) if _begins_preamble(rest, i)), len(rest))
    letterhead, preamble = rest[:split], rest[split:]
    if preamble and ENACTS.match(preamble[-1].text):
        preamble = preamble[:-1]
    kind = next((i for i, line in enumerate(letterhead) if KIND_LINE.match(line.text)), None)
    above = letterhead if kind is None else letterhead[:kind]
    title = letterhead[kind + 1 :] if kind is not None else []
    return Head(
        portal=portal,
        portal_title=portal_title,
        draft=next((line for line in letterhead if DRAFT.match(line.text)), None),
        issuer=tuple(_adjacent([line for line in above if _is_issuer(line.text)])),
        number=next((line for line in letterhead if NUMBER.search(line.text)), None),
        dated=next((line for line in letterhead if DATED.search(line.text)), None),
        kind=letterhead[kind] if kind is not None else None,
        title=tuple(line for line in title if _is_title(line.text)),
        preamble=tuple(preamble),
    )


def _begins_preamble(lines: Sequence[TextLine], index: int) -> bool:
    text = lines[index].text
    if CITATION.match(text):
        return True
    # A title may begin with the same verbs; the preamble is a sentence after the title.
    return bool(PREAMBLE.match(text)) and index > 0 and text.rstrip().endswith((":", ".", ";"))


def _is_issuer(text: str) -> bool:
    return is_capitals(text.strip("-_–— ")) and not (
        BANNER.match(text)
        or MOTTO.search(text)
        or NUMBER.search(text)
        or DRAFT.match(text)
        or DATED.search(text)
    )


def _is_title(text: str) -> bool:
    return not (NUMBER.search(text) or DATED.search(text) or MOTTO.match(text)) and any(
        char.isalpha() for char in text
    )


def head_nodes(head: Head) -> Iterator[Node]:
    """The clauses of the head in reading order."""
    if head.portal:
        yield _portal(head)
    single = (
        ("draft", "dấu dự thảo", (head.draft,)),
        ("issuer", "cơ quan ban hành", head.issuer),
        ("number", "số, ký hiệu", (head.number,)),
        ("date", "nơi và ngày ban hành", (head.dated,)),
        ("title", "tên văn bản", ((head.kind,) if head.kind else ()) + head.title),
    )
    nodes = [
        Node(Level.HEAD, f"preface_{token}", f"Phần đầu, {what}", lines[0].start, lines[-1].end)
        for token, what, found in single
        if (lines := _adjacent([line for line in found if line is not None]))
    ]
    taken: set[tuple[int, int]] = set()
    for node in sorted(nodes, key=lambda node: (node.start, node.end)):
        if not any(node.start < end and start < node.end for start, end in taken):
            taken.add((node.start, node.end))
            yield node
    if head.preamble:
        yield _preamble(head.preamble)


def _adjacent(lines: list[TextLine]) -> list[TextLine]:
    """The longest block of neighbouring lines; a letterhead in two columns cuts them apart."""
    blocks: list[list[TextLine]] = []
    for line in lines:
        if blocks and line.start - blocks[-1][-1].end <= 2:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return max(blocks, key=lambda block: sum(len(line.text) for line in block), default=[])


def _portal(head: Head) -> Node:
    title = head.portal_title
    node = Node(Level.HEAD, "meta", "Thông tin văn bản")
    if title:
        node.start, node.end = title.start, title.end
    else:
        node.start = node.end = head.portal[0].start
    for line in head.portal:
        (start, stop), (_, end) = line.line.cells[0], line.line.cells[1]
        offset = line.line.start
        key = line.text[start - offset : stop - offset]
        child = Node(Level.HEAD, slug(key), _BLANKS.sub(" ", key), start, end)
        node.add(child)
    return node


def _preamble(lines: Sequence[TextLine]) -> Node:
    bases = [line for line in lines if CITATION.match(line.text)]
    node = Node(Level.HEAD, "preamble", "Phần mở đầu")
    if not bases:
        node.start, node.end = lines[0].start, lines[-1].end
        return node
    citations = 0
    paragraphs = 0
    for line in lines:
        if CITATION.match(line.text):
            citations += 1
            child = Node(Level.HEAD, f"cit_{citations}", f"căn cứ {citations}")
        else:
            paragraphs += 1
            child = Node(Level.HEAD, f"al_{paragraphs}", f"đoạn {paragraphs}")
        child.start, child.end = line.start, line.end
        node.add(child)
    return node
