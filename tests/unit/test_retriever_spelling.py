from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.build import build_from_documents
from retriever.engine import Engine
from retriever.library import open_with
from retriever.spelling import corrected, one_edit
from tests.unit.indexer_samples import HashEncoder, article

WORDS = {"bệnh", "viện", "hồ", "sơ", "khám", "chữa", "shipper", "phường"}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    directory: Path = tmp_path_factory.mktemp("spelling")
    documents = [
        article("kham", "Bệnh viện phường tiếp nhận hồ sơ khám chữa bệnh trực tuyến."),
        article("truong", "Trường học công bố chủ trương tuyển sinh. Chủ trương mới."),
    ]
    build_from_documents(documents, directory, HashEncoder(), progress=False)
    return open_with(directory, HashEncoder())


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("khám chữa bệnnh", "khám chữa bệnh"),
        ("bệnh vieenj, hồ sơ", "bệnh vieenj, hồ sơ"),
        ("Bệnh vịện ở đâu?", "Bệnh viện ở đâu?"),
        ("nộp hồ sơ trực tuyếnn", "nộp hồ sơ trực tuyến"),
        ("chủ truơng gì", "chủ trương gì"),
        ("shipper khám chữa bệnh", "shipper khám chữa bệnh"),
        ("hồ shipper", "hồ shipper"),
        ("xyz bệnnh", "xyz bệnnh"),
        ("", ""),
    ],
)
def test_mistyped_words_become_those_of_the_documents(
    engine: Engine, written: str, meant: str
) -> None:
    assert corrected(written, engine._index.lexical, WORDS.__contains__) == meant


def test_plain_words_are_corrected_too(engine: Engine) -> None:
    assert corrected("benh vine phuong", engine._index.folded, set[str]().__contains__) == (
        "benh vien phuong"
    )


def test_search_understands_a_mistyped_question(engine: Engine) -> None:
    right, mistyped = (engine.search(text, 1)[0] for text in ("chủ trương", "chủ trươngg"))
    assert mistyped.evidence.bm25 == pytest.approx(right.evidence.bm25)


words = st.text("abc", max_size=5)


def distance(one: str, other: str) -> int:
    """Optimal string alignment, by the plain recursion."""
    if not one or not other:
        return len(one) + len(other)
    ways = [
        distance(one[1:], other) + 1,
        distance(one, other[1:]) + 1,
        distance(one[1:], other[1:]) + (one[0] != other[0]),
    ]
    if len(one) > 1 and one[:2] == other[1::-1]:
        ways.append(distance(one[2:], other[2:]) + 1)
    return min(ways)


@given(words, words)
def test_one_edit_is_a_distance_of_at_most_one(one: str, other: str) -> None:
    assert one_edit(one, other) == (distance(one, other) <= 1)
