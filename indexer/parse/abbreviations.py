"""The short forms that a document defines for itself: "(KH-CN, ĐMST và CĐS)", "(CoE)".

A definition is a bracket right after the long form. Vietnamese short forms are the initials of
the long form's syllables; a foreign one (CoE, TFP) names the noun phrase before the bracket.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from indexer.parse.letters import LOWER, UPPER

MAX_PHRASE = 10
"""Syllables of a noun phrase that a foreign short form may stand for."""

MAX_TRIES = 50
"""A bracket that stands so often without a long form before it defines nothing."""

_BRACKET = re.compile(r"\(([^()]{2,80})\)")
_CALLED = re.compile(
    r"sau đây\s+(?:được\s+)?(?:gọi|viết)\s+(?:(?P<all>chung)|tắt)?\s*(?:là)?\s*:?\s*"
)
_FOREIGN = re.compile(r"[A-Za-z][A-Za-z0-9-]*$")
_UNITS = frozenset(["USD", "VND", "EUR", "MW", "KW", "MWh", "GWh", "DWT", "GT"])
_SHORT = re.compile(r"(?=[^\s]*[A-ZĐ][^\s]*[A-ZĐ])[A-ZĐ][\wĐ.&-]{0,14}$")
_SEPARATORS = re.compile(r"\s*(?:[,;/]|\bvà\b)\s*")
_SYLLABLE = re.compile(r"[^\W_]+")
_JOINING = frozenset(["và", "của", "về", "các", "với", "trong", "cho", "là"])
_PHRASE_ENDS = re.compile(rf"[,;:.()“”\"/…|\d]|(?:^|\s)[-–•]\s(?={UPPER})")
_PHRASE_STARTS = re.compile(
    r"(?:^|(?<=\s))(?:và|của|cho|để|như|là|các|những|về|trong|theo|tại|bằng|với|gồm|một|"
    r"phát triển|hình thành|ứng dụng|xây dựng|thành lập|áp dụng|nâng cao|hỗ trợ|triển khai|"
    r"thực hiện|sử dụng|tăng cường|thúc đẩy)\s+"
)
_CAPITALISED = re.compile(rf"(?:^|(?<=\s)){UPPER}{LOWER}")


def canonical(short: str) -> str:
    """One spelling for KH-CN, KHCN, KH&CN and KH.CN."""
    return re.sub(r"[-&.\s]", "", short)


def _initial(syllable: str) -> str:
    first = syllable[0].upper()
    return first if first == "Đ" else unicodedata.normalize("NFD", first)[0]


def _initials_before(text: str, end: int, letters: str) -> tuple[int, int] | None:
    """The span of the syllables whose initials are ``letters``, reading back from ``end``."""
    window = max(0, end - 40 * len(letters))
    wanted = list(letters)
    start = stop = -1
    for found in reversed(list(_SYLLABLE.finditer(text, window, end))):
        if not wanted:
            break
        if _initial(found[0]) == wanted[-1]:
            wanted.pop()
            start, stop = found.start(), stop if stop >= 0 else found.end()
        elif found[0] not in _JOINING:
            return None
    return None if wanted else (start, stop)


def _phrase_before(text: str, end: int, short: str) -> str:
    """The noun phrase that ends at ``end`` and may be what a foreign ``short`` stands for.

    It begins after a verb or linking word or at a capital; of several beginnings the one counts
    that leaves about two syllables a letter, as Vietnamese words have. A short form with
    Vietnamese letters is not foreign: its letters are initials in their order, or it is none.
    """
    if short in _UNITS:
        return ""
    phrase = _clause_before(text, end)
    if not _FOREIGN.match(short):
        return _words_with_initials(phrase, short)
    starts = {0, *(m.end() for m in _PHRASE_STARTS.finditer(phrase))}
    starts |= {m.start() for m in _CAPITALISED.finditer(phrase)}
    wanted = 2 * sum(map(str.isalpha, short))
    candidates = [" ".join(phrase[start:].split()) for start in sorted(starts)]
    fitting = [
        c
        for c in candidates
        if 2 <= len(_SYLLABLE.findall(c)) <= MAX_PHRASE and not _PHRASE_STARTS.match(c)
    ]
    return min(fitting, key=lambda c: abs(len(_SYLLABLE.findall(c)) - wanted), default="")


def _clause_before(text: str, end: int) -> str:
    window = text[max(0, end - 160) : end].rstrip()
    ends = list(_PHRASE_ENDS.finditer(window))
    return window[ends[-1].end() :] if ends else window


def _words_with_initials(phrase: str, short: str) -> str:
    """The end of ``phrase`` that the letters are initials in, some words left out.

    >>> _words_with_initials("kết quả đánh giá tác động môi trường", "ĐTM")
    'đánh giá tác động môi trường'
    """
    wanted = [char for char in short if char.isalpha()]
    found = list(_SYLLABLE.finditer(phrase))[-3 * len(wanted) :]
    for syllable in reversed(found):
        if _initial(syllable[0]) == wanted[-1]:
            wanted.pop()
            if not wanted:
                return " ".join(phrase[syllable.start() :].split())
    return ""


def _defined(text: str, bracket: re.Match[str]) -> Iterable[tuple[str, str]]:
    opening = _CALLED.match(bracket[1].strip())
    content = bracket[1].strip()[opening.end() if opening else 0 :]
    shorts = [short for short in _SEPARATORS.split(content) if short]
    end = bracket.start()
    if opening and not all(map(_SHORT.match, shorts)):
        # "gọi chung là người lao động" names a group, and shortens nothing.
        position = -1 if opening["all"] else text.rfind(content, max(0, end - 600), end)
        long = " ".join(text[position:end].split()) if position >= 0 else content
        if long != content:
            yield content, long
        return
    if not shorts or not all(map(_SHORT.match, shorts)):
        return
    for short in reversed(shorts):
        letters = "".join(char for char in short if char.isupper())
        span = _initials_before(text, end, letters)
        if span is not None:
            yield short, " ".join(text[slice(*span)].split())
            end = span[0]
        elif len(shorts) == 1 and (phrase := _phrase_before(text, end, short)):
            yield short, phrase
        else:
            return


def abbreviations(texts: Iterable[str]) -> dict[str, str]:
    """Short form → long form as the document prints them, the first definition of each.

    >>> abbreviations(["hoạt động khoa học, công nghệ và chuyển đổi số (KH-CN, CĐS) của Sở"])
    {'CĐS': 'chuyển đổi số', 'KH-CN': 'khoa học, công nghệ'}
    """
    known: dict[str, str] = {}
    spelt: set[str] = set()
    tried: Counter[str] = Counter()
    for text in texts:
        for bracket in _BRACKET.finditer(text):
            tried[bracket[1]] += 1
            if canonical(bracket[1]) in spelt or tried[bracket[1]] > MAX_TRIES:
                continue
            for short, long in _defined(text, bracket):
                if canonical(short) not in spelt:
                    spelt.add(canonical(short))
                    known[short] = long
    return dict(sorted(known.items()))
