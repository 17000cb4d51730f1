"""What a question asks for: its terms, how it is typed, and which clause it names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from indexer.segment import fold, is_plain, jointed, pairs, syllables, words
from indexer.types import Token
from retriever.address import Address
from retriever.addressing import find_address
from retriever.lexicon import Lexicon
from retriever.ranking import Ranking
from retriever.wants import Want, wants_of

_WORD = re.compile(r"[^\W_]+")
_SENTENCE_START = re.compile(r"(?:^|[.?!:“\"(]|\n)\s*$")
_SURNAMES = frozenset(
    {
        "bui", "cao", "chau", "dang", "dinh", "do", "doan", "duong", "ho", "hoang", "huynh", "lam",
        "le", "luong", "luu", "ly", "ngo", "nguyen", "pham", "phan", "quach", "ta", "thai", "tong",
        "tran", "trinh", "truong", "vo", "vu",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OtherNames:
    """What a phrase of a question is called elsewhere.

    ``names`` are the texts; ``phrase`` and each of the ``terms`` are what the phrase and its
    names consist of: syllables, pairs and whole forms. ``same`` is true when all mean exactly the
    same (an abbreviation and its long form).
    """

    phrase: tuple[str, ...]
    names: tuple[str, ...]
    terms: tuple[tuple[str, ...], ...]
    same: bool


@dataclass(frozen=True, slots=True)
class Question:
    """An analysed question.

    ``plain`` is true when it was typed without diacritics; its terms are folded then.
    ``terms`` are what the lexical half looks for, with weights; ``content`` are the syllables
    that an answering clause should hold, each with its place; ``others`` are other names of its
    words; ``address`` is the clause it names.
    """

    text: str
    plain: bool
    terms: Mapping[str, float]
    content: tuple[Token, ...]
    others: tuple[OtherNames, ...]
    address: Address | None
    names: tuple[str, ...] = ()
    """Folded syllables and pairs of the proper names in it; nobody writes them otherwise."""
    persons: tuple[str, ...] = ()
    """Those of the names that begin with a Vietnamese surname."""
    names_only: bool = False
    """Whether nothing is asked besides what the names in it point at."""
    wants: tuple[Want, ...] = ()
    """The kinds of thing that are asked for."""


def read_question(
    text: str, ranking: Ranking, lexicon: Lexicon, aside: Sequence[tuple[int, int]] = ()
) -> Question:
    """Analyse a question the way documents were analysed.

    What stands in the spans ``aside`` is not looked for, unless nothing else is asked.
    """
    whole = unicodedata.normalize("NFC", text)
    address = find_address(whole)
    plain = is_plain(whole)
    asking = ranking.words.asking
    if plain:
        asking = frozenset(map(fold, asking))
    text = _without(whole, aside)
    content = _content(text, asking, address, plain=plain)
    names_only = not content
    if names_only:
        text, content = whole, _content(whole, asking, address, plain=plain)
    parts = syllables(text)
    found = [] if plain else list(words(text, parts))
    terms = _weighted(
        [
            (parts, 1.0),
            (pairs(text, parts), ranking.terms.pair),
            (jointed(text), ranking.terms.whole),
            (found, ranking.terms.word),
        ]
    )
    others = (
        OtherNames(
            _phrase_terms(text[match.start : match.end], plain=plain),
            match.phrases,
            tuple(_phrase_terms(phrase, plain=plain) for phrase in match.phrases),
            match.same,
        )
        for match in lexicon.find(text, found, plain=plain)
        if match.same or ranking.terms.everyday
    )
    names = list(_names(text))
    return Question(
        text=text,
        plain=plain,
        terms=_fold_terms(terms) if plain else terms,
        content=tuple(content),
        others=tuple(others),
        address=address,
        names=tuple(term for name in names for term in _name_terms(name)),
        persons=tuple(term for name in names if _is_person(name) for term in _name_terms(name)),
        names_only=names_only,
        wants=wants_of(whole),
    )


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with the spans blanked by a full stop, so that every offset stays."""
    for start, end in spans:
        text = f"{text[:start]}{'.'.ljust(end - start)}{text[end:]}"
    return text


def _content(
    text: str, asking: frozenset[str], address: Address | None, *, plain: bool
) -> list[Token]:
    parts = syllables(text)
    if plain:
        parts = [Token(fold(part.text), part.start, part.end) for part in parts]
    return [p for p in parts if p.text not in asking and not (address and p.start in address)]


def _names(text: str) -> Iterator[list[re.Match[str]]]:
    """The runs of capitalised words; the first one of a sentence may be no name.

    Words all in capitals are left out: they are abbreviations, or shouted.
    """
    for capital, run in groupby(_WORD.finditer(text), key=lambda word: word[0].istitle()):
        words = list(run)
        starts = _SENTENCE_START.search(text[: words[0].start()])
        if starts and (len(words) == 1 or not _is_person(words)):
            del words[0]
        if capital and words:
            yield words


def _is_person(words: Sequence[re.Match[str]]) -> bool:
    return len(words) > 1 and fold(words[0][0]) in _SURNAMES


def _name_terms(words: Sequence[re.Match[str]]) -> Iterator[str]:
    """The pairs of neighbouring words of a name, or its only one."""
    if len(words) == 1:
        yield fold(words[0][0])
    for left, right in pairwise(words):
        if right.start() == left.end() + 1:
            yield f"{fold(left[0])} {fold(right[0])}"


def _phrase_terms(phrase: str, *, plain: bool) -> tuple[str, ...]:
    parts = syllables(phrase)
    tokens = [*parts, *pairs(phrase, parts), *jointed(phrase)]
    return tuple(dict.fromkeys(fold(t.text) if plain else t.text for t in tokens))


def _weighted(kinds: Iterable[tuple[Iterable[Token], float]]) -> Mapping[str, float]:
    """The sum of the weights of each term, in order of appearance."""
    found: dict[str, float] = {}
    for tokens, weight in kinds:
        for token in tokens:
            found[token.text] = found.get(token.text, 0.0) + weight
    return found


def _fold_terms(terms: Mapping[str, float]) -> Mapping[str, float]:
    found: dict[str, float] = {}
    for term, weight in terms.items():
        found[fold(term)] = found.get(fold(term), 0.0) + weight
    return found
