"""Lines that a copy joined: a letterhead run together, a khoản behind the heading of its điều.

They are cut where set phrases begin; no word is changed, so spans stay true to the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from indexer.parse.clean import TextLine
from indexer.parse.letters import LOWER, UPPER
from indexer.parse.phrases import SECOND_LINE
from indexer.types import LineKind

MAX_HEAD_LINES = 60
MAX_LOOK_AHEAD = 60

_BODY = re.compile(r"(?:Điều|Chương|Phần|Mục) |I\.")
_HEAD_CUT = re.compile(
    r"(?<!\s)(?<!NƯỚC)\s+(?=CỘNG\s+H(?:ÒA|OÀ)\s+XÃ|[ĐÐ]ộc lập\s*[-–]\s*Tự do|Số\s*:\s*\d|"
    r"C[ăầ]n cứ (?:Luật|Bộ luật|Nghị|Pháp lệnh|Hiến pháp|Quyết định)\b)|(?<=Hạnh phúc)\s+|"
    rf"(?<=CHỦ NGHĨA VIỆT NAM)\s+(?={SECOND_LINE.pattern})|"
    r"(?<!\s)(?:\t\s*|\s{2,})(?=ĐẢNG CỘNG SẢN VIỆT NAM)|"
    r"(?<=[.;])\s+(?=(?:Bộ trưởng|Chính phủ|Quốc hội|Thủ tướng|Chủ tịch|Ủy ban)[^.;]{0,80}? "
    r"ban hành )"
)
_NUMBER = re.compile(
    rf"Số\s*:?\s*\d[\w.]*(?:\s?[/-]\s?[\w&.]+)+(?P<cut>\s+)(?={UPPER}[^,;:\d]{{1,40}},\s*[Nn]gày\s*\d)"
)
_HEADING = re.compile(
    rf"Điều \d+[a-zđ]?\s?\..{{3,600}}?(?P<cut>\s+|(?<={LOWER}))1\.(?:\d{{1,3}})?\s+"
    rf"(?:(?P<amends>Sửa đổi|Bổ sung|Bãi bỏ|Thay (?:thế|cụm))|{UPPER})"
)
_NUMBERED = re.compile(r"(?P<n>\d{1,3})\s?\.")


def split_joined(lines: Sequence[TextLine]) -> list[TextLine]:
    """``lines`` with those cut up that hold more than one line of the document."""
    out: list[TextLine] = []
    in_head = True
    for index, line in enumerate(lines):
        in_head = in_head and index < MAX_HEAD_LINES and not _BODY.match(line.text)
        if line.kind is not LineKind.TEXT:
            out.append(line)
        elif in_head:
            out.extend(_pieces(line, _head_cuts(line.text)))
        elif line.text.startswith("Điều ") and (cut := _before_first_paragraph(lines, index)):
            out.extend(_pieces(line, [cut]))
        else:
            out.append(line)
    return out


def _head_cuts(text: str) -> list[tuple[int, int]]:
    """Where a line of the head is cut: between its columns, and between number and date."""
    dated = _NUMBER.search(text)
    cuts = [found.span() for found in _HEAD_CUT.finditer(text)]
    return sorted([*cuts, dated.span("cut")]) if dated else cuts


def _pieces(line: TextLine, cuts: Sequence[tuple[int, int]]) -> Iterator[TextLine]:
    if not cuts:
        yield line
        return
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(line.text)]
    for start, end in zip(starts, ends, strict=True):
        yield replace(
            line,
            text=line.text[start:end],
            start=line.start + start,
            end=line.start + end,
            closes_cell=line.closes_cell and end == len(line.text),
        )


def _before_first_paragraph(lines: Sequence[TextLine], index: int) -> tuple[int, int] | None:
    """Where ``1.`` is cut off in "Điều 5. Tổ chức thực hiện 1. Bộ Tài chính …": the blanks, if any.

    Only if it amends something, or if the next number is 2: else ``1.`` may be anything.
    """
    found = _HEADING.match(lines[index].text)
    if found and (found["amends"] or _goes_on_with_two(lines, index)):
        return found.span("cut")
    return None


def _goes_on_with_two(lines: Sequence[TextLine], index: int) -> bool:
    for line in lines[index + 1 : index + 1 + MAX_LOOK_AHEAD]:
        if line.text.startswith("Điều "):
            return False
        if found := _NUMBERED.match(line.text):
            return found["n"] == "2"
    return False
