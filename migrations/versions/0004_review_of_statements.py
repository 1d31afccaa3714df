"""What people decided on statements: where each decision is anchored, and what all of them come to.

The decisions themselves are rows of the table ``decision``, which is there since the first revision, and
which gets a seal over each row.  Anchors refer to no statement: they outlive extractions.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("decision") as decision:
        decision.add_column(sa.Column("seal", sa.String()))
    op.create_table(
        "anchor",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("ord", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("exact", sa.String(), nullable=False),
        sa.Column("prefix", sa.String(), nullable=False),
        sa.Column("suffix", sa.String(), nullable=False),
        sa.CheckConstraint('0 <= start AND start < "end"', name="ck_anchor_range"),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name="fk_anchor_decision_id_decision"),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_anchor_document_id_document"),
        sa.PrimaryKeyConstraint("decision_id", "role", "ord", name="pk_anchor"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_anchor_document_id", "anchor", ["document_id"])
    _derived()


def _derived() -> None:
    """What is worked out from decisions and anchors, for queries to look up; it goes with its statement."""
    op.create_table(
        "placed_decision",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name="fk_placed_decision_decision_id_decision"
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["statement.id"],
            name="fk_placed_decision_statement_id_statement",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("decision_id", name="pk_placed_decision"),
    )
    op.create_index("ix_placed_decision_statement_id", "placed_decision", ["statement_id"])
    op.create_table(
        "decided_statement",
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("speaker_id", sa.Integer()),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("function", sa.String(), nullable=False),
        sa.Column("topics", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String()),
        sa.Column("spans", sa.String()),
        sa.Column("note", sa.String()),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["statement.id"],
            name="fk_decided_statement_statement_id_statement",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["speaker_id"], ["speaker.id"], name="fk_decided_statement_speaker_id_speaker"
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name="fk_decided_statement_decision_id_decision"
        ),
        sa.PrimaryKeyConstraint("statement_id", name="pk_decided_statement"),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE statement_text_decided USING fts5("
            "text, tokenize = 'unicode61 remove_diacritics 2')"
        )


def downgrade() -> None:
    op.execute("DELETE FROM statement_topic WHERE origin = 'person'")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE statement_text_decided")
    for name in ("decided_statement", "placed_decision", "anchor"):
        op.drop_table(name)
    with op.batch_alter_table("decision") as decision:
        decision.drop_column("seal")
