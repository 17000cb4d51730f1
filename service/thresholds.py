"""The thresholds of answering, read from ``answering.toml`` and checked."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from pydantic import BaseModel, ConfigDict, Field


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Refuse(_Table):
    """What a clause must show to count as evidence."""

    probability: float = Field(ge=0, le=1)


class Cite(_Table):
    """Which further clauses are cited, and how many are suggested after a refusal."""

    doubt: float = Field(ge=0, le=1)
    relative_probability: float = Field(ge=0, le=1)
    facts: int = Field(ge=1, le=20)
    matter: float = Field(ge=0, le=1)
    suggestions: int = Field(ge=0, le=20)


class Quote(_Table):
    """How long a quote may be, in characters."""

    characters: int = Field(ge=50, le=5_000)


class Model(_Table):
    """What a statement that a model worded must show."""

    support: float = Field(ge=0, le=1)


class Thresholds(_Table):
    """All of ``answering.toml``."""

    refuse: Refuse
    cite: Cite
    quote: Quote
    model: Model


@cache
def packaged_thresholds() -> Thresholds:
    """The thresholds that ship; immutable, so one copy serves everybody."""
    text = resources.files("service").joinpath("answering.toml").read_text(encoding="utf-8")
    return Thresholds.model_validate(tomllib.loads(text))
