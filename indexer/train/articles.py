"""Raw legal texts to articles: the reading half of the training data.

Plain on purpose. Training needs many clean articles, not every one: what does not look like an
article is left out, and nothing here decides how planqa cites a document (that is the parser).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_ARTICLE = re.compile(r"[“\"]?Điều (\d+[a-zđ]?)\s*[.:]\s*(.*)")
_CONTAINER = re.compile(r"(Phần|Chương|Mục|Tiểu mục)\b.{0,120}$", re.IGNORECASE)
_ITEM = re.compile(r"(\d{1,2}(\.\d{1,2})*[.)]|[a-zđ]{1,2}\)|[-+–•]) ")
_FURNITURE = re.compile(
    r"CÔNG BÁO ?/ ?Số|Ký bởi:|Cơ quan:|Ngày ký:|\d{1,4}$|[\s_*.\-=]*$|Nơi nhận|PHỤ LỤC"
)
_LAW_NAME = re.compile(r"(BỘ LUẬT|LUẬT|PHÁP LỆNH|HIẾN PHÁP)\b(.*)")
_SENTENCE_END = re.compile(r"(?<=[.;:?!])\s+(?=[\w“\"(])")

MAX_TITLE = 300
MIN_BODY = 40


@dataclass(frozen=True, slots=True)
class Article:
    """One article: where it stands, its title (may be empty), its body as paragraphs."""

    document: str
    law: str
    title: str
    paragraphs: tuple[str, ...]

    @property
    def body(self) -> str:
        """All paragraphs as one text."""
        return " ".join(self.paragraphs)

    @property
    def key(self) -> str:
        """Ten hexadecimal digits by which other files point at this article."""
        text = f"{self.document}\n{self.body}"
        return hashlib.blake2b(text.encode(), digest_size=5).hexdigest()


def read_laws(folder: Path) -> list[Article]:
    """Articles of the plain-text laws: one paragraph a line, headings on lines of their own."""
    return [article for file in _texts(folder) for article in _articles(file, _lines(file))]


def read_gazette(folder: Path) -> list[Article]:
    """Articles of the gazette: running heads dropped, lines broken by the page joined again."""
    return [article for file in _texts(folder) for article in _articles(file, _rejoined(file))]


def sentences(paragraph: str) -> list[str]:
    """Split where a sentence or a clause of a list ends."""
    return [part for part in _SENTENCE_END.split(paragraph) if part]


def _texts(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.txt"))


def _lines(file: Path) -> Iterator[str]:
    text = unicodedata.normalize("NFC", file.read_text(encoding="utf-8", errors="replace"))
    for raw in text.splitlines():
        line = " ".join(raw.replace("\x00", "").split())
        if line and not _FURNITURE.match(line):
            yield line


def _rejoined(file: Path) -> Iterator[str]:
    """A line that opens no item, article or heading continues the one before."""
    pending = ""
    for line in _lines(file):
        opens = bool(_ITEM.match(line) or _ARTICLE.match(line) or _CONTAINER.match(line))
        ended = pending.endswith((".", ";", ":")) and line[0].isupper()
        title_ended = bool(_ARTICLE.match(pending)) and line[0].isupper() and len(pending) < 70
        if pending and (opens or ended or title_ended or line.isupper() != pending.isupper()):
            yield pending
            pending = line
        else:
            pending = f"{pending} {line}".strip()
    if pending:
        yield pending


def _articles(file: Path, lines: Iterator[str]) -> Iterator[Article]:
    law, title, paragraphs, inside = "", "", list[str](), False
    previous = ""
    for line in lines:
        heading = _ARTICLE.match(line)
        if heading is None and not inside:
            law = law or _law_name(previous, line)
            previous = line
            continue
        if heading is None and not (_CONTAINER.match(line) or line.isupper()):
            paragraphs.append(line)
            continue
        if heading is not None:
            yield from _article(file.stem, law, title, paragraphs)
            title, paragraphs, inside = heading[2], [], True
    yield from _article(file.stem, law, title, paragraphs)


def _law_name(previous: str, line: str) -> str:
    """``LUẬT`` on one line and the name on the next, or both on one; empty if it is neither."""
    if _LAW_NAME.fullmatch(previous) and line.isupper():
        return f"{previous} {line}".capitalize()
    named = _LAW_NAME.match(line)
    return line.capitalize() if named and line.isupper() and len(named[2]) > 3 else ""


def _article(document: str, law: str, title: str, paragraphs: list[str]) -> Iterator[Article]:
    if len(title) > MAX_TITLE or re.search(r"[.;]$", title):
        paragraphs, title = [title, *paragraphs], ""
    if sum(map(len, paragraphs)) >= MIN_BODY:
        yield Article(document, law, title, tuple(paragraphs))
