"""What a question means after the turns before it: the same question, standing on its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, pairwise

from retriever.types import Document, fold
from service.about import facts_of
from service.agencies import names_in
from service.asked import read_question
from service.facts import document_spans
from service.mentions import mention_pattern, named_places
from service.naming import document_name
from service.schemas import QUESTION_LIMIT, Turn
from service.small_talk import reply_to, without_lead
from service.times import time_in
from service.wording import NUMBERINGS, content_terms

_WHAT_ABOUT = re.compile(
    r"^\s*(?:thế|vậy)?\s*còn\s+(.+?)\s*(?:thì\s+(?:sao|thế nào)|thế nào|sao)?\s*\?*\s*$"
    r"|^\s*(?:the|vay)?\s*con\s+(.+?)\s*(?:thi\s+)?(?:sao|the nao)\s*\?*\s*$",
    re.IGNORECASE,
)
"""Typed plainly it has to end in ``sao``: ``con người`` is no question about another one."""
_STEP = re.compile(
    r"\b(khoan|diem|dieu|muc)\s+"
    r"(?:(tiep theo|ke tiep|sau do|lien sau|sau)|truoc do|lien truoc|truoc)\s*(?:thi sao)?\W*$"
)
_ADDRESS = re.compile(
    r"theo ((?:Điều|Mục|Phần|Chương) [^“:(]+?)(?: \((?:trích|dự thảo)[^)]*\))*:", re.IGNORECASE
)
_LEVEL_NUMBER = {
    "khoan": re.compile(r"(khoản )(\d{1,3})\b", re.IGNORECASE),
    "dieu": re.compile(r"(Điều )(?:\d{1,4}–)?(\d{1,4})\b"),
    "muc": re.compile(r"(Mục (?:[IVXLC\d]+\.)*)(\d{1,3}|[IVXLC]+)(?=,|$)"),
    "diem": re.compile(r"(điểm )([a-zđ])\b", re.IGNORECASE),
}
_WITHIN = re.compile(r"(?:, (?:khoản|điểm|đoạn|gạch đầu dòng) [^,]+)+")
"""What an address says of the inside of a clause: nothing of the next one."""
_BACKWARD = re.compile(
    r"\b(?:văn bản|quyết định|kế hoạch|quy chế|nghị quyết|quỹ|cơ quan|sở|điều|khoản|việc|nội dung)"
    r"\s+(?:đó|này|ấy|trên|nói trên)\b|\b(?:nó|họ)\b",
    re.IGNORECASE,
)
_DOCUMENT_AGAIN = re.compile(
    r"\b(?:văn bản|quyết định|kế hoạch|quy chế|nghị quyết)\s+(?:đó|này|ấy|trên|nói trên)\b|\bnó\b",
    re.IGNORECASE,
)
_ELLIPTIC = 3
"""A question of fewer content syllables than this leans on the one before."""


def standalone(question: str, turns: Sequence[Turn], documents: Sequence[Document]) -> str:
    """The question with what it takes over from earlier turns; itself when the topic is new.

    Of an earlier answer, and of what the turns before came to mean, no more is read than the
    longest question has: what an answer is about stands at its beginning.
    """
    topic, answer = "", ""
    for turn in turns:
        if reply_to(turn.question):
            continue
        topic = _resolve(turn.question, topic, answer, documents)[:QUESTION_LIMIT]
        answer = turn.answer[:QUESTION_LIMIT]
    return _resolve(question, topic, answer, documents)


def _resolve(question: str, topic: str, answer: str, documents: Sequence[Document]) -> str:
    if not topic:
        return question
    question = without_lead(question)
    step = _STEP.search(fold(question))
    neighbour = _neighbour(step.group(1), answer, back=not step.group(2)) if step else None
    if neighbour:
        return f"{neighbour} quy định gì?"
    if about := _WHAT_ABOUT.match(question):
        return _replaced(topic, about.group(1) or about.group(2), documents)
    asked = read_question(question, documents)
    if asked.named or asked.strangers or named_places(question, documents):
        return question
    if asked.fact or (_DOCUMENT_AGAIN.search(question) and facts_of(fold(question))):
        names = _answered_document(answer) or _documents_of(topic, answer, documents)
        return _with_names(question, names)
    leans = len(_content(question)) < _ELLIPTIC or _BACKWARD.search(question)
    return f"{topic.rstrip(' ?')}: {question}" if leans else question


def _with_names(question: str, names: str) -> str:
    """The question for a fact with the names of its documents, in place of "văn bản đó" if any."""
    again = _DOCUMENT_AGAIN.search(question)
    if not names:
        return question
    if again:
        return f"{question[: again.start()]}{names}{question[again.end() :]}"
    return f"{question.rstrip(' ?')} {names}?"


def _content(question: str) -> list[str]:
    return [term for term in content_terms(question) if " " not in term]


def _neighbour(level: str, answer: str, *, back: bool) -> str | None:
    """The address after, or before, the one that the last answer led with."""
    address = _ADDRESS.search(answer)
    found = _LEVEL_NUMBER[level].search(address.group(1)) if address else None
    if address is None or found is None:
        return None
    number = _stepped(found.group(2), back=back)
    if number is None:
        return None
    text = address.group(1)
    within = _WITHIN.match(text, found.end())
    return f"{text[: found.end(1)]}{number}{text[within.end() if within else found.end() :]}"


def _stepped(number: str, *, back: bool) -> str | None:
    """The number, letter or Roman numeral after or before one; ``None`` where there is none."""
    if number.isdigit():
        stepped = int(number) + (-1 if back else 1)
        return str(stepped) if stepped else None
    following = dict(chain.from_iterable(pairwise(order) for order in NUMBERINGS))
    known = {after: one for one, after in following.items()} if back else following
    return known.get(number)


def _replaced(topic: str, subject: str, documents: Sequence[Document]) -> str:
    """The earlier question about another place, document or agency."""
    kept = topic
    if places := named_places(subject, documents):
        for place in named_places(topic, documents).keys() - places.keys():
            initials = "".join(word[0] for word in fold(place).split())
            kept = _without(kept, rf"\b(?:{re.escape(fold(place))}|(?:tp\.?\s*)?{initials})\b")
    elif read_question(subject, documents).named:
        for document in documents:
            kept = _without(kept, mention_pattern(document))
    elif names_in(subject):
        for agency in names_in(topic):
            kept = kept.replace(agency.text, " ")
    elif time_in(subject):
        kept = kept.replace(time_in(kept) or "", " ")
    return " ".join(f"{kept.rstrip(' ?')} {subject}?".split())


def _without(text: str, folded_pattern: str) -> str:
    """The text without what the pattern finds in its folded form, which is as long."""
    folded = fold(text)
    if len(folded) != len(text):
        return text
    for match in reversed(list(re.finditer(folded_pattern, folded))):
        text = text[: match.start()] + text[match.end() :]
    return " ".join(text.split())


def _answered_document(answer: str) -> str:
    """The document that the last answer consists of; empty when it is another thing."""
    direct = answer.partition(", theo ")[0]
    spans = document_spans(direct)
    return _undated(direct) if spans and spans[0] == (0, len(direct)) else ""


def _undated(citation: str) -> str:
    return citation.partition(" ngày ")[0]


def _documents_of(topic: str, answer: str, documents: Sequence[Document]) -> str:
    """The names of the documents that the earlier turn was about."""
    named = read_question(topic, documents).named
    if not named and (spans := document_spans(topic)):
        return _undated(topic[slice(*spans[0])])
    named = named or read_question(answer, documents).named[:1]
    by_id = {document.id: document for document in documents}
    return " và ".join(document_name(by_id[document_id]) for document_id in named)
