"""The words of a clause that answer at once: somebody, a time, an amount, a document.

Whatever is found stands verbatim in the clause or in a heading above it, documents that it cites
apart each for itself; nothing is inferred.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from retriever.addressing import find_addresses
from retriever.asking import blanked
from retriever.types import Level, fold
from retriever.wants import Want
from service.agencies import Name, expanded, names_in
from service.asked import Asked
from service.evidence import Support
from service.facts import dates_in, document_spans, without_dates
from service.headings import named_agency, own_names
from service.mentions import mentions_number
from service.rows import cell_of
from service.sought import MONEY, stated_time
from service.sums import without_given
from service.times import without_citations, without_times, years_in
from service.wording import UPPERCASE, sentence_spans, terms_of, without_number, worth

_DOES = re.compile(
    r"\s*(?::|(?:\([^)]*\)\s*)?(?:chủ trì|phối hợp|có trách nhiệm|chịu trách nhiệm|làm|là|tham mưu"
    r"|tổ chức|thực hiện|hướng dẫn|xây dựng|tổng hợp|ban hành|xem xét|quyết định|đề xuất|theo dõi"
    r"|giám sát|triển khai|quản lý|bố trí|thẩm định|phê duyệt|xác định|đối với)\b)"
)
_HELPS = re.compile(r"(?:phối hợp|hỗ trợ|tham gia)\b", re.IGNORECASE)
_LEADS = re.compile(r"\b(?:chu tri|dung dau|thuong truc|phu trach|dung ra|chiu trach nhiem)\b")
_HELPING = re.compile(r"\b(?:ai|nao)\b(?: \w+){0,4} phoi hop\b")
_TO = re.compile(
    r"\b(?:gửi(?:\s+báo cáo)?(?:\s+về)?|báo cáo|trình|trước|xin ý kiến|kiến nghị)\s+(?=[^\W\d_])"
)
_WITH = re.compile(
    r"\b[Pp]hối hợp\s+(?:chặt chẽ\s+)?(?:với\s+)?(?P<names>[^;.:]+?)(?=\s*(?:[;.:(]|$)"
    r"|,?\s+(?:thực hiện|tham mưu|đề xuất|tổ chức|quản lý|xây dựng|triển khai|tổng hợp|rà soát"
    r"|trong|để|đảm bảo|bảo đảm|nghiên cứu|phát triển|vận hành|theo|tuyên truyền|tham gia)\b)"
)
_SUBJECT = re.compile(
    r"(?:(?:Định kỳ|H[ằà]ng|Đơn vị)[^,:]{0,30}[,:]\s+)?"
    r"(?P<who>(?:Người đứng đầu|Thủ trưởng|Chánh|Giám đốc|Chủ tịch|Các)\b[^.:]{2,220}?)"
    r"\s+(?:chịu|có) trách nhiệm\b"
)
_ACTS = re.compile(
    r"\b(?:ai|nao)(?: (?:da|se|duoc|phai|co (?:quyen|tham quyen)|la (?:nguoi|noi)|chu tri))* "
    r"(phe duyet|tham dinh|bo nhiem|cong bo|cong nhan|thanh tra|cap phep|xu phat|khen thuong"
    r"|van hanh)\b"
)
"""Acts that somebody who does something else in the clause is not said to have done."""
_RANKED = re.compile(r"\b(hang|muc|chuan|nhom) (?:nao|may)\b")
_LAW = re.compile(rf"Luật\s+[{UPPERCASE}]\w*(?:\s+(?!và\b|của\b|quy\b)[^\W_]+){{1,6}}")
_FIGURE = r"\d+(?:[.,]\d+)*"
_ABOUT = (
    r"(?:(?:ít nhất|tối thiểu|tối đa|không quá|khoảng|trên|dưới|hơn|gần|nhóm|chuẩn mức|mức|hạng"
    r"|thứ)\s+)?"
)
_AMOUNT = re.compile(rf"{_ABOUT}\b{_FIGURE}(?:\s*%|\s+phần trăm\b)?", re.IGNORECASE)
_STRETCH = re.compile(r"(?:(?![,;]\s).)+", re.DOTALL)
_JUST_BEFORE = re.compile(rf"\b{_ABOUT}$", re.IGNORECASE)
_ADDRESS = re.compile(r"\b(?:muc|dieu|khoan|diem|chuong|phan) $")
_ORDINAL = re.compile(r"\(\d+\)")
_ITEM_END = re.compile(rf"[.)]\s+[{UPPERCASE}]")
"""What is no amount: the number of a clause, of an item in a line or at its beginning."""
_UNIT = re.compile(
    r"\s+(?:(?:nghìn |triệu |tỷ )?đồng|lần|nhóm|người|điểm|ngành|giai đoạn|đại học|doanh nghiệp"
    r"|dự án|nhiệm vụ|xã|phường|đơn vị|cơ quan|trung tâm|quỹ|ha|m2|km(?:/h)?|m|cm|kg|tấn|lít"
    r"|miligam|mililít|[KMGT]B|tuổi|tiết|buổi|lượt|ký tự|trẻ em|hộ|học sinh|hồ sơ|thủ tục|bản)\b"
)
_ROW_NUMBER = re.compile(r"^\s*\d+\s*(?=\|)|\b\d+/\d+\b")
_SHARE = re.compile(r"\b(?:bao nhieu|may) (?:%|phan tram)")
_LONGEST = 420


def value_of(want: Want, asked: Asked, item: Support, weights: Mapping[str, float]) -> str | None:
    """What a clause says of one thing that was asked; ``None`` when it does not say it.

    Args:
        want: what is asked for.
        asked: the whole question.
        item: the clause with its headings.
        weights: what each term of the question is worth: the sentence that carries most is
            read first.
    """
    if item.clause.level is Level.ROW:
        helping = want is Want.WHO and _HELPING.search(fold(asked.text))
        cell = cell_of(Want.PARTNER if helping else want, item.clause)
        if cell or want is Want.WHO:  # cells side by side are no sentence with somebody in it
            return cell
    if want is Want.WHO:
        return _doer(asked, item, weights)
    read = _READ[want]
    for sentence in _sentences(without_number(item.clause.text), weights):
        found = read(asked, sentence, item, weights)
        if found and len(found) <= _LONGEST:
            return " ".join(found.split())
    return None


def _doer(asked: Asked, item: Support, weights: Mapping[str, float]) -> str | None:
    """Who does what the clause says: the subject of its sentence, or the heading above it.

    Who only helps is no answer to who leads, nor the other way round.
    """
    text = without_number(item.clause.text)
    question = fold(asked.text)
    if bool(_HELPS.match(text)) is not bool(_HELPING.search(question)) and (
        _LEADS.search(question) or _HELPING.search(question)
    ):
        return None
    acts = _ACTS.findall(question)

    def is_of_it(part: str) -> bool:
        return not acts or any(act in fold(part) for act in acts)

    agency = named_agency(item)
    if agency and is_of_it(text):
        return agency
    for sentence in filter(is_of_it, _sentences(text, weights)):
        for name in names_in(sentence, own_names(item)):
            submitted = not acts and _before(sentence, name).endswith(" trinh")
            if _DOES.match(sentence, name.end) and not (submitted or _is_object(sentence, name)):
                return name.text
    subject = _SUBJECT.match(" ".join(text.split()))
    return subject["who"] if subject and is_of_it(text) else None


def _is_object(sentence: str, name: Name) -> bool:
    """Whether an agency is one that something is done for or with."""
    return _before(sentence, name).endswith(
        (" voi", " hop", " gui", " cua", " cho", " ve", " bao cao", " muu")
    )


def _before(sentence: str, name: Name) -> str:
    return fold(sentence[: name.start].rstrip())


def _receiver(asked: Asked, sentence: str, item: Support, _: Mapping[str, float]) -> str | None:
    """To whom something goes: not the one that the question says it comes from."""
    question = expanded(asked.text)
    names = [
        name for name in names_in(sentence, own_names(item)) if expanded(name.text) not in question
    ]
    for match in _TO.finditer(sentence):
        listed = _list_at(sentence, match.end(), names)
        if listed:
            return listed
    return None


def _list_at(sentence: str, start: int, names: Sequence[Name]) -> str | None:
    """The names that begin at ``start`` and follow each other, joined as the clause has them."""
    end = None
    for name in names:
        if name.start == start or (
            end is not None and sentence[end : name.start].strip() in {",", "và"}
        ):
            end = name.end
    return sentence[start:end] if end is not None else None


def _partners(
    asked: Asked, sentence: str, item: Support, weights: Mapping[str, float]
) -> str | None:
    """With whom the asked agency works; a clause about another agency does not say it."""
    question = expanded(asked.text)
    if _HELPING.search(question) and _HELPS.match(without_number(item.clause.text)):
        return _doer(asked, item, weights)
    match = _WITH.search(sentence)
    if not match or not names_in(match["names"]):
        return None
    known = [expanded(name.text) for name in names_in(item.clause.text, own_names(item))]
    doer = _doer(asked, item, weights)
    others = doer and any(name in question for name in known) and expanded(doer) not in question
    return None if others else match["names"]


def _time(asked: Asked, sentence: str, _: Support, weights: Mapping[str, float]) -> str | None:
    """The time; of ``định kỳ trước ngày 05 hoặc đột xuất khi có yêu cầu`` the one asked about."""
    sentence = without_dates(sentence, dates_in(asked.text))  # given, so not asked for
    sides = _by_weight(_OR.split(sentence), weights)
    return next(
        (found for text in (*sides, sentence) if (found := stated_time(asked.text, text))), None
    )


def _amount(asked: Asked, sentence: str, _: Support, __: Mapping[str, float]) -> str | None:
    """The figure beside what is counted; any figure when the question names no such thing."""
    rest = _without_numbers(asked, sentence)
    folded = fold(rest)
    if len(folded) != len(rest):
        return None
    ranked = _RANKED.search(fold(asked.text))
    rank = ranked.group(1) if ranked and re.search(rf"\b{ranked.group(1)} \d", folded) else ""
    if asked.sought and not asked.sought.held_by(sentence):
        return None
    share = _SHARE.search(fold(asked.text))
    noun = asked.sought.counted if asked.sought else ""
    figure = asked.sought.figure if asked.sought else None
    if figure is None and not (noun or share or rank):
        figure = MONEY  # "mỗi việc được bao nhiêu": before any other figure
    if figure and (found := _of_sort(figure, folded)):
        about = _JUST_BEFORE.search(rest[: found.start()])
        share_of = _unit_length(rest[found.end() :], asked) if "%" in found[0] else 0
        return rest[about.start() if about else found.start() : found.end() + share_of]
    counted = re.compile(rf"\s*(?:[^\W\d]+ ){{0,2}}?{noun}\b") if noun else None
    for match in _AMOUNT.finditer(rest):
        if rank not in fold(match.group()):
            continue
        if share and "%" not in match.group() and "phần" not in match.group():
            continue
        if _ADDRESS.search(folded, 0, match.start()) or _ORDINAL.match(rest, match.start() - 1):
            continue
        if _ITEM_END.match(rest, match.end()):
            continue
        named = counted.match(folded, match.end()) if counted else None
        if counted and not named:
            continue
        end = named.end() if named else match.end() + _unit_length(rest[match.end() :], asked)
        return rest[match.start() : end]
    return None


def _without_numbers(asked: Asked, sentence: str) -> str:
    """The sentence with blanks for figures that are no amounts: times, documents, clauses, rows."""
    rest = without_times(without_citations(without_given(sentence, asked.text)))
    rest = _of_years(years_in(asked.text), rest, sentence)
    spans = [span for address in find_addresses(rest) for span in address.spans]
    for span in (*spans, *(match.span() for match in _ROW_NUMBER.finditer(rest))):
        rest = blanked(rest, *span)
    return rest


def _of_sort(figure: re.Pattern[str], folded: str) -> re.Match[str] | None:
    """The first figure of a sort; of a sum and a share the sum."""
    found = list(figure.finditer(folded))
    return next(
        (one for one in found if not one[0].endswith(("%", "tram"))), next(iter(found), None)
    )


def _of_years(wanted: AbstractSet[str], text: str, sentence: str) -> str:
    """The text without what its sentence says of other years than those wanted.

    ``đến năm 2026 đạt 95%, đến năm 2030 đạt 98%`` states one share of each.
    """
    for match in _STRETCH.finditer(sentence) if wanted else ():
        spoken = years_in(match.group())
        if spoken and not spoken & wanted:
            text = blanked(text, *match.span())
    return text


def _unit_length(after: str, asked: Asked) -> int:
    """How many characters after a figure say what it counts: a unit, or words of the question."""
    unit = _UNIT.match(after)
    if unit:
        return unit.end()
    wanted = terms_of(asked.text)
    length = 0
    for word in re.finditer(r"\s+([^\W\d_]+)", after):
        if word.start() != length or fold(word.group(1)) not in wanted:
            break
        length = word.end()
    return length


def _document(
    asked: Asked, sentence: str, item: Support, weights: Mapping[str, float]
) -> str | None:
    """The document cited beside most of what is asked, of the kind that is asked for."""
    spans = document_spans(sentence)
    spans = sorted({*spans, *(match.span() for match in _LAW.finditer(sentence))})
    kinds = [kind for kind in _KINDS if re.search(rf"\b{kind} (?:nao|so)\b", fold(asked.text))]
    best, best_weight = None, -1.0
    for place, (start, end) in enumerate(spans):
        cited = sentence[start:end]
        if fold(cited) in fold(asked.text) or (kinds and not fold(cited).startswith(kinds[0])):
            continue
        if any(mentions_number(number, cited) for number in (*asked.strangers, *asked.bare)):
            continue
        following = spans[place + 1][0] if place + 1 < len(spans) else len(sentence)
        before = spans[place - 1][1] if place else 0
        around = terms_of(sentence[before:start]) | terms_of(sentence[end:following])
        weight = worth(around, weights)
        if weight > best_weight:
            best, best_weight = cited, weight
    if best is None or not _SEVERAL.search(fold(asked.text)):
        return best
    text = item.clause.text
    every = [text[start:end] for start, end in document_spans(text)]
    alike = [one for one in every if not kinds or fold(one).startswith(kinds[0])]
    listed = _documents_with(best, text)
    if listed != best or best not in alike or len(alike) > _MOST_APART:
        return listed
    return "; ".join(dict.fromkeys(one.partition(" ngày ")[0] for one in alike))


def _documents_with(cited: str, text: str) -> str:
    """A cited document with those that follow each other around it, as the clause lists them."""
    spans = document_spans(text)
    places = [place for place, (start, end) in enumerate(spans) if text[start:end] == cited]
    if not places:
        return cited
    first = last = places[0]
    while first and _LISTED.fullmatch(text, spans[first - 1][1], spans[first][0]):
        first -= 1
    while last + 1 < len(spans) and _LISTED.fullmatch(text, spans[last][1], spans[last + 1][0]):
        last += 1
    return text[spans[first][0] : spans[last][1]]


_SEVERAL = re.compile(r"\b(?:nhung|cac|may) (?:\w+,? ){1,5}nao\b")
_MOST_APART = 5
"""Documents that a clause cites apart from each other and that are named together."""
_LISTED = re.compile(r"\s*(?:[;,]|và|[;,]\s+và)\s+")
_OR = re.compile(r"\s+hoặc\s+(?!đột xuất(?! khi))")
_KINDS = ("luat", "nghi quyet", "quyet dinh", "ke hoach", "to trinh", "chuong trinh hanh dong")

_READ = {
    Want.WHOM: _receiver,
    Want.PARTNER: _partners,
    Want.WHEN: _time,
    Want.AMOUNT: _amount,
    Want.DOCUMENT: _document,
}


def _sentences(text: str, weights: Mapping[str, float]) -> Iterator[str]:
    """The sentences, those that carry most of the question first."""
    return _by_weight([text[start:end] for start, end in sentence_spans(text)], weights)


def _by_weight(texts: Sequence[str], weights: Mapping[str, float]) -> Iterator[str]:
    carried = [worth(terms_of(one), weights) for one in texts]
    order = sorted(range(len(texts)), key=lambda place: (-carried[place], place))
    return (texts[place] for place in order)
