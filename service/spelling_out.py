"""What a short form stands for: the clause that explains it, "đổi mới sáng tạo (ĐMST)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

from retriever.asking import blanked
from retriever.types import (
    Clause,
    Document,
    Filters,
    LegalStatus,
    Retriever,
    fold,
    fold_in_place,
    is_plain,
)
from service.asked import Asked
from service.compose import Statement, Told, note_on
from service.evidence import Support, support
from service.mentions import terms_beside
from service.naming import clause_address
from service.quoting import Quote, best_quote, displayed, is_cut
from service.wording import PLAIN_FUNCTION_WORDS, syllables

_ASKED = re.compile(
    r"\b(?:(?:cum |chu )?(?:tu |chu )?viet tat|(?:y )?nghia|(?:viet|ghi|goi|ten) day du"
    r"|giai (?:thich|nghia)|(?:duoc )?hieu|la (?:cai |tu |chu |cum tu )?(?:gi|sao))\b"
)
_OF_WORDS = re.compile(r"\b(?:(?:cum |chu )?tu|chu|cai)\b")
"""``từ KH-CN viết tắt của cụm từ gì``."""
_JOINING = r"[-&.\s]"


class _Meaning(NamedTuple):
    """A short form as a document prints it, with what that explains it by."""

    document: Document
    short: str
    long: str


def spelt_in_full(asked: Asked, retriever: Retriever, filters: Filters, limit: int) -> Told | None:
    """What the short forms that a question asks for stand for, as documents explain them.

    A statement for each long form. ``None`` when the question asks something else as well, or
    when no document that may be searched explains any of them.

    Args:
        asked: the question.
        retriever: where the clauses are.
        filters: the documents that may be searched.
        limit: quotes are up to this many characters, unless one sentence is longer.
    """
    text = " ".join(asked.text.split())
    rest = fold_in_place(text)
    if not _ASKED.search(rest):
        return None
    about = asked.named or asked.home
    documents = [one for one in retriever.documents(filters) if not about or one.id in about]
    meanings = [one for one in chain.from_iterable(map(_meanings, documents)) if _named(one, text)]
    for one in meanings:
        for start, end in _named(one, text):
            rest = blanked(rest, start, end)
    rest = _OF_WORDS.sub(" ", _ASKED.sub(" ", rest))
    if terms_beside(rest, asked.mentions.values(), documents if about else ()):
        return None
    told: dict[tuple[str, ...], tuple[Support, Statement]] = {}
    for one in sorted(meanings, key=partial(_standing, text)):
        long = tuple(syllables(one.long))
        statement = _statement(one, retriever, limit) if long not in told else None
        if statement:
            told[long] = statement
    if not told:
        return None
    return Told(
        tuple(statement for _, statement in told.values()),
        tuple(item for item, _ in told.values()),
        "cách hiểu",
    )


def _standing(text: str, one: _Meaning) -> tuple[bool, bool]:
    """What sorts meanings: first of the short form as it is spelt, drafts after the others."""
    return one.short not in text, one.document.legal_status is LegalStatus.DRAFT


def _meanings(document: Document) -> Iterator[_Meaning]:
    for short, long in document.abbreviations.items():
        yield _Meaning(document, short, long)


def _named(one: _Meaning, text: str) -> list[tuple[int, int]]:
    """Where a text has the short form: KH-CN, KHCN, KH&CN and KH.CN are one.

    Diacritics may be left out. One that reads like a word that asks (``AI``) has to be spelt as
    it is printed.
    """
    letters = _letters(fold(one.short))
    folded = fold_in_place(text)
    if letters not in _letters(folded):
        return []
    spelt = rf"{_JOINING}*".join(map(re.escape, letters))
    found = []
    for match in re.finditer(rf"(?<![\w&.-]){spelt}(?![\w&-]|\.\w)", folded):
        said = text[slice(*match.span())]
        same = is_plain(said) or _letters(said) == _letters(one.short)
        if said == one.short or (same and letters not in PLAIN_FUNCTION_WORDS):
            found.append(match.span())
    return found


def _letters(short: str) -> str:
    return re.sub(_JOINING, "", short.lower())


def _statement(one: _Meaning, retriever: Retriever, limit: int) -> tuple[Support, Statement] | None:
    """What the smallest clause says that holds the first explanation; ``None`` without one."""
    long = r"\s+".join(map(re.escape, one.long.split()))
    short = rf"(?<![\w-]){re.escape(one.short)}(?![\w-])"
    pattern = re.compile(rf"(?P<long>{long})[^()]{{0,200}}?\([^()]*?{short}[^()]*\)")
    clause = _first_with(pattern, retriever.roots(one.document.id), retriever)
    match = pattern.search(clause.text) if clause else None
    if clause is None or match is None:
        return None
    item, text = support(retriever, clause.ref, 1.0), clause.text
    quote = best_quote(text, {}, limit, lambda part: bool(pattern.search(part)))
    if not pattern.search(quote.text):
        quote = Quote(match.group(), match.start())
    held = Quote(match["long"], match.start())
    cut = " (trích)" if is_cut((quote,), text) else ""
    return item, Statement(
        f"{one.short} là “{displayed(held.text)}”, theo "
        f"{clause_address(clause, item.document)}{cut}: “{displayed(quote.text)}”",
        (item.ref,),
        (quote, held),
        note_on(item),
    )


def _first_with(
    pattern: re.Pattern[str], clauses: Sequence[Clause], retriever: Retriever
) -> Clause | None:
    """The smallest clause among these and inside them that has the first of what is found."""
    first = next((clause for clause in clauses if pattern.search(clause.text)), None)
    return first and (_first_with(pattern, retriever.children(first.ref), retriever) or first)
