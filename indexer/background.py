"""What texts of every kind speak of: the measure of how usual the matter of a question is.

A cosine of 0.4 means much for a question that no text of the wide world comes near, and little
for one that resembles hundreds of them. A model's folder therefore holds the vectors of thousands
of texts it was trained on. After the test normalisation of speaker verification (Auckenthaler et
al. 2000), which rates a score by those of a cohort.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]

FILE = "background.faiss"
"""Where a model's folder has them."""

NEAREST = 5
_LISTS, _PROBED = 64, 16
"""Groups of the vectors, and how many of them are looked through for one question."""


class Background:
    """Unit vectors of many texts, four bits a component, in groups of near ones."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def of(cls, vectors: Vectors) -> Background:
        """From unit vectors, shape ``(texts, dimension)``, ``NEAREST`` at least."""
        import faiss  # noqa: PLC0415 - loads native libraries

        lists = max(1, min(_LISTS, len(vectors) // 40))
        index = faiss.index_factory(vectors.shape[1], f"IVF{lists},SQ4", faiss.METRIC_INNER_PRODUCT)
        index.train(vectors)
        index.add(vectors)
        return cls(index)

    @classmethod
    def open(cls, path: Path) -> Background:
        """Map a saved one."""
        import faiss  # noqa: PLC0415

        return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))

    def save(self, path: Path) -> None:
        """Write it into one file."""
        import faiss  # noqa: PLC0415

        faiss.write_index(self._index, str(path))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def usual(self, vector: Vectors) -> float:
        """The mean cosine of a unit vector to the ``NEAREST`` texts."""
        import faiss  # noqa: PLC0415

        faiss.omp_set_num_threads(1)  # see DenseIndex.nearest
        self._index.nprobe = _PROBED
        cosines, found = self._index.search(vector.reshape(1, -1), NEAREST)
        return float(cosines[found >= 0].mean()) if (found >= 0).any() else 0.0
