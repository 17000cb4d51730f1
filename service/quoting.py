"""Which part of a clause is quoted, and how a quote is shown inside an answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from retriever.types import Clause
from service.evidence import Support
from service.wording import (
    content_terms,
    sentence_spans,
    term_weights,
    terms_of,
    without_number,
    worth,
)

_SENTENCE_ENDS = (".", ";", ":", ",", "!", "?", "…")
_LIST = 2
_MOST_ITEMS = 12
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
    if not any(weights.keys() & terms_of(text)) and not answers(text):
        return _beginning(text, limit)
    terms = [terms_of(text[start:end]) & weights.keys() for start, end in spans]
    best, best_key = spans[0], (False, -1.0, 0)
    for first, (start, _) in enumerate(spans):
        found: set[str] = set()
        for last in range(first, len(spans)):
            end = spans[last][1]
            if last > first and end - start > limit:
                break
            found |= terms[last]
            weight = worth(found, weights)
            key = (answers(text[start:end]), weight, start - end)
            if key > best_key:
                best, best_key = (start, end), key
    return text[best[0] : best[1]]


def list_quotes(clause: Clause, limit: int) -> tuple[str, ...]:
    """How each item of a list begins, when the clause is a list that is too long to quote whole.

    Empty for other clauses. Each item is given its share of twice ``limit`` characters, but at
    least a sentence.
    """
    items = [line for line in clause.text[clause.lead :].splitlines() if line.strip()]
    if len(clause.text) <= limit or len(items) < _LIST:
        return ()
    share = 2 * limit // len(items)
    return tuple(_beginning(_without_own_number(item), share) for item in items[:_MOST_ITEMS])


def _beginning(text: str, limit: int) -> str:
    """As many of the first sentences as ``limit`` characters hold, but at least one."""
    (start, end), *rest = sentence_spans(text)
    for _, further in rest:
        end = further if further - start <= limit else end
    return text[start:end]


def is_cut(quotes: Sequence[str], text: str) -> bool:
    """Whether quotes leave out more of their clause than numbers and headings."""
    return len(quotes) > 1 or quotes[0] not in (text.rstrip(), _without_own_number(text))


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
    """The clause without its number, and without a heading above its text."""
    rest = without_number(text)
    heading, _, body = rest.partition("\n")
    is_heading = heading.isupper() or not heading.rstrip().endswith(_SENTENCE_ENDS)
    return body.lstrip() if is_heading and body.strip() else rest
