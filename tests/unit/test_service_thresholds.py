from __future__ import annotations

import pytest
from pydantic import ValidationError

from service.thresholds import Thresholds, packaged_thresholds


def test_the_packaged_file_fits_its_schema() -> None:
    limits = packaged_thresholds()
    assert 0 < limits.refuse.probability < 1


def test_unknown_missing_and_impossible_keys_are_refused() -> None:
    good = packaged_thresholds().model_dump()
    assert Thresholds.model_validate(good) == packaged_thresholds()
    for bad in (
        {**good, "more": 1},
        {key: value for key, value in good.items() if key != "quote"},
        {**good, "refuse": {**good["refuse"], "probability": -1}},
    ):
        with pytest.raises(ValidationError):
            Thresholds.model_validate(bad)
