"""The built-in composer: the direct answer first, then what carries it; no model needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from retriever.types import Clause, ClauseRef, Level
from retriever.wants import Want
from service.about import Fact
from service.asked import Asked
from service.cited import OF_STRANGERS, cited_lead
from service.direct import fact_lead
from service.evidence import Support
from service.facts import dates_in, gist, numbers_in
from service.headings import lost_heading
from service.lists import has_members, is_named
from service.mentions import mentions_number
from service.naming import clause_address, lost_note
from service.parts import leading
from service.quoting import (
    Quote,
    best_quote,
    displayed,
    is_cut,
    list_quotes,
    question_weights,
    signature_quote,
)
from service.rows import tells
from service.values import value_of
from service.wording import terms_of, worth
from service.yesno import says_so, verdict

_AS_TELLING = 0.75
"""A further clause that carries this share of what the best one carries is quoted as well …"""
_LESS_TELLING = 0.4
_NEW = 0.05
"""… and so is one that carries less, if it adds this share of the question."""
_LIKELY = 0.75
"""Clauses with this share of the best score stay, and the first that answers at once leads."""
_BY_REFERENCE = frozenset({Want.AMOUNT, Want.WHEN})
"""What of several things that are asked may stand in a clause that another refers to."""
_COMPARED = 2
_LONGEST = 120
_LONGEST_LEAD = 2_000
"""Whatever is longer is left to the quote."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of an answer, without its marks; ``quotes`` stand in ``refs``.

    ``note`` is a remark on the source, in brackets, which no clause has to carry. ``values`` are
    what it says at once, as far as the clause itself has the words.
    """

    text: str
    refs: tuple[ClauseRef, ...]
    quotes: tuple[Quote, ...]
    note: str = ""
    values: tuple[str, ...] = ()


class Told(NamedTuple):
    """Statements that need no ranking, with what they rest on; ``noun`` is what they list."""

    statements: tuple[Statement, ...]
    supports: tuple[Support, ...]
    noun: str


class Composed(NamedTuple):
    """Statements, and what of a question in two parts none of them says."""

    statements: list[Statement]
    missing: tuple[Want, ...]


class _Piece(NamedTuple):
    """A clause with what it says at once: a fact of its document, or the values asked for."""

    item: Support
    lead: str | None
    values: Mapping[Want, str]
    verdict: str | None = None
    tabled: bool = False
    """Whether it is a row with a column for what is asked, which its quote shows."""

    @property
    def answers(self) -> bool:
        return bool(self.lead or self.values or self.tabled)


def compose(asked: Asked, supports: Sequence[Support], limit: int) -> Composed:
    """The statements that answer, the direct answer first, then the rest grouped by document.

    Args:
        asked: the question.
        supports: the clauses to cite, best first.
        limit: quotes are up to this many characters, unless one sentence is longer.
    """
    weights = question_weights(asked.text, supports)
    pieces = _telling(asked, [_piece(asked, item, weights) for item in supports], weights)
    pieces = _completed(asked, _grouped(asked, pieces), weights)
    if pieces and not asked.wants and not asked.facts:
        doer = value_of(Want.WHO, asked, pieces[0].item, weights)
        pieces[0] = pieces[0]._replace(verdict=verdict(asked, pieces[0].item, doer))
    said = {want for piece in pieces for want in piece.values}
    asked_apart = asked.wants if len(asked.wants) > 1 and not asked.facts else ()
    return Composed(
        [_statement(asked, piece, weights, limit) for piece in pieces],
        tuple(want for want in asked_apart if want not in said),
    )


def _completed(
    asked: Asked, pieces: Sequence[_Piece], weights: Mapping[str, float]
) -> list[_Piece]:
    """The pieces; what none of them says at once is read in those that one of them refers to."""
    said = {want for piece in pieces for want in piece.values}
    missing = [want for want in asked.wants if want not in said and want in _BY_REFERENCE]
    if not missing or len(asked.wants) == 1 or asked.facts:
        return [*pieces]
    return [
        piece._replace(values=_values(missing, asked, piece.item, weights))
        if piece.item.via and not piece.values
        else piece
        for piece in pieces
    ]


def _grouped(asked: Asked, pieces: Sequence[_Piece]) -> list[_Piece]:
    """The pieces by document; of a comparison, first the best of each."""
    by_document: dict[str, list[_Piece]] = {}
    for piece in pieces:
        by_document.setdefault(piece.item.ref.document_id, []).append(piece)
    groups = list(by_document.values())
    if not asked.places and len(asked.named) < _COMPARED:
        return [piece for group in groups for piece in group]
    return [group[0] for group in groups] + [piece for group in groups for piece in group[1:]]


def _piece(asked: Asked, item: Support, weights: Mapping[str, float]) -> _Piece:
    lead = _lead(asked, item)
    if lead and len(lead) <= _LONGEST_LEAD:
        return _Piece(item, lead, {})
    wants = () if asked.rest else asked.wants
    if item.via:
        wants = tuple(want for want in wants if want is Want.DOCUMENT)
    tabled = any(tells(want, item.clause) for want in wants)
    return _Piece(item, None, _values(wants, asked, item, weights), tabled=tabled)


def _values(
    wants: Sequence[Want], asked: Asked, item: Support, weights: Mapping[str, float]
) -> dict[Want, str]:
    """What a clause says at once of each thing that is asked for, as far as it does."""
    values = {want: value_of(want, asked, item, weights) for want in wants}
    cited = values.get(Want.DOCUMENT)
    if cited and Want.WHEN in values:
        values[Want.WHEN] = cited if dates_in(cited) else None
    numbers = numbers_in(item.clause.text)  # one that only a label has counts nothing
    return {want: value for want, value in values.items() if value and numbers_in(value) <= numbers}


def _lead(asked: Asked, item: Support) -> str | None:
    """A fact that was asked for, about the clause's own document or about one that it cites."""
    if not _elsewhere(asked, item):
        leads = (fact_lead(fact, item.clause, item.document) for fact in asked.facts)
        return next((lead for lead in leads if lead), None)
    lead = cited_lead(asked.facts, asked.strangers, item.clause, item.document)
    if lead or not {Fact.STANDING, Fact.REPLACES} & set(asked.facts):
        return lead
    lead = fact_lead(Fact.REPLACES, item.clause, item.document) or ""
    return lead if any(mentions_number(number, lead) for number in asked.strangers) else None


def _telling(asked: Asked, pieces: Sequence[_Piece], weights: Mapping[str, float]) -> list[_Piece]:
    """The pieces that add something, one that answers at once before all others.

    Of two that say the same at once, the first is enough. Once something has been answered,
    clauses that do not answer are left out, and so are the letterhead and the legal bases. A
    clause is kept when it is about as likely to answer as the likeliest, carries about as much
    of the question as the best one of its document, or something new of it.
    """
    first = next((piece for piece in pieces if _confirms(asked, piece)), None)
    first = first or next((piece for piece in pieces if piece.lead), None)
    likely = _LIKELY * max((piece.item.score for piece in pieces), default=0.0)
    near = (piece for piece in pieces if piece.item.score >= likely or _is_listed(asked, piece))
    first = first or next((piece for piece in near if piece.answers), None)
    ordered = [first, *(piece for piece in pieces if piece is not first)] if first else [*pieces]
    leads = _leads(asked, ordered, weights)
    ordered = [*leads, *(piece for piece in ordered if piece not in leads)]
    kept: list[_Piece] = []
    covered: set[str] = set()
    most: dict[str, float] = {}
    for piece in ordered:
        document_id = piece.item.ref.document_id
        terms = _carried(piece.item, weights)
        weight = worth(terms, weights)
        best = most.get(document_id, 0.0)
        new = worth(terms - covered, weights) >= _NEW * worth(weights.keys(), weights)
        same = piece.answers and any(_same(piece, other) for other in kept)
        open_ended = not asked.wants and not asked.places
        adds = (
            bool(piece.lead)
            or weight >= _AS_TELLING * best
            or (new and weight >= _LESS_TELLING * best)
            or open_ended
        )
        tells = _tells(asked, piece, kept, weights) and adds and not same
        head = piece.item.clause.level is Level.HEAD
        likeliest = piece.item.score >= likely and not asked.facts and not (head and asked.wants)
        if piece.item.via or piece in leads or likeliest or tells:
            kept.append(piece)
            covered |= terms
            most[document_id] = max(weight, best)
    return _items_after_leads(kept)


def _items_after_leads(pieces: Sequence[_Piece]) -> list[_Piece]:
    """The pieces, those of items right after a clause above them that is told before them."""
    ordered: list[_Piece] = []
    for piece in pieces:
        above = {clause.ref for clause in piece.item.ancestors}
        family = [
            place
            for place, one in enumerate(ordered)
            if one.item.ref in above or above & {clause.ref for clause in one.item.ancestors[:1]}
        ]
        leads = any(one.item.ref in above for one in ordered)
        ordered.insert(family[-1] + 1 if leads else len(ordered), piece)
    return ordered


def _side(asked: Asked, item: Support) -> str:
    """The place, or the document, that a clause is of where several are compared."""
    here = (place for place, ids in asked.places.items() if item.document.id in ids)
    return next(here, item.document.id)


def _is_listed(asked: Asked, piece: _Piece) -> bool:
    return asked.listed is not None and is_named(asked.listed, piece.item.clause.text)


def _leads(asked: Asked, pieces: Sequence[_Piece], weights: Mapping[str, float]) -> list[_Piece]:
    """The pieces that come first: one for each part of a question that lists several things."""
    followed = any(piece.item.via for piece in pieces)
    if asked.places or len(asked.named) >= _COMPARED:
        first: dict[str, _Piece] = {}
        for piece in pieces:
            best = first.setdefault(_side(asked, piece.item), piece)
            likely = piece.item.score >= _LIKELY * best.item.score
            if piece.answers and likely and not best.answers:
                first[_side(asked, piece.item)] = piece
        return [piece for piece in pieces if piece in first.values()]
    if asked.facts or followed or not pieces:
        return [*pieces[:1]]
    texts = ["\n".join([piece.item.clause.text, *piece.item.clause.headings]) for piece in pieces]
    figures = asked.wants and not asked.who
    places = leading(asked.text, texts, weights)
    return [pieces[place] for place in places if not place or pieces[place].answers or not figures]


def _tells(
    asked: Asked, piece: _Piece, kept: Sequence[_Piece], weights: Mapping[str, float]
) -> bool:
    """Whether a clause is of the sort that can follow what was said before it."""
    if not kept:
        return True
    one_value = asked.wants in {(Want.AMOUNT,), (Want.WHEN,)} and not asked.places
    if one_value and not _on_topic(kept[0], piece, weights):
        return False
    if piece.answers:
        return True
    nameless = asked.who and lost_heading(piece.item) is not None
    answered = any(other.answers for other in kept)
    wanted = nameless or bool(asked.rest) or not answered
    return piece.item.clause.level is not Level.HEAD and wanted


def _on_topic(first: _Piece, piece: _Piece, weights: Mapping[str, float]) -> bool:
    """Whether a clause has the rarest word of the question that the first one has."""
    terms = terms_of(first.item.clause.text) & weights.keys()
    rarest = max(sorted(terms), key=lambda term: weights[term], default="")
    return rarest in terms_of(piece.item.clause.text)


def _same(piece: _Piece, other: _Piece) -> bool:
    """Whether two clauses of a document say the same at once."""
    alike = gist(piece.lead or "") == gist(other.lead or "") and piece.values == other.values
    return alike and piece.item.ref.document_id == other.item.ref.document_id


def _carried(item: Support, weights: Mapping[str, float]) -> frozenset[str]:
    return terms_of(" ".join([item.clause.text, *item.clause.headings])) & weights.keys()


def _statement(asked: Asked, piece: _Piece, weights: Mapping[str, float], limit: int) -> Statement:
    item = piece.item
    inside = [value for value in piece.values.values() if value in _flat(item.clause.text)]

    def answers(text: str) -> bool:
        if inside:
            return all(value in _flat(text) for value in inside)
        if asked.sought:
            return asked.sought.held_by(text)
        if asked.listed and asked.listed.members:
            return has_members(asked.listed, text)
        return piece.verdict is not None and says_so(asked, text)

    told = piece.answers or piece.verdict or answers(item.clause.text[: item.clause.lead])
    quotes = () if told else list_quotes(item.clause, limit)
    if piece.lead and item.clause.level is Level.HEAD:
        quotes = _own_words(item.clause, 2 * limit)
    if _is_signature(asked, piece):
        quotes = (signature_quote(item.clause, item.document.signer or ""),)
    if not quotes:
        quotes = (best_quote(item.clause.text, weights, limit, answers),)
    if inside and not answers(quotes[0].text):
        piece, inside = piece._replace(values={}), []
    cut = " (trích)" if is_cut(quotes, item.clause.text) else ""
    shown = "; ".join(f"“{displayed(quote.text)}”" for quote in quotes)
    return Statement(
        f"{_opening(asked, piece)}{cut}: {shown}",
        (item.ref,),
        quotes,
        _note(asked, piece),
        tuple(inside),
    )


def _is_signature(asked: Asked, piece: _Piece) -> bool:
    """Whether a clause says who signed, and nothing else of it is asked for."""
    clause, document = piece.item.clause, piece.item.document
    if clause.level is not Level.CLOSING or Fact.RECIPIENTS in asked.facts:
        return False
    return piece.lead is not None and piece.lead == fact_lead(Fact.SIGNER, clause, document)


def _own_words(clause: Clause, limit: int) -> tuple[Quote, ...]:
    """A title or letterhead as it is printed, in one; nothing when it is too long for that."""
    own = clause.text[: clause.lead].rstrip()
    return (Quote(own, 0),) if 0 < len(own) <= limit else ()


def _confirms(asked: Asked, piece: _Piece) -> bool:
    """Whether a clause says at once what the question wants confirmed."""
    said = [piece.lead or "", *piece.values.values()]
    return asked.claim is not None and any(map(asked.claim.holds, said))


def _opening(asked: Asked, piece: _Piece) -> str:
    """What the clause says at once, and where it stands."""
    item = piece.item
    address = clause_address(item.clause, item.document)
    if item.via and piece.values:
        address += f", được {item.via.label} dẫn chiếu"
    elif item.via:
        label = item.via.label
        return f"{label[0].upper()}{label[1:]} dẫn chiếu {address}"
    if piece.lead:
        denied = asked.claim and asked.claim.denied_by(piece.lead)
        confirmed = "Đúng: " if _confirms(asked, piece) else "Không: " if denied else ""
        address = address if _elsewhere(asked, item) else item.clause.label
        return f"{confirmed}{piece.lead}, theo {address}"
    values = [
        _worded(want, piece.values[want], item)
        for want in asked.wants
        if len(piece.values.get(want, "")) in range(1, _LONGEST)
    ]
    side = _side(asked, item)
    if values and asked.places and side != item.document.id:  # the address names a document
        values[0] = f"{asked.mentions[side]}: {values[0]}"
    if values:
        direct = "; ".join(dict.fromkeys(values))
        confirmed = "Đúng: " if _confirms(asked, piece) else ""
        return f"{confirmed}{direct[0].upper()}{direct[1:]}, theo {address}"
    return f"{piece.verdict}, theo {address}" if piece.verdict else f"Theo {address}"


def _elsewhere(asked: Asked, item: Support) -> bool:
    """Whether a fact is about another document than the one that states it."""
    about = OF_STRANGERS & set(asked.facts)
    return bool(about and asked.strangers) and item.document.id not in asked.named


def _worded(want: Want, value: str, item: Support) -> str:
    """A value as the answer says it; who helps by its heading is no one that somebody helps."""
    helped = want is Want.PARTNER and value in _flat(item.clause.text)
    return f"phối hợp với {value}" if helped else value


def _note(asked: Asked, piece: _Piece) -> str:
    """What was lost in the source, in brackets; empty when nothing was."""
    unnamed = asked.who and not piece.answers
    return note_on(piece.item, ", nên không nêu được tên cơ quan" if unnamed else "")


def note_on(item: Support, more: str = "") -> str:
    """What was lost in the source above a clause, in brackets; empty when nothing was."""
    if lost := lost_heading(item):
        return lost_note(lost, more)
    return f" ({item.clause.reason})" if item.clause.inferred and item.clause.reason else ""


def _flat(text: str) -> str:
    return " ".join(text.split())
