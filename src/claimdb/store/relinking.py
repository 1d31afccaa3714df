"""Keeping the links in step with the statements: what is new is compared, what no longer counts goes.

What is linked depends on the documents that are in, not on the order in which they came.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Connection, Engine, Select, delete, exists, func, insert, or_, select

from claimdb.linking.candidates import candidate_keys, method
from claimdb.linking.wording import Wording, is_denial, wording
from claimdb.store.identity import KIND, NAME, NAMED, with_speakers
from claimdb.store.link_pairs import delete_links, relink
from claimdb.store.link_tables import (
    LinkedRow,
    LinkRow,
    LinkTotalRow,
    StatementWordingRow,
    WordingKeyRow,
    WordingRow,
)
from claimdb.store.opening import writing
from claimdb.store.parts import parts
from claimdb.store.tables import (
    CUE,
    DecidedNameRow,
    DecidedStatementRow,
    DocumentRow,
    SpanRow,
    StatementRow,
    table,
)

AT_ONCE = 16
"""So many documents are linked in one transaction."""


def refresh(engine: Engine, *, waiting: int = 1) -> int:
    """Link what is not linked yet and unlink what no longer counts, if at least ``waiting`` documents wait.

    Gives the number of documents that were linked.  Each transaction leaves whole documents linked; the
    next call goes on where one broke off.
    """
    with engine.connect() as connection:
        if not _has_work(connection, waiting):
            return 0
    linked = 0
    while True:
        with writing(engine) as connection:
            speakers = speakers_digest(connection)
            unlink(connection, _stale(connection))
            unlink(connection, _with_other_speakers(connection, speakers))
            documents = _waiting(connection, AT_ONCE)
            if not documents:
                return linked
            _link(connection, documents, speakers)
            linked += len(documents)


def rebuild(connection: Connection) -> int:
    """Link everything anew within one transaction; gives the number of documents."""
    for row in (LinkRow, LinkTotalRow, LinkedRow, StatementWordingRow, WordingKeyRow, WordingRow):
        connection.execute(delete(table(row)))
    speakers = speakers_digest(connection)
    linked = 0
    while documents := _waiting(connection, AT_ONCE):
        _link(connection, documents, speakers)
        linked += len(documents)
    return linked


# --------------------------------------------------------------------------------- what there is to do


def _has_work(connection: Connection, waiting: int) -> bool:
    if len(_waiting(connection, waiting)) >= waiting or _stale(connection, 1):
        return True
    otherwise = select(LinkedRow.extraction_id).where(LinkedRow.speakers != speakers_digest(connection))
    return connection.execute(otherwise.limit(1)).first() is not None


def unlinked(connection: Connection) -> int:
    """How many documents are not linked yet."""
    return len(_waiting(connection, None))


def _waiting(connection: Connection, limit: int | None) -> list[int]:
    """Extractions that count and are not linked."""
    asked = (
        select(DocumentRow.extraction_id)
        .outerjoin(LinkedRow, LinkedRow.extraction_id == DocumentRow.extraction_id)
        .where(LinkedRow.extraction_id.is_(None), DocumentRow.extraction_id.is_not(None))
        .order_by(DocumentRow.extraction_id)
        .limit(limit)
    )
    return [number for number in connection.execute(asked).scalars() if number is not None]


def _stale(connection: Connection, limit: int | None = None) -> list[int]:
    """Extractions that are linked but don't count any more, or were linked in another way."""
    counts = exists().where(DocumentRow.extraction_id == LinkedRow.extraction_id)
    asked = select(LinkedRow.extraction_id).where(or_(~counts, LinkedRow.method != method()))
    return list(connection.execute(asked.limit(limit)).scalars())


def speakers_digest(connection: Connection) -> str:
    """A digest of the decisions on who is who, and on who speaks in which statement."""
    names = select(DecidedNameRow.name, DecidedNameRow.speaker_id).order_by(DecidedNameRow.name)
    reviewed = select(DecidedStatementRow.statement_id, DecidedStatementRow.speaker_id).order_by(
        DecidedStatementRow.statement_id
    )
    rows = [tuple(row) for asked in (names, reviewed) for row in connection.execute(asked)]
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:16]


def _with_other_speakers(connection: Connection, speakers: str) -> list[int]:
    """Extractions that were linked when other decisions held, and are touched by the difference."""
    old = list(
        connection.execute(select(LinkedRow.extraction_id).where(LinkedRow.speakers != speakers)).scalars()
    )
    if not old:
        return []
    asked = with_speakers(
        select(StatementRow.extraction_id, StatementWordingRow.speaker, NAME, KIND)
        .distinct()
        .join(StatementWordingRow, StatementWordingRow.statement_id == StatementRow.id)
    )
    touched = {
        extraction
        for extraction, before, name, kind in connection.execute(asked)
        if before != (name if kind in NAMED else None)
    }
    rows = table(LinkedRow)
    connection.execute(rows.update().where(rows.c.speakers != speakers).values(speakers=speakers))
    return sorted(touched)


# ------------------------------------------------------------------------------------------ changing


@dataclass(slots=True)
class _Change:
    """What one transaction changes."""

    touched: set[int] = field(default_factory=set)
    """Wordings whose links are to be worked out anew."""
    keys: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))
    """How many wordings a key has gained or lost."""


def unlink(connection: Connection, extractions: Sequence[int]) -> None:
    """Take out the links of extractions, and work out anew what others were linked to through them."""
    if not extractions:
        return
    change = _Change()
    gone = set(_of(connection, _ids_of_statements, extractions))
    delete_links(connection, gone)
    before = _wordings_of(connection, gone)
    for some in parts(gone):
        connection.execute(delete(StatementWordingRow).where(StatementWordingRow.statement_id.in_(some)))
    for some in parts(extractions):
        connection.execute(delete(LinkedRow).where(LinkedRow.extraction_id.in_(some)))
    left = set(_of(connection, _still_said, before))
    change.touched = left
    _drop_wordings(connection, before - left, change)
    relink(connection, change.touched, change.keys)


def _drop_wordings(connection: Connection, wordings: Collection[int], change: _Change) -> None:
    """Forget wordings that no statement has any more."""
    for some in parts(wordings):
        here = WordingKeyRow.wording_id.in_(some)
        for key in connection.execute(select(WordingKeyRow.key).where(here)).scalars():
            change.keys[key] -= 1
        connection.execute(delete(WordingKeyRow).where(here))
        connection.execute(delete(WordingRow).where(WordingRow.id.in_(some)))


def _link(connection: Connection, extractions: Sequence[int], speakers: str) -> None:
    unlink(connection, extractions)  # what a damaged database may still have of them
    change = _Change()
    said = list(_said(connection, extractions))
    ids = _wording_ids(connection, [wording for _, wording, _ in said], change)
    if said:
        connection.execute(
            insert(table(StatementWordingRow)),
            [
                {
                    "statement_id": statement,
                    "wording_id": ids[wording.digest],
                    "speaker": wording.speaker,
                    "spoken": spoken,
                }
                for statement, wording, spoken in said
            ],
        )
    change.touched.update(ids.values())
    connection.execute(
        insert(table(LinkedRow)),
        [{"extraction_id": each, "method": method(), "speakers": speakers} for each in extractions],
    )
    relink(connection, change.touched, change.keys)


def _said(connection: Connection, extractions: Sequence[int]) -> Iterator[tuple[int, Wording, bool]]:
    """The statements worth following, and whether each stands in the turns of a transcript."""
    rows = connection.execute(
        with_speakers(
            select(
                StatementRow.id,
                StatementRow.extraction_id,
                StatementRow.uid,
                StatementRow.nested_in,
                StatementRow.kind,
                StatementRow.function,
                StatementRow.text,
                NAME.label("speaker"),
                KIND.label("speaker_kind"),
            )
        )
        .where(StatementRow.extraction_id.in_(extractions))
        .order_by(StatementRow.id)
    ).all()
    kinds = {(row.extraction_id, row.uid): (row.kind, row.nested_in) for row in rows}
    denied = denials(connection, StatementRow.extraction_id.in_(extractions))
    for row in rows:
        if row.function == "phatic" or row.id in denied:
            continue
        found = wording(row.text, row.speaker if row.speaker_kind in NAMED else None, row.kind)
        if found.worth:
            yield row.id, found, _spoken(kinds, row.extraction_id, row.uid)


def denials(connection: Connection, *conditions: ColumnElement[bool]) -> set[int]:
    """Reports of what their speakers deny: their words are the opposite of what these claim."""
    cues: defaultdict[int, list[str]] = defaultdict(list)
    rows = connection.execute(
        select(SpanRow.statement_id, SpanRow.exact)
        .join(StatementRow, StatementRow.id == SpanRow.statement_id)
        .where(SpanRow.role == CUE, StatementRow.kind.in_(("indirect", "mixed")), *conditions)
        .order_by(SpanRow.statement_id, SpanRow.ord)
    )
    for statement, words in rows:
        cues[statement].append(words)
    return {statement for statement, words in cues.items() if is_denial(" ".join(words))}


def _spoken(kinds: dict[tuple[int, str], tuple[str, str | None]], extraction: int, uid: str) -> bool:
    """Whether the statement, or one that it is reported in, is one of a turn."""
    seen: set[str] = set()
    at: str | None = uid
    while at is not None and at not in seen:
        seen.add(at)
        kind, outer = kinds.get((extraction, at), ("", None))
        if kind == "turn":
            return True
        at = outer
    return False


def _wording_ids(connection: Connection, wordings: Sequence[Wording], change: _Change) -> dict[int, int]:
    """The ids of wordings by digest, new ones written with their keys."""
    by_digest = {each.digest: each for each in wordings}
    ids: dict[int, int] = {}
    for some in parts(by_digest):
        rows = connection.execute(select(WordingRow.digest, WordingRow.id).where(WordingRow.digest.in_(some)))
        ids.update((digest, number) for digest, number in rows)
    new = [digest for digest in by_digest if digest not in ids]
    if not new:
        return ids
    last = connection.execute(select(func.coalesce(func.max(WordingRow.id), 0))).scalar_one()
    numbered = dict(zip(new, range(last + 1, last + 1 + len(new)), strict=True))
    connection.execute(
        insert(table(WordingRow)), [{"id": number, "digest": digest} for digest, number in numbered.items()]
    )
    rows_of_keys = []
    for digest, number in numbered.items():
        for key in sorted(candidate_keys(by_digest[digest])):
            rows_of_keys.append({"wording_id": number, "key": key})
            change.keys[key] += 1
    connection.execute(insert(table(WordingKeyRow)), rows_of_keys)
    return ids | numbered


# ------------------------------------------------------------------------------------ small questions


def _of(
    connection: Connection, asked: Callable[[list[int]], Select[int]], values: Iterable[int]
) -> Iterator[int]:
    for some in parts(values):
        yield from connection.execute(asked(some)).scalars()


def _ids_of_statements(extractions: list[int]) -> Select[int]:
    return select(StatementRow.id).where(StatementRow.extraction_id.in_(extractions))


def _still_said(wordings: list[int]) -> Select[int]:
    return (
        select(StatementWordingRow.wording_id).distinct().where(StatementWordingRow.wording_id.in_(wordings))
    )


def _wordings_of(connection: Connection, statements: Iterable[int]) -> set[int]:
    def asked(some: list[int]) -> Select[int]:
        return select(StatementWordingRow.wording_id).where(StatementWordingRow.statement_id.in_(some))

    return set(_of(connection, asked, statements))
