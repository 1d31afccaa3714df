"""What the database answers with, beside the records of statements; imports no SQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from claimdb.model import DocumentKind, Extractor, Role, SpeakerKind
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
    until: str | None = None
    """For a turn: its end in the recording, where the document gives one."""


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
    extractions: int
    superseded_extractions: int
    """Extractions that a later one has taken the place of; what is wrong there is wrong all the same."""
    undigested: int
    """Extractions of an older claimdb, which kept no digest: a statement dropped from these doesn't show."""
    statements: int
    """In all extractions."""
    superseded_statements: int
    """Those of them in superseded extractions."""
    spans: int
    problems: tuple[Problem, ...]
    mended: tuple[str, ...]
    """With ``fix``: what was put right, in words; ``problems`` are those that are left."""
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
class VersionRecord:
    """One state of a document's bytes and text."""

    number: int
    sha256: str
    """Of the bytes."""
    reader: str
    encoding: str
    characters: int
    added_at: str
    """ISO 8601, UTC."""


@dataclass(frozen=True, slots=True)
class ExtractionRecord:
    """One pass of one extractor over one version of a document."""

    id: int
    document: str
    """The document's path."""
    version: int
    """The number of the version."""
    made_at: str
    """ISO 8601, UTC."""
    extractor: Extractor
    statements: int
    current: bool
    """Whether it is the one that counts."""


@dataclass(frozen=True, slots=True)
class DocumentHistory:
    """The versions and extractions of a document, in their order."""

    document: str
    versions: tuple[VersionRecord, ...]
    extractions: tuple[ExtractionRecord, ...]


@dataclass(frozen=True, slots=True)
class Appearance:
    """What a statement was in one extraction."""

    extraction: ExtractionRecord
    record: Record | None
    """``None``: it was not found."""
    fields: tuple[str, ...]
    """What was other than the last time that it was found."""


@dataclass(frozen=True, slots=True)
class MadeDecision:
    """A decision as it was made."""

    subject: str
    """What it is about: statement, or speaker."""
    about: str
    """The statement's id, or the speaker's name."""
    verdict: str
    value: str | None
    note: str | None
    person: str
    made_at: str


@dataclass(frozen=True, slots=True)
class StatementHistory:
    """A statement in all the extractions of its document.

    Its id comes from the document's bytes, and so is another one in each version.
    """

    id: str
    document: str
    appearances: tuple[Appearance, ...]
    """One for each extraction, in their order."""
    decisions: tuple[MadeDecision, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A statement that is other in a later extraction."""

    what: Literal["gained", "lost", "re-attributed", "changed"]
    before: Record | None
    after: Record | None
    fields: tuple[str, ...]
    """What is other: speaker, text, kind, function, topics, via, addressee, nested_in."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Two extractions of a document side by side."""

    before: ExtractionRecord
    after: ExtractionRecord
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Removable:
    """What can be taken out of the database, or was, of one document."""

    document: str
    versions: int
    """Those that nothing is left of."""
    extractions: int
    statements: int


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken out of the database."""

    documents: tuple[Removable, ...]
    freed: int
    """Bytes by which the file is smaller."""
    shrunk: bool
    """Whether the room could be given back; if not (the disk is full, or others read) the next one does."""


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
