"""What a refusal says: that nothing was found, and what the question names that is not here."""

from __future__ import annotations

from dataclasses import replace

from retriever.address import Address, of_another
from retriever.addressing import find_address
from retriever.types import Filters, Retriever
from service.asked import DOCUMENT_NUMBER, Asked
from service.mentions import number_key
from service.naming import document_name

NOTHING = "Không tìm thấy điều khoản nào trong các văn bản hiện có trả lời được câu hỏi này."


def refusal(asked: Asked, retriever: Retriever, filters: Filters) -> str:
    """What to say to a question that was refused, with the reason where one is known."""
    return f"{NOTHING} {_reason(asked, retriever, filters)}".rstrip()


def _reason(asked: Asked, retriever: Retriever, filters: Filters) -> str:
    if filters != Filters() and not retriever.search(asked.text, 1, filters=filters):
        return "Không có văn bản nào hợp với bộ lọc của yêu cầu."
    if strange := _not_here(asked):
        several = "các văn bản" if len(strange) > 1 else "văn bản"
        return f"Trong kho không có {several} số {', '.join(strange)}."
    address = find_address(asked.text)
    if address is None or of_another(address, retriever.documents()):
        return ""
    if _is_here(address, asked, retriever, filters):
        return ""
    names = {document_name(retriever.document(one)) for one in asked.named or asked.home}
    where = names.pop() if len(names) == 1 else "các văn bản hiện có"
    return f"Không thấy {address.name} trong {where}."


def _not_here(asked: Asked) -> list[str]:
    """The numbers of documents that are not here, as the question has them."""
    numbers = (match.group() for match in DOCUMENT_NUMBER.finditer(asked.text))
    strange = [" ".join(one.split()) for one in numbers if number_key(one) in asked.strangers]
    return list(dict.fromkeys([*strange, *asked.bare]))


def _is_here(address: Address, asked: Asked, retriever: Retriever, filters: Filters) -> bool:
    """Whether a clause has this address: who asks for nothing else gets that one or none."""
    question = f"{address.name} của {address.kind}" if address.kind else address.name
    about = asked.named or asked.home
    within = replace(filters, document_ids=about) if about else filters
    return any(hit.evidence.answerable for hit in retriever.search(question, 1, filters=within))
