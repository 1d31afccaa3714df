"""What links between statements are found by: their wordings, and the keys that these share.

The links themselves are rows of the table ``link``, which is there since the first revision.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_wording"),
    )
    op.create_index("ix_wording_digest", "wording", ["digest"], unique=True)
    op.create_table(
        "wording_key",
        sa.Column("wording_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["wording_id"], ["wording.id"], name="fk_wording_key_wording_id_wording"),
        sa.PrimaryKeyConstraint("wording_id", "key", name="pk_wording_key"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_wording_key_key", "wording_key", ["key"])
    op.create_table(
        "statement_wording",
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("wording_id", sa.Integer(), nullable=False),
        sa.Column("speaker", sa.String()),
        sa.Column("spoken", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["statement.id"],
            name="fk_statement_wording_statement_id_statement",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["wording_id"], ["wording.id"], name="fk_statement_wording_wording_id_wording"
        ),
        sa.PrimaryKeyConstraint("statement_id", name="pk_statement_wording"),
    )
    op.create_index("ix_statement_wording_wording_id", "statement_wording", ["wording_id"])
    op.create_table(
        "linked",
        sa.Column("extraction_id", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("speakers", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["extraction_id"],
            ["extraction.id"],
            name="fk_linked_extraction_id_extraction",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("extraction_id", name="pk_linked"),
    )
    op.create_table(
        "link_total",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_link_total"),
    )


def downgrade() -> None:
    for name in ("link_total", "linked", "statement_wording", "wording_key", "wording"):
        op.drop_table(name)
    # What the revision before it knows no way to keep in step.
    op.execute("DELETE FROM link")
