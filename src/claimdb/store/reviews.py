"""What people decide on statements: written with its anchors, undone, listed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, cast, get_args

from sqlalchemy import ColumnElement, Connection, insert, select

from claimdb.errors import DecisionError, FilterError, NotFoundError
from claimdb.model import AUTHOR, BETWEEN_SPANS, Function, Kind, Span, joined
from claimdb.store import calling, lookup, names
from claimdb.store.anchors import Quote, find, quote
from claimdb.store.calling import typed
from claimdb.store.filters import UNKNOWN, sayable
from claimdb.store.identity import NAMED
from claimdb.store.judgements import (
    BETWEEN_TOPICS,
    STATEMENT,
    UNDO,
    WORDS,
    Judged,
    judged,
    speaker_id,
    text_of,
    undone,
)
from claimdb.store.parts import parts
from claimdb.store.records import StatementDecision
from claimdb.store.registering import ids_of_topics
from claimdb.store.seals import seal
from claimdb.store.tables import (
    CURRENT,
    AnchorRow,
    BlockRow,
    DecisionRow,
    DocumentRow,
    PlacedDecisionRow,
    SpeakerRow,
    StatementRow,
    TopicRow,
    table,
)
from claimdb.store.verdicts import VERDICTS, Outcome, Values, Verdict, outcome
from claimdb.store.writing import now

SURROUNDINGS = 1
"""How many blocks before and after a statement's own can hold the words that somebody says it has."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision ready to be written: its value, and the spans of the words that it is about."""

    verdict: Verdict
    value: str | None
    words: tuple[Span, ...] = ()
    says: Values = field(default_factory=dict)
    """What it says of the field that it corrects."""


def about(connection: Connection, uid: str) -> Judged:
    """The statement whose id begins so, with what was decided on it; the errors are those of ``show``."""
    number, _ = lookup.statement(connection, uid.strip().casefold())
    return judged(connection, [number])[number]


def by_coder(each: Judged, coder: str) -> Outcome:
    """What one person's decisions on a statement come to."""
    return outcome(each.found, (judgement for judgement in each.decisions if judgement.person == coder))


# ------------------------------------------------------------------------------------- writing


def ready(
    connection: Connection, each: Judged, verdict: str, value: object, coder: str, new_speaker: str | None
) -> Decided:
    """A decision checked and in the form that it is kept in, before anything but a new name is written.

    Raises ``FilterError`` for values that cannot be, ``NotFoundError`` and ``DecisionError``.
    """
    if verdict not in VERDICTS or verdict == UNDO:
        allowed = ", ".join(name for name in VERDICTS if name != UNDO)
        raise FilterError(f"no verdict {verdict!r}: it is one of {allowed}")
    known: Verdict = verdict
    if known == "accept":
        return accepting(connection, by_coder(each, coder).values, each.found)
    if known in ("reject", "note"):
        return Decided(known, None)
    if known == "words":
        spans = _spans(connection, each, value)
        return Decided(known, joined(text_of(connection, each.version_id), spans), spans, {known: spans})
    if known == "topics":
        topics = _topics(connection, value)
        return Decided(known, BETWEEN_TOPICS.join(topics), says={known: tuple(topics)})
    if known == "speaker":
        name = _speaker(connection, each, value, new_speaker)
        number = None if name is None else speaker_id(connection, name, None, each.document_id)
        return Decided(known, name, says={known: number})
    chosen = _one_of(known, value)
    return Decided(known, chosen, says={known: chosen})


def accepting(connection: Connection, values: Values, found: Values) -> Decided:
    """The decision that a statement is right with these values."""
    speaker = None
    if values["speaker"] is not None:
        asked = select(SpeakerRow.name, SpeakerRow.kind).where(SpeakerRow.id == values["speaker"])
        speaker = connection.execute(asked).one()
    value = {
        "speaker": None if speaker is None else speaker.name,
        "speaker_kind": None if speaker is None else speaker.kind,
        "kind": values["kind"],
        "function": values["function"],
        "topics": list(values["topics"]),
    }
    words = () if values["words"] == found["words"] else values["words"]
    return Decided("accept", json.dumps(value, ensure_ascii=False), words)


def write(connection: Connection, each: Judged, decided: Decided, coder: str, note: str | None) -> int:
    """Write a decision on a statement, with its anchors; what counts then is for ``settle`` to say."""
    text = text_of(connection, each.version_id)
    anchors = [
        *_anchors(STATEMENT, (quote(text, span) for span in each.found["words"])),
        *_anchors(WORDS, (quote(text, span) for span in decided.words)),
    ]
    for anchor in anchors:
        anchor |= {"sha256": each.sha256, "document_id": each.document_id}
    number = _write(connection, each.uid, decided.verdict, decided.value, note, coder, anchors)
    connection.execute(insert(table(AnchorRow)), [{"decision_id": number, **anchor} for anchor in anchors])
    if each.current:
        placed = {"decision_id": number, "statement_id": each.id, "how": "id"}
        connection.execute(insert(table(PlacedDecisionRow)), placed)
    return number


def write_undo(connection: Connection, decision: StatementDecision, coder: str, note: str | None) -> None:
    """Write that a decision holds no more."""
    _write(connection, decision.statement, UNDO, str(decision.id), note, coder, [])


def _write(
    connection: Connection,
    uid: str,
    verdict: str,
    value: str | None,
    note: str | None,
    coder: str,
    anchors: list[dict[str, Any]],
) -> int:
    values = {
        "subject": STATEMENT,
        "subject_id": uid,
        "verdict": verdict,
        "value": value,
        "note": None if note is None else sayable(note).strip() or None,
        "person": coder,
        "made_at": now(),
    }
    sealed = values | {"seal": seal(values, anchors)}
    return connection.execute(insert(table(DecisionRow)).returning(DecisionRow.id), sealed).scalar_one()


def _anchors(role: str, quotes: Iterable[Quote]) -> list[dict[str, Any]]:
    return [{"role": role, "ord": ord_, **each._asdict()} for ord_, each in enumerate(quotes)]


# -------------------------------------------------------------------------------------- values


def _one_of(verdict: str, value: object) -> str:
    allowed = get_args(Kind if verdict == "kind" else Function)
    given = str(value).strip().casefold()
    if given not in allowed:
        raise FilterError(f"no {verdict} {str(value)!r}: it is one of {', '.join(allowed)}")
    return given


def _topics(connection: Connection, value: object) -> list[str]:
    """Topics by name; one that is not on the list yet comes to it."""
    given = (
        value.split(BETWEEN_TOPICS) if isinstance(value, str) else list(cast("Iterable[str]", value or ()))
    )
    wanted = [typed(name) for name in given if name.strip() and name.strip() not in UNKNOWN]
    there = {names.fold(name): name for name in connection.execute(select(TopicRow.name)).scalars()}
    for name in wanted:
        if not names.fold(name):
            raise FilterError(f"{name!r} can be no topic: it has no letter")
    found = list(dict.fromkeys(there.get(names.fold(name), name) for name in wanted))
    ids_of_topics(connection, found)
    return found


def _speaker(connection: Connection, each: Judged, value: object, new: str | None) -> str | None:
    """The full name of a speaker who is there, or of a new one; ``None`` where nobody knows."""
    asked = "" if value is None else typed(str(value))
    if not asked or asked in UNKNOWN:
        return None
    name = calling.full_name(connection, asked, each.document_id)
    if name is not None:
        return name
    if asked.casefold() == AUTHOR:
        connection.execute(insert(table(SpeakerRow)), {"name": AUTHOR, "kind": AUTHOR, "document_id": None})
        return AUTHOR
    if new is None:
        near = calling.near(connection, asked)
        hint = f"; near: {', '.join(near)}" if near else ""
        raise NotFoundError(f"no speaker is called {asked!r} in full{hint}")
    if new not in NAMED:
        raise FilterError(f"no kind of speaker {new!r}: a new one is one of {', '.join(NAMED)}")
    if not names.fold(asked):
        raise FilterError(f"{asked!r} can be nobody's name; give a speaker's full name")
    connection.execute(insert(table(SpeakerRow)), {"name": asked, "kind": new, "document_id": None})
    return asked


def _spans(connection: Connection, each: Judged, value: object) -> tuple[Span, ...]:
    """Where the words stand that somebody says the statement has: given as such, or as spans."""
    text = text_of(connection, each.version_id)
    within = surroundings(connection, each)
    if isinstance(value, str):
        found = find(text, sayable(value), Span(*each.found["words"][0]), within)
        if found is None:
            raise DecisionError(
                f"the words {value.strip()!r} don't stand there in the document, one after the other; "
                f"write words of it, with{BETWEEN_SPANS}where some are left out"
            )
        return found
    given = tuple(Span(*span) for span in cast("Iterable[tuple[int, int]]", value or ()))
    in_order = [point for span in given for point in span]
    inside = bool(given) and within.start <= in_order[0] and in_order[-1] <= within.end
    if not inside or in_order != sorted(in_order) or any(not text[a:b].strip() for a, b in given):
        raise DecisionError(f"{list(map(tuple, given))} are no spans of words near the statement, in order")
    return given


def surroundings(connection: Connection, each: Judged) -> Span:
    """The stretch of the text that a statement's words can be in."""
    first, last = each.found["words"][0].start, each.found["words"][-1].end
    blocks = connection.execute(
        select(BlockRow.start, BlockRow.end)
        .where(BlockRow.version_id == each.version_id)
        .order_by(BlockRow.ord)
    ).all()
    touched = [place for place, (start, end) in enumerate(blocks) if start < last and first < end]
    if not touched:
        return Span(first, last)
    return Span(
        blocks[max(0, touched[0] - SURROUNDINGS)].start,
        blocks[min(len(blocks) - 1, touched[-1] + SURROUNDINGS)].end,
    )


# ------------------------------------------------------------------------------------- reading


def listed(connection: Connection, *conditions: ColumnElement[bool]) -> list[StatementDecision]:
    """The decisions on statements that meet the conditions, in their order, undone ones too."""
    rows = connection.execute(
        select(DecisionRow, PlacedDecisionRow.how, StatementRow.uid.label("now"))
        .outerjoin(PlacedDecisionRow, PlacedDecisionRow.decision_id == DecisionRow.id)
        .outerjoin(StatementRow, StatementRow.id == PlacedDecisionRow.statement_id)
        .where(DecisionRow.subject == STATEMENT, DecisionRow.verdict != UNDO, *conditions)
        .order_by(DecisionRow.id)
    ).all()
    gone = undone(connection)
    anchored = _anchored(connection, [row.id for row in rows])
    return [
        StatementDecision(
            id=row.id,
            verdict=row.verdict,
            value=row.value if row.verdict != "accept" else None,
            statement=row.subject_id,
            now=row.now,
            how=row.how,
            document=anchored.get(row.id, ("", ""))[0],
            words=anchored.get(row.id, ("", ""))[1],
            note=row.note,
            person=row.person,
            made_at=row.made_at,
            undone_at=gone.get(row.id),
        )
        for row in rows
    ]


def on_statement(connection: Connection, number: int) -> list[StatementDecision]:
    """The decisions that hold and are about a statement now, or, of an older extraction, were made on it."""
    each = judged(connection, [number])[number]
    here = PlacedDecisionRow.statement_id == number if each.current else DecisionRow.subject_id == each.uid
    return [decision for decision in listed(connection, here) if decision.undone_at is None]


def _anchored(connection: Connection, decisions: Sequence[int]) -> dict[int, tuple[str, str]]:
    """The document of each decision, and the words that were decided on."""
    found: dict[int, tuple[str, str]] = {}
    for some in parts(decisions):
        rows = connection.execute(
            select(AnchorRow.decision_id, DocumentRow.path, AnchorRow.exact)
            .join(DocumentRow, AnchorRow.document_id == DocumentRow.id)
            .where(AnchorRow.decision_id.in_(some), AnchorRow.role == STATEMENT)
            .order_by(AnchorRow.decision_id, AnchorRow.ord)
        )
        for number, path, exact in rows:
            before = f"{found[number][1]}{BETWEEN_SPANS}" if number in found else ""
            found[number] = path, before + exact
    return found


def last_by(connection: Connection, coder: str, uid: str | None) -> StatementDecision | None:
    """The last decision of a person that still holds, on one statement or on any."""
    conditions = [DecisionRow.person == coder]
    if uid is not None:
        conditions.append(DecisionRow.subject_id == uid)
    gone = undone(connection, None if uid is None else [uid])
    asked = select(DecisionRow.id).where(
        DecisionRow.subject == STATEMENT, DecisionRow.verdict != UNDO, *conditions
    )
    rows = connection.execute(asked.order_by(DecisionRow.id.desc())).scalars()
    number = next((number for number in rows if number not in gone), None)
    return None if number is None else listed(connection, DecisionRow.id == number)[0]


def pending(
    connection: Connection, conditions: Sequence[ColumnElement[bool]], coder: str | None
) -> Iterator[str]:
    """The ids of the statements that meet the conditions, the least sure first.

    ``coder``: only those that this person has not said yet are right, or none.
    """
    found = connection.execute(
        select(StatementRow.id, StatementRow.uid)
        .join(DocumentRow, CURRENT)
        .where(*conditions)
        .order_by(StatementRow.confidence, DocumentRow.path, StatementRow.id)
    ).all()
    done = set() if coder is None else _done(connection, coder)
    return (row.uid for row in found if row.id not in done)


def _done(connection: Connection, coder: str) -> set[int]:
    rows = connection.execute(
        select(DecisionRow.id, PlacedDecisionRow.statement_id)
        .join(PlacedDecisionRow, PlacedDecisionRow.decision_id == DecisionRow.id)
        .where(DecisionRow.person == coder, DecisionRow.verdict.in_(("accept", "reject")))
    ).all()
    gone = undone(connection)
    return {row.statement_id for row in rows if row.id not in gone}


def decided_on(connection: Connection, conditions: Sequence[ColumnElement[bool]]) -> list[int]:
    """The rows of the statements that meet the conditions and that somebody decided on."""
    decided_ones = select(PlacedDecisionRow.statement_id)
    asked = select(StatementRow.id).join(DocumentRow, CURRENT)
    return list(connection.execute(asked.where(*conditions, StatementRow.id.in_(decided_ones))).scalars())


def all_topics(connection: Connection) -> set[str]:
    """The names of all topics."""
    return set(connection.execute(select(TopicRow.name)).scalars())
