"""What can go wrong, each with what to do about it.

Messages and hints are Vietnamese: the people who read them are officials and their
administrators. Neither ever holds a secret or a document's text.
"""

from __future__ import annotations


class PlanqaError(Exception):
    """Base of every expected failure.

    ``message`` says what happened, ``hint`` what the reader can do, ``retryable`` whether
    the same call may work later without a change.
    """

    retryable = False

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UnreadableFile(PlanqaError):
    """A source file is missing, damaged, protected, too large, or of an unknown kind."""


class BadQuestion(PlanqaError):
    """The question is empty or too long."""


class UnknownClause(PlanqaError):
    """No clause or document has this id."""


class IndexMissing(PlanqaError):
    """There is no index at this place."""


class IndexBusy(PlanqaError):
    """Another process is building in this directory."""

    retryable = True


class IndexDamaged(PlanqaError):
    """An index is there but its files do not match their checksums or version."""


class EncoderMissing(PlanqaError):
    """The configured encoder cannot be loaded from this machine."""


class EncoderMismatch(PlanqaError):
    """The index was made with another encoder than the configured one."""


class BadDataset(PlanqaError):
    """An evaluation data set or run file breaks its format; the message names the line."""


class BadSettings(PlanqaError):
    """A setting is unknown or has an impossible value."""
