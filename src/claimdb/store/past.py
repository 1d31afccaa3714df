"""The database as it was at some moment: what counted of each document then, and what was decided by then."""

from __future__ import annotations

import datetime as dt
import re

from sqlalchemy import Connection, ScalarSelect, delete, func, select, text, update

from claimdb.errors import FilterError, NotFoundError
from claimdb.store import decisions, settling
from claimdb.store.tables import DocumentRow, ExtractionRow, VersionRow

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*", re.ASCII)


def moment(given: str | dt.date) -> str:
    """A moment, or the end of a day, as the database writes it.  Raises ``FilterError``."""
    if isinstance(given, dt.datetime):
        return _written(given)
    if isinstance(given, dt.date):
        return _written(dt.datetime.combine(given, dt.time(23, 59, 59)))
    value = given.strip()
    try:
        if _DAY.fullmatch(value):
            return moment(dt.date.fromisoformat(value))
        if _TIME.fullmatch(value):
            return _written(dt.datetime.fromisoformat(value))
    except (ValueError, OverflowError) as error:
        raise FilterError(f"as_of {given!r}: there is no such time ({error})") from None
    raise FilterError(f"as_of {given!r} is no time: write 2024-02-12, or 2024-02-12T14:30 (in UTC)")


def _written(when: dt.datetime) -> str:
    utc = when if when.tzinfo is None else when.astimezone(dt.UTC)
    return f"{utc.replace(tzinfo=None, microsecond=0).isoformat()}Z"


_HIDING = (
    "CREATE TEMPORARY TABLE extraction AS SELECT * FROM main.extraction WHERE made_at <= :moment",
    "CREATE INDEX temp.ix_past_extraction_id ON extraction (id)",
    "CREATE INDEX temp.ix_past_extraction_version_id ON extraction (version_id)",
    "CREATE TEMPORARY TABLE decision AS SELECT * FROM main.decision WHERE made_at <= :moment",
    "CREATE TEMPORARY TABLE document AS SELECT * FROM main.document WHERE added_at <= :moment",
    "CREATE INDEX temp.ix_past_document_id ON document (id)",
    "CREATE INDEX temp.ix_past_document_extraction_id ON document (extraction_id)",
    "CREATE TEMPORARY TABLE decided_name AS SELECT * FROM main.decided_name WHERE 0",
)
"""Makes tables of the past.  They hide those of the same name, so that no question has to know of it."""

_AS_THERE = "text, tokenize = 'unicode61 remove_diacritics 2'"
"""The words of an index are those of the one that it hides."""

_HIDING_REVIEW = (
    "CREATE TEMPORARY TABLE placed_decision AS SELECT * FROM main.placed_decision WHERE 0",
    "CREATE TEMPORARY TABLE decided_statement AS SELECT * FROM main.decided_statement WHERE 0",
    "CREATE TEMPORARY TABLE statement_topic AS SELECT * FROM main.statement_topic WHERE origin = 'rule'",
    "CREATE INDEX temp.ix_past_topic_statement_id ON statement_topic (statement_id)",
    "CREATE INDEX temp.ix_past_topic_topic_id ON statement_topic (topic_id)",
    "CREATE INDEX temp.ix_past_decision_id ON decision (id)",
    f"CREATE VIRTUAL TABLE temp.statement_text_decided USING fts5({_AS_THERE})",
)
"""The same for what decisions on statements come to, where there are any."""


def latest() -> ScalarSelect[int]:
    """The latest extraction of the latest version of a document, which is the one that counts."""
    found = (
        select(ExtractionRow.id)
        .join(VersionRow, ExtractionRow.version_id == VersionRow.id)
        .where(VersionRow.document_id == DocumentRow.id)
        .order_by(VersionRow.number.desc(), ExtractionRow.id.desc())
        .limit(1)
        .correlate(DocumentRow)
    )
    return found.scalar_subquery()


def go(connection: Connection, when: str) -> None:
    """Let every question on this connection be answered as at ``when``, until its transaction ends.

    Raises ``NotFoundError`` when nothing that was there then is there still.
    """
    for sql in _HIDING:
        connection.execute(text(sql), {"moment": when} if ":moment" in sql else {})
    connection.execute(update(DocumentRow).values(extraction_id=latest()))
    connection.execute(delete(DocumentRow).where(DocumentRow.extraction_id.is_(None)))
    decisions.settle(connection)
    if settling.decided_documents(connection):
        for sql in _HIDING_REVIEW:
            connection.execute(text(sql))
        settling.settle_everything(connection)
    if connection.execute(select(func.count()).select_from(DocumentRow)).scalar_one():
        return
    first = connection.execute(text("SELECT min(made_at) FROM main.extraction")).scalar_one()
    if first is not None and pruned(connection, when):
        raise NotFoundError(f"what counted at {when} was pruned; the oldest extraction left is of {first}")
    if first is not None:
        raise NotFoundError(
            f"nothing of {when} or before is in the database: its first extraction is of {first}"
        )


def pruned(connection: Connection, when: str) -> int:
    """How many documents were there at ``when``, and have no extraction of then or before left."""
    asked = text(
        "SELECT count(*) FROM main.document WHERE added_at <= :moment AND NOT EXISTS"
        " (SELECT 1 FROM main.extraction JOIN main.document_version AS version"
        " ON version.id = extraction.version_id WHERE version.document_id = document.id"
        " AND extraction.made_at <= :moment)"
    )
    return int(connection.execute(asked, {"moment": when}).scalar_one())
