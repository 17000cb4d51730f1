"""What the documents of one collection say about each other: which is meant, which is replaced."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from indexer.types import Document, LegalStatus, ReferenceType

_DASHES = re.compile(r"[–—]")


@dataclass(frozen=True, slots=True)
class Mention:
    """One reference to another document; ``place`` counts the references of its document."""

    place: int
    number: str
    issued_on: date | None
    replaces: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """What has to be known of a document to link it with others."""

    id: str
    number: str
    issued_on: date | None
    issuer: str | None
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Links:
    """The documents that one's references mean, by their places, and whether it is replaced."""

    targets: tuple[tuple[int, str], ...] = ()
    replaced: bool = False


def entry_of(document: Document) -> Entry:
    """``document`` with its mentions of others; a draft replaces nothing yet."""
    draft = document.legal_status is LegalStatus.DRAFT
    mentions = tuple(
        Mention(
            place,
            _number(reference.number),
            reference.issued_on,
            reference.type is ReferenceType.REPLACES and not draft,
        )
        for place, reference in enumerate(document.references)
        if reference.number
    )
    number = _number(document.number or "")
    return Entry(document.id, number, document.issued_on, document.issuer, mentions)


def linked(entries: Sequence[Entry]) -> list[Links]:
    """The links of each document of a collection, in the order given."""
    numbered: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.number:
            numbered[entry.number].append(entry)
    replaced: set[str] = set()
    targets: list[tuple[tuple[int, str], ...]] = []
    for entry in entries:
        meant = [
            (mention, found)
            for mention in entry.mentions
            if (found := _meant(mention, entry, numbered.get(mention.number, ())))
        ]
        for mention, found in meant:
            if mention.replaces:
                replaced.update(found)
        targets.append(tuple((mention.place, found[0]) for mention, found in meant))
    return [
        Links(found, entry.id in replaced) for entry, found in zip(entries, targets, strict=True)
    ]


def with_links(document: Document, links: Links) -> Document:
    """``document`` with the ids of those that it refers to, and told replaced if it is."""
    targets = dict(links.targets)
    references = tuple(
        replace(reference, document_id=targets[place]) if place in targets else reference
        for place, reference in enumerate(document.references)
    )
    status = LegalStatus.REPLACED if links.replaced else document.legal_status
    return replace(document, references=references, legal_status=status)


def _meant(mention: Mention, origin: Entry, candidates: Iterable[Entry]) -> list[str]:
    """The ids of the versions of the only document that a mention fits; none if several do.

    Every province has a number 15/KH-UBND every year: without its date such a number is one of
    the issuer's own.
    """
    fitting = [entry for entry in candidates if entry.id != origin.id and _fits(mention, entry)]
    own = [entry for entry in fitting if entry.issuer == origin.issuer]
    chosen = fitting if _are_one(fitting) and _is_unique(mention) else own
    return [entry.id for entry in chosen] if _are_one(chosen) else []


def _are_one(entries: Sequence[Entry]) -> bool:
    """Whether these, of the same number, are one document or versions of one."""
    makers = {(entry.issuer, entry.issued_on) for entry in entries}
    return len(entries) == 1 or (len(makers) == 1 and None not in next(iter(makers)))


def _fits(mention: Mention, entry: Entry) -> bool:
    days = mention.issued_on, entry.issued_on
    return None in days or days[0] == days[1]


def _is_unique(mention: Mention) -> bool:
    return mention.issued_on is not None or re.search(r"/\d{4}/", mention.number) is not None


def _number(number: str) -> str:
    return _DASHES.sub("-", number).upper()
