from __future__ import annotations

import pytest

from service.wants import Want, wants_of


@pytest.mark.parametrize(
    ("question", "wants"),
    [
        ("Ai chủ trì xây dựng thư viện?", [Want.WHO]),
        ("ai chu tri xay dung thu vien", [Want.WHO]),
        ("Việc này giao cho sở nào chủ trì?", [Want.WHO]),
        ("Xây dựng thư viện là nhiệm vụ của sở nào?", [Want.WHO]),
        ("Các trường phải gửi báo cáo cho ai?", [Want.WHOM]),
        ("Báo cáo gửi về đâu?", [Want.WHOM]),
        ("Muốn chi thêm thì xin phép ai?", [Want.WHOM]),
        ("Sở Nội vụ phối hợp với những ai?", [Want.PARTNER]),
        ("Cơ quan nào phối hợp?", [Want.PARTNER]),
        ("Họp bao lâu một lần?", [Want.WHEN]),
        ("hop may thang mot lan", [Want.WHEN]),
        ("Hạn nộp báo cáo là khi nào?", [Want.WHEN]),
        ("Tăng bao nhiêu phần trăm?", [Want.AMOUNT]),
        ("Chia làm mấy giai đoạn?", [Want.AMOUNT]),
        ("Theo nghị quyết nào của Quốc hội?", [Want.DOCUMENT]),
        ("Đề án này theo QĐ số mấy?", [Want.DOCUMENT]),
        ("Nghị quyết số nào quy định?", [Want.DOCUMENT]),
        ("Ai chủ trì và khi nào xong?", [Want.WHO, Want.WHEN]),
        ("Gửi báo cáo cho ai, trước ngày nào?", [Want.WHOM, Want.WHEN]),
        ("Cơ quan nào chủ trì, phối hợp với ai?", [Want.WHO, Want.PARTNER]),
        ("Chương trình đầu tư công gồm gì?", []),
        ("chuong trinh dau tu cong gom gi", []),
        ("Mô hình gồm những ai?", []),
        ("Có ai giúp người mới không?", []),
        ("Mấy người viết văn có được hỗ trợ không?", []),
        ("Ba mô hình cho những ngành nào?", []),
        ("Nội dung nào giúp rút ngắn thời hạn cấp phép?", []),
        ("Có được kéo dài thời hạn đã duyệt không? (quy chế của tỉnh)", []),
        ("Sở nào chủ trì và có phải báo cáo không?", [Want.WHO]),
        ("Bao lâu phải nộp sổ sách xem có đúng không?", [Want.WHEN]),
        ("Thời hạn nộp hồ sơ thế nào?", [Want.WHEN]),
        ("thoi han nop ho so", [Want.WHEN]),
        ("Hộ nghèo được ưu ái gì khi ứng dụng AI và máy tính nào?", []),
        ("Triển khai chương trình AI do đơn vị nào lo?", [Want.WHO]),
        ("Mấy ông lớn muốn về tỉnh thì tính sao?", []),
        ("Bản đồ và văn bản nào quy định?", [Want.DOCUMENT]),
        ("Người nghèo có được xếp hàng như ai?", []),
        ("Tổ công tác có mấy người?", [Want.AMOUNT]),
        ("Chương trình kéo dài mấy năm?", [Want.WHEN]),
        ("Cho vay mấy năm nay mà chưa trả thì xã có đòi không?", []),
        ("Báo cáo trong mấy ngày và ai ký?", [Want.WHEN, Want.WHO]),
        ("Các ban báo cáo mấy kỳ trong năm?", [Want.WHEN]),
        ("Họp mấy tháng một lần, ai chủ trì?", [Want.WHEN, Want.WHO]),
        ("lap nhung quy nao cho hoc sinh", []),
        ("Nộp vào quý nào?", [Want.WHEN]),
        ("Có bắt nộp hồ sơ giấy không, ở mục nào?", []),
        ("Bộ phận nào nhận hồ sơ?", [Want.WHO]),
        ("CQ thường trực là đv nào?", [Want.WHO]),
    ],
)
def test_what_is_asked_for(question: str, wants: list[Want]) -> None:
    assert list(wants_of(question)) == wants
