"""Vietnamese letters for regular expressions.

In Unicode the two cases stand side by side, so a range such as ``À-Ỹ`` would hold both.
"""

from __future__ import annotations

_LOWER = (
    "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệfghiìíỉĩịjklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvwxyỳýỷỹỵz"
)

LOWER = f"[{_LOWER}]"
"""Matches one lower-case letter."""

UPPER = f"[{_LOWER.upper()}]"
"""Matches one capital letter."""
