from __future__ import annotations

import pytest

from service.sums import is_of_sort, is_per, without_given


@pytest.mark.parametrize(
    ("question", "text", "is_so"),
    [
        ("Xả thải bị phạt tiền bao nhiêu?", "Hỗ trợ 300.000 đồng/m2 chuồng.", False),
        ("Xả thải bị phạt tiền bao nhiêu?", "Mức phạt: 2 triệu đồng.", True),
        ("xa thai bi phat tien bao nhieu", "Hỗ trợ 300.000 đồng/m2 chuồng.", False),
        ("Mỗi người phải đóng quỹ bao nhiêu?", "Quỹ phòng dịch: 2.350 triệu đồng.", False),
        ("Mỗi người phải đóng quỹ bao nhiêu?", "Mức nộp quỹ: 20.000 đồng.", True),
        ("Giá thuê đất là bao nhiêu?", "Bồi thường đất: 20.000 đồng/m2.", False),
        ("Muốn thuê nhà thì thu nhập tối đa bao nhiêu?", "không quá 14 triệu đồng", True),
        ("Được hỗ trợ bao nhiêu?", "Mức: 20.000 đồng/m2.", True),
        ("phát triển bao nhiêu?", "Hỗ trợ 20.000 đồng.", True),
    ],
)
def test_a_sum_of_another_sort_is_none(question: str, text: str, *, is_so: bool) -> None:
    assert is_of_sort(question, text) is is_so


@pytest.mark.parametrize(
    ("question", "text", "is_so"),
    [
        ("Được hỗ trợ mấy triệu đồng một con?", "hỗ trợ 30 triệu đồng/người", False),
        ("Được hỗ trợ mấy triệu đồng một con?", "lợn: 1 triệu đồng/con", True),
        ("Được hỗ trợ mấy triệu đồng một con?", "hỗ trợ 30 triệu đồng", True),
        ("Bồi dưỡng bao nhiêu tiền mỗi phiên họp?", "32 triệu đồng/người/tháng", False),
        ("Bồi dưỡng bao nhiêu tiền mỗi buổi họp?", "300.000 đồng/người/buổi", True),
        ("Mỗi em được bao nhiêu một tháng?", "160.000 đồng/trẻ/tháng", True),
        ("Một năm được bao nhiêu tiền mỗi hộ?", "15 triệu đồng/người/tháng", True),
    ],
)
def test_a_sum_for_something_else_is_none(question: str, text: str, *, is_so: bool) -> None:
    assert is_per(question, text) is is_so


def test_a_sum_that_the_question_gives_is_not_asked_for() -> None:
    text = "bố trí 24,6 tỷ đồng, trong đó 9,8 tỷ đồng mua sách, 5% dự phòng"
    left = without_given(text, "Trong 24,6 tỷ đồng thì mua sách bao nhiêu, dự phòng 5% à?")
    assert " ".join(left.split()) == "bố trí , trong đó 9,8 tỷ đồng mua sách, dự phòng"
    assert len(left) == len(text)
