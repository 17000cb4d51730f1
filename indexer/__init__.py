"""From a file to an index: read, parse into clauses, segment, encode, store."""
