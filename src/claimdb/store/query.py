"""Statements out of the database: filtered, sorted, streamed, and one of them in its surroundings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast, get_args

from sqlalchemy import ColumnElement, Connection, Row, SQLColumnExpression, func, select

from claimdb.errors import DatabaseError, FilterError
from claimdb.model import BETWEEN_SPANS, Extractor, Span, Statement
from claimdb.store import decided
from claimdb.store.filters import Sort
from claimdb.store.identity import KIND, NAME, WIKIDATA, with_speakers
from claimdb.store.identity import decided as decided_names
from claimdb.store.parts import FEW, parts
from claimdb.store.record import Record, spans_of
from claimdb.store.tables import (
    CONTENT,
    CUE,
    CURRENT,
    PERSON,
    RULE,
    SENTENCE,
    SOURCE,
    DecidedStatementRow,
    DocumentRow,
    ExtractionRow,
    SpanRow,
    SpeakerRow,
    StatementRow,
    StatementTopicRow,
    TopicRow,
    VersionRow,
    table,
)

BATCH = FEW
"""How many statements are fetched at a time: what a query takes of memory, however many it gives, and as many
as one question for their spans can name."""

Places = dict[tuple[int, str], tuple[list[Span], list[str]]]
"""Spans and their words, in order, by statement and role."""

Topics = defaultdict[tuple[int, str], list[str]]
"""Topics in order, by statement and origin."""

_NOWHERE: tuple[list[Span], list[str]] = ([], [])

_FOUND = table(SpeakerRow).alias("found_speaker")
"""The speaker that the extractor found."""

_EXTRACTOR = (
    ExtractionRow.claimdb_version,
    ExtractionRow.model,
    ExtractionRow.model_version,
    ExtractionRow.config,
)

_RECORD = with_speakers(
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
        NAME.label("speaker"),
        KIND.label("speaker_kind"),
        WIKIDATA.label("wikidata"),
        _FOUND.c.name.label("found"),
        DocumentRow.path,
        DocumentRow.title,
        DocumentRow.author,
        DocumentRow.published,
        DocumentRow.publisher,
        DocumentRow.url,
        VersionRow.sha256,
        decided.STATUS.label("status"),
        DecidedStatementRow.kind.label("decided_kind"),
        DecidedStatementRow.function.label("decided_function"),
        DecidedStatementRow.topics.label("decided_topics"),
        DecidedStatementRow.text.label("decided_text"),
        DecidedStatementRow.spans.label("decided_spans"),
        DecidedStatementRow.note,
        DecidedStatementRow.decision_id,
        *_EXTRACTOR,
    )
    .outerjoin(_FOUND, StatementRow.speaker_id == _FOUND.c.id)
    .join(ExtractionRow, StatementRow.extraction_id == ExtractionRow.id)
    .join(VersionRow, ExtractionRow.version_id == VersionRow.id)
    .join(DocumentRow, VersionRow.document_id == DocumentRow.id)
)


def check_sort(sort: str) -> Sort:
    """``sort``, if it is an order that there is.  Raises ``FilterError``."""
    if sort not in get_args(Sort):
        orders = ", ".join(each for each in get_args(Sort) if not each.startswith("-"))
        raise FilterError(
            f"no order {sort!r}: it is one of {orders}, or one of these with a hyphen before it"
        )
    return cast("Sort", sort)


def records(
    connection: Connection,
    conditions: Sequence[ColumnElement[bool]],
    *,
    sort: Sort,
    limit: int | None,
    origins: bool = False,
) -> Iterator[Record]:
    """The statements that meet the conditions, streamed; with ``origins`` each with its ``origin``."""
    asked = _RECORD.where(CURRENT, *conditions).order_by(*_order(sort)).limit(limit)
    rows = connection.execution_options(stream_results=True, yield_per=BATCH).execute(asked)
    batches = (([row[0] for row in batch], _records(connection, batch)) for batch in rows.partitions())
    if origins:
        from claimdb.store.origins import with_origins

        yield from with_origins(connection, batches)
        return
    for _, found in batches:
        yield from found


def of_extraction(connection: Connection, extraction_id: int) -> list[Record]:
    """The statements of one extraction as it found them, whether it counts or not, in their order."""
    asked = _RECORD.where(StatementRow.extraction_id == extraction_id).order_by(StatementRow.id)
    batches = connection.execute(asked).partitions(BATCH)
    owners = decided_names(connection)
    return [_as_found(record, owners) for batch in batches for record in _records(connection, batch)]


def _as_found(record: Record, owners: Mapping[str, str]) -> Record:
    """The record without what people decided on the statement; who is who stays as they decided."""
    if record.decision is None:
        return record
    found = record.found_speaker
    statement = replace(
        record.statement,
        speaker=None if found is None else owners.get(found, found),
        text=record.found_text,
        spans=record.found_spans,
        kind=record.found_kind,
        function=record.found_function,
        topics=record.found_topics,
    )
    return replace(record, statement=statement)


def numbered(connection: Connection, numbers: Sequence[int]) -> dict[int, Record]:
    """Statements by the numbers of their rows."""
    found: dict[int, Record] = {}
    for some in parts(numbers):
        rows = connection.execute(_RECORD.where(StatementRow.id.in_(some)).order_by(StatementRow.id)).all()
        found.update(zip((row.id for row in rows), _records(connection, rows), strict=True))
    return found


def single(connection: Connection, number: int) -> Record:
    """The statement of the row with that number."""
    rows = connection.execute(_RECORD.where(StatementRow.id == number))
    return next(_records(connection, [rows.one()]))


def count(connection: Connection, conditions: Sequence[ColumnElement[bool]]) -> int:
    """How many statements meet the conditions."""
    counted = select(func.count()).select_from(StatementRow).join(DocumentRow, CURRENT)
    return connection.execute(counted.where(*conditions)).scalar_one()


# ----------------------------------------------------------------------------- rows to records


def _records(connection: Connection, rows: Sequence[Row[*tuple[Any, ...]]]) -> Iterator[Record]:
    """Records of rows, what belongs to them fetched for all of them at once."""
    numbers = [row[0] for row in rows]
    places = _places(connection, numbers)
    topics = _topics(connection, numbers)
    extractors: dict[tuple[str, ...], Extractor] = {}
    for row in rows:
        key = row[-len(_EXTRACTOR) :]
        if key not in extractors:
            extractors[key] = Extractor(*key)
        yield _record(row, places, topics, extractors[key])


def _places(connection: Connection, numbers: Sequence[int]) -> Places:
    found: Places = defaultdict(lambda: ([], []))
    rows = connection.execute(
        select(SpanRow.statement_id, SpanRow.role, SpanRow.start, SpanRow.end, SpanRow.exact)
        .where(SpanRow.statement_id.in_(numbers))
        .order_by(SpanRow.statement_id, SpanRow.role, SpanRow.ord)
    )
    for number, role, start, end, exact in rows:
        spans, words = found[number, role]
        spans.append(Span(start, end))
        words.append(exact)
    return found


def _topics(connection: Connection, numbers: Sequence[int]) -> Topics:
    found: Topics = defaultdict(list)
    rows = connection.execute(
        select(StatementTopicRow.statement_id, StatementTopicRow.origin, TopicRow.name)
        .join(TopicRow, StatementTopicRow.topic_id == TopicRow.id)
        .where(StatementTopicRow.statement_id.in_(numbers))
        .order_by(StatementTopicRow.statement_id, StatementTopicRow.ord)
    )
    for number, origin, name in rows:
        found[number, origin].append(name)
    return found


def _record(row: Row[*tuple[Any, ...]], places: Places, topics: Topics, extractor: Extractor) -> Record:
    # In the order of the columns above: a query of many rows feels every look-up by name.
    (
        number,
        uid,
        kind,
        function,
        text,
        via,
        addressee,
        section,
        timestamp,
        attribution,
        nested_in,
        confidence,
        evidence,
        speaker,
        speaker_kind,
        wikidata,
        found,
        path,
        title,
        author,
        published,
        publisher,
        url,
        sha256,
        status,
        decided_kind,
        decided_function,
        decided_topics,
        decided_text,
        decided_spans,
        note,
        decision,
        *_,
    ) = row
    content = tuple(places[number, CONTENT][0])
    if not content:
        raise DatabaseError(f"statement {uid} of {path} has no words: damaged; claimdb verify tells the rest")
    found_topics = tuple(topics[number, RULE])
    sources, mention = places.get((number, SOURCE), _NOWHERE)
    cues, cue = places.get((number, CUE), _NOWHERE)
    sentences, sentence = places.get((number, SENTENCE), _NOWHERE)
    statement = Statement(
        id=uid,
        document=path,
        kind=decided_kind or kind,
        spans=_decided(decided_spans, uid, path) if decided_spans else content,
        text=decided_text or text,
        speaker=speaker,
        speaker_kind=speaker_kind,
        source_spans=tuple(sources),
        cue_spans=tuple(cues),
        via=via,
        addressee=addressee,
        function=decided_function or function,
        topics=tuple(topics[number, PERSON]) if decided_topics else found_topics,
        section=section,
        timestamp=timestamp,
        attribution=attribution,
        nested_in=nested_in,
        confidence=confidence,
        evidence=evidence,
        sentence_spans=tuple(sentences) or content,
    )
    return Record(
        statement=statement,
        title=title,
        author=author,
        published=published,
        publisher=publisher,
        url=url,
        sha256=sha256,
        wikidata=wikidata,
        found_speaker=found,
        mention=BETWEEN_SPANS.join(mention) or None,
        cue=BETWEEN_SPANS.join(cue) or None,
        sentence=BETWEEN_SPANS.join(sentence) or text,
        extractor=extractor,
        status=status,
        note=note,
        found_text=text,
        found_spans=content,
        found_kind=kind,
        found_function=function,
        found_topics=found_topics,
        decision=decision,
    )


def _decided(spans: str, uid: str, path: str) -> tuple[Span, ...]:
    try:
        return spans_of(spans)
    except ValueError:
        raise DatabaseError(
            f"statement {uid} of {path} has unreadable spans ({spans[:20]!r}): damaged; "
            "claimdb verify --fix works them out again"
        ) from None


def _order(sort: Sort) -> list[ColumnElement[Any]]:
    key = sort.removeprefix("-")
    down = sort.startswith("-")
    in_place: list[ColumnElement[Any]] = [DocumentRow.path.asc(), StatementRow.id.asc()]
    if key == "document":
        return [DocumentRow.path.desc(), StatementRow.id.asc()] if down else in_place
    keys: dict[str, SQLColumnExpression[Any]] = {
        "confidence": StatementRow.confidence,
        "date": DocumentRow.published,
        "speaker": NAME,
    }
    by = keys[key]
    # What has no date or no speaker comes last in either direction.
    return [by.is_(None).asc(), by.desc() if down else by.asc(), *in_place]
