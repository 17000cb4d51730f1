"""Which documents and places a question names, by number, by title or by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from retriever.asking import blanked
from retriever.places import place_of, place_pattern
from retriever.types import Document, LegalStatus, fold, fold_in_place, is_plain
from service.agencies import names_in
from service.wording import content_terms

KINDS = (
    r"ke hoach|quyet dinh|quy che|quy dinh|nghi quyet|nghi dinh|thong tu|chi thi|chuong trinh"
    r"|de an|to trinh|cong van|luat|van ban|du thao"
)
NUMBERED = re.compile(
    rf"(?:\b(?:{KINDS}|nq|qd|kh|nd|tt|ct)(?: hanh dong)?\s+(?:so\s+)?)?"
    r"\b\d{1,5}(?:/\d{4})?\s*[-–/]\s*[a-z][\w&]*(?:\s*[-–/]\s*[a-z][\w&]*)*"
    r"|\b(?:nghi quyet|quyet dinh|(?:ke hoach|chuong trinh)(?: hanh dong)?|quy che|nghi dinh|nq|qd"
    r"|kh)\s+(?:so\s+)?\d{2,5}\b"
)
_ALONE = re.compile(r"(?!(?:19|20)\d\d$)\d{4,}")
"""The digits of a number that name a document without its kind; a year does not."""
_WORD = re.compile(r"\w+")
_KIND_AND_WORDS = re.compile(
    r"(?<!\bso )\b(?:ke hoach|quyet dinh|quy che|du thao)((?: [a-z]+){2,6})"
)
_DRAFT = (
    r"(?<!soan )(?<!gop y )(?<!xay dung )(?<!tham dinh )(?<!trinh )\bdu thao\b"
    r"(?! (?:van ban|nghi quyet|quyet dinh|nghi dinh|thong tu|luat|to trinh|bao cao)\b)"
)
"""A draft that is spoken of, not one of another kind, nor one that somebody is to write."""
_SPOKEN_OF = re.compile(
    r"(?<!ban hanh )(?<!xay dung )(?<!soan thao )(?<!hoan thien )\b(quy che|dieu le)\b"
)
_BESIDE = re.compile(
    r"\b(?:ban hanh|kem theo|thanh pho|tp|tinh|anh|chi|em|ad|minh|a|oi|nhe|nha|nhi|voi"
    r"|giup|gium|vui long|lam on)\b"
)
_ENCLOSED = re.compile(
    r"\b(?:ve|ban hanh)(?: viec ban hanh)? (quy che|quy dinh|dieu le|quy trinh)\b"
)


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


def numbers_called(text: str, documents: Iterable[Document]) -> dict[str, str]:
    """What a text calls each of the documents that it names by number, or as a draft."""
    folded = fold_in_place(text)
    matches = ((one.id, re.search(mention_pattern(one), folded)) for one in documents)
    return {one: text[match.start() : match.end()] for one, match in matches if match}


def titled_documents(text: str, documents: Sequence[Document]) -> dict[str, str]:
    """Ids of the documents that are named by words that stand in no other title, each with them.

    ``kế hoạch về đội ngũ trí thức`` names a plan when its title alone has ``đội ngũ``. Words are
    compared with their diacritics if the question has any: ``chủ trì thực hiện`` is not
    ``trí thức``.
    """
    spelt = fold if is_plain(text) else str.lower
    titles = {
        document.id: set(pairwise(_WORD.findall(spelt(document.title)))) for document in documents
    }
    masked, folded = _without_names(text, documents), fold_in_place(text)
    found: dict[str, str] = {}
    for match in _KIND_AND_WORDS.finditer(masked):
        words = list(_WORD.finditer(text, *match.span(1)))
        for first, second in pairwise(words):
            pair = (spelt(first.group()), spelt(second.group()))
            owners = [one for one, pairs in titles.items() if pair in pairs]
            if len(owners) == 1:
                found[owners[0]] = folded[match.start() : second.end()]
    return found


def _without_names(text: str, documents: Sequence[Document]) -> str:
    """The text, folded in place, with bars for places of documents, agencies and numbers."""
    folded = fold_in_place(text)
    places = sorted({fold(place) for document in documents if (place := place_of(document))})
    pattern = re.compile("|".join([r"thanh pho|\btp\b", *map(re.escape, places)]))
    spans = [match.span() for found in (pattern, NUMBERED) for match in found.finditer(folded)]
    for start, end in [*spans, *((name.start, name.end) for name in names_in(text))]:
        folded = blanked(folded, start, end, "|")
    return folded


def enclosed_kind(document: Document) -> str:
    """What a document encloses by its title, folded: ``quy che``; empty when it says nothing."""
    found = _ENCLOSED.search(fold(document.title))
    return found.group(1) if found else ""


def terms_beside(folded: str, said: Iterable[str], documents: Iterable[Document]) -> list[str]:
    """The content of a folded question beside what names these documents, and courtesy.

    ``said`` is what else the question calls them. Words of a title name its document right after
    what it is: ``quy che phoi hop lien nganh``.
    """
    for document in documents:
        title = "|".join(map(re.escape, _WORD.findall(fold(document.title))))
        kinds = [fold(document.kind or ""), enclosed_kind(document), "van ban", "tai lieu"]
        called = "|".join(re.escape(kind) for kind in kinds if kind)
        folded = re.sub(mention_pattern(document), " ", folded)
        folded = re.sub(rf"\b(?:{called})\b(?: (?:{title})\b)*", " ", folded)
    for name in said:
        folded = folded.replace(fold(name), " ")
    return content_terms(_BESIDE.sub(" ", folded))


def documents_enclosing(text: str, documents: Sequence[Document]) -> tuple[str, ...]:
    """The id of the document that encloses the regulation a text speaks of, if only one does.

    Not of one that is yet to be made: ``ban hành quy chế``.
    """
    spoken = {match.group(1) for match in _SPOKEN_OF.finditer(fold(text))}
    found = tuple(document.id for document in documents if enclosed_kind(document) in spoken)
    return found if len(found) == 1 else ()


def mention_pattern(document: Document) -> str:
    """A regular expression for what names a document in a folded text."""
    if document.number:
        kinds = (document.kind or "", enclosed_kind(document))
        return _number_pattern(document.number, [kind for kind in kinds if kind])
    return _DRAFT if document.legal_status is LegalStatus.DRAFT else r"(?!)"


def _number_pattern(number: str, kinds: Sequence[str]) -> str:
    """The whole number with any blanks, or its digits right after what it is."""
    digits, slash, rest = fold(number).partition("/")
    letters = r"\s*".join(re.escape(letter) for letter in rest.replace(" ", ""))
    named = "|".join(["kh", "qd", "van ban", *(re.escape(fold(kind)) for kind in kinds)])
    whole = rf"(?:\b(?:{named})\s+(?:so\s+)?)?\b0*{re.escape(digits.strip())}\s*{slash}\s*{letters}"
    short = re.escape(digits.strip())
    year = re.match(r"\d{4}(?=/)", rest)
    dated = rf"(?:/{year[0]})?" if year else ""
    alone = rf"|(?<![\d/.,-])\b{short}\b(?![/.,-]?\w)" if _ALONE.fullmatch(digits.strip()) else ""
    return rf"{whole}|\b(?:{named})\s+(?:so\s+)?0*{short}{dated}\b(?![/-]){alone}"


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
