from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import pytest

from retriever.address import address_pattern
from retriever.addressing import find_address, find_addresses
from retriever.lexicon import load_lexicon
from retriever.question import Question, read_question
from retriever.ranking import load_ranking

RANKING = load_ranking()
LEXICON = load_lexicon([])


def read(text: str, aside: Sequence[tuple[int, int]] = ()) -> Question:
    return read_question(text, RANKING, LEXICON, aside)


def content(text: str) -> list[str]:
    return [token.text for token in read(text).content]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Ai chủ trì thành lập quỹ?", False),
        ("ai chu tri thanh lap quy", True),
        ("KH 4354/KH-UBND", True),
        ("ĐMST", False),
        (unicodedata.normalize("NFD", "quỹ"), False),
    ],
)
def test_plain_typing_is_noticed(text: str, plain: bool) -> None:
    assert read(text).plain is plain


def test_plain_question_has_folded_terms_and_no_words() -> None:
    terms = read("dau tu mao hiem").terms
    assert set(terms) == {"dau", "tu", "mao", "hiem", "dau tu", "tu mao", "mao hiem"}


def test_terms_weigh_by_kind_and_add_up() -> None:
    terms = read("công nghệ, công nghệ").terms
    assert terms["công"] == 2.0
    assert terms["công nghệ"] == pytest.approx(2 * RANKING.terms.pair)
    assert terms["công_nghệ"] == pytest.approx(2 * RANKING.terms.word)


def test_asking_words_are_no_content() -> None:
    assert content("Ai là người chủ trì?") == ["người", "chủ", "trì"]
    assert content("ai la nguoi chu tri") == ["nguoi", "chu", "tri"]


def test_named_address_is_no_content() -> None:
    assert content("khoản 3 Điều 23 nói về báo cáo") == ["nói", "báo", "cáo"]


def test_what_is_set_aside_is_not_looked_for() -> None:
    question = read("Ai ký kế hoạch 4354?", [(6, 19)])
    assert [token.text for token in question.content] == ["ký"]
    assert "kế" not in question.terms
    assert "ký kế" not in question.terms


def test_nothing_is_set_aside_from_a_bare_name() -> None:
    assert "kế" in read("kế hoạch 4354 ?", [(0, 13)]).terms


def test_other_names_of_phrases() -> None:
    (boss, online) = read("sếp làm qua mạng").others
    assert boss.phrase == ("sếp",)
    assert not boss.same
    assert "trực tuyến" in online.names
    assert ("trực", "tuyến", "trực tuyến") in online.terms


def test_other_names_are_folded_for_a_plain_question() -> None:
    (online,) = read("lam qua mang").others
    assert ("truc", "tuyen", "truc tuyen") in online.terms


@pytest.mark.parametrize(
    ("text", "elements"),
    [
        ("khoản 3 điều 23", (("art", "23"), ("para", "3"))),
        ("Khoan 3 Dieu 23", (("art", "23"), ("para", "3"))),
        ("điểm đ khoản 2 Điều 8", (("art", "8"), ("para", "2"), ("point", "đ"))),
        ("điểm d Mục 2.1", (("sec", "2.1"), ("point", "d"))),
        ("Mục III.3.10", (("part", "III"), ("sec", "3.10"))),
        ("mục II nói gì", (("part", "II"),)),
        ("Chương II", (("chp", "II"),)),
        ("khoản 1 Mục II Phần I", (("part", "I"), ("part", "II"), ("para", "1"))),
        ("Phần II.3", (("part", "II"), ("sec", "3"))),
    ],
)
def test_address_in_a_question(text: str, elements: tuple[tuple[str, str], ...]) -> None:
    address = find_address(text)
    assert address is not None
    assert address.elements == elements


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Điều 8, khoản 2", ["khoản 2 Điều 8"]),
        ("Điều 10 đến Điều 12 quy định gì?", ["Điều 10", "Điều 11", "Điều 12"]),
        ("khoản 1 và khoản 2 Điều 8", ["khoản 1 Điều 8", "khoản 2 Điều 8"]),
        ("khoan 1, 3 dieu 8 la gi", ["khoản 1 Điều 8", "khoản 3 Điều 8"]),
        ("Điều 8 khoản 1 và khoản 2", ["khoản 1 Điều 8", "khoản 2 Điều 8"]),
        ("Điều 8, khoản 2 Điều 9", ["Điều 8", "khoản 2 Điều 9"]),
        ("Điều 8 nói gì ở khoản 2?", ["khoản 2 Điều 8"]),
        ("khoản 2 Điều 10 và Điều 23", ["khoản 2 Điều 10", "Điều 23"]),
        (
            "điểm b khoản 1; khoản 2 Điều 1",
            ["điểm b khoản 1 Điều 1", "khoản 2 Điều 1"],
        ),
        (
            "điểm c đến đ khoản 2 Điều 5",
            ["điểm c khoản 2 Điều 5", "điểm d khoản 2 Điều 5", "điểm đ khoản 2 Điều 5"],
        ),
        ("Mục III.2.5 và Mục III.4", ["Mục III.2.5", "Mục III.4"]),
        ("Điểm đ, e Mục 4.1 nói gì?", ["điểm đ Mục 4.1", "điểm e Mục 4.1"]),
        ("điểm nào ở Mục 4.1", ["Mục 4.1"]),
        ("khoản 2, 15 xã", ["khoản 2"]),
        ("Ai chủ trì?", []),
    ],
)
def test_every_address_of_a_question(text: str, names: list[str]) -> None:
    assert [one.name for one in find_addresses(text)] == names


@pytest.mark.parametrize("text", ["Điều 3, 4 và 5 Quyết định 12/QĐ-UBND", "Điều 3 và Điều 4 KH 1"])
def test_the_text_that_is_named_last_has_all_of_them(text: str) -> None:
    assert len({(one.kind, one.number) for one in find_addresses(text)}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "mục tiêu đến năm 2030",
        "điểm mới",
        "mức 5%",
        "phần vi phạm",
        "điều kiện",
        "khoản kinh phí",
        "Khoản 9,8 tỷ đồng chi cho ai?",
        "khoan 5 trieu dong nop o dau",
    ],
)
def test_running_text_is_no_address(text: str) -> None:
    assert find_address(text) is None


@pytest.mark.parametrize(
    ("clause_id", "below"),
    [
        (b"qd/art_23__para_3", b""),
        (b"qd/att_1__chp_u2__art_23~2__para_3", b""),
        (b"qd/art_23__para_3__point_a", b"__point_a"),
        (b"qd/art_23__para_30", None),
        (b"qd/art_2__para_3", None),
        (b"qd/part_23__para_3", None),
    ],
)
def test_pattern_finds_the_clause_and_those_below(clause_id: bytes, below: bytes | None) -> None:
    address = find_address("khoản 3 Điều 23")
    assert address is not None
    match = address_pattern(address).search(clause_id + b"\n")
    assert (match and (match["below"] or b"")) == below


def test_a_paragraph_of_a_plan_is_its_section() -> None:
    address = find_address("khoản 1 Mục II Phần I")
    assert address is not None
    pattern = address_pattern(address)
    assert pattern.search(b"kh/part_I__part_II__sec_1\n")
    assert not pattern.search(b"kh/part_II__part_I__sec_1\n")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Tổng thống Mỹ là ai?", ("my",)),
        ("Sở nào của Đà Nẵng lo? Ai ký?", ("da nang",)),
        ("Ủy ban nhân dân quận Bình Thạnh", ("binh thanh",)),
        ("Sở Khoa học và Công nghệ, Hà Nội", ("khoa", "cong", "ha noi")),
        ("AI và GRDP của TP", ()),
        ("so nao o da nang", ()),
    ],
)
def test_proper_names_are_noticed(text: str, names: tuple[str, ...]) -> None:
    assert read(text).names == names
