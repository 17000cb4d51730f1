"""What people say in a conversation without asking anything, and what to say to it."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from retriever.types import fold, is_plain

COURTESY = (
    "Rất vui được hỗ trợ anh chị. Câu vừa rồi không hỏi gì nên không có điều khoản nào để trích; "
    "cần tra cứu thêm, xin anh chị cứ hỏi."
)
UNCLEAR = (
    "Chưa rõ anh chị muốn hỏi gì nên chưa trích điều khoản nào. Xin hỏi rõ hơn: nêu việc, cơ quan "
    "hoặc điều khoản cần tra cứu."
)
ITSELF = (
    "Đây là trợ lý tra cứu: mỗi câu trả lời là điều khoản trích nguyên văn từ các văn bản trong "
    "kho. Câu vừa rồi không hỏi về văn bản nào; xin hỏi về một việc, cơ quan, thời hạn hoặc điều "
    "khoản."
)
VERBATIM = (
    "Trợ lý chỉ trích nguyên văn điều khoản, không giải thích hay nhận xét thêm. Xin đối chiếu với "
    "các trích dẫn đã nêu, hoặc hỏi rõ hơn về một việc, cơ quan hay điều khoản."
)


class _Kind(NamedTuple):
    """Phrases, parted by commas, and what to say to somebody who says no more than these."""

    phrases: str
    reply: str


_KINDS = (
    _Kind(
        """ok, okay, oke, okie, ô kê, ừ, ừm, ờ, ờm, à, ồ, um, uhm, hm, hmm, ạ, vâng, dạ, alo, hello,
        hi, xin chào, chào, cảm ơn, cám ơn, cảm ơn nhiều, thanks, thank you, tks, bye, tạm biệt,
        hẹn gặp lại, rồi, được rồi, xong rồi, biết rồi, hiểu rồi, tôi hiểu rồi, đã hiểu, đã rõ, rõ
        rồi, thôi, thế thôi, vậy thôi, thế à, vậy à, ra vậy, ra thế, hay, hay quá, tốt, tốt quá,
        tốt lắm, tuyệt, tuyệt vời, giỏi, giỏi quá, giỏi lắm, chuẩn, đúng rồi, good, great, haha,
        hihi, hehe, bạn, anh, chị, em, ad, bot, mình, nhé, nha, nhá, nhỉ, đi, nào, quá, lắm, nhiều,
        rất, rất nhiều, với""",
        COURTESY,
    ),
    _Kind(
        """hả, hở, há, ủa, ơ, gì, gì cơ, gì thế, gì vậy, cái gì, sao, sao cơ, là sao, thế là sao,
        vậy là sao, không, nữa, tiếp, tiếp theo, tiếp tục, đọc tiếp, nói tiếp, còn gì nữa, còn gì
        nữa không, còn nữa không, còn gì khác không, hết chưa, hết rồi, hết rồi à, quay lại, câu
        khác, hỏi câu khác, liệt kê hết, kể hết, test, thử, abc""",
        UNCLEAR,
    ),
    _Kind(
        """bạn là ai, bạn là gì, bạn tên gì, bạn tên là gì, bạn làm được gì, bạn làm được những gì,
        bạn có thể làm gì, bạn giúp được gì, bạn biết gì, bạn biết những gì, đây là gì, hỏi gì, hỏi
        được gì, hỏi gì được, tôi hỏi gì được, có thể hỏi gì, tôi có thể hỏi gì, hỏi thế nào, giúp
        tôi, giúp mình, giúp với, giúp tôi với, hướng dẫn, cho hỏi, cho tôi hỏi, cho mình hỏi, cho
        em hỏi, help""",
        ITSELF,
    ),
    _Kind(
        """nói rõ, nói rõ hơn, rõ hơn, nói cụ thể, cụ thể, cụ thể hơn, chi tiết, chi tiết hơn, giải
        thích, giải thích thêm, giải thích rõ hơn, nói thêm, nói dễ hiểu hơn, nghĩa là sao, nghĩa
        là gì, ý là sao, không hiểu, tôi không hiểu, chưa hiểu, tôi chưa hiểu, chưa rõ, không rõ,
        tóm tắt, tóm tắt lại, nhắc lại, nói lại, đọc lại, tôi, giúp, giùm, hộ, chắc không, chắc
        chưa, có chắc không, bạn có chắc không, đúng không, có đúng không, phải không, thật không,
        thật à, thật hả, thật, sai, sai rồi, sai hết, không đúng, chưa đúng, không phải""",
        VERBATIM,
    ),
)
"""A kind takes the phrases of those before it along: ``ok, nói rõ hơn đi``."""
_WORD = re.compile(r"\w+")


def reply_to(text: str) -> str | None:
    """What to say to somebody who asks nothing; ``None`` to a question."""
    said = " ".join(_WORD.findall(text.lower()))
    if not said:
        return UNCLEAR
    plain = is_plain(text)
    matching = (place for place in range(len(_KINDS)) if not _phrases(place, plain).sub("", said))
    place = next(matching, None)
    return None if place is None else _KINDS[place].reply


def without_lead(question: str) -> str:
    """The question without a nod or thanks before it: ``ok, còn Hà Nội thì sao?``."""
    nod = _nods(is_plain(question)).match(question)
    return question[nod.end() :] if nod else question


@cache
def _phrases(place: int, plain: bool) -> re.Pattern[str]:
    """The phrases of a kind and of those before it, longest first, each with a blank after it."""
    return re.compile(rf"\b(?:{_alternatives(place, plain)})(?: |$)")


@cache
def _nods(plain: bool) -> re.Pattern[str]:
    nods = rf"(?>(?:(?:{_alternatives(0, plain)})\b\s*)+)"
    return re.compile(rf"(?:{nods}(?:[,.!;…]+\s*|(?=c[òo]n\b)))++(?=\w)", re.IGNORECASE)


def _alternatives(place: int, plain: bool) -> str:
    listed = ",".join(kind.phrases for kind in _KINDS[: place + 1])
    phrases = {" ".join(phrase.split()) for phrase in listed.split(",")}
    if plain:
        phrases = {fold(phrase) for phrase in phrases}
    return "|".join(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))
