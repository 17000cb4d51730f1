from __future__ import annotations

from indexer.parse.quotations import MAX_QUOTED_LINES, quoted_lines


def test_a_quoted_article_with_its_paragraphs() -> None:
    lines = [
        "1. Sửa đổi Điều 5 như sau:",
        "“Điều 5. Nguyên tắc",
        "1. Công khai “ba không”.",
        "2. Minh bạch.”.",
        "2. Bãi bỏ Điều 6.",
    ]
    assert quoted_lines(lines) == {1, 2, 3}


def test_straight_marks_close_at_a_line_end() -> None:
    assert quoted_lines(['"Điều 5. Nguyên tắc', "1. Công khai", '2. Minh bạch."', "khác"]) == {
        0,
        1,
        2,
    }


def test_a_phrase_in_quotation_marks_is_none() -> None:
    assert quoted_lines(["“Chuyển đổi số” là gì", "Điều 2. Giải thích"]) == set()


def test_a_lost_closing_mark_ends_before_the_next_quotation() -> None:
    lines = [
        "1. Sửa đổi Điều 5 như sau:",
        "“Điều 5. Nguyên tắc",
        "1. Công khai",
        "2. Sửa đổi Điều 7 như sau:",
        "“Điều 7. Kinh phí”",
    ]
    assert quoted_lines(lines) == {1, 2, 4}


def test_a_quotation_ends_where_the_articles_around_it_go_on() -> None:
    lines = [
        "Điều 22. Trách nhiệm",
        "“Điều 3. Quy định chuyển tiếp",
        "1. Hồ sơ đã nộp",
        "Điều 23. Hiệu lực",
        "Theo “quy định này”.”",
    ]
    assert quoted_lines(lines) == {1, 2}


def test_one_that_never_closes_covers_its_line() -> None:
    assert quoted_lines(["“Điều 5. Nguyên tắc"] + ["nội dung"] * (MAX_QUOTED_LINES + 9)) == {0}
