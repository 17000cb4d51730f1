"""Readers: one module a format; all give a Source with lines and offsets."""
