"""Taking out what is superseded, and whole documents; what people decided stays.

A decision refers to no statement, so it outlives them.  What does refer to a statement was made by machine,
and goes with it.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    Table,
    and_,
    delete,
    exists,
    func,
    or_,
    select,
    text,
)
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import aliased

from claimdb.errors import DecisionError
from claimdb.store.link_tables import EVERY_TABLE
from claimdb.store.opening import writing
from claimdb.store.records import Removable
from claimdb.store.relinking import unlink
from claimdb.store.tables import (
    AnchorRow,
    BlockRow,
    DecidedNameRow,
    DecisionRow,
    DocumentRow,
    ExtractionRow,
    SpeakerRow,
    StatementRow,
    VersionRow,
    table,
)

_COMPACT = "INSERT INTO statement_text (statement_text) VALUES ('optimize')"
_SHRINK = ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)")
_NO_ROOM = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_IOERR)


def superseded(connection: Connection) -> list[Removable]:
    """What another version or extraction has taken the place of, by document."""
    return _removable(connection, _SUPERSEDED)


def removable(connection: Connection, document_id: int) -> Removable:
    """All that is there of a document.  Raises ``DecisionError`` when what people decided refers to it."""
    (found,) = _removable(connection, DocumentRow.id == document_id)
    if connection.execute(select(AnchorRow.decision_id).where(AnchorRow.document_id == document_id)).first():
        raise DecisionError(_DECIDED.format(found.document))
    return found


_DECIDED = (
    "{}: people decided on statements of it, so it can't be removed, as no decision ever is; to go on without"
    " it, ingest the other documents into a new database"
)


_KEPT = aliased(ExtractionRow)
_SUPERSEDED = DocumentRow.extraction_id != ExtractionRow.id
_OF_DOCUMENTS = (
    select(
        DocumentRow.id.label("document_id"),
        DocumentRow.path,
        DocumentRow.extraction_id.label("current"),
        ExtractionRow.id,
        ExtractionRow.version_id,
        select(_KEPT.version_id)
        .where(_KEPT.id == DocumentRow.extraction_id)
        .correlate(DocumentRow)
        .scalar_subquery()
        .label("kept_version"),
    )
    .join(VersionRow, VersionRow.document_id == DocumentRow.id)
    .join(ExtractionRow, ExtractionRow.version_id == VersionRow.id)
    .order_by(DocumentRow.path, ExtractionRow.id)
)


def _removable(connection: Connection, which: ColumnElement[bool]) -> list[Removable]:
    rows = connection.execute(_OF_DOCUMENTS.where(which)).all()
    asked = select(StatementRow.extraction_id, func.count()).join(
        ExtractionRow, StatementRow.extraction_id == ExtractionRow.id
    )
    asked = asked.join(VersionRow, ExtractionRow.version_id == VersionRow.id)
    asked = asked.join(DocumentRow, VersionRow.document_id == DocumentRow.id)
    counts = connection.execute(asked.where(which).group_by(StatementRow.extraction_id))
    said = dict((number, counted) for number, counted in counts)  # noqa: C402 - rows are no plain pairs to mypy
    by_document = defaultdict(list)
    for row in rows:
        by_document[row.path].append(row)
    found = []
    for path, extractions in by_document.items():
        whole = any(row.id == row.current for row in extractions)
        versions = {row.version_id for row in extractions if whole or row.version_id != row.kept_version}
        statements = sum(said.get(row.id, 0) for row in extractions)
        found.append(Removable(path, len(versions), len(extractions), statements))
    return found


# ------------------------------------------------------------------------------ taking out


def prune(engine: Engine) -> list[Removable]:
    """Take out what is superseded, a document at a time, each whole or not at all; say what that was."""
    with engine.connect() as connection:
        documents = connection.execute(
            _OF_DOCUMENTS.where(_SUPERSEDED).with_only_columns(DocumentRow.id).distinct()
        ).scalars()
        ids = list(documents)
    removed = []
    for document_id in ids:
        with writing(engine) as connection:
            # Looked up again: another program may have extracted it in the meantime.
            which = and_(_SUPERSEDED, DocumentRow.id == document_id)
            removed += _removable(connection, which)
            _take_extractions(connection, which)
            _take_versions(connection, document_id)
    with writing(engine) as connection:
        _take_speakers(connection)
    return removed


def remove(engine: Engine, document_id: int) -> Removable:
    """Take out a document with all its versions.

    Raises ``DecisionError`` when what people decided refers to it.
    """
    with engine.connect() as connection:
        path = removable(connection, document_id).document
    try:
        with writing(engine) as connection:
            removed = removable(connection, document_id)
            own = table(DocumentRow).update().where(DocumentRow.id == document_id)
            connection.execute(own.values(extraction_id=None))
            _take_extractions(connection, DocumentRow.id == document_id)
            _take_versions(connection, document_id)
            _take_speakers(connection)
            connection.execute(delete(DocumentRow).where(DocumentRow.id == document_id))
    except IntegrityError as error:
        # Somebody decided in this very moment.
        raise DecisionError(_DECIDED.format(path)) from error
    return removed


def _take_extractions(connection: Connection, which: ColumnElement[bool]) -> None:
    asked = _OF_DOCUMENTS.where(which).with_only_columns(ExtractionRow.id)
    ids = list(connection.execute(asked).scalars())
    unlink(connection, ids)
    for extraction_id in ids:
        statements = select(StatementRow.id).where(StatementRow.extraction_id == extraction_id)
        for referring in _referring(table(StatementRow)):
            connection.execute(delete(referring.table).where(referring.in_(statements)))
        connection.execute(delete(StatementRow).where(StatementRow.extraction_id == extraction_id))
        connection.execute(delete(ExtractionRow).where(ExtractionRow.id == extraction_id))


def _take_versions(connection: Connection, document_id: int) -> None:
    """Take out the versions of a document that nothing was extracted from, as it now is."""
    extracted = exists().where(ExtractionRow.version_id == VersionRow.id)
    empty = select(VersionRow.id).where(VersionRow.document_id == document_id, ~extracted)
    ids = list(connection.execute(empty).scalars())
    connection.execute(delete(BlockRow).where(BlockRow.version_id.in_(ids)))
    connection.execute(delete(VersionRow).where(VersionRow.id.in_(ids)))


def _take_speakers(connection: Connection) -> None:
    """Take out who says nothing any more, unless a claimdb.toml or a person knows more than the name."""
    used = [exists().where(referring == SpeakerRow.id) for referring in _referring(table(SpeakerRow))]
    decided = exists().where(
        or_(DecisionRow.subject_id == SpeakerRow.name, DecisionRow.value == SpeakerRow.name)
    )
    looked_up = exists().where(DecidedNameRow.name == SpeakerRow.name)
    known = or_(SpeakerRow.wikidata.is_not(None), decided, looked_up)
    gone = select(SpeakerRow.id).where(
        or_(SpeakerRow.document_id.is_not(None), ~known), *(~each for each in used)
    )
    connection.execute(delete(SpeakerRow).where(SpeakerRow.id.in_(gone)))


def _referring(referred: Table) -> Iterator[Column[int]]:
    """The columns of other tables that refer to the rows of a table."""
    for each in EVERY_TABLE.sorted_tables:
        for key in each.foreign_keys:
            if key.column.table is referred and each is not referred:
                yield key.parent


def shrink(engine: Engine) -> bool:
    """Give the room of what was taken out back to the disk; false where that must wait."""
    try:
        with writing(engine) as connection:
            connection.execute(text(_COMPACT))
        raw = engine.raw_connection()
        try:
            for sql in _SHRINK:
                raw.cursor().execute(sql).fetchall()
        finally:
            raw.close()
    except (OperationalError, sqlite3.OperationalError) as error:
        cause = error.orig if isinstance(error, OperationalError) else error
        if getattr(cause, "sqlite_errorcode", 0) & 0xFF not in _NO_ROOM:
            raise
        return False
    return True
