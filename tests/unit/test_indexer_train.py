"""Training: what is read, what the units are, the loss, and a small run from end to end."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from sentence_transformers import SentenceTransformer

from indexer.train.__main__ import RECORD, WRITTEN, main
from indexer.train.articles import Article, read_gazette, read_laws, sentences
from indexer.train.dataset import Asked, passages, read_questions, read_written, without_copies
from indexer.train.everyday import Sayings, read_sayings, read_thesaurus
from indexer.train.material import prepare_material
from indexer.train.negatives import bm25_weights, mine_negatives
from indexer.train.network import RowTable, contrastive_loss, embed
from indexer.train.noise import mistyped
from indexer.train.start import starting_vectors
from indexer.train.units import fold_diacritics, spellings
from indexer.train.vocabulary import Vocabulary, VocabularySettings, build_vocabulary

LAW = """LUẬT
HÒA GIẢI
Căn cứ Hiến pháp;
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Luật này quy định về hòa giải ở cơ sở và tổ hòa giải trong thôn, tổ dân phố.
Điều 2. Hòa giải viên
1. Hòa giải viên là người được công nhận theo quy định của Luật này.
2. Hòa giải viên do nhân dân giới thiệu.
"""
GAZETTE = """CÔNG BÁO/Số 279/Ngày 18-05-2026
3

Điều 1. Phạm vi điều chỉnh và đối tượng áp dụng
1. Nghị định này quy định một số nội dung về cơ chế quản lý tài chính,
đánh giá, xếp loại doanh nghiệp.
Ký bởi: CÔNG BÁO
CÔNG BÁO/Số 279/Ngày 18-05-2026
4
2. Đối tượng áp dụng: doanh nghiệp nhà nước.
"""


def test_articles_of_a_law(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LAW, encoding="utf-8")
    first, second = read_laws(tmp_path)
    assert (first.law, first.title) == ("Luật hòa giải", "Phạm vi điều chỉnh")
    assert second.paragraphs == (
        "1. Hòa giải viên là người được công nhận theo quy định của Luật này.",
        "2. Hòa giải viên do nhân dân giới thiệu.",
    )


def test_broken_lines_are_joined_and_running_heads_dropped(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GAZETTE, encoding="utf-8")
    (article,) = read_gazette(tmp_path)
    assert article.title == "Phạm vi điều chỉnh và đối tượng áp dụng"
    assert article.paragraphs == (
        (
            "1. Nghị định này quy định một số nội dung về cơ chế quản lý tài chính, "
            "đánh giá, xếp loại doanh nghiệp."
        ),
        "2. Đối tượng áp dụng: doanh nghiệp nhà nước.",
    )


def test_sentences_end_at_stops_and_clauses() -> None:
    assert sentences("Một là; hai là: ba. Bốn") == ["Một là;", "hai là:", "ba.", "Bốn"]


def test_passages_carry_the_title_and_lose_nothing() -> None:
    article = Article("d", "", "Tiêu đề", tuple(f"{n}. Câu số {n} của điều." for n in range(90)))
    cut = passages(article, size=200)
    assert all(text.startswith("Tiêu đề\n") and len(text) < 220 for text in cut)
    joined = " ".join(text.removeprefix("Tiêu đề\n") for text in cut)
    assert joined == article.body


def test_editions_of_one_article_are_copies() -> None:
    words = " ".join(f"từ{n}" for n in range(40))
    same = Article("a", "", "", (words,))
    edited = Article("b", "", "", (f"{words} và thêm",))
    other = Article("c", "", "", (" ".join(f"khác{n}" for n in range(40)),))
    assert without_copies([edited, other], of=[same]) == [other]


@pytest.mark.parametrize(
    ("syllable", "expected"),
    [
        ("hoà", ("hòa", "hoà")),
        ("hòa", ("hòa", "hoà")),
        ("uỷ", ("ủy", "uỷ")),
        ("khoẻ", ("khỏe", "khoẻ")),
        ("kĩ", ("kỹ", "kĩ")),
        ("quí", ("quý", "quí")),
        ("hoàn", ("hoàn",)),
        ("toa", ("toa",)),
        ("quà", ("quà",)),
    ],
)
def test_spellings(syllable: str, expected: tuple[str, ...]) -> None:
    assert spellings(syllable) == expected


def test_folding_keeps_nothing_but_letters() -> None:
    assert fold_diacritics("Đổi mới, Nghị định") == "Doi moi, Nghi dinh"


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    texts = [
        "quỹ đầu tư phát triển hòa giải",
        "cho vay đầu tư",
        "lập quỹ đầu tư",
        "hòa giải ở thôn",
        "đầu tư quỹ",
        "tổ hòa giải",
        "các bên hòa giải",
        "vốn đầu tư",
    ] * 5
    return build_vocabulary(texts, VocabularySettings(groups=6, folded_groups=6))


def units(vocabulary: Vocabulary, text: str) -> list[str]:
    return [vocabulary.names[row] for row in vocabulary.encode([text])[0]]


def test_groups_spellings_and_bare_forms_share_a_row(vocabulary: Vocabulary) -> None:
    assert "đầu tư" in units(vocabulary, "Vốn ĐẦU TƯ")
    assert units(vocabulary, "hoà giải") == units(vocabulary, "hòa giải") == ["hòa giải"]
    assert units(vocabulary, "dau tu") == ["đầu tư"]


def test_unseen_words_are_spelled(vocabulary: Vocabulary) -> None:
    assert len(units(vocabulary, "vầu")) >= 2
    assert units(vocabulary, "?!") == []


def test_a_group_is_composed_of_itself_and_its_syllables(vocabulary: Vocabulary) -> None:
    row = vocabulary.names.index("đầu tư")
    assert vocabulary.parts[row][0] == row
    assert {vocabulary.names[part] for part in vocabulary.parts[row]} == {"đầu tư", "đầu", "tư"}


def test_composition_and_its_gradient_against_dense_algebra() -> None:
    random = np.random.default_rng(0)
    parts = [(0,), (1,), (2, 0, 1), (3, 1)]
    start = random.standard_normal((4, 3)).astype(np.float32)
    table = RowTable(parts, start)
    matrix = torch.zeros(4, 4)
    for row, own in enumerate(parts):
        matrix[row, list(own)] = 1.0
    target = torch.from_numpy(random.standard_normal((4, 3)).astype(np.float32))
    torch.testing.assert_close(table(), matrix @ torch.from_numpy(start))
    (table() * target).sum().backward()
    torch.testing.assert_close(table.own.grad, matrix.T @ target)


def test_embedding_is_the_direction_of_the_sum() -> None:
    table = torch.tensor([[3.0, 0.0], [0.0, 4.0]])
    got = embed(table, [np.array([0, 1]), np.array([1, 1])])
    torch.testing.assert_close(got, torch.tensor([[0.6, 0.8], [0.0, 1.0]]))


def test_passages_of_the_same_subject_are_no_negatives() -> None:
    questions = torch.eye(2)
    passages_ = torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]])
    alone = contrastive_loss(questions, passages_[:2], np.array([0, 1]), 20.0)
    same = contrastive_loss(questions, passages_, np.array([0, 1, 0]), 20.0)
    rival = contrastive_loss(questions, passages_, np.array([0, 1, 2]), 20.0)
    torch.testing.assert_close(same, alone)
    assert rival > alone


def test_negatives_are_ranked_and_never_of_the_own_subject() -> None:
    random = np.random.default_rng(3)
    texts = [random.integers(1, 50, size=20).astype(np.int32) for _ in range(60)]
    owner = np.arange(60) // 2
    queries = [texts[n][:5] for n in range(0, 60, 6)]
    owners = owner[::6]
    found = mine_negatives(queries, owners, texts, owner, (2, 10), size=50)
    weights = bm25_weights(texts, 50).toarray()
    for query, own, numbers in zip(queries, owners, found, strict=True):
        scores = weights[:, query].sum(axis=1)
        scores[owner == own] = -1
        np.testing.assert_allclose(scores[numbers], np.sort(scores)[::-1][2:10], rtol=1e-5)


def write_data(folder: Path) -> None:
    """Ten laws of four articles, one gazette file, and two small question sets."""
    (folder / "laws").mkdir(parents=True)
    (folder / "gazette").mkdir()
    topics = ["rừng", "biển", "đất", "trường", "chợ", "cầu", "đường", "sông", "núi", "lúa"]
    for number, topic in enumerate(topics):
        lines = ["LUẬT", f"BẢO VỆ {topic.upper()}"]
        for place, deed in enumerate(["Quản lý", "Khai thác", "Đóng góp", "Xử phạt"]):
            body = f"Việc {deed.lower()} {topic} số {place} do cơ quan {topic} thực hiện. " * 3
            lines += [f"Điều {place + 1}. {deed} {topic} và các vùng của {topic}", f"1. {body}"]
        (folder / "laws" / f"luat-{number}.txt").write_text("\n".join(lines), encoding="utf-8")
    (folder / "gazette" / "a.txt").write_text(GAZETTE, encoding="utf-8")
    for name, law in (("alqac2025", "Luật Nhà ở"), ("uit-regulation", "")):
        write_questions(folder / "beir" / name, law)


def write_questions(folder: Path, law: str) -> None:
    (folder / "qrels").mkdir(parents=True)
    corpus = [
        {"_id": f"{law}{n}#1", "title": law, "text": f"Mục {n}\n\nNhà số {n} được xây. " * 4}
        for n in range(8)
    ]
    queries = [{"_id": f"q{n}", "text": f"Nhà số {n} được xây ở đâu?"} for n in range(8)]
    for name, rows in (("corpus", corpus), ("queries", queries)):
        text = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
    qrels = ["query-id\tcorpus-id\tscore", *(f"q{n}\t{law}{n}#1\t1" for n in range(8))]
    (folder / "qrels" / "train.tsv").write_text("\n".join(qrels), encoding="utf-8")


def test_question_sets_are_read(tmp_path: Path) -> None:
    write_questions(tmp_path, "Luật Nhà ở")
    read = read_questions(tmp_path)
    assert len(read.questions) == 8
    assert read.articles[min(read.questions[0].gold)].title == "Mục 0"


HEADER = "document\tarticle\tparagraph\tstyle\tquestion"


def write_written(file: Path, articles: list[Article]) -> Path:
    rows = [
        f"{article.document}\t{article.key}\t0\teveryday\tAi lo {article.title.lower()}?"
        for article in articles
    ]
    file.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return file


def test_written_questions_point_at_articles(tmp_path: Path) -> None:
    first, second = (Article("d", "", f"Tiêu đề {n}", (f"Đoạn {n}.",)) for n in (1, 2))
    file = write_written(tmp_path / "questions.tsv", [second])
    (asked,) = read_written(file, [first, second]).asked()
    assert asked == Asked("Ai lo tiêu đề 2?", second, 0)
    with pytest.raises(ValueError, match=r"questions\.tsv:2: no article"):
        read_written(file, [first])


def test_the_questions_of_the_repository_are_well_formed() -> None:
    header, *rows = WRITTEN.read_text(encoding="utf-8").splitlines()
    assert header == HEADER
    columns = [row.split("\t") for row in rows]
    assert {len(row) for row in columns} == {5}
    assert {style for *_, style, _ in columns} == {"legal", "everyday", "official"}
    texts = [question for *_, question in columns]
    assert len(set(texts)) == len(texts)


def test_a_thesaurus_gives_each_phrase_with_its_sayings(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text('[a]\n"dòm ngó" = ["giám sát", "kiểm tra"]\n', encoding="utf-8")
    assert read_thesaurus(file) == [("giám sát", "dòm ngó"), ("kiểm tra", "dòm ngó")]
    file = tmp_path / "sayings.tsv"
    file.write_text("tài sản\tcủa cải | nhà cửa\n", encoding="utf-8")
    assert read_sayings(file) == [("tài sản", "của cải"), ("tài sản", "nhà cửa")]


def test_a_mistyped_question_differs_in_one_word() -> None:
    random = np.random.default_rng(0)
    text = "Cơ quan nào được giao chủ trì việc này?"
    for _ in range(200):
        wrong = mistyped(text, random).split(" ")
        assert len(wrong) == 9
        assert sum(a != b for a, b in zip(wrong, text.split(" "), strict=True)) <= 1
    assert mistyped("57", random) == "57"


def test_official_phrases_are_said_as_people_say_them(vocabulary: Vocabulary) -> None:
    said = [("đầu tư", "hòa giải"), ("quỹ đầu tư", "thôn")]
    pairs = [tuple(vocabulary.encode(list(pair))) for pair in said]
    sayings, random = Sayings((a, b) for a, b in pairs), np.random.default_rng(0)
    (text, longer) = vocabulary.encode(["thôn đầu tư", "quỹ đầu tư"])
    (village,) = vocabulary.encode(["thôn"])
    assert sayings.put_into(text, 1.0, random).tolist() == [*village, *pairs[0][1]]
    assert sayings.put_into(longer, 1.0, random).tolist() == pairs[1][1].tolist()
    assert sayings.put_into(text, 0.0, random).tolist() == text.tolist()
    assert Sayings().put_into(text, 1.0, random).tolist() == text.tolist()


def test_what_stands_together_starts_together(vocabulary: Vocabulary) -> None:
    bodies = ["lập quỹ đầu tư", "vốn đầu tư của quỹ", "tổ hòa giải ở thôn", "hòa giải các bên"]
    articles = [Article(str(n), "", "", (body,)) for n, body in enumerate(bodies)]
    material = prepare_material(articles, [], [], vocabulary, seed=0)
    start = starting_vectors(vocabulary, material, dimension=256, seed=0)
    vectors = start / np.maximum(np.linalg.norm(start, axis=1, keepdims=True), 1e-9)
    fund, invest, village = (vocabulary.names.index(name) for name in ("quỹ", "đầu tư", "thôn"))
    assert vectors[fund] @ vectors[invest] > vectors[fund] @ vectors[village] + 0.1


def test_a_small_run_from_raw_text_to_a_model_that_loads(tmp_path: Path) -> None:
    data, thesaurus = tmp_path / "data", tmp_path / "thesaurus.toml"
    write_data(data)
    thesaurus.write_text('[rung]\n"chặt cây" = ["khai thác"]\n', encoding="utf-8")
    sayings = tmp_path / "sayings.tsv"
    sayings.write_text("xử phạt\tbắt đền\n", encoding="utf-8")
    questions = write_written(tmp_path / "questions.tsv", read_laws(data / "laws")[::2])
    for output in (tmp_path / "one", tmp_path / "two"):
        files = (data, thesaurus, output, questions, sayings)
        main(*files, 12, runs=2, dimension=32, batch=64, held_out_share=0.3)
    record = json.loads((tmp_path / "one" / RECORD).read_text(encoding="utf-8"))
    again = json.loads((tmp_path / "two" / RECORD).read_text(encoding="utf-8"))
    assert set(record["data"]) == {
        "laws",
        "gazette",
        "beir/alqac2025",
        "beir/uit-regulation",
        "questions.tsv",
        "sayings.tsv",
        "thesaurus.toml",
    }
    assert record["data"] == again["data"]
    first, second, averaged = record["figures"]
    assert (first["run"], second["run"]) == (0, 1)
    assert averaged["runs averaged"] == 2
    assert averaged["held_out"]["titles"]["nDCG@10"] > 0.5
    losses = [each["figures"][0]["loss"] for each in (record, again)]
    assert losses[0] == pytest.approx(losses[1], rel=1e-2)

    model = SentenceTransformer(str(tmp_path / "one"), device="cpu", local_files_only=True)
    texts = ["Khai thác rừng", "Khai thác biển", "Xử phạt rừng"]
    rows = model.encode(texts, normalize_embeddings=True)
    assert rows.shape == (3, 32)
    assert (rows @ model.encode("khai thác rừng do ai")).argmax() == 0
    stored = (tmp_path / "one" / "model.safetensors").stat()
    assert stored.st_mode & 0o777 == 0o644
