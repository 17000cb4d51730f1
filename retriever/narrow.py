"""Which documents a search may look at: filters, and what the question says of documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from indexer.segment import fold, fold_in_place
from indexer.types import Document, LegalStatus
from retriever.address import Address, of_another
from retriever.places import districts, place_of, place_pattern, places_in
from retriever.types import Filters

Mask = npt.NDArray[np.bool_]

_NUMBER = re.compile(
    r"\b\d+[a-z]?(?:/\d{4})?\s*[-–/]\s*[a-z][a-z\d]*(?:\s*[-–/&]\s*[a-z][a-z\d]*)*"
)
_KINDS = (
    "ke hoach|kh|quyet dinh|qd|nghi quyet|nq|nghi dinh|nd|thong tu|tt|chi thi|ct|cong van|cv"
    "|thong bao|tb|chuong trinh|ctr|luat|van ban"
)
_KIND = re.compile(r"\b(?:ke hoach|quyet dinh|nghi quyet|nghi dinh|thong tu|quy che)\b")
_KIND_AND_NUMBER = re.compile(rf"\b(?:{_KINDS})\s+(?:so\s+)?(\d+)\b(?!\s*[-–/]\s*[a-z\d])")
_LONE_NUMBER = re.compile(r"(?<![\d/.,-])(\d{4,})\b(?![/.,-]\d|\s*[-/]\s*[a-z])")
_YEARS = range(1900, 2101)


def comparable(text: str) -> str:
    """How numbers and issuers are compared: without case, diacritics and blanks."""
    return re.sub(r"\s+", "", fold(text)).replace("–", "-")


class Catalogue:
    """What is known of each document of an index, in the order of its rows."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = documents
        self._numbers = [comparable(document.number or "") for document in documents]
        self._places = [fold(place_of(document)) for document in documents]
        self.districts = districts(self._places)
        """Of the places that the documents are from, without case and diacritics."""

    def allowed(self, filters: Filters) -> Mask:
        """The documents that a filter lets through."""
        ids = set(filters.document_ids)
        numbers = set(map(comparable, filters.numbers))
        issuers = set(map(comparable, filters.issuers))
        return _mask(
            (not ids or document.id in ids)
            and (not numbers or number in numbers)
            and (not issuers or comparable(document.issuer or "") in issuers)
            and _in_time(document, filters.as_of)
            and (filters.include_drafts or document.legal_status is not LegalStatus.DRAFT)
            for document, number in zip(self._documents, self._numbers, strict=True)
        )

    def named(self, question: str) -> tuple[Mask | None, list[tuple[int, int]]]:
        """The documents whose number the question names, and the spans that name them.

        ``None`` if it names none of the documents that are here.

        ``4354/KH-UBND``, ``4354 / kh-ubnd``, ``KH 4354``, ``Kế hoạch số 4354`` and a lone
        ``4354`` (four digits or more, not a year) name the same plan.
        """
        spans = []
        found = np.zeros(len(self._numbers), dtype=np.bool_)
        for name, span in _numbers_in(question):
            matching = _mask(
                number == name or number.startswith(f"{name}/") for number in self._numbers
            )
            if matching.any():
                found |= matching
                spans.append(span)
        return (found if spans else None), spans

    def is_of_another(self, address: Address) -> bool:
        """Whether the address is one in a law or a document that is not here."""
        return of_another(address, self._documents)

    def kinds(self, question: str) -> list[tuple[int, int]]:
        """The places where the question says what kind of document it means, if there is one."""
        titles = " ".join(fold(f"{document.kind} {document.title}") for document in self._documents)
        found = _KIND.finditer(fold_in_place(question))
        return [match.span() for match in found if match[0] in titles]

    def of_place(self, question: str) -> tuple[Mask | None, list[tuple[int, int]]]:
        """The documents of the places that the question names, and the spans that name them.

        ``None`` when no document, or every one, is of such a place.
        """
        text = fold_in_place(question)
        found = np.zeros(len(self._places), dtype=np.bool_)
        spans = []
        for place in dict.fromkeys(filter(None, self._places)):
            if named := [match.span() for match in place_pattern(place).finditer(text)]:
                found |= _mask(other == place for other in self._places)
                spans.extend(named)
        return (found, spans) if found.any() and not found.all() else (None, [])

    def strange_places(self, question: str) -> list[str]:
        """Terms of the places that the question names and no document is from."""
        strange = (place for place in places_in(question) if place not in self._places)
        return [term for place in strange for term in _terms(place)]


def _terms(name: str) -> list[str]:
    """The pairs of neighbouring syllables of a name, or its only one."""
    parts = re.findall(r"\w+", name)
    return [" ".join(pair) for pair in pairwise(parts)] or parts


def _numbers_in(question: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Document numbers, whole or only their first part, with their places."""
    text = fold_in_place(question)
    for match in _NUMBER.finditer(text):
        yield comparable(match.group()), match.span()
    for match in _KIND_AND_NUMBER.finditer(text):
        yield match[1], match.span()
    for match in _LONE_NUMBER.finditer(text):
        if int(match[1]) not in _YEARS:
            yield match[1], match.span()


def _in_time(document: Document, as_of: date | None) -> bool:
    """Issued by then; a draft has no date and stays."""
    if as_of is None or document.legal_status is LegalStatus.DRAFT:
        return True
    return document.issued_on is not None and document.issued_on <= as_of


def _mask(chosen: Iterable[bool]) -> Mask:
    return np.fromiter(chosen, dtype=np.bool_)
