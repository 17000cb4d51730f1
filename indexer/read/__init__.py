"""From a file to lines: every format gives the same ``Source`` or a clear ``UnreadableFile``."""

from indexer.read.file import SUFFIXES, read_file

__all__ = ["SUFFIXES", "read_file"]
