"""The titles of what a document encloses: where they begin and end, and what they name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from indexer.parse.clean import TextLine
from indexer.parse.markers import Marker, is_capitals, recognise
from indexer.parse.phrases import END, KINDS, MOTTO, SIGNATURE
from indexer.types import LineKind

ENCLOSED = re.compile(
    r"\(?\s*(?:Được\s+)?(?:[Bb]an hành\s+)?[Kk]èm theo\s+"
    r"(?:Quyết định|Nghị quyết|Nghị định|Thông tư|Luật|Kế hoạch|Công văn|Tờ trình|Chỉ thị|"
    r"Chương trình|Văn bản số)"
)
"""The note that says which document encloses this one."""

_NOTED = re.compile(r"\((?:Ban hành\s+)?[Kk]èm theo\s+[A-ZĐ]")
_ENCLOSES = re.compile(
    r"kèm theo (?:Quyết định|Nghị quyết|Thông tư|Nghị định) này\s*[:“\"]*\s*(?:bản\s+)?(\w+ \w+)"
)
_UNIT = re.compile(r"\s*\([^()]*\)$")
"""What is counted, in small letters behind a title in capitals."""
MAX_TITLE_LINES = 10
MAX_SUBJECT_LINES = 3


def title_start(lines: Sequence[TextLine], index: int, lowest: int) -> int:
    """The first line of the title that ends right before ``index``, its letterhead included."""
    if (kind := _kind_above(lines, index, lowest)) is not None:
        above = range(kind - 1, max(lowest, kind - MAX_TITLE_LINES) - 1, -1)
        return kind - sum(1 for _ in takewhile(lambda i: _is_letterhead(lines[i]), above))
    start = index
    for back in range(index - 1, max(lowest, index - MAX_TITLE_LINES) - 1, -1):
        line = lines[back]
        if line.closes_cell or SIGNATURE.match(line.text) or END.search(line.text):
            break
        if _kind(line.text):
            return back
        if is_capitals(line.text) or (
            back == index - 1
            and recognise(line.text) is None
            and len(line.text) < 200
            and not line.text.endswith((".", ";"))
        ):
            start = back
            continue
        break
    return start


def _kind_above(lines: Sequence[TextLine], index: int, lowest: int) -> int | None:
    """The line in capitals that says what is enclosed, over a subject in running case."""
    for back in range(index - 1, max(lowest, index - MAX_SUBJECT_LINES - 1) - 1, -1):
        text = lines[back].text
        if lines[back].closes_cell or recognise(text) or text.endswith((".", ";", ":")):
            return None
        if _kind(text):
            return back
    return None


def _is_letterhead(line: TextLine) -> bool:
    own = is_capitals(line.text) or bool(MOTTO.match(line.text))
    return own and not (line.closes_cell or SIGNATURE.match(line.text))


def title_end(
    lines: Sequence[TextLine], marks: Sequence[Marker | None], start: int, end: int
) -> int:
    """The line after the title and its note "(Ban hành kèm theo …)"."""
    note = next(
        (
            i
            for i in range(start, min(start + MAX_TITLE_LINES, end))
            if ENCLOSED.match(lines[i].text) or (marks[i] is None and _NOTED.search(lines[i].text))
        ),
        None,
    )
    if note is not None:
        index = note
        while index < min(note + 4, end - 1) and not lines[index].text.rstrip().endswith(
            (")", "./.")
        ):
            if marks[index + 1] is not None:
                break
            index += 1
        return index + 1
    index = start + (0 if marks[start] is not None else 1)
    while (
        index < min(start + MAX_TITLE_LINES, end)
        and marks[index] is None
        and _is_subject(lines[index])
    ):
        index += 1
    return index


def _is_subject(line: TextLine) -> bool:
    """Whether a line under "PHỤ LỤC" says in capitals what it holds: "MỨC CHI (đồng/người)" too.

    The column names of a table may be printed in capitals, too, but are none.
    """
    return line.kind is LineKind.TEXT and is_capitals(_UNIT.sub("", line.text) or line.text)


def _kind(text: str) -> str:
    """The kind of document that a line in capitals names, empty if it names none."""
    if not is_capitals(text):
        return ""
    lower = text.lower().strip(" :")
    return next((k for k in KINDS if lower == k or lower.startswith(k + " ")), "")


def name_of(title: Sequence[str], main: Sequence[str]) -> str:
    """What an attachment is called: from its own title, else from the text that encloses it."""
    for text in title:
        if kind := _kind(text):
            return kind.capitalize()
    for text in main:
        enclosed = _ENCLOSES.search(text)
        if enclosed and enclosed[1].lower() in KINDS:
            return enclosed[1].capitalize()
    return ""
