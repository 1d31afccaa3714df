"""Bringing what queries look up in line with people's decisions on statements.

``placed_decision`` says which statement a decision is about now, ``decided_statement`` what counts of it.
Both are worked out from ``decision`` and ``anchor``, when something is decided and when a document is read
or extracted again, and can be worked out anew at any time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, column, delete, insert, select
from sqlalchemy import table as any_table

from claimdb.model import BETWEEN_SPANS, Span, joined
from claimdb.store.anchors import OVERLAP, How, Place, Quote, place, same_sense, shared
from claimdb.store.judgements import (
    STATEMENT,
    Judged,
    content_spans,
    current_version,
    judged,
    quotes_of,
    text_of,
)
from claimdb.store.parts import parts
from claimdb.store.record import spans_text
from claimdb.store.registering import ids_of_topics
from claimdb.store.tables import (
    FULL_TEXT_DECIDED,
    PERSON,
    AnchorRow,
    DecidedStatementRow,
    DecisionRow,
    DocumentRow,
    PlacedDecisionRow,
    StatementRow,
    StatementTopicRow,
    table,
)
from claimdb.store.verdicts import Outcome, outcome, same

_INDEX = any_table(FULL_TEXT_DECIDED, column("rowid"), column("text"))


@dataclass(frozen=True, slots=True)
class Settled:
    """What counts of a statement, as it is looked up."""

    row: dict[str, Any]
    topics: tuple[str, ...] | None
    """Where they are other than was found."""


def settle_everything(connection: Connection) -> None:
    """Work everything out anew, from nothing but the decisions and their anchors."""
    connection.execute(delete(PlacedDecisionRow))
    connection.execute(delete(DecidedStatementRow))
    connection.execute(delete(_INDEX))
    connection.execute(delete(StatementTopicRow).where(StatementTopicRow.origin == PERSON))
    for document_id in decided_documents(connection):
        settle_document(connection, document_id)


def decided_documents(connection: Connection) -> list[int]:
    """The documents that somebody decided something in, as far as an extraction counts of them.

    Of the past none may: what counted then can have been pruned.
    """
    there = select(DocumentRow.id).where(DocumentRow.extraction_id.is_not(None))
    asked = select(AnchorRow.document_id).where(AnchorRow.document_id.in_(there)).distinct()
    return list(connection.execute(asked).scalars())


def settle_document(connection: Connection, document_id: int) -> None:
    """Find the statements of a document's decisions again, and what counts of them."""
    decisions = _decisions_in(document_id)
    before = select(PlacedDecisionRow.statement_id).where(PlacedDecisionRow.decision_id.in_(decisions))
    stale = list(connection.execute(before.distinct()).scalars())
    placed = places(connection, document_id)
    if not placed and not stale:
        return
    connection.execute(delete(PlacedDecisionRow).where(PlacedDecisionRow.decision_id.in_(decisions)))
    rows = [
        {"decision_id": number, "statement_id": statement, "how": how}
        for number, (statement, how) in placed.items()
    ]
    if rows:
        connection.execute(insert(table(PlacedDecisionRow)), rows)
    settle(connection, sorted({*stale, *(statement for statement, _ in placed.values())}))


def settle(connection: Connection, statements: Sequence[int]) -> None:
    """Write what counts of these statements."""
    for some in parts(statements):
        _forget(connection, some)
    settled = settled_statements(connection, statements)
    rows = [each.row for each in settled.values()]
    if not rows:
        return
    connection.execute(insert(table(DecidedStatementRow)), rows)
    words = [
        {"rowid": each["statement_id"], "text": each["text"]} for each in rows if each["text"] is not None
    ]
    if words:
        connection.execute(insert(_INDEX), words)
    topics = {number: each.topics for number, each in settled.items() if each.topics}
    if topics:
        ids = ids_of_topics(connection, sorted({name for names in topics.values() for name in names}))
        connection.execute(
            insert(table(StatementTopicRow)),
            [
                {"statement_id": number, "topic_id": ids[name], "origin": PERSON, "ord": place, "score": None}
                for number, names in topics.items()
                for place, name in enumerate(names)
            ],
        )


def _forget(connection: Connection, statements: Sequence[int]) -> None:
    connection.execute(delete(DecidedStatementRow).where(DecidedStatementRow.statement_id.in_(statements)))
    connection.execute(delete(_INDEX).where(_INDEX.c.rowid.in_(statements)))
    connection.execute(
        delete(StatementTopicRow).where(
            StatementTopicRow.statement_id.in_(statements), StatementTopicRow.origin == PERSON
        )
    )


# ------------------------------------------------------------------------- what they come to


def settled_statements(connection: Connection, statements: Sequence[int]) -> dict[int, Settled]:
    """What counts of these statements, for those of them that somebody decided on."""
    texts: dict[int, str] = {}
    settled = {}
    for number, each in judged(connection, statements).items():
        if not each.decisions:
            continue
        comes_to = outcome(each.found, each.decisions)
        words = None
        if not same("words", comes_to.values["words"], each.found["words"]):
            if each.version_id not in texts:
                texts[each.version_id] = text_of(connection, each.version_id)
            words = joined(texts[each.version_id], comes_to.values["words"])
        settled[number] = _settled(each, comes_to, words)
    return settled


def _settled(each: Judged, comes_to: Outcome, words: str | None) -> Settled:
    values = comes_to.values
    topics = None if same("topics", values["topics"], each.found["topics"]) else values["topics"]
    return Settled(
        {
            "statement_id": each.id,
            "status": comes_to.status,
            "speaker_id": values["speaker"],
            "kind": values["kind"],
            "function": values["function"],
            "topics": topics is not None,
            "text": words,
            "spans": None if words is None else spans_text(values["words"]),
            "note": comes_to.note,
            "decision_id": comes_to.last,
        },
        topics,
    )


# ------------------------------------------------------------------------ whose decisions are


def _decisions_in(document_id: int) -> Any:  # noqa: ANN401 - a subselect, whose type SQLAlchemy changes
    return select(AnchorRow.decision_id).where(AnchorRow.document_id == document_id)


def places(connection: Connection, document_id: int) -> dict[int, tuple[int, How]]:
    """Which statement each decision in a document is about now, and how that was found; no lost ones."""
    rows = connection.execute(
        select(AnchorRow.decision_id, AnchorRow.sha256, DecisionRow.subject_id)
        .join(DecisionRow, AnchorRow.decision_id == DecisionRow.id)
        .where(AnchorRow.document_id == document_id, AnchorRow.role == STATEMENT, AnchorRow.ord == 0)
        .order_by(AnchorRow.decision_id)
    ).all()
    if not rows:
        return {}
    now = Now(connection, document_id)
    lost = [row.decision_id for row in rows if row.subject_id not in now.by_uid]
    quotes = quotes_of(connection, lost)
    placed: dict[int, tuple[int, How]] = {}
    found: dict[Any, tuple[int, How] | None] = {}
    for row in rows:
        if row.subject_id in now.by_uid:
            placed[row.decision_id] = now.by_uid[row.subject_id], "id"
            continue
        wanted = quotes[row.decision_id][STATEMENT]
        key = row.subject_id, row.sha256, tuple(wanted)
        if key not in found:
            found[key] = now.find(row.subject_id, row.sha256, wanted)
        where = found[key]
        if where is not None:
            placed[row.decision_id] = where
    return placed


class Now:
    """The statements of a document's extraction that counts, to find decisions' statements among."""

    def __init__(self, connection: Connection, document_id: int) -> None:
        self._connection = connection
        self._version = current_version(connection, document_id)
        self._text: str | None = None
        rows = connection.execute(
            select(StatementRow.id, StatementRow.uid, StatementRow.nested_in)
            .where(StatementRow.extraction_id == self._version.extraction_id)
            .order_by(StatementRow.nested_in.is_not(None), StatementRow.id)
        ).all()
        self.by_uid = {row.uid: row.id for row in rows}
        self._uids = {row.id: row.uid for row in rows}
        self._spans = content_spans(connection, list(self._uids))

    def find(self, uid: str, sha256: str, quotes: Sequence[Quote]) -> tuple[int, How] | None:
        """The statement that was decided on as ``uid``, by its anchors."""
        where = self._place(sha256, quotes)
        found = None if where is None else self._at(where, uid)
        if found is None or where is None or where.how != "near":
            return found
        # Said of its whole words: where edited ones were found can begin or end a little beside them.
        words = joined(self._words(), self._spans[found[0]])
        return found if same_sense(BETWEEN_SPANS.join(each.exact for each in quotes), words) else None

    def _at(self, where: Place, uid: str) -> tuple[int, How] | None:
        """The statement that stands there, not counting those that an extraction found beside this one."""
        # Of several with the same words the outermost, which comes first.
        same_words = [number for number in self._uids if self._spans.get(number) == where.spans]
        if same_words:
            return same_words[0], where.how
        others = self._beside(uid)
        overlap = [
            (shared(where.spans, spans), -number)
            for number, spans in self._spans.items()
            if self._uids[number] not in others and spans[0].start < where.spans[-1].end
        ]
        best = max(overlap, default=(0.0, 0))
        return (-best[1], "near") if best[0] >= OVERLAP else None

    def _place(self, sha256: str, quotes: Sequence[Quote]) -> Place | None:
        if sha256 == self._version.sha256:
            return Place(tuple(Span(each.start, each.end) for each in quotes), "position")
        return place(self._words(), quotes)

    def _words(self) -> str:
        """The text of the version that counts."""
        if self._text is None:
            self._text = text_of(self._connection, self._version.id)
        return self._text

    def _beside(self, uid: str) -> set[str]:
        """The statements that an extraction found beside this one, which therefore are others."""
        made = select(StatementRow.extraction_id).where(StatementRow.uid == uid)
        beside: ColumnElement[bool] = StatementRow.extraction_id.in_(made)
        return set(self._connection.execute(select(StatementRow.uid).where(beside)).scalars())
