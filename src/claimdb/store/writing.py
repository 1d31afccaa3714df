"""Writing a document with its extraction: one transaction each, whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select, update

from claimdb.model import Corpus, Document, Extraction, Span, Statement
from claimdb.store import known, settling
from claimdb.store.opening import writing
from claimdb.store.records import Progression
from claimdb.store.registering import Registry
from claimdb.store.sealing import of_extraction, places_of
from claimdb.store.tables import (
    SENTENCE,
    BlockRow,
    DocumentRow,
    ExtractionRow,
    SpanRow,
    StatementRow,
    StatementTopicRow,
    VersionRow,
    table,
)

CONTEXT = 32
"""How many characters before and after a span are kept with its words."""

Values = dict[str, Any]


@dataclass(slots=True)
class Writer:
    """Writes documents, one transaction each."""

    engine: Engine
    _registry: Registry = field(default_factory=Registry)

    def write(
        self, document: Document, extraction: Extraction, *, corpus: Corpus, given: str = ""
    ) -> Progression:
        """Write what was read and extracted, unless it is in already; say what became of it.

        ``given``: a digest of the metadata that the corpus file gave for the document.
        """
        try:
            with writing(self.engine) as connection:
                return self._write(connection, document, extraction, corpus, given)
        except BaseException:
            self._registry.forget()
            raise

    def _write(
        self, connection: Connection, document: Document, extraction: Extraction, corpus: Corpus, given: str
    ) -> Progression:
        # Read within the transaction: another process may have written since the caller looked.
        before = known.by_path(connection, [document.path]).get(document.path)
        if before is not None and before.is_of(document.sha256, extraction.extractor, given):
            return "unchanged"
        self._registry.register(connection, corpus)
        document_id = _write_document(connection, document, before)
        version_id = _same_version(connection, document, before)
        if version_id is None:
            version_id = _write_version(connection, document, document_id)
        extraction_id = _write_extraction(connection, extraction, version_id, given)
        self._write_statements(connection, document, extraction.statements, document_id, extraction_id)
        connection.execute(
            update(DocumentRow).where(DocumentRow.id == document_id).values(extraction_id=extraction_id)
        )
        if before is None:
            return "added"
        settling.settle_document(connection, document_id)
        return "re-extracted" if before.sha256 == document.sha256 else "new version"

    # --------------------------------------------------------------------------- statements

    def _write_statements(
        self,
        connection: Connection,
        document: Document,
        statements: Sequence[Statement],
        document_id: int,
        extraction_id: int,
    ) -> None:
        if not statements:
            return
        speakers = self._registry.speaker_ids(connection, set(_speakers_of(statements)), document_id)
        topics = self._registry.topic_ids(connection, {topic for each in statements for topic in each.topics})
        # The transaction holds the lock, so no other process can take the same ids.
        last = connection.execute(select(func.coalesce(func.max(StatementRow.id), 0))).scalar_one()
        numbered = list(enumerate(statements, start=last + 1))
        connection.execute(
            insert(table(StatementRow)),
            [_statement_values(each, number, extraction_id, speakers) for number, each in numbered],
        )
        connection.execute(
            insert(table(SpanRow)),
            [values for number, each in numbered for values in _span_values(each, number, document.text)],
        )
        on_topics = [
            {"statement_id": number, "topic_id": topics[name], "origin": "rule", "ord": place, "score": None}
            for number, each in numbered
            for place, name in enumerate(each.topics)
        ]
        if on_topics:
            connection.execute(insert(table(StatementTopicRow)), on_topics)


def now() -> str:
    """The time, ISO 8601, UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _inserted(
    connection: Connection, row: type[DocumentRow | VersionRow | ExtractionRow], values: Values
) -> int:
    return connection.execute(insert(table(row)).returning(row.id), values).scalar_one()


def _write_document(connection: Connection, document: Document, before: known.Known | None) -> int:
    values: Values = {
        "kind": document.kind,
        "title": document.title,
        "author": document.author,
        "published": document.published,
        "publisher": document.publisher,
        "dateline": document.dateline,
        "url": document.url,
        "language": document.language,
    }
    if before is not None:
        connection.execute(update(DocumentRow).where(DocumentRow.id == before.document_id).values(values))
        return before.document_id
    return _inserted(connection, DocumentRow, values | {"path": document.path, "added_at": now()})


def _same_version(connection: Connection, document: Document, before: known.Known | None) -> int | None:
    """The version that was read just so: also another reader can make another text of the same bytes."""
    if before is None or before.sha256 != document.sha256:
        return None
    latest = (
        select(VersionRow.id, VersionRow.text)
        .join(ExtractionRow, ExtractionRow.version_id == VersionRow.id)
        .where(ExtractionRow.id == before.extraction_id)
    )
    version = connection.execute(latest).one()
    places = select(BlockRow.role, BlockRow.start, BlockRow.end).where(BlockRow.version_id == version.id)
    blocks = [tuple(row) for row in connection.execute(places.order_by(BlockRow.ord))]
    same = version.text == document.text and blocks == [
        (block.role, block.start, block.end) for block in document.blocks
    ]
    return version.id if same else None


def _write_version(connection: Connection, document: Document, document_id: int) -> int:
    # Not their count: an earlier one may have been pruned.
    last = select(func.coalesce(func.max(VersionRow.number), 0)).where(VersionRow.document_id == document_id)
    version_id = _inserted(
        connection,
        VersionRow,
        {
            "document_id": document_id,
            "number": connection.execute(last).scalar_one() + 1,
            "sha256": document.sha256,
            "text_sha256": hashlib.sha256(document.text.encode()).hexdigest(),
            "text": document.text,
            "reader": document.reader,
            "encoding": document.encoding,
            "added_at": now(),
        },
    )
    blocks = [
        {
            "version_id": version_id,
            "ord": place,
            "role": block.role,
            "start": block.start,
            "end": block.end,
            "label": block.label,
            "speaker": block.speaker,
            "timestamp": block.timestamp,
            "until": block.until,
            "section": block.section,
            "continues": block.continues,
        }
        for place, block in enumerate(document.blocks)
    ]
    if blocks:
        connection.execute(insert(table(BlockRow)), blocks)
    return version_id


def _write_extraction(connection: Connection, extraction: Extraction, version_id: int, given: str) -> int:
    extractor = extraction.extractor
    values: Values = {
        "version_id": version_id,
        "claimdb_version": extractor.version,
        "model": extractor.model,
        "model_version": extractor.model_version,
        "config": extractor.config,
        "given": given,
        "made_at": now(),
        "digest": of_extraction(extraction.statements),
    }
    return _inserted(connection, ExtractionRow, values)


def _speakers_of(statements: Iterable[Statement]) -> Iterator[tuple[str, str]]:
    for each in statements:
        if each.speaker is not None:
            yield each.speaker, each.speaker_kind or "person"


def _statement_values(
    each: Statement, number: int, extraction_id: int, speakers: dict[tuple[str, str], int]
) -> Values:
    speaker_id = None if each.speaker is None else speakers[each.speaker, each.speaker_kind or "person"]
    return {
        "id": number,
        "extraction_id": extraction_id,
        "uid": each.id,
        "kind": each.kind,
        "function": each.function,
        "text": each.text,
        "speaker_id": speaker_id,
        "via": each.via,
        "addressee": each.addressee,
        "section": each.section,
        "timestamp": each.timestamp,
        "attribution": each.attribution,
        "nested_in": each.nested_in,
        "confidence": each.confidence,
        "evidence": each.evidence,
    }


def _span_values(each: Statement, number: int, text: str) -> Iterator[Values]:
    # In the order of the primary key, which appends to the table instead of searching it.
    for role, spans in places_of(each):
        yield from _spans(number, role, spans, text, context=role != SENTENCE)


def _spans(
    number: int, role: str, spans: tuple[Span, ...], text: str, *, context: bool = True
) -> Iterator[Values]:
    for place, (start, end) in enumerate(spans):
        yield {
            "statement_id": number,
            "role": role,
            "ord": place,
            "start": start,
            "end": end,
            "exact": text[start:end],
            "prefix": text[max(0, start - CONTEXT) : start] if context else None,
            "suffix": text[end : end + CONTEXT] if context else None,
        }
