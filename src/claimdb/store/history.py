"""What became of documents and statements: their versions and extractions, one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from claimdb.errors import AmbiguousError, FilterError, NotFoundError
from claimdb.model import Extractor
from claimdb.numbers import whole
from claimdb.store import comparing, lookup, past, query
from claimdb.store.comparing import Found
from claimdb.store.filters import sayable
from claimdb.store.record import Record
from claimdb.store.records import (
    Appearance,
    Difference,
    DocumentHistory,
    ExtractionRecord,
    MadeDecision,
    StatementHistory,
    VersionRecord,
)
from claimdb.store.tables import DecisionRow, DocumentRow, ExtractionRow, StatementRow, VersionRow


def history(connection: Connection, asked: str) -> DocumentHistory | StatementHistory:
    """The history of a statement, by its id or the beginning of it, or of a document.

    Raises ``NotFoundError`` and ``AmbiguousError``.
    """
    asked = sayable(asked)
    hexadecimal = re.fullmatch(rf"[0-9a-f]{{{lookup.SHORTEST_PREFIX},64}}", asked.strip().casefold())
    if not hexadecimal or _is_path(connection, asked):
        return _of_document(connection, one_document(connection, asked))
    try:
        return _of_statement(connection, asked)
    except NotFoundError:
        pass  # then it is the beginning of a document's hash, or a part of its name
    try:
        return _of_document(connection, one_document(connection, asked))
    except NotFoundError as error:
        raise NotFoundError(f"no statement {asked!r}, and {error}") from None


def one_document(connection: Connection, asked: str) -> int:
    """The row id of the one document that ``asked`` names."""
    if not asked.strip():
        raise FilterError("an empty name of a document: give its path, or a part of it")
    ids = lookup.document_ids(connection, [sayable(asked)])
    if len(ids) > 1:
        paths = list(
            connection.execute(select(DocumentRow.path).where(DocumentRow.id.in_(ids[:10]))).scalars()
        )
        raise AmbiguousError(f"{asked!r} fits several documents: {', '.join(sorted(paths))}", paths)
    return ids[0]


def extractions(connection: Connection, *conditions: ColumnElement[bool]) -> list[ExtractionRecord]:
    """The extractions that meet the conditions, in the order in which they were made, by document."""
    rows = connection.execute(
        _EXTRACTIONS.where(*conditions).order_by(DocumentRow.path, VersionRow.number, ExtractionRow.id)
    )
    return [
        ExtractionRecord(
            id=row.id,
            document=row.path,
            version=row.number,
            made_at=row.made_at,
            extractor=Extractor(row.claimdb_version, row.model, row.model_version, row.config),
            statements=row.statements,
            current=bool(row.current),
        )
        for row in rows
    ]


_EXTRACTIONS: Select[*tuple[Any, ...]] = (
    select(
        ExtractionRow,
        DocumentRow.path,
        VersionRow.number,
        (DocumentRow.extraction_id == ExtractionRow.id).label("current"),
        select(func.count())
        .where(StatementRow.extraction_id == ExtractionRow.id)
        .correlate(ExtractionRow)
        .scalar_subquery()
        .label("statements"),
    )
    .join(VersionRow, ExtractionRow.version_id == VersionRow.id)
    .join(DocumentRow, VersionRow.document_id == DocumentRow.id)
)


def differences(
    connection: Connection, compared: Iterable[tuple[ExtractionRecord, ExtractionRecord]]
) -> Iterator[Difference]:
    """What became other between two extractions, for each of the pairs."""
    for before, after in compared:
        found = comparing.changes(_found(connection, before), _found(connection, after))
        yield Difference(before, after, tuple(found))


def to_compare(
    connection: Connection, document: str | None, before: int | str | None, after: int | str | None
) -> list[tuple[ExtractionRecord, ExtractionRecord]]:
    """The extractions to hold side by side: of a document those asked for, by default the last two.

    Without a document the last two of each document that has two.
    Raises ``NotFoundError``, ``AmbiguousError`` and ``FilterError``.
    """
    if document is None:
        if before is not None or after is not None:
            raise FilterError("two extractions are of one document: name it, too")
        latest = _by_document(extractions(connection))
        return [(each[-2], each[-1]) for each in latest if len(each) > 1]
    made = extractions(connection, DocumentRow.id == one_document(connection, document))
    if before is None and after is None:
        if len(made) < 2:
            raise NotFoundError(
                f"{made[-1].document} has one extraction only, so there is nothing to compare"
            )
        return [(made[-2], made[-1])]
    first = made[-2] if before is None else _chosen(made, before)
    return [(first, made[-1] if after is None else _chosen(made, after))]


def _by_document(made: Sequence[ExtractionRecord]) -> list[list[ExtractionRecord]]:
    found: dict[str, list[ExtractionRecord]] = {}
    for each in made:
        found.setdefault(each.document, []).append(each)
    return list(found.values())


def _chosen(made: Sequence[ExtractionRecord], asked: int | str) -> ExtractionRecord:
    """The extraction of that number, or the one that counted at that time."""
    text = str(asked).strip()
    number = whole(text)
    if number is not None:
        chosen = [each for each in made if each.id == number]
        known = ", ".join(str(each.id) for each in made)
        hint = f"its extractions are {known}"
    else:
        moment = past.moment(text)
        chosen = [each for each in made if each.made_at <= moment]
        hint = f"its first one is of {made[0].made_at}"
    if not chosen:
        raise NotFoundError(f"{made[-1].document} has no extraction {text!r}; {hint}")
    return chosen[-1]


def _found(connection: Connection, extraction: ExtractionRecord) -> Found:
    text = select(VersionRow.text).join(ExtractionRow, ExtractionRow.version_id == VersionRow.id)
    return Found(
        query.of_extraction(connection, extraction.id),
        connection.execute(text.where(ExtractionRow.id == extraction.id)).scalar_one(),
    )


# ------------------------------------------------------------------------------- one of them


def _is_path(connection: Connection, asked: str) -> bool:
    return connection.execute(select(DocumentRow.id).where(DocumentRow.path == asked)).first() is not None


def _of_document(connection: Connection, document_id: int) -> DocumentHistory:
    rows = connection.execute(
        select(VersionRow, func.length(VersionRow.text).label("characters"), DocumentRow.path)
        .join(DocumentRow, VersionRow.document_id == DocumentRow.id)
        .where(DocumentRow.id == document_id)
        .order_by(VersionRow.number)
    ).all()
    versions = tuple(
        VersionRecord(row.number, row.sha256, row.reader, row.encoding, row.characters, row.added_at)
        for row in rows
    )
    made = tuple(extractions(connection, DocumentRow.id == document_id))
    return DocumentHistory(rows[0].path, versions, made)


def _of_statement(connection: Connection, asked: str) -> StatementHistory:
    """Follow a statement through all the extractions of its document."""
    number, version_id = lookup.statement(connection, asked.strip().casefold())
    uid, extraction_id = connection.execute(
        select(StatementRow.uid, StatementRow.extraction_id).where(StatementRow.id == number)
    ).one()
    of_version = select(VersionRow.document_id).where(VersionRow.id == version_id)
    document_id = connection.execute(of_version).scalar_one()
    made = extractions(connection, DocumentRow.id == document_id)
    found = [_found(connection, each) for each in made]
    place = next(place for place, each in enumerate(made) if each.id == extraction_id)
    here = next(each for each in found[place].records if each.statement.id == uid)
    records = {place: here}
    for way in (range(place + 1, len(made)), range(place - 1, -1, -1)):
        last = place
        for other in way:
            same = _followed(found, last, other, records[last])
            if same is not None:
                records[other] = same
                last = other
    appearances = tuple(_appearances(made, found, records))
    return StatementHistory(uid, here.document, appearances, tuple(_decisions(connection, records.values())))


def _followed(found: Sequence[Found], place: int, other: int, record: Record) -> Record | None:
    """The statement that ``record`` of one extraction is in another one."""
    earlier, later = sorted((place, other))
    paired = comparing.pairs(found[earlier], found[later])
    for pair in paired:
        here, there = pair if place == earlier else pair[::-1]
        if here is not None and here.statement.id == record.statement.id:
            return there
    return None


def _appearances(
    made: Sequence[ExtractionRecord], found: Sequence[Found], records: dict[int, Record]
) -> Iterator[Appearance]:
    known = sorted(records)
    fields = {place: _fields(found, records, before, place) for before, place in pairwise(known)}
    for place, extraction in enumerate(made):
        yield Appearance(extraction, records.get(place), fields.get(place, ()))


def _fields(found: Sequence[Found], records: dict[int, Record], before: int, place: int) -> tuple[str, ...]:
    for change in comparing.changes(found[before], found[place]):
        if change.before is not None and change.before.statement.id == records[before].statement.id:
            return change.fields
    return ()


def _decisions(connection: Connection, records: Iterable[Record]) -> Iterator[MadeDecision]:
    """What people decided on the statement, under any of its ids, and on the names it was found under."""
    known = list(records)
    ids = {each.statement.id for each in known}
    names = {each.found_speaker for each in known if each.found_speaker is not None}
    rows = connection.execute(
        select(DecisionRow)
        .where(
            or_(
                and_(DecisionRow.subject == "statement", DecisionRow.subject_id.in_(ids)),
                and_(DecisionRow.subject == "speaker", DecisionRow.subject_id.in_(names)),
            )
        )
        .order_by(DecisionRow.id)
    )
    for row in rows:
        # What was accepted is all that was shown, which the extractions tell.
        value = None if row.verdict == "accept" else row.value
        yield MadeDecision(row.subject, row.subject_id, row.verdict, value, row.note, row.person, row.made_at)
