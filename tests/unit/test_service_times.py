from __future__ import annotations

import pytest

from service.times import duration_in, time_in, years_in


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("gửi báo cáo trước ngày 05 hằng tháng hoặc đột xuất", "trước ngày 05 hằng tháng"),
        ("(trước ngày 15 tháng 12 hàng năm)", "trước ngày 15 tháng 12 hàng năm"),
        ("Định kỳ hằng quý, hằng năm, các trường báo cáo", "Định kỳ hằng quý, hằng năm"),
        (
            "định kỳ hàng tháng, 3 tháng, 6 tháng, 1 năm",
            "định kỳ hàng tháng, 3 tháng, 6 tháng, 1 năm",
        ),
        ("theo chu kỳ 2,5 năm, tổ chức", "theo chu kỳ 2,5 năm"),
        ("báo cáo định kỳ vào tháng 12 hàng năm", "vào tháng 12 hàng năm"),
        ("phấn đấu đến năm 2030 đạt 80%", "đến năm 2030"),
        ("có hiệu lực kể từ ngày ký", "kể từ ngày ký"),
        ("có hiệu lực từ ngày ký ban hành", "từ ngày ký"),
        ("trong thời hạn 05 ngày làm việc", "trong thời hạn 05 ngày làm việc"),
        ("Thời gian thực hiện: Thường xuyên.", "Thường xuyên"),
        ("tổ chức hội thi thường niên cấp tỉnh", "thường niên"),
        ("rà soát 02 lần/năm", "02 lần/năm"),
        ("khi có bão báo cáo 03 giờ/lần", "03 giờ/lần"),
        ("khôi phục điện trong vòng 24 giờ", "trong vòng 24 giờ"),
        ("trình ban hành Quý III/2027", "Quý III/2027"),
        ("hoàn thành trong quý IV năm 2026", "trong quý IV năm 2026"),
        ("xong trước tháng 9/2026", "trước tháng 9/2026"),
        ("thí điểm 6 tháng cuối năm 2027", "6 tháng cuối năm 2027"),
        ("theo Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024 của Bộ Chính trị", None),
        ("không nói gì về việc ấy", None),
    ],
)
def test_the_time_of_a_sentence(text: str, time: str | None) -> None:
    assert time_in(text) == time


def test_a_decade_is_no_year() -> None:
    assert years_in("giữa thập niên 2030, trước năm 2028") == {"2028"}


def test_how_often_goes_before_a_date() -> None:
    text = "Đến năm 2030, họp định kỳ hằng quý"
    assert time_in(text) == "Đến năm 2030"
    assert time_in(text, repeated=True) == "định kỳ hằng quý"


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("trả kết quả trong thời hạn 05 ngày làm việc", "trong thời hạn 05 ngày làm việc"),
        ("chiến lược 10 năm", "10 năm"),
        ("tối đa 2,5 năm", "tối đa 2,5 năm"),
        ("từ ngày 15 tháng 12 hàng năm", None),
        ("giai đoạn 2021-2030, đến tháng 6 năm 2027", None),
    ],
)
def test_how_long_something_takes(text: str, duration: str | None) -> None:
    assert duration_in(text) == duration


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Cử đi tối đa mấy tháng?", "tối đa 24 tháng"),
        ("Cử đi ít nhất mấy tháng?", "tối thiểu 06 tháng"),
        ("Cử đi mấy tháng?", "tối thiểu 06 tháng"),
        ("Báo trước mấy ngày?", "05 ngày làm việc"),
        ("Báo trước mấy giờ?", "05 ngày làm việc"),
        ("Cử đi bao lâu?", "tối thiểu 06 tháng"),
    ],
)
def test_of_several_durations_the_one_that_is_asked_for(question: str, told: str) -> None:
    text = "Cử đi tối thiểu 06 tháng, tối đa 24 tháng; báo trước 05 ngày làm việc."
    assert duration_in(text, question) == told


def test_years_are_not_told_in_days() -> None:
    assert duration_in("trong 60 ngày", "Thuê đủ mấy năm thì được mua?") is None
