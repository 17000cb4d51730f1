"""What a question asks for: its terms, how it is typed, and which clause it names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from indexer.segment import fold, jointed, pairs, syllables, words
from indexer.types import Token
from retriever.address import Address, find_address
from retriever.ranking import Ranking, TermWeights

_DIACRITIC = re.compile(r"[\u0300-\u036fđ]")


@dataclass(frozen=True, slots=True)
class Question:
    """An analysed question.

    ``plain`` is true when it was typed without diacritics; its terms are folded then.
    ``terms`` are what the lexical half looks for, with weights; ``content`` are the syllables
    that an answering clause should hold, each with its place; ``address`` is the clause it names.
    """

    text: str
    plain: bool
    terms: Mapping[str, float]
    content: tuple[Token, ...]
    address: Address | None


def read_question(text: str, ranking: Ranking) -> Question:
    """Analyse a question the way documents were analysed."""
    text = unicodedata.normalize("NFC", text).strip()
    plain = not _DIACRITIC.search(unicodedata.normalize("NFD", text.lower()))
    address = find_address(text)
    parts = syllables(text)
    terms = _weighted(text, parts, ranking.terms, with_words=not plain)
    asking = ranking.words.asking
    if plain:
        terms = _fold_terms(terms)
        parts = [Token(fold(part.text), part.start, part.end) for part in parts]
        asking = frozenset(map(fold, asking))
    content = (p for p in parts if p.text not in asking and not (address and p.start in address))
    return Question(text, plain, terms, tuple(content), address)


def _weighted(
    text: str, parts: list[Token], weights: TermWeights, *, with_words: bool
) -> Mapping[str, float]:
    """The sum of the weights of each term, in order of appearance."""
    kinds: list[tuple[Iterable[Token], float]] = [
        (parts, 1.0),
        (pairs(text, parts), weights.pair),
        (jointed(text), weights.whole),
        (words(text, parts) if with_words else (), weights.word),
    ]
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
