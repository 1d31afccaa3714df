"""Statements out of the database: filtered, sorted, streamed, and one of them in its surroundings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, cast, get_args

from sqlalchemy import ColumnElement, Connection, Row, SQLColumnExpression, func, select

from claimdb.errors import AmbiguousError, FilterError, NotFoundError
from claimdb.model import BETWEEN_SPANS, Extractor, Role, Span, Statement
from claimdb.store.filters import Sort
from claimdb.store.records import Passage, Record, Shown
from claimdb.store.tables import (
    CONTENT,
    CUE,
    SENTENCE,
    SOURCE,
    BlockRow,
    DocumentRow,
    ExtractionRow,
    SpanRow,
    SpeakerRow,
    StatementRow,
    StatementTopicRow,
    TopicRow,
    VersionRow,
)

BATCH = 500
"""How many statements are fetched at a time: what a query takes of memory, however many it gives."""

SHORTEST_PREFIX = 4
"""How many characters of an id ``show`` needs at least."""

Spans = dict[str, list[tuple[Span, str]]]
"""The spans of a statement with their words, by role, in order."""

_RECORD = (
    select(
        StatementRow.id,
        StatementRow.uid,
        StatementRow.kind,
        StatementRow.function,
        StatementRow.text,
        StatementRow.via,
        StatementRow.addressee,
        StatementRow.section,
        StatementRow.timestamp,
        StatementRow.attribution,
        StatementRow.nested_in,
        StatementRow.confidence,
        StatementRow.evidence,
        SpeakerRow.name.label("speaker"),
        SpeakerRow.kind.label("speaker_kind"),
        SpeakerRow.wikidata,
        DocumentRow.path,
        DocumentRow.title,
        DocumentRow.author,
        DocumentRow.published,
        DocumentRow.publisher,
        DocumentRow.url,
        VersionRow.sha256,
        ExtractionRow.claimdb_version,
        ExtractionRow.model,
        ExtractionRow.model_version,
        ExtractionRow.config,
    )
    .join(ExtractionRow, StatementRow.extraction_id == ExtractionRow.id)
    .join(VersionRow, ExtractionRow.version_id == VersionRow.id)
    .join(DocumentRow, VersionRow.document_id == DocumentRow.id)
    .outerjoin(SpeakerRow, StatementRow.speaker_id == SpeakerRow.id)
)

_CURRENT = DocumentRow.extraction_id == StatementRow.extraction_id


def check_sort(sort: str) -> Sort:
    """``sort``, if it is an order that there is.  Raises ``FilterError``."""
    if sort not in get_args(Sort):
        orders = ", ".join(each for each in get_args(Sort) if not each.startswith("-"))
        raise FilterError(
            f"no order {sort!r}: it is one of {orders}, or one of these with a hyphen before it"
        )
    return cast("Sort", sort)


def records(
    connection: Connection, conditions: Sequence[ColumnElement[bool]], *, sort: Sort, limit: int | None
) -> Iterator[Record]:
    """The statements that meet the conditions, streamed."""
    asked = _RECORD.where(_CURRENT, *conditions).order_by(*_order(sort)).limit(limit)
    rows = connection.execution_options(stream_results=True, yield_per=BATCH).execute(asked)
    for batch in rows.partitions():
        yield from _records(connection, batch)


def count(connection: Connection, conditions: Sequence[ColumnElement[bool]]) -> int:
    """How many statements meet the conditions."""
    counted = (
        select(func.count())
        .select_from(StatementRow)
        .join(DocumentRow, _CURRENT)
        .outerjoin(SpeakerRow, StatementRow.speaker_id == SpeakerRow.id)
    )
    return connection.execute(counted.where(*conditions)).scalar_one()


def show(connection: Connection, uid: str) -> Shown:
    """One statement in its surroundings; ``uid`` may be the beginning of an id.

    Raises ``NotFoundError`` when there is none, and ``AmbiguousError`` when several begin so.
    """
    from claimdb.store.overview import document_records  # what only this needs shall not slow down queries

    number, version_id = _find(connection, uid.strip().casefold())
    row = connection.execute(_RECORD.where(StatementRow.id == number)).one()
    (record,) = _records(connection, [row])
    known = select(ExtractionRow.made_at, _CURRENT.label("current")).join_from(
        StatementRow, ExtractionRow, StatementRow.extraction_id == ExtractionRow.id
    )
    known = known.join(VersionRow, ExtractionRow.version_id == VersionRow.id)
    known = known.join(DocumentRow, VersionRow.document_id == DocumentRow.id)
    extraction = connection.execute(known.where(StatementRow.id == number)).one()
    (document,) = document_records(connection, DocumentRow.path == row.path)
    return Shown(
        record=record,
        document=document,
        passages=tuple(_passages(connection, version_id, record.statement)),
        extracted_at=extraction.made_at,
        current=bool(extraction.current),
    )


# ----------------------------------------------------------------------------- rows to records


def _records(connection: Connection, rows: Sequence[Row[*tuple[Any, ...]]]) -> Iterator[Record]:
    """Records of rows, what belongs to them fetched for all of them at once."""
    numbers = [row.id for row in rows]
    spans = _spans(connection, numbers)
    topics = _topics(connection, numbers)
    for row in rows:
        yield _record(row, spans[row.id], tuple(topics[row.id]))


def _spans(connection: Connection, numbers: Sequence[int]) -> defaultdict[int, Spans]:
    found: defaultdict[int, Spans] = defaultdict(lambda: defaultdict(list))
    rows = connection.execute(
        select(SpanRow.statement_id, SpanRow.role, SpanRow.start, SpanRow.end, SpanRow.exact)
        .where(SpanRow.statement_id.in_(numbers))
        .order_by(SpanRow.statement_id, SpanRow.role, SpanRow.ord)
    )
    for number, role, start, end, exact in rows:
        found[number][role].append((Span(start, end), exact))
    return found


def _topics(connection: Connection, numbers: Sequence[int]) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    rows = connection.execute(
        select(StatementTopicRow.statement_id, TopicRow.name)
        .join(TopicRow, StatementTopicRow.topic_id == TopicRow.id)
        .where(StatementTopicRow.statement_id.in_(numbers))
        .order_by(StatementTopicRow.statement_id, StatementTopicRow.ord)
    )
    for number, name in rows:
        found[number].append(name)
    return found


def _record(row: Row[*tuple[Any, ...]], spans: Spans, topics: tuple[str, ...]) -> Record:
    content = _places(spans, CONTENT)
    statement = Statement(
        id=row.uid,
        document=row.path,
        kind=row.kind,
        spans=content,
        text=row.text,
        speaker=row.speaker,
        speaker_kind=row.speaker_kind,
        source_spans=_places(spans, SOURCE),
        cue_spans=_places(spans, CUE),
        via=row.via,
        addressee=row.addressee,
        function=row.function,
        topics=topics,
        section=row.section,
        timestamp=row.timestamp,
        attribution=row.attribution,
        nested_in=row.nested_in,
        confidence=row.confidence,
        evidence=row.evidence,
        sentence_spans=_places(spans, SENTENCE) or content,
    )
    return Record(
        statement=statement,
        title=row.title,
        author=row.author,
        published=row.published,
        publisher=row.publisher,
        url=row.url,
        sha256=row.sha256,
        wikidata=row.wikidata,
        mention=_words(spans, SOURCE),
        cue=_words(spans, CUE),
        sentence=_words(spans, SENTENCE) or row.text,
        extractor=Extractor(row.claimdb_version, row.model, row.model_version, row.config),
    )


def _places(spans: Spans, role: str) -> tuple[Span, ...]:
    return tuple(span for span, _ in spans.get(role, ()))


def _words(spans: Spans, role: str) -> str | None:
    return BETWEEN_SPANS.join(words for _, words in spans.get(role, ())) or None


def _order(sort: Sort) -> list[ColumnElement[Any]]:
    key = sort.removeprefix("-")
    down = sort.startswith("-")
    in_place: list[ColumnElement[Any]] = [DocumentRow.path.asc(), StatementRow.id.asc()]
    if key == "document":
        return [DocumentRow.path.desc(), StatementRow.id.asc()] if down else in_place
    by: SQLColumnExpression[Any]
    if key == "confidence":
        by = StatementRow.confidence
    else:
        by = DocumentRow.published if key == "date" else SpeakerRow.name
    # What has no date or no speaker comes last in either direction.
    return [by.is_(None).asc(), by.desc() if down else by.asc(), *in_place]


# ----------------------------------------------------------------------------------- one of them


def _find(connection: Connection, uid: str) -> tuple[int, int]:
    """The row of the statement whose id begins with ``uid``, and its version; current ones first."""
    if not re.fullmatch(r"[0-9a-f]*", uid):
        raise NotFoundError(f"{uid!r} is no id: ids are made of the digits 0 to 9 and a to f")
    if len(uid) < SHORTEST_PREFIX:
        raise NotFoundError(f"{uid!r} is too short for an id: give at least {SHORTEST_PREFIX} characters")
    # The first id that no longer begins so: a range, which the index answers, unlike LIKE.
    beyond = uid[:-1] + chr(ord(uid[-1]) + 1)
    found = connection.execute(
        select(StatementRow.id, StatementRow.uid, ExtractionRow.version_id, _CURRENT.label("current"))
        .join(ExtractionRow, StatementRow.extraction_id == ExtractionRow.id)
        .join(VersionRow, ExtractionRow.version_id == VersionRow.id)
        .join(DocumentRow, VersionRow.document_id == DocumentRow.id)
        .where(StatementRow.uid >= uid, StatementRow.uid < beyond)
        .order_by(_CURRENT.desc(), StatementRow.id.desc())
        .limit(100)
    ).all()
    if not found:
        raise NotFoundError(f"no statement {uid!r}; ids stand in the first column of: claimdb query")
    candidates = list(dict.fromkeys(row.uid for row in found))
    current = list(dict.fromkeys(row.uid for row in found if row.current))
    if len(candidates) > 1 and len(current) != 1:
        listed = sorted(current or candidates)[:10]
        raise AmbiguousError(f"{uid!r} begins several ids: {', '.join(listed)}; give more of it", listed)
    return found[0].id, found[0].version_id


def _passages(connection: Connection, version_id: int, statement: Statement) -> Iterator[Passage]:
    text = connection.execute(select(VersionRow.text).where(VersionRow.id == version_id)).scalar_one()
    blocks = connection.execute(
        select(BlockRow).where(BlockRow.version_id == version_id).order_by(BlockRow.ord)
    ).all()
    spans = (*statement.spans, *statement.source_spans, *statement.cue_spans)
    touched = [
        place
        for place, block in enumerate(blocks)
        if any(block.start < end and start < block.end for start, end in spans)
    ]
    if not touched:
        return
    for block in blocks[max(0, touched[0] - 1) : touched[-1] + 2]:
        yield Passage(
            role=cast("Role", block.role),
            start=block.start,
            end=block.end,
            text=text[block.start : block.end],
            label=block.label,
            timestamp=block.timestamp,
        )
