from __future__ import annotations

from indexer.parse.markers import Mark, Marker, recognise
from indexer.parse.runs import (
    article_chain,
    counted,
    lost_articles,
    lost_parts,
    mentions,
)


def marks(*lines: str) -> list[Marker | None]:
    return [recognise(line) for line in lines]


def test_the_chain_leaves_out_quoted_articles() -> None:
    found = mentions(marks("Điều 1. A", "Điều 54. Trích", "Điều 2. B", "Điều 3. C"), Mark.ARTICLE)
    assert [mention.marker.value for mention in article_chain(found)] == [1, 2, 3]


def test_inserted_articles_stay_in_the_chain() -> None:
    found = mentions(marks("Điều 5. A", "Điều 5a. B", "Điều 6. C"), Mark.ARTICLE)
    assert len(article_chain(found)) == 3


def test_an_empty_chain() -> None:
    assert article_chain([]) == []


def test_articles_of_an_appendix_count_from_one() -> None:
    found = mentions(
        marks("Điều 31. Bộ", "Điều 1. A", "Điều 2. B", "Điều 9. X", "Điều 1. C"), Mark.ARTICLE
    )
    assert [mention.index for mention in counted(found)] == [1, 2]


def test_as_many_restarts_as_missing_articles_name_them() -> None:
    lines = marks("Điều 7. A", "1. a", "2. b", "1. c", "2. d", "1. e", "Điều 10. B")
    plan = lost_articles(mentions(lines, Mark.ARTICLE), mentions(lines, Mark.NUMBER), 0)
    assert {index: lost.number() for index, lost in plan.articles.items()} == {3: "8", 5: "9"}


def test_fewer_restarts_only_give_a_range() -> None:
    lines = marks("Điều 7. A", "1. a", "1. b", "Điều 10. B")
    plan = lost_articles(mentions(lines, Mark.ARTICLE), mentions(lines, Mark.NUMBER), 0)
    assert [lost.number() for lost in plan.articles.values()] == ["8-9"]


def test_a_gap_without_restarts_is_a_doubt() -> None:
    lines = marks("Điều 7. A", "1. a", "2. b", "Điều 10. B")
    plan = lost_articles(mentions(lines, Mark.ARTICLE), mentions(lines, Mark.NUMBER), 0)
    assert not plan.articles
    assert plan.doubts == ["Không thấy Điều 8 đến Điều 9 giữa Điều 7 và Điều 10."]


def test_ten_followed_by_one_is_a_new_part() -> None:
    lines = marks("I. A", *(f"{n}. x" for n in range(1, 11)), "1. y", "2. z", "III. B")
    plan = lost_parts(mentions(lines, Mark.ROMAN), mentions(lines, Mark.NUMBER), len(lines))
    assert {index: lost.number(roman=True) for index, lost in plan.parts.items()} == {11: "II"}


def test_a_list_inside_a_section_is_no_part() -> None:
    lines = marks("I. A", "1. x", "2. y", "3. z", "1. mục con", "2. mục con", "4. t")
    plan = lost_parts(mentions(lines, Mark.ROMAN), mentions(lines, Mark.NUMBER), len(lines))
    assert not plan.parts
    assert plan.nested


def test_very_many_restarts_are_lists() -> None:
    lines = marks(*(["1. x", "2. y"] * 50))
    plan = lost_parts([], mentions(lines, Mark.NUMBER), len(lines))
    assert not plan.parts
    assert len(plan.doubts) == 1
