"""The value types that travel between reading, extraction, store and output.

They import nothing of the project.  Offsets count Unicode code points of a document's text,
0-based, end exclusive, so that ``text[start:end]`` gives the words.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

Role = Literal["title", "heading", "paragraph", "list item", "turn", "metadata", "boilerplate"]
DocumentKind = Literal["article", "transcript", "mixed"]
Kind = Literal["direct", "indirect", "mixed", "turn", "authorial"]
Function = Literal["assertion", "evaluation", "prediction", "proposal", "question", "phatic"]
SpeakerKind = Literal["person", "body", "unnamed", "author"]

AUTHOR = "author"
"""The name of the speaker of a document's own voice."""

BETWEEN_SPANS = " … "
"""What joins the spans of a discontinuous statement into its text."""


class Span(NamedTuple):
    """A half-open range of code points of a document's text."""

    start: int
    end: int


def joined(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The words of ``text`` at ``spans``, several spans joined by `` … ``."""
    return BETWEEN_SPANS.join([text[start:end] for start, end in spans])


# ------------------------------------------------------------------------------- documents


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a document with one role.

    Blocks come in order and do not overlap; the text outside them is white space.
    """

    role: Role
    start: int
    end: int
    label: str | None = None
    """For a turn: the label as printed, without its time ("Jane").  For a list item: its mark as
    printed ("1.", "-"), which the span begins with.  For metadata: "dateline" or "turn label",
    where it is one."""
    speaker: str | None = None
    """For a turn: the full name of who speaks."""
    timestamp: str | None = None
    """For a turn: its start, ``HH:MM:SS``."""
    section: str | None = None
    """The text of the nearest heading that the block stands under."""
    continues: bool = False
    """True when the block goes on with the sentence that the nearest earlier block of the same
    role broke off (a page break, a caption or a running header stands between them)."""
    until: str | None = None
    """For a turn: its end, ``HH:MM:SS``, where the document gives one."""

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Document:
    """One article or transcript as read: immutable text and metadata.

    ``sha256`` is that of the file's bytes, in hexadecimal.  A value that the document does not
    show, and the corpus file does not give, is ``None``.
    """

    path: str
    sha256: str
    text: str
    kind: DocumentKind
    blocks: tuple[Block, ...]
    reader: str
    title: str | None = None
    author: str | None = None
    published: str | None = None
    """The date of publication, ISO 8601: ``2024-02-12``, or less: ``2024-02``."""
    publisher: str | None = None
    dateline: str | None = None
    url: str | None = None
    language: str = "en"
    encoding: str = "utf-8"
    notice: str | None = None
    """What whoever hands the document in should know of how it was read, in one line."""


# -------------------------------------------------------------------------------- the corpus


@dataclass(frozen=True, slots=True)
class Office:
    """An office and the time that a speaker held it, in ISO 8601, either end open."""

    title: str
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person or body of the registry, as the corpus file describes it."""

    name: str
    kind: SpeakerKind = "person"
    aliases: tuple[str, ...] = ()
    """Other names and spellings, and the labels of turns ("Anna Silwa", "Silva")."""
    offices: tuple[str, ...] = ()
    """Descriptions that name this speaker ("mayor of Northtown", "the spokesman")."""
    pronoun: Literal["he", "she", "they", "it"] | None = None
    wikidata: str | None = None
    terms_of_office: tuple[Office, ...] = ()
    """Those of the offices that the corpus file gives dates for."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic and the words that show it.

    ``terms`` are matched as whole words, case set aside, ``*`` standing for any ending;
    a term with a capital letter that is written ``=NATO`` is matched with its case.
    """

    name: str
    terms: tuple[str, ...] = ()
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Corpus:
    """What ``claimdb.toml`` says of a corpus; empty where there is no such file."""

    speakers: tuple[Speaker, ...] = ()
    topics: tuple[Topic, ...] = ()
    documents: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    """Metadata by file name: title, author, published, publisher, url, kind, language."""
    digest: str = ""
    """SHA-256 of the corpus file's bytes, or "" without one."""

    def metadata_of(self, path: str) -> Mapping[str, str]:
        """What it says of a document: by its name, or by the end of its path (forward slashes)."""
        parts = path.split("/")
        for start in range(len(parts)):
            given = self.documents.get("/".join(parts[start:]))
            if given is not None:
                return given
        return MappingProxyType({})


# ------------------------------------------------------------------------------- statements


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim-sized unit: a sentence, or the content of an attribution inside it."""

    id: str
    document: str
    kind: Kind
    spans: tuple[Span, ...]
    text: str
    speaker: str | None
    """The resolved speaker's name, ``author`` for the document's own voice, ``None`` if unknown."""
    speaker_kind: SpeakerKind | None
    source_spans: tuple[Span, ...]
    cue_spans: tuple[Span, ...]
    via: str | None
    addressee: str | None
    function: Function
    topics: tuple[str, ...]
    section: str | None
    timestamp: str | None
    attribution: str | None
    nested_in: str | None
    confidence: float
    evidence: str
    sentence_spans: tuple[Span, ...]
    """The whole sentence (or sentences) that the statement stands in."""

    def to_json(self) -> dict[str, Any]:
        """The statement as one JSON object, keys in the documented order."""
        return {
            "id": self.id,
            "document": self.document,
            "kind": self.kind,
            "spans": [list(span) for span in self.spans],
            "text": self.text,
            "speaker": self.speaker,
            "source_spans": [list(span) for span in self.source_spans],
            "cue_spans": [list(span) for span in self.cue_spans],
            "via": self.via,
            "addressee": self.addressee,
            "function": self.function,
            "topics": list(self.topics),
            "section": self.section,
            "timestamp": self.timestamp,
            "attribution": self.attribution,
            "nested_in": self.nested_in,
            "confidence": self.confidence,
            "evidence": self.evidence,
            "speaker_kind": self.speaker_kind,
            "sentence_spans": [list(span) for span in self.sentence_spans],
        }


def statement_id(sha256: str, spans: Iterable[tuple[int, int]], nested_in: str | None = None) -> str:
    """The id of a statement: the same on every machine and in every run.

    The first 16 hexadecimal digits of the SHA-256 of the document's hash, the content spans and
    the id of the enclosing statement.
    """
    where = ",".join([f"{start}-{end}" for start, end in spans])
    return hashlib.sha256(f"{sha256}|{where}|{nested_in or ''}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Extractor:
    """Which extractor made an extraction: with the document, everything needed to repeat it."""

    version: str
    """Of claimdb, with a digest of the rules after a plus sign."""
    model: str
    model_version: str
    config: str
    """SHA-256 over the settings and the corpus file."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """The statements that one pass of one extractor found in one document, in order."""

    extractor: Extractor
    statements: tuple[Statement, ...]
