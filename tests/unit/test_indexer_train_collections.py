"""Collections for calibration: which documents they hold, and the questions about them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from eval.datasets import load_dataset, plain
from eval.questions import Kind, Question, read_questions
from indexer.train.__main__ import held_out
from indexer.train.articles import Article, read_gazette, read_laws
from indexer.train.collections import KINDS, SNIPPET_CHARACTERS, collections, main

TOPICS = ("rừng", "biển", "đất", "chợ", "cầu", "sông", "núi")
HEADER = "document\tarticle\tparagraph\tstyle\tquestion"
STYLES = tuple(KINDS)


def write_gazette(folder: Path) -> list[Article]:
    """A document on each topic, with lines that the page has broken."""
    (folder / "laws").mkdir(parents=True)
    (folder / "gazette").mkdir()
    for topic in TOPICS:
        lines = ["NGHỊ ĐỊNH", f"Về {topic}"]
        for number, deed in enumerate(["Quản lý", "Khai thác", "Bảo vệ"], start=1):
            lines += [
                f"Điều {number}. {deed} {topic} và vùng phụ cận",
                f"1. Việc {deed.lower()} {topic} do cơ quan phụ trách về {topic} thực hiện",
                "theo kế hoạch hằng năm của địa phương, có báo cáo.",
                f"2. Cơ quan đó công bố kết quả {deed.lower()} {topic} trong tháng đầu năm sau.",
            ]
        (folder / "gazette" / f"{topic}.txt").write_text("\n".join(lines), encoding="utf-8")
    return read_gazette(folder / "gazette")


def write_asked(file: Path, articles: Sequence[Article]) -> Path:
    """Two questions about each article, one for each of its paragraphs."""
    rows = [
        f"{article.document}\t{article.key}\t{paragraph}\t{STYLES[number % len(STYLES)]}"
        f"\tAi lo việc thứ {paragraph} của {article.title.lower()}?"
        for number, article in enumerate(articles)
        for paragraph in range(2)
    ]
    file.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return file


def written(folder: Path) -> dict[str, tuple[list[str], list[Question]]]:
    """The documents and questions of each collection."""
    return {
        each.name: (
            sorted(file.stem for file in (each / "documents").iterdir()),
            list(read_questions(each / "questions.jsonl")),
        )
        for each in sorted(folder.iterdir())
    }


@pytest.mark.parametrize("size", [1, 3, 7, 9])
def test_every_file_is_in_one_group(size: int) -> None:
    files = [Path(f"{topic}.txt") for topic in TOPICS]
    groups = list(collections(files, size))
    assert sorted(file for group in groups for file in group) == sorted(files)
    assert all(len(group) == size for group in groups[:-1])
    assert 1 <= len(groups[-1]) <= size


def test_groups_depend_on_nothing_but_names() -> None:
    files = [Path(f"{topic}.txt") for topic in TOPICS]
    moved = [Path("elsewhere") / file for file in reversed(files)]
    names, others = (
        [[file.name for file in group] for group in collections(found, 2)]
        for found in (files, moved)
    )
    assert names == others


def test_questions_stand_with_their_documents_and_gold_in_the_text(tmp_path: Path) -> None:
    articles = write_gazette(tmp_path / "data")
    asked = write_asked(tmp_path / "asked.tsv", articles)
    main(tmp_path / "data", tmp_path / "out", asked, held_out_share=1.0, size=3)
    found = written(tmp_path / "out")
    assert list(found) == ["000", "001", "002"]
    assert sorted(name for names, _ in found.values() for name in names) == sorted(TOPICS)
    for folder, (names, questions) in found.items():
        assert len(questions) == 6 * len(names)
        texts = {}
        for name in names:
            path = tmp_path / "out" / folder / "documents" / f"{name}.txt"
            assert path.read_bytes() == (tmp_path / "data" / "gazette" / path.name).read_bytes()
            texts[name] = plain(path.read_text(encoding="utf-8"))
        for question in questions:
            ((snippet,),) = question.gold
            (home,) = [name for name in names if f" {name} " in question.question]
            assert len(snippet) <= SNIPPET_CHARACTERS
            assert snippet.startswith("1." if "thứ 0" in question.question else "2.")
            assert plain(snippet) in texts[home]
            assert question.answerable


def test_styles_become_kinds(tmp_path: Path) -> None:
    articles = write_gazette(tmp_path / "data")
    asked = write_asked(tmp_path / "asked.tsv", articles)
    main(tmp_path / "data", tmp_path / "out", asked, held_out_share=1.0, size=10)
    ((_, questions),) = written(tmp_path / "out").values()
    order = {style: place for place, style in enumerate(STYLES)}
    kinds = {question.question: question.kind for question in questions}
    assert set(kinds.values()) == {Kind(kind) for kind in KINDS.values()}
    for number, article in enumerate(articles):
        style = STYLES[number % len(order)]
        assert kinds[f"Ai lo việc thứ 0 của {article.title.lower()}?"] == KINDS[style]


def test_only_held_out_documents_with_questions_are_taken(tmp_path: Path) -> None:
    articles = write_gazette(tmp_path / "data")
    kept = sorted(topic for topic in TOPICS if held_out(topic, 0.6))
    assert 1 < len(kept) < len(TOPICS), "the names no longer fall on both sides"
    silent = kept[0]
    asked = write_asked(
        tmp_path / "asked.tsv", [each for each in articles if each.document != silent]
    )
    main(tmp_path / "data", tmp_path / "out", asked, held_out_share=0.6, size=10)
    ((names, questions),) = written(tmp_path / "out").values()
    assert names == kept[1:]
    assert len(questions) == 6 * len(names)


def test_set_about_laws_has_questions_to_fit_and_others_to_measure(tmp_path: Path) -> None:
    data = tmp_path / "data"
    write_gazette(data)
    for topic in TOPICS:
        text = (data / "gazette" / f"{topic}.txt").read_text(encoding="utf-8")
        (data / "laws" / f"luat-{topic}.txt").write_text(text, encoding="utf-8")
    laws = read_laws(data / "laws")
    asked = write_asked(tmp_path / "asked.tsv", laws)
    main(data, tmp_path / "out", asked, held_out_share=0.6, laws=tmp_path / "luat")
    kept = {one.key for one in laws if held_out(one.document, 0.6)}
    assert 0 < len(kept) < len(laws), "the names no longer fall on both sides"
    fitted, measured = (load_dataset(tmp_path / "luat", split) for split in ("train", "test"))
    assert set(fitted.article_ids) == {one.key for one in laws}
    queries = [query.id for each in (fitted, measured) for query in each.queries]
    assert len(queries) == len(set(queries)) == 2 * len(kept)
    assert abs(len(fitted.queries) - len(measured.queries)) <= 1
    assert {gold for each in (fitted, measured) for _, gold, _ in each.qrels} == kept


def test_long_documents_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = write_gazette(tmp_path / "data")
    sizes = {file.stem: file.stat().st_size for file in (tmp_path / "data/gazette").iterdir()}
    limit = sorted(sizes.values())[2]
    monkeypatch.setattr("indexer.train.collections.LONGEST_FILE", limit)
    asked = write_asked(tmp_path / "asked.tsv", articles)
    main(tmp_path / "data", tmp_path / "out", asked, held_out_share=1.0, size=10)
    ((names, _),) = written(tmp_path / "out").values()
    assert names == sorted(name for name, size in sizes.items() if size <= limit)


def test_same_data_give_the_same_files(tmp_path: Path) -> None:
    asked = write_asked(tmp_path / "asked.tsv", write_gazette(tmp_path / "data"))
    for name in ("one", "two"):
        main(tmp_path / "data", tmp_path / name, asked, held_out_share=1.0, size=2)
    one, two = (
        {path.relative_to(tmp_path / name): path.read_bytes() for path in files}
        for name in ("one", "two")
        for files in [[p for p in (tmp_path / name).rglob("*") if p.is_file()]]
    )
    assert one == two
