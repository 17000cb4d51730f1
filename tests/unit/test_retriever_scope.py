"""Places that a question names, in a decision with a regulation that has lost headings."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.build import build_from_documents
from retriever.address import is_at, of_another
from retriever.addressing import find_address
from retriever.engine import Engine
from retriever.library import open_with
from tests.golden.samples import document
from tests.unit.indexer_samples import HashEncoder

DECISION = """
ỦY BAN NHÂN DÂN TỈNH A
Số: 12/QĐ-UBND
A, ngày 1 tháng 2 năm 2030
QUYẾT ĐỊNH
Ban hành Quy chế quản lý bến đò
Điều 1. Ban hành kèm theo Quyết định này Quy chế quản lý bến đò.
Điều 2. Quyết định có hiệu lực từ ngày ký.
Điều 3. Các sở chịu trách nhiệm thi hành Quyết định này./.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn An
QUY CHẾ
QUẢN LÝ BẾN ĐÒ
(Ban hành kèm theo Quyết định số 12/QĐ-UBND ngày 1 tháng 2 năm 2030)
Người lái đò mặc áo phao.
1. Bến đò có đèn.
2. Bến đò có phao.
Điều 7. Giờ chạy
1. Đò chạy từ 5 giờ.
2. Đò nghỉ lúc 20 giờ.
Điều 8. Giá vé
1. Giá vé niêm yết tại bến.
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    directory: Path = tmp_path_factory.mktemp("scope")
    build_from_documents([document(DECISION)], directory, HashEncoder(), progress=False)
    return open_with(directory, HashEncoder())


def answering(engine: Engine, question: str) -> list[str]:
    """Paths of the clauses that are sure to answer, best first."""
    hits = engine.search(question, 20)
    return [hit.ref.path for hit in hits if hit.evidence.answerable == 1]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Điều 3 quy định gì?", "art_3"),
        ("Điều 3 Quyết định 12/QĐ-UBND quy định gì?", "art_3"),
        ("Điều 3 của Quy chế quy định gì?", "att_1__art_1-6"),
        ("dieu 3 cua quy che quy dinh gi", "att_1__art_1-6"),
        ("khoản 2 Điều 3 Quy chế là gì?", "att_1__art_1-6__para_2"),
        ("Điều 7 Quyết định 12/QĐ-UBND nói gì?", "att_1__art_7"),
        ("Nội dung Điều 8?", "att_1__art_8"),
    ],
)
def test_the_place_that_is_named_answers_first(engine: Engine, question: str, first: str) -> None:
    assert answering(engine, question)[0] == first


@pytest.mark.parametrize(
    "question",
    [
        "Điều 10 quy định gì?",
        "Khoản 3 Điều 7 của Quy chế nói gì?",
        "Điều 9 Quy chế quy định gì?",
        "Điều 4 Luật Đường thủy quy định gì?",
        "Điều 3 Quyết định 13/QĐ-UBND quy định gì?",
    ],
)
def test_a_place_that_is_not_there_answers_nothing(engine: Engine, question: str) -> None:
    assert answering(engine, question) == []


def test_greetings_ask_nothing(engine: Engine) -> None:
    assert all(hit.evidence.answerable == 0 for hit in engine.search("Xin chào các bạn!", 5))


def test_articles_in_one_have_each_of_their_numbers() -> None:
    address = find_address("khoản 2 Điều 3 của Quy chế")
    assert address is not None
    assert is_at(address, "att_1__art_1-6~2__para_2__point_a")
    assert is_at(address, "art_3__para_2")
    assert not is_at(address, "att_1__art_4-6__para_2")
    assert not is_at(address, "att_1__art_1-6__para_3")


@pytest.mark.parametrize(
    ("text", "elsewhere"),
    [
        ("Điều 3", False),
        ("Điều 3 quy định gì", False),
        ("Điều 3 của Quy định", False),
        ("Điều 3 Quyết định 12", False),
        ("Điều 3 Quyết định số 12 / QĐ-UBND", False),
        ("Điều 3 Quyết định 121/QĐ-UBND", True),
        ("Điều 3 Luật Giá", True),
        ("khoản 6 Điều 3 Nghị quyết 70/2025/UBTVQH15", True),
    ],
)
def test_addresses_in_another_document(text: str, elsewhere: bool) -> None:
    address = find_address(text)
    assert address is not None
    assert of_another(address, [document(DECISION)]) is elsewhere
