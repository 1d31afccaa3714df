"""What the database answers with, beside the records of statements; imports no SQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from claimdb.model import DocumentKind, Role, SpeakerKind
from claimdb.store.anchors import How
from claimdb.store.record import Record as Record
from claimdb.store.verdicts import Verdict

Progression = Literal["added", "new version", "re-extracted", "moved", "duplicate", "unchanged"]
"""What became of a document that was handed in:

``added``: new; ``new version``: its bytes changed; ``re-extracted``: same bytes, another extractor or corpus
file; ``moved``: known bytes whose former file is gone; ``duplicate``: the bytes of another document, which
stays the only one; ``unchanged``: nothing to do.
"""


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document of the database, in its latest version."""

    path: str
    sha256: str
    kind: DocumentKind
    title: str | None
    author: str | None
    published: str | None
    publisher: str | None
    dateline: str | None
    url: str | None
    language: str
    reader: str
    encoding: str
    characters: int
    """Code points of its text."""
    versions: int
    statements: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of a document with its words."""

    role: Role
    start: int
    end: int
    text: str
    label: str | None
    timestamp: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A statement in its surroundings."""

    record: Record
    document: DocumentRecord
    passages: tuple[Passage, ...]
    """The blocks that the statement touches, with one before and one after.

    A span of the statement is at ``text[span.start - passage.start : span.end - passage.start]``.
    """
    extracted_at: str
    """When the extraction was made: ISO 8601, UTC."""
    current: bool
    """False for a statement of an older version of the document or of an older extraction."""
    decisions: tuple[StatementDecision, ...]
    """What people decided on it that holds, in their order."""


@dataclass(frozen=True, slots=True)
class SpeakerCount:
    """A speaker and how much of the database is theirs."""

    name: str
    kind: SpeakerKind
    wikidata: str | None
    aliases: tuple[str, ...]
    statements: int
    documents: int


@dataclass(frozen=True, slots=True)
class SpeakerDecision:
    """What a person decided on the name of a speaker."""

    name: str
    """The name that was decided on."""
    verdict: Literal["merge", "alias"]
    """``merge``: who has this name is ``speaker``; ``alias``: ``speaker`` has this name too."""
    speaker: str
    """Whose the name was decided to be."""
    now: str
    """Whose it is now: ``speaker``, or the one whom that speaker was merged with in turn.

    For a decision that was undone whoever has the name without it.
    """
    statements: int
    """What the decision moves: the statements found under this name, and under those that are this one's by
    other decisions, in the documents as they are now."""
    documents: int
    note: str | None
    """Why it was decided so."""
    person: str
    """Who decided: the name of the user on that machine."""
    made_at: str
    """ISO 8601, UTC."""
    undone_at: str | None = None
    """When it was undone; ``None`` for a decision that holds."""
    repeated: bool = False
    """True when it had been decided before, so that nothing was changed."""


@dataclass(frozen=True, slots=True)
class TopicCount:
    """A topic and how many statements are on it."""

    name: str
    label: str | None
    statements: int
    documents: int
    speakers: int


@dataclass(frozen=True, slots=True)
class SpeakerTopics:
    """One line of the table of speakers by topics."""

    speaker: str | None
    """``None``: the statements whose speaker is unknown."""
    kind: SpeakerKind | None
    statements: int
    topics: Mapping[str, int]
    """Statements by topic, in the order of ``Stats.topics``; topics without any are left out."""


@dataclass(frozen=True, slots=True)
class Stats:
    """The database in numbers."""

    documents: int
    characters: int
    statements: int
    attributed: int
    """Statements of a known speaker other than the documents' own authors."""
    kinds: Mapping[str, int]
    functions: Mapping[str, int]
    topics: Mapping[str, int]
    """Statements by topic, most first."""
    speakers: tuple[SpeakerTopics, ...]
    """By number of statements, most first."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that ``verify`` found to be other than it must be."""

    where: str
    """The document's path, with the id of the statement where there is one."""
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(frozen=True, slots=True)
class Verification:
    """What ``verify`` checked and found."""

    documents: int
    versions: int
    statements: int
    spans: int
    problems: tuple[Problem, ...]
    files_same: int
    """Documents whose file still has the bytes that were read."""
    files_changed: tuple[str, ...]
    """Documents whose file has other bytes now: ingest them again for a new version."""
    files_missing: tuple[str, ...]
    """Documents whose file is gone; what was read from it is kept."""

    @property
    def sound(self) -> bool:
        """True when nothing in the database is other than it must be; changed files don't count."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class StatementDecision:
    """What a person decided on a statement."""

    id: int
    verdict: Verdict
    value: str | None
    """What was decided: the speaker's name (``None``: nobody knows), the words, the kind, the function, or
    the topics with ``;`` between them."""
    statement: str
    """The id of the statement that was decided on."""
    now: str | None
    """The id of the statement that this is about now; ``None`` where it is lost, as its words were not found
    again."""
    how: How | None
    """How it was found: by its ``id``, ``position`` or ``quote``, or ``near``: the words are not quite those
    that were decided on."""
    document: str
    words: str
    """The words that were decided on."""
    note: str | None
    person: str
    made_at: str
    """ISO 8601, UTC."""
    undone_at: str | None = None
    """When it was undone; ``None`` for a decision that holds."""
