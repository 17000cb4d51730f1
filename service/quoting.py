"""Which part of a clause is quoted, and how a quote is shown inside an answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from service.evidence import Support
from service.wording import (
    content_terms,
    sentence_spans,
    term_weights,
    terms_of,
    without_number,
)

_LOOKS_LIKE_MARK = re.compile(r"\[(?=\d+\])")


def best_quote(
    text: str,
    weights: Mapping[str, float],
    limit: int,
    answers: Callable[[str], bool] = lambda _: False,
) -> str:
    """The run of sentences, at most ``limit`` characters, that carries most of the weight.

    A verbatim substring of ``text``; the whole of it when short, but for its own number. The
    earliest, shortest run wins a tie, and a single sentence is never cut.

    Args:
        text: the clause.
        weights: what each term of the question is worth.
        limit: the most characters, unless one sentence is longer.
        answers: whether a text holds the direct answer; a run that does goes before all others.
    """
    text = _without_own_number(text)
    if len(text) <= limit:
        return text
    spans = sentence_spans(text)
    terms = [terms_of(text[start:end]) & weights.keys() for start, end in spans]
    best, best_key = spans[0], (False, -1.0, 0)
    for first, (start, _) in enumerate(spans):
        found: set[str] = set()
        for last in range(first, len(spans)):
            end = spans[last][1]
            if last > first and end - start > limit:
                break
            found |= terms[last]
            weight = sum(weights[term] for term in sorted(found))
            key = (answers(text[start:end]), weight, start - end)
            if key > best_key:
                best, best_key = (start, end), key
    return text[best[0] : best[1]]


def is_cut(quote: str, text: str) -> bool:
    """Whether a quote leaves out more of its clause than the clause's own number."""
    return quote != _without_own_number(text)


def displayed(quote: str) -> str:
    """A quote inside an answer: on one line, and nothing in it can pass for a mark ``[n]``."""
    return _LOOKS_LIKE_MARK.sub("[\u2060", " ".join(quote.split()))


def question_weights(question: str, supports: Sequence[Support]) -> dict[str, float]:
    """How much each content term of the question tells the candidate sentences apart."""
    abbreviations = {
        short: long for item in supports for short, long in item.document.abbreviations.items()
    }
    wanted = content_terms(question, abbreviations)
    sentences = [
        terms_of(item.clause.text[start:end])
        for item in supports
        for start, end in sentence_spans(item.clause.text)
    ]
    known = term_weights(sentences)
    return {term: known[term] for term in wanted if term in known}


def _without_own_number(text: str) -> str:
    """The clause without its number, and without a heading in capitals above its text."""
    rest = without_number(text)
    heading, _, body = rest.partition("\n")
    return body.lstrip() if heading.isupper() and body.strip() else rest
