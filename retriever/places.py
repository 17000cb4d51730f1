"""The provinces and cities that questions name, by any of the names people use."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter

from indexer.segment import fold, fold_in_place
from indexer.types import Document

TABLE = Path(__file__).resolve().parent / "places.toml"


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    others: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    common: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A province or city; all names without case and diacritics.

    ``parts`` are its districts; ``spelled`` are its names with diacritics, in small letters,
    those alone that are nothing but names.
    """

    name: str
    others: tuple[str, ...]
    parts: tuple[str, ...]
    spelled: tuple[str, ...]


@cache
def known_places() -> dict[str, Place]:
    """The places of ``places.toml`` by name."""
    table = TypeAdapter(dict[str, _Entry]).validate_python(tomllib.loads(TABLE.read_text("utf-8")))
    places = (
        Place(
            fold(name),
            tuple(map(fold, one.others)),
            tuple(map(fold, one.parts)),
            () if one.common else (name.lower(), *map(str.lower, one.others)),
        )
        for name, one in table.items()
    )
    return {place.name: place for place in places}


@cache
def place_pattern(name: str) -> re.Pattern[str]:
    """What names a place, given by its own name, in a text folded in place."""
    place = known_places().get(name)
    names = sorted((name, *(place.others if place else ())), key=len, reverse=True)
    listed = "|".join(map(re.escape, names))
    return re.compile(
        # "Luật Thủ đô" is a law, not a place
        rf"(?<![a-z\d])(?<!luat )(?:(?:thanh pho|tinh|tp\.?)\s*)?(?P<name>{listed})(?![a-z\d])"
    )


_LOCAL = re.compile(
    r"^(?:(?:ủy|uỷ) ban nhân dân|hội đồng nhân dân|ubnd|hđnd|thành (?:ủy|uỷ)|tỉnh (?:ủy|uỷ))\s+"
    r"(?:(?:thành phố|tỉnh|tp\.?|(?:huyện|thị xã|quận|xã|phường|thị trấn)(?!\s+\d))\s+)?"
    r"|^(?:thành phố|tỉnh|tp\.?)\s+",
    re.IGNORECASE,
)
_DEPARTMENT = re.compile(r"^(?:sở|ban|chi cục|phòng|trung tâm|trường|đại học)\b", re.IGNORECASE)


def place_of(document: Document) -> str:
    """The province or city that a document is for; empty for one of the central authorities.

    It stands in the name of the issuer. A department, or nobody, issues for the place of the date
    line; ministries and the Government are at Hà Nội, too, but do not issue for it.
    """
    issuer = (document.issuer or "").strip()
    if local := _LOCAL.match(issuer):
        return issuer[local.end() :].strip()
    return (document.place or "").strip() if not issuer or _DEPARTMENT.match(issuer) else ""


def districts(names: Iterable[str]) -> frozenset[str]:
    """The districts of places that are given by their own names."""
    every = known_places()
    return frozenset(part for name in names if name in every for part in every[name].parts)


@lru_cache(maxsize=256)
def places_in(text: str) -> tuple[str, ...]:
    """The own names of the places that a text names.

    A name that is written small counts when the text has no capitals at all, and only spelled
    right, or without diacritics where there are none: "hạ năm" is not Hà Nam.
    """
    folded = fold_in_place(text)
    found = []
    for place in known_places().values():
        matches = place_pattern(place.name).finditer(folded)
        written = (text[match.start("name") : match.end("name")] for match in matches)
        if text != text.lower():
            named = any(name[:1].isupper() for name in written)
        else:
            spelled = map(fold, place.spelled) if text == folded else place.spelled
            named = not set(spelled).isdisjoint(written)
        if named:
            found.append(place.name)
    return tuple(found)
