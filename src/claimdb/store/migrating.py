"""Running the migrations; imported only to make or upgrade a database, since Alembic is slow to load."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

if TYPE_CHECKING:
    from sqlalchemy import Connection


def folder() -> Path:
    """Where the migrations are: inside the installed package, or beside ``src`` in a checkout."""
    package = Path(__file__).parents[1]
    packaged = package / "migrations"
    return packaged if packaged.is_dir() else package.parents[1] / "migrations"


def configuration() -> Config:
    """Alembic's configuration without its file, which an installed claimdb doesn't have."""
    config = Config()
    config.set_main_option("script_location", str(folder()).replace("%", "%%"))
    return config


def revisions() -> list[str]:
    """Every revision that this program knows, the newest first."""
    script = ScriptDirectory.from_config(configuration())
    return [revision.revision for revision in script.walk_revisions()]


def run(connection: Connection, revision: str = "head") -> None:
    """Bring the database to ``revision``, within the transaction that ``connection`` is in."""
    config = configuration()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
