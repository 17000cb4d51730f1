"""Where the table starts from: random directions, and what the texts say goes together."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import sparse  # type: ignore[import-untyped]

from indexer.train.material import EncodedArticle, Material
from indexer.train.negatives import count_matrix
from indexer.train.vocabulary import Vocabulary

Floats = npt.NDArray[np.float32]

RAREST_WEIGHT = 8.0
"""Inverse document frequencies above this count as this: rarer is not more telling."""
GROUP_WEIGHT = 0.75
"""What the own vector of a group weighs beside those of its parts."""
TOPIC_WEIGHT = 0.7
"""What the direction of a row's topics weighs beside its random one."""
STRETCH_UNITS = 60
"""How much text counts as one topic."""


def starting_vectors(
    vocabulary: Vocabulary, material: Material, dimension: int, seed: int
) -> Floats:
    """Directions as long as the row is telling; shape ``(rows, dimension)``.

    Random directions are nearly orthogonal, so the dot product of two texts begins close to a
    weighted count of the units that they share. The directions of latent semantic analysis
    (Deerwester et al. 1990) bring together what stands in the same stretches, which matters for
    rare units: training meets them a few times only.
    """
    random = np.random.default_rng(seed)
    directions = random.standard_normal((vocabulary.size, dimension), dtype=np.float32)
    weights = np.clip(material.frequency, 0.3, RAREST_WEIGHT) / RAREST_WEIGHT
    composed = np.array([len(parts) > 1 for parts in vocabulary.parts])
    weights = np.where(composed, GROUP_WEIGHT * weights, weights).astype(np.float32)
    topics = _topics(vocabulary, material, dimension, seed) * np.sqrt(dimension)
    started: Floats = (directions + TOPIC_WEIGHT * topics) * weights[:, None]
    return started


def _topics(vocabulary: Vocabulary, material: Material, dimension: int, seed: int) -> Floats:
    """Unit vectors by row, zero for a row that no stretch holds; ``(rows, dimension)``."""
    from sklearn.utils.extmath import (  # type: ignore[import-untyped]  # noqa: PLC0415 - slow
        randomized_svd,
    )

    stretches = [part for article in material.articles for part in _stretches(article)]
    counts = count_matrix(stretches, vocabulary.size) @ count_matrix(
        vocabulary.parts, vocabulary.size
    )
    counts.data = 1 + np.log(counts.data)
    held = np.bincount(counts.indices, minlength=vocabulary.size)
    rarity = np.clip(np.log((len(stretches) + 1) / (held + 1)), 0.3, RAREST_WEIGHT)
    weighted = counts.multiply(rarity[None, :].astype(np.float32)).tocsr()
    lengths = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    unit = sparse.diags(1 / np.maximum(lengths, 1e-6)).astype(np.float32) @ weighted
    rank = min(dimension, *unit.shape)
    _, strengths, topics = randomized_svd(unit, rank, n_iter=3, random_state=seed)
    vectors = np.zeros((vocabulary.size, dimension), dtype=np.float32)
    vectors[:, :rank] = topics.T * np.sqrt(strengths)
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-6), dtype=np.float32)


def _stretches(article: EncodedArticle) -> list[npt.NDArray[np.int32]]:
    """The article in whole sentences of about ``STRETCH_UNITS``, the title with the first."""
    found, current, length = list[npt.NDArray[np.int32]](), [article.title], len(article.title)
    for sentence in article.sentences:
        current.append(sentence)
        length += len(sentence)
        if length >= STRETCH_UNITS:
            found.append(np.concatenate(current))
            current, length = [], 0
    return [*found, np.concatenate(current)] if length else found
