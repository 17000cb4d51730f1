from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

import eval.answers
import retriever
from eval.ablate import without_each
from eval.commands import app
from retriever.ranking import load_ranking
from retriever.types import Clause, ClauseRef, Document, Hit, IndexInfo, Mode, PlanqaError
from service.answer import Assistant
from service.generate import Generator
from service.schemas import AskResponse
from tests.unit.test_eval_answers import ONE, answer

ARTICLES = {"a": "sở khoa học chủ trì", "b": "sở nội vụ phối hợp", "c": "kinh phí thực hiện"}
QUERIES = {"q1": "khoa học", "q2": "nội vụ phối hợp", "q3": "không trùng chữ nào"}


class Overlap:
    """Ranks documents by how many words they share with the question."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.held = list(documents)
        self.info = IndexInfo("generation-1", len(self.held), len(self.held), "encoder-1")

    def search(self, question: str, k: int = 10, mode: Mode = Mode.HYBRID) -> list[Hit]:
        words = set(question.split())
        shared = [(len(words & set(d.source.split())), d.clauses[0].ref) for d in self.held]
        best = sorted((pair for pair in shared if pair[0]), reverse=mode is not Mode.DENSE)
        return [Hit(ref, float(n), rank) for rank, (n, ref) in enumerate(best[:k], start=1)]

    def clause(self, ref: ClauseRef) -> Clause:
        return next(d.clauses[0] for d in self.held if d.clauses[0].ref == ref)


class Opened(list[dict[str, object]]):
    """What every opening of an index was given besides its place and encoder."""


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> SimpleNamespace:
    """The retriever's library with the engine above; nothing heavy is imported."""
    built: dict[Path, Overlap] = {}

    def build(documents: Iterable[Document], directory: Path, _encoder: str | None) -> None:
        built[directory] = Overlap(documents)

    opened = Opened()

    def open_index(directory: Path, _encoder: str | None, **given: object) -> Overlap:
        opened.append(given)
        return built.get(directory) or Overlap([])

    fake = SimpleNamespace(build_documents=build, open_index=open_index, built=built, opened=opened)
    monkeypatch.setitem(sys.modules, "retriever.library", fake)
    monkeypatch.setattr(retriever, "library", fake, raising=False)
    monkeypatch.chdir(tmp_path)
    return fake


@pytest.fixture
def beir(tmp_path: Path) -> Path:
    folder = tmp_path / "beir"
    (folder / "qrels").mkdir(parents=True)
    for name, texts in (("corpus", ARTICLES), ("queries", QUERIES)):
        lines = [json.dumps({"_id": key, "text": text}) for key, text in texts.items()]
        (folder / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    qrels = "query-id\tcorpus-id\tscore\nq1\ta\t1\nq2\tb\t1\nq3\tc\t1\n"
    (folder / "qrels" / "test.tsv").write_text(qrels, encoding="utf-8")
    return folder


def run(*arguments: object) -> str:
    result = CliRunner().invoke(app, [str(one) for one in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.usefixtures("library")
def test_retrieval_prints_the_contract_and_writes_a_run(beir: Path, tmp_path: Path) -> None:
    trec = tmp_path / "run.trec"
    body = json.loads(run("retrieval", beir, "--json", "--mode", "bm25", "--run", trec))
    assert body["dataset"] == "beir"
    assert (body["split"], body["mode"], body["queries"]) == ("test", "bm25", 3)
    assert body["measures"]["Success@1"] == pytest.approx(2 / 3), "a query without results is 0"
    assert list(body["measures"])[:2] == ["nDCG@10", "R@1"]
    assert body["index"] == {"generation": "generation-1", "encoder": "encoder-1"}
    assert len(body["dataset_sha256"]) == len(body["code_sha256"]) == 64
    assert trec.read_text(encoding="utf-8").splitlines()[0] == "q1 Q0 a 1 2.0 planqa-bm25"


@pytest.mark.usefixtures("library")
def test_retrieval_prints_a_table(beir: Path) -> None:
    text = run("retrieval", beir)
    assert "beir, phần test, cách tìm hybrid: 3 câu hỏi" in text
    assert "Success@1   0,6667" in text


def test_the_index_is_kept_per_corpus_and_encoder(library: SimpleNamespace, beir: Path) -> None:
    run("retrieval", beir)
    run("retrieval", beir, "--mode", "dense")
    assert len(library.built) == 1
    run("retrieval", beir, "--encoder", "khác")
    assert len(library.built) == 2


@pytest.mark.usefixtures("library")
def test_compare_shows_both_runs_and_what_moved(beir: Path, tmp_path: Path) -> None:
    (tmp_path / "a.trec").write_text("q1 Q0 a 1 1.0 t\nq2 Q0 a 1 1.0 t\n", encoding="utf-8")
    (tmp_path / "b.trec").write_text("q1 Q0 a 1 1.0 t\nq2 Q0 b 1 1.0 t\n", encoding="utf-8")
    arguments = ("compare", tmp_path / "a.trec", tmp_path / "b.trec", "--dataset", beir)
    body = json.loads(run(*arguments, "--json"))
    success = next(row for row in body["differences"] if row["measure"] == "Success@1")
    assert (success["better"], success["worse"], success["p"]) == (1, 0, 1.0)
    assert body["most_changed"]["queries"] == [{"query_id": "q2", "a": 0.0, "b": 1.0}]
    assert "0,0000 → 1,0000  q2: nội vụ phối hợp" in run(*arguments)


@pytest.mark.usefixtures("library")
def test_ablate_names_every_part_and_weight(beir: Path) -> None:
    body = json.loads(run("ablate", beir, "--json"))
    names = [name for name, _ in without_each(load_ranking())]
    assert list(body["without"]) == names
    assert {row["measure"] for row in body["without"][names[0]]} >= {"nDCG@10", "R@10"}
    assert names[0] in run("ablate", beir)


@pytest.mark.usefixtures("library")
def test_a_fault_of_the_data_is_an_expected_error(beir: Path) -> None:
    with pytest.raises(PlanqaError, match="dev"):
        run("retrieval", beir, "--split", "dev")


QUESTIONS = [
    {"id": "1", "kind": "direct", "question": "Ai?", "gold": [["d/art_1"]], "answerable": True},
    {"id": "2", "kind": "direct", "question": "Gì?", "gold": [["d/art_9"]], "answerable": True},
    {"id": "3", "kind": "refuse", "question": "Nào?", "gold": [], "answerable": False},
]


@pytest.fixture
def questions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: SimpleNamespace) -> Path:
    """A set of three questions, and an assistant that always cites the same clause."""
    library.is_missing = lambda _directory: False
    library.packaged_corpus = list
    library.build = lambda _sources, _directory, _encoder: None
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(map(json.dumps, QUESTIONS)), encoding="utf-8")

    library.asked = []

    def asker(assistant: Assistant) -> Callable[[str], AskResponse]:
        library.asked.append(assistant)
        return lambda _: answer(ONE.model_copy(update={"issued_on": date(2025, 1, 1)}))

    monkeypatch.setattr(eval.answers, "asker", asker)
    return path


def test_answers_prints_measures_kinds_and_failures(questions: Path) -> None:
    body = json.loads(run("answers", questions, "--json"))
    assert body["questions"] == 3
    assert body["measures"]["cited"]["mean"] == 0.5
    assert body["by_kind"]["refuse"]["refusal_recall"]["mean"] == 0.0
    assert [failure["id"] for failure in body["failures"]] == ["2", "3"]
    assert body["failures"][0]["cited"] == ["d/art_1"]
    text = run("answers", questions)
    assert "có viện dẫn đúng" in text
    assert "50,0%" in text


def test_ablate_takes_a_curated_set_too(questions: Path) -> None:
    body = json.loads(run("ablate", questions, "--json"))
    assert body["questions"] == 2
    assert [row["measure"] for row in body["without"]["dense"]] == ["Success@5", "Success@1"]
    assert body["index"] == {"generation": "generation-1", "encoder": "encoder-1"}
    text = run("ablate", questions)
    assert "(không bỏ gì)" in text
    assert "thesaurus" in text


@pytest.mark.parametrize("command", ["answers", "report", "gate", "ablate", "retrieval"])
def test_what_is_set_is_measured(
    questions: Path,
    beir: Path,
    library: SimpleNamespace,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
) -> None:
    monkeypatch.setenv("PLANQA_RERANKER", "xep-lai")
    monkeypatch.setenv("PLANQA_THESAURUS", "tu.toml")
    given: dict[str, tuple[object, ...]] = {
        "gate": ("--beir", beir, "--baselines", beir / "baselines.json"),
        "retrieval": (beir,),
    }
    json_option = ("--json",) if command in {"answers", "ablate"} else ()
    out = run(command, *given.get(command, (questions,)), *json_option)
    assert library.opened
    for one in library.opened:
        assert (one["reranker"], one["thesaurus"]) == ("xep-lai", Path("tu.toml"))
    if json_option:
        settings = json.loads(out)["settings"]
        assert settings == {"PLANQA_RERANKER": "xep-lai", "PLANQA_THESAURUS": "tu.toml"}


def test_the_model_that_is_set_is_asked(
    questions: Path, library: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANQA_LLM_BASE_URL", "http://127.0.0.1:1/v1")
    monkeypatch.setenv("PLANQA_LLM_MODEL", "mo-hinh")
    body = json.loads(run("answers", questions, "--json"))
    assert [type(assistant._writer) for assistant in library.asked] == [Generator]
    assert body["settings"] == {"PLANQA_LLM_MODEL": "mo-hinh"}


@pytest.mark.usefixtures("library")
def test_ablate_needs_a_set_that_is_there(tmp_path: Path) -> None:
    with pytest.raises(PlanqaError, match="không có tệp này"):
        run("ablate", tmp_path / "absent.jsonl")


def test_report_writes_a_page(questions: Path, tmp_path: Path) -> None:
    out = tmp_path / "báo cáo.html"
    (tmp_path / "causes.toml").write_text('["Lạc chữ"]\n2 = "vì thế"', encoding="utf-8")
    assert run("report", questions, "--out", out).strip() == str(out)
    page = out.read_text(encoding="utf-8")
    assert "Câu chưa đạt (2)" in page
    assert "<b>Lạc chữ.</b> vì thế" in page


@pytest.mark.usefixtures("questions")
def test_the_gate_closes_on_a_drop_and_asks_to_record_a_gain(beir: Path, tmp_path: Path) -> None:
    baselines = tmp_path / "baselines.json"
    options = ("gate", "--beir", beir, "--baselines", baselines)
    run(*options, "--record")
    recorded = json.loads(baselines.read_text(encoding="utf-8"))
    assert recorded.keys() == {"plans-test", "beir-test"}
    assert "giữ" in run(*options)

    recorded["beir-test"]["R@1"] |= {"mean": 0.9, "low": 0.8, "high": 1.0}
    baselines.write_text(json.dumps(recorded), encoding="utf-8")
    result = CliRunner().invoke(app, [str(one) for one in options])
    assert result.exit_code == 1
    assert "giảm" in result.stdout

    recorded["beir-test"]["R@1"] |= {"mean": 0.1, "low": 0.0, "high": 0.2}
    baselines.write_text(json.dumps(recorded), encoding="utf-8")
    result = CliRunner().invoke(app, [str(one) for one in options])
    assert result.exit_code == 0
    assert "--record" in result.stderr
