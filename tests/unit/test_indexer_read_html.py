from __future__ import annotations

from pathlib import Path

import pytest

from indexer.errors import UnreadableFile
from indexer.read import read_file
from indexer.types import LineKind, Source

PROSE = "Cơ quan, tổ chức, cá nhân có liên quan thực hiện theo quy định của pháp luật về kế hoạch."
PAGE = f"""<!DOCTYPE html><html><head><title>Cổng</title><meta charset="utf-8"></head><body>
<nav><a>Trang chủ</a></nav>
<div class="menu"><ul><li>1. Tra cứu</li><li>2. Văn bản mới</li></ul></div>
<table><tr><td>Số hiệu:</td><td>12/KH-UBND</td><td></td><td>Loại văn bản:</td><td>Kế hoạch</td></tr>
<tr><td>Người ký</td><td>Nguyễn Văn A</td></tr></table>
<form><div id="a"><div>
<table><tr><td><p>ỦY BAN NHÂN DÂN<br>-------</p></td>
<td><p><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br>Độc lập - Tự do - Hạnh phúc</p></td></tr>
<tr><td>Số: 12/KH-UBND</td><td>Hà Nội, ngày 1 tháng 2 năm 2025</td></tr></table>
<p><a name="d1"><b>Điều 1. Phạm
 vi</b></a></p><script>var x = "Điều 9.";</script>
<p>1.&nbsp;{PROSE}</p><p style="display:none">Ẩn đi</p>
<p><b>Điều 2.</b> {PROSE} Hết.</p>
<table><tr><th>STT</th><th>Nhiệm vụ</th><th>Cơ quan</th></tr>
<tr><td>1</td><td rowspan="2">Lập <i>hồ sơ</i></td><td>Sở A</td></tr>
<tr><td>2</td><td>Sở B</td></tr>
<tr><td>3</td><td colspan="2">Chung</td></tr></table>
</div></div></form>
<div><p>Article 1. This is a translation of the whole document above, word for word.</p></div>
<footer>Bản quyền</footer><div>Đăng nhập để xem</div></body></html>"""


def read(folder: Path, page: str | bytes, name: str = "a.html") -> Source:
    path = folder / name
    path.write_bytes(page.encode() if isinstance(page, str) else page)
    return read_file(path)


def texts(source: Source) -> list[str]:
    return [source.text[line.start : line.end] for line in source.lines]


def test_the_document_is_found_and_the_rest_of_the_page_left_out(tmp_path: Path) -> None:
    assert texts(read(tmp_path, PAGE)) == [
        "| Số hiệu | 12/KH-UBND |",
        "| Loại văn bản | Kế hoạch |",
        "| Người ký | Nguyễn Văn A |",
        "ỦY BAN NHÂN DÂN",
        "-------",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 12/KH-UBND",
        "Hà Nội, ngày 1 tháng 2 năm 2025",
        "Điều 1. Phạm vi",
        f"1. {PROSE}",
        f"Điều 2. {PROSE} Hết.",
        "| STT | Nhiệm vụ | Cơ quan |",
        "| 1 | Lập hồ sơ | Sở A |",
        "| 2 |  | Sở B |",
        "| 3 | Chung |  |",
    ]


def test_cells_headers_and_bold(tmp_path: Path) -> None:
    source = read(tmp_path, PAGE)
    rows = [line for line in source.lines if line.kind is LineKind.ROW]
    assert [row.table for row in rows] == [0, 0, 0, 1, 1, 1, 1]
    assert [row.header for row in rows] == [False] * 3 + [True] + [False] * 3
    assert [source.text[a:b] for a, b in rows[5].cells] == ["2", "", "Sở B"]
    bold = [source.text[line.start : line.end] for line in source.lines if line.bold]
    assert bold == ["Điều 1. Phạm vi"]


def test_a_page_in_another_encoding(tmp_path: Path) -> None:
    page = '<html><head><meta charset="windows-1258"></head><p>H\xe0nh ch\xednh c\xf4ng</p></html>'
    assert texts(read(tmp_path, page.encode("cp1258"))) == ["Hành chính công"]
    assert texts(read(tmp_path, "<html><p>Điều</p></html>".encode("utf-16"))) == ["Điều"]


def test_inline_tags_that_are_never_closed(tmp_path: Path) -> None:
    assert texts(read(tmp_path, "<html>" + "<b>" * 1500 + "Điều 1. Một<p>Hai")) == [
        "Điều 1. Một",
        "Hai",
    ]


@pytest.mark.parametrize("tags", ["<div>", "<table><tr><td>"])
def test_tags_nested_too_deep(tmp_path: Path, tags: str) -> None:
    with pytest.raises(UnreadableFile, match=r"a\.html.*quá sâu"):
        read(tmp_path, "<html>" + tags * 100_000 + "Điều 1. Một")


def test_a_page_without_words(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"a\.html"):
        read(tmp_path, "<html><body><img src='x'></body></html>")
