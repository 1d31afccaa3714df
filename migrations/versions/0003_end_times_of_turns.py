"""The end of a turn in the recording, where a transcript gives one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("block", sa.Column("until", sa.String()))


def downgrade() -> None:
    op.drop_column("block", "until")
