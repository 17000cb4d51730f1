"""Answers and ranked clauses as text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from service.naming import standing_label
from service.schemas import AskResponse, Citation, SearchResponse

_WIDTH = 96


def answer_text(response: AskResponse) -> str:
    """The answer with its marks, then what the marks stand for."""
    parts = [_filled(line, "") for line in response.answer.split("\n\n")]
    if response.citations:
        parts.append("Trích dẫn")
        parts += ["\n".join(_citation_lines(citation)) for citation in response.citations]
    if response.suggestions:
        lines = [f"  - {link.label}, {link.document_name}" for link in response.suggestions]
        parts.append("\n".join(["Có thể xem:", *lines]))
    return "\n\n".join(parts)


def hits_text(response: SearchResponse) -> str:
    """One ranked clause after another, each with its first words."""
    if not response.hits:
        return "Không có điều khoản nào khớp."
    return "\n".join(
        f"{rank:>3}. {hit.score:9.4f}  {hit.label}  [{hit.document_id}]\n"
        f"     {first_words(hit.text)}"
        for rank, hit in enumerate(response.hits, start=1)
    )


def first_words(text: str, width: int = 88) -> str:
    """The beginning of a text on one line."""
    return textwrap.shorten(text, width, placeholder=" …")


def _citation_lines(citation: Citation) -> Iterator[str]:
    name = f"số {citation.number}" if citation.number else citation.title
    notes = [standing_label(citation.legal_status), citation.reason if citation.inferred else ""]
    noted = "; ".join(note for note in notes if note)
    component = f"{citation.component} kèm theo " if citation.component else ""
    kind = citation.kind or "Văn bản"
    where = f"{citation.label}, {component}{kind if citation.number else ''} {name}"
    yield _filled(f"[{citation.mark}] {' '.join(where.split())}", "    ")
    yield _filled(f"    {citation.title}", "    ")
    if noted:
        yield f"    ({noted})"
    yield _filled(f"    “{' '.join(citation.quote.split())}”", "    ")


def _filled(text: str, indent: str) -> str:
    return textwrap.fill(
        text,
        _WIDTH,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
        replace_whitespace=True,
    )
