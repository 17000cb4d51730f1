"""From lines to a document: metadata, clause tree, references, abbreviations."""

from indexer.parse.document import parse_document

__all__ = ["parse_document"]
