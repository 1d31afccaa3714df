"""Origins of statements out of the database, for exports that tell their provenance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import cast

from sqlalchemy import Connection, and_, select
from sqlalchemy.orm import aliased

from claimdb.model import DocumentKind, SpeakerKind
from claimdb.store.decisions import SPEAKER, Log
from claimdb.store.origin import Decision, Origin, Quote, Version
from claimdb.store.originals import originals
from claimdb.store.record import Record
from claimdb.store.tables import (
    CONTENT,
    CUE,
    SOURCE,
    DocumentRow,
    ExtractionRow,
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
        for number, record in zip(numbers, records, strict=True):
            extraction, speaker_kind = found[number]
            version, made_at = extracted[extraction]
            origin = Origin(
                version=version,
                extracted_at=made_at,
                content=tuple(quotes[number, CONTENT]),
                sources=tuple(quotes[number, SOURCE]),
                originals=own_words.get(number, ()),
                cues=tuple(quotes[number, CUE]),
                found_speaker_kind=speaker_kind,
                decisions=tuple(_decisions(log, record)),
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


def _decisions(log: Log, record: Record) -> Iterator[Decision]:
    """The decisions that lead from the speaker who was found to the one whose the statement is."""
    name, speaker = record.found_speaker, record.statement.speaker
    # A description may be spelled like a name that was decided on, and is nobody's all the same.
    if name is None or name == speaker:
        return
    for passed in log.way(name):
        row = log.holding.get(passed)
        if row is not None:
            yield Decision(SPEAKER, row.subject_id, row.verdict, row.value, row.note, row.person, row.made_at)
