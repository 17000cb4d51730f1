"""Forms in an appendix (Mẫu số 01, Biểu 2a): each has a numbering of its own."""

from __future__ import annotations

import re

from indexer.parse.clean import TextLine
from indexer.parse.growth import Growth
from indexer.parse.tree import node_of
from indexer.types import Level

MAX_TITLE = 160
"""Characters of a form's title line; a longer line is a sentence about the form."""

_FORM = re.compile(
    r"(?P<cite>(?:Mẫu|MẪU|Biểu mẫu|BIỂU MẪU|Biểu|BIỂU)(?:\s+(?:số|SỐ))?\s*:?\s*"
    r"(?P<n>\d{1,3}[A-Za-zĐđ]?(?:[./-]\w{1,6})*|[IVX]{1,5}(?:[.-]\d{1,2})?|[A-ZĐ]{1,4}\d{1,3}|"
    r"[A-ZĐ]{1,3}(?=\s*(?:$|\()))(?!\w))\s*(?P<rest>.*)$"
)


def form_at(text: str) -> re.Match[str] | None:
    """``Mẫu số 01`` on a line of its own or before its title; a sentence about it is none."""
    found = _FORM.match(text)
    if found is None or len(text) > MAX_TITLE or text.endswith((";", ",")):
        return None
    rest = found["rest"].lstrip(".:–- ")
    return None if rest[:1].islower() or rest[:1].isdigit() else found


def open_form(growth: Growth, line: TextLine) -> bool:
    """A form opens under the appendix itself."""
    found = form_at(line.text)
    if found is None:
        return False
    cite = " ".join(found["cite"].replace(":", " ").split())
    token = f"form_{re.sub(r'[./]', '-', found['n'])}"
    return growth.push(growth.root, node_of(Level.PART, token, cite, line))
