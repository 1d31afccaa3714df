"""Proving that every statement's words are its document's words, for a whole database."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, select, text
from sqlalchemy.exc import DatabaseError as SQLError

from claimdb.model import Span, joined, statement_id
from claimdb.store import decisions
from claimdb.store.link_checks import check_links
from claimdb.store.opening import writing
from claimdb.store.records import Problem
from claimdb.store.tables import (
    CONTENT,
    BlockRow,
    DecidedNameRow,
    DocumentRow,
    ExtractionRow,
    SpanRow,
    StatementRow,
    VersionRow,
)
from claimdb.store.writing import CONTEXT

_COMPARE_INDEX = "INSERT INTO statement_text (statement_text, rank) VALUES ('integrity-check', 1)"
"""Makes SQLite compare the full-text index with the statements."""


@dataclass(slots=True)
class Checked:
    """What was looked at, and what was found wrong."""

    documents: int = 0
    versions: int = 0
    statements: int = 0
    spans: int = 0
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, where: str, what: str) -> None:
        self.problems.append(Problem(where, what))


def verify(engine: Engine) -> Checked:
    """Check the whole database, one version of a document at a time.

    For each version: the text by its hash; its blocks; for each statement of each of its extractions the
    words at every span, with what stands before and after, the text as the spans joined, and the id derived
    anew.  Whose the names of speakers are, by the decisions on them.  How statements are linked.  Then what
    SQLite can say: its pages, what refers to what, and the full-text index against the text.
    """
    checked = Checked()
    with engine.connect() as connection:
        checked.documents = connection.execute(select(func.count()).select_from(DocumentRow)).scalar_one()
        versions = connection.execution_options(stream_results=True, yield_per=10).execute(
            select(VersionRow, DocumentRow.path)
            .join(DocumentRow, VersionRow.document_id == DocumentRow.id)
            .order_by(VersionRow.id)
        )
        for version in versions:
            checked.versions += 1
            _check_version(connection, version, checked)
        _check_decided_names(connection, checked)
        checked.problems.extend(check_links(connection))
        _check_sqlite(connection, checked)
    _check_full_text(engine, checked)
    return checked


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


def _check_version(connection: Connection, version: Row[*tuple[Any, ...]], checked: Checked) -> None:
    words: str = version.text
    if hashlib.sha256(words.encode()).hexdigest() != version.text_sha256:
        checked.wrong(version.path, f"the text of version {version.number} is not the text that was read")
    _check_blocks(connection, version, checked)
    rows = connection.execute(
        select(
            StatementRow.id,
            StatementRow.uid,
            StatementRow.text,
            StatementRow.nested_in,
            SpanRow.role,
            SpanRow.start,
            SpanRow.end,
            SpanRow.exact,
            SpanRow.prefix,
            SpanRow.suffix,
        )
        .join(ExtractionRow, StatementRow.extraction_id == ExtractionRow.id)
        .outerjoin(SpanRow, SpanRow.statement_id == StatementRow.id)
        .where(ExtractionRow.version_id == version.id)
        .order_by(StatementRow.id, SpanRow.role, SpanRow.ord)
    )
    for _, group in groupby(rows, key=attrgetter("id")):
        spans = list(group)
        checked.statements += 1
        where = f"{version.path} {spans[0].uid}"
        for what in _wrong_in_statement(spans, words, version.sha256):
            checked.wrong(where, what)
        checked.spans += sum(row.role is not None for row in spans)


def _wrong_in_statement(rows: list[Row[*tuple[Any, ...]]], words: str, sha256: str) -> Iterator[str]:
    first = rows[0]
    content = tuple(Span(row.start, row.end) for row in rows if row.role == CONTENT)
    if not content:
        yield "it has no span"
        return
    for row in rows:
        if words[row.start : row.end] != row.exact or not row.start < row.end:
            yield f"the words at its {row.role} span {row.start}-{row.end} are not the document's"
        elif row.prefix is not None and words[max(0, row.start - CONTEXT) : row.start] != row.prefix:
            yield f"the words before its {row.role} span {row.start}-{row.end} are not the document's"
        elif row.suffix is not None and words[row.end : row.end + CONTEXT] != row.suffix:
            yield f"the words after its {row.role} span {row.start}-{row.end} are not the document's"
    if first.text != joined(words, content):
        yield "its text is not the words at its spans"
    if first.uid != statement_id(sha256, content, first.nested_in):
        yield "its id is not that of its document, spans and nesting"


def _check_blocks(connection: Connection, version: Row[*tuple[Any, ...]], checked: Checked) -> None:
    blocks = connection.execute(
        select(BlockRow.start, BlockRow.end).where(BlockRow.version_id == version.id).order_by(BlockRow.ord)
    )
    before = 0
    for start, end in blocks:
        if not before <= start <= end <= len(version.text):
            checked.wrong(version.path, f"the block {start}-{end} is out of order, or beyond the text")
        before = end


def _check_decided_names(connection: Connection, checked: Checked) -> None:
    """Compare whose the names are that people decided on with the decisions."""
    log = decisions.Log.of(connection)
    settled = decisions.settled(connection)
    rows = connection.execute(
        select(DecidedNameRow.name, DecidedNameRow.speaker_id, DecidedNameRow.decision_id)
    )
    looked_up = {name: (speaker_id, decision_id) for name, speaker_id, decision_id in rows}
    for name in sorted({*log.holding, *looked_up}):
        if name not in settled or looked_up.get(name) != settled[name]:
            checked.wrong("speakers", f"the name {name!r} is not that of whom people decided")


def _check_sqlite(connection: Connection, checked: Checked) -> None:
    """What only the database itself can tell."""
    for (message,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if message != "ok":
            checked.wrong("database", message)
    for name, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        checked.wrong("database", f"row {row} of {name} refers to a row of {parent} that is not there")


def _check_full_text(engine: Engine, checked: Checked) -> None:
    # The check is written as an insert, though it changes nothing, and needs the lock of one.
    try:
        with writing(engine) as connection:
            connection.execute(text(_COMPARE_INDEX))
    except SQLError as error:
        code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_CORRUPT:
            checked.wrong("database", "the full-text index is not in step with the statements")
        elif code != sqlite3.SQLITE_READONLY:  # what nobody can write to can't get out of step either
            raise
