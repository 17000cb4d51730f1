"""The set phrases of Vietnamese official documents, as regular expressions.

From Nghị định 30/2020/NĐ-CP on how such documents are laid out, and from usage.
"""

from __future__ import annotations

import re

KINDS = (
    "bộ luật", "luật", "pháp lệnh", "lệnh", "nghị quyết liên tịch", "nghị quyết", "nghị định",
    "quyết định", "chỉ thị", "thông tư liên tịch", "thông tư", "kế hoạch", "chương trình hành động",
    "chương trình", "đề án", "dự án", "phương án", "quy chế", "quy định", "quy trình", "điều lệ",
    "nội quy", "quy chuẩn", "hướng dẫn", "thông báo", "báo cáo", "tờ trình", "công văn",
    "công điện", "văn bản hợp nhất", "danh mục", "phụ lục", "hợp đồng", "biên bản", "thể lệ",
)  # fmt: skip
"""The kinds of documents and attachments (Nghị định 30/2020/NĐ-CP, Điều 7, and usage)."""

# A consolidated text sets the mark of its first footnote on the kind: "THÔNG TƯ1".
KIND_LINE = re.compile(
    "(?P<kind>" + "|".join(re.escape(kind.upper()) for kind in KINDS) + r")"
    r"(?P<note>\d{0,2})(?P<rest>(?:\s+\S.*)?)$"
)
MOTTO = re.compile(
    r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ|CHỦ NGHĨA VIỆT NAM|ĐẢNG CỘNG SẢN VIỆT NAM|[ĐÐ]ộc lập\s*[-–]|"
    r"^[-–—_*.\s]+$|[ĐÐ]ỘC LẬP"
)
SECOND_LINE = re.compile(
    r"(?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|THỊ TRẤN|PHƯỜNG|XÃ|ĐẶC KHU|SỞ|CỤC|CHI CỤC|BAN)\s"
)
"""How the second line of an issuer's name begins: "HUYỆN YÊN THẠCH" below "ỦY BAN NHÂN DÂN"."""

# The Party prints its numbers without a colon: "Số 57-NQ/TW".
NUMBER = re.compile(
    r"(?:^|\s)(?:Luật\s+|Bộ luật\s+|Pháp lệnh\s+)?(?:[Ss]ố|SỐ)\s*:\s*(?P<n>\S.*)$|"
    r"^(?:Số|SỐ)\s+(?P<party>\d{1,4}\s?-\s?[A-ZĐ]\w{0,7}(?:/[A-ZĐ]\w{0,7}){1,3})$"
)
DATED = re.compile(
    r"(?P<place>[^\W\d_][^,;:]{1,40}?),\s*[Nn]gày\s*(?P<d>\d{0,2})"
    r"(?:[\s.…]*[Tt]háng\s*(?P<m>\d{0,2})[\s.…]*[Nn]ăm\s*|[/.-](?P<month>\d{1,2})[/.-])"
    r"(?P<y>\d{0,4})"
)
PREAMBLE = re.compile(
    r"(?:C[ăầ]n cứ|Xét\b|Theo (?:đề nghị|tinh thần)|Thực hiện\b|Để (?:thực hiện|triển khai|tiếp)|"
    r"Nhằm\b|Triển khai\b|Tiếp tục\b|Thi hành\b|Sau khi\b|Chính phủ ban hành|Quốc hội ban hành|"
    r"(?:Ủy|Uỷ) ban|Bộ trưởng|Thủ tướng|Chủ tịch|Hội đồng|Trên cơ sở|Trong (?:những|thời|bối)|"
    r"Kính gửi)"
)
CITATION = re.compile(r"(?:C[ăầ]n cứ|Xét|Theo đề nghị)\b")
BANNER = re.compile(
    r"VĂN BẢN QUY PHẠM PHÁP LUẬT|VĂN BẢN HỢP NHẤT|CÔNG BÁO|VĂN BẢN (?:PHÁP LUẬT )?KHÁC"
)
"""What a gazette prints over a document."""

ENACTS = re.compile(r"(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|CHỈ THỊ|NGHỊ QUYẾT|THÔNG TƯ)\s*:$")
DRAFT = re.compile(r"DỰ\s+THẢO\b|Dự thảo\b")
AUTHORITY = re.compile(
    r"(?:BỘ TRƯỞNG|CHỦ TỊCH|THỦ TƯỚNG|THỐNG ĐỐC|CHÁNH ÁN|VIỆN TRƯỞNG|TỔNG KIỂM TOÁN|TỔNG THANH TRA|"
    r"CHÍNH PHỦ$|QUỐC HỘI$|(?:ỦY|UỶ) BAN (?:NHÂN DÂN|THƯỜNG VỤ)|HỘI ĐỒNG NHÂN DÂN)"
)
"""Who enacts, in capitals on a line of its own between the title and the legal bases."""

AMENDED_BY = re.compile(
    r"sửa đổi,? bổ sung(?: một số điều)? (?:bởi|theo)(?: các văn bản sau)?\s*:$"
)
"""What a consolidated text says before it lists the texts that it merges."""

AUTHENTICATED = re.compile(r"XÁC THỰC VĂN BẢN HỢP NHẤT")
SIGNATURE = re.compile(
    r"(?:TM\.|T/M|KT\.|Q\.|TL\.|TUQ\.|Nơi nhận|NƠI NHẬN|"
    r"(?:PHÓ )?(?:CHỦ TỊCH|THỦ TƯỚNG|BỘ TRƯỞNG|TỔNG BÍ THƯ|TỔNG THANH TRA|THỐNG ĐỐC|CHÁNH ÁN|"
    r"VIỆN TRƯỞNG|TỔNG KIỂM TOÁN|CHỦ NHIỆM|GIÁM ĐỐC)(?:$|\s+(?:QUỐC HỘI|NƯỚC|CHÍNH PHỦ|"
    r"NGÂN HÀNG|TÒA ÁN|VIỆN|ỦY BAN|UBND|SỞ)))"
)
ADOPTED = re.compile(
    r"(?:Luật|Bộ luật|Pháp lệnh|Nghị quyết) này (?:đã )?được "
    r"(?:Quốc hội|(?:Ủy|Uỷ) ban [Tt]hường vụ|Hội đồng nhân dân|HĐND)|"
    r"Nghị quyết (?:đã )?được (?:Hội đồng nhân dân|HĐND)[^.;]* thông qua ngày"
)
"""How a text that an assembly adopted says so, in a sentence of its own before the signature."""

END = re.compile(r"\./\.?[”\"]?\s*$")
"""The mark ``./.`` after a document's last word."""
