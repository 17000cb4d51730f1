"""The table that the learned order reads."""

from __future__ import annotations

import numpy as np
import pytest

from indexer.types import Clause, ClauseRef, Level
from retriever.evidence import Shown
from retriever.lexicon import load_lexicon
from retriever.question import read_question
from retriever.ranking import load_ranking
from retriever.signs import SIGNS, Floats, signs

ARTICLE = "Điều 3. Mở thư viện lưu động\n"
TASK = "1. Sở Văn hóa chủ trì, phối hợp Sở Y tế mở thư viện trước ngày 30 tháng 6."
OTHER = "2. Kinh phí do ngân sách bảo đảm."


def clause(path: str, level: Level, text: str, lead: int | None = None, of: str = "kh") -> Clause:
    parent, _, _ = path.rpartition("__")
    lead = len(text) if lead is None else lead
    ref = ClauseRef(of, path)
    return Clause(ref, level, path, (), text, 0, len(text), lead, parent or None)


CLAUSES = [
    clause("art_3", Level.ARTICLE, ARTICLE + TASK + OTHER, len(ARTICLE)),
    clause("art_3__para_1", Level.PARAGRAPH, TASK),
    clause("art_3__para_2", Level.PARAGRAPH, OTHER),
    clause("art_9", Level.ARTICLE, "Điều 9. Hiệu lực", of="qd"),
]
SHOWN = Shown(*np.random.default_rng(0).random((len(Shown._fields), len(CLAUSES))))
BM25, DENSE = np.array([1.0, 9.0, 2.0, 0.0]), np.array([0.3, 0.9, 0.1, 0.2])
FUSED = np.array([4.0, 3.0, 2.0, -9.0])
NAMED = np.array([0.0, 2.5, 0.0, 0.0])


def table(question: str, shown: Shown = SHOWN, bm25: Floats = BM25) -> dict[str, list[float]]:
    """The columns of the signs by name."""
    asked = read_question(question, load_ranking(), load_lexicon([]))
    found = signs(asked, CLAUSES, bm25, DENSE, FUSED, NAMED, shown)
    assert found.shape == (len(CLAUSES), len(SIGNS))
    return dict(zip(SIGNS, found.T.tolist(), strict=True))


def test_scores_are_compared_on_a_scale_of_their_own() -> None:
    columns = table("Ai mở thư viện?")
    stretched = table("Ai mở thư viện?", SHOWN._replace(soft=SHOWN.soft * 9 + 1), BM25 * 7 + 3)
    assert stretched.pop("soft_share") != columns["soft_share"], "this one is as it is"
    assert stretched == {name: pytest.approx(columns[name]) for name in stretched}
    for name in ("lexical", "dense", "soft", "nearest", "length"):
        assert np.mean(columns[name]) == pytest.approx(0)
        assert np.std(columns[name]) == pytest.approx(1)


def test_clauses_around_are_seen() -> None:
    columns = table("Ai mở thư viện?")
    fused = ((FUSED - FUSED.mean()) / FUSED.std()).tolist()
    least = fused[3]
    assert columns["above"] == pytest.approx([least, fused[0], fused[0], least])
    assert columns["below"] == pytest.approx([fused[1], least, least, least])
    assert columns["beside"] == pytest.approx([least, fused[2], fused[1], least])
    home = float(np.mean(fused[:3]))
    assert columns["document"] == pytest.approx([home, home, home, least])
    assert columns["named"] == NAMED.tolist()


def test_a_clause_tells_its_place_and_what_it_holds() -> None:
    columns = table("Ai mở thư viện?")
    assert columns["parent"] == [1, 0, 0, 0]
    assert columns["deep"] == [0, 1, 1, 0]
    assert columns["level_article"] == [1, 0, 0, 1]
    assert columns["level_paragraph"] == [0, 1, 1, 0]
    assert columns["time"] == [0, 1, 0, 0]
    assert columns["leads"] == columns["helps"] == [0, 1, 0, 0]
    assert columns["figure"] == [1, 1, 1, 1]
    assert columns["long"][1] == pytest.approx(np.log1p(len(TASK.split())))


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Ai mở thư viện?", "who"),
        ("Mở thư viện khi nào?", "when"),
        ("Mở bao nhiêu thư viện?", "amount"),
        ("Sở nào phối hợp mở thư viện?", "partner"),
    ],
)
def test_what_is_asked_is_the_same_for_every_clause(question: str, asks: str) -> None:
    columns = table(question)
    for name in ("who", "partner", "when", "amount", "document"):
        assert columns[f"asks_{name}"] == [float(name == asks)] * 4
    assert columns["plain"] == [0] * 4


def test_one_candidate_alone_can_be_looked_at() -> None:
    asked = read_question("Ai mở?", load_ranking(), load_lexicon([]))
    one = np.zeros(1)
    found = signs(asked, CLAUSES[:1], one, one, one, one, SHOWN.at(np.array([0])))
    assert np.isfinite(found).all()
