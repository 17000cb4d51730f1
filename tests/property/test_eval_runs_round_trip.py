from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from eval.runs import Scored, ranked, read_trec, write_trec

IDS = st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=8)
SCORES = st.floats(allow_nan=False, allow_infinity=False)
RUNS = st.dictionaries(IDS, st.dictionaries(IDS, SCORES, min_size=1, max_size=6), max_size=4)


@given(RUNS)
def test_reading_gives_back_what_was_written(results: dict[str, dict[str, float]]) -> None:
    run = {
        query_id: ranked(Scored(article_id, score) for article_id, score in scores.items())
        for query_id, scores in results.items()
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "run.trec"
        write_trec(path, run, "t")
        assert read_trec(path) == run
