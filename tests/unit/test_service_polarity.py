from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.polarity import Denial, Kind, denials_in, disagree, exceptions_in


@pytest.mark.parametrize(
    ("text", "denials"),
    [
        ("tuyệt đối không đùn đẩy trách nhiệm", {Denial(Kind.NOT, "dun day")}),
        ("không phải nộp phí", {Denial(Kind.NOT, "nop phi")}),
        ("chưa có hiệu lực", {Denial(Kind.NOT_YET, "hieu luc")}),
        ("không được tự ý sửa", {Denial(Kind.FORBIDDEN, "tu y")}),
        ("nghiêm cấm tự ý sửa", {Denial(Kind.FORBIDDEN, "tu y")}),
        ("Không gian đổi mới sáng tạo, hàng không", set()),
    ],
)
def test_what_is_denied(text: str, denials: set[Denial]) -> None:
    assert denials_in(text) == denials


@pytest.mark.parametrize(
    ("text", "exceptions"),
    [
        ("mọi thủ tục, trừ thủ tục mật", {"thu tuc"}),
        ("ngoại trừ trường hợp khẩn cấp", {"khan cap"}),
        ("miễn trừ trách nhiệm, khấu trừ thuế, bị trừ điểm", set()),
    ],
)
def test_what_is_excepted(text: str, exceptions: set[str]) -> None:
    assert exceptions_in(text) == exceptions


LAW = "Người đứng đầu không được đùn đẩy việc; hồ sơ chưa số hóa thì không nhận."


@pytest.mark.parametrize(
    ("words", "clause", "differ"),
    [
        ("Người đứng đầu không được đùn đẩy việc.", LAW, False),
        ("Cấm người đứng đầu đùn đẩy việc.", "Cấm đùn đẩy việc.", True),
        ("Cấm đùn đẩy việc.", LAW, False),
        ("Người đứng đầu được đùn đẩy việc.", LAW, True),
        ("Người đứng đầu không đùn đẩy việc.", LAW, True),
        ("Hồ sơ đã số hóa thì nhận.", LAW, True),
        ("Hồ sơ không số hóa.", LAW, True),
        ("Mọi thủ tục làm trực tuyến.", "Mọi thủ tục làm trực tuyến, trừ thủ tục mật.", True),
        (
            "Mọi thủ tục làm trực tuyến, trừ thủ tục mật.",
            "Mọi thủ tục làm trực tuyến, trừ thủ tục mật.",
            False,
        ),
        ("Trừ thủ tục mật, mọi thủ tục làm trực tuyến.", "Mọi thủ tục làm trực tuyến.", True),
        ("Sở Nội vụ lập kế hoạch.", "Sở Nội vụ lập kế hoạch. Phí được thu, trừ phí cũ.", False),
        ("Phí không thu.", "Phí được thu.", True),
    ],
)
def test_a_statement_and_its_clause_agree(words: str, clause: str, differ: bool) -> None:
    assert disagree(words, [clause]) is differ


PARTS = ["không thu phí", "chưa có hiệu lực", "cấm tự ý sửa", "trừ trẻ em", "thu phí", "được giao"]


@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=4))
def test_whatever_is_quoted_agrees_with_itself(parts: list[str]) -> None:
    text = "Sở Nội vụ " + ", ".join(parts) + "."
    assert not disagree(text, [text])


@given(st.sampled_from(["đóng cửa", "thu phí", "sửa hồ sơ"]), st.sampled_from(["không", "chưa"]))
def test_a_statement_turned_round_disagrees(act: str, denial: str) -> None:
    said, denied = f"Thư viện {act}.", f"Thư viện {denial} {act}."
    assert disagree(said, [denied])
    assert disagree(denied, [said])
