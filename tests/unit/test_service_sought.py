from __future__ import annotations

import pytest

from retriever.wants import wants_of
from service.sought import counted_noun, sought_in


def held(question: str, text: str) -> bool:
    sought = sought_in(question, wants_of(question))
    assert sought is not None
    return sought.held_by(text)


@pytest.mark.parametrize(
    ("question", "text", "answers"),
    [
        ("tăng bao nhiêu phần trăm?", "tăng 20% mỗi năm", True),
        ("tăng bao nhiêu phần trăm?", "tăng 20 lần theo Nghị quyết số 57-NQ/TW", False),
        ("kinh phí bao nhiêu tỷ đồng?", "tổng vốn 500 tỷ đồng", True),
        ("kinh phí bao nhiêu tỷ đồng?", "Quyết định số 500/QĐ-UBND", False),
        ("Giáo viên được phụ cấp bao nhiêu mỗi tháng?", "phụ cấp 2.000.000 đồng/tháng", True),
        ("giao vien duoc phu cap bao nhieu moi thang", "có phụ cấp theo Đề án 06", False),
        ("Ký bao nhiêu hợp đồng lao động?", "ký 12 hợp đồng lao động", True),
        ("Thưởng bao nhiêu tiền?", "cử 5 đồng chí", False),
        ("Diện tích bao nhiêu mét vuông?", "rộng 36 m2", True),
        ("Cách nhau mấy mét?", "cự ly 70 m trở lên", True),
        ("Cách nhau mấy mét?", "rộng 70 m2", False),
        ("Tốc độ tối đa là bao nhiêu?", "chạy không quá 50 km/h", True),
        ("Tốc độ tối đa là bao nhiêu?", "sau 5 năm chạy thử", False),
        ("Bị phạt bao nhiêu?", "phạt tiền từ 2 triệu đồng đến 3 triệu đồng", True),
        ("Nặng bao nhiêu kg?", "từ 12 kg", True),
        ("Hồ sơ đất đai chiếm bao nhiêu phần?", "chiếm 63% tổng số hồ sơ", True),
        ("Hồ sơ đất đai chiếm bao nhiêu phần?", "có 3 phần, 12 hồ sơ", False),
        ("Cho người khác biết mật khẩu bị phạt bao nhiêu?", "mật khẩu có 12 ký tự", False),
        ("Thủ thư được hỗ trợ thêm mỗi tháng bao nhiêu?", "hỗ trợ 900.000 đồng/người", True),
        ("Thủ thư được hỗ trợ thêm mỗi tháng bao nhiêu?", "cam kết 05 năm", False),
        ("Tệp gửi qua thư điện tử không quá bao nhiêu MB?", "không quá 35 MB", True),
    ],
)
def test_figures(question: str, text: str, answers: bool) -> None:
    assert held(question, text) is answers


@pytest.mark.parametrize(
    ("question", "text", "answers"),
    [
        ("có bao nhiêu xã?", "ban hành ngày 12/03/2025", False),
        ("có bao nhiêu xã?", "tại 15 xã", True),
        ("Hội đồng có bao nhiêu thành viên?", "Đề án 06 Thành phố", False),
        ("hoi dong co bao nhieu thanh vien", "Hội đồng gồm 09 thành viên", True),
        ("Hội đồng có mấy thành viên?", "Hội đồng gồm bảy thành viên", True),
        ("Trường có bao nhiêu học sinh?", "có 40 em học sinh", True),
        ("Huyện có bao nhiêu trạm y tế?", "theo Điều 3 trạm y tế mở cửa", False),
        ("Quy hoạch chia mấy vùng?", "gồm các vùng: đồi, ven biển, đồng bằng", True),
        ("Sở Y tế có mấy nhiệm vụ?", "Sở Y tế\n1. Khám bệnh.\n2. Tiêm chủng.", True),
        ("Ban có bao nhiêu thành viên?", "Ban Chỉ đạo\n1. Khám bệnh.\n2. Tiêm chủng.", False),
        ("Có bao nhiêu quỹ?", "hình thành các quỹ: quỹ học bổng, quỹ vì người nghèo", True),
        ("Tiền từ mấy nguồn?", "nguồn vốn vay, nguồn vốn góp và nguồn tài trợ", True),
        ("Tiền từ mấy nguồn?", "nguồn vốn vay", False),
        ("Phải có mấy người rành luật?", "có ít nhất một lãnh đạo học luật", True),
        ("Phải có mấy người rành luật?", "một lãnh đạo học luật", False),
        ("Mỗi tổ lo tối đa bao nhiêu cụ?", "không quá 45 người cao tuổi", True),
        ("Được đổi mấy bận một năm?", "thay đổi tối đa 02 lần/năm", True),
        ("Trường vào tốp bao nhiêu trường châu Á?", "thuộc nhóm 500 đại học", True),
        ("Sở bố trí bao nhiêu kinh phí?", "bố trí 24,6 tỷ đồng", True),
        ("Phải lấy bao nhiêu mẫu bộ sạc?", "thử nghiệm ít nhất 120 mẫu trong năm", True),
        ("Phải lấy bao nhiêu mẫu bộ sạc?", "thuê 120 mẫu ruộng", False),
        ("Sở bố trí bao nhiêu kinh phí?", "bố trí cho 24 xã", False),
    ],
)
def test_what_is_counted_is_counted_or_listed(question: str, text: str, answers: bool) -> None:
    assert held(question, text) is answers


@pytest.mark.parametrize(
    ("question", "text", "answers"),
    [
        ("họp bao lâu một lần?", "họp định kỳ hằng quý", True),
        ("Diễn tập bao lâu một lần?", "Định kỳ kiểm tra, diễn tập", True),
        ("Khi nào diễn tập?", "Định kỳ kiểm tra, diễn tập", False),
        ("Nhiệm kỳ kéo dài mấy năm?", "nhiệm kỳ 5 năm", True),
        ("nhiem ky keo dai may nam", "giai đoạn 2021-2030", False),
        ("Nhiệm kỳ mấy năm?", "từ tháng 3 năm 2024 đến hết năm 2026", False),
        ("Giải quyết trong mấy ngày?", "trong thời hạn 07 ngày làm việc", True),
        ("Giải quyết trong mấy ngày?", "nộp trước ngày 15 tháng 12 hàng năm", False),
        ("Khi nào nộp?", "nộp trước ngày 15 tháng 12 hàng năm", True),
        ("Khi nào nộp?", "nộp theo quy định", False),
        ("Nhận hồ sơ từ ngày nào?", "thời hạn vay không quá 60 tháng", False),
        ("Trễ hạn nộp thì bị cấm trong bao lâu?", "không được dự trong 24 tháng", True),
        ("Được nghỉ mấy ngày mỗi năm và hưởng bao nhiêu?", "tối đa 14 ngày/năm", True),
        ("Thời hạn cấp giấy lần đầu là mấy ngày?", "định kỳ hằng năm", False),
        ("Có bão thì mấy tiếng báo cáo một lần?", "có bão báo cáo 03 giờ/lần", True),
        ("co bao thi bao cao may tieng mot lan", "có bão báo cáo 03 giờ/lần", True),
        ("Đội phải tới nơi chậm nhất là bao lâu?", "có mặt chậm nhất 45 phút", True),
        ("Muốn khiếu nại thì còn mấy bữa?", "đề nghị trong 07 ngày", True),
        ("Mở cửa từ mấy giờ đến mấy giờ?", "chờ không quá 20 phút", False),
        ("Rà soát theo kỳ hay khi nào mới làm?", "Định kỳ rà soát quy định", True),
        ("Trẻ được mấy bữa cơm?", "trong 07 ngày", False),
        ("Trường dạy mấy tiếng nước ngoài?", "học 3 giờ", False),
        ("Mấy năm thi một lần?", "tổ chức hội thi hai năm một lần", True),
        ("Phải lo giấy tờ trong mấy hôm?", "làm thủ tục trong 60 ngày", True),
    ],
)
def test_times(question: str, text: str, answers: bool) -> None:
    assert held(question, text) is answers


@pytest.mark.parametrize(
    ("question", "text", "answers"),
    [
        ("Giám đốc bệnh viện là ai?", "bệnh viện do Sở quản lý, hỗ trợ bà con nghèo", False),
        ("Giám đốc bệnh viện là ai?", "Ông Nguyễn Văn An, Giám đốc bệnh viện", True),
        ("Ai là trưởng ban?", "Chủ tịch Ủy ban nhân dân xã làm Trưởng ban", True),
        ("ten truong phong la gi", "Trưởng phòng chịu trách nhiệm", False),
        ("Số điện thoại của trường là gì?", "Điện thoại: 024.3825.6789", True),
        ("Số điện thoại của trường là gì?", "số hóa 310.000 hồ sơ", False),
        ("Số điện thoại của Ban phòng, chống bão lũ là số nào?", "báo trước 16 giờ", False),
        ("so dien thoai cua truong", "gọi điện thoại cho phụ huynh", False),
        ("Email của phòng là gì?", "gửi về so@vidu.gov.vn", True),
        ("Website của trường là gì?", "công khai trên trang web của trường", False),
        ("Số tài khoản của quỹ là bao nhiêu?", "mở tài khoản tại kho bạc", False),
        ("Địa chỉ bệnh viện ở đâu?", "Bệnh viện ở thành phố Vinh phục vụ nhân dân", False),
        ("Quỹ đặt ở địa chỉ nào?", "Quỹ của Thành phố Hồ Chí Minh", False),
        ("Trụ sở quỹ đặt ở đâu?", "Quỹ có trụ sở tại Hà Nội", True),
        ("Trụ sở ở số nhà nào, phố nào?", "Quỹ của tỉnh", False),
        ("Trường nằm ở đường nào?", "số 12 đường Láng", True),
        ("Cho xin số đt đầu mối của trường khi cần", "nhà trường là đầu mối", False),
        ("Đề nghị cung cấp đường dây nóng để phản ánh", "phản ánh qua 1900 1234", True),
        ("Cho tôi xin số đường dây nóng của trường", "phản ánh với nhà trường", False),
        ("Ai được bổ nhiệm làm giám đốc quỹ?", "quỹ do tỉnh lập", False),
        ("Ai đang làm chủ nhiệm ủy ban?", "Ủy ban về sách", False),
        ("Hội sách mở ở thành phố nào?", "Tổ chức hội sách 2026", False),
        ("Nên bấm số điện thoại nào để phản ánh?", "qua Tổng đài 1022 nhánh 3", True),
        ("Số điện thoại trực 24/7 của đội là số nào?", "báo qua số trực 24/7", False),
        ("Công ty nào được chọn cung cấp sữa?", "lựa chọn đơn vị cung cấp sữa", False),
        ("Công ty nào được chọn cung cấp sữa?", "do Công ty cổ phần Sữa Núi cung cấp", True),
        ("Hội sách mở ở thành phố nào?", "Tổ chức hội sách tại Vinh", True),
    ],
)
def test_contacts_and_names(question: str, text: str, answers: bool) -> None:
    assert held(question, text) is answers


@pytest.mark.parametrize(
    "question",
    [
        "Ai công bố số điện thoại đường dây nóng?",
        "Có công bố số điện thoại của trường không?",
        "Đường dây nóng dùng để làm gì?",
        "Trường nào dạy trẻ khuyết tật?",
        "Thành phố nào làm thí điểm?",
        "Mấy trường vùng cao được hỗ trợ gì?",
        "Việc trụ sở của quỹ được phân công ở đâu?",
        "Rút ngắn thời hạn cấp giấy bằng cách nào?",
        "Phòng học phải đạt đến mức nào?",
        "Nhân viên có được mở địa chỉ thư công vụ không, với điều kiện gì?",
    ],
)
def test_nothing_in_particular_is_sought(question: str) -> None:
    assert sought_in(question, wants_of(question)) is None


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        ("Lọt vào mấy trăm trường đầu thế giới?", ""),
        ("Có mấy trạm y tế?", "tram"),
        ("Có bao nhiêu bệnh viện tuyến tỉnh?", "benh vien"),
        ("Chia làm mấy nhóm giải pháp?", "nhom"),
        ("Tăng bao nhiêu so với năm 2020?", ""),
        ("Thư viện có bao nhiêu sách được số hóa?", "sach"),
        ("Mấy bệnh viện được nâng cấp thế nào?", ""),
        ("Trường phải đạt chuẩn mức mấy ạ?", ""),
    ],
)
def test_the_noun_that_is_counted(question: str, noun: str) -> None:
    assert counted_noun(question) == noun
