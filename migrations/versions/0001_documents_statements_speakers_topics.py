"""Documents, statements, speakers, topics, decisions and links, and a full-text index kept in step.

The tables are declared here, not imported from the models, so that it makes the same ones for ever.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _documents()
    _speakers_and_topics()
    _statements()
    _judgements()
    _full_text()


def _documents() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String()),
        sa.Column("author", sa.String()),
        sa.Column("published", sa.String()),
        sa.Column("publisher", sa.String()),
        sa.Column("dateline", sa.String()),
        sa.Column("url", sa.String()),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("added_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
    )
    op.create_table(
        "document_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("text_sha256", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("encoding", sa.String(), nullable=False),
        sa.Column("added_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name="fk_document_version_document_id_document"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_document_version"),
    )
    op.create_index(
        "ix_document_version_document_id_number", "document_version", ["document_id", "number"], unique=True
    )
    op.create_index("ix_document_version_sha256", "document_version", ["sha256"])
    op.create_table(
        "block",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("ord", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("label", sa.String()),
        sa.Column("speaker", sa.String()),
        sa.Column("timestamp", sa.String()),
        sa.Column("section", sa.String()),
        sa.Column("continues", sa.Boolean(), nullable=False),
        sa.CheckConstraint('0 <= start AND start <= "end"', name=op.f("ck_block_range")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["document_version.id"], name="fk_block_version_id_document_version"
        ),
        sa.PrimaryKeyConstraint("version_id", "ord", name="pk_block"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "extraction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("claimdb_version", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("model_version", sa.String(), nullable=False),
        sa.Column("config", sa.String(), nullable=False),
        sa.Column("given", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["document_version.id"], name="fk_extraction_version_id_document_version"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_extraction"),
    )
    op.create_index("ix_extraction_version_id", "extraction", ["version_id"])
    # The circle of document, version and extraction is closed last, when all three are there.
    with op.batch_alter_table("document") as document:
        document.add_column(sa.Column("extraction_id", sa.Integer()))
        document.create_foreign_key(
            "fk_document_extraction_id_extraction", "extraction", ["extraction_id"], ["id"]
        )
    op.create_index("ix_document_path", "document", ["path"], unique=True)
    op.create_index("ix_document_extraction_id", "document", ["extraction_id"], unique=True)


def _speakers_and_topics() -> None:
    op.create_table(
        "speaker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("wikidata", sa.String()),
        sa.Column("document_id", sa.Integer()),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_speaker_document_id_document"),
        sa.PrimaryKeyConstraint("id", name="pk_speaker"),
    )
    named, unnamed = sa.text("document_id IS NULL"), sa.text("document_id IS NOT NULL")
    op.create_index(
        "uq_speaker_name_kind",
        "speaker",
        ["name", "kind"],
        unique=True,
        sqlite_where=named,
        postgresql_where=named,
    )
    op.create_index(
        "uq_speaker_document_id_name_kind",
        "speaker",
        ["document_id", "name", "kind"],
        unique=True,
        sqlite_where=unnamed,
        postgresql_where=unnamed,
    )
    op.create_table(
        "speaker_alias",
        sa.Column("speaker_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["speaker_id"], ["speaker.id"], name="fk_speaker_alias_speaker_id_speaker"),
        sa.PrimaryKeyConstraint("speaker_id", "name", name="pk_speaker_alias"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("label", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_topic"),
    )
    op.create_index("ix_topic_name", "topic", ["name"], unique=True)


def _statements() -> None:
    op.create_table(
        "statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("extraction_id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("function", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("speaker_id", sa.Integer()),
        sa.Column("via", sa.String()),
        sa.Column("addressee", sa.String()),
        sa.Column("section", sa.String()),
        sa.Column("timestamp", sa.String()),
        sa.Column("attribution", sa.String()),
        sa.Column("nested_in", sa.String()),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.CheckConstraint("confidence BETWEEN 0 AND 1", name=op.f("ck_statement_confidence")),
        sa.ForeignKeyConstraint(
            ["extraction_id"], ["extraction.id"], name="fk_statement_extraction_id_extraction"
        ),
        sa.ForeignKeyConstraint(["speaker_id"], ["speaker.id"], name="fk_statement_speaker_id_speaker"),
        sa.ForeignKeyConstraint(
            ["extraction_id", "nested_in"],
            ["statement.extraction_id", "statement.uid"],
            name="fk_statement_extraction_id_nested_in_statement",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.UniqueConstraint("extraction_id", "uid", name="uq_statement_extraction_id_uid"),
        sa.PrimaryKeyConstraint("id", name="pk_statement"),
    )
    op.create_index("ix_statement_uid", "statement", ["uid"])
    op.create_index("ix_statement_speaker_id", "statement", ["speaker_id"])
    op.create_table(
        "span",
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("ord", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("exact", sa.String(), nullable=False),
        sa.Column("prefix", sa.String()),
        sa.Column("suffix", sa.String()),
        sa.CheckConstraint('0 <= start AND start <= "end"', name=op.f("ck_span_range")),
        sa.ForeignKeyConstraint(["statement_id"], ["statement.id"], name="fk_span_statement_id_statement"),
        sa.PrimaryKeyConstraint("statement_id", "role", "ord", name="pk_span"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "statement_topic",
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("ord", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double()),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name="fk_statement_topic_statement_id_statement"
        ),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name="fk_statement_topic_topic_id_topic"),
        sa.PrimaryKeyConstraint("statement_id", "topic_id", "origin", name="pk_statement_topic"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_statement_topic_topic_id", "statement_topic", ["topic_id"])


def _judgements() -> None:
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("value", sa.String()),
        sa.Column("note", sa.String()),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_decision"),
    )
    op.create_index("ix_decision_subject_subject_id", "decision", ["subject", "subject_id"])
    op.create_table(
        "link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("left_id", sa.Integer(), nullable=False),
        sa.Column("right_id", sa.Integer(), nullable=False),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["left_id"], ["statement.id"], name="fk_link_left_id_statement"),
        sa.ForeignKeyConstraint(["right_id"], ["statement.id"], name="fk_link_right_id_statement"),
        sa.PrimaryKeyConstraint("id", name="pk_link"),
    )
    op.create_index(
        "ix_link_left_id_right_id_relation_method",
        "link",
        ["left_id", "right_id", "relation", "method"],
        unique=True,
    )
    op.create_index("ix_link_right_id", "link", ["right_id"])


def _full_text() -> None:
    """SQLite's own; another database would have its own kind of index over the same column."""
    if op.get_bind().dialect.name != "sqlite":
        return
    op.execute(
        "CREATE VIRTUAL TABLE statement_text USING fts5("
        "text, content = 'statement', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2')"
    )
    add = "INSERT INTO statement_text (rowid, text) VALUES (new.id, new.text);"
    remove = "INSERT INTO statement_text (statement_text, rowid, text) VALUES ('delete', old.id, old.text);"
    op.execute(f"CREATE TRIGGER statement_added AFTER INSERT ON statement BEGIN {add} END")
    op.execute(f"CREATE TRIGGER statement_removed AFTER DELETE ON statement BEGIN {remove} END")
    op.execute(
        f"CREATE TRIGGER statement_changed AFTER UPDATE OF id, text ON statement BEGIN {remove} {add} END"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE statement_text")  # its triggers go with the table statement
    for name in (
        "link",
        "decision",
        "statement_topic",
        "span",
        "statement",
        "topic",
        "speaker_alias",
        "speaker",
    ):
        op.drop_table(name)
    with op.batch_alter_table("document") as document:
        document.drop_index("ix_document_extraction_id")
        document.drop_constraint("fk_document_extraction_id_extraction", type_="foreignkey")
        document.drop_column("extraction_id")
    for name in ("extraction", "block", "document_version", "document"):
        op.drop_table(name)
