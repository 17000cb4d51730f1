from __future__ import annotations

import pytest

from indexer.parse.abbreviations import abbreviations, canonical


def test_initials_of_the_words_before_the_bracket() -> None:
    text = "phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số (KH-CN, ĐMST và CĐS)"
    assert abbreviations([text]) == {
        "CĐS": "chuyển đổi số",
        "KH-CN": "khoa học, công nghệ",
        "ĐMST": "đổi mới sáng tạo",
    }


def test_a_foreign_short_form_takes_the_noun_phrase() -> None:
    text = "đóng góp của chỉ số Năng suất nhân tố tổng hợp (TFP) trong tăng trưởng"
    assert abbreviations([text]) == {"TFP": "Năng suất nhân tố tổng hợp"}


def test_a_name_given_for_later() -> None:
    text = "Căn cứ Kế hoạch số 9-KH/TU của Tỉnh ủy (sau đây gọi tắt là Kế hoạch)"
    assert abbreviations([text]) == {"Kế hoạch": "Kế hoạch số 9-KH/TU của Tỉnh ủy"}


def test_the_first_definition_counts_whatever_its_spelling() -> None:
    texts = ["khoa học công nghệ (KHCN)", "khách hàng cao niên (KH-CN)"]
    assert abbreviations(texts) == {"KHCN": "khoa học công nghệ"}


def test_words_may_be_left_out_of_a_vietnamese_short_form() -> None:
    text = "kết quả đánh giá tác động môi trường (ĐTM)"
    assert abbreviations([text]) == {"ĐTM": "đánh giá tác động môi trường"}


@pytest.mark.parametrize(
    "text",
    [
        "theo quy định (nếu có)",
        "(Ban Chỉ đạo)",
        "tầm nhìn đến năm 2030 (CĐS)",
        "thu nhập bình quân đầu người (USD)",
        "cá nhân, hộ gia đình (sau đây gọi chung là cá nhân)",
    ],
)
def test_brackets_that_define_nothing(text: str) -> None:
    assert abbreviations([text]) == {}


def test_one_spelling() -> None:
    assert {canonical(short) for short in ("KH-CN", "KHCN", "KH&CN", "KH.CN")} == {"KHCN"}
