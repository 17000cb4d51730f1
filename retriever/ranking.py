"""The numbers of ranking.toml, checked: an unknown, missing or impossible one is an error."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from indexer.errors import BadSettings

SHIPPED = Path(__file__).resolve().parent / "ranking.toml"

Weight = Annotated[float, Field(ge=0, le=10, allow_inf_nan=False)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TermWeights(_Section):
    """What a term of the question weighs by its kind."""

    pair: Weight
    word: Weight
    whole: Weight
    same: Weight
    everyday: Weight


class Candidates(_Section):
    """How many clauses each half proposes, are looked at closely, and a cross-encoder orders."""

    depth: Annotated[int, Field(ge=1, le=10_000)]
    closer: Annotated[int, Field(ge=1, le=1_000)]
    reranked: Annotated[int, Field(ge=1, le=1_000)]


class Fusion(_Section):
    """Shares of the two halves."""

    lexical: Weight
    dense: Weight


class Named(_Section):
    """What a clause gains when the question names where it stands."""

    address: Weight
    issuer: Weight
    agency: Weight
    front: Weight


class Words(_Section):
    """Lists of words, as the analyzer writes them."""

    asking: frozenset[str]


class Ranking(_Section):
    """All of ranking.toml."""

    words: Words
    terms: TermWeights
    candidates: Candidates
    fusion: Fusion
    named: Named


def load_ranking(path: Path = SHIPPED) -> Ranking:
    """Read a ranking file. Raises ``BadSettings``, which names the key."""
    try:
        return Ranking.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise BadSettings(f"Không đọc được “{path.name}”: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"]))
        raise BadSettings(f"“{path.name}”, khóa “{key}”: {first['msg']}.") from error
