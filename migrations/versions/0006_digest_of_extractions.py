"""A digest over the statements of each extraction, by which one that is dropped or changed shows.

Null for those that were made before.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("extraction", sa.Column("digest", sa.String()))


def downgrade() -> None:
    op.drop_column("extraction", "digest")
