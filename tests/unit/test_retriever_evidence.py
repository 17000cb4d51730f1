from __future__ import annotations

import numpy as np
import pytest

from indexer.build import build_from_documents
from retriever.engine import Engine
from retriever.library import open_with
from retriever.types import Evidence, Mode
from tests.unit.indexer_samples import HashEncoder, article


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    directory = tmp_path_factory.mktemp("evidence")
    documents = [
        article("phi", "Người nộp hồ sơ trả phí, lệ phí."),
        article("phep", "Giấy phép được cấp trực tuyến trong năm ngày làm việc."),
    ]
    build_from_documents(documents, directory, HashEncoder(), progress=False)
    return open_with(directory, HashEncoder())


def evidence(engine: Engine, question: str, document: str, mode: Mode = Mode.HYBRID) -> Evidence:
    hits = engine.search(question, 10, mode)
    return next(hit.evidence for hit in hits if hit.ref.document_id == document)


def test_coverage_counts_the_words_themselves(engine: Engine) -> None:
    assert evidence(engine, "giấy phép trực tuyến", "phep").coverage == 1.0
    assert evidence(engine, "giấy phép bằng kim cương", "phep").coverage < 1.0


def test_meaning_counts_other_names_too(engine: Engine) -> None:
    found = evidence(engine, "giấy phép qua mạng", "phep")
    assert found.coverage < found.signs["meaning_share"] <= 1.0


def test_question_without_content_is_covered(engine: Engine) -> None:
    hits = engine.search("là gì?", 10)
    assert all(hit.evidence.coverage == 1.0 for hit in hits)


@pytest.mark.parametrize("question", ["?", "là gì?", "khi nào", "()"])
def test_nothing_answers_where_nothing_is_asked(engine: Engine, question: str) -> None:
    assert all(hit.evidence.answerable == 0 for hit in engine.search(question, 10))


def test_better_evidence_is_likelier(engine: Engine) -> None:
    good = evidence(engine, "giấy phép được cấp trong mấy ngày làm việc", "phep")
    poor = evidence(engine, "giấy khai sinh của cầu thủ bóng đá", "phep")
    assert 0 <= poor.answerable < good.answerable <= 1


def test_one_half_alone_gives_no_probability(engine: Engine) -> None:
    assert np.isnan(evidence(engine, "giấy phép", "phep", Mode.BM25).answerable)
