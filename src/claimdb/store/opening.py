"""Opening a database file: checks, creation, upgrade, and each refusal of SQLite as one line."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, NoResultFound, OperationalError
from sqlalchemy.pool import QueuePool

from claimdb.errors import DatabaseError
from claimdb.store.typed import MistypedError

HEAD = "0006"
"""The revision of the tables that this program works with: the head of ``migrations/``.

A constant, so that opening an up-to-date database needs no Alembic.
"""

APPLICATION_ID = 0x636C6D64
"""What marks the file as claimdb's: "clmd", in the file's header at offset 68."""

_CONTRADICTS = "its rows contradict each other; claimdb verify tells which, and --fix mends what follows"
_MISTYPED = "holds a value of a wrong type; claimdb verify tells where, and --fix mends what follows"
_REASONS = {
    sqlite3.SQLITE_NOTADB: "is no database; name another file, or move this one away",
    sqlite3.SQLITE_CORRUPT: "is damaged; restore it from a copy, or ingest the documents into a new one",
    sqlite3.SQLITE_BUSY: "is locked by another program; wait until that one is done and try again",
    sqlite3.SQLITE_LOCKED: "is locked by another program; wait until that one is done and try again",
    sqlite3.SQLITE_READONLY: "cannot be written: the file or its folder is read-only; name another file",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened or made there: look at the folder's permissions",
    sqlite3.SQLITE_PERM: "may not be opened; look at the file's permissions",
    sqlite3.SQLITE_AUTH: "may not be opened; look at the file's permissions",
    sqlite3.SQLITE_FULL: "cannot grow: the disk is full; make room and ingest again",
    sqlite3.SQLITE_IOERR: "cannot be read or written: the disk gave an error",
    sqlite3.SQLITE_NOMEM: "needs more memory than there is",
    sqlite3.SQLITE_CONSTRAINT: _CONTRADICTS,
}


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite says about the file at ``path`` into a ``DatabaseError`` of one line."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        code = getattr(cause, "sqlite_errorcode", None)
        # The low byte is the primary code; the rest says more than a person needs.
        reason = _REASONS.get(code & 0xFF) if isinstance(code, int) else None
        if reason is None:
            if not isinstance(cause, sqlite3.OperationalError):
                raise  # a mistake in this program, which must not look like one of the user's
            reason = f"cannot be used: {cause}"
        raise DatabaseError(f"{path}: {reason}") from error
    except NoResultFound as error:
        raise DatabaseError(f"{path}: {_CONTRADICTS}") from error
    except MistypedError as error:
        raise DatabaseError(f"{path}: {_MISTYPED}") from error
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        # What trips over a row that is missing is no mistake in this program.
        if not _dangling(path):
            raise
        raise DatabaseError(f"{path}: {_CONTRADICTS}") from error


def _dangling(path: Path) -> bool:
    """Whether a row refers to one that is not there."""
    if not path.is_file():
        return False
    with suppress(sqlite3.Error), closing(sqlite3.connect(_uri(path, "ro"), uri=True)) as connection:
        return connection.execute("PRAGMA foreign_key_check").fetchone() is not None
    return False


def connect(path: Path, *, timeout: float = 10.0) -> Engine:
    """Open the up-to-date database at ``path``, upgrading an older one first.

    ``timeout``: how many seconds to wait for another program's lock.
    Raises ``DatabaseError`` when there is no such file, or it is no database of claimdb's, or of a newer one.
    """
    if not is_there(path):
        raise DatabaseError(f"{path}: no such database; make one with: claimdb ingest PATH... --db {path}")
    with told(path):
        _check_readable(path)
        engine = _engine(path, timeout)
        try:
            with engine.connect() as connection:
                revision = _revision(connection, path)
            if revision != HEAD:
                engine.dispose()
                upgrade(path, revision, timeout=timeout)
        except BaseException:
            engine.dispose()
            raise
    return engine


def is_there(path: Path) -> bool:
    """Whether there is anything at ``path``.  Raises ``DatabaseError`` when that cannot be told."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise DatabaseError(f"{path}: cannot be opened: {str(reason).lower()}") from None
    return True


def size(path: Path) -> int:
    """The bytes of the database, with its write-ahead log."""
    files = (path, path.with_name(f"{path.name}-wal"))
    return sum(file.stat().st_size for file in files if file.exists())


def create(path: Path, *, timeout: float = 10.0) -> Engine:
    """Make an empty database at ``path``, or open the one that is there already."""
    if not is_there(path.parent):
        raise DatabaseError(f"{path}: there is no folder {path.parent}; make it first")
    if not is_there(path) or (path.is_file() and not path.stat().st_size):
        with told(path):
            upgrade(path, None, timeout=timeout)
    return connect(path, timeout=timeout)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that may write: it holds the lock from its start, so what it reads stays true."""
    with (
        engine.connect().execution_options(claimdb_begin="BEGIN IMMEDIATE") as connection,
        connection.begin(),
    ):
        yield connection


def tune(engine: Engine) -> None:
    """Let SQLite count what is in the tables, by which it decides where to begin with a query."""
    # Another program that writes just now will have it done when it ends.
    with suppress(OperationalError), writing(engine) as connection:
        connection.exec_driver_sql("PRAGMA analysis_limit = 1000")
        connection.exec_driver_sql("ANALYZE")


def upgrade(path: Path, revision: str | None, *, timeout: float = 10.0) -> None:
    """Bring the database at ``path`` from ``revision`` (``None``: an empty file) to ``HEAD``.

    All in one transaction: an upgrade that breaks off leaves the database as it was.
    """
    from claimdb.store import migrating

    known = migrating.revisions()
    if revision is not None and revision not in known:
        raise DatabaseError(
            f"{path}: was made by a newer claimdb (its tables are of revision {revision}, this one knows "
            f"{HEAD}); upgrade with: pip install --upgrade claimdb"
        )
    engine = _engine(path, timeout, migrate=True)
    try:
        with writing(engine) as connection:
            if _revision(connection, path) == HEAD:
                return  # another process was faster
            migrating.run(connection)
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise DatabaseError(f"{path}: cannot be upgraded: rows refer to rows that are not there")
    finally:
        engine.dispose()


def _revision(connection: Connection, path: Path) -> str | None:
    """Of which revision the tables are; ``None`` for a database without any."""
    tables = {
        name for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
    }
    if not tables:
        return None
    application = connection.exec_driver_sql("PRAGMA application_id").scalar()
    if application != APPLICATION_ID or "alembic_version" not in tables:
        raise DatabaseError(f"{path}: is a database of another program; name another file")
    revision: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return revision


def _check_readable(path: Path) -> None:
    """A folder, or a file that may not be read, in words that SQLite doesn't have."""
    if path.is_dir():
        raise DatabaseError(f"{path}: is a folder; name a file")
    if not path.is_file():
        raise DatabaseError(f"{path}: is no file; name one")
    if not os.access(path, os.R_OK):
        raise DatabaseError(f"{path}: may not be read; look at the file's permissions")


_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    # With a write-ahead log this loses no committed transaction when a program dies, only when power fails.
    "PRAGMA synchronous = NORMAL",
)
_PRAGMAS_TO_MIGRATE = (
    "PRAGMA journal_mode = WAL",  # stays with the file
    "PRAGMA foreign_keys = OFF",  # a migration may have to copy a table and drop the old one
)


def _engine(path: Path, timeout: float, *, migrate: bool = False) -> Engine:
    """An engine for the file at ``path``; only to ``migrate`` is one made that is not there."""

    def opened() -> sqlite3.Connection:
        # isolation_level None: the driver begins no transaction of its own accord, _begin does.
        connection = sqlite3.connect(
            _uri(path, "rwc" if migrate else "rw"),
            uri=True,
            timeout=timeout,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            for pragma in _PRAGMAS_TO_MIGRATE if migrate else _PRAGMAS:
                connection.execute(pragma)
        except BaseException:
            connection.close()
            raise
        return connection

    engine = create_engine("sqlite://", creator=opened, poolclass=QueuePool)
    event.listen(engine, "begin", _begin)
    return engine


def _uri(path: Path, mode: str) -> str:
    """The file as a URI for SQLite.

    A database in a folder that may not be written is opened as one that nobody changes: SQLite could not
    make the files beside it that it otherwise needs even for reading.
    """
    frozen = path.exists() and not os.access(path.parent, os.W_OK) and not Path(f"{path}-wal").exists()
    return f"{path.absolute().as_uri()}?{'immutable=1' if frozen else f'mode={mode}'}"


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("claimdb_begin", "BEGIN"))
