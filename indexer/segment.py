"""The one analyzer, the same for documents and questions.

Text becomes *terms*: syllables, adjacent pairs of syllables, the multi-syllable words that
underthesea finds, and the whole forms of what is written with joints (``57-NQ/TW``, ``KH&CN``,
``10.000.000``). Terms are normalised (NFC, lower case, one tone placement); their offsets point
into the text as it was given, whatever its Unicode form.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import version
from itertools import accumulate, pairwise

from indexer.types import Token

ANALYZER = "1"
"""Raise it whenever the same text gives other terms than before: old indexes are then rebuilt."""

_MARKS = "\u0300-\u036f"
_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_SYLLABLE = re.compile(rf"(?:[^\W_][{_MARKS}{_INVISIBLE}]*)+")
_INVISIBLE_CHARACTER = re.compile(rf"[{_INVISIBLE}]")

_JOINTED = re.compile(
    r"(?<![^\W_])(?:"
    r"(?P<number>\d{1,7}[A-Za-z]?(?:/\d{4})?(?:[-–/]|\s?[-–/]\s?(?=[A-ZĐ]{2}))[A-Za-zĐđ][A-Za-zĐđ\d]*"
    r"(?:(?:[-–/&]|\s?[-–/]\s?(?=[A-ZĐ]{2}))[A-Za-zĐđ][A-Za-zĐđ\d]*)*)"
    r"|(?P<figure>\d+(?:[.,/]\d+)+)"
    r"|(?P<abbreviation>[^\W\d_]{1,5}(?:[-&.][^\W\d_]{1,5})+(?![^\W_])))"
)
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_JOINT = re.compile(r"[-&.]")
_NO_CHARACTER = re.compile(r"[\ud800-\udfff\x00]")
_LONGEST_STRETCH = 1000
_NO_LETTER = re.compile(r"[\W_]+")
_PAIR_GAP = re.compile(r"[ \t\u00a0&/–-]{1,3}")

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONE = re.compile(f"[{_TONES}]")
_QUALITY = frozenset("ăâêôơư")
_VIETNAMESE_SYLLABLE = re.compile(
    r"(?P<onset>gi(?=[aăâeêioôơuưy])|qu(?=[aăâeêioôơuưy])|[bcdđghklmnpqrstvx]*)"
    r"(?P<vowels>[aăâeêioôơuưy]{1,3})"
    r"(?P<coda>ch|nh|ng|[cmnpt])?"
)
_I_OR_Y = re.compile(r"(?<=^[hklmst])i$")


def analyzer_version() -> str:
    """What the terms of an index depend on: our rules and underthesea's model."""
    return f"{ANALYZER}+underthesea-{version('underthesea')}"


class _Folding(dict[int, str]):
    """Character -> its letter without marks, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFD", chr(code).replace("đ", "d"))
        self[code] = bare = "".join(c for c in decomposed if not unicodedata.combining(c))
        return bare


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Without diacritics and without case: what a person types on a bare keyboard."""
    return _remembered_fold(text) if len(text) <= _REMEMBERED_LENGTH else _folded(text)


def is_plain(text: str) -> bool:
    """Whether a text was typed without diacritics."""
    return fold(text) == text.lower()


def _folded(text: str) -> str:
    return text.lower().translate(_FOLDING)


_remembered_fold = lru_cache(maxsize=1 << 11)(_folded)
"""One answer folds the same clauses again and again."""
_REMEMBERED_LENGTH = 4_000


def fold_in_place(text: str) -> str:
    """Folded character by character, so that every offset still points at the same place."""
    return "".join(map(_fold_character, text))


@lru_cache(maxsize=1 << 12)
def _fold_character(character: str) -> str:
    return fold(character)[:1] or character


@lru_cache(maxsize=1 << 16)
def normal_syllable(raw: str) -> str:
    """One written syllable as a term: ``Hoà`` -> ``hòa``, ``THUỶ`` -> ``thủy``, ``lí`` -> ``lý``.

    The tone goes where the older school puts it (hòa, thủy, khỏe), also when it was mistyped
    (``tòan`` -> ``toàn``). ``05`` is ``5``. What else does not look Vietnamese is only lower-cased.
    """
    text = unicodedata.normalize("NFC", _INVISIBLE_CHARACTER.sub("", raw)).lower()
    decomposed = unicodedata.normalize("NFD", text)
    tones = _TONE.findall(decomposed)
    bare = unicodedata.normalize("NFC", _TONE.sub("", decomposed))
    match = _VIETNAMESE_SYLLABLE.fullmatch(bare)
    if text.isdecimal():
        return text.lstrip("0") or text
    if match is None or len(tones) > 1:
        return text
    if not match["coda"]:
        bare = _I_OR_Y.sub("y", bare)
    if not tones:
        return bare
    at = match.start("vowels") + _tone_place(match["vowels"], closed=bool(match["coda"]))
    return unicodedata.normalize("NFC", bare[: at + 1] + tones[0] + bare[at + 1 :])


def _tone_place(vowels: str, *, closed: bool) -> int:
    """Which vowel of the nucleus carries the tone mark."""
    marked = [i for i, vowel in enumerate(vowels) if vowel in _QUALITY]
    if marked:
        return marked[-1]
    if closed:
        return len(vowels) - 1
    return 1 if len(vowels) == 3 else 0


def syllables(text: str) -> list[Token]:
    """Every run of letters and digits, normalised, in reading order."""
    return [Token(normal_syllable(m.group()), m.start(), m.end()) for m in _SYLLABLE.finditer(text)]


def jointed(text: str) -> Iterator[Token]:
    """The whole forms: document numbers, figures, and abbreviations written with joints.

    ``57- NQ/TW`` and ``57-NQ/TW`` give ``57-nq/tw``; ``KH&CN`` and ``KH-CN`` give ``khcn``;
    ``10.000.000`` gives ``10000000``. Their parts are among the syllables.
    """
    for match in _JOINTED.finditer(text):
        yield Token(_whole_form(match), match.start(), match.end())


def _whole_form(match: re.Match[str]) -> str:
    text = unicodedata.normalize("NFC", match.group()).lower()
    if match.lastgroup == "number":
        return re.sub(r"\s", "", text).replace("–", "-")
    if match.lastgroup == "abbreviation":
        return _JOINT.sub("", text)
    return text.replace(".", "") if _THOUSANDS.fullmatch(text) else text


def pairs(text: str, parts: list[Token]) -> Iterator[Token]:
    """Neighbouring syllables as one term; blanks and joints may stand between, nothing else."""
    for left, right in pairwise(parts):
        if _PAIR_GAP.fullmatch(text, left.end, right.start):
            yield Token(f"{left.text} {right.text}", left.start, right.end)


def words(text: str, parts: list[Token]) -> Iterator[Token]:
    """The multi-syllable words of underthesea, found again among our own syllables.

    underthesea moves tone marks and drops blanks, so its output is matched by its bare letters
    and digits. A stretch whose letters it changed keeps its syllables and gets no words.
    """
    for stretch in _stretches(text, parts):
        if len(stretch) > 1:
            yield from _words_of(text, stretch)


def _stretches(text: str, parts: list[Token]) -> Iterator[list[Token]]:
    """Syllables of one line together, but not more than underthesea reads in linear time."""
    stretch: list[Token] = []
    for part in parts:
        if stretch and (
            part.end - stretch[0].start > _LONGEST_STRETCH
            or "\n" in text[stretch[-1].end : part.start]
        ):
            yield stretch
            stretch = []
        stretch.append(part)
    yield stretch


def _words_of(text: str, parts: list[Token]) -> Iterator[Token]:
    from underthesea import word_tokenize  # noqa: PLC0415 - a second to import

    written = unicodedata.normalize("NFC", text[parts[0].start : parts[-1].end])
    found = [_bare(word) for word in word_tokenize(_NO_CHARACTER.sub(" ", written))]
    ours = [_bare(text[part.start : part.end]) for part in parts]
    if "".join(found) != "".join(ours):
        return
    edges = dict(zip(accumulate(map(len, ours), initial=0), range(len(ours) + 1), strict=True))
    for begin, end in pairwise(accumulate(map(len, found), initial=0)):
        first, last = edges.get(begin), edges.get(end)
        if first is None or last is None or last - first < 2:
            continue
        inside = parts[first:last]
        if all(text[a.end : b.start].isspace() for a, b in pairwise(inside)):
            yield Token("_".join(p.text for p in inside), inside[0].start, inside[-1].end)


@lru_cache(maxsize=1 << 16)
def _bare(text: str) -> str:
    return _NO_LETTER.sub("", fold(text))


def terms(text: str) -> list[Token]:
    """All terms of a text: syllables, whole forms, pairs and words, each kind in reading order."""
    parts = syllables(text)
    return [*parts, *jointed(text), *pairs(text, parts), *words(text, parts)]
