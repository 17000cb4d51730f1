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
    ],
)
def test_what_is_asked_for(question: str, wants: list[Want]) -> None:
    assert list(wants_of(question)) == wants
