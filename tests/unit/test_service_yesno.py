from __future__ import annotations

import pytest

from service.yesno import yes_or_no

LAW = "Người đứng đầu tháo gỡ khó khăn; tuyệt đối không đùn đẩy trách nhiệm, không trì hoãn."


@pytest.mark.parametrize(
    ("question", "text", "verdict"),
    [
        ("Thủ trưởng có được đùn đẩy trách nhiệm không?", LAW, "Không"),
        ("thu truong co duoc dun day trach nhiem khong", LAW, "Không"),
        ("Có phải tháo gỡ khó khăn hay không?", LAW, "Có"),
        ("Có phải số hóa hồ sơ không?", "Số hóa hồ sơ, tài liệu.", "Có"),
        ("Có hỗ trợ lãi suất cho hộ nghèo không?", "Hỗ trợ lãi suất cho dự án đầu tư.", None),
        ("Có phải lên tận nơi nộp không?", "Không phụ thuộc vị trí của người nộp.", None),
        ("Có phải nộp hồ sơ trước ngày 15 hằng tháng không?", "Nộp hồ sơ trước ngày 05.", None),
        ("Có bị cấm không?", "Cấm đùn đẩy.", None),
        ("Ai chủ trì?", "Sở Nội vụ chủ trì.", None),
    ],
)
def test_yes_and_no_are_said_only_in_the_words_of_the_text(
    question: str, text: str, verdict: str | None
) -> None:
    assert yes_or_no(question, text) == verdict


@pytest.mark.parametrize(
    ("question", "doer", "verdict"),
    [
        ("Sở Y tế có chủ trì tiêm chủng mở rộng không?", "Sở Y tế", "Có"),
        ("Sở Nội vụ có chủ trì tiêm chủng mở rộng không?", "Sở Y tế", None),
        ("so noi vu co chu tri tiem chung mo rong khong", "Sở Y tế", None),
        ("Sở Y tế có chủ trì tiêm chủng mở rộng không?", None, None),
        ("Hộ nghèo có được tiêm chủng mở rộng không?", "Sở Y tế", None),
        ("Trẻ em có được tiêm chủng mở rộng 6 mũi không?", "Sở Y tế", None),
        ("Trẻ em có được tiêm chủng mở rộng không? (quy chế của tỉnh)", "Sở Y tế", "Có"),
    ],
)
def test_yes_is_said_only_of_those_of_whom_it_is_asked(
    question: str, doer: str | None, verdict: str | None
) -> None:
    text = "Chủ trì tiêm chủng mở rộng 5 mũi cho trẻ em, phối hợp với Sở Nội vụ."
    assert yes_or_no(question, text, "Y tế", doer) == verdict
