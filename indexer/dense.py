"""The dense half: unit vectors of passages in a flat inner-product index of faiss.

faiss is imported when an index is made or opened, not before. An opened index is memory-mapped.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]


class DenseIndex:
    """Exact nearest passages by inner product, which is the cosine for unit vectors."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def empty(cls, dimension: int) -> DenseIndex:
        """An index for vectors of this length."""
        import faiss  # noqa: PLC0415 - loads native libraries

        return cls(faiss.IndexFlatIP(dimension))

    @classmethod
    def open(cls, path: Path) -> DenseIndex:
        """Map a saved index."""
        import faiss  # noqa: PLC0415

        return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))

    def save(self, path: Path) -> None:
        """Write the index into one file."""
        import faiss  # noqa: PLC0415

        faiss.write_index(self._index, str(path))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def add(self, vectors: Vectors) -> None:
        """Append rows of shape ``(n, dimension)``; they are numbered on from the last."""
        self._index.add(np.ascontiguousarray(vectors, dtype=np.float32))

    def rows(self, passages: npt.NDArray[np.int64]) -> Vectors:
        """The vectors of the given passages, shape ``(len(passages), dimension)``."""
        vectors: Vectors = self._index.reconstruct_batch(passages)
        return vectors

    def nearest(
        self, question: Vectors, k: int, among: npt.NDArray[np.bool_] | None = None
    ) -> npt.NDArray[np.int64]:
        """The ``k`` passages with the largest cosine to one question vector, best first.

        ``among`` says for each passage whether it may be found; without it, all may.
        """
        import faiss  # noqa: PLC0415

        faiss.omp_set_num_threads(1)  # one question takes a millisecond; waking others, twenty
        chosen = None if among is None else _selection(among)
        _, found = self._index.search(question.reshape(1, -1), k, params=chosen)
        nearest: npt.NDArray[np.int64] = found[0][found[0] >= 0]  # -1 fills up to k
        return nearest

    def cosines(self, question: Vectors, passages: npt.NDArray[np.int64]) -> Vectors:
        """The cosine of the question to each of the given passages."""
        cosines: Vectors = self.rows(passages) @ question.reshape(-1)
        return cosines


def _selection(among: npt.NDArray[np.bool_]) -> Any:
    import faiss  # noqa: PLC0415

    library: Any = faiss  # its stubs know nothing of the constructors made for Python
    bits = np.packbits(among, bitorder="little")
    return library.SearchParameters(sel=library.IDSelectorBitmap(bits))
