"""Writing a document with its extraction: one transaction each, whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, insert, select, update

from claimdb.model import Corpus, Document, Extraction, Extractor, Span, Speaker, Statement
from claimdb.store import settling
from claimdb.store.opening import writing
from claimdb.store.parts import parts
from claimdb.store.records import Progression
from claimdb.store.sealing import of_extraction, places_of
from claimdb.store.tables import (
    SENTENCE,
    AliasRow,
    BlockRow,
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

CONTEXT = 32
"""How many characters before and after a span are kept with its words."""

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Known:
    """The state of a document in the database: enough to tell whether there is anything to do."""

    document_id: int
    path: str
    sha256: str
    extraction_id: int
    extractor: Extractor
    given: str

    def is_of(self, sha256: str, extractor: Extractor, given: str) -> bool:
        """Whether an extraction of these bytes, by this extractor, with this metadata is what is in."""
        return (self.sha256, self.extractor, self.given) == (sha256, extractor, given)


def known_paths(connection: Connection, paths: Sequence[str]) -> dict[str, Known]:
    """The documents at ``paths``, as far as they are in, by path."""
    rows = (
        row for some in parts(paths) for row in connection.execute(_KNOWN.where(DocumentRow.path.in_(some)))
    )
    return {row.path: _known(row) for row in rows}


def known_bytes(connection: Connection, digests: Sequence[str]) -> dict[str, Known]:
    """The documents whose latest version has the bytes of one of ``digests``, by digest."""
    rows = (
        row
        for some in parts(digests)
        for row in connection.execute(_KNOWN.where(VersionRow.sha256.in_(some)))
    )
    known: dict[str, Known] = {}
    for row in rows:
        known.setdefault(row.sha256, _known(row))
    return known


def move(engine: Engine, document_id: int, path: str) -> None:
    """Say that the file of a document is at ``path`` now."""
    with writing(engine) as connection:
        connection.execute(update(DocumentRow).where(DocumentRow.id == document_id).values(path=path))


@dataclass(slots=True)
class Writer:
    """Writes documents, one transaction each; remembers the ids of speakers and topics between them."""

    engine: Engine
    _speakers: dict[tuple[str, str], int] = field(default_factory=dict)
    _topics: dict[str, int] = field(default_factory=dict)
    _corpora: set[str] = field(default_factory=set)

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
            # The rows behind the remembered ids may have been rolled back.
            self._speakers.clear()
            self._topics.clear()
            self._corpora.clear()
            raise

    def _write(
        self, connection: Connection, document: Document, extraction: Extraction, corpus: Corpus, given: str
    ) -> Progression:
        # Read within the transaction: another process may have written since the caller looked.
        before = known_paths(connection, [document.path]).get(document.path)
        if before is not None and before.is_of(document.sha256, extraction.extractor, given):
            return "unchanged"
        self._register(connection, corpus)
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

    # ------------------------------------------------------------------ speakers and topics

    def _register(self, connection: Connection, corpus: Corpus) -> None:
        """See to it that the speakers and topics of the corpus file are in the registry."""
        if corpus.digest in self._corpora:
            return
        ids = self._speaker_ids(connection, {(speaker.name, speaker.kind) for speaker in corpus.speakers}, 0)
        for speaker in corpus.speakers:
            speaker_id = ids[speaker.name, speaker.kind]
            if speaker.wikidata is not None:
                connection.execute(
                    update(SpeakerRow).where(SpeakerRow.id == speaker_id).values(wikidata=speaker.wikidata)
                )
            _write_aliases(connection, speaker_id, speaker)
        self._topic_ids(connection, {topic.name for topic in corpus.topics})
        for topic in corpus.topics:
            if topic.label is not None:
                connection.execute(
                    update(TopicRow).where(TopicRow.name == topic.name).values(label=topic.label)
                )
        self._corpora.add(corpus.digest)

    def _speaker_ids(
        self, connection: Connection, wanted: set[tuple[str, str]], document_id: int
    ) -> dict[tuple[str, str], int]:
        """The ids of speakers by name and kind, new ones written; unnamed ones are the document's own."""
        own = {key for key in wanted if key[1] == "unnamed"}
        shared = wanted - own
        new = shared - self._speakers.keys()
        if new:
            self._speakers |= _ids_of_speakers(connection, new, None)
        found = {key: self._speakers[key] for key in shared}
        return found | _ids_of_speakers(connection, own, document_id) if own else found

    def _topic_ids(self, connection: Connection, wanted: set[str]) -> dict[str, int]:
        """The ids of topics by name, new ones written."""
        new = sorted(wanted - self._topics.keys())
        for some in parts(new):
            found = select(TopicRow.name, TopicRow.id).where(TopicRow.name.in_(some))
            there = {name for name, _ in connection.execute(found)}
            missing = [{"name": name} for name in some if name not in there]
            if missing:
                connection.execute(insert(table(TopicRow)), missing)
            self._topics.update((row.name, row.id) for row in connection.execute(found))
        return self._topics

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
        speakers = self._speaker_ids(connection, set(_speakers_of(statements)), document_id)
        topics = self._topic_ids(connection, {topic for each in statements for topic in each.topics})
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


_KNOWN = (
    select(
        DocumentRow.id,
        DocumentRow.path,
        VersionRow.sha256,
        ExtractionRow.id.label("extraction_id"),
        ExtractionRow.claimdb_version,
        ExtractionRow.model,
        ExtractionRow.model_version,
        ExtractionRow.config,
        ExtractionRow.given,
    )
    .join(ExtractionRow, DocumentRow.extraction_id == ExtractionRow.id)
    .join(VersionRow, ExtractionRow.version_id == VersionRow.id)
    .order_by(DocumentRow.id)
)


def _known(row: Row[*tuple[Any, ...]]) -> Known:
    extractor = Extractor(row.claimdb_version, row.model, row.model_version, row.config)
    return Known(row.id, row.path, row.sha256, row.extraction_id, extractor, row.given)


def now() -> str:
    """The time, ISO 8601, UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _inserted(
    connection: Connection, row: type[DocumentRow | VersionRow | ExtractionRow], values: Values
) -> int:
    return connection.execute(insert(table(row)).returning(row.id), values).scalar_one()


def _write_document(connection: Connection, document: Document, before: Known | None) -> int:
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


def _same_version(connection: Connection, document: Document, before: Known | None) -> int | None:
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


def _write_aliases(connection: Connection, speaker_id: int, speaker: Speaker) -> None:
    names = dict.fromkeys(speaker.offices, "office") | dict.fromkeys(speaker.aliases, "alias")
    there = set(connection.execute(select(AliasRow.name).where(AliasRow.speaker_id == speaker_id)).scalars())
    new = [
        {"speaker_id": speaker_id, "name": name, "origin": origin}
        for name, origin in names.items()
        if name not in there
    ]
    if new:
        connection.execute(insert(table(AliasRow)), new)


def _speakers_of(statements: Iterable[Statement]) -> Iterator[tuple[str, str]]:
    for each in statements:
        if each.speaker is not None:
            yield each.speaker, each.speaker_kind or "person"


def _ids_of_speakers(
    connection: Connection, wanted: set[tuple[str, str]], document_id: int | None
) -> dict[tuple[str, str], int]:
    ids: dict[tuple[str, str], int] = {}
    for some in parts(sorted({name for name, _ in wanted})):
        found = select(SpeakerRow.name, SpeakerRow.kind, SpeakerRow.id).where(
            SpeakerRow.name.in_(some), SpeakerRow.document_id.is_not_distinct_from(document_id)
        )
        there = {(name, kind) for name, kind, _ in connection.execute(found)}
        missing = [
            {"name": name, "kind": kind, "document_id": document_id}
            for name, kind in sorted(wanted - there)
            if name in some
        ]
        if missing:
            connection.execute(insert(table(SpeakerRow)), missing)
        ids |= {(name, kind): number for name, kind, number in connection.execute(found)}
    return {key: ids[key] for key in wanted}


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
