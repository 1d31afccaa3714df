"""Proving that a database is as it was written, and mending what can be derived; see ``checks``."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator

from sqlalchemy import Connection, Engine, select, type_coerce, update
from sqlalchemy.exc import DBAPIError, NoResultFound
from sqlalchemy.types import NullType

from claimdb.store.checks import CHECKS, Checked
from claimdb.store.checks.checked import DATABASE
from claimdb.store.opening import writing
from claimdb.store.tables import DocumentRow, ExtractionRow, VersionRow

_STUMBLES = (DBAPIError, NoResultFound, sqlite3.Error)


def verify(engine: Engine) -> Checked:
    """Make all the checks, on one state of the database, whoever writes to it meanwhile."""
    checked = Checked()
    with engine.connect() as connection:
        for check in CHECKS:
            known = len(checked.problems)
            with checked.stumbling(DATABASE):
                check.look(connection, checked)
            if len(checked.problems) > known:
                checked.failed.append(check)
    return checked


def mend(engine: Engine, checked: Checked) -> list[str]:
    """Put right what can be derived from the rest, where a check failed, and say what that was."""
    mended: list[str] = []
    with writing(engine) as connection:
        for check in checked.failed:
            if check.mend is None:
                continue
            try:
                with connection.begin_nested():
                    mended += list(check.mend(connection))
            except (*_STUMBLES, AttributeError, KeyError, TypeError, ValueError):
                continue  # on what is damaged too much; what is wrong is told by the check
    return mended


def damaged_texts(connection: Connection) -> Iterator[tuple[int, str, str, str]]:
    """Row id, path, hash of the bytes, and hash of the text of the versions whose text is another one."""
    # Bytes, where somebody wrote some for the text, are another text, too.
    text = type_coerce(VersionRow.text, NullType())
    rows = connection.execute(
        select(VersionRow.id, DocumentRow.path, VersionRow.sha256, VersionRow.text_sha256, text)
        .join(DocumentRow, VersionRow.document_id == DocumentRow.id)
        .order_by(VersionRow.id)
    )
    for number, path, sha256, text_sha256, kept in rows:
        if hashlib.sha256(str(kept).encode()).hexdigest() != text_sha256:
            yield number, path, sha256, text_sha256


def restore_text(engine: Engine, version_id: int, text: str) -> None:
    """Write the text of a version anew."""
    with writing(engine) as connection:
        connection.execute(update(VersionRow).where(VersionRow.id == version_id).values(text=text))


def latest_texts(connection: Connection) -> Iterator[tuple[str, str, str]]:
    """Path, hash of the bytes, and text of every document's latest version, streamed."""
    rows = connection.execution_options(stream_results=True, yield_per=10).execute(
        select(DocumentRow.path, VersionRow.sha256, VersionRow.text)
        .join(ExtractionRow, DocumentRow.extraction_id == ExtractionRow.id)
        .join(VersionRow, ExtractionRow.version_id == VersionRow.id)
        .order_by(DocumentRow.path)
    )
    for row in rows:
        yield row.path, row.sha256, row.text
