"""The head of a document as clauses: portal table, letterhead, title, legal bases.

People ask who signed, when it took effect and what it rests on; each such line can be cited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.parse.clean import TextLine
from indexer.parse.markers import is_capitals
from indexer.parse.phrases import (
    AUTHORITY,
    BANNER,
    CITATION,
    DATED,
    DRAFT,
    ENACTS,
    KIND_LINE,
    KINDS,
    MOTTO,
    NUMBER,
    PREAMBLE,
    SECOND_LINE,
)
from indexer.parse.tree import Node
from indexer.segment import fold
from indexer.types import Level, LineKind

_AMENDED = re.compile(
    "(?:" + "|".join(re.escape(kind.capitalize()) for kind in KINDS) + r")\s[^.;:]{0,120}?số \d+"
)
_CODE = re.compile(r"[-/]?\s*[A-ZĐ]+(?:\s*[-/&]\s*[A-ZĐ]+)*")
_SESSION = re.compile(
    r"(?:(?:CỦA )?QUỐC HỘI (?:NƯỚC CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM )?)?"
    r"K(?:H(?:ÓA|OÁ)|h(?:óa|oá)) [IVX]+(?:$|\s*[,–-]|\s+(?i:kỳ họp|nhiệm kỳ))|"
    r"KỲ HỌP THỨ \w+(?: (?:MỘT|HAI|BA|BỐN|TƯ|LĂM|SÁU|BẢY|TÁM|CHÍN|MƯƠI|MƯỜI))*$"
)
"""In which session an assembly adopted the text: a line beneath its name."""

_TOKENS = {"căn cứ": "cit", "đoạn": "al", "chú thích": "fn"}
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Head:
    """The head's lines sorted by what they are; every list keeps the order of the source."""

    portal: tuple[TextLine, ...] = ()
    portal_title: TextLine | None = None
    draft: TextLine | None = None
    issuer: tuple[TextLine, ...] = ()
    number: tuple[TextLine, ...] = ()
    dated: TextLine | None = None
    kind: TextLine | None = None
    title: tuple[TextLine, ...] = ()
    session: tuple[TextLine, ...] = ()
    history: tuple[TextLine, ...] = ()
    preamble: tuple[TextLine, ...] = ()
    notes: tuple[TextLine, ...] = ()


def slug(text: str) -> str:
    """Lower-case ASCII letters and digits joined by hyphens: ``Người ký`` → ``nguoi-ky``."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(text)))


def sort_head(lines: Sequence[TextLine]) -> Head:
    """Tell the lines of the head apart by their words and their order."""
    portal = tuple(
        line for line in lines if line.kind is LineKind.ROW and len(line.line.cells) == 2
    )
    rest = [line for line in lines if line.kind is LineKind.TEXT]
    portal_title = None
    if portal and rest and rest[0].start < portal[0].start:
        portal_title = rest.pop(0)
    split = next((i for i, line in enumerate(rest) if _begins_preamble(rest, i)), len(rest))
    letterhead, preamble = rest[:split], rest[split:]
    if preamble and ENACTS.match(preamble[-1].text):
        preamble = preamble[:-1]
    kind = next((i for i, line in enumerate(letterhead) if _is_kind(line.text)), None)
    above = letterhead if kind is None else letterhead[:kind]
    title, behind = _title([] if kind is None else letterhead[kind + 1 :])
    merged = bool(behind) and bool(_AMENDED.match(behind[0].text))
    return Head(
        portal=portal,
        portal_title=portal_title,
        draft=next((line for line in letterhead if DRAFT.match(line.text)), None),
        issuer=tuple(_issuer(above)),
        number=tuple(_number(letterhead)),
        dated=next((line for line in letterhead if DATED.search(line.text)), None),
        kind=letterhead[kind] if kind is not None else None,
        title=title,
        session=tuple(line for line in letterhead if _SESSION.match(line.text)),
        history=behind if merged else (),
        preamble=(*(() if merged else behind), *preamble),
        notes=tuple(line for line in lines if line.kind is LineKind.FOOTNOTE),
    )


def _issuer(above: Sequence[TextLine]) -> Sequence[TextLine]:
    """The lines with the issuer's name; a letterhead in two columns has the motto between them."""
    found = _adjacent([line for line in above if _is_issuer(line.text)])
    if len(found) != 1:
        return found
    at = above.index(found[0])
    between, second = above[at + 1 : at + 2], above[at + 2 : at + 3]
    aside = all(MOTTO.search(line.text) for line in between)
    return [*found, *(line for line in second if aside and SECOND_LINE.match(line.text))]


def _number(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """The line with the number, and the next one where a narrow column broke a long code."""
    at = next((i for i, line in enumerate(lines) if NUMBER.search(line.text)), len(lines))
    yield from lines[at : at + 1]
    for line in lines[at + 1 : at + 2]:
        broken = lines[at].text.endswith(("-", "/")) or line.text.startswith(("-", "/"))
        if broken and _CODE.fullmatch(line.text):
            yield line


def _is_kind(text: str) -> bool:
    return bool(KIND_LINE.match(text)) and not BANNER.match(text)


def _title(
    lines: Sequence[TextLine],
) -> tuple[tuple[TextLine, ...], tuple[TextLine, ...]]:
    """The lines of the title, and what stands between them and the legal bases."""
    titles = [index for index, line in enumerate(lines) if _is_title(line.text)]
    ends = (index for index in titles[1:] if _follows_title(lines[titles[0]].text, lines[index]))
    end = next(ends, len(lines))
    others = (AUTHORITY, _SESSION)
    behind = (line for line in lines[end:] if not any(x.match(line.text) for x in others))
    return tuple(lines[index] for index in titles if index < end), tuple(behind)


def _follows_title(title: str, line: TextLine) -> bool:
    """Who enacts, what was merged, or a sentence: a title in capitals goes on in capitals."""
    if _AMENDED.match(line.text) or AUTHORITY.match(line.text):
        return True
    if line.text.startswith("(") or line.text[0].islower():
        return False
    return line.text.endswith((".", ";", ":")) or (
        is_capitals(title) and not is_capitals(line.text)
    )


def _begins_preamble(lines: Sequence[TextLine], index: int) -> bool:
    text = lines[index].text
    if CITATION.match(text):
        return True
    # A title may begin with the same verbs; the preamble is a sentence after the title.
    return bool(PREAMBLE.match(text)) and index > 0 and text.rstrip().endswith((":", ".", ";"))


def without_banner(text: str, ends: str = "-_–— ") -> str:
    """``text`` without what a gazette prints over a document, and without dashes at its ends."""
    return BANNER.sub("", text).strip(ends)


def _is_issuer(text: str) -> bool:
    return is_capitals(without_banner(text)) and not (
        MOTTO.search(text)
        or NUMBER.search(text)
        or DRAFT.match(text)
        or DATED.search(text)
        or _SESSION.match(text)
    )


def _is_title(text: str) -> bool:
    return not (
        NUMBER.search(text) or DATED.search(text) or MOTTO.match(text) or _SESSION.match(text)
    ) and any(char.isalpha() for char in text)


def head_nodes(head: Head) -> Iterator[Node]:
    """The clauses of the head in reading order."""
    if head.portal:
        yield _portal(head)
    single = (
        ("draft", "dấu dự thảo", (head.draft,)),
        ("number", "số, ký hiệu", head.number),
        ("date", "nơi và ngày ban hành", (head.dated,)),
        ("title", "tên văn bản", ((head.kind,) if head.kind else ()) + head.title),
        ("session", "khóa và kỳ họp", head.session),
        ("history", "quá trình ban hành", head.history),
    )
    nodes = [
        Node(Level.HEAD, f"preface_{token}", f"Phần đầu, {what}", lines[0].start, lines[-1].end)
        for token, what, found in single
        if (lines := _adjacent([line for line in found if line is not None]))
    ]
    if head.issuer:
        span = head.issuer[0].start, head.issuer[-1].end
        nodes.append(Node(Level.HEAD, "preface_issuer", "Phần đầu, cơ quan ban hành", *span))
    opening = head.preamble[0].start if head.preamble else None
    above = [note for note in head.notes if opening is None or note.start < opening]
    nodes += [_child("fn", "chú thích", i, note, "preface_") for i, note in enumerate(above, 1)]
    # A line that stands behind the beginning of the preamble is quoted there.
    taken = {(head.preamble[0].start, head.preamble[-1].end)} if head.preamble else set()
    for node in sorted(nodes, key=lambda node: (node.start, node.end)):
        if not any(node.start < end and start < node.end for start, end in taken):
            taken.add((node.start, node.end))
            yield node
    if head.preamble:
        yield _preamble(head.preamble, head.notes[len(above) :])


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


def _preamble(lines: Sequence[TextLine], notes: Sequence[TextLine]) -> Node:
    node = Node(Level.HEAD, "preamble", "Phần mở đầu")
    if not notes and not any(CITATION.match(line.text) for line in lines):
        node.start, node.end = lines[0].start, lines[-1].end
        return node
    for line in sorted((*lines, *notes), key=lambda line: line.start):
        kind = "đoạn"
        if line.kind is LineKind.FOOTNOTE:
            kind = "chú thích"
        elif CITATION.match(line.text):
            kind = "căn cứ"
        node.add(_child(_TOKENS[kind], kind, node.count(kind), line))
    return node


def _child(token: str, what: str, count: int, line: TextLine, prefix: str = "") -> Node:
    cite = f"Phần đầu, {what} {count}" if prefix else f"{what} {count}"
    return Node(Level.HEAD, f"{prefix}{token}_{count}", cite, line.start, line.end)
