"""The parts of a question that asks about several things, and which clause is about which."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from retriever.asking import asking, asks_something_else
from retriever.types import fold
from service.wording import content_terms, syllables, terms_of, worth

_BETWEEN = re.compile(r"[,;]\s|\b(?:và|va|còn|bao nhiêu|bao nhieu)\b", re.IGNORECASE)
_NAMED_BY_NUMBER = re.compile(r"\b0*(\d{1,2}) ([a-z]+)\b(?! \d)")
_INITIALS = re.compile(r"\b[A-ZĐ]{3,}\b")
_MOST = 0.6
"""A clause is about a part when it carries this share of what the part is worth …"""
_BETTER = 1.2
"""… and this many times as much as the clause that comes first anyway."""
_NAMED = 0.3
"""… or this share, when it has what the part names by a number or by initials."""
_FEWEST_TERMS = 2
_KNOWN = 0.4
"""A part in words of its own, few of which any clause has, cannot be told from them."""


def leading(question: str, texts: Sequence[str], weights: Mapping[str, float]) -> list[int]:
    """The places of the texts that come first, so that every part of the question is met.

    Those are the first text and, for each part that it does not carry, the text that does; they
    follow the parts where each one asks for itself and has a text of its own.

    Args:
        question: as it was asked.
        texts: the clauses, best first, at least one.
        weights: what each term of the question is worth.
    """
    parts = [part for part in _BETWEEN.split(question) if _says_something(part, weights)]
    carriers = [_carrier(part, texts, weights) for part in parts]
    found = dict.fromkeys(place for place in carriers if place is not None)
    in_order = 0 in found and len(found) == len(parts) and all(map(_asks_apart, parts))
    return list(found if in_order else dict.fromkeys([0, *found]))


def _asks_apart(part: str) -> bool:
    """Whether a part has a question word of its own, or names a thing by its number."""
    return bool(_NAMED_BY_NUMBER.search(fold(part))) or asks_something_else(asking(part), 0, 0)


def _says_something(part: str, weights: Mapping[str, float]) -> bool:
    terms = set(content_terms(part))
    known = weights.keys() & terms
    told = len(known) >= max(_FEWEST_TERMS, _KNOWN * len(terms))
    return told or bool(_NAMED_BY_NUMBER.search(fold(part)))


def _carrier(part: str, texts: Sequence[str], weights: Mapping[str, float]) -> int | None:
    """The place of the text that is about a part: the first one unless another has more of it.

    What the part names by a number (``6 rõ``) or by initials the text must name, if any does.
    """
    terms = weights.keys() & set(content_terms(part))
    whole = worth(terms, weights)
    naming = [_naming(part, text) for text in texts]
    most = max(naming)
    shares = [
        worth(terms & terms_of(text), weights) / whole if whole and named == most else 0.0
        for text, named in zip(texts, naming, strict=True)
    ]
    best = max(range(len(texts)), key=lambda place: shares[place])
    if shares[0] and shares[best] < _BETTER * shares[0]:
        best = 0
    return best if shares[best] >= (_NAMED if most else _MOST) else None


def _naming(part: str, text: str) -> int:
    """How many of the things that a part names by numbers or initials the text names."""
    folded = fold(text)
    numbered = _NAMED_BY_NUMBER.findall(fold(part))
    initials = "".join(word[0] for word in syllables(text) if word != "va")
    short = [fold(word) for word in _INITIALS.findall(part)]
    return sum(
        bool(re.search(rf"\b0*{number} {noun}\b", folded)) for number, noun in numbered
    ) + sum(word in initials or word in folded for word in short)
