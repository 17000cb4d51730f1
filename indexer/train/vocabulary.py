"""From unit counts to a plain ``tokenizers`` tokenizer and the rows that its tokens share.

Syllables are the words of a WordPiece model, with letters behind it for what was never seen.
Groups of syllables are added tokens: their automaton finds the leftmost longest one several times
faster than a unigram or byte-pair model could, and the result loads anywhere. Spellings of one
unit, and its form without diacritics, are tokens of their own that share one row.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tokenizers import AddedToken, Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import Lowercase
from tokenizers.pre_tokenizers import Whitespace

from indexer.train.units import UnitCounts, fold_diacritics, spellings

UNKNOWN = "[UNK]"
SURE = 0.6
"""A bare form stands for a group that has at least this share of its occurrences."""

_CHUNK = 4096
_VOWEL = re.compile(r"[aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ]")
_ONSET = re.compile(_VOWEL.pattern.replace("[", "[^", 1) + "+")

Rows = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class VocabularySettings:
    """How large the vocabulary is: groups, groups known without diacritics, what is too rare."""

    groups: int = 30_000
    folded_groups: int = 8_000
    rarest_syllable: int = 3
    rarest_group: int = 6


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A tokenizer, and for each of its tokens the row of the embedding table it reads.

    ``names[r]`` is the unit of row ``r``; row 0 is the unknown token's. ``parts[r]`` are the rows
    that row ``r`` is composed of, itself first.
    """

    tokenizer: Tokenizer
    rows: npt.NDArray[np.int64]
    names: tuple[str, ...]
    parts: tuple[tuple[int, ...], ...]

    @property
    def size(self) -> int:
        """How many rows there are."""
        return len(self.names)

    def encode(self, texts: Sequence[str]) -> list[Rows]:
        """The rows of each text, unknown tokens left out."""
        found = list[Rows]()
        for start in range(0, len(texts), _CHUNK):
            chunk = list(texts[start : start + _CHUNK])
            for encoding in self.tokenizer.encode_batch_fast(chunk, add_special_tokens=False):
                rows = self.rows[encoding.ids]
                found.append(rows[rows > 0].astype(np.int32))
        return found

    def folded_rows(self) -> list[Rows]:
        """For each row the rows of its unit typed without diacritics; itself if none is known."""
        bare = self.encode([fold_diacritics(name) for name in self.names])
        return [
            rows if len(rows) and not name.startswith("##") else np.array([row], dtype=np.int32)
            for row, (name, rows) in enumerate(zip(self.names, bare, strict=True))
        ]


def build_vocabulary(texts: Sequence[str], settings: VocabularySettings) -> Vocabulary:
    """Count, choose, and keep the groups that greedy matching really uses."""
    counts = UnitCounts(texts, settings.rarest_syllable)
    candidates = counts.best_groups(2 * settings.groups, settings.rarest_group)
    draft = _assemble(counts.syllables, candidates, folded_groups=0)
    used = Counter[int]()
    for rows in draft.encode(texts):
        used.update(rows.tolist())
    usage = {draft.names[row]: n for row, n in used.items() if " " in draft.names[row]}
    # A longer group tells more, but its parts are known without it.
    worth = {unit: n * unit.count(" ") ** 0.5 for unit, n in usage.items()}
    best = sorted(worth, key=lambda unit: (-worth[unit], unit))[: settings.groups]
    return _assemble(counts.syllables, {u: usage[u] for u in best}, settings.folded_groups)


def _assemble(
    syllables: Mapping[str, int], groups: Mapping[str, int], folded_groups: int
) -> Vocabulary:
    """``groups`` are ordered, the most useful first."""
    pieces = _pieces(syllables)
    meant = _folded_syllables(syllables)
    names = tuple(dict.fromkeys([UNKNOWN, *syllables, *pieces, *meant, *groups]))
    row_of = {name: row for row, name in enumerate(names)}

    words = {name: row_of[name] for name in (*syllables, *pieces, *meant)}
    for syllable in syllables:
        for spelling in spellings(syllable):
            words.setdefault(spelling, row_of[syllable])
    added = dict[str, int]()
    for group in groups:
        for spelling in _group_spellings(group):
            added.setdefault(spelling, row_of[group])
    known = {group: groups[group] for group in list(groups)[:folded_groups]}
    for bare, group in _folded_groups(known).items():
        added.setdefault(bare, row_of[group])

    tokenizer = _tokenizer(words, added)
    rows = np.zeros(tokenizer.get_vocab_size(), dtype=np.int64)
    for token, row in (words | added).items():
        rows[tokenizer.token_to_id(token)] = row

    stands_for = {bare: [max(of, key=lambda u: syllables[u])] for bare, of in meant.items()}
    stands_for |= {short: [group] for short, group in _abbreviations(syllables, groups).items()}
    stands_for |= {group: _inner(group) for group in groups}
    parts = tuple(
        (row_of[name], *(row_of[part] for part in stands_for.get(name, ()) if part in row_of))
        for name in names
    )
    return Vocabulary(tokenizer, rows, names, parts)


def _tokenizer(words: Mapping[str, int], added: Mapping[str, int]) -> Tokenizer:
    ids = {UNKNOWN: 0} | {word: i for i, word in enumerate(words, start=1)}
    tokenizer = Tokenizer(WordPiece(ids, unk_token=UNKNOWN, continuing_subword_prefix="##"))
    tokenizer.normalizer = Lowercase()
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.add_tokens(
        [AddedToken(group, single_word=True, normalized=True, special=False) for group in added]
    )
    return tokenizer


def _pieces(syllables: Mapping[str, int]) -> list[str]:
    """Onsets, rhymes, digits and single letters: enough to spell what is no unit."""
    letters = {letter for word in syllables for letter in word}
    heads, tails = set(letters), set(letters)
    for word in syllables:
        onset = _ONSET.match(word)
        if word.isalpha() and len(word) <= 6 and onset and onset.end() < len(word):
            heads.add(onset[0])
            tails.add(word[onset.end() :])
    return [*sorted(heads - syllables.keys()), *(f"##{tail}" for tail in sorted(tails))]


def _folded_syllables(syllables: Mapping[str, int]) -> dict[str, list[str]]:
    """Each bare syllable that is no unit itself, with the units it may stand for."""
    meant = defaultdict(list)
    for unit in syllables:
        bare = fold_diacritics(unit)
        if bare not in syllables and unit.isalpha():
            meant[bare].append(unit)
    return dict(meant)


def _folded_groups(groups: Mapping[str, int]) -> dict[str, str]:
    """Each bare group that nearly always stands for one unit, with that unit."""
    meant = defaultdict(list)
    for unit in groups:
        meant[fold_diacritics(unit)].append(unit)
    best = {bare: max(units, key=lambda unit: groups[unit]) for bare, units in meant.items()}
    return {
        bare: unit
        for bare, unit in best.items()
        if bare not in groups and groups[unit] >= SURE * sum(groups[u] for u in meant[bare])
    }


def _abbreviations(syllables: Mapping[str, int], groups: Mapping[str, int]) -> dict[str, str]:
    """Initials without a vowel that are words of the texts, with the group they mostly mean."""
    meant = defaultdict(list)
    for unit in groups:
        letters = (word[0] for word in unit.split(" "))
        initials = "".join(c if c == "đ" else fold_diacritics(c) for c in letters)
        spoken = len(initials) < 3 or _VOWEL.search(initials[1:])
        if initials in syllables and not spoken:
            meant[initials].append(unit)
    best = {short: max(units, key=lambda unit: groups[unit]) for short, units in meant.items()}
    return {
        short: unit
        for short, unit in best.items()
        if groups[unit] >= SURE * sum(groups[u] for u in meant[short])
    }


def _group_spellings(group: str) -> list[str]:
    """The canonical spelling, and the one that writes every syllable the other way."""
    other = " ".join(spellings(word)[-1] for word in group.split(" "))
    return list(dict.fromkeys((group, other)))


def _inner(group: str) -> list[str]:
    """Every shorter stretch of the group's syllables, the longest first."""
    words = group.split(" ")
    return [
        " ".join(words[start : start + n])
        for n in range(len(words) - 1, 0, -1)
        for start in range(len(words) - n + 1)
    ]
