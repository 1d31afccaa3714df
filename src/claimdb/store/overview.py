"""The database as a whole: its documents, speakers and topics with counts, and the numbers of all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, SQLColumnExpression, and_, func, select

from claimdb.model import DocumentKind, SpeakerKind
from claimdb.store import decided as deciding
from claimdb.store.identity import KIND, NAME, WIKIDATA, decided, with_speakers
from claimdb.store.parts import parts
from claimdb.store.records import DocumentRecord, SpeakerCount, SpeakerTopics, Stats, TopicCount
from claimdb.store.tables import (
    CURRENT,
    AliasRow,
    DocumentRow,
    ExtractionRow,
    SpeakerRow,
    StatementRow,
    StatementTopicRow,
    TopicRow,
    VersionRow,
)


def documents(connection: Connection) -> list[DocumentRecord]:
    """Every document in its latest version, by path."""
    return document_records(connection)


def document_records(connection: Connection, *conditions: ColumnElement[bool]) -> list[DocumentRecord]:
    """The documents that meet the conditions, by path."""
    statements = (
        select(func.count()).where(CURRENT, deciding.counts()).correlate(DocumentRow).scalar_subquery()
    )
    # The versions are counted up, so that the latest one's number says how many there are.
    rows = connection.execute(
        select(
            DocumentRow,
            VersionRow.sha256,
            VersionRow.reader,
            VersionRow.encoding,
            VersionRow.number.label("versions"),
            func.length(VersionRow.text).label("characters"),
            statements.label("statements"),
        )
        .join(ExtractionRow, DocumentRow.extraction_id == ExtractionRow.id)
        .join(VersionRow, ExtractionRow.version_id == VersionRow.id)
        .where(*conditions)
        .order_by(DocumentRow.path)
    )
    return [
        DocumentRecord(
            path=row.path,
            sha256=row.sha256,
            kind=cast("DocumentKind", row.kind),
            title=row.title,
            author=row.author,
            published=row.published,
            publisher=row.publisher,
            dateline=row.dateline,
            url=row.url,
            language=row.language,
            reader=row.reader,
            encoding=row.encoding,
            characters=row.characters,
            versions=row.versions,
            statements=row.statements,
        )
        for row in rows
    ]


def speakers(connection: Connection) -> list[SpeakerCount]:
    """Every speaker who says anything, those who say most first; unnamed ones of one name are one line."""
    aliases = _aliases(connection)
    counted = func.count()
    said = select(
        NAME.label("name"),
        KIND.label("kind"),
        func.max(WIKIDATA).label("wikidata"),
        counted.label("statements"),
        func.count(DocumentRow.id.distinct()).label("documents"),
    )
    rows = connection.execute(
        with_speakers(said.select_from(StatementRow).join(DocumentRow, CURRENT))
        .where(SpeakerRow.id.is_not(None), deciding.counts())
        .group_by(NAME, KIND)
        .order_by(counted.desc(), NAME)
    )
    return [
        SpeakerCount(
            name=row.name,
            kind=cast("SpeakerKind", row.kind),
            wikidata=row.wikidata,
            aliases=tuple(aliases.get(row.name, ())),
            statements=row.statements,
            documents=row.documents,
        )
        for row in rows
    ]


def _aliases(connection: Connection) -> dict[str, list[str]]:
    """The other names of the speakers: those of the corpus files, and those that people gave to them."""
    names = decided(connection)
    found = {(owner, name) for name, owner in names.items()}
    for name, alias in connection.execute(
        select(SpeakerRow.name, AliasRow.name)
        .join(AliasRow, AliasRow.speaker_id == SpeakerRow.id)
        .where(AliasRow.origin == "alias")
    ):
        found.add((names.get(name, name), alias))
    aliases: defaultdict[str, list[str]] = defaultdict(list)
    for owner, alias in sorted(found):
        if alias != owner:
            aliases[owner].append(alias)
    return aliases


def topics(connection: Connection) -> list[TopicCount]:
    """Every topic, those with most statements first, also those without any."""
    counted = func.count(DocumentRow.id)
    on_topic = (
        select(
            TopicRow.name,
            TopicRow.label,
            counted.label("statements"),
            func.count(DocumentRow.id.distinct()).label("documents"),
            func.count(NAME.distinct()).label("speakers"),
        )
        .outerjoin(StatementTopicRow, StatementTopicRow.topic_id == TopicRow.id)
        .outerjoin(StatementRow, StatementTopicRow.statement_id == StatementRow.id)
        .outerjoin(DocumentRow, and_(CURRENT, deciding.on_topic(), deciding.counts()))
    )
    rows = connection.execute(
        with_speakers(on_topic, DocumentRow.id.is_not(None))
        .group_by(TopicRow.id)
        .order_by(counted.desc(), TopicRow.name)
    )
    return [TopicCount(row.name, row.label, row.statements, row.documents, row.speakers) for row in rows]


def stats(connection: Connection) -> Stats:
    """The numbers of all, and the table of speakers by topics."""
    characters = (
        select(
            func.count().label("documents"),
            func.coalesce(func.sum(func.length(VersionRow.text)), 0).label("all"),
        )
        .select_from(DocumentRow)
        .join(ExtractionRow, DocumentRow.extraction_id == ExtractionRow.id)
        .join(VersionRow, ExtractionRow.version_id == VersionRow.id)
    )
    documents, length = connection.execute(characters).one()
    lines = _speakers_by_topics(connection)
    by_topic = {each.name: each.statements for each in topics(connection) if each.statements}
    return Stats(
        documents=documents,
        characters=length,
        statements=sum(line.statements for line in lines),
        attributed=sum(line.statements for line in lines if line.kind not in (None, "author")),
        kinds=_counts(connection, deciding.KIND),
        functions=_counts(connection, deciding.FUNCTION),
        topics=by_topic,
        speakers=tuple(_in_order(line, by_topic) for line in lines),
    )


def speakers_of(connection: Connection, extractions: Sequence[int]) -> dict[int, dict[str | None, int]]:
    """How many statements each extraction has of each speaker; ``None`` for an unknown one."""
    found: dict[int, dict[str | None, int]] = {number: {} for number in extractions}
    for some in parts(extractions):
        rows = connection.execute(
            with_speakers(select(StatementRow.extraction_id, NAME, func.count()))
            .where(StatementRow.extraction_id.in_(some))
            .group_by(StatementRow.extraction_id, NAME)
        )
        for number, name, statements in rows:
            found[number][name] = statements
    return found


def _counts(connection: Connection, what: SQLColumnExpression[str]) -> dict[str, int]:
    counted = func.count()
    counting = deciding.joined(select(what, counted).select_from(StatementRow)).join(DocumentRow, CURRENT)
    rows = connection.execute(counting.where(deciding.counts()).group_by(what).order_by(counted.desc(), what))
    return dict((name, number) for name, number in rows)  # noqa: C402 - rows are no plain pairs to mypy


def _speakers_by_topics(connection: Connection) -> list[SpeakerTopics]:
    counted = func.count()
    said = select(NAME, KIND, counted).select_from(StatementRow)
    totals = connection.execute(
        with_speakers(said.join(DocumentRow, CURRENT))
        .where(deciding.counts())
        .group_by(NAME, KIND)
        .order_by(counted.desc(), NAME)
    ).all()
    cells: defaultdict[tuple[Any, Any], dict[str, int]] = defaultdict(dict)
    on_topics = (
        select(NAME, KIND, TopicRow.name, func.count())
        .select_from(StatementRow)
        .join(DocumentRow, CURRENT)
        .join(StatementTopicRow, StatementTopicRow.statement_id == StatementRow.id)
        .join(TopicRow, StatementTopicRow.topic_id == TopicRow.id)
    )
    for name, kind, topic, statements in connection.execute(
        with_speakers(on_topics.where(deciding.on_topic(), deciding.counts())).group_by(
            NAME, KIND, TopicRow.name
        )
    ):
        cells[name, kind][topic] = statements
    return [
        SpeakerTopics(name, cast("SpeakerKind | None", kind), statements, cells[name, kind])
        for name, kind, statements in totals
    ]


def _in_order(line: SpeakerTopics, order: dict[str, int]) -> SpeakerTopics:
    ordered = {topic: line.topics[topic] for topic in order if topic in line.topics}
    return SpeakerTopics(line.speaker, line.kind, line.statements, ordered)
