"""What an agency has to do: the clauses that are headed by its name."""

from __future__ import annotations

import re
from dataclasses import replace

from retriever.types import Filters, Retriever, fold
from service.agencies import form_named, spelt_out
from service.asked import Asked
from service.evidence import Support, support
from service.headings import heads, own_names
from service.mentions import NUMBERED
from service.references import follow
from service.wording import content_terms

_WHAT = r"(?:gi|nao|ra sao|the nao)"
_DUTIES = r"(?:nhiem vu|trach nhiem|quyen han|cong viec|viec)"
_ASKED = re.compile(
    rf"\b(?:co |duoc (?:giao|phan cong) |phai |chiu |dam nhan |thuc hien |lam )*(?:nhung |cac )?"
    rf"{_DUTIES}(?:(?: va|,) {_DUTIES})*(?: cu the)?(?: (?:la|nhu))? {_WHAT}\b"
    rf"|\b(?:phai |can |duoc giao )?lam (?:nhung )?gi\b|\bduoc giao (?:nhung )?gi\b"
)
_BESIDE = re.compile(
    r"\b(?:trong|theo|tai|cua|o)? ?(?:viec )?(?:thuc hien |trien khai )?"
    r"(?:ke hoach|quyet dinh|quy che|du thao|van ban)(?: so)?(?: nay)?\b"
    r"|\b(?:thanh pho|tp|tinh)\b"
)
"""Where the duties are laid down, and whose agency it is."""


def duties(asked: Asked, retriever: Retriever, count: int, filters: Filters) -> list[Support]:
    """The clauses headed by the agency whose duties are asked for, by document, in its order.

    What the first of them refers to comes with it.
    Empty when the question asks about a matter as well, or when no heading names the agency.
    """
    if not _ASKED.search(fold(asked.text)):
        return []
    within = asked.named or asked.home
    if within:
        filters = replace(filters, document_ids=within)
    documents = retriever.documents()
    question = spelt_out(NUMBERED.sub(" ", fold(asked.text)), documents)
    headed = []
    for hit in retriever.search(asked.text, count, filters=filters):
        item = support(retriever, hit.ref, 1.0)
        names = [*own_names(replace(item, ancestors=())), *heads(item.clause)]
        form = form_named(names, question, documents)
        if form and not _else_asked(asked, question.replace(form, " ")):
            headed.append(item)
    best = {item.document.id: at for at, item in reversed(list(enumerate(headed)))}
    ordered = sorted(headed, key=lambda item: (best[item.document.id], item.clause.start))
    return follow(ordered, retriever)


def _else_asked(asked: Asked, rest: str) -> bool:
    """Whether the question has content beside its agency and the documents."""
    for said in asked.mentions.values():
        rest = rest.replace(f" {fold(said)} ", " ")
    return bool(content_terms(_BESIDE.sub(" ", _ASKED.sub(" ", rest))))
