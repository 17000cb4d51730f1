"""Which part of a clause is quoted, and how a quote is shown inside an answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

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
_LONGEST_SENTENCE = 1_000
"""Characters; of a longer sentence only some parts are quoted."""
_PART = re.compile(r"\S.{0,199}(?:(?<=,)(?=\s)|\Z)|\S.{0,199}(?<=\S)(?=\s)|\S{1,200}", re.DOTALL)
"""A part of a sentence: up to a comma, else up to a blank."""
_LINE = re.compile(r".+")
_ABOVE_A_NAME = re.compile(r"\s*(?:[(\[].*)?")
"""``(Đã ký)`` between an office in capitals and the name."""
_LOOKS_LIKE_MARK = re.compile(r"\[(?=\d+\])")


class Quote(NamedTuple):
    """A part of a clause, verbatim, and where in the clause's text it begins, in characters."""

    text: str
    start: int

    def stands_in(self, clause: Clause) -> bool:
        """Whether the clause has these words at this place."""
        return bool(self.text) and clause.text.startswith(self.text, self.start)


def best_quote(
    text: str,
    weights: Mapping[str, float],
    limit: int,
    answers: Callable[[str], bool] = lambda _: False,
) -> Quote:
    """The run of sentences, at most ``limit`` characters, that carries most of the weight.

    The whole of ``text`` when short, but for its own number. The earliest, shortest run wins a
    tie. A single sentence is cut only when it is longer than any that people write.

    Args:
        text: the clause.
        weights: what each term of the question is worth.
        limit: the most characters, unless one sentence is longer.
        answers: whether a text holds the direct answer; a run that does goes before all others.
    """
    whole, text = text, _without_own_number(text)
    skipped = len(whole) - len(text)
    if len(text) <= limit:
        return Quote(text, skipped)
    spans = _quotable_spans(text)
    if not any(weights.keys() & terms_of(text)) and not answers(text):
        return _beginning(text, limit, skipped)
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
    return Quote(text[best[0] : best[1]], skipped + best[0])


def list_quotes(clause: Clause, limit: int) -> tuple[Quote, ...]:
    """How each item of a list begins, when the clause is a list that is too long to quote whole.

    Empty for other clauses. Each item is given its share of twice ``limit`` characters, but at
    least a sentence.
    """
    items: list[tuple[str, int]] = []
    start = clause.lead
    for line in clause.text[clause.lead :].splitlines(keepends=True):
        if line.strip():
            items.append((line.splitlines()[0], start))
        start += len(line)
    if len(clause.text) <= limit or len(items) < _LIST:
        return ()
    share = 2 * limit // len(items)
    return tuple(_beginning_of_item(item, share, start) for item, start in items[:_MOST_ITEMS])


def signature_quote(clause: Clause, name: str) -> Quote:
    """The line that names who signed, with the office above it and without the recipients.

    The whole clause when no line has the name.
    """
    lines = [(match.group(), match.start()) for match in _LINE.finditer(clause.text)]
    named = [place for place, (line, _) in enumerate(lines) if name in " ".join(line.split())]
    if not named:
        return Quote(clause.text, 0)
    first = last = named[-1]
    while first and _is_above_a_name(lines[first - 1][0]):
        first -= 1
    start = lines[first][1] + len(lines[first][0]) - len(lines[first][0].lstrip())
    return Quote(clause.text[start : lines[last][1] + len(lines[last][0].rstrip())], start)


def _is_above_a_name(line: str) -> bool:
    office = line.isupper() and not line.lstrip().startswith("-")
    return office or bool(_ABOVE_A_NAME.fullmatch(line))


def heading_quote(clause: Clause, limit: int) -> tuple[Quote, bool]:
    """The heading of a clause without its number, or its first line, and whether that is cut.

    Capitals may go on in the next lines. Of a long line as many sentences are quoted as ``limit``
    characters hold, but at least one.
    """
    printed = clause.text[: clause.lead] or clause.text.splitlines()[0]
    own = re.escape(clause.label.rpartition(", ")[2])
    name = re.match(rf"{own}\b[.:]?\s*(?=\S)", printed, re.IGNORECASE)
    start = name.end() if name else 0
    first, *others = printed[start:].splitlines(keepends=True)
    capitals = takewhile(str.isupper, others) if first.isupper() else ()
    heading = without_number("".join([first, *capitals]))
    quote = _beginning(heading, limit, start + len(first) - len(without_number(first)))
    return quote, is_cut((quote,), heading)


def _beginning_of_item(item: str, limit: int, at: int) -> Quote:
    text = _without_own_number(item)
    return _beginning(text, limit, at + len(item) - len(text))


def _beginning(text: str, limit: int, at: int) -> Quote:
    """As many of the first sentences as ``limit`` characters hold, but at least one.

    ``at`` is where ``text`` begins in its clause.
    """
    (start, end), *rest = _quotable_spans(text)
    for _, further in rest:
        end = further if further - start <= limit else end
    return Quote(text[start:end], at + start)


def _quotable_spans(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences of ``text``, and of the parts of those too long to be quoted whole."""
    spans = []
    for start, end in sentence_spans(text):
        if end - start <= _LONGEST_SENTENCE:
            spans.append((start, end))
            continue
        parts = _PART.finditer(text[start:end])
        spans += [(start + part.start(), start + part.end()) for part in parts]
    return spans


def is_cut(quotes: Sequence[Quote], text: str) -> bool:
    """Whether quotes leave out more of their clause than numbers and headings."""
    return len(quotes) > 1 or quotes[0].text not in (text.rstrip(), _without_own_number(text))


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
