from __future__ import annotations

import pytest

from retriever.front import front_patterns


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("ke hoach nay can cu vao dau", b"d/preamble__cit_1\n"),
        ("ai ky quyet dinh", b"d/meta__nguoi-ky\n"),
        ("ke hoach ban hanh ngay nao", b"d/preface_date\n"),
        ("day la du thao phai khong", b"d/preface_draft\n"),
    ],
)
def test_clauses_of_the_head_that_a_question_is_about(question: str, clause: bytes) -> None:
    assert any(pattern.search(clause) for pattern in front_patterns(question))
    assert not any(pattern.search(b"d/art_1__para_2\n") for pattern in front_patterns(question))


@pytest.mark.parametrize("question", ["hop dong lao dong voi ai", "so nao chu tri"])
def test_other_questions_are_about_no_head(question: str) -> None:
    assert not list(front_patterns(question))
