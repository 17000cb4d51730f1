from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.parse import parse_document
from indexer.passages import LONGEST, document_passages, split
from indexer.read.pieces import Piece, assemble
from tests.unit.indexer_samples import article, regulation


def test_clause_is_indexed_with_its_own_text_under_its_headings() -> None:
    document = regulation()
    container, first, second = document_passages(document)
    assert container.text == "Điều 8. Trách nhiệm của Sở Tài chính"
    assert container.headings == f"{document.title}\n{container.text}"
    assert container.full == f"{document.title}\n{container.text}"
    assert first.text.startswith("1. Bố trí")
    assert second.headings.split("\n") == [document.title, container.text]
    assert second.full == f"{second.headings}\n{second.text}"
    for passage in (container, first, second):
        assert document.source[passage.start : passage.end] == passage.text


def test_what_a_list_of_fields_is_about_stands_over_its_other_fields() -> None:
    text = (
        "Điều 1. Phê duyệt dự án\n1. Tên dự án: Thư viện số tỉnh Núi Cao.\n"
        "2. Chủ đầu tư: Sở Nội vụ.\nĐiều 2. Thi hành\n1. Sở Nội vụ thi hành."
    )
    document = parse_document(assemble([*map(Piece, text.split("\n"))], "a.txt", ""))
    over = {passage.ref.path: passage.headings for passage in document_passages(document)}
    name = "Thư viện số tỉnh Núi Cao."
    assert over["art_1__para_2"].endswith(f"\n{name}")
    assert not any(name in over[path] for path in ("art_1", "art_1__para_1", "art_2__para_1"))


def test_heading_that_repeats_the_title_is_carried_once() -> None:
    document = article("a", "Nội dung.", title="Luật Thủ đô")
    (passage,) = document_passages(document)
    assert passage.headings == "Luật Thủ đô"


def test_clause_without_title_has_no_headings() -> None:
    (passage,) = document_passages(article("a", "Nội dung.", title=""))
    assert passage.headings == ""
    assert passage.full == "Nội dung."


def test_container_without_own_words_gives_no_passage() -> None:
    assert split("") == []
    assert split(" \n ") == []


def test_long_clause_is_split_at_sentences_and_keeps_its_opening() -> None:
    opening = "Trách nhiệm của Sở Khoa học và Công nghệ"
    body = "\n".join(
        f"{i}. " + "Hướng dẫn các đơn vị thực hiện nhiệm vụ. " * 6 for i in range(1, 9)
    )
    document = article("a", f"{opening}\n{body}")
    first, *others = document_passages(document)
    assert first.text.startswith(opening)
    assert others
    assert all(passage.headings.endswith(opening) for passage in [first, *others])
    assert all(passage.full.count(opening) == 1 for passage in [first, *others])
    assert all(passage.text.rstrip().endswith(".") for passage in [first, *others])


def test_short_text_stays_whole() -> None:
    text = "a" * LONGEST
    assert split(f"  {text} ") == [(2, text)]


WORDS = st.lists(st.sampled_from(["công", "nghệ;", "số.", "\n", "\n\n", "x" * 30]), max_size=400)


@given(WORDS)
@settings(max_examples=60)
def test_pieces_cover_the_text_in_order(words: list[str]) -> None:
    text = " ".join(words)
    pieces = split(text)
    end = 0
    for start, piece in pieces:
        assert start >= end
        assert text[start : start + len(piece)] == piece
        assert len(piece) <= LONGEST
        end = start + len(piece)
    assert re.sub(r"\s", "", "".join(p for _, p in pieces)) == re.sub(r"\s", "", text)


def test_endless_word_is_cut() -> None:
    pieces = split("x" * 2000)
    assert "".join(piece for _, piece in pieces) == "x" * 2000
    assert max(len(piece) for _, piece in pieces) <= LONGEST
