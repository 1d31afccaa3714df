"""How Alembic runs: on the connection that claimdb hands over, or on the database that alembic.ini names."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import NullPool

from claimdb.store.link_tables import EVERY_TABLE
from claimdb.store.tables import FULL_TEXT


def include_name(name: str | None, kind: str, _: object) -> bool:
    """Leave out the tables of the full-text index, which have no model."""
    return not (kind == "table" and name is not None and name.startswith(FULL_TEXT))


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=EVERY_TABLE,
        include_name=include_name,
        render_as_batch=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    migrate(given)
else:
    url = context.config.get_main_option("sqlalchemy.url")
    if url is None:
        raise SystemExit("alembic.ini names no sqlalchemy.url")
    with create_engine(url, poolclass=NullPool).begin() as connection:
        migrate(connection)
