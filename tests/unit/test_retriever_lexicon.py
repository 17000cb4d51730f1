from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from indexer.segment import fold, syllables, words
from indexer.types import Document
from retriever.lexicon import ABBREVIATIONS, THESAURUS, Lexicon, Match, load_lexicon, read_table
from retriever.types import BadSettings

LEXICON = load_lexicon([])
OWN = '[rieng]\n"bác tài" = ["người lái xe"]\n'


def find(text: str, lexicon: Lexicon = LEXICON) -> list[Match]:
    return list(lexicon.find(text, words(text, syllables(text)), plain=False))


def names(text: str, lexicon: Lexicon = LEXICON) -> dict[str, tuple[str, ...]]:
    return {text[match.start : match.end]: match.phrases for match in find(text, lexicon)}


def test_shipped_tables_are_read_and_large_enough() -> None:
    assert len(read_table(THESAURUS)) >= 400
    assert len(read_table(ABBREVIATIONS)) >= 100


def test_shipped_names_differ_from_their_keys_and_are_composed() -> None:
    for path in (THESAURUS, ABBREVIATIONS):
        for name, phrases in read_table(path).items():
            assert phrases != (name,), name
            assert len(set(phrases)) == len(phrases), name
            assert all(unicodedata.is_normalized("NFC", text) for text in (name, *phrases))


def test_everyday_word_gets_official_names() -> None:
    found = find("Sếp lấy tiền đâu?")
    assert [match.same for match in found] == [False, False]
    assert "người đứng đầu" in found[0].phrases
    assert "nguồn kinh phí" in found[1].phrases


def test_longest_phrase_counts() -> None:
    assert list(names("tiền nhà nước")) == ["tiền nhà nước"]


def test_syllable_inside_a_word_is_no_match() -> None:
    assert "dân" not in names("Hội đồng nhân dân họp")


def test_without_diacritics_phrases_match_and_single_syllables_do_not() -> None:
    text = fold("Nộp hồ sơ qua mạng, tiền")
    found = {text[m.start : m.end] for m in LEXICON.find(text, (), plain=True)}
    assert "nop ho so qua mang" in found
    assert "tien" not in found


@pytest.mark.parametrize("text", ["KHCN", "KH-CN", "KH&CN", "khcn"])
def test_abbreviation_in_every_spelling_means_its_long_form(text: str) -> None:
    (match,) = find(text)
    assert match.phrases == ("khoa học và công nghệ",)
    assert match.same


def test_long_form_means_its_abbreviation_with_or_without_connective() -> None:
    assert "KH&CN" in names("khoa học, công nghệ")["khoa học, công nghệ"]
    assert "KH&CN" in names("khoa học và công nghệ")["khoa học và công nghệ"]


def test_long_form_inside_a_longer_one_is_found_too() -> None:
    found = names("Sở Khoa học và Công nghệ")
    assert set(found) == {"Sở Khoa học và Công nghệ", "Khoa học và Công nghệ"}


def test_short_form_that_reads_like_a_word_needs_capitals() -> None:
    assert names("Ứng dụng AI")["AI"] == ("trí tuệ nhân tạo",)
    assert "ai" not in names("ai chủ trì")
    assert not [m for m in LEXICON.find("ai chu tri", (), plain=True) if m.same]


def test_documents_define_abbreviations() -> None:
    document = Document(
        id="d",
        title="",
        source="",
        clauses=(),
        abbreviations={
            "QĐTMH": "quỹ đầu tư mạo hiểm",
            "Kế hoạch hành động": "Kế hoạch hành động số 459-KHHĐ/TU của Thành ủy",
        },
    )
    lexicon = load_lexicon([document])
    assert names("QĐTMH là gì", lexicon)["QĐTMH"] == ("quỹ đầu tư mạo hiểm",)
    assert names("quỹ đầu tư mạo hiểm", lexicon)["quỹ đầu tư mạo hiểm"] == ("QĐTMH",)
    assert "Kế hoạch hành động" not in names("Kế hoạch hành động", lexicon)


def test_own_thesaurus_is_added(tmp_path: Path) -> None:
    path = tmp_path / "rieng.toml"
    path.write_text(OWN, encoding="utf-8")
    lexicon = load_lexicon([], path)
    assert names("bác tài", lexicon) == {"bác tài": ("người lái xe",)}
    assert "sếp" in names("sếp", lexicon)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[a", "rieng.toml"),
        ('[a]\n"x" = "y"\n', "a.x"),
        ('"x" = ["y"]\n', "x"),
        ('[a]\n"x" = []\n', "a.x"),
        ('[a]\n"x" = [" "]\n', "a.x"),
        ('[a]\n"x" = ["y"]\n[b]\n"x" = ["z"]\n', "b.x"),
    ],
)
def test_wrong_table_is_named(tmp_path: Path, text: str, named: str) -> None:
    path = tmp_path / "rieng.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadSettings) as caught:
        read_table(path)
    assert named in caught.value.message
