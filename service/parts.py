"""The parts of a question that asks about several things, and which clause is about which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from retriever.types import fold
from service.asking import asking, asks_something_else
from service.wording import content_terms, terms_of

_BETWEEN = re.compile(r"[,;]\s|\b(?:và|va|còn|bao nhiêu|bao nhieu)\b", re.IGNORECASE)
_NAMED_BY_NUMBER = re.compile(r"\b0*(\d{1,2}) ([a-z]+)\b(?! \d)")
_MOST = 0.6
"""A clause is about a part when it carries this share of what the part is worth …"""
_BETTER = 1.2
"""… and this many times as much as the clause that comes first anyway."""
_FEWEST_TERMS = 2


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
    known = weights.keys() & set(content_terms(part))
    return bool(_NAMED_BY_NUMBER.search(fold(part))) or len(known) >= _FEWEST_TERMS


def _carrier(part: str, texts: Sequence[str], weights: Mapping[str, float]) -> int | None:
    """The place of the text that is about a part: the first one unless another has more of it."""
    terms = weights.keys() & set(content_terms(part))
    names = [rf"\b0*{number} {noun}\b" for number, noun in _NAMED_BY_NUMBER.findall(fold(part))]
    whole = _worth(terms, weights)

    def share(text: str) -> float:
        if not all(re.search(name, fold(text)) for name in names):
            return 0.0
        return _worth(terms & terms_of(text), weights) / whole if whole else 1.0

    shares = [share(text) for text in texts]
    best = max(range(len(texts)), key=lambda place: shares[place])
    if shares[0] and shares[best] < _BETTER * shares[0]:
        best = 0
    return best if shares[best] >= _MOST or (names and shares[best]) else None


def _worth(terms: Iterable[str], weights: Mapping[str, float]) -> float:
    return sum(weights[term] for term in sorted(terms))
