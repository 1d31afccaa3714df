"""Where a statement comes from, for exports that tell its provenance; imports no SQL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from claimdb.model import DocumentKind, SpeakerKind
from claimdb.store.anchors import Quote as Quote


@dataclass(frozen=True, slots=True)
class Version:
    """The state of a document that a statement was found in."""

    number: int
    """1 for the first version of the document, and so on."""
    revises: str | None
    """The SHA-256 of the version before it."""
    kind: DocumentKind
    language: str
    reader: str
    encoding: str
    text_sha256: str
    """Of the text in UTF-8, hexadecimal."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided that makes a statement what it is now."""

    subject: str
    """``speaker`` for one on the name that the extractor found, ``statement`` for one on this alone."""
    subject_id: str
    """The name, or the id of the statement."""
    verdict: str
    value: str | None
    note: str | None
    person: str
    made_at: str
    """ISO 8601, UTC."""


class Original(NamedTuple):
    """A statement of a transcript, whose words a quotation elsewhere gives."""

    id: str
    sha256: str
    """Of the transcript's bytes."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a statement stands, in which version, when it was found there, and what people decided since."""

    version: Version
    extracted_at: str
    """ISO 8601, UTC."""
    content: tuple[Quote, ...]
    """The words that count, which may be other than those that were found."""
    sources: tuple[Quote, ...]
    cues: tuple[Quote, ...]
    found_speaker_kind: SpeakerKind | None = None
    """Of the speaker that the extractor found."""
    decisions: tuple[Decision, ...] = ()
    """In the order in which one leads to the next: on the statement, then on the name of its speaker."""
    originals: tuple[Original, ...] = ()
    """Where the speaker's own words are, as far as they are known to be in the database."""
