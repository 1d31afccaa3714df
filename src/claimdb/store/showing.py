"""One statement in its surroundings, with all that is known of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from sqlalchemy import Connection, select

from claimdb.model import Role, Statement
from claimdb.store import lookup, query, reviews
from claimdb.store.overview import document_records
from claimdb.store.records import Passage, Shown
from claimdb.store.tables import CURRENT, BlockRow, DocumentRow, ExtractionRow, StatementRow, VersionRow


def show(connection: Connection, uid: str) -> Shown:
    """One statement in its surroundings; ``uid`` may be the beginning of an id.

    Raises ``NotFoundError`` when there is none, ``AmbiguousError`` when several begin so, and
    ``FilterError`` for what can be no id.
    """
    number, version_id = lookup.statement(connection, uid.strip().casefold())
    record = query.single(connection, number)
    known = select(ExtractionRow.made_at, CURRENT.label("current")).join_from(
        StatementRow, ExtractionRow, StatementRow.extraction_id == ExtractionRow.id
    )
    known = known.join(VersionRow, ExtractionRow.version_id == VersionRow.id)
    known = known.join(DocumentRow, VersionRow.document_id == DocumentRow.id)
    extraction = connection.execute(known.where(StatementRow.id == number)).one()
    (document,) = document_records(connection, DocumentRow.path == record.document)
    return Shown(
        record=record,
        document=document,
        passages=tuple(_passages(connection, version_id, record.statement)),
        extracted_at=extraction.made_at,
        current=bool(extraction.current),
        decisions=tuple(reviews.on_statement(connection, number)),
    )


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
            until=block.until,
        )
