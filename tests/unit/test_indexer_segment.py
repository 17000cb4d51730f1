from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer import segment
from indexer.segment import fold, fold_in_place, jointed, normal_syllable, pairs, syllables, terms


def texts(text: str) -> list[str]:
    return [token.text for token in terms(text)]


@pytest.mark.parametrize(
    ("written", "term"),
    [
        ("Hoà", "hòa"),
        ("hòa", "hòa"),
        ("THUỶ", "thủy"),
        ("khoẻ", "khỏe"),
        ("tòan", "toàn"),
        ("hoàn", "hoàn"),
        ("quý", "quý"),
        ("qúy", "quý"),
        ("giày", "giày"),
        ("gìn", "gìn"),
        ("gì", "gì"),
        ("ngoài", "ngoài"),
        ("khuỷu", "khuỷu"),
        ("tuyết", "tuyết"),
        ("người", "người"),
        ("lí", "lý"),
        ("kĩ", "kỹ"),
        ("thi", "thi"),
        ("chuyển", "chuyển"),
        ("ĐMST", "đmst"),
        ("UBTVQH15", "ubtvqh15"),
        ("naïve", "naïve"),
        ("05", "5"),
        ("000", "000"),
        ("2030", "2030"),
        (unicodedata.normalize("NFD", "Nghiệp"), "nghiệp"),
        ("công\u00ad", "công"),
    ],
)
def test_syllable_is_written_one_way(written: str, term: str) -> None:
    assert normal_syllable(written) == term


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Kế hoạch số 4354/KH-UBND ngày", "4354/kh-ubnd"),
        ("Nghị quyết số 57- NQ/TW của", "57-nq/tw"),
        ("Nghị quyết 57-NQ/TW.", "57-nq/tw"),
        ("Nghị quyết số 70/2025/UBTVQH15 về", "70/2025/ubtvqh15"),
        ("phát triển KH&CN", "khcn"),
        ("phát triển KH-CN", "khcn"),
        ("tại TP.HCM", "tphcm"),
        ("10.000.000 đồng", "10000000"),
        ("mục 2.3 nêu", "2.3"),
        ("ngày 22/12/2024", "22/12/2024"),
    ],
)
def test_jointed_writing_has_a_whole_form_beside_its_parts(text: str, whole: str) -> None:
    found = list(jointed(text))
    assert [token.text for token in found] == [whole]
    inside = text[found[0].start : found[0].end]
    assert {part.text for part in syllables(inside)} <= set(texts(text))


def test_numbers_in_running_text_are_no_document_numbers() -> None:
    assert not list(jointed("có 5 - 7 người, 10 phường"))


def test_abbreviation_is_one_term_however_it_is_written() -> None:
    assert "khcn" in texts("KH&CN")
    assert "khcn" in texts("KH-CN")
    assert "khcn" in texts("KHCN")


def test_pairs_stay_within_a_phrase() -> None:
    text = "quản lý nhà nước. Chính phủ, cơ quan\n- đơn vị"
    found = {token.text for token in pairs(text, syllables(text))}
    assert {"quản lý", "lý nhà", "nhà nước", "chính phủ", "cơ quan", "đơn vị"} == found


def test_words_are_found_again_in_text_that_underthesea_rewrites() -> None:
    text = "Phát triển hoá học và thuỷ lợi, theo 4354/KH-UBND"
    found = {token.text: (token.start, token.end) for token in terms(text)}
    assert text[slice(*found["hóa_học"])] == "hoá học"
    assert text[slice(*found["thủy_lợi"])] == "thuỷ lợi"


def test_line_that_cannot_be_aligned_keeps_its_syllables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("underthesea.word_tokenize", lambda _: ["something", "else"])
    assert texts("công nghệ") == ["công", "nghệ", "công nghệ"]


def test_words_do_not_cross_lines() -> None:
    assert "công_nghệ" not in texts("công\nnghệ")
    assert "công_nghệ" in texts("phát triển\ncông nghệ")


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "…—“”", "\u200b", "😀"])
def test_text_without_letters_has_no_terms(text: str) -> None:
    assert terms(text) == []


@pytest.mark.parametrize("broken", ["\ud800", "\x00", "\ufffe"])
def test_broken_characters_lose_no_words(broken: str) -> None:
    assert {"công_nghệ", "khoa_học"} <= set(texts(f"{broken} công nghệ {broken}. khoa học"))


@pytest.mark.parametrize(
    "endless", ["1", "a", "1,", "KH-", "a.", "1a", "4354/KH-", "e\u0301", "(", "_", "a b "]
)
def test_endless_text_takes_no_endless_time(endless: str) -> None:
    text = endless * (20_000 // len(endless))
    assert all(token.end <= len(text) for token in terms(text))


def test_old_and_new_spelling_and_unicode_forms_give_the_same_terms() -> None:
    text = "Uỷ ban nhân dân chủ trì hoà giải"
    assert texts(text) == texts("Ủy ban nhân dân chủ trì hòa giải")
    assert texts(text) == texts(unicodedata.normalize("NFD", text))


def test_analyzer_version_names_the_model() -> None:
    assert "underthesea" in segment.analyzer_version()


def test_fold_takes_marks_and_case_away() -> None:
    assert fold("Sở Văn hoá ĐỒNG NAI") == "so van hoa dong nai"
    assert fold(unicodedata.normalize("NFD", "Sở Văn hoá")) == "so van hoa"


VIETNAMESE = st.text(
    alphabet=st.sampled_from(
        "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậếềểễệóòỏõọốồổỗộớờởỡợúùủũụứừửữựíìỉĩịýỳỷỹỵ"
        "ABCĐKHQTU0123456789 .,;:/-&\n\t()“”…\u0301\u0300\u200b"
    ),
    max_size=60,
)


@given(VIETNAMESE | st.text(max_size=40))
@settings(max_examples=300)
def test_offsets_are_true_and_nothing_crashes(text: str) -> None:
    for token in terms(text):
        assert 0 <= token.start < token.end <= len(text)
        assert token.text
    for token in syllables(text):
        read = fold("".join(c for c in text[token.start : token.end] if c.isalnum()))
        # "04" is read as "4"
        spelled = (read.lstrip("0") or read) if read.isdecimal() else read
        assert fold(token.text).replace("y", "i") == spelled.replace("y", "i")


@given(st.text(max_size=60))
def test_folding_in_place_moves_nothing(text: str) -> None:
    assert len(fold_in_place(text)) == len(text)
