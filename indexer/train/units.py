"""The units of the encoder: syllables, and the groups of syllables that belong together.

Vietnamese writes a blank between syllables, not between words, so ``đầu tư mạo hiểm`` is four
written syllables and two words. A group becomes a unit when it is seen much more often than its
halves would meet by chance.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache

import numpy as np
import numpy.typing as npt

SEGMENT = re.compile(r"\w+(?: \w+)*")
"""A stretch of words with single blanks between them: no unit reaches across its ends."""

LONGEST_GROUP = 4
TORN_SHARE = 0.6
_BITS = 16
_OPEN_RHYME = re.compile(r"(?<!q)(o[aàáảãạ]|o[eèéẻẽẹ]|u[yỳýỷỹỵ]|[òóỏõọ][ae]|[ùúủũụ]y)$")
_LONE_VOWEL = re.compile(r"^(h|k|l|m|s|t|qu)([iìíỉĩị]|[yỳýỷỹỵ])$")

Ids = npt.NDArray[np.int64]


def fold_diacritics(text: str) -> str:
    """The text as typed without Vietnamese marks: ``đổi mới`` becomes ``doi moi``."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return bare.replace("đ", "d").replace("Đ", "D")


@cache
def spellings(syllable: str) -> tuple[str, ...]:
    """The accepted spellings of one lower-case syllable, the canonical one first.

    Two customs differ in print: where the tone of an open ``oa, oe, uy`` stands (``hòa``,
    ``hoà``), and ``y`` or ``i`` alone after some consonants (``kỹ``, ``kĩ``).
    """
    if _OPEN_RHYME.search(syllable):
        letters, tone = _split_tone(syllable[-2:])
        early = _with_tone(letters[0], tone) + letters[1]
        late = letters[0] + _with_tone(letters[1], tone)
        return tuple(dict.fromkeys((syllable[:-2] + early, syllable[:-2] + late)))
    if _LONE_VOWEL.match(syllable):
        _, tone = _split_tone(syllable[-1])
        return tuple(syllable[:-1] + _with_tone(vowel, tone) for vowel in "yi")
    return (syllable,)


def _split_tone(vowels: str) -> tuple[str, str]:
    decomposed = unicodedata.normalize("NFD", vowels)
    tone = "".join(c for c in decomposed if unicodedata.combining(c))
    return "".join(c for c in decomposed if not unicodedata.combining(c)), tone


def _with_tone(letter: str, tone: str) -> str:
    return unicodedata.normalize("NFC", letter + tone)


class UnitCounts:
    """How often syllables and groups of 2 to 4 of them stand in the texts."""

    def __init__(self, texts: Iterable[str], rarest: int) -> None:
        """``rarest``: syllables seen less often are no units and break groups."""
        segments = [
            [spellings(word)[0] for word in segment.split(" ")]
            for text in texts
            for segment in SEGMENT.findall(text.lower())
        ]
        seen = Counter(word for segment in segments for word in segment)
        self.syllables = {w: n for w, n in sorted(seen.items()) if n >= rarest}
        self._names = ["", *(w for w in self.syllables if w.isalpha())]
        number = {word: i for i, word in enumerate(self._names)}
        if len(self._names) >= 1 << _BITS:
            raise ValueError("more syllables than fit a packed group")
        self._stream = np.fromiter(
            (i for segment in segments for i in (*(number.get(w, 0) for w in segment), 0)),
            dtype=np.int64,
        )

    def best_groups(self, how_many: int, rarest: int) -> dict[str, int]:
        """The groups that gain most by being one unit, with their counts.

        The gain of a group is ``count * log(count * total / (count_left * count_right))`` for
        its most frequent split: the log-likelihood that a unigram model wins by it. A group
        that is mostly the torn half of a longer one (``theo quy`` of ``theo quy định``) is none.
        """
        total = int((self._stream > 0).sum())
        tables = {n: self._table(n, rarest if n > 1 else 1) for n in range(1, LONGEST_GROUP + 1)}
        torn_right, torn_left = _torn(*tables[2], *tables[3])
        keys, counts, gains = [], [], []
        for n in range(2, LONGEST_GROUP + 1):
            key, count = tables[n]
            halves = np.zeros(len(key))
            for left in range(1, n):
                low = key & ((1 << (_BITS * left)) - 1)
                product = _lookup(tables[left], low) * _lookup(
                    tables[n - left], key >> (_BITS * left)
                )
                halves = np.maximum(halves, product)
            head, tail = key & ((1 << 2 * _BITS) - 1), key >> (_BITS * (n - 2))
            whole = ~(np.isin(head, torn_left) | np.isin(tail, torn_right))
            keys.append(key[whole])
            counts.append(count[whole])
            gains.append((count * np.log(count * total / halves))[whole])
        key, count, gain = np.concatenate(keys), np.concatenate(counts), np.concatenate(gains)
        order = np.lexsort((key, -gain))[:how_many]
        return {self._spell(int(key[i])): int(count[i]) for i in order}

    def _table(self, n: int, rarest: int) -> tuple[Ids, Ids]:
        """Packed groups of ``n`` syllables, ascending, and their counts."""
        windows = np.lib.stride_tricks.sliding_window_view(self._stream, n)
        inside = windows[(windows > 0).all(axis=1)]
        packed = (inside << (_BITS * np.arange(n))).sum(axis=1)
        key, count = np.unique(packed, return_counts=True)
        often = count >= rarest
        return key[often], count[often]

    def _spell(self, key: int) -> str:
        words = []
        while key:
            words.append(self._names[key & ((1 << _BITS) - 1)])
            key >>= _BITS
        return " ".join(words)


def _torn(pairs: Ids, pair_counts: Ids, triples: Ids, triple_counts: Ids) -> tuple[Ids, Ids]:
    """Pairs that mostly go on with one certain syllable to the right, and to the left."""
    torn = []
    for pair in (triples & ((1 << 2 * _BITS) - 1), triples >> _BITS):
        longest = np.zeros(len(pairs), dtype=np.int64)
        np.maximum.at(longest, np.searchsorted(pairs, pair), triple_counts)
        torn.append(pairs[longest > TORN_SHARE * pair_counts])
    return torn[0], torn[1]


def _lookup(table: tuple[Ids, Ids], keys: Ids) -> npt.NDArray[np.float64]:
    place = np.searchsorted(table[0], keys)
    return table[1][place].astype(np.float64)
