"""What the database can say of itself: its pages, the types of values, references, the full-text index."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Float,
    Integer,
    String,
    Table,
    func,
    or_,
    select,
    text,
    type_coerce,
)
from sqlalchemy.exc import DatabaseError as SQLError
from sqlalchemy.types import NullType

from claimdb.store.checks.checked import DATABASE, Checked
from claimdb.store.link_tables import EVERY_TABLE
from claimdb.store.opening import writing
from claimdb.store.tables import (
    AnchorRow,
    DecidedStatementRow,
    DecisionRow,
    PlacedDecisionRow,
    SpanRow,
    StatementRow,
    StatementTopicRow,
)

_COMPARE_INDEX = "INSERT INTO statement_text (statement_text, rank) VALUES ('integrity-check', 1)"
"""Makes SQLite compare the full-text index with the statements."""
_REBUILD_INDEX = "INSERT INTO statement_text (statement_text) VALUES ('rebuild')"

_OF_DECISIONS = {
    AnchorRow.__tablename__: "its anchor",
    PlacedDecisionRow.__tablename__: "its place",
    DecidedStatementRow.__tablename__: "what it came to",
}
"""The tables that refer to decisions."""

_LISTED = 10
"""How many rows of a table are named; a person needs no thousand."""


def pages(connection: Connection, checked: Checked) -> None:
    """The pages of the file, and the indexes against their tables."""
    for (message,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if message != "ok":
            checked.wrong(DATABASE, message)


def references(connection: Connection, checked: Checked) -> None:
    """Every row that another refers to is there."""
    for name, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        if name in _OF_DECISIONS and parent == DecisionRow.__tablename__:
            continue  # told below, by the decision
        which = "a row" if row is None else f"row {row}"
        checked.wrong(DATABASE, f"{which} of {name} refers to a row of {parent} that is not there")
    for number, left in _gone(connection).items():
        are = "is" if len(left) == 1 else "are"
        checked.wrong(f"decision {number}", f"it is gone: {' and '.join(left)} {are} left")


def _gone(connection: Connection) -> dict[int, list[str]]:
    """The decisions that are not there any more, with what is left of each."""
    gone: dict[int, list[str]] = {}
    for name, what in _OF_DECISIONS.items():
        column = EVERY_TABLE.tables[name].c.decision_id
        asked = select(column).where(column.not_in(select(DecisionRow.id))).distinct().order_by(column)
        for number in connection.execute(asked).scalars():
            gone.setdefault(number, []).append(what)
    return gone


def types(connection: Connection, checked: Checked) -> None:
    """Values are of the types of their columns, which SQLite doesn't see to.

    Other checks read all of a statement, and fail where a value there is of another type; only to say which
    one it is are these tables gone through once more.
    """
    read = {row.__tablename__ for row in (StatementRow, SpanRow, StatementTopicRow)}
    for table in EVERY_TABLE.sorted_tables:
        if checked.problems or table.name not in read:
            with checked.stumbling(DATABASE):
                _check_types(connection, table, checked)


def _check_types(connection: Connection, table: Table, checked: Checked) -> None:
    mistyped = [func.typeof(column).not_in(_types_of(column)) for column in table.columns]
    kinds = [func.typeof(column).label(column.name) for column in table.columns]
    # As it stands there: also a key can be of a wrong type.
    keys = [type_coerce(column, NullType()) for column in table.primary_key.columns]
    rows = connection.execute(select(*keys, *kinds).where(or_(*mistyped)).limit(_LISTED))
    for row in rows:
        key = ", ".join(map(repr, row[: len(keys)]))
        for column, kind in zip(table.columns, row[len(keys) :], strict=True):
            if kind not in _types_of(column):
                checked.wrong(
                    DATABASE, f"{column.name} of row {key} of {table.name} is of the wrong type: {kind}"
                )


def _types_of(column: Column[object]) -> tuple[str, ...]:
    """The names of the types, as SQLite has them, that values of the column may have."""
    if isinstance(column.type, String):
        known: tuple[str, ...] = ("text",)
    elif isinstance(column.type, (Integer, Boolean)):
        known = ("integer",)
    elif isinstance(column.type, Float):
        known = ("real", "integer")
    else:
        raise TypeError(f"no type of SQLite is known for {column}")
    return (*known, "null") if column.nullable else known


def full_text(connection: Connection, checked: Checked) -> None:
    """The full-text index has the words of the statements, and no others."""
    # The check is written as an insert, though it changes nothing, and needs the lock of one.
    try:
        with writing(connection.engine) as own:
            own.execute(text(_COMPARE_INDEX))
    except SQLError as error:
        code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_CORRUPT:
            checked.wrong(DATABASE, "the full-text index is not in step with the statements")
        elif code != sqlite3.SQLITE_READONLY:  # what nobody can write to can't get out of step either
            raise


def index_anew(connection: Connection) -> Iterator[str]:
    """Make the full-text index anew from the statements."""
    connection.execute(text(_REBUILD_INDEX))
    yield "the full-text index was made anew from the statements"
