"""Quotations in articles, and the transcripts of those who are quoted, out of the database."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, func, select

from claimdb.model import Span
from claimdb.store.identity import KIND, NAME, NAMED, with_speakers
from claimdb.store.judgements import content_spans
from claimdb.store.tables import (
    CONTENT,
    CURRENT,
    BlockRow,
    DocumentRow,
    ExtractionRow,
    SpanRow,
    StatementRow,
    VersionRow,
)

_QUOTING = ("direct", "mixed")


class Turn(NamedTuple):
    """One turn of a transcript."""

    start: int
    end: int
    timestamp: str | None


class Transcript(NamedTuple):
    """What one speaker says in one document."""

    path: str
    published: str | None
    text: str
    turns: tuple[Turn, ...]


class Quoting(NamedTuple):
    """A statement of an article that quotes."""

    uid: str
    kind: str
    speaker: str
    """Their name; empty for those who have none."""
    attribution: str | None
    spans: tuple[Span, ...]


class Article(NamedTuple):
    """A document with those of its statements that quote people were asked for, in order."""

    path: str
    published: str | None
    text: str
    statements: tuple[Quoting, ...]


def speakers(connection: Connection) -> set[str]:
    """Everyone whose own words are in the database, by name."""
    asked = with_speakers(select(NAME).distinct().select_from(StatementRow).join(DocumentRow, CURRENT)).where(
        StatementRow.kind == "turn", KIND.in_(NAMED)
    )
    return set(connection.execute(asked).scalars())


def articles(
    connection: Connection, wanted: Callable[[str], bool], documents: Sequence[int] | None = None
) -> Iterator[Article]:
    """The documents that quote speakers who are wanted, by path; ``documents``: only these."""
    asked = (
        with_speakers(
            select(
                StatementRow.id,
                StatementRow.uid,
                StatementRow.kind,
                StatementRow.attribution,
                StatementRow.nested_in,
                NAME.label("speaker"),
                KIND.label("speaker_kind"),
                DocumentRow.path,
                DocumentRow.published,
                VersionRow.id.label("version"),
            ).select_from(StatementRow)
        )
        .join(DocumentRow, CURRENT)
        .join(ExtractionRow, StatementRow.extraction_id == ExtractionRow.id)
        .join(VersionRow, ExtractionRow.version_id == VersionRow.id)
        .order_by(DocumentRow.path, StatementRow.id)
    )
    if documents is not None:
        asked = asked.where(DocumentRow.id.in_(documents))
    for path, group in groupby(connection.execute(asked).all(), key=lambda row: row.path):
        rows = list(group)
        quoting = [row for row in _quoting(rows) if wanted(_named(row))]
        if quoting:
            spans = content_spans(connection, [row.id for row in quoting])
            statements = [
                Quoting(row.uid, row.kind, _named(row), row.attribution, spans[row.id]) for row in quoting
            ]
            yield Article(
                path,
                rows[0].published,
                _text(connection, rows[0].version),
                tuple(sorted(statements, key=lambda each: each.spans)),
            )


def _quoting(rows: Sequence[Row[*tuple[Any, ...]]]) -> Iterator[Row[*tuple[Any, ...]]]:
    """Those that quote, not in words that are themselves quoted or said in a transcript."""
    kinds = {row.uid: (row.kind, row.nested_in) for row in rows}
    for row in rows:
        outer, inside = row.nested_in, False
        while outer in kinds and not inside:
            inside = kinds[outer][0] in ("direct", "turn")
            outer = kinds[outer][1]
        if row.kind in _QUOTING and not inside:
            yield row


def _named(row: Row[*tuple[Any, ...]]) -> str:
    return row.speaker if row.speaker_kind in NAMED else ""


def _text(connection: Connection, version: int) -> str:
    return connection.execute(select(VersionRow.text).where(VersionRow.id == version)).scalar_one()


def transcripts(connection: Connection, speaker: str) -> list[Transcript]:
    """What the speaker says in the transcripts of the database, by path."""
    asked = (
        with_speakers(
            select(
                DocumentRow.path,
                DocumentRow.published,
                ExtractionRow.version_id,
                func.min(SpanRow.start).label("start"),
            ).select_from(StatementRow)
        )
        .join(DocumentRow, CURRENT)
        .join(ExtractionRow, StatementRow.extraction_id == ExtractionRow.id)
        .join(SpanRow, SpanRow.statement_id == StatementRow.id)
        .where(SpanRow.role == CONTENT, StatementRow.kind == "turn", NAME.in_([speaker]), KIND.in_(NAMED))
        .group_by(StatementRow.id, DocumentRow.path, DocumentRow.published, ExtractionRow.version_id)
        .order_by(DocumentRow.path, StatementRow.id)
    )
    found = []
    for path, group in groupby(connection.execute(asked).all(), key=lambda row: row.path):
        rows = list(group)
        turns = _turns(connection, rows[0].version_id, [row.start for row in rows])
        found.append(Transcript(path, rows[0].published, _text(connection, rows[0].version_id), turns))
    return found


def _turns(connection: Connection, version: int, starts: Sequence[int]) -> tuple[Turn, ...]:
    """The turns that statements begin in."""
    turns = [
        Turn(*row)
        for row in connection.execute(
            select(BlockRow.start, BlockRow.end, BlockRow.timestamp)
            .where(BlockRow.version_id == version, BlockRow.role == "turn")
            .order_by(BlockRow.start)
        )
    ]
    firsts = [turn.start for turn in turns]
    places = {bisect_right(firsts, start) - 1 for start in starts}
    return tuple(turns[place] for place in sorted(places) if place >= 0)
