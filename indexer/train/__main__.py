"""``python -m indexer.train``: from raw texts to a saved encoder.

Needs nothing but the data folder and this repository. With the same data, settings and seed it
draws the same batches; figures differ only by the rounding of parallel sums.
"""

from __future__ import annotations

import hashlib
import json
import platform
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import numpy.typing as npt
import torch
import typer

from indexer.train.articles import Article, read_gazette, read_laws
from indexer.train.background import save_background
from indexer.train.dataset import (
    Question,
    QuestionSet,
    read_questions,
    read_written,
    without_copies,
)
from indexer.train.evaluation import Trial, evaluate, make_trial
from indexer.train.everyday import read_sayings, read_thesaurus
from indexer.train.export import save_model
from indexer.train.fit import FitSettings, fit
from indexer.train.material import prepare_material
from indexer.train.network import RowTable
from indexer.train.sampling import Sampler, SamplingSettings
from indexer.train.start import starting_vectors
from indexer.train.units import fold_diacritics
from indexer.train.vocabulary import Vocabulary, VocabularySettings, build_vocabulary

RECORD = "training.json"
EVERYDAY = "everyday"
WRITTEN = Path(__file__).with_name("questions.tsv")
SAYINGS = Path(__file__).with_name("sayings.tsv")


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that shapes the result, apart from the data."""

    held_out: float = 0.1
    vocabulary: VocabularySettings = field(default_factory=VocabularySettings)
    sampling: SamplingSettings = field(default_factory=SamplingSettings)
    fit: FitSettings = field(default_factory=FitSettings)


@dataclass(frozen=True, slots=True)
class Corpus:
    """The raw texts: articles, the question sets that may be trained on, and what people say."""

    laws: list[Article]
    gazette: list[Article]
    law_questions: QuestionSet
    school_questions: QuestionSet
    written_questions: QuestionSet
    sayings: list[tuple[str, str]]

    @property
    def sets(self) -> tuple[QuestionSet, ...]:
        """All questions."""
        return self.law_questions, self.school_questions, self.written_questions


def read_corpus(data: Path, written: Path, sayings: Path, thesaurus: Path) -> Corpus:
    """Read what may be trained on; the folder of alqac2022 is never opened."""
    laws, gazette = read_laws(data / "laws"), read_gazette(data / "gazette")
    return Corpus(
        laws,
        gazette,
        read_questions(data / "beir" / "alqac2025"),
        read_questions(data / "beir" / "uit-regulation"),
        read_written(written, [*laws, *gazette]),
        read_thesaurus(thesaurus) + read_sayings(sayings),
    )


def held_out(name: str, share: float) -> bool:
    """Whether a document is kept for measuring; depends on nothing but its name."""
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:4])
    return number < share * 2**32


def split(each: QuestionSet, share: float) -> tuple[QuestionSet, tuple[Question, ...]]:
    """The set to train on, and the questions about held-out documents."""
    measured = tuple(
        question
        for question in each.questions
        if held_out(each.articles[min(question.gold)].document, share)
    )
    kept = tuple(question for question in each.questions if question not in set(measured))
    return replace(each, questions=kept), measured


def make_trials(corpus: Corpus, vocabulary: Vocabulary, share: float) -> list[Trial]:
    """Held-out questions against all texts, and held-out titles against untitled laws."""
    laws = without_copies(corpus.laws, corpus.law_questions.articles.values())
    pool = {f"law-{number}": article for number, article in enumerate(laws)}
    untitled = {name: replace(article, title="") for name, article in pool.items()}
    titles = _held_out_titles(pool, share)
    pool |= corpus.law_questions.articles | corpus.school_questions.articles
    raw = {article.key: article for article in (*corpus.laws, *corpus.gazette)}
    legal, school, written = (split(each, share)[1] for each in corpus.sets)
    everyday = tuple(question for question in written if question.style == EVERYDAY)
    formal = tuple(question for question in written if question.style != EVERYDAY)
    plain = tuple(replace(question, text=fold_diacritics(question.text)) for question in legal)
    named = (
        ("legal", pool, legal),
        ("legal, no diacritics", pool, plain),
        ("school", pool, school),
        ("written, formal", raw, formal),
        ("written, everyday", raw, everyday),
        ("titles", untitled, titles),
    )
    return [make_trial(name, of, asked, vocabulary) for name, of, asked in named if asked]


def _held_out_titles(pool: dict[str, Article], share: float) -> tuple[Question, ...]:
    """Titles of held-out laws that are long enough, and no other article's, to name one."""
    times = Counter(article.title for article in pool.values())
    return tuple(
        Question(name, article.title, frozenset({name}))
        for name, article in pool.items()
        if held_out(article.document, share)
        and times[article.title] == 1
        and article.title.count(" ") >= 4
    )


def train(corpus: Corpus, settings: Settings, output: Path) -> list[dict[str, Any]]:
    """Train on ``corpus``, save the model under ``output``, return the figures of each run."""
    torch.manual_seed(settings.fit.seed)
    share = settings.held_out
    asked = [one for each in corpus.sets for one in split(each, share)[0].asked()]
    articles = [
        replace(article, title="") if held_out(article.document, share) else article
        for article in corpus.laws + corpus.gazette
    ]
    texts = [text for article in articles for text in (article.title, *article.paragraphs)]
    texts += [one.text for one in asked]
    # every word of a saying is a unit, however rare
    texts += settings.vocabulary.rarest_syllable * [saying for _, saying in corpus.sayings]
    vocabulary = build_vocabulary(texts, settings.vocabulary)
    material = prepare_material(articles, asked, corpus.sayings, vocabulary, settings.fit.seed)
    start = starting_vectors(vocabulary, material, settings.fit.dimension, settings.fit.seed)
    trials = make_trials(corpus, vocabulary, share)
    tables, figures = list[npt.NDArray[np.float32]](), list[dict[str, Any]]()
    for run in range(settings.fit.runs):
        sampler = Sampler(material, settings.sampling, settings.fit.seed + run)
        table, loss = fit(RowTable(vocabulary.parts, start), sampler, settings.fit)
        tables.append(table)
        figures.append({"run": run, "loss": round(loss, 4), "held_out": _measured(table, trials)})
        typer.echo(json.dumps(figures[-1], ensure_ascii=False), err=True)
    # what one table learned by chance, the others did not (Wortsman et al. 2022, arXiv:2203.05482)
    mean = np.mean(tables, axis=0)
    figures.append({"runs averaged": len(tables), "held_out": _measured(mean, trials)})
    save_model(vocabulary, mean, output)
    seen = (one for one in (*corpus.laws, *corpus.gazette) if not held_out(one.document, share))
    save_background(output, seen, settings.fit.seed)
    return figures


def _measured(
    vectors: npt.NDArray[np.float32], trials: Sequence[Trial]
) -> dict[str, dict[str, float]]:
    figures = {trial.name: evaluate(torch.from_numpy(vectors), trial) for trial in trials}
    return {
        name: {measure: round(value, 4) for measure, value in each.items()}
        for name, each in figures.items()
    }


def data_digests(data: Path) -> dict[str, str]:
    """One SHA-256 for each folder that training reads, over its file names and contents."""
    digests = {}
    for part in ("laws", "gazette", "beir/alqac2025", "beir/uit-regulation"):
        digest = hashlib.sha256()
        for file in sorted(path for path in (data / part).rglob("*") if path.is_file()):
            digest.update(file.relative_to(data).as_posix().encode())
            digest.update(bytes.fromhex(_digest(file)))
        digests[part] = digest.hexdigest()
    return digests


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def main(  # noqa: PLR0913, PLR0917 - an option of the command each
    data: Annotated[Path, typer.Option(help="Folder with laws/, gazette/ and beir/.")],
    thesaurus: Annotated[Path, typer.Option(help="What people say for official phrases, TOML.")],
    output: Annotated[Path, typer.Option(help="Folder of the model; created if missing.")],
    questions: Annotated[Path, typer.Option(help="Questions about the raw texts.")] = WRITTEN,
    sayings: Annotated[Path, typer.Option(help="What people say for more of them.")] = SAYINGS,
    steps: Annotated[int, typer.Option(min=1)] = FitSettings().steps,
    runs: Annotated[int, typer.Option(min=1, help="Tables to average.")] = FitSettings().runs,
    dimension: Annotated[int, typer.Option(min=8)] = FitSettings().dimension,
    batch: Annotated[int, typer.Option(min=16)] = SamplingSettings().batch,
    held_out_share: Annotated[float, typer.Option("--held-out", min=0, max=0.9)] = 0.1,
) -> None:
    """Train the encoder and write it, with a record of how, under OUTPUT."""
    settings = Settings(
        held_out=held_out_share,
        sampling=SamplingSettings(batch=batch),
        fit=FitSettings(runs=runs, steps=steps, dimension=dimension),
    )
    began = time.monotonic()
    figures = train(read_corpus(data, questions, sayings, thesaurus), settings, output)
    written = {file.name: _digest(file) for file in (questions, sayings, thesaurus)}
    record = {
        "data": data_digests(data) | written,
        "settings": asdict(settings),
        "versions": {"python": platform.python_version(), "torch": torch.__version__},
        "seconds": round(time.monotonic() - began),
        "figures": figures,
    }
    text = json.dumps(record, ensure_ascii=False, indent=2)
    (output / RECORD).write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
