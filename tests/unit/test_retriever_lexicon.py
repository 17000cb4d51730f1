from __future__ import annotations

import unicodedata
from collections.abc import Sequence
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
    assert len(read_table(ABBREVIATIONS)) >= 800


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


def test_short_form_of_several_phrases_brings_all_of_them_and_is_the_name_of_none() -> None:
    lexicon = Lexicon({}, {"CT": ["chỉ thị", "chương trình"]})
    assert names("CT mới", lexicon) == {"CT": ("chỉ thị", "chương trình")}
    assert not names("chương trình mới", lexicon)


def test_what_a_document_defines_is_one_more_meaning_and_goes_both_ways() -> None:
    lexicon = Lexicon({}, {"CT": ["chỉ thị"]}, {"CT": ["công trình"]})
    assert names("CT mới", lexicon) == {"CT": ("chỉ thị", "công trình")}
    assert names("công trình mới", lexicon) == {"công trình": ("CT",)}


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


def test_a_table_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match=r"thieu\.toml”") as caught:
        read_table(tmp_path / "thieu.toml")
    assert "PLANQA_THESAURUS" in caught.value.hint


def meanings(text: str, lexicon: Lexicon, *, plain: bool) -> set[str]:
    """What else the whole of a text is called in everyday language."""
    found = lexicon.find(text, words(text, syllables(text)), plain=plain)
    whole = [match for match in found if (match.start, match.end) == (0, len(text))]
    return {phrase for match in whole if not match.same for phrase in match.phrases}


def test_every_shipped_everyday_phrase_is_reached() -> None:
    table = read_table(THESAURUS)
    lost = [
        name
        for name, phrases in table.items()
        if not set(phrases) <= meanings(name, LEXICON, plain=False)
    ]
    assert lost == []


def test_every_shipped_everyday_phrase_is_reached_without_diacritics() -> None:
    lost = [
        name
        for name, phrases in read_table(THESAURUS).items()
        if len(syllables(name)) > 1
        # typed like the connective "và", which does not count
        and not any(part.text != "và" and fold(part.text) == "va" for part in syllables(name))
        and not set(phrases) <= meanings(fold(name), LEXICON, plain=True)
    ]
    assert lost == []


@pytest.mark.parametrize("keys", [("tư nhân", "tù nhân"), ("tù nhân", "tư nhân")])
def test_phrases_that_look_alike_without_diacritics_share_their_names(
    keys: tuple[str, ...],
) -> None:
    names_of = {"tư nhân": ["khu vực tư nhân", "doanh nhân"], "tù nhân": ["phạm nhân"]}
    lexicon = Lexicon({key: names_of[key] for key in keys}, {})
    assert meanings("tu nhan", lexicon, plain=True) == {
        "khu vực tư nhân",
        "doanh nhân",
        "phạm nhân",
    }
    assert meanings("tù nhân", lexicon, plain=False) == {"phạm nhân"}
    assert len(list(lexicon.find("tu nhan", (), plain=True))) == 1


def test_shared_names_are_listed_once_in_the_order_of_the_table() -> None:
    lexicon = Lexicon(
        {"làm thử": ["thí điểm", "thử nghiệm"], "lạm thu": ["thu sai", "thí điểm"]}, {}
    )
    (match,) = lexicon.find("lam thu", (), plain=True)
    assert match.phrases == ("thí điểm", "thử nghiệm", "thu sai")


@pytest.mark.parametrize(("text", "plain"), [("hợp tác xã", False), ("hop tac xa", True)])
def test_phrase_with_a_short_form_keeps_its_everyday_names(text: str, *, plain: bool) -> None:
    lexicon = Lexicon({"hợp tác xã": ["kinh tế tập thể"]}, {"HTX": ["hợp tác xã"]})
    found = {match.same: match.phrases for match in lexicon.find(text, (), plain=plain)}
    assert found == {False: ("kinh tế tập thể",), True: ("HTX",)}


@pytest.mark.parametrize("short", [("TƯ", "TU"), ("TU", "TƯ")])
def test_short_forms_that_look_alike_are_told_apart_by_their_spelling(short: Sequence[str]) -> None:
    long = {"TƯ": "trung ương", "TU": "thành ủy"}
    lexicon = Lexicon({}, {name: [long[name]] for name in short})
    assert [names(name, lexicon) for name in short] == [{name: (long[name],)} for name in short]
    (match,) = lexicon.find("TU", (), plain=True)
    assert match.phrases == ("thành ủy",)
