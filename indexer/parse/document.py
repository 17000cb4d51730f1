"""One parse from a reader's source to a finished document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import dropwhile
from pathlib import PurePath

from indexer.parse.abbreviations import abbreviations
from indexer.parse.clean import TextLine, document_lines
from indexer.parse.components import Layout, Section, layout
from indexer.parse.head import head_nodes, sort_head
from indexer.parse.joined import split_joined
from indexer.parse.metadata import document_id, metadata
from indexer.parse.outline import build_tree
from indexer.parse.phrases import KIND_LINE
from indexer.parse.references import references
from indexer.parse.tree import Component, Namer, Node, clauses_of, heading_of
from indexer.types import Clause, Document, Level, Source


def parse_document(source: Source) -> Document:
    """The clauses, metadata, references and abbreviations of one source.

    Any text gives a document; what is uncertain stands in ``doubts``.
    """
    lines = split_joined(document_lines(source))
    plan = layout(lines)
    head = sort_head([lines[i] for i in plan.head])
    stem = PurePath(source.name).stem
    trees = [(Component(), node) for node in head_nodes(head)]
    doubts = list(source.doubts)
    for section in plan.sections:
        root, said = _tree(lines, plan, section)
        doubts += said
        trees.append((section.component, root))
    if plan.furniture:
        left = "», «".join(lines[i].text for i in plan.furniture)
        doubts.append(f"Bỏ qua {len(plan.furniture)} dòng ngoài văn bản: «{left}».")
    meta = metadata(
        head,
        body=[lines[i].text for i in plan.sections[0].body],
        closing=[lines[i].text for i in plan.sections[0].closing],
        attachments=[
            " ".join(lines[i].text for i in section.title) for section in plan.sections[1:]
        ],
        source=source.text,
        name=stem,
    )
    identity = document_id(meta, stem)
    clauses = tuple(_clauses(trees, identity, source.text))
    return Document(
        id=identity,
        title=meta.title,
        source=source.text,
        clauses=clauses,
        digest=source.digest,
        name=source.name,
        number=meta.number,
        kind=meta.kind,
        issuer=meta.issuer,
        place=meta.place,
        issued_on=meta.issued_on,
        effective_on=meta.effective_on,
        signer=meta.signer,
        legal_status=meta.legal_status,
        references=tuple(references(clauses, number=meta.number, kind=meta.kind, title=meta.title)),
        abbreviations=abbreviations(line.text for line in lines),
        doubts=tuple(doubts),
    )


def _clauses(
    trees: Sequence[tuple[Component, Node]], identity: str, source: str
) -> Iterator[Clause]:
    namer = Namer()
    for component, root in trees:
        yield from clauses_of(root, component, namer, identity, source)


def _tree(
    lines: Sequence[TextLine], plan: Layout, section: Section
) -> tuple[Node, tuple[str, ...]]:
    """The tree of one text. Its root is no clause; an attachment's root carries the title."""
    start, stop = section.body.start, section.body.stop
    quoted = {i - start for i in plan.quoted if start <= i < stop}
    root, doubts = build_tree(
        lines[start:stop], plan.marks[start:stop], quoted, infer=section.infer
    )
    if section.title:
        title = _spanning(lines, section.title, Level.HEAD, "title", "tên văn bản")
        root.children.insert(0, title)
        title.parent = root
        titles = [lines[i].text for i in section.title]
        named = dropwhile(lambda text: not KIND_LINE.match(text), titles)
        root.heading = heading_of(" ".join(list(named) or titles))
    if section.closing:
        root.add(_spanning(lines, section.closing, Level.CLOSING, "signature", "phần ký"))
    return root, doubts


def _spanning(lines: Sequence[TextLine], where: range, level: Level, token: str, cite: str) -> Node:
    return Node(level, token, cite, lines[where.start].start, lines[where.stop - 1].end)
