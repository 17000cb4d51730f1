"""Typing mistakes: a word that nobody writes, after one that tells what was meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from indexer.lexical import LexicalIndex
from indexer.segment import fold, syllables

_SHORTEST = 3
"""Letters of a word that is corrected: shorter ones are too like one another."""


def corrected(text: str, field: LexicalIndex, known: Callable[[str], bool]) -> str:
    """The text with its mistyped syllables as the documents write them.

    A syllable is mistyped that neither the documents nor ``known`` have. It stands for the one that
    follows the syllable before it somewhere in the documents and differs by one letter left out,
    put in, changed or swapped with its neighbour, or by its diacritics alone: those first, then
    the one that most passages have there.
    """
    pieces, at = list[str](), 0
    for before, token in pairwise(syllables(text)):
        if len(token.text) < _SHORTEST or not token.text.isalpha() or known(token.text):
            continue
        if field.term_id(token.text) is None and text[before.end : token.start].isspace():
            meant = min(_meant(token.text, before.text, field), default=None)
            if meant:
                pieces += [text[at : token.start], meant[-1]]
                at = token.end
    return "".join([*pieces, text[at:]])


def _meant(written: str, before: str, field: LexicalIndex) -> Iterator[tuple[bool, int, str]]:
    """Syllables that follow ``before`` and are nearly what is written: the best is the least."""
    bare = fold(written)
    for pair, passages in field.starting_with(f"{before} "):
        syllable = pair.rpartition(" ")[2]
        if one_edit(bare, fold(syllable)):
            yield fold(syllable) != bare, -passages, syllable


def one_edit(one: str, other: str) -> bool:
    """Whether two words are the same but for one letter or two neighbours swapped.

    The optimal string alignment distance is at most 1 (Damerau 1964).
    """
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if at is None:
        return abs(len(one) - len(other)) <= 1
    left, right = one[at:], other[at:]
    swapped = left[:2] == right[:2][::-1] and left[2:] == right[2:]
    return swapped or left[1:] == right[1:] or left[1:] == right or left == right[1:]
