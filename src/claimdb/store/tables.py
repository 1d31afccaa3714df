"""The tables, as typed models; Alembic alone makes them (``migrations/``)."""

# No postponed annotations here: SQLAlchemy would have to evaluate every one of them at each start.

from typing import Any, ClassVar, cast

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    MetaData,
    Table,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from claimdb.store.typed import Fraction, Number, Truth, Words

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""Every constraint has a name, so that a migration of SQLite can find it."""

CONTENT, SOURCE, CUE, SENTENCE = "content", "source", "cue", "sentence"
"""The roles of a span."""

FULL_TEXT = "statement_text"
"""The full-text index over ``statement.text``; its rowid is ``statement.id``."""

FULL_TEXT_DECIDED = "statement_text_decided"
"""The same over the words of statements whose words people corrected."""

RULE, PERSON = "rule", "person"
"""Who says that a statement is on a topic."""


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {str: Words, int: Number, float: Fraction, bool: Truth}


class DocumentRow(Base):
    """One work, known by the path of its file."""

    __tablename__ = "document"
    __table_args__ = (Index(None, "path", unique=True), Index(None, "extraction_id", unique=True))

    id: Mapped[int] = mapped_column(primary_key=True)
    #: Where its file is, relative to the folder of the database, with forward slashes.
    path: Mapped[str]
    #: Article, transcript or mixed.
    kind: Mapped[str]
    title: Mapped[str | None]
    author: Mapped[str | None]
    #: The date of publication, ISO 8601, as exact as it is known: 2024-02-12, 2024-02 or 2024.
    published: Mapped[str | None]
    publisher: Mapped[str | None]
    dateline: Mapped[str | None]
    url: Mapped[str | None]
    language: Mapped[str]
    #: When it was first written here, ISO 8601, UTC.
    added_at: Mapped[str]
    #: The extraction that counts: the latest one of the latest version; queries see no other.
    extraction_id: Mapped[int | None] = mapped_column(ForeignKey("extraction.id", use_alter=True))


class VersionRow(Base):
    """One state of a document's bytes and text; new bytes make a new version, none is lost."""

    __tablename__ = "document_version"
    __table_args__ = (Index(None, "document_id", "number", unique=True), Index(None, "sha256"))

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    #: 1 for the first version of the document, and so on.
    number: Mapped[int]
    #: Of the file's bytes, hexadecimal.
    sha256: Mapped[str]
    #: Of the text in UTF-8, hexadecimal.
    text_sha256: Mapped[str]
    #: The text that all offsets count in, by code points.
    text: Mapped[str]
    #: The reader that made the text of the bytes, with its version.
    reader: Mapped[str]
    #: The encoding that the bytes were decoded from.
    encoding: Mapped[str]
    #: When it was written here, ISO 8601, UTC.
    added_at: Mapped[str]


class BlockRow(Base):
    """A stretch of a version with one role."""

    __tablename__ = "block"
    __table_args__ = (
        CheckConstraint('0 <= start AND start <= "end"', name="range"),
        {"sqlite_with_rowid": False},
    )

    version_id: Mapped[int] = mapped_column(ForeignKey("document_version.id"), primary_key=True)
    #: Its place among the blocks of the version, from 0.
    ord: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[str]
    start: Mapped[int]
    end: Mapped[int]
    #: For a turn: its label as printed.
    label: Mapped[str | None]
    #: For a turn: the full name of who speaks.
    speaker: Mapped[str | None]
    #: For a turn: its start in the recording, HH:MM:SS.
    timestamp: Mapped[str | None]
    #: The nearest heading that it stands under.
    section: Mapped[str | None]
    #: Whether it goes on with the sentence that an earlier block broke off.
    continues: Mapped[bool]
    #: For a turn: its end in the recording, HH:MM:SS, where the document gives one.
    until: Mapped[str | None]


class ExtractionRow(Base):
    """One pass of one extractor over one version, with everything needed to repeat it."""

    __tablename__ = "extraction"
    __table_args__ = (Index(None, "version_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("document_version.id"))
    #: The version of claimdb, with a digest of its rules.
    claimdb_version: Mapped[str]
    #: The language model.
    model: Mapped[str]
    model_version: Mapped[str]
    #: SHA-256 over the extractor's settings and the corpus file.
    config: Mapped[str]
    #: SHA-256 over the metadata that the corpus file gave for this document.
    given: Mapped[str]
    #: When it was made, ISO 8601, UTC.
    made_at: Mapped[str]
    #: Over its statements as they were written; null for one of a claimdb that kept none.
    digest: Mapped[str | None]


class StatementRow(Base):
    """One statement of an extraction; never changed once it is written."""

    __tablename__ = "statement"
    __table_args__ = (
        UniqueConstraint("extraction_id", "uid"),
        Index(None, "uid"),
        Index(None, "speaker_id"),
        ForeignKeyConstraint(
            ["extraction_id", "nested_in"],
            ["statement.extraction_id", "statement.uid"],
            deferrable=True,
            initially="DEFERRED",
        ),
        CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence"),
    )

    #: Ascends with the place of the statement in its document.
    id: Mapped[int] = mapped_column(primary_key=True)
    extraction_id: Mapped[int] = mapped_column(ForeignKey("extraction.id"))
    #: The id that people see: derived from document, spans and nesting, the same on every machine.
    uid: Mapped[str]
    kind: Mapped[str]
    function: Mapped[str]
    #: The words at the content spans, several joined by " … ".
    text: Mapped[str]
    #: Null when nobody knows who speaks.
    speaker_id: Mapped[int | None] = mapped_column(ForeignKey("speaker.id"))
    via: Mapped[str | None]
    addressee: Mapped[str | None]
    section: Mapped[str | None]
    timestamp: Mapped[str | None]
    #: What the sentences of one quotation or report share.
    attribution: Mapped[str | None]
    #: The uid of the statement of the same extraction that reports this one.
    nested_in: Mapped[str | None]
    #: How sure the extractor is, 0 to 1.
    confidence: Mapped[float]
    #: Why it thinks so.
    evidence: Mapped[str]


class SpanRow(Base):
    """Where words of a statement stand: by position and by quote."""

    __tablename__ = "span"
    __table_args__ = (
        CheckConstraint('0 <= start AND start <= "end"', name="range"),
        {"sqlite_with_rowid": False},
    )

    statement_id: Mapped[int] = mapped_column(ForeignKey("statement.id"), primary_key=True)
    #: Content, source, cue, or sentence; no sentence is written where it is the content itself.
    role: Mapped[str] = mapped_column(primary_key=True)
    #: Its place among the spans of the role, from 0.
    ord: Mapped[int] = mapped_column(primary_key=True)
    #: Code points of the version's text, from 0.
    start: Mapped[int]
    #: The first code point after it.
    end: Mapped[int]
    #: The words.
    exact: Mapped[str]
    #: Up to 32 characters before; null for a sentence.
    prefix: Mapped[str | None]
    #: Up to 32 characters after; null for a sentence.
    suffix: Mapped[str | None]


class SpeakerRow(Base):
    """A person or body that speaks; a mention is never a speaker by itself."""

    __tablename__ = "speaker"
    # Partial in PostgreSQL too, as the migration says; to say it here would load that dialect at each start.
    __table_args__ = (
        Index(
            "uq_speaker_name_kind",
            "name",
            "kind",
            unique=True,
            sqlite_where=text("document_id IS NULL"),
        ),
        Index(
            "uq_speaker_document_id_name_kind",
            "document_id",
            "name",
            "kind",
            unique=True,
            sqlite_where=text("document_id IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    #: Person, body, unnamed or author.
    kind: Mapped[str]
    #: Its Wikidata id.
    wikidata: Mapped[str | None]
    #: Set for an unnamed speaker, who is known in one document only.
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))


class AliasRow(Base):
    """Another name of a speaker."""

    __tablename__ = "speaker_alias"
    __table_args__ = ({"sqlite_with_rowid": False},)

    speaker_id: Mapped[int] = mapped_column(ForeignKey("speaker.id"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    #: What it is: another name or spelling (alias), or a description of an office (office).
    origin: Mapped[str]


class DecidedNameRow(Base):
    """Whose a name is, as people decided: what the decisions on speakers come to, for queries to look up."""

    __tablename__ = "decided_name"
    __table_args__ = ({"sqlite_with_rowid": False},)

    #: As the extractor or a person writes it.
    name: Mapped[str] = mapped_column(primary_key=True)
    #: The speaker at the end of the chain, where one decision leads to the next.
    speaker_id: Mapped[int] = mapped_column(ForeignKey("speaker.id"))
    #: The decision on this name.
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))


class TopicRow(Base):
    """A topic that statements are on."""

    __tablename__ = "topic"
    __table_args__ = (Index(None, "name", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    label: Mapped[str | None]


class StatementTopicRow(Base):
    """That a statement is on a topic, and who says so."""

    __tablename__ = "statement_topic"
    __table_args__ = (Index(None, "topic_id"), {"sqlite_with_rowid": False})

    statement_id: Mapped[int] = mapped_column(ForeignKey("statement.id"), primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id"), primary_key=True)
    #: Rule or person.
    origin: Mapped[str] = mapped_column(primary_key=True)
    #: Its place among the topics of the statement, from 0.
    ord: Mapped[int]
    #: How sure the origin is, 0 to 1; null where it doesn't say.
    score: Mapped[float | None]


class DecisionRow(Base):
    """What a person decided; rows are only ever added, a later one sets an earlier one aside."""

    __tablename__ = "decision"
    __table_args__ = (Index(None, "subject", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    #: What it is about: statement, speaker, topic or link.
    subject: Mapped[str]
    #: Which one: a statement's uid, which outlives an extraction, or a name.
    subject_id: Mapped[str]
    #: What was decided: accept, reject, or the column that is given another value; for the name of a
    #: speaker: merge, alias, or undo of either.
    verdict: Mapped[str]
    #: The other value; for a name the speaker whose it is.
    value: Mapped[str | None]
    note: Mapped[str | None]
    #: Who decided.
    person: Mapped[str]
    #: When, ISO 8601, UTC.
    made_at: Mapped[str]
    #: SHA-256 over the row and its anchors, by which a later change is told; null in rows of older claimdbs.
    seal: Mapped[str | None]


class AnchorRow(Base):
    """Where the words stand that a person decided on: by position and by quote, so that they are found again.

    It refers to no statement, and so outlives every extraction.
    """

    __tablename__ = "anchor"
    __table_args__ = (
        Index(None, "document_id"),
        CheckConstraint('0 <= start AND start < "end"', name="range"),
        {"sqlite_with_rowid": False},
    )

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), primary_key=True)
    #: What the words are: the statement as it was found (statement), or as a person says it is (words).
    role: Mapped[str] = mapped_column(primary_key=True)
    #: Its place among the anchors of the role, from 0.
    ord: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    #: Of the bytes that were decided on, hexadecimal.
    sha256: Mapped[str]
    #: Code points of that version's text, from 0.
    start: Mapped[int]
    #: The first code point after it.
    end: Mapped[int]
    #: The words.
    exact: Mapped[str]
    #: Up to 32 characters before.
    prefix: Mapped[str]
    #: Up to 32 characters after.
    suffix: Mapped[str]


class PlacedDecisionRow(Base):
    """Which statement a decision is about now; worked out from its anchors.  A decision without is lost."""

    __tablename__ = "placed_decision"
    __table_args__ = (Index(None, "statement_id"),)

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), primary_key=True)
    statement_id: Mapped[int] = mapped_column(ForeignKey("statement.id", ondelete="CASCADE"))
    #: How it was found: by its id, its position, its quote, or near (a quote that was edited since).
    how: Mapped[str]


class DecidedStatementRow(Base):
    """What counts of a statement that people decided on: what their decisions come to, for queries."""

    __tablename__ = "decided_statement"

    statement_id: Mapped[int] = mapped_column(
        ForeignKey("statement.id", ondelete="CASCADE"), primary_key=True
    )
    #: Accepted, corrected, rejected; unreviewed where there is but a note.
    status: Mapped[str]
    #: Null when nobody knows who speaks.
    speaker_id: Mapped[int | None] = mapped_column(ForeignKey("speaker.id"))
    kind: Mapped[str]
    function: Mapped[str]
    #: Whether the topics are other than was found: then those of origin person are.
    topics: Mapped[bool]
    #: The words, where they are other than was found.
    text: Mapped[str | None]
    #: Their spans, like 733-812;820-830.
    spans: Mapped[str | None]
    #: The last note.
    note: Mapped[str | None]
    #: The last decision that this rests on.
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))


CURRENT = DocumentRow.extraction_id == StatementRow.extraction_id
"""That the extraction of a statement is the one of its document that counts."""


def table(row: type[Base]) -> Table:
    """The table of a model, for inserts of many rows."""
    return cast("Table", row.__table__)
