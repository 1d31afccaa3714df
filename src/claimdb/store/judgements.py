"""What people decided on statements, read back: each decision with its value, its words as they are now."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import NoneType
from typing import Any, Final

from sqlalchemy import Connection, Row, case, select

from claimdb.model import Span
from claimdb.numbers import whole
from claimdb.store.anchors import Quote, place
from claimdb.store.parts import parts
from claimdb.store.tables import (
    CONTENT,
    RULE,
    AnchorRow,
    DecisionRow,
    DocumentRow,
    ExtractionRow,
    PlacedDecisionRow,
    SpanRow,
    SpeakerRow,
    StatementRow,
    StatementTopicRow,
    TopicRow,
    VersionRow,
)
from claimdb.store.verdicts import FIELDS, Judgement, Values

STATEMENT = "statement"
"""The subject of the decisions that this is about, and the role of the anchors of what was found."""

WORDS = "words"
"""The role of the anchors of what a person says the words are."""

UNDO = "undo"
BETWEEN_TOPICS = ";"

_ACCEPTED: Final[dict[str, tuple[type, ...]]] = {
    "speaker": (str, NoneType),
    "speaker_kind": (str, NoneType),
    "kind": (str,),
    "function": (str,),
    "topics": (list,),
}
"""What somebody says who says that a statement is right, with the types of it in JSON."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A statement with what was found and what people decided on it, in their order."""

    id: int
    uid: str
    document_id: int
    version_id: int
    sha256: str
    current: bool
    """Whether it is of the extraction that counts."""
    found: Values
    decisions: list[Judgement] = field(default_factory=list)


def judged(connection: Connection, statements: Sequence[int]) -> dict[int, Judged]:
    """The statements of these row ids, with the decisions that hold and are about them now."""
    known: dict[int, Judged] = {}
    for some in parts(statements):
        batch = _found(connection, some)
        known |= batch
        for number, judgement in _judgements(connection, batch):
            batch[number].decisions.append(judgement)
    return known


def undone(connection: Connection, uids: Sequence[str] | None = None) -> dict[int, str]:
    """The decisions on statements that were undone, and when; ``uids``: only on these."""
    asked = select(DecisionRow.value, DecisionRow.made_at).where(
        DecisionRow.subject == STATEMENT, DecisionRow.verdict == UNDO
    )
    rows: list[Row[str | None, str]] = []
    for some in parts(uids) if uids is not None else ():
        rows += connection.execute(asked.where(DecisionRow.subject_id.in_(some)))
    if uids is None:
        rows = list(connection.execute(asked))
    undone = ((whole(value or ""), made_at) for value, made_at in rows)
    return {number: made_at for number, made_at in undone if number is not None}


def text_of(connection: Connection, version_id: int) -> str:
    """The text of a version."""
    return connection.execute(select(VersionRow.text).where(VersionRow.id == version_id)).scalar_one()


def quotes_of(connection: Connection, decisions: Sequence[int]) -> dict[int, dict[str, list[Quote]]]:
    """The anchors of decisions, by decision and role."""
    found: defaultdict[int, dict[str, list[Quote]]] = defaultdict(dict)
    for some in parts(decisions):
        rows = connection.execute(
            select(AnchorRow)
            .where(AnchorRow.decision_id.in_(some))
            .order_by(AnchorRow.decision_id, AnchorRow.role, AnchorRow.ord)
        )
        for row in rows:
            quote = Quote(row.start, row.end, row.exact, row.prefix, row.suffix)
            found[row.decision_id].setdefault(row.role, []).append(quote)
    return found


def _found(connection: Connection, statements: Sequence[int]) -> dict[int, Judged]:
    rows = connection.execute(
        select(
            StatementRow.id,
            StatementRow.uid,
            StatementRow.speaker_id,
            StatementRow.kind,
            StatementRow.function,
            VersionRow.id.label("version_id"),
            VersionRow.document_id,
            VersionRow.sha256,
            (DocumentRow.extraction_id == ExtractionRow.id).label("current"),
        )
        .join(ExtractionRow, StatementRow.extraction_id == ExtractionRow.id)
        .join(VersionRow, ExtractionRow.version_id == VersionRow.id)
        .join(DocumentRow, VersionRow.document_id == DocumentRow.id)
        .where(StatementRow.id.in_(statements))
    ).all()
    spans = content_spans(connection, statements)
    topics: defaultdict[int, list[str]] = defaultdict(list)
    for number, name in connection.execute(
        select(StatementTopicRow.statement_id, TopicRow.name)
        .join(TopicRow, StatementTopicRow.topic_id == TopicRow.id)
        .where(StatementTopicRow.statement_id.in_(statements), StatementTopicRow.origin == RULE)
        .order_by(StatementTopicRow.statement_id, StatementTopicRow.ord)
    ):
        topics[number].append(name)
    return {
        row.id: Judged(
            row.id,
            row.uid,
            row.document_id,
            row.version_id,
            row.sha256,
            bool(row.current),
            {
                "speaker": row.speaker_id,
                "kind": row.kind,
                "function": row.function,
                "topics": tuple(topics[row.id]),
                "words": spans.get(row.id, ()),
            },
        )
        for row in rows
    }


def content_spans(connection: Connection, statements: Sequence[int]) -> dict[int, tuple[Span, ...]]:
    """The spans of the words of statements, as they were found."""
    spans: defaultdict[int, list[Span]] = defaultdict(list)
    for some in parts(statements):
        rows = connection.execute(
            select(SpanRow.statement_id, SpanRow.start, SpanRow.end)
            .where(SpanRow.statement_id.in_(some), SpanRow.role == CONTENT)
            .order_by(SpanRow.statement_id, SpanRow.ord)
        )
        for number, start, end in rows:
            spans[number].append(Span(start, end))
    return {number: tuple(each) for number, each in spans.items()}


def _judgements(connection: Connection, known: Mapping[int, Judged]) -> Iterator[tuple[int, Judgement]]:
    rows = connection.execute(
        select(DecisionRow, PlacedDecisionRow.statement_id, PlacedDecisionRow.how)
        .join(PlacedDecisionRow, PlacedDecisionRow.decision_id == DecisionRow.id)
        .where(PlacedDecisionRow.statement_id.in_(list(known)))
        .order_by(DecisionRow.id)
    ).all()
    if not rows:
        return
    gone = undone(connection, sorted({row.subject_id for row in rows}))
    rows = [row for row in rows if row.id not in gone]
    values = _ValuesOf(connection, [row.id for row in rows])
    for row in rows:
        taken_apart = values.of(row, known[row.statement_id])
        yield row.statement_id, Judgement(row.id, row.verdict, row.person, row.note, taken_apart)


class _ValuesOf:
    """Takes the values of decisions apart; remembers texts and speakers between them."""

    def __init__(self, connection: Connection, decisions: Sequence[int]) -> None:
        self._connection = connection
        self._quotes = quotes_of(connection, decisions)
        self._sha256 = _sha256_of(connection, decisions)
        self._texts: dict[int, str] = {}
        self._speakers: dict[tuple[str, str | None, int], int | None] = {}

    def of(self, row: Row[*tuple[Any, ...]], about: Judged) -> dict[str, Any]:
        """What a decision says of each of the fields that it is about."""
        if row.verdict == "accept":
            value = accepted(row.value)
            if value is None:
                return {}
            plain = {"kind": value["kind"], "function": value["function"], "topics": tuple(value["topics"])}
            speaker = self._speaker(value["speaker"], value["speaker_kind"], about)
            return plain | speaker | self._words(row, about)
        if row.verdict == "words":
            return self._words(row, about)
        if row.verdict == "speaker":
            return self._speaker(row.value, None, about)
        if row.verdict == "topics":
            return {"topics": tuple(row.value.split(BETWEEN_TOPICS)) if row.value else ()}
        return {row.verdict: row.value} if row.verdict in FIELDS else {}

    def _words(self, row: Row[*tuple[Any, ...]], about: Judged) -> dict[str, Any]:
        """The spans that a decision says are the words; nothing where the words are not there any more."""
        quotes = self._quotes.get(row.id, {})
        wanted = quotes.get(WORDS) or quotes.get(STATEMENT, [])
        if self._sha256.get(row.id) == about.sha256:
            return {"words": tuple(Span(each.start, each.end) for each in wanted)}
        if about.version_id not in self._texts:
            self._texts[about.version_id] = text_of(self._connection, about.version_id)
        placed = place(self._texts[about.version_id], wanted)
        return {} if placed is None or placed.how == "near" else {"words": placed.spans}

    def _speaker(self, name: str | None, kind: str | None, about: Judged) -> dict[str, Any]:
        """The row of the speaker that a decision says; nothing where there is no such speaker any more."""
        if name is None:
            return {"speaker": None}
        key = name, kind, about.document_id
        if key not in self._speakers:
            self._speakers[key] = speaker_id(self._connection, *key)
        number = self._speakers[key]
        return {} if number is None else {"speaker": number}


def accepted(value: str | None) -> dict[str, Any] | None:
    """What somebody said was right, taken apart; ``None`` if it is not readable."""
    try:
        read = json.loads(value or "")
    except ValueError:
        return None
    if not isinstance(read, dict) or not _ACCEPTED.keys() <= read.keys():
        return None
    typed = all(isinstance(read[key], types) for key, types in _ACCEPTED.items())
    return read if typed and all(isinstance(topic, str) for topic in read["topics"]) else None


def speaker_id(connection: Connection, name: str, kind: str | None, document_id: int) -> int | None:
    """The row of the speaker of that full name whom a document can mean, a person or body before others."""
    order = case({"person": 0, "body": 0, "author": 1}, value=SpeakerRow.kind, else_=2)
    asked = select(SpeakerRow.id).where(
        SpeakerRow.name == name,
        SpeakerRow.document_id.is_(None) | (SpeakerRow.document_id == document_id),
    )
    if kind is not None:
        exact = connection.execute(asked.where(SpeakerRow.kind == kind).limit(1)).scalar_one_or_none()
        if exact is not None:
            return exact
    return connection.execute(asked.order_by(order, SpeakerRow.id).limit(1)).scalar_one_or_none()


def _sha256_of(connection: Connection, decisions: Sequence[int]) -> dict[int, str]:
    """Of which bytes the anchors of decisions are."""
    found: dict[int, str] = {}
    for some in parts(decisions):
        rows = connection.execute(
            select(AnchorRow.decision_id, AnchorRow.sha256).where(AnchorRow.decision_id.in_(some)).distinct()
        )
        found |= {number: sha256 for number, sha256 in rows}  # noqa: C416 - rows are no plain pairs to mypy
    return found


def current_version(connection: Connection, document_id: int) -> Row[int, int, str]:
    """The extraction that counts, with the version that it is of, and that one's hash."""
    return connection.execute(
        select(ExtractionRow.id.label("extraction_id"), VersionRow.id, VersionRow.sha256)
        .join(DocumentRow, DocumentRow.extraction_id == ExtractionRow.id)
        .join(VersionRow, ExtractionRow.version_id == VersionRow.id)
        .where(DocumentRow.id == document_id)
    ).one()
