"""Where a text ends: its signature, and what a web page left after it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.parse.clean import TextLine
from indexer.parse.letters import LOWER, UPPER
from indexer.parse.markers import Mark, Marker, is_capitals
from indexer.parse.phrases import ADOPTED, AUTHENTICATED, DATED, END, NUMBER, SIGNATURE

MAX_FURNITURE_LINES = 12
MAX_FURNITURE_CHARACTERS = 90

_NAME = re.compile(
    r"(?:(?:Đại|Thượng|Trung|Thiếu) tướng\s+|\[?\w*\]\s*)?"
    rf"(?:{UPPER}{LOWER}*\s+){{1,5}}{UPPER}{LOWER}*$"
)


def ending(
    lines: Sequence[TextLine], marks: Sequence[Marker | None], start: int, end: int
) -> tuple[range, range, int]:
    """Cut ``lines[start:end]`` into body and closing; the third is where the rest begins.

    The closing begins at the signature, which comes after the last điều and after the sentence
    that says who adopted the text.
    """
    articles = (
        i for i in range(end - 1, start - 1, -1) if (m := marks[i]) and m.mark is Mark.ARTICLE
    )
    lowest = next(articles, start - 1) + 1
    signature = next((i for i in range(lowest, end) if _signs(lines[i], marks[i])), None)
    if signature is None:
        return unsigned_ending(lines, start, end)
    if ADOPTED.match(lines[signature].text):
        signature = _adoption_end(lines, signature, end)
    signature = _with_authentication(lines, lowest, signature)
    stop = _signature_end(lines, signature, end)
    if is_furniture(lines, stop, end):
        names = (i for i in range(end - 1, stop - 1, -1) if _belongs_to_signature(lines[i].text))
        stop = next(names, stop - 1) + 1
    return range(start, signature), range(signature, stop), stop


def _adoption_end(lines: Sequence[TextLine], adoption: int, end: int) -> int:
    """The line after the sentence that begins at ``adoption``, which a copy may have broken."""
    for index in range(adoption + 1, end):
        text = lines[index].text
        if (
            lines[index - 1].text.endswith(".")
            or is_capitals(text)
            or SIGNATURE.match(text)
            or _NAME.match(text)
        ):
            return index
    return end


def _signature_end(lines: Sequence[TextLine], signature: int, end: int) -> int:
    """The line after the signature that begins at ``signature``.

    Capitals behind a name begin another one's signature if a name follows, else another text.
    """
    named = False
    for stop in range(signature, end):
        text = lines[stop].text
        if not _belongs_to_signature(text):
            return stop
        if named and is_capitals(text) and not SIGNATURE.match(text):
            following = (lines[i].text for i in range(stop + 1, min(stop + 4, end)))
            if not any(map(_NAME.match, following)):
                return stop
        named = named or bool(_NAME.match(text))
    return end


def unsigned_ending(lines: Sequence[TextLine], start: int, end: int) -> tuple[range, range, int]:
    """The same for a text without a signature: it ends at ``./.`` if only furniture follows."""
    last = next((i for i in range(end - 1, start - 1, -1) if END.search(lines[i].text)), None)
    if last is None or not is_furniture(lines, last + 1, end):
        return range(start, end), range(end, end), end
    return range(start, last + 1), range(last + 1, last + 1), last + 1


def _with_authentication(lines: Sequence[TextLine], lowest: int, signature: int) -> int:
    """Where the lines about the signature begin: a consolidated text's issuer, number and date."""
    first = signature
    seen = False
    while first > lowest:
        text = lines[first - 1].text
        about = NUMBER.match(text) or DATED.match(text) or AUTHENTICATED.match(text)
        seen = seen or bool(about)
        if not (about or (seen and is_capitals(text))):
            break
        first -= 1
    return first


def _signs(line: TextLine, marker: Marker | None) -> bool:
    if ADOPTED.match(line.text):
        return True
    return marker is None and bool(SIGNATURE.match(line.text))


def is_furniture(lines: Sequence[TextLine], start: int, end: int) -> bool:
    """Whether these lines are what a web page has after a document: few and short."""
    return end - start <= MAX_FURNITURE_LINES and all(
        len(line.text) <= MAX_FURNITURE_CHARACTERS for line in lines[start:end]
    )


def _belongs_to_signature(text: str) -> bool:
    return (
        is_capitals(text)
        or text.startswith(("-", "(", "+"))
        or text.endswith((";", "./.", ":"))
        or bool(_NAME.match(text) or SIGNATURE.match(text))
        or bool(NUMBER.match(text) or DATED.match(text))
    )
