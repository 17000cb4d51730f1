from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from indexer.build import build_from_documents
from indexer.index import Index
from indexer.index import open_index as open_generation
from indexer.types import ClauseRef, Document, LegalStatus
from retriever.engine import Engine
from retriever.library import open_with
from retriever.network import Network, Sign
from retriever.ranking import load_ranking
from retriever.signs import SIGNS
from retriever.types import Filters, Mode, Retriever, UnknownClause
from tests.unit.indexer_samples import HashEncoder, article, regulation

HANOI = replace(regulation("qd-hn", "Hà Nội", "12/QĐ-UBND"), issued_on=date(2025, 11, 27))
SAIGON = replace(
    regulation("kh-hcm", "Thành phố Hồ Chí Minh", "4354/KH-UBND"), issued_on=date(2025, 3, 1)
)
DRAFT = replace(
    article("du-thao", "Dự thảo chính sách trí thức và quỹ khuyến học."),
    legal_status=LegalStatus.DRAFT,
    issuer="Ủy ban nhân dân Thành phố Hồ Chí Minh",
)
FUND = "Ai tham mưu thành lập quỹ đầu tư mạo hiểm?"


def engine_over(documents: Sequence[Document], directory: Path) -> Engine:
    build_from_documents(documents, directory, HashEncoder(), progress=False)
    return open_with(directory, HashEncoder())


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return engine_over([HANOI, SAIGON, DRAFT], tmp_path_factory.mktemp("engine"))


def ids(engine: Engine, question: str, mode: Mode = Mode.HYBRID, **filters: object) -> list[str]:
    chosen = Filters(**filters)  # type: ignore[arg-type]
    return [str(hit.ref) for hit in engine.search(question, 10, mode, chosen)]


def test_engine_is_a_retriever(engine: Engine) -> None:
    retriever: Retriever = engine
    info = retriever.info
    assert (info.documents, info.clauses, info.encoder) == (3, 7, "hash-1")
    assert info.generation.startswith("generation-000001-")


@pytest.mark.parametrize("mode", [Mode.HYBRID, Mode.BM25])
@pytest.mark.parametrize("question", [FUND, "ai tham muu thanh lap quy dau tu mao hiem?"])
def test_right_clause_comes_first(engine: Engine, mode: Mode, question: str) -> None:
    hits = engine.search(question, 3, mode)
    assert {str(hit.ref) for hit in hits[:2]} == {
        "kh-hcm/art_8__para_2",
        "qd-hn/art_8__para_2",
    }
    assert [hit.rank for hit in hits] == [1, 2, 3]
    assert hits[0].score >= hits[1].score >= hits[2].score


@pytest.mark.parametrize("mode", list(Mode))
def test_search_is_deterministic_and_ties_go_by_id(engine: Engine, mode: Mode) -> None:
    hits = engine.search("kinh phí", 10, mode)
    assert repr(hits) == repr(engine.search("kinh phí", 10, mode))
    keys = [(-hit.score, str(hit.ref)) for hit in hits]
    assert keys == sorted(keys)


def test_evidence_says_what_each_half_found(engine: Engine) -> None:
    best = engine.search(FUND, 1)[0].evidence
    assert best.bm25 > 0
    assert -1 <= best.dense <= 1
    assert best.coverage == pytest.approx(1.0)
    assert math.isnan(engine.search(FUND, 1, Mode.BM25)[0].evidence.dense)


def test_coverage_falls_with_words_that_stand_nowhere(engine: Engine) -> None:
    known, unknown = (
        max(hit.evidence.coverage for hit in engine.search(text, 10))
        for text in ("bố trí kinh phí", "bố trí kinh phí xây cầu vượt biển")
    )
    assert known == pytest.approx(1.0)
    assert unknown < 0.6


def test_question_without_a_known_word_finds_nothing_by_words(engine: Engine) -> None:
    assert engine.search("xyzzy", 5, Mode.BM25) == []
    assert all(hit.evidence.coverage == 0 for hit in engine.search("xyzzy", 5))


@pytest.mark.parametrize("name", ["Đà Nẵng", "Nguyễn Khuyến"])
def test_nothing_answers_about_somebody_that_no_document_names(engine: Engine, name: str) -> None:
    known = engine.search("Ở đó ai tham mưu thành lập quỹ đầu tư mạo hiểm?", 3)
    strange = engine.search(f"Ở {name} ai tham mưu thành lập quỹ đầu tư mạo hiểm?", 3)
    assert max(hit.evidence.answerable for hit in known) > 0
    assert {hit.evidence.answerable for hit in strange} == {0.0}


@pytest.mark.parametrize("mode", list(Mode))
def test_filters_narrow(engine: Engine, mode: Mode) -> None:
    def documents(**filters: object) -> set[str]:
        return {found.split("/")[0] for found in ids(engine, "quỹ kinh phí", mode, **filters)}

    assert documents() == {"qd-hn", "kh-hcm", "du-thao"}
    assert documents(document_ids=["qd-hn"]) == {"qd-hn"}
    assert documents(numbers=["4354/kh - ubnd"]) == {"kh-hcm"}
    assert documents(issuers=["uy ban nhan dan ha noi"]) == {"qd-hn"}
    assert documents(as_of=date(2025, 6, 1)) == {"kh-hcm", "du-thao"}
    assert documents(as_of=date(2025, 6, 1), include_drafts=False) == {"kh-hcm"}
    assert documents(document_ids=["none"]) == set()


def test_the_documents_that_may_be_searched(engine: Engine) -> None:
    assert [one.id for one in engine.documents()] == ["du-thao", "kh-hcm", "qd-hn"]
    assert [one.id for one in engine.documents(Filters(include_drafts=False))] == [
        "kh-hcm",
        "qd-hn",
    ]
    assert engine.documents(Filters(document_ids=("none",))) == []


def test_the_roots_of_a_document(engine: Engine) -> None:
    assert [clause.ref.path for clause in engine.roots("qd-hn")] == ["art_8"]
    assert [clause.ref.path for clause in engine.roots("du-thao")] == ["art_1"]
    with pytest.raises(UnknownClause):
        engine.roots("none")


@pytest.mark.parametrize(
    "name",
    ["4354/KH-UBND", "4354 / kh-ubnd", "KH 4354", "Kế hoạch số 4354", "4354", "ke hoach 4354"],
)
def test_named_document_narrows_in_any_spelling(engine: Engine, name: str) -> None:
    found = ids(engine, f"{name} bố trí kinh phí thế nào?")
    assert found
    assert all(clause.startswith("kh-hcm/") for clause in found)


def test_unknown_number_does_not_narrow_and_is_not_covered(engine: Engine) -> None:
    hits = engine.search("Quyết định 99/QĐ-UBND bố trí kinh phí thế nào?", 10)
    assert len({hit.ref.document_id for hit in hits}) > 1
    assert all(hit.evidence.coverage < 1 for hit in hits)


def test_year_is_no_document_number(engine: Engine) -> None:
    found = ids(engine, "kinh phí năm 2025")
    assert len({clause.split("/")[0] for clause in found}) > 1


@pytest.mark.parametrize("place", ["Hà Nội", "Thủ đô", "ha noi"])
def test_named_place_comes_first(engine: Engine, place: str) -> None:
    assert ids(engine, f"quỹ đầu tư mạo hiểm ở {place}")[0] == "qd-hn/art_8__para_2"


@pytest.mark.parametrize("place", ["TP.HCM", "Sài Gòn", "TPHCM"])
def test_place_is_known_by_its_other_names(engine: Engine, place: str) -> None:
    assert ids(engine, f"quỹ đầu tư mạo hiểm ở {place}")[0] == "kh-hcm/art_8__para_2"


@pytest.mark.parametrize("mode", list(Mode))
def test_named_address_comes_first(engine: Engine, mode: Mode) -> None:
    found = ids(engine, "khoản 1 điều 8 của 4354/KH-UBND quy định gì?", mode)
    assert found[0] == "kh-hcm/art_8__para_1"


def test_named_address_narrows_and_answers_when_nothing_else_is_asked(engine: Engine) -> None:
    hits = engine.search("Khoản 2 Điều 8 của 4354/KH-UBND quy định gì?", 5)
    assert [str(hit.ref) for hit in hits] == ["kh-hcm/art_8__para_2"]
    assert hits[0].evidence.answerable == 1


def test_address_in_a_law_that_is_not_here_is_no_answer(engine: Engine) -> None:
    hits = engine.search("Khoản 2 Điều 8 Luật Thủ đô quy định gì?", 5)
    assert all(hit.evidence.answerable < 1 for hit in hits)


def test_container_is_found_by_its_heading_and_leaves_by_their_words(engine: Engine) -> None:
    assert ids(engine, "trách nhiệm của Sở Tài chính", numbers=["12/QĐ-UBND"])[0] == "qd-hn/art_8"
    found = ids(engine, "Sở Tài chính bố trí kinh phí khoa học", numbers=["12/QĐ-UBND"])
    assert found[0] == "qd-hn/art_8__para_1"


def test_clauses_documents_and_children_are_read(engine: Engine) -> None:
    ref = ClauseRef("qd-hn", "art_8")
    assert engine.clause(ref) == HANOI.clauses[0]
    assert engine.children(ref) == list(HANOI.clauses[1:])
    assert engine.children(ClauseRef("qd-hn", "art_8__para_1")) == []
    assert engine.document("qd-hn") == replace(HANOI, clauses=(), source="")
    assert [document.id for document in engine.documents()] == ["du-thao", "kh-hcm", "qd-hn"]


@pytest.mark.parametrize("method", ["clause", "children"])
def test_unknown_clause_is_said(engine: Engine, method: str) -> None:
    with pytest.raises(UnknownClause):
        getattr(engine, method)(ClauseRef("qd-hn", "art_99"))


def test_unknown_document_is_said(engine: Engine) -> None:
    with pytest.raises(UnknownClause):
        engine.document("nothing")


def test_best_passage_of_a_long_clause_counts(tmp_path: Path) -> None:
    filler = "Các đơn vị thực hiện nhiệm vụ theo quy định hiện hành. " * 60
    long = article("long", f"{filler}Quỹ đầu tư mạo hiểm do thành phố lập. {filler}")
    short = article("short", "Quỹ đất của thành phố.")
    engine = engine_over([long, short], tmp_path)
    assert ids(engine, "quỹ đầu tư mạo hiểm", Mode.BM25)[0] == "long/art_1"


@pytest.mark.parametrize("mode", list(Mode))
def test_empty_index_finds_nothing(tmp_path: Path, mode: Mode) -> None:
    engine_over([HANOI], tmp_path)
    engine = engine_over([], tmp_path)
    assert engine.search("kinh phí khoản 1 điều 8", 5, mode) == []
    assert engine.documents() == []


@dataclass(frozen=True)
class LongestFirst:
    """Takes the longest text for the best."""

    identity: str = "longest"

    def score(self, question: str, passages: Sequence[str]) -> npt.NDArray[np.float32]:
        del question
        return np.array([len(passage) for passage in passages], dtype=np.float32)


def test_reranker_deals_the_scores_of_the_best_out_anew(tmp_path: Path) -> None:
    documents = [article("ngan", "Phí thẩm định."), article("dai", "Phí, lệ phí theo quy định.")]
    build_from_documents(documents, tmp_path, HashEncoder(), progress=False)
    index = open_generation(tmp_path, HashEncoder())
    plain = Engine(index, HashEncoder(), load_ranking())
    reranked = Engine(index, HashEncoder(), load_ranking(), LongestFirst())
    before, after = (engine.search("phí thẩm định", 2) for engine in (plain, reranked))
    assert [hit.ref.document_id for hit in before] == ["ngan", "dai"]
    assert [hit.ref.document_id for hit in after] == ["dai", "ngan"]
    assert [hit.score for hit in before] == [hit.score for hit in after]
    assert reranked.search("phí thẩm định", 1, Mode.BM25)[0].ref.document_id == "ngan"


def test_own_thesaurus_widens_the_search(tmp_path: Path) -> None:
    documents = [article("xe", "Người lái xe."), article("tau", "Thuyền viên tàu biển.")]
    build_from_documents(documents, tmp_path, HashEncoder(), progress=False)
    own = tmp_path / "rieng.toml"
    own.write_text('[xe]\n"bác tài" = ["người lái xe"]\n', encoding="utf-8")
    index = open_generation(tmp_path, HashEncoder())
    engine = Engine(index, HashEncoder(), load_ranking(), thesaurus=own)
    first = engine.search("bác tài", 1)[0]
    assert first.ref.document_id == "xe"
    assert first.evidence.signs["meaning_share"] == 1.0


def test_clause_of_the_agency_asked_about_comes_first(tmp_path: Path) -> None:
    work = "xây dựng kế hoạch đào tạo nhân lực công nghệ hằng năm"
    documents = [
        article("a", f"1. Sở Tài chính chủ trì, phối hợp Sở Nội vụ {work}."),
        article("b", f"2. Sở Nội vụ chủ trì, phối hợp Sở Tài chính {work}."),
        *(article(f"c{i}", f"Việc thứ {i} của các cơ quan khác.") for i in range(8)),
    ]
    build_from_documents(documents, tmp_path, HashEncoder(), progress=False)
    engine = open_with(tmp_path, HashEncoder())
    for agency, expected in (("Sở Tài chính", "a"), ("Sở Nội vụ", "b")):
        assert engine.search(f"{agency} có việc gì?", 1)[0].ref.document_id == expected


MANY = [
    article(f"d{n:02d}", f"Việc {n}: {head} quỹ {tail} của thành phố số {n % 5}.")
    for n, (head, tail) in enumerate(
        (head, tail)
        for head in ("lập", "quản lý", "giám sát", "giải thể")
        for tail in ("đầu tư", "khuyến học", "mạo hiểm", "khoa học công nghệ", "đất đai")
    )
]
ASKED = ("quản lý quỹ đầu tư", "giam sat quy mao hiem", "quỹ nào của thành phố số 3?", "đất đai")


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Index:
    directory = tmp_path_factory.mktemp("crowd")
    build_from_documents(MANY, directory, HashEncoder(), progress=False)
    return open_generation(directory, HashEncoder())


def only(sign: str) -> Network:
    """Candidates in the order of one of the signs."""
    weights = {name: float(name == sign) for name in SIGNS}
    signs = {n: Sign(mean=0, spread=1, weight=w, hidden=(0.0,)) for n, w in weights.items()}
    return Network(intercept=0, signs=signs, bias=(0.0,), output=(0.0,))


def looking_at(index: Index, closer: int, order: Network | None = None) -> Engine:
    """An engine that looks closely at so many candidates."""
    ranking = load_ranking()
    candidates = ranking.candidates.model_copy(update={"closer": closer})
    changed = ranking.model_copy(update={"candidates": candidates})
    return Engine(index, HashEncoder(), changed, order=order)


def order(engine: Engine, question: str, k: int = 20) -> list[str]:
    return [hit.ref.document_id for hit in engine.search(question, k)]


@pytest.mark.parametrize("question", ASKED)
def test_larger_k_never_changes_the_order_of_the_first_ones(crowd: Index, question: str) -> None:
    engine = looking_at(crowd, 6)
    every = order(engine, question)
    assert len(every) == len(MANY)
    for k in range(1, len(MANY)):
        assert order(engine, question, k) == every[:k]


@pytest.mark.parametrize("question", ASKED)
def test_only_the_best_are_looked_at_and_the_rest_stay_below_in_their_order(
    crowd: Index, question: str
) -> None:
    # one candidate alone cannot change places: the order in which they are taken on
    taken_on = order(looking_at(crowd, 1), question)
    for closer in range(2, len(MANY) + 1):
        found = order(looking_at(crowd, closer), question)
        assert set(found[:closer]) == set(taken_on[:closer])
        assert found[closer:] == taken_on[closer:]


@pytest.mark.parametrize("question", ASKED[:2])
@pytest.mark.parametrize("sign", ["soft", "sentence", "told", "nearest"])
def test_best_are_ordered_by_what_they_show(crowd: Index, question: str, sign: str) -> None:
    hits = looking_at(crowd, 8, only(sign)).search(question, 8)
    assert [hit.evidence.signs[sign] for hit in hits] == sorted(
        (hit.evidence.signs[sign] for hit in hits), reverse=True
    )
    assert hits[0].evidence.signs[sign] > hits[-1].evidence.signs[sign]


@pytest.mark.parametrize("closer", [1, 5, 20])
def test_scores_fall_from_the_best_to_the_last(crowd: Index, closer: int) -> None:
    for question in ASKED:
        scores = [hit.score for hit in looking_at(crowd, closer).search(question, 20)]
        assert scores == sorted(scores, reverse=True)
        assert np.isfinite(scores).all()
