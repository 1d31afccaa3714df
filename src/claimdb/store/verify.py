"""Proving that a database is as it was written, and mending what can be derived; see ``checks``."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Engine, select

from claimdb.store.checks import CHECKS, Checked
from claimdb.store.checks.checked import DATABASE
from claimdb.store.opening import writing
from claimdb.store.tables import DocumentRow, ExtractionRow, VersionRow


def verify(engine: Engine) -> Checked:
    """Make all the checks, on one state of the database, whoever writes to it meanwhile."""
    checked = Checked()
    with engine.connect() as connection:
        for check in CHECKS:
            with checked.stumbling(DATABASE):
                check.look(connection, checked)
    return checked


def mend(engine: Engine) -> list[str]:
    """Put right what can be derived from the rest, and say what that was; all of it or nothing.

    Only where a check finds something is anything touched.
    """
    mended: list[str] = []
    with writing(engine) as connection:
        for check in CHECKS:
            if check.mend is not None:
                mended += check.mend(connection)
    return mended


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
