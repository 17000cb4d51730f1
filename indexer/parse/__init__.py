"""From lines to a document: metadata, clause tree, references, abbreviations."""
