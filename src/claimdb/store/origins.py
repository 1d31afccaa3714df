"""Origins of statements out of the database, for exports that tell their provenance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import cast

from sqlalchemy import Connection, and_, select
from sqlalchemy.orm import aliased

from claimdb.model import DocumentKind, SpeakerKind
from claimdb.store import reviews
from claimdb.store.anchors import quote
from claimdb.store.decisions import SPEAKER, Log
from claimdb.store.judgements import STATEMENT, text_of
from claimdb.store.origin import Decision, Origin, Quote, Version
from claimdb.store.originals import originals
from claimdb.store.record import Record
from claimdb.store.records import StatementDecision
from claimdb.store.tables import (
    CONTENT,
    CUE,
    SOURCE,
    DocumentRow,
    ExtractionRow,
    PlacedDecisionRow,
    SpanRow,
    SpeakerRow,
    StatementRow,
    VersionRow,
)

Extracted = dict[int, tuple[Version, str]]
"""The version that an extraction is of, and when it was made, by the extraction's row."""

Quotes = defaultdict[tuple[int, str], list[Quote]]
"""By statement and role, in order."""


def with_origins(
    connection: Connection, batches: Iterable[tuple[Sequence[int], Iterable[Record]]]
) -> Iterator[Record]:
    """Records with their origins; a batch is the rows' numbers and the records made of them."""
    log = Log.of(connection)
    extracted: Extracted = {}
    for numbers, records in batches:
        own_words = originals(connection, numbers)
        found = _found(connection, numbers)
        unknown = {extraction for extraction, _ in found.values()} - extracted.keys()
        if unknown:
            extracted |= _extracted(connection, sorted(unknown))
        quotes = _quotes(connection, numbers)
        reviewed = _reviewed(connection, numbers)
        for number, record in zip(numbers, records, strict=True):
            extraction, speaker_kind = found[number]
            version, made_at = extracted[extraction]
            origin = Origin(
                version=version,
                extracted_at=made_at,
                content=_content(connection, extraction, record, quotes[number, CONTENT]),
                sources=tuple(quotes[number, SOURCE]),
                originals=own_words.get(number, ()),
                cues=tuple(quotes[number, CUE]),
                found_speaker_kind=speaker_kind,
                decisions=tuple(_decisions(log, record, reviewed[record.statement.id])),
            )
            yield replace(record, origin=origin)


def _found(connection: Connection, numbers: Sequence[int]) -> dict[int, tuple[int, SpeakerKind | None]]:
    """The extraction that found each statement, and of which kind the speaker is that it found."""
    asked = select(StatementRow.id, StatementRow.extraction_id, SpeakerRow.kind)
    asked = asked.outerjoin(SpeakerRow, StatementRow.speaker_id == SpeakerRow.id)
    rows = connection.execute(asked.where(StatementRow.id.in_(numbers)))
    return {number: (extraction, cast("SpeakerKind | None", kind)) for number, extraction, kind in rows}


def _extracted(connection: Connection, extractions: Sequence[int]) -> Extracted:
    before = aliased(VersionRow)
    rows = connection.execute(
        select(
            ExtractionRow.id,
            ExtractionRow.made_at,
            VersionRow.number,
            before.sha256.label("revises"),
            DocumentRow.kind,
            DocumentRow.language,
            VersionRow.reader,
            VersionRow.encoding,
            VersionRow.text_sha256,
        )
        .join(VersionRow, ExtractionRow.version_id == VersionRow.id)
        .join(DocumentRow, VersionRow.document_id == DocumentRow.id)
        .outerjoin(
            before,
            and_(before.document_id == VersionRow.document_id, before.number == VersionRow.number - 1),
        )
        .where(ExtractionRow.id.in_(extractions))
    )
    return {
        row.id: (
            Version(
                number=row.number,
                revises=row.revises,
                kind=cast("DocumentKind", row.kind),
                language=row.language,
                reader=row.reader,
                encoding=row.encoding,
                text_sha256=row.text_sha256,
            ),
            row.made_at,
        )
        for row in rows
    }


def _quotes(connection: Connection, numbers: Sequence[int]) -> Quotes:
    found: Quotes = defaultdict(list)
    rows = connection.execute(
        select(
            SpanRow.statement_id,
            SpanRow.role,
            SpanRow.start,
            SpanRow.end,
            SpanRow.exact,
            SpanRow.prefix,
            SpanRow.suffix,
        )
        .where(SpanRow.statement_id.in_(numbers), SpanRow.role.in_((CONTENT, SOURCE, CUE)))
        .order_by(SpanRow.statement_id, SpanRow.role, SpanRow.ord)
    )
    for number, role, start, end, exact, prefix, suffix in rows:
        found[number, role].append(Quote(start, end, exact, prefix or "", suffix or ""))
    return found


def _content(
    connection: Connection, extraction: int, record: Record, found: Sequence[Quote]
) -> tuple[Quote, ...]:
    """The words that count: those that were found, or those that somebody said it has."""
    spans = record.statement.spans
    if spans == record.found_spans:
        return tuple(found)
    asked = select(ExtractionRow.version_id).where(ExtractionRow.id == extraction)
    text = text_of(connection, connection.execute(asked).scalar_one())
    return tuple(quote(text, span) for span in spans)


def _reviewed(
    connection: Connection, numbers: Sequence[int]
) -> defaultdict[str | None, list[StatementDecision]]:
    """The decisions on statements that hold, by the id of the statement."""
    made: defaultdict[str | None, list[StatementDecision]] = defaultdict(list)
    for each in reviews.listed(connection, PlacedDecisionRow.statement_id.in_(numbers)):
        if each.undone_at is None:
            made[each.now].append(each)
    return made


def _decisions(log: Log, record: Record, reviewed: Sequence[StatementDecision]) -> Iterator[Decision]:
    """The decisions that lead from what was found to what counts."""
    found = record.found_speaker
    for each in reviewed:
        yield _on_statement(each)
        found = each.value if each.verdict == "speaker" else found
    # A description may be spelled like a name that was decided on, and is nobody's all the same.
    if found is None or found == record.statement.speaker:
        return
    for passed in log.way(found):
        row = log.holding.get(passed)
        if row is not None:
            yield Decision(SPEAKER, row.subject_id, row.verdict, row.value, row.note, row.person, row.made_at)


def _on_statement(decided: StatementDecision) -> Decision:
    return Decision(
        STATEMENT,
        decided.statement,
        decided.verdict,
        decided.value,
        decided.note,
        decided.person,
        decided.made_at,
    )
