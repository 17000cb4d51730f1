"""Which documents and places a question names, by number, by title or by initials."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from retriever.places import place_pattern
from retriever.types import Document, LegalStatus, fold, fold_in_place
from service.naming import place_of
from service.wording import syllables

_KIND_AND_WORDS = re.compile(r"\b(?:ke hoach|quyet dinh|quy che|du thao)((?: [a-z]+){2,6})")


def named_documents(text: str, documents: Sequence[Document]) -> tuple[str, ...]:
    """Ids of the documents whose number, or its digits beside the kind, stands in the text.

    In the order of the text. A draft without a number is named by "dự thảo".
    """
    folded = " ".join(fold(text).split())
    found = [
        (match.start(), document.id)
        for document in documents
        if (match := re.search(mention_pattern(document), folded))
    ]
    return tuple(document_id for _, document_id in sorted(found))


def titled_documents(text: str, documents: Sequence[Document]) -> dict[str, str]:
    """Ids of the documents that are named by words that stand in no other title, each with them.

    ``kế hoạch về đội ngũ trí thức`` names a plan when its title alone has ``đội ngũ``.
    """
    titles = {document.id: set(pairwise(syllables(document.title))) for document in documents}
    places = {fold(place) for document in documents if (place := place_of(document))}
    folded = re.sub("|".join([r"thanh pho|tp", *map(re.escape, sorted(places))]), "|", fold(text))
    found: dict[str, str] = {}
    for match in _KIND_AND_WORDS.finditer(folded):
        for pair in pairwise(match.group(1).split()):
            owners = [one for one, pairs in titles.items() if pair in pairs]
            if len(owners) == 1:
                end = match.group().index(" ".join(pair)) + len(" ".join(pair))
                found[owners[0]] = match.group()[:end]
    return found


def mention_pattern(document: Document) -> str:
    """A regular expression for what names a document in a folded text."""
    if document.number:
        return _number_pattern(document.number, document.kind)
    return r"\bdu thao\b" if document.legal_status is LegalStatus.DRAFT else r"(?!)"


def _number_pattern(number: str, kind: str | None) -> str:
    """The whole number with any blanks, or its digits right after what it is."""
    digits, slash, rest = fold(number).partition("/")
    letters = r"\s*".join(re.escape(letter) for letter in rest.replace(" ", ""))
    named = "|".join(["kh", "qd", "van ban", re.escape(fold(kind or "van ban"))])
    whole = rf"(?:\b(?:{named})\s+(?:so\s+)?)?\b0*{re.escape(digits.strip())}\s*{slash}\s*{letters}"
    return rf"{whole}|\b(?:{named})\s+(?:so\s+)?0*{re.escape(digits.strip())}\b(?![/-])"


def named_places(
    text: str, documents: Sequence[Document]
) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The places whose authorities issued documents and that the text names, in its order.

    Each with what the text calls it, and the ids of the documents.
    """
    folded = fold_in_place(text)
    issued: dict[str, list[str]] = {}
    for document in documents:
        if place := place_of(document):
            issued.setdefault(place, []).append(document.id)
    found = []
    for place, ids in issued.items():
        if match := place_pattern(fold(place)).search(folded):
            mention = text[match.start() : match.end()]
            found.append((match.start(), place, (mention, tuple(sorted(ids)))))
    return {place: named for _, place, named in sorted(found)}


def mentions_number(key: str, text: str) -> bool:
    """Whether a text has a document number, which may be known by its digits alone."""
    folded = number_key(text)
    return bool(re.search(rf"(?<!\d){key}[-/]", folded)) if key.isdigit() else key in folded


def number_key(number: str) -> str:
    """A document number for comparison: folded, without blanks."""
    return "".join(fold(number).split())
