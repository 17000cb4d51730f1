"""The failures that a caller of the service may meet, passed on from the rooms below."""

from __future__ import annotations

from retriever.types import BadQuestion, PlanqaError

__all__ = ["BadQuestion", "PlanqaError"]
