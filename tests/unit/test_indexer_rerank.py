"""A cross-encoder is read only from this machine, and scores in order."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

from indexer.errors import EncoderMissing
from indexer.rerank import load_reranker


def save_tiny_cross_encoder(folder: Path) -> None:
    """An untrained BERT of two layers with a vocabulary of a few words."""
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "quỹ", "đầu", "tư", "đất"]
    folder.mkdir()
    tokenizer = BertTokenizer(
        vocab={word: number for number, word in enumerate(words)}, strip_accents=False
    )
    tokenizer.save_pretrained(str(folder))
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=16,
    )
    config.num_labels = 1
    BertForSequenceClassification(config).save_pretrained(str(folder))


def test_scores_come_in_the_order_of_the_passages(tmp_path: Path) -> None:
    save_tiny_cross_encoder(tmp_path / "tiny")
    reranker = load_reranker(str(tmp_path / "tiny"))
    passages = ["quỹ đầu tư", "đất", "quỹ"]
    scores = reranker.score("quỹ đầu tư", passages)
    assert scores.dtype == np.float32
    assert scores.shape == (3,)
    turned = reranker.score("quỹ đầu tư", passages[::-1])
    np.testing.assert_allclose(scores, turned[::-1], atol=1e-5)
    assert reranker.score("quỹ", []).shape == (0,)
    assert reranker.identity.startswith("tiny@")


def test_a_reranker_that_is_not_here_names_its_setting() -> None:
    with pytest.raises(EncoderMissing, match="Không tìm thấy") as caught:
        load_reranker("BAAI/bge-reranker-v2-m3")
    assert "PLANQA_RERANKER" in caught.value.hint
