"""What a document or one of its clauses consists of: the headings printed in it, in order."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from retriever.address import Address, is_at
from retriever.addressing import find_addresses
from retriever.asking import blanked
from retriever.types import Clause, Document, Filters, Level, Retriever, fold, fold_in_place
from service.asked import Asked
from service.compose import Statement, Told
from service.evidence import support
from service.headings import is_lost
from service.mentions import enclosed_kind, terms_beside
from service.naming import clause_address, document_address, lost_note
from service.quoting import displayed, heading_quote
from service.wording import NUMBERINGS

_HEADED = {
    "dieu": {Level.ARTICLE},
    "chuong": {Level.CHAPTER},
    "muc": {Level.PART, Level.SECTION, Level.SUBSECTION},
}
_LEVELS = {**_HEADED, "khoan": {Level.PARAGRAPH}, "diem": {Level.POINT}}
_COUNTED = re.compile(
    r"\b(?:(?:co|bao|gom|chia|thanh|lam) )*(?:tat ca |tong cong )?(?:may|bao nhieu)"
    rf" (?:{'|'.join(_LEVELS)})\b"
)
_UNIT = rf"(?:{'|'.join(_HEADED)})"
_LISTED = re.compile(
    r"\b(?:bao gom|gom|co|chia (?:thanh|lam))(?: co)?(?: nhung| cac)?"
    rf" (?:{_UNIT}|phan|(?:nhom )?noi dung)(?: (?:lon|chinh|chu yeu|co ban))? (?:nao|gi)\b"
    r"|\b(?:bao gom|gom)(?: co)? (?:nhung )?gi\b"
    rf"|\b(?:liet ke|ke ten|neu)(?: ten)?(?: nhung| cac)? {_UNIT}\b"
    r"|\b(?:tom tat|tom luoc|khai quat)(?:(?: nhung| cac)? noi dung)?(?: chinh)?\b"
    r"|\b(?:noi dung (?:chinh|chu yeu|co ban)|bo cuc|cau truc|ket cau|muc luc)\b"
)
_UNIT_SAID = re.compile(rf"\b(?:{'|'.join(_LEVELS)})\b(?! luc)")
_AT_ONE_ADDRESS = 20
"""So many clauses are looked through for those at an address; they come first."""


class _Whole(NamedTuple):
    """What is asked about: a document, the text that it encloses, or a clause of either."""

    document: Document
    name: str
    parts: Sequence[Clause]
    clause: Clause | None = None

    @property
    def note(self) -> str:
        return lost_note(self.clause) if self.clause and is_lost(self.clause) else ""


def contents(asked: Asked, retriever: Retriever, filters: Filters, limit: int) -> Told | None:
    """The headings of what a question asks to list or to sum up, or how many parts there are.

    ``None`` when the question asks something else as well, when more than one document or clause
    can be meant, and when parts are to be counted that are not all printed.

    Args:
        asked: the question.
        retriever: where the clauses are.
        filters: the documents that may be searched.
        limit: headings are quoted up to this many characters, but at least a sentence.
    """
    text = " ".join(asked.text.split())
    folded = fold_in_place(text)
    counted = _COUNTED.search(folded)
    found = counted or _LISTED.search(folded)
    addresses = find_addresses(text)
    if not found or len(addresses) > 1 or asked.strangers or asked.bare:
        return None
    whole = _whole(asked, folded, addresses, retriever, filters)
    rest = folded
    for start, end in [found.span(), *(span for one in addresses for span in one.spans)]:
        rest = blanked(rest, start, end)
    if whole is None or terms_beside(rest, asked.mentions.values(), [whole.document]):
        return None
    unit = _UNIT_SAID.search(found.group())
    levels = _LEVELS[unit.group()] if unit else frozenset[Level]().union(*_HEADED.values())
    items = list(_outermost(whole.parts, levels, retriever))
    if not items or (counted and not _all_printed(items)):
        return None
    nouns = {_noun(item) for item in items}
    noun = nouns.pop() if len(nouns) == 1 else "phần"
    statements = _counted(whole, items, noun) if counted else _listed(whole, items, noun, limit)
    cited = dict.fromkeys(ref for statement in statements for ref in statement.refs)
    supports = tuple(support(retriever, ref, 1.0) for ref in cited)
    return Told(statements, supports, noun)


def _whole(
    asked: Asked,
    folded: str,
    addresses: Sequence[Address],
    retriever: Retriever,
    filters: Filters,
) -> _Whole | None:
    """The only document or clause that a question can be about."""
    about = asked.named or asked.home
    documents = [one for one in retriever.documents(filters) if not about or one.id in about]
    if addresses and documents:
        ids = tuple(document.id for document in documents)
        clauses = _at(addresses[0], retriever, replace(filters, document_ids=ids))
        if len(clauses) != 1:
            return None
        document = retriever.document(clauses[0].ref.document_id)
        inside = retriever.children(clauses[0].ref)
        return _Whole(document, clause_address(clauses[0], document), inside, clauses[0])
    if len(documents) != 1:
        return None
    enclosed = enclosed_kind(documents[0])
    component = enclosed if re.search(rf"\b{enclosed}\b", folded) else ""
    roots = retriever.roots(documents[0].id)
    parts = [clause for clause in roots if fold(clause.component) == component]
    name = document_address(documents[0], parts[0].component if parts else "")
    return _Whole(documents[0], name, parts)


def _at(address: Address, retriever: Retriever, filters: Filters) -> list[Clause]:
    """The clauses that an address may name, without those inside of them."""
    question = f"{address.name} của {address.kind}" if address.kind else address.name
    hits = retriever.search(question, _AT_ONE_ADDRESS, filters=filters)
    clauses = [retriever.clause(hit.ref) for hit in hits if is_at(address, hit.ref.path)]
    return [one for one in clauses if not (one.parent and is_at(address, one.parent))]


def _outermost(
    clauses: Sequence[Clause], levels: Collection[Level], retriever: Retriever
) -> Iterator[Clause]:
    for clause in clauses:
        if clause.level in levels:
            yield clause
        elif clause.lead < len(clause.text):
            yield from _outermost(retriever.children(clause.ref), levels, retriever)


def _all_printed(items: Sequence[Clause]) -> bool:
    """Whether the numbers of the items run from the first on and none was lost."""
    numbers = [item.label.rpartition(" ")[2].rpartition(".")[2] for item in items]
    figures = [str(at + 1) for at in range(len(items))]
    in_order = any(numbers == [*order[: len(items)]] for order in (figures, *NUMBERINGS))
    return in_order and not any(map(is_lost, items))


def _noun(item: Clause) -> str:
    """``khoản`` of ``Điều 8, khoản 1``."""
    return _own_label(item).partition(" ")[0].lower()


def _own_label(item: Clause) -> str:
    """``khoản 1`` of ``Điều 8, khoản 1``."""
    return item.label.rpartition(", ")[2]


def _counted(whole: _Whole, items: Sequence[Clause], noun: str) -> tuple[Statement, ...]:
    """The last number with the sum, which no clause says: it is a remark."""
    text = f"{whole.name} có các {noun} đánh số liên tục đến {_own_label(items[-1])}"
    return (Statement(text, (items[-1].ref,), (), f" ({len(items)} {noun}){whole.note}"),)


def _listed(whole: _Whole, items: Sequence[Clause], noun: str, limit: int) -> tuple[Statement, ...]:
    first, *others = (_line(item, limit) for item in items)
    text = f"Theo bản nguồn, {whole.name} gồm các {noun} sau: {first.text}"
    return replace(first, text=text, note=first.note + whole.note), *others


def _line(item: Clause, limit: int) -> Statement:
    """``Điều 7: “Sở Khoa học và Công nghệ”``; of a lost heading what comes after it."""
    quote, cut = heading_quote(item, limit)
    lost = is_lost(item)
    label = f"{item.label}, mở đầu" if lost else f"{item.label} (trích)" if cut else item.label
    text = f"{label}: “{displayed(quote.text)}”"
    return Statement(text, (item.ref,), (quote,), lost_note(item) if lost else "")
