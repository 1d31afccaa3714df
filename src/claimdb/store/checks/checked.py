"""A check, and what checks find."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from sqlalchemy.exc import DBAPIError, NoResultFound

from claimdb.store.records import Problem

if TYPE_CHECKING:
    from sqlalchemy import Connection

DATABASE = "database"
"""Where a problem is that is of no document."""


@dataclass(slots=True)
class Checked:
    """What was looked at, and what was found wrong."""

    documents: int = 0
    versions: int = 0
    extractions: int = 0
    superseded_extractions: int = 0
    undigested: int = 0
    """Extractions of an older claimdb, which kept no digest of the statements."""
    statements: int = 0
    superseded_statements: int = 0
    spans: int = 0
    problems: list[Problem] = field(default_factory=list)
    failed: list[Check] = field(default_factory=list)
    """The checks that found them."""

    def wrong(self, where: str, what: str) -> None:
        self.problems.append(Problem(where, what))

    @contextmanager
    def stumbling(self, where: str) -> Iterator[None]:
        """Turn what damaged rows make of a check into a problem, so that the next check is made."""
        try:
            yield
        except (DBAPIError, sqlite3.Error) as error:
            reason = _damage(error)
            if reason is None:
                raise
            self.wrong(where, reason)
        except NoResultFound:
            self.wrong(where, "cannot be checked any further, for a row that is not there")
        except (AttributeError, KeyError, TypeError, ValueError):
            self.wrong(where, "cannot be checked any further, for a value of a wrong type")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must be so."""

    look: Callable[[Connection, Checked], None]
    """Finds what is wrong."""
    mend: Callable[[Connection], Iterator[str]] | None = None
    """Puts right, within a transaction, what can be derived from the rest, and says what that was."""


def driver(connection: Connection) -> sqlite3.Connection:
    """The connection of Python's own driver.

    Of a hundred thousand rows SQLAlchemy's would cost as much as all that a check does with them.
    """
    return cast("sqlite3.Connection", connection.connection.driver_connection)


def _damage(error: DBAPIError | sqlite3.Error) -> str | None:
    """What is wrong with the file, where it is that which SQLite complains of."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", None)
    if isinstance(code, int):
        code &= 0xFF  # the primary code; the rest says more than a person needs
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return f"the file is damaged ({cause})"
    if isinstance(cause, sqlite3.OperationalError) and "decode" in str(cause):
        return "a text holds bytes that are no characters"
    return None
