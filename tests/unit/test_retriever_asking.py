from __future__ import annotations

import pytest

from retriever.asking import without_courtesy


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Xin chào", ""),
        ("Chào em!", ""),
        ("Cảm ơn bạn nhiều", ""),
        ("xin chào anh chị cho hỏi ai ký?", "cho hỏi ai ký?"),
        ("Dạ, ai ký? Em cảm ơn ạ.", "ai ký?"),
        ("Thư cảm ơn gửi ai?", "Thư cảm ơn gửi ai?"),
        ("Chào giá cạnh tranh là gì?", "Chào giá cạnh tranh là gì?"),
    ],
)
def test_courtesies_are_left_out(text: str, left: str) -> None:
    blank = without_courtesy(text)
    assert len(blank) == len(text)
    assert blank.strip() == left
