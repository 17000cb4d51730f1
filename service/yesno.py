"""Whether a clause says yes or no to a question that asks just that.

Said only when the sentence has most of what is asked, word for word; everything else is left to
the quote.
"""

from __future__ import annotations

import re
from itertools import pairwise

from retriever.types import fold
from service.polarity import denials_in
from service.wording import sentence_spans, syllables, terms_of

_ASKED = re.compile(r"\bcó (?:được |phải |bị |cần )?(?P<act>.+?) (?:hay )?không\W*$", re.IGNORECASE)
_PLAIN = re.compile(r"\bco (?:duoc |phai |bi |can )?(?P<act>.+?) (?:hay )?khong\W*$", re.IGNORECASE)
_MOST = 0.75
_FEWEST = 2


def asked_act(question: str) -> str | None:
    """What a question asks to be affirmed: ``đùn đẩy việc`` of ``có được đùn đẩy việc không?``."""
    match = _ASKED.search(question) or _PLAIN.search(question)
    return match["act"] if match else None


def yes_or_no(question: str, text: str) -> str | None:
    """``Có`` or ``Không`` as the text has it; ``None`` when it does not say so in these words."""
    act = asked_act(question)
    if act is None or denials_in(act):
        return None
    pairs = {f"{a} {b}" for a, b in pairwise(syllables(act))}
    if len(pairs) < _FEWEST:
        return None
    for start, end in sentence_spans(text):
        sentence = text[start:end]
        shared = pairs & terms_of(sentence)
        if len(shared) < _MOST * len(pairs):
            continue
        denied = {denial.phrase for denial in denials_in(sentence)}
        if any(phrase in fold(act) for phrase in denied):
            return "Không"
        return "Có"
    return None
