"""What a question asks about a document itself."""

from __future__ import annotations

import pytest

from retriever.types import fold
from service.about import Fact, facts_of


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ("Ai ký Quyết định 12/QĐ-UBND, ngày nào?", (Fact.SIGNER, Fact.ISSUED)),
        ("Từ khi có Kế hoạch 7 thì văn bản nào hết hiệu lực?", (Fact.REPLACES,)),
        ("Có kế hoạch 7 rồi thì kế hoạch nào hết xài?", (Fact.REPLACES,)),
        ("Quy chế của tỉnh áp dụng từ hôm nào?", (Fact.EFFECTIVE,)),
        ("Ai đặt bút ký kế hoạch 7?", (Fact.SIGNER,)),
        ("Kế hoạch 7 là chính thức hay mới chỉ là bản lấy ý kiến?", (Fact.STANDING,)),
        ("Những ai chịu trách nhiệm thi hành quyết định ban hành quy chế?", ()),
        ("Cơ quan ban hành Quyết định 12 và người ký là ai?", (Fact.ISSUER, Fact.SIGNER)),
        ("Quyết định 12/QĐ-UBND thuộc lĩnh vực gì?", (Fact.FIELD,)),
        ("Tên đầy đủ của Kế hoạch tiêm chủng là gì?", (Fact.TITLE,)),
        ("Quyết định 12 quy định về vấn đề gì?", (Fact.TITLE,)),
        ("Nghị quyết số 8/NQ-HĐND thông qua đề án nào?", (Fact.TITLE,)),
        ("quyet dinh 12 noi ve viec gi vay", (Fact.TITLE,)),
        ("Quy chế quản lý chợ ban hành kèm theo quyết định nào?", (Fact.ENCLOSED,)),
        ("Mục đích của việc ban hành quy chế là gì?", (Fact.PURPOSE,)),
        ("Phạm vi điều chỉnh của quy chế?", (Fact.SCOPE,)),
        ("Quy chế áp dụng đối với những ai?", (Fact.SUBJECTS,)),
        ("Quyết định 12 căn cứ văn bản nào?", (Fact.BASIS,)),
        ("Nơi nhận của Quyết định 12 gồm ai?", (Fact.RECIPIENTS,)),
        ("Kế hoạch 7 thực hiện chương trình hành động số mấy?", (Fact.CARRIES_OUT,)),
        ("ke hoach 7 trien khai nghi quyet nao", (Fact.CARRIES_OUT,)),
        ("Những ai phải tuân theo quy chế?", (Fact.SUBJECTS,)),
        ("Kế hoạch là chính thức hay dự thảo?", (Fact.STANDING,)),
        ("Văn bản nào đang là dự thảo?", (Fact.STANDING,)),
        ("Kế hoạch nào còn hiệu lực?", (Fact.STANDING,)),
        ("Quyết định nào đang có hiệu lực?", (Fact.STANDING,)),
        ("Chế độ báo cáo định kỳ phải làm thế nào?", ()),
        ("Đây là bản chính thức hay mới là bản nháp?", (Fact.STANDING,)),
        ("Dự thảo kế hoạch đã có hiệu lực chưa?", (Fact.STANDING,)),
        ("Nghị quyết 12 còn áp dụng đến ngày nào?", (Fact.EFFECTIVE,)),
        ("Quyết định 12 ra ngày nào vậy", (Fact.ISSUED,)),
        ("Ban hành Kế hoạch thực hiện Nghị quyết 57 ngày nào?", (Fact.ISSUED,)),
        ("Quyết định ban hành Chương trình hành động khi nào?", (Fact.ISSUED,)),
        ("Rà soát các kế hoạch đã ban hành, hoàn thành khi nào?", ()),
        ("Quy chế kèm theo Quyết định 8 áp dụng cho những sở nào?", (Fact.SUBJECTS,)),
        ("Kế hoạch 7 thay kế hoạch số mấy?", (Fact.REPLACES,)),
        ("Quyết định 12 căn cứ mấy luật nào?", (Fact.BASIS,)),
        ("Em thấy dự thảo nhắc tám ngành", ()),
        ("Quyết định 12 quy định mức phí gửi xe thế nào?", ()),
        ("Quyết định 12 quy định gì về giá đất?", ()),
        ("Sở Y tế ký kết hợp tác với bệnh viện nào?", ()),
        ("Ai chủ trì mở lớp xóa mù chữ?", ()),
    ],
)
def test_facts_of_each_part(question: str, facts: tuple[Fact, ...]) -> None:
    assert facts_of(fold(question)) == facts
