"""Every error that a person can cause or mend: one line that says what is wrong, where, and what to do."""

from __future__ import annotations

from collections.abc import Sequence


class ClaimdbError(Exception):
    """What all of claimdb's own errors are; ``str(error)`` is one line for people."""


class ReadingError(ClaimdbError):
    """A file cannot be read as a document."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason

    def __reduce__(self) -> tuple[type[ReadingError], tuple[str, str]]:
        return type(self), (self.path, self.reason)


class CorpusError(ClaimdbError):
    """The corpus file (claimdb.toml) has a mistake; the message names line and key."""


class ModelError(ClaimdbError):
    """The language model is missing or does not fit; the message says how to install it."""


class DatabaseError(ClaimdbError):
    """The database is missing, of a newer claimdb, no database, locked or not writable."""


class NotFoundError(ClaimdbError):
    """No statement, speaker, topic or document of that name; the message suggests near ones."""


class AmbiguousError(ClaimdbError):
    """A name or an id that several fit; ``candidates`` lists them."""

    def __init__(self, message: str, candidates: Sequence[str]) -> None:
        super().__init__(message)
        self.candidates = tuple(candidates)


class FilterError(ClaimdbError):
    """A value cannot be: an impossible date, a confidence above 1, an unknown kind, an id too short."""


class DecisionError(ClaimdbError):
    """A decision cannot be: on a speaker, that contradicts an earlier one or makes somebody their own other;
    on a statement, that gives it words that are not there."""


class ExportError(ClaimdbError):
    """The destination of an export cannot be written, is there already, or names no known format."""
