"""Documents that a question names by what they are: their kind with their place or their matter.

``kế hoạch của TP.HCM``, ``quy chế phối hợp của Hà Nội``, ``bản dự thảo về trí thức``. Questions
are read folded, so those typed plainly are understood the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from retriever.asking import blanked
from retriever.places import place_of, place_pattern, places_in
from retriever.types import Document, LegalStatus, fold, fold_in_place
from service.agencies import names_in
from service.mentions import KINDS, NUMBERED, enclosed_kind, mention_pattern
from service.wording import PLAIN_FUNCTION_WORDS

_KIND = re.compile(rf"\b(?:{KINDS})\b")
_SYLLABLE = re.compile(r"[a-z]\w*(?:[-&]\w+)*")
_AGAIN = re.compile(rf"\b({KINDS}) (?:nay|do|ay|tren|noi tren|neu tren)\b")
_LEADING_TO = re.compile(
    r"\b(?:thuc hien|trien khai|can cu|theo|cu the hoa|thay the|sua doi|huong dan)"
    r"(?: tai| vao)?\s+$"
)


def _any_of(phrases: str) -> str:
    """A regular expression for any of the phrases between bars, the longest first."""
    listed = {" ".join(phrase.split()) for phrase in phrases.split("|")}
    return "|".join(sorted(listed, key=lambda phrase: (-len(phrase), phrase)))


_ASKING = re.compile(
    r"\b(?:"
    + _any_of(
        f"""{KINDS} | ban | so hieu | ky hieu | mang so | mang so hieu | so may | so bao nhieu
        | ban hanh | ngay | thang | nam | hieu luc | thi hanh | ke tu | bao gio | luc nao
        | thoi gian | thoi diem | nguoi | dong chi | co quan | don vi | cap | noi | chuc vu | ten
        | ten goi | day du | chinh thuc | trich yeu | van de | noi dung | viec | cai | chuyen
        | linh vuc | loai | hinh thuc | thuoc | xep | xep vo
        | xep vao | muc dich | pham vi | dieu chinh | doi tuong
        | tuan theo | tuan thu | chap hanh | kem | lam ra | ra doi | soan | viet | cu the hoa
        | ap dung | lam gi | nham | kem theo | thay the | thay cho | bai bo | can cu | phap ly
        | co so | thong qua | phe duyet | trien khai | thuc hien | dieu | du kien | hien | moi | con
        | chua | da | se | dang | mang | noi nhan | ky | thanh pho | tinh | tp | uy ban
        | uy ban nhan dan | hoi dong | hoi dong nhan dan | ubnd | hdnd | thanh uy | tinh uy
        | chinh phu | thu tuong | bo chinh tri | trung uong | quoc hoi | chinh quyen | cho hoi
        | cho toi hoi | cho em hoi | cho biet | xin | vui long | anh | chi | em | toi | minh
        | chung toi | oi | lan luot | vay | nhi | day | a | ha | nhe | nha"""
    )
    + r")\b"
)
"""What asks for a fact about a document, or says whose and of what sort the document is."""
_SHARE = 0.5
"""A document of the place is meant if its title has this share of what is said of it."""
_TELLING = 2
"""Without a place, its title has all that is said of it, at least so many syllables."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A question, folded, with blanks for whatever names a document by number, a place, an agency.

    ``numbers`` are the spans of the numbers, each with the kind before it.
    """

    masked: str
    numbers: tuple[tuple[int, int], ...] = ()
    abroad: tuple[str, ...] = ()
    """The provinces that it names and that issued nothing here, folded."""
    referring: str = ""
    """The part that speaks of a numbered document again, if any: ``nghị quyết này quy định gì``."""

    def told_first(self, text: str) -> str:
        """What the question says of the numbered document before it speaks of it again."""
        return text[: len(text) - len(self.referring)].strip(" .,;:") if self.referring else ""

    @property
    def beside(self) -> tuple[str, ...]:
        """The syllables that say more than which fact about which sort of document is asked."""
        words = _SYLLABLE.findall(_ASKING.sub(" ", self.referring or self.masked))
        return tuple(dict.fromkeys(word for word in words if word not in PLAIN_FUNCTION_WORDS))

    @property
    def fronted(self) -> tuple[str, ...]:
        """Those of them that come before any document is named."""
        kind = _KIND.search(self.masked)
        places = [start for start, _ in self.numbers] + ([kind.start()] if kind else [])
        return Wording(self.masked[: min(places, default=len(self.masked))]).beside

    @property
    def is_of_a_number(self) -> bool:
        """Whether the question is about a document that it numbers.

        It is not if it describes one first, or one that carries out, replaces or rests on the
        numbered one.
        """
        kind = _KIND.search(self.masked)
        if not self.numbers or kind is None or self.referring:
            return bool(self.numbers)
        start, _ = self.numbers[0]
        return start < kind.start() and not _LEADING_TO.search(self.masked[:start])


def wording_of(text: str, documents: Sequence[Document]) -> Wording:
    """How a question reads without what it names."""
    folded = fold_in_place(text)
    numbers = [match.span() for match in NUMBERED.finditer(folded)]
    spans = numbers + [_without_kind(folded, name.start, name.end) for name in names_in(text)]
    for document in documents:
        if document.number:
            spans += [match.span() for match in re.finditer(mention_pattern(document), folded)]
        if place := place_of(document):
            spans += [match.span() for match in place_pattern(fold(place)).finditer(folded)]
    masked = folded
    for start, end in spans:
        masked = blanked(masked, start, end)
    numbered = {folded[start:end].split()[0] for start, end in numbers}
    back = next((m for m in _AGAIN.finditer(masked) if m.group(1).split()[0] in numbered), None)
    back_part = masked[back.start() :] if back else ""
    return Wording(masked, tuple(numbers), _abroad(text, documents), back_part)


def _abroad(text: str, documents: Sequence[Document]) -> tuple[str, ...]:
    """The provinces that a text names and whose authorities issued none of the documents."""
    home = [place_pattern(fold(place)) for one in documents if (place := place_of(one))]
    return tuple(name for name in places_in(text) if not any(own.search(name) for own in home))


def of_none(wording: Wording, places: Sequence[str], documents: Sequence[Document]) -> bool:
    """Whether a question describes a document by its kind, but none of these.

    It is about another province, none of the place is of the kind, or nothing of the matter
    stands in a title.
    """
    if not _KIND.search(wording.masked):
        return False
    at_home = [document for document in documents if document.id in places]
    if wording.abroad or (
        at_home and not any(_of_kind(document, wording.masked) for document in at_home)
    ):
        return True
    words = wording.beside
    return bool(words) and not any(_told(words, document) for document in documents)


def _told(words: Sequence[str], document: Document) -> int:
    """How many of the words a document's title has, two that follow each other in both."""
    titled = _SYLLABLE.findall(fold(document.title))
    together = set(pairwise(titled))
    short = {fold(abbreviation) for abbreviation in document.abbreviations} & set(words)
    if len(words) == 1:
        return int(words[0] in titled or bool(short))
    pairs = [pair for pair in pairwise(words) if pair in together]
    return len({word for pair in pairs for word in pair} | short)


def _without_kind(folded: str, start: int, end: int) -> tuple[int, int]:
    """The span of an agency's name, which a kind of document after it may seem to continue."""
    kinds = (kind for kind in _KIND.finditer(folded, start) if kind.start() < end < kind.end())
    return start, next((kind.start() for kind in kinds), end)


def about_nothing_else(wording: Wording, documents: Sequence[Document]) -> bool:
    """Whether a question speaks only of these documents, in words of their titles if in any."""
    titles = {word for document in documents for word in _known(document)}
    return set(wording.beside) <= titles and (bool(wording.referring) or not wording.fronted)


def _known(document: Document) -> set[str]:
    """The syllables of a document's title, and its abbreviations."""
    short = {fold(abbreviation) for abbreviation in document.abbreviations}
    return short | set(_SYLLABLE.findall(fold(document.title)))


def described_documents(
    wording: Wording, places: Sequence[str], strangers: Iterable[str], documents: Sequence[Document]
) -> tuple[str, ...]:
    """Ids of the documents that a question may mean by their kind, place and matter.

    Args:
        wording: the words of the question.
        places: ids of the documents of the place that it names; empty if it names none.
        strangers: keys of the numbers of other documents that it mentions.
        documents: the corpus.
    """
    if wording.abroad:
        return ()
    words = wording.beside
    fitting: dict[str, tuple[int, float]] = {}
    for document in documents:
        told = _told(words, document)
        fits = document.id in places if places else told >= max(_TELLING, len(words))
        if fits and told >= _SHARE * len(words) and _of_kind(document, wording.masked):
            compact = "".join(fold(document.title).split())
            fitting[document.id] = (sum(number in compact for number in strangers), told)
    best = max(fitting.values(), default=None)
    return tuple(sorted(one for one, how_well in fitting.items() if how_well == best))


def names_kind(wording: Wording) -> bool:
    """Whether a question speaks of a document, by whatever kind of it."""
    return bool(_KIND.search(wording.masked)) or not wording.beside


def _of_kind(document: Document, folded: str) -> bool:
    """Whether a question speaks of such a document."""
    called = set(_KIND.findall(folded))
    if "du thao" in called:
        return document.legal_status is LegalStatus.DRAFT
    kinds = {fold(document.kind or ""), enclosed_kind(document), "van ban"}
    return bool(called & kinds)
