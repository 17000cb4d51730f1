"""Whether a clause says yes or no to a question that asks just that.

Said only when one sentence has what is asked, word for word, and says it of the same subject;
everything else is left to the quote.
"""

from __future__ import annotations

import re
from itertools import pairwise

from retriever.types import fold
from service.agencies import expanded, same_agency
from service.asked import Asked
from service.evidence import Support
from service.polarity import denials_in
from service.wording import content_terms, sentence_spans, syllables, terms_of

_ASKED = re.compile(
    r"^(?P<who>.*?)\bcó (?:được |phải |bị |cần )?(?P<act>.+?) (?:hay )?không\W*$", re.IGNORECASE
)
_PLAIN = re.compile(
    r"^(?P<who>.*?)\bco(?! quan\b| che\b| so\b) (?:duoc |phai |bi |can )?(?P<act>.+?)"
    r" (?:hay )?khong\W*$",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_AGENCY = re.compile(
    r"(?<!cac )\b(?:so|bo|ban|cuc|vien|uy ban|ubnd|van phong|trung tam|dai|truong|cong an|thue)\b"
)
_MOST = 0.75
_MOST_OF_WHOM = 0.5
_FEWEST = 2


def verdict(asked: Asked, item: Support, doer: str | None) -> str | None:
    """Yes or no as a clause says it; ``doer`` is who does what it says, if it tells."""
    around = "\n".join([*item.clause.headings, item.document.title])
    return yes_or_no(_unplaced(asked), item.clause.text, around, doer)


def says_so(asked: Asked, text: str) -> bool:
    """Whether a text has what is asked, be it affirmed or denied."""
    return _said(_unplaced(asked), text) is not None


def yes_or_no(question: str, text: str, around: str = "", doer: str | None = None) -> str | None:
    """``Có`` or ``Không`` as the text has it; ``None`` when it does not say so in these words.

    Args:
        question: as it was asked, without the place and the document that it names.
        text: what a clause says.
        around: its headings and what its document is about.
        doer: who does what the clause says, if it tells.
    """
    said = _said(question, text)
    match = _act(question)
    if said == "Có" and match and not _same_subject(match["who"], f"{text}\n{around}", doer):
        return None
    return said


def _said(question: str, text: str) -> str | None:
    """Yes or no to the act alone, whoever is asked about."""
    match = _act(question)
    if match is None or denials_in(match["act"]):
        return None
    act = match["act"]
    pairs = {f"{a} {b}" for a, b in pairwise(syllables(act))}
    if len(pairs) < _FEWEST:
        return None
    for start, end in sentence_spans(text):
        sentence = text[start:end]
        if _has(sentence, act, pairs):
            denied = {denial.phrase for denial in denials_in(sentence)}
            return "Không" if any(phrase in fold(act) for phrase in denied) else "Có"
    return None


def _act(question: str) -> re.Match[str] | None:
    asked = _IN_BRACKETS.sub("", question)
    return _ASKED.search(asked) or _PLAIN.search(asked)


def _unplaced(asked: Asked) -> str:
    """The question without the places and the documents that it names."""
    text = asked.text
    for mention in asked.mentions.values():
        named = re.compile(
            rf"\s*(?:\b(?:ở|của|tại|o|cua|tai)\s+)?{re.escape(mention)}", re.IGNORECASE
        )
        text = named.sub("", text)
    return text


def _has(sentence: str, act: str, pairs: set[str]) -> bool:
    """Whether a sentence has most of the asked act, and every figure of it."""
    held = terms_of(sentence)
    figures = {word for word in syllables(act) if any(map(str.isdigit, word))}
    return len(pairs & held) >= _MOST * len(pairs) and figures <= held


def _same_subject(who: str, ground: str, doer: str | None) -> bool:
    """Whether the clause is about those of whom it is asked: one agency must be the doer."""
    if _AGENCY.search(fold(who)):
        return doer is not None and same_agency(doer) in expanded(who)
    words = [term for term in content_terms(who) if " " not in term]
    held = terms_of(ground)
    return sum(word in held for word in words) >= _MOST_OF_WHOM * len(words)
