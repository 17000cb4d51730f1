"""Where a question is won or lost: the answer, and the ranks of the gold in every mode."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from eval.answers import Judged, judge
from eval.questions import Question, matches
from retriever.types import Hit, Mode, Retriever
from service.schemas import AskResponse, Status

DEPTH = 100
_CITABLE = 5


@dataclass(frozen=True, slots=True)
class Examined:
    """One question with its judged answer and what led to it.

    ``ranks`` has the place of the first gold clause in each mode, from 1, ``None`` below
    ``DEPTH``; ``probability`` is that of the best clause to answer.
    """

    judged: Judged
    ranks: Mapping[Mode, int | None]
    probability: float
    milliseconds: float

    @property
    def cause(self) -> str:
        """The step at which a failed question was lost."""
        rank = self.ranks[Mode.HYBRID] or DEPTH + 1
        best = min(other or DEPTH + 1 for other in self.ranks.values())
        refused = self.judged.answer.status is Status.NOT_FOUND
        steps = (
            (not self.judged.question.answerable, "quyết định: không có căn cứ mà vẫn trả lời"),
            (best > DEPTH, f"tìm kiếm: không có trong {DEPTH} kết quả"),
            (rank > _CITABLE >= best, "kết hợp: một cách tìm xếp cao, kết hợp lại xếp thấp"),
            (rank > _CITABLE, f"xếp hạng: điều khoản đúng đứng dưới {_CITABLE}"),
            (refused, "quyết định: tìm thấy mà vẫn từ chối"),
            (self.judged.values.get("all_cited") == 1, "trả lời: ý đầu không nêu đúng dữ kiện"),
            (self.judged.values.get("cited") == 1, "viện dẫn: thiếu một phần"),
        )
        return next((text for lost, text in steps if lost), "viện dẫn: tìm thấy mà không chọn")


def examine(
    question: Question, ask: Callable[[str], AskResponse], retriever: Retriever
) -> Examined:
    """Ask one question, and look for its gold in the results of every mode."""
    started = time.perf_counter()
    answer = ask(question.question)
    milliseconds = (time.perf_counter() - started) * 1000
    hits = {mode: retriever.search(question.question, DEPTH, mode) for mode in Mode}
    return Examined(
        judged=judge(question, answer),
        ranks={mode: gold_rank(question, found, retriever) for mode, found in hits.items()},
        probability=max(
            (hit.evidence.answerable for hit in hits[Mode.HYBRID][:_CITABLE]), default=0.0
        ),
        milliseconds=milliseconds,
    )


def gold_rank(question: Question, hits: Iterable[Hit], retriever: Retriever) -> int | None:
    """The rank of the first gold clause, ``None`` when it is not among the hits."""
    items = [item for group in question.gold for item in group]
    gold = (
        hit.rank for hit in hits if matches(items, str(hit.ref), retriever.clause(hit.ref).text)
    )
    return next(gold, None)
