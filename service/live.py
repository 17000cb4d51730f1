"""The open index of a running process, replaced when a new generation is published."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from retriever.types import PlanqaError, Retriever

logger = logging.getLogger(__name__)


class LiveIndex:
    """Gives the retriever over the live generation; safe to call from several threads.

    Args:
        generation: the name of the published generation, cheap to read; ``None`` without index.
        open_index: opens the published generation.
    """

    def __init__(
        self, generation: Callable[[], str | None], open_index: Callable[[], Retriever]
    ) -> None:
        self._generation = generation
        self._open = open_index
        self._lock = threading.Lock()
        self._current: Retriever | None = None
        self._tried: str | None = None

    def __call__(self) -> Retriever:
        """The open index.

        A new generation is opened by the first call that sees it; the last one goes on serving
        all others until it is open, and if it cannot be opened, which is logged once. Raises what
        opening raises when there never was a good one.
        """
        published = self._generation()
        current = self._current
        if current is not None and published in {None, self._tried}:
            return current
        if not self._lock.acquire(blocking=current is None) and current is not None:
            return current
        try:
            return self._opened(published)
        finally:
            self._lock.release()

    def _opened(self, published: str | None) -> Retriever:
        if self._current is not None and published in {None, self._tried}:
            return self._current
        try:
            self._current = self._open()
        except PlanqaError as error:
            if self._current is None:
                raise
            logger.error("generation %s refused: %s", published, error)  # noqa: TRY400
        self._tried = published
        return self._current
