"""A question as it is read for what it asks: folded, without what only looks like asking."""

from __future__ import annotations

import re

from indexer.segment import fold_in_place, is_plain

_QUESTION_WORDS = {
    "ai": "ai",
    "nao": "nào",
    "gi": "gì",
    "dau": "đâu",
    "may": "mấy",
    "nhieu": "nhiêu",
    "lau": "lâu",
    "luc": "lúc",
    "muc": "mức",
    "quy": "quý",
}
"""Words that ask, some only with the next one, folded and as they are spelled."""
_OTHER_WORDS = {"may"}
"""What is another word when diacritics are typed: ``chẳng may``."""
_LOOKALIKE = re.compile(rf"\b(?:{'|'.join(_QUESTION_WORDS)})\b")
_OTHER_QUESTION = re.compile(
    r"\b(?:nao|gi|dau|sao|ai|hay|bao gio|bao lau|bao nhieu|the nao)\b|_{8}|\b(?:khong|chua)\W*$"
)
_YES_NO_END = re.compile(
    r"\b(?:không|chưa|khong|chua)(?:\s+(?:nhỉ|ạ|vậy|thế|nhi|a|vay|the))?\s*(?=$|[?(!])",
    re.IGNORECASE,
)
_OPENERS = re.compile(r"\b(?:có|được|phải|đã|liệu|cần|nên)\b", re.IGNORECASE)
_PLAIN_OPENERS = re.compile(
    r"\b(?:co(?! quan\b| che\b| so\b| cau\b| ban\b)|duoc|phai|da|lieu|can|nen)\b", re.IGNORECASE
)
_PART_END = re.compile(
    r"[,;:?!]|\.\s|\s(?:và|va|thì|thi)\s|\b(?:bao (?:lâu|lau|giờ|gio|nhiêu|nhieu)|ai|nào|nao)\s",
    re.IGNORECASE,
)
"""Where a part of a question begins that may ask for yes or no: after a question word, too."""
_WHOM = r"(?:\s+(?:anh|chị|em|bạn|bot|ad|admin|các|mọi người|cả nhà|nhé|nha|ạ))*"
_GREETING = re.compile(
    rf"^\W*(?:xin\s+ch[àa]o\b{_WHOM}\W*"
    rf"|(?:dạ|alo|a lô|hello|hi|ch[àa]o)\b{_WHOM}\s*(?:[^\w\s]+|$))",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"[\s,.]*\b(?:(?:xin|em|tôi|mình)\s+)*(?:(?:cảm|cám|cam)\s+[ơo]n|thanks?|thank you)\b"
    rf"(?:\s+(?:nhiều|rất|trước))*{_WHOM}(?:\s+nhiều)*\W*$",
    re.IGNORECASE,
)


def without_courtesy(text: str) -> str:
    """The text with blanks for a greeting at its beginning and thanks at its end."""
    for courtesy in (_GREETING, _THANKS):
        if match := courtesy.search(text):
            text = blanked(text, *match.span())
    return text


def asking(text: str) -> str:
    """The question, folded and as long as before, with ``_`` for what asks nothing.

    That is a part that asks for yes or no, in which ``thời hạn`` or ``cơ quan nào`` is nothing
    that is asked for; and what is a question word only when it is folded: ``ái``, ``AI``,
    ``máy``, ``đầu``. Diacritics tell those apart where the question has any.
    """
    plain, shouted = is_plain(text), text.isupper()
    start, end = yes_no_span(text)
    text = blanked(text, start, end, "_")

    def kept(match: re.Match[str]) -> str:
        word = text[match.start() : match.end()]
        spellings = {_QUESTION_WORDS[match.group()], match.group()} - _OTHER_WORDS
        as_spelled = plain or word.lower() in spellings
        return match.group() if as_spelled and (word != "AI" or shouted) else "_" * len(word)

    return _LOOKALIKE.sub(kept, fold_in_place(text))


def blanked(text: str, start: int, end: int, sign: str = " ") -> str:
    """The text, as long as before, with a sign for each character of a span."""
    return text[:start] + sign * (end - start) + text[end:]


def yes_no_span(text: str) -> tuple[int, int]:
    """Where a question asks for yes or no: ``có phải … không``; empty when it does not."""
    ends = list(_YES_NO_END.finditer(text))
    openers = _PLAIN_OPENERS if is_plain(text) else _OPENERS
    opened = list(openers.finditer(text, 0, ends[-1].start())) if ends else []
    if not opened:
        return (0, 0)
    parts = [match.end() for match in _PART_END.finditer(text, 0, opened[-1].start() + 1)]
    return (parts[-1] if parts else 0, ends[-1].end())


def asks_something_else(folded: str, start: int, end: int) -> bool:
    """Whether a question, read as ``asking`` does, has a question word besides that span."""
    return bool(_OTHER_QUESTION.search(folded[:start] + folded[end:]))
