"""Whose a name is, as people decided.

The decisions themselves are rows of the table ``decision``, which is there since the first revision.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# What an earlier stay at this revision left: the last word on each name, followed to the end of its chain.
DECIDED = """
    INSERT INTO decided_name (name, speaker_id, decision_id)
    WITH RECURSIVE latest (name, speaker, id) AS (
        SELECT subject_id, value, id FROM decision
        WHERE verdict IN ('merge', 'alias')
        AND id IN (SELECT max(id) FROM decision WHERE subject = 'speaker' GROUP BY subject_id)
    ), chain (name, speaker, id) AS (
        SELECT name, speaker, id FROM latest
        UNION
        SELECT chain.name, latest.speaker, chain.id
        FROM chain JOIN latest ON latest.name = chain.speaker
    )
    SELECT chain.name, min(speaker.id), chain.id
    FROM chain JOIN speaker ON speaker.name = chain.speaker AND speaker.kind IN ('person', 'body')
    WHERE chain.speaker NOT IN (SELECT name FROM latest)
    GROUP BY chain.name, chain.id
"""


def upgrade() -> None:
    op.create_table(
        "decided_name",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("speaker_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["speaker_id"], ["speaker.id"], name="fk_decided_name_speaker_id_speaker"),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name="fk_decided_name_decision_id_decision"
        ),
        sa.PrimaryKeyConstraint("name", name="pk_decided_name"),
        sqlite_with_rowid=False,
    )
    op.execute(DECIDED)


def downgrade() -> None:
    op.drop_table("decided_name")
