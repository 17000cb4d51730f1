"""Reading Vietnamese sentences: syllables, sentence spans, and which words carry content.

Sentences are compared by folded syllables (lower case, no diacritics): a clause is at hand
already, so the loss of tone marks costs nothing and a question typed plainly works the same.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import pairwise

from retriever.types import fold, is_plain

UPPERCASE = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
"""The Vietnamese capitals, for a character class; a range would take in small letters."""

NUMBERINGS = (
    "abcdđeghiklmnopqrstuvxy",
    ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV"),
)
"""How clauses are numbered that are not in figures, in order."""

_SYLLABLE = re.compile(r"\w+(?:[-&/.]\w+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?…;])[\"”’)]*\s+(?=[\w“\"(\-+])|\n+")
_ABBREVIATIONS = ("TP.", "Tp.", "ThS.", "TS.", "PGS.", "GS.", "v.v.", "Ths.")
_ITEM_NUMBER = re.compile(r"^\s*(?:Điều\s+\d+|\d+(?:\.\d+)*|[IVXLC]+|[a-zđ]\)|\(?\w{1,4}\))[.)]?$")


_OWN_NUMBER = re.compile(
    r"\s*(?:Điều\s+\d+\w?\.|[IVXLC]+\.|\d+(?:\.\d+)*\.|[a-zđ]\)|\(\w{1,4}\)|[-–+•])\s+"
)

_LIST_IN_LINE = re.compile(r"\s*(?:1[.)]\s[^\n]*;\s+2[.)]\s|\(1\)\s[^\n]*;\s+\(2\)\s)")

_FUNCTION_WORDS = frozenset(
    _SYLLABLE.findall(
        """ai gì nào đâu khi bao nhiêu lâu mấy sao thế là của và thì có được theo về ở tại cho các
        những một trong với đến từ do bởi này đó kia ra vào hay hoặc không phải như bị để mà cái
        vậy hãy xin biết nêu việc gồm bằng cũng đã sẽ đang rằng trên dưới thuộc hỏi tôi chúng"""
    )
)
"""Words that ask or join and say nothing of what the question is about."""
PLAIN_FUNCTION_WORDS = frozenset(fold(word) for word in _FUNCTION_WORDS)


def syllables(text: str) -> list[str]:
    """Folded syllables in order; a document number such as ``57-NQ/TW`` stays whole."""
    found: list[str] = _SYLLABLE.findall(fold(text))
    return found


def content_terms(text: str, abbreviations: Mapping[str, str] | None = None) -> list[str]:
    """The words of ``text`` that carry content, and the pairs they form, without repeats.

    A known abbreviation brings its long form along.
    """
    tokens = [m.group() for m in _SYLLABLE.finditer(text)]
    long_forms = {fold(short): long for short, long in (abbreviations or {}).items()}
    expanded: list[str] = []
    for token in tokens:
        expanded.append(token)
        if fold(token) in long_forms:
            expanded.extend(long_forms[fold(token)].split())
    idle = PLAIN_FUNCTION_WORDS if is_plain(text) else _FUNCTION_WORDS
    kept = [fold(token) if token.lower() not in idle else "" for token in expanded]
    pairs = [f"{a} {b}" for a, b in pairwise(kept) if a and b]
    return list(dict.fromkeys([word for word in kept if word] + pairs))


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences (and list parts closed by ``;``) of ``text``, without outer blanks.

    A number such as ``1.`` at the front stays with the sentence that it numbers.
    """
    cuts = [0]
    for match in _SENTENCE_END.finditer(text):
        before = text[cuts[-1] : match.start()]
        if before.rstrip().endswith(_ABBREVIATIONS) or _ITEM_NUMBER.match(before):
            continue
        cuts.append(match.end())
    cuts.append(len(text))
    spans = []
    for start, end in pairwise(cuts):
        piece = text[start:end]
        left = start + len(piece) - len(piece.lstrip())
        right = end - (len(piece) - len(piece.rstrip()))
        if left < right:
            spans.append((left, right))
    return spans


def without_number(text: str) -> str:
    """A clause without the number or the dash that it begins with; itself when that is all.

    The 1 of a list that goes on in the same line (``1. Y tế; 2. Du lịch``) stays.
    """
    number = _OWN_NUMBER.match(text)
    if number is None or _LIST_IN_LINE.match(text):
        return text
    return text[number.end() :] or text


def term_weights(sentences: Sequence[Iterable[str]]) -> dict[str, float]:
    """Rarity of each term among the sentences at hand: ``ln(1 + n / df)``."""
    frequency = Counter(term for terms in sentences for term in set(terms))
    return {term: math.log(1 + len(sentences) / df) for term, df in frequency.items()}


def worth(terms: AbstractSet[str], weights: Mapping[str, float]) -> float:
    """What those of the terms that have a weight are worth, added up in one order always."""
    return sum(weights[term] for term in sorted(terms & weights.keys()))


@lru_cache(maxsize=512)
def terms_of(text: str) -> frozenset[str]:
    """Every folded syllable of ``text`` and every adjacent pair.

    Remembered: one answer looks at the same sentences again and again.
    """
    words = syllables(text)
    return frozenset(words).union(f"{a} {b}" for a, b in pairwise(words))
