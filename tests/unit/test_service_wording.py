from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retriever.types import fold, is_plain
from service.wording import content_terms, sentence_spans, syllables


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


def test_folding() -> None:
    assert fold("Điều 7, KHOẢN Đ") == "dieu 7, khoan d"
    assert is_plain("dieu 7")
    assert not is_plain("điều 7")


def test_document_numbers_stay_whole() -> None:
    assert syllables("Nghị quyết số 57-NQ/TW; 5921/QĐ-UBND.") == [
        "nghi", "quyet", "so", "57-nq/tw", "5921/qd-ubnd",
    ]  # fmt: skip


def test_content_terms_drop_question_words_with_and_without_diacritics() -> None:
    assert content_terms("Ai ký quyết định này?") == content_terms("ai ky quyet dinh nay?")
    assert content_terms("đô thị") == ["do", "thi", "do thi"]


def test_abbreviations_bring_their_long_form() -> None:
    assert {"cds", "chuyen doi"} <= set(content_terms("CĐS", {"CĐS": "chuyển đổi số"}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Một. Hai.", ["Một.", "Hai."]),
        ("1. Chủ trì. Phối hợp.", ["1. Chủ trì.", "Phối hợp."]),
        ("a) Một; hai; ba.", ["a) Một;", "hai;", "ba."]),
        ("Đại học TP. Hồ Chí Minh. Hết.", ["Đại học TP. Hồ Chí Minh.", "Hết."]),
        ("Số 57-NQ/TW ngày 22.12.2024 của Bộ.", ["Số 57-NQ/TW ngày 22.12.2024 của Bộ."]),
        ("Dòng một\nDòng hai", ["Dòng một", "Dòng hai"]),
        ("Điều 7. Sở Nội vụ\n1. Việc.", ["Điều 7. Sở Nội vụ", "1. Việc."]),
        ("", []),
        ("  \n ", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@given(st.text(alphabet="aĐ1.;\n “”)-", max_size=60))
def test_sentences_cover_all_words_in_order(text: str) -> None:
    spans = sentence_spans(text)
    assert all(start < end for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
