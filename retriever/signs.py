"""What the best candidates show of a question when they are looked at closely, as one table.

Their order is learned over these columns, and how likely one answers (``retriever/network.py``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from indexer.types import Clause, ClauseRef, Level
from retriever.evidence import Shown
from retriever.fuse import standardise
from retriever.question import Question
from retriever.wants import Want

Floats = npt.NDArray[np.float64]

_COMPARED = (
    "words", "meaning", "soft", "sentence", "heading", "told", "near", "nearest",
    "translated", "translated_sentence",
)  # fmt: skip
"""Of ``Shown``: what differs from clause to clause."""
_LEVELS = (
    Level.HEAD, Level.ARTICLE, Level.PARAGRAPH, Level.POINT, Level.INDENT, Level.ROW, Level.CLOSING,
)  # fmt: skip
_ASKED = {
    "who": Want.WHO,
    "partner": Want.PARTNER,
    "when": Want.WHEN,
    "amount": Want.AMOUNT,
    "document": Want.DOCUMENT,
}
_FIGURE = re.compile(r"\d")
_TIME = re.compile(r"\b(?:ngày|tháng|quý|năm|h[ằà]ng|định kỳ)\b", re.IGNORECASE)
_LEADS = re.compile(r"\bchủ trì\b", re.IGNORECASE)
_HELPS = re.compile(r"\bphối hợp\b", re.IGNORECASE)

SIGNS = (
    "lexical", "dense", *_COMPARED, "length",
    "named", "above", "below", "beside", "document",
    *(f"{name}_share" for name in _COMPARED),
    "long", "deep", "parent", *(f"level_{level}" for level in _LEVELS),
    "figure", "time", "leads", "helps",
    *(f"asks_{name}" for name in _ASKED), "asked_long", "plain", "usual",
)  # fmt: skip
"""The columns of the table, see ``signs``."""
WEIGHED = (*SIGNS, "score", "strange")
"""What the probability of an answer is worked out from: also the score in the learned order, and
whether the question has proper names that no document holds."""


def signs(
    question: Question,
    clauses: Sequence[Clause],
    bm25: Floats,
    dense: Floats,
    fused: Floats,
    named: Floats,
    shown: Shown,
) -> Floats:
    """What candidates show, ``(clauses, SIGNS)``.

    ``fused`` is the score by which they were taken on, ``named`` what they gain because the
    question names them (section ``named`` of ranking.toml); it is a column as it is.

    ``lexical`` to ``length`` compare the candidates with each other, in standard deviations: the
    scores of both halves, what ``Shown`` says, and how long a clause is. ``above`` to ``document``
    say what ``fused`` is around a clause: of its parent, the best of its children and of the
    others under its parent (of the worst candidate where there is none), and the mean of its
    document. The shares are what ``Shown`` says as it is. ``long`` to ``helps`` are of the clause
    itself: the logarithm of its own words, how deep it stands, whether clauses stand under it, its
    level, and whether it holds a figure, a time, ``chủ trì`` and ``phối hợp``. The rest is of the
    question: what it asks for, the logarithm of its words, how it is typed, and how usual its
    matter is.
    """
    own = [clause.text[: clause.lead] for clause in clauses]
    long = np.log1p([len(text.split()) for text in own])
    compared = {"lexical": bm25, "dense": dense, "length": long}
    compared |= {name: getattr(shown, name) for name in _COMPARED}
    columns: dict[str, Floats] = {name: standardise(column) for name, column in compared.items()}
    columns |= _around(standardise(fused), clauses)
    columns |= {f"{name}_share": getattr(shown, name) for name in _COMPARED}
    columns |= {
        "named": named,
        "long": long,
        "deep": np.array([clause.ref.path.count("__") for clause in clauses]),
        "parent": np.array([clause.lead < len(clause.text.rstrip()) for clause in clauses]),
        "figure": _holding(_FIGURE, own),
        "time": _holding(_TIME, own) * _holding(_FIGURE, own),
        "leads": _holding(_LEADS, own),
        "helps": _holding(_HELPS, own),
        "usual": shown.usual,
    }
    for level in _LEVELS:
        columns[f"level_{level}"] = np.array([clause.level is level for clause in clauses])
    asked = {f"asks_{name}": want in question.wants for name, want in _ASKED.items()}
    asked |= {"asked_long": np.log1p(len(question.content)), "plain": question.plain}
    columns |= {name: np.full(len(clauses), value) for name, value in asked.items()}
    return np.column_stack([columns[name] for name in SIGNS]).astype(np.float64)


def _around(fused: Floats, clauses: Sequence[Clause]) -> Mapping[str, Floats]:
    """What the clauses around each of the candidates score, where they are candidates too."""
    least = fused.min(initial=0.0)
    above, below, beside = (np.full_like(fused, least) for _ in range(3))
    places = {clause.ref: place for place, clause in enumerate(clauses)}
    under: dict[ClauseRef, list[int]] = {}
    for place, clause in enumerate(clauses):
        if clause.parent is not None:
            under.setdefault(ClauseRef(clause.ref.document_id, clause.parent), []).append(place)
    for parent, children in under.items():
        for child in children:
            beside[child] = max((fused[one] for one in children if one != child), default=least)
        if parent in places:
            above[children] = fused[places[parent]]
            below[places[parent]] = fused[children].max()
    _, of = np.unique([clause.ref.document_id for clause in clauses], return_inverse=True)
    means = np.bincount(of, weights=fused) / np.bincount(of)
    return {"above": above, "below": below, "beside": beside, "document": means[of]}


def _holding(pattern: re.Pattern[str], texts: Sequence[str]) -> Floats:
    return np.array([pattern.search(text) is not None for text in texts], dtype=np.float64)
