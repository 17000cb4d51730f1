"""What a text denies, forbids, puts off or excepts, and whether two texts agree in it.

``không gian`` (space) and ``miễn trừ`` (immunity) only look like a negation and an exception.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from retriever.types import fold
from service.wording import sentence_spans, terms_of


class Kind(StrEnum):
    """How something is denied: it is not, it is not yet, it may not be."""

    NOT = "không"
    NOT_YET = "chưa"
    FORBIDDEN = "cấm"


class Denial(NamedTuple):
    """What is denied, in up to two folded syllables."""

    kind: Kind
    phrase: str


_NOT = r"(?<!hàng )\bkhông\b(?! gian\b| khí\b| quân\b| dây\b| trung\b| phận\b)"
_DENIAL = re.compile(
    rf"(?P<cấm>\b(?:nghiêm )?cấm\b|{_NOT} được\b(?: phép\b)?)"
    rf"|(?P<chưa>\bchưa\b(?: được\b| có\b)?)"
    rf"|(?P<không>{_NOT}(?: phải\b| có\b)?|\bchẳng\b)"
)
_PHRASE = re.compile(r"\s+([^\W\d_]+(?:\s+[^\W\d_]+)?)")
_EXCEPTION = re.compile(
    r"(?<!miễn )(?<!khấu )(?<!loại )(?<!bị )(?<!phòng )(?<!bài )\btrừ\b"
    r"(?: khi\b| trường hợp\b)?\s+([^\W\d_]+(?:\s+[^\W\d_]+)?)"
)


def denials_in(text: str) -> set[Denial]:
    """Everything that the text denies; ``không được`` forbids just as ``cấm`` does."""
    lowered = " ".join(text.lower().split())
    found = set()
    for match in _DENIAL.finditer(lowered):
        phrase = _PHRASE.match(lowered, match.end())
        if phrase:
            found.add(Denial(Kind(match.lastgroup or ""), fold(phrase.group(1))))
    return found


def exceptions_in(text: str) -> set[str]:
    """What the text excepts, in up to two folded syllables."""
    lowered = " ".join(text.lower().split())
    return {fold(match.group(1)) for match in _EXCEPTION.finditer(lowered)}


def disagree(words: str, clauses: Sequence[str]) -> bool:
    """Whether a statement and the clauses that it cites differ in what is so and what is not.

    They do when the statement denies or excepts what the clauses do not, when it asserts what
    they only ever deny, or when it leaves out an exception of the sentence that it rests on.
    """
    text = " \n ".join(clauses)
    said, held = denials_in(words), denials_in(text)
    if not all(any(_same(one, other) for other in held) for one in said):
        return True
    if any(_asserts(words, denial) and not _asserts(text, denial) for denial in held):
        return True
    return not exceptions_in(words) <= exceptions_in(text) or (
        bool(exceptions_in(_closest(words, clauses))) and not exceptions_in(words)
    )


def _same(one: Denial, other: Denial) -> bool:
    """The same kind of denial of the same, though one may go on for a syllable more."""
    longer, shorter = sorted((f"{one.phrase} ", f"{other.phrase} "), key=len, reverse=True)
    return one.kind is other.kind and longer.startswith(shorter)


def _asserts(text: str, denial: Denial) -> bool:
    """Whether the denied phrase stands in the text at least once without a denial before it."""
    lowered = " ".join(text.lower().split())
    for match in re.finditer(rf"\b{re.escape(denial.phrase)}\b", fold(lowered)):
        before = list(_DENIAL.finditer(lowered, 0, match.start()))
        if not before or lowered[before[-1].end() : match.start()].strip():
            return True
    return False


def _closest(words: str, clauses: Sequence[str]) -> str:
    """The sentence of the clauses that shares most with the statement."""
    wanted = terms_of(words)
    sentences = [text[start:end] for text in clauses for start, end in sentence_spans(text)]
    return max(sentences, key=lambda sentence: len(wanted & terms_of(sentence)), default="")
