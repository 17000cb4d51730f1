"""The built-in composer: answers by quoting clauses, no model needed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retriever.types import Clause, ClauseRef, Level
from service.evidence import Support
from service.naming import clause_address
from service.wording import content_terms, fold, sentence_spans, term_weights, terms_of

_WHO = re.compile(r"\b(?:ai|(?:co quan|don vi|so|nganh|ban|to chuc|nguoi|chuc danh|sở) nao)\b")
_AGENCY = re.compile(
    r"^(?:Các\s+)?(?:Sở|Ban|Bộ|Ủy ban|UBND|HĐND|Hội đồng|Văn phòng|Thuế|Cục|Chi cục|Công an"
    r"|Trung tâm|Viện|Đài|Hội|Liên hiệp|Mặt trận|Thủ trưởng|Chủ tịch|Giám đốc|Người đứng đầu"
    r"|[Cc]ơ quan|[Dd]oanh nghiệp)\b"
)
_LONGEST_NAME = 120
_HEADED = frozenset({Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION, Level.ARTICLE})
_LOOKS_LIKE_MARK = re.compile(r"\[(?=\d+\])")
_ENUMERATOR = re.compile(
    r"\s*(?:Điều\s+\d+\w?\.|[IVXLC]+\.|\d+(?:\.\d+)*\.|[a-zđ]\)|\(\w{1,4}\)|[-–+•])\s+"
)
_HEADING_NUMBER = re.compile(r"^(?:Điều\s+\d+\w?\.?|Mục\s+[\w.]+|[IVXLC]+\.|\d+(?:\.\d+)*\.?)\s*")


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of an answer, without its marks; ``quotes`` stand verbatim in ``refs``."""

    text: str
    refs: tuple[ClauseRef, ...]
    quotes: tuple[str, ...]


def compose(question: str, supports: Sequence[Support], limit: int) -> list[Statement]:
    """The statements that answer, the best clause first, then the rest grouped by document.

    Args:
        question: what was asked.
        supports: the clauses to cite, best first.
        limit: quotes are up to this many characters, unless one sentence is longer.
    """
    asks_who = bool(_WHO.search(fold(question)))
    weights = _weights(question, supports)
    documents = list(dict.fromkeys(item.ref.document_id for item in supports))
    ordered = sorted(supports, key=lambda item: documents.index(item.ref.document_id))
    return [_quote_statement(item, weights, limit, asks_who=asks_who) for item in ordered]


def _quote_statement(
    item: Support, weights: dict[str, float], limit: int, *, asks_who: bool
) -> Statement:
    quote = best_quote(item.clause.text, weights, limit)
    shown = displayed(quote)
    address = clause_address(item.clause, item.document)
    text = f"Theo {address}: “{shown}”"
    agency = named_agency(item) if asks_who else None
    lost = lost_heading(item)
    if agency:
        text = f"{agency}, theo {address}: “{shown}”"
    elif lost:
        unnamed = ", nên không nêu được tên cơ quan" if asks_who else ""
        text += f" (tiêu đề của {lost.label} bị mất trong bản nguồn{unnamed})"
    elif item.clause.inferred and item.clause.reason:
        text += f" ({item.clause.reason})"
    return Statement(text, (item.ref,), (quote,))


def best_quote(text: str, weights: dict[str, float], limit: int) -> str:
    """The run of sentences, at most ``limit`` characters, that carries most of the weight.

    A verbatim substring of ``text``; the whole of it when short, but for its own number. The
    earliest, shortest run wins a tie, and a single sentence is never cut.
    """
    number = _ENUMERATOR.match(text)
    text = text[number.end() :] if number else text
    if len(text) <= limit:
        return text
    spans = sentence_spans(text)
    terms = [terms_of(text[start:end]) & weights.keys() for start, end in spans]
    best, best_key = spans[0], (-1.0, 0)
    for first, (start, _) in enumerate(spans):
        found: set[str] = set()
        for last in range(first, len(spans)):
            end = spans[last][1]
            if last > first and end - start > limit:
                break
            found |= terms[last]
            key = (sum(weights[term] for term in sorted(found)), start - end)
            if key > best_key:
                best, best_key = (start, end), key
    return text[best[0] : best[1]]


def displayed(quote: str) -> str:
    """A quote inside an answer: on one line, and nothing in it can pass for a mark ``[n]``."""
    return _LOOKS_LIKE_MARK.sub("[\u2060", " ".join(quote.split()))


def named_agency(item: Support) -> str | None:
    """The agency that the nearest heading names.

    ``None`` when that heading is another thing, was lost, or may not be the clause's own:
    nobody may be guessed.
    """
    heading = nearest_heading(item)
    if heading is None or item.clause.inferred:
        return None
    name = _HEADING_NUMBER.sub("", printed_heading(heading)).strip().rstrip(":.")
    return name if _AGENCY.match(name) and len(name) <= _LONGEST_NAME else None


def lost_heading(item: Support) -> Clause | None:
    """The container right above the clause when the source lost its heading."""
    heading = nearest_heading(item)
    lost = heading is not None and heading.inferred and not printed_heading(heading)
    return heading if lost else None


def nearest_heading(item: Support) -> Clause | None:
    """The nearest container of a level that carries headings."""
    return next((above for above in item.ancestors if above.level in _HEADED), None)


def printed_heading(clause: Clause) -> str:
    """The first line that stands before a container's children; empty when it was lost."""
    lead = clause.text[: clause.lead].strip()
    return lead.splitlines()[0] if lead else ""


def _weights(question: str, supports: Sequence[Support]) -> dict[str, float]:
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
