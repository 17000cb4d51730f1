"""What stands on a printed page but belongs to no document: running heads, page numbers, stamps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from indexer.read.layout import opens_clause, starts_inside_sentence

_GAZETTE_HEAD = re.compile(
    r"(?:\d+\s+)?CÔNG BÁO\b.{0,60}/\s*Số\b.{1,40}/\s*Ngày\b.{4,14}", re.IGNORECASE
)
_STAMP = re.compile(
    r"(?:Người ký|Ký bởi|Email|Cơ quan|Ngày ký|Thời gian ký|Giờ ký)\s*:.*", re.IGNORECASE
)
_STAMP_DATE = re.compile(r"(?:Ngày|Thời gian|Giờ) ký\s*:", re.IGNORECASE)
_NUMBER = re.compile(r"(?:[-–—]\s*)?(?:Trang\s+)?(\d{1,5})(?:\s*/\s*\d{1,5})?(?:\s*[-–—])?")
_LETTERHEAD = re.compile(r"CỘNG H[OÒ][AÀ] XÃ HỘI|Độc lập|ĐẢNG CỘNG SẢN|Số\s*:|Mẫu|MẪU")
_CITATION = re.compile(r"^\d+/\d+/|ngày \d+ tháng")
_RULE = re.compile(r"[ _*=–—-]{3,}")
_DIGITS = re.compile(r"\d+")

_PAGE = re.compile(r"[-–—]\s*\d{1,4}\s*[-–—]|Trang\s+\d{1,4}(?:\s*/\s*\d{1,4})?")
_PATH = re.compile(r"Trang chủ\s*[»>›/|].*")
_BUTTON = re.compile(
    r"(?:Lượt (?:xem|tải)\s*:?\s*[\d.,]+|Số lượt (?:xem|tải)\s*:?\s*[\d.,]+|"
    r"(?:Tải (?:về|xuống|văn bản)|In (?:trang|bài viết|văn bản)|Quay lại|Trang (?:chủ|trước|sau)|"
    r"(?:Về|Lên|Trở về) đầu trang|Gửi (?:qua )?email)(?:\s*[:(].*)?)",
    re.IGNORECASE,
)

_MAX_HEAD = 120
_EDGE = 3
"""Running heads and page numbers are looked for in so many lines at either end of a page."""
_MIN_REPEATS = 3
_MIN_SHARE = 0.4
"""A head may differ on left and right pages."""
_MIN_NUMBERED_SHARE = 0.1
_MAX_STAMP_LINES = 5
_GAP, _SENTENCE = 4, 40
"""Lines around a bare page number that are looked at, and characters of a line that is no cell."""


def is_gazette_head(line: str) -> bool:
    """Whether ``line`` is the running head of an official gazette."""
    return bool(_GAZETTE_HEAD.match(line))


def is_portal_line(line: str) -> bool:
    """Whether ``line`` is what a portal prints around a document: its menu path, its buttons."""
    bare = line.strip()
    buttons = [button for part in re.split(r"[|\t•]", bare) if (button := part.strip())]
    return bool(_PATH.fullmatch(bare) or (buttons and all(map(_BUTTON.fullmatch, buttons))))


def without_page_numbers(lines: Sequence[str]) -> Iterator[str]:
    """``lines`` without the page numbers that a copy took along: "- 5 -", or "5" inside a text.

    A bare number is one between blank lines, if a sentence or a clause goes on behind it: tables
    that a copy wrote cell by cell have such lines, too.
    """
    for index, line in enumerate(lines):
        bare = line.strip()
        if not (_PAGE.fullmatch(bare) or (bare.isdigit() and _between_clauses(lines, index))):
            yield line


def _between_clauses(lines: Sequence[str], index: int) -> bool:
    above = [line.strip() for line in lines[max(index - _GAP, 0) : index]][::-1]
    below = [line.strip() for line in lines[index + 1 : index + 1 + _GAP]]
    if not above or not below or above[0] or below[0]:
        return False
    before, behind = next(filter(None, above), ""), next(filter(None, below), "")
    goes_on = bool(behind) and (opens_clause(behind) or starts_inside_sentence(behind))
    return goes_on and len(before) >= _SENTENCE


def split_pages(lines: Sequence[str]) -> list[list[str]]:
    """Cut a text layer without page breaks where its running heads stand.

    A running head is a line that comes again and again, but for its digits, next to a page number.
    """
    full = [index for index, line in enumerate(lines) if line]
    heads = {index for index in full if is_gazette_head(lines[index])}
    if not heads:
        repeated = _running_heads([lines[index] for index in full])
        heads = {index for index in full if _mask(lines[index]) in repeated}
    starts = [0]
    for position, index in enumerate(full):
        if index in heads:
            before = full[position - 1] if position else index
            starts.append(before if _NUMBER.fullmatch(lines[before]) else index)
    ends = [*starts[1:], len(lines)]
    return [list(lines[start:end]) for start, end in zip(starts, ends, strict=True) if start < end]


def without_furniture(pages: Sequence[Sequence[str]]) -> list[list[int]]:
    """For each page the indexes of its lines that are neither blank nor furniture nor rules."""
    bodies = [
        [i for i, line in enumerate(page) if line and not _RULE.fullmatch(line)] for page in pages
    ]
    bodies = [_without_stamp(page, body) for page, body in zip(pages, bodies, strict=True)]
    repeated = _repeated(pages, bodies)
    bodies = [
        _without_heads(page, body, repeated) for page, body in zip(pages, bodies, strict=True)
    ]
    return _without_numbers(pages, bodies)


def _mask(line: str) -> str:
    return _DIGITS.sub("#", line)


def _running_heads(lines: Sequence[str]) -> set[str]:
    counts: Counter[str] = Counter()
    numbered: Counter[str] = Counter()
    for index, line in enumerate(lines):
        if len(line) > _MAX_HEAD or _NUMBER.fullmatch(line) or _is_content(line):
            continue
        counts[_mask(line)] += 1
        beside = (*lines[max(index - 1, 0) : index], *lines[index + 1 : index + 2])
        numbered[_mask(line)] += any(_NUMBER.fullmatch(other) for other in beside)
    return {
        mask
        for mask, count in counts.items()
        if count > _MIN_REPEATS and len(mask) > 8 and numbered[mask] >= 0.9 * count
    }


def _edges(body: Sequence[int]) -> set[int]:
    return {*body[:_EDGE], *body[-_EDGE:]}


def _repeated(pages: Sequence[Sequence[str]], bodies: Sequence[Sequence[int]]) -> set[str]:
    counts: Counter[str] = Counter()
    for page, body in zip(pages, bodies, strict=True):
        counts.update({_mask(page[i]) for i in _edges(body) if not _is_content(page[i])})
    least = max(_MIN_REPEATS, _MIN_SHARE * len(pages))
    return {mask for mask, count in counts.items() if count >= least and len(mask) > 8}


def _is_content(line: str) -> bool:
    """Whether a line belongs to the document though page after page may have it, as forms do."""
    if line[-1] in ".;:,)" or starts_inside_sentence(line) or opens_clause(line):
        return True
    return bool(_LETTERHEAD.match(line) or _CITATION.search(line))


def _without_heads(page: Sequence[str], body: list[int], repeated: set[str]) -> list[int]:
    """Peel running heads off both ends of a page, over page numbers but not over other lines."""
    heads: set[int] = set()
    for edge in (body[:_EDGE], body[: -_EDGE - 1 : -1]):
        for index in edge:
            line = page[index]
            if is_gazette_head(line) or (_mask(line) in repeated and not _is_content(line)):
                heads.add(index)
            elif not _NUMBER.fullmatch(line):
                break
    return [index for index in body if index not in heads]


def _without_stamp(page: Sequence[str], body: list[int]) -> list[int]:
    """The electronic signature's stamp stands at either end of a page and ends with its time."""
    for edge in (body[:_MAX_STAMP_LINES], body[-_MAX_STAMP_LINES:]):
        stamp = [i for i in edge if _STAMP.fullmatch(page[i])]
        if len(stamp) > 1 and any(_STAMP_DATE.match(page[i]) for i in stamp):
            body = [i for i in body if i not in stamp]
    return body


def _without_numbers(pages: Sequence[Sequence[str]], bodies: list[list[int]]) -> list[list[int]]:
    """Drop the numbers at the edges that count up with the pages."""
    found: list[dict[int, int]] = []
    offsets: Counter[int] = Counter()
    for ordinal, (page, body) in enumerate(zip(pages, bodies, strict=True)):
        matches = {i: _NUMBER.fullmatch(page[i]) for i in {*body[:1], *body[-1:]}}
        found.append({i: int(match[1]) - ordinal for i, match in matches.items() if match})
        offsets.update(set(found[-1].values()))
    least = max(min(2, len(pages)), _MIN_NUMBERED_SHARE * len(pages))
    counting = {offset for offset, count in offsets.items() if count >= least}
    return [
        [i for i in body if numbers.get(i) not in counting]
        for body, numbers in zip(bodies, found, strict=True)
    ]
