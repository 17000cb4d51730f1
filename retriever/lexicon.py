"""What else a question's words are called: everyday words, abbreviations and their long forms.

Three sources make one table of phrases: ``thesaurus.toml`` (everyday to official, and whoever's own
file of that form), ``abbreviations.toml`` (the office's common ones) and the abbreviations that the
documents define themselves. Abbreviations work in both directions; one that stands for several
phrases is the short form of none.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from indexer.errors import BadSettings
from indexer.segment import fold, jointed, syllables
from indexer.types import Document, Token

THESAURUS = Path(__file__).resolve().parent / "thesaurus.toml"
ABBREVIATIONS = Path(__file__).resolve().parent / "abbreviations.toml"

_LONGEST_DEFINITION = 8
"""Syllables of a long form; a longer "definition" is a document's title, not an abbreviation."""
_CONNECTIVE = "và"
_SYLLABIC = re.compile(r"[bcdđghklmnpqrstvx]*[aeiouy]{1,3}(?:ch|nh|ng|[cmnpt])?")

_Key = tuple[str, ...]
Topics = TypeAdapter(Mapping[str, Mapping[str, tuple[str, ...]]])


@dataclass(frozen=True, slots=True)
class Match:
    """Words ``[start, end)`` of a text, and what they are called elsewhere.

    ``same`` is true when all mean exactly the same (an abbreviation and its long form).
    """

    start: int
    end: int
    phrases: tuple[str, ...]
    same: bool


@dataclass(frozen=True, slots=True)
class _Entry:
    phrases: tuple[str, ...]
    same: bool
    exact: str = ""
    """The only spelling that counts, for a short form that reads like a word ("AI")."""


class Lexicon:
    """A table of phrases, looked up longest first, with or without diacritics.

    Args:
        everyday: what documents call what people say.
        short: what the office's abbreviations stand for.
        defined: what abbreviations stand for where documents define them.
    """

    def __init__(
        self,
        everyday: Mapping[str, Sequence[str]],
        short: Mapping[str, Sequence[str]],
        defined: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        entries = [*_everyday(everyday), *_short(short), *_short(defined or {})]
        self._accented = _table(entries)
        self._folded = _table(
            (tuple(map(fold, key)), entry)
            for key, entry in entries
            # one bare syllable stands for too many words: "tien" is also "tiến", "tiên"
            if len(key) > 1 or entry.same
        )
        self._longest = max(map(len, self._accented), default=0)

    def find(self, text: str, words: Iterable[Token], *, plain: bool) -> Iterator[Match]:
        """The phrases of a text that have other names, in order, the longest at each place.

        ``words`` are the words of several syllables in it: a single syllable inside one does not
        count ("dân" of "nhân dân").
        """
        units = _units(text, plain=plain)
        table = self._folded if plain else self._accented
        inside = [(word.start, word.end) for word in words]
        at = 0
        while at < len(units):
            for length in range(min(self._longest, len(units) - at), 0, -1):
                span = units[at : at + length]
                entries = table.get(tuple(unit.text for unit in span), ())
                found = [entry for entry in entries if _counts(entry, text, span, inside)]
                if found:
                    for entry in found:
                        yield Match(span[0].start, span[-1].end, entry.phrases, entry.same)
                    # the name of an agency may hold that of a field, which has a short form too
                    at += 1 if any(entry.same for entry in found) else length
                    break
            else:
                at += 1


def load_lexicon(documents: Iterable[Document], own: Path | None = None) -> Lexicon:
    """The shipped tables with what the documents define; ``own`` is a further thesaurus file.

    Raises ``BadSettings``, which names the file and the key.
    """
    everyday = read_table(THESAURUS)
    if own is not None:
        everyday |= read_table(own)
    defined: dict[str, tuple[str, ...]] = {}
    for document in documents:
        for name, phrase in sorted(document.abbreviations.items()):
            if " " not in name and len(_key(phrase)) <= _LONGEST_DEFINITION:
                defined[name] = tuple(dict.fromkeys((*defined.get(name, ()), phrase)))
    return Lexicon(everyday, read_table(ABBREVIATIONS), defined)


def read_table(path: Path) -> dict[str, tuple[str, ...]]:
    """All entries of a file of topics. Raises ``BadSettings``."""
    try:
        topics = Topics.validate_python(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadSettings(
            f"Không đọc được tệp từ thường dùng “{path}”.",
            "Sửa hoặc bỏ PLANQA_THESAURUS; tệp phải theo cú pháp TOML, mã hóa UTF-8.",
        ) from error
    except ValidationError as error:
        key = ".".join(map(str, error.errors()[0]["loc"]))
        raise BadSettings(
            f"“{path.name}”, khóa “{key}” không đúng mẫu.",
            'Mỗi dòng có dạng: "từ thường dùng" = ["từ trong văn bản", …], dưới một [chủ đề].',
        ) from error
    table: dict[str, tuple[str, ...]] = {}
    for topic, entries in topics.items():
        for name, phrases in entries.items():
            if not phrases or not all(map(str.strip, (name, *phrases))):
                raise BadSettings(f"“{path.name}”, khóa “{topic}.{name}” để trống.")
            if name in table:
                raise BadSettings(f"“{path.name}”, khóa “{topic}.{name}” lặp lại.")
            table[name] = phrases
    return table


def _everyday(table: Mapping[str, Sequence[str]]) -> Iterator[tuple[_Key, _Entry]]:
    for name, phrases in table.items():
        yield _key(name), _Entry(tuple(phrases), same=False)


def _short(table: Mapping[str, Sequence[str]]) -> Iterator[tuple[_Key, _Entry]]:
    for name, phrases in table.items():
        exact = name if _reads_like_a_word(name) else ""
        yield (_short_key(name),), _Entry(tuple(phrases), same=True, exact=exact)
        keys = {_key(phrase) for phrase in phrases}
        if len(keys) == 1:
            yield keys.pop(), _Entry((name,), same=True)


def _table(entries: Iterable[tuple[_Key, _Entry]]) -> Mapping[_Key, tuple[_Entry, ...]]:
    """The entries of each key; those that count alike are one, with the phrases of all."""
    table: dict[_Key, dict[tuple[bool, str], _Entry]] = {}
    for key, entry in entries:
        alike = table.setdefault(key, {})
        known = alike.get((entry.same, entry.exact), entry)
        phrases = tuple(dict.fromkeys((*known.phrases, *entry.phrases)))
        alike[entry.same, entry.exact] = replace(entry, phrases=phrases)
    return {key: tuple(alike.values()) for key, alike in table.items()}


def _key(phrase: str) -> _Key:
    return tuple(unit.text for unit in _units(phrase, plain=False))


def _short_key(name: str) -> str:
    """``KH-CN``, ``KH&CN`` and ``KHCN`` are one."""
    return "".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", name).lower()))


def _units(text: str, *, plain: bool) -> list[Token]:
    """Syllables in order, an abbreviation with joints as one, "và" left out."""
    whole = [t for t in jointed(text) if not any(c.isdigit() for c in t.text)]
    parts = (s for s in syllables(text) if not any(w.start <= s.start < w.end for w in whole))
    units = sorted((*whole, *parts), key=lambda token: token.start)
    connective = fold(_CONNECTIVE) if plain else _CONNECTIVE
    if plain:
        units = [Token(fold(u.text), u.start, u.end) for u in units]
    return [unit for unit in units if unit.text != connective]


def _reads_like_a_word(name: str) -> bool:
    """Whether a short form typed in lower case would be taken for a syllable, or is too short."""
    bare = fold(_short_key(name))
    return len(bare) < 3 or _SYLLABIC.fullmatch(bare) is not None


def _counts(
    entry: _Entry, text: str, span: Sequence[Token], words: Sequence[tuple[int, int]]
) -> bool:
    begin, end = span[0].start, span[-1].end
    if entry.exact:
        return (
            bool(_short_key(text[begin:end]) == _short_key(entry.exact))
            and text[begin:end].isupper()
        )
    if len(span) > 1 or entry.same:
        return True
    return not any(a <= begin and end <= b for a, b in words)
