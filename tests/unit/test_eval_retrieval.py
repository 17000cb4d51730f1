"""The product's own build and engine under a BEIR folder, nothing faked."""

from __future__ import annotations

import json
from pathlib import Path

from eval.datasets import load_dataset
from eval.measures import averages, per_query
from eval.retrieval import Retrieval, open_dataset_index, retrieve
from retriever.types import Mode

ARTICLES = {
    "91/2015#1": "Bộ luật này quy định địa vị pháp lý của cá nhân, pháp nhân.",
    "91/2015#2": "Người thành niên là người từ đủ mười tám tuổi trở lên.",
    "đất đai 3": "Nhà nước giao đất, cho thuê đất cho người sử dụng đất.",
}
QUERIES = {"q1": "Bao nhiêu tuổi là người thành niên?", "q2": "Ai giao đất, cho thuê đất?"}
GOLD = {"q1": "91/2015#2", "q2": "đất đai 3"}


def test_articles_come_back_under_their_own_ids(tmp_path: Path) -> None:
    (tmp_path / "qrels").mkdir()
    for name, texts in (("corpus", ARTICLES), ("queries", QUERIES)):
        lines = [json.dumps({"_id": key, "title": "", "text": text}) for key, text in texts.items()]
        (tmp_path / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    rows = ["query-id\tcorpus-id\tscore", *(f"{query}\t{GOLD[query]}\t1" for query in GOLD)]
    (tmp_path / "qrels" / "test.tsv").write_text("\n".join(rows), encoding="utf-8")

    dataset = load_dataset(tmp_path)
    retriever = open_dataset_index(dataset, tmp_path / "cache", None)
    for mode in (Mode.BM25, Mode.HYBRID):
        result = retrieve(retriever, dataset, mode)
        assert {query: found[0].article_id for query, found in result.run.items()} == GOLD
        assert averages(per_query(dataset.qrels, result.run))["nDCG@10"] == 1.0
        assert len(result.milliseconds) == len(QUERIES)

    generation = retriever.info.generation
    assert open_dataset_index(dataset, tmp_path / "cache", None).info.generation == generation


def test_latency_is_the_median_and_the_slow_end() -> None:
    latency = Retrieval({}, tuple(float(ms) for ms in range(101))).latency()
    assert latency == {"p50": 50.0, "p95": 95.0}
