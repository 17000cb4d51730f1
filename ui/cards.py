"""Answers, citations and documents as HTML.

Everything that comes from a document or a person goes through ``html.escape``: it is data, and
no tag, link or template in it may come alive.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from html import escape

from service.naming import standing_label
from service.schemas import AskResponse, Citation, ClauseLink, DocumentSummary, Status

_MARKS = re.compile(r"((?:\[\d+\])+)$")
_MARK = re.compile(r"\[(\d+)\]")
_OWN_NUMBER = 12
"""A quote shorter than its clause by no more than this lacks only the clause's own number."""
_PARTIAL = "Câu trả lời chỉ nêu một phần của điều được hỏi."


def answer_html(response: AskResponse, turn: int) -> str:
    """One answer with its citations; ``turn`` keeps the anchors of several answers apart."""
    if response.status is Status.NOT_FOUND:
        return _not_found_html(response)
    lines = [line for line in response.answer.splitlines() if line.strip()]
    parts = ['<div class="pq-answer">']
    if response.status is Status.PARTIAL:
        parts.append(f'<p class="pq-note">{_PARTIAL}</p>')
    parts += [f"<p>{_statement_html(line, turn)}</p>" for line in lines]
    parts.append('<p class="pq-section">Trích dẫn</p><ol class="pq-cards">')
    parts += [_citation_html(citation, turn) for citation in response.citations]
    parts.append("</ol>")
    parts.append("</div>")
    return "".join(parts)


def question_html(question: str) -> str:
    """A question as it was typed."""
    return f'<p class="pq-asked">{escape(question)}</p>'


def failure_html(message: str, hint: str) -> str:
    """A failure, calmly."""
    return (
        f'<div class="pq-answer pq-calm"><p><strong>{escape(message)}</strong></p>'
        f"<p>{escape(hint)}</p></div>"
    )


def documents_html(documents: Sequence[DocumentSummary]) -> str:
    """The documents that can be asked about."""
    if not documents:
        return '<p class="pq-empty">Chưa có văn bản nào trong chỉ mục.</p>'
    rows = []
    for document in documents:
        facts = [
            f"{document.kind or 'Văn bản'} số {document.number}" if document.number else "",
            document.issuer or "",
            f"ban hành {_day(document.issued_on)}" if document.issued_on else "",
        ]
        line = escape(" · ".join(fact for fact in facts if fact))
        badge = _badge(standing_label(document.legal_status))
        rows.append(
            f'<li><span class="pq-title">{escape(document.title)}</span>'
            f'<span class="pq-facts">{line}{badge}</span></li>'
        )
    return f'<ul class="pq-documents">{"".join(rows)}</ul>'


def _not_found_html(response: AskResponse) -> str:
    links = _suggestions_html("Điều khoản gần nhất, để tham khảo", response.suggestions)
    return (
        f'<div class="pq-answer pq-calm"><p>{escape(response.answer)}</p>'
        f"{links if response.suggestions else ''}</div>"
    )


def _suggestions_html(title: str, links: Sequence[ClauseLink]) -> str:
    items = "".join(
        f"<li>{escape(link.label)} <span>{escape(link.document_name)}</span></li>" for link in links
    )
    return f'<p class="pq-section">{title}</p><ul class="pq-suggestions">{items}</ul>'


def _statement_html(line: str, turn: int) -> str:
    """A statement; only the marks at its very end become links."""
    found = _MARKS.search(line)
    if found is None:
        return escape(line)
    chips = "".join(
        f'<a class="pq-mark" href="#pq-{turn}-{mark}" aria-label="Trích dẫn {mark}">'
        f"{_bracketed(mark)}</a>"
        for mark in _MARK.findall(found.group(1))
    )
    return f"{escape(line[: found.start()].rstrip())}&nbsp;{chips}"


def _citation_html(citation: Citation, turn: int) -> str:
    name = f"{citation.kind or 'Văn bản'} số {citation.number}" if citation.number else ""
    if citation.component:
        name = f"{citation.component} kèm theo {name or citation.title}"
    facts = [name, citation.issuer or ""]
    badges = _badge(standing_label(citation.legal_status))
    if citation.inferred:
        badges += _badge("vị trí suy ra", citation.reason)
    whole = ""
    if len(citation.text) - len(citation.quote) > _OWN_NUMBER:
        whole = (
            "<details><summary>Xem toàn văn điều khoản</summary>"
            f'<div class="pq-whole">{_highlighted(citation)}</div></details>'
        )
    # An attachment's title stands first and says what the line with its name says already.
    headings = citation.headings[1:] if citation.component else citation.headings
    trail = " › ".join(map(escape, headings))
    return (
        f'<li id="pq-{turn}-{citation.mark}" class="pq-card">'
        f'<p class="pq-label"><span class="pq-number">'
        f"{_bracketed(citation.mark)}</span> <strong>{escape(citation.label)}</strong>{badges}</p>"
        f'<p class="pq-facts">{escape(" · ".join(fact for fact in facts if fact))}</p>'
        f'<p class="pq-title">{escape(citation.title)}</p>'
        + (f'<p class="pq-trail">{trail}</p>' if trail else "")
        + f"<blockquote>{escape(citation.quote)}</blockquote>{whole}</li>"
    )


def _highlighted(citation: Citation) -> str:
    """The whole clause with the quoted part marked."""
    end = citation.quote_start + len(citation.quote)
    before, after = citation.text[: citation.quote_start], citation.text[end:]
    return f"{escape(before)}<mark>{escape(citation.quote)}</mark>{escape(after)}"


def _bracketed(mark: object) -> str:
    """A mark with brackets that only a copy of the answer shows: ``[1]``."""
    return f'<span class="pq-copied">[</span>{mark}<span class="pq-copied">]</span>'


def _badge(words: str, title: str = "") -> str:
    if not words:
        return ""
    hint = f' title="{escape(title, quote=True)}"' if title else ""
    return f'<span class="pq-badge"{hint}>{escape(words)}</span>'


def _day(day: date) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}"
