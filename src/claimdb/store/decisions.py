"""What people decide on speakers: that two are one, or that one has another name; kept, told and undone.

Every decision is a row that stays; the last one on a name counts.  What they come to, chains followed to
their end, is in ``decided_name``, which queries look names up in (``identity``).
"""

from __future__ import annotations

import getpass
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from shlex import quote
from typing import Any, Literal, cast

from sqlalchemy import Connection, Engine, Row, delete, func, insert, select

from claimdb.errors import AmbiguousError, DecisionError, FilterError, NotFoundError
from claimdb.store import names
from claimdb.store.filters import UNKNOWN, sayable
from claimdb.store.identity import NAMED, named
from claimdb.store.lookup import known_speakers
from claimdb.store.opening import writing
from claimdb.store.records import SpeakerDecision
from claimdb.store.seals import seal
from claimdb.store.tables import (
    CURRENT,
    AliasRow,
    DecidedNameRow,
    DecisionRow,
    DocumentRow,
    SpeakerRow,
    StatementRow,
    table,
)
from claimdb.store.writing import now

Verdict = Literal["merge", "alias"]

SPEAKER = "speaker"
"""The subject of the decisions that this is about."""

UNDO = "undo"


def decide(
    engine: Engine, verdict: Verdict, asked: str, speaker_asked: str, note: str | None
) -> SpeakerDecision:
    """Decide that the name ``asked`` is that of the speaker ``speaker_asked``, unless it is decided already.

    Raises ``NotFoundError``, ``AmbiguousError`` and ``FilterError`` for the names, and ``DecisionError`` for
    what cannot be.
    """
    with writing(engine) as connection:
        log = Log.of(connection)
        known = _Known.of(connection, log)
        name = known.full_name(asked) if verdict == "merge" else _new_name(asked)
        speaker = known.full_name(speaker_asked)
        known.check_is_name(speaker)
        if name not in log.holding:
            check = known.check_merge if verdict == "merge" else known.check_alias
            check(name, speaker)
            # An other name that is nobody's once it is undone cannot be what a decision rests on.
            _write(connection, name, verdict, speaker if speaker in known.kinds else log.end(speaker), note)
            settle(connection)
            return _told(connection, Log.of(connection), [name])[0]
        earlier = _told(connection, log, [name])[0]
    if earlier.now != log.end(speaker):
        raise DecisionError(
            f"{name!r} is {earlier.now!r} already, as decided on {earlier.made_at[:10]}; undo that first: "
            f"claimdb speakers undo {quote(name)}"
        )
    return replace(earlier, repeated=True)


def undo(engine: Engine, asked: str) -> SpeakerDecision:
    """Undo the decision on a name.  Raises ``NotFoundError`` when there is none."""
    with writing(engine) as connection:
        log = Log.of(connection)
        name = _same(asked, log.holding)
        if name is None:
            decided = [(names.fold(each), names.Name(each, each)) for each in log.holding]
            near = names.nearest(names.fold(asked), decided)
            hint = f"; near: {', '.join(near)}" if near else "; list them with: claimdb speakers decisions"
            raise NotFoundError(f"nothing is decided on {asked!r}{hint}")
        _write(connection, name, UNDO, None, None)
        settle(connection)
        return [each for each in _told(connection, Log.of(connection), [name]) if each.undone_at][-1]


def listed(connection: Connection, *, undone: bool) -> list[SpeakerDecision]:
    """The decisions that hold, by name; with ``undone`` the others too."""
    log = Log.of(connection)
    told = _told(connection, log, sorted({row.subject_id for row in log.rows}))
    return [each for each in told if undone or each.undone_at is None]


def settled(connection: Connection) -> dict[str, tuple[int, int]]:
    """What the decisions come to: for each name the row of the speaker whose it is, and the decision."""
    log = Log.of(connection)
    ends = {name: log.end(name) for name in log.holding}
    # Of a name that is a person's here and a body's there the row that was first, which stays the first.
    first = select(SpeakerRow.name, func.min(SpeakerRow.id)).where(named(set(ends.values())))
    rows = connection.execute(first.group_by(SpeakerRow.name))
    ids = dict((name, number) for name, number in rows)  # noqa: C402 - rows are no plain pairs to mypy
    return {name: (ids[end], log.holding[name].id) for name, end in ends.items() if end in ids}


def settle(connection: Connection) -> None:
    """Bring what queries look up in line with the decisions."""
    connection.execute(delete(DecidedNameRow))
    rows = [
        {"name": name, "speaker_id": speaker_id, "decision_id": decision_id}
        for name, (speaker_id, decision_id) in sorted(settled(connection).items())
    ]
    if rows:
        connection.execute(insert(table(DecidedNameRow)), rows)


@dataclass(frozen=True, slots=True)
class Log:
    """All decisions on speakers in their order, and those that hold by name."""

    rows: Sequence[Row[*tuple[Any, ...]]]
    holding: dict[str, Row[*tuple[Any, ...]]]

    @classmethod
    def of(cls, connection: Connection) -> Log:
        """The decisions in the database."""
        asked = select(DecisionRow).where(DecisionRow.subject == SPEAKER).order_by(DecisionRow.id)
        rows = connection.execute(asked).all()
        last = {row.subject_id: row for row in rows}
        return cls(rows, {name: row for name, row in last.items() if row.verdict != UNDO})

    def way(self, name: str) -> Iterator[str]:
        """The name, and whose it is, and whose that one is: decisions lead on, though never in a circle."""
        yield name
        while name in self.holding:
            name = self.holding[name].value
            yield name

    def end(self, name: str) -> str:
        """Whose a name is in the end."""
        *_, last = self.way(name)
        return last


@dataclass(frozen=True, slots=True)
class _Known:
    """The speakers that there are, as far as a decision has to know them."""

    connection: Connection
    log: Log
    kinds: dict[str, set[str]]
    """The kinds of the speakers of each full name, mostly one."""

    @classmethod
    def of(cls, connection: Connection, log: Log) -> _Known:
        kinds: defaultdict[str, set[str]] = defaultdict(set)
        for name, kind in connection.execute(select(SpeakerRow.name, SpeakerRow.kind).distinct()):
            kinds[name].add(kind)
        return cls(connection, log, dict(kinds))

    def full_name(self, asked: str) -> str:
        """The one speaker who is called so in full: nothing that holds for good shall rest on a guess.

        Raises ``NotFoundError`` with the speakers that a query would find, or near ones.
        """
        _check_name(asked)
        name = _same(asked, {**self.kinds, **self.log.holding})
        if name is not None:
            return name
        owners = {each: self.log.end(each) for each in self.log.holding}
        try:
            meant = [names.match(asked, known_speakers(self.connection, owners), what=SPEAKER)]
        except AmbiguousError as error:
            meant = list(error.candidates)[: names.LISTED]
        raise NotFoundError(f"no speaker is called {asked!r} in full; near: {', '.join(meant)}")

    def check_is_name(self, name: str) -> None:
        """Refuse what names nobody for certain."""
        kinds = self.kinds.get(name, set())
        if name in self.log.holding or kinds & set(NAMED) or not kinds:
            return
        if "author" in kinds:
            raise DecisionError(f"{name!r} stands for each document's own voice, and is not one speaker")
        raise DecisionError(
            f"{name!r} is a description and no name: nobody can tell that it is the same one everywhere"
        )

    def check_merge(self, name: str, speaker: str) -> None:
        """Refuse to make ``name`` somebody that it cannot be."""
        self.check_is_name(name)
        if name == speaker:
            raise DecisionError(f"{name!r} is {speaker!r} as it is: name two speakers")
        if self.log.end(speaker) == name:
            raise DecisionError(
                f"{speaker!r} is {name!r} already; to turn it round, undo that first: "
                f"claimdb speakers undo {quote(speaker)}"
            )
        self._check_wikidata(name, speaker)

    def check_alias(self, name: str, speaker: str) -> None:
        """Refuse to give ``speaker`` a name that is somebody's."""
        self.check_is_name(name)
        if name in (speaker, self.log.end(speaker)):
            raise DecisionError(f"{name!r} is that speaker's name as it is")
        bearer = _same(name, self.kinds)
        if bearer is not None and bearer != speaker:
            merge = f"claimdb speakers merge {quote(bearer)} {quote(speaker)}"
            raise DecisionError(f"{bearer!r} is a speaker of that name; if the two are one: {merge}")
        wanted = names.fold(name)
        bearers = sorted(each for each in self.kinds if names.fold(each).rpartition(" ")[2] == wanted)
        if len({self.log.end(each) for each in bearers}) > 1:
            raise DecisionError(f"{name!r} is a name of several: {', '.join(bearers)}; give a longer one")
        others = self.connection.execute(
            select(SpeakerRow.name)
            .join(AliasRow, AliasRow.speaker_id == SpeakerRow.id)
            .where(AliasRow.name == name, AliasRow.origin == "alias")
        ).scalars()
        taken = sorted({self.log.end(each) for each in others} - {self.log.end(speaker)})
        if taken:
            raise DecisionError(f"{name!r} is another name of {', '.join(taken)}, as a claimdb.toml says")

    def _check_wikidata(self, name: str, speaker: str) -> None:
        """Refuse to make one of two who are known to be two."""
        one = {name, speaker, self.log.end(speaker)}
        one |= {each for each in self.log.holding if self.log.end(each) in one}
        rows = self.connection.execute(select(SpeakerRow.wikidata).where(named(one)))
        ids = sorted({wikidata for wikidata in rows.scalars() if wikidata is not None})
        if len(ids) > 1:
            raise DecisionError(
                f"{name!r} and {speaker!r} have different Wikidata ids ({', '.join(ids)}), and so are two; "
                "if not, correct claimdb.toml and ingest again"
            )


def _check_name(asked: str) -> None:
    if not names.fold(asked) or asked.strip() in UNKNOWN:
        raise FilterError(f"{asked!r} can be nobody's name; give a speaker's full name")


def _new_name(asked: str) -> str:
    """A name as a person typed it, as the extractor would write it."""
    _check_name(asked)
    return " ".join(sayable(asked).split())


def _same(asked: str, known: Iterable[str]) -> str | None:
    """The one of the names that is written so, or that is the same but for case, accents and punctuation.

    Raises ``AmbiguousError`` when only several of the second kind are there.
    """
    every = list(known)
    if asked.strip() in every:
        return asked.strip()
    wanted = names.fold(asked)
    same = sorted(each for each in every if names.fold(each) == wanted)
    if len(same) > 1:
        listing = ", ".join(same)
        raise AmbiguousError(
            f"{asked!r} fits several names: {listing}; write it exactly as one of them", same
        )
    return same[0] if same else None


def _write(connection: Connection, name: str, verdict: str, speaker: str | None, note: str | None) -> None:
    values = {
        "subject": SPEAKER,
        "subject_id": name,
        "verdict": verdict,
        "value": speaker,
        "note": None if note is None else sayable(note).strip() or None,
        "person": person(),
        "made_at": now(),
    }
    connection.execute(insert(table(DecisionRow)), values | {"seal": seal(values)})


def person() -> str:
    """The name of the user of this machine."""
    try:
        return sayable(getpass.getuser())
    except (KeyError, OSError):  # a container's user may have none
        return f"user {os.getuid()}" if hasattr(os, "getuid") else "unknown"


def _told(connection: Connection, log: Log, about: Sequence[str]) -> list[SpeakerDecision]:
    """The decisions on some names, by name, each name's in their order."""
    counts = _counts(connection, log, about)
    told: defaultdict[str, list[SpeakerDecision]] = defaultdict(list)
    for row in log.rows:
        before = told[row.subject_id]
        if row.subject_id not in counts:
            continue
        if row.verdict == UNDO:
            before[-1] = replace(before[-1], undone_at=row.made_at)
        else:
            statements, documents = counts[row.subject_id]
            before.append(
                SpeakerDecision(
                    name=row.subject_id,
                    verdict=cast("Verdict", row.verdict),
                    speaker=row.value,
                    now=log.end(row.subject_id),
                    statements=statements,
                    documents=documents,
                    note=row.note,
                    person=row.person,
                    made_at=row.made_at,
                )
            )
    return [each for name in about for each in told[name]]


def _counts(connection: Connection, log: Log, about: Sequence[str]) -> dict[str, tuple[int, int]]:
    """How many statements, in how many documents, are under each of the names, and those that are its own."""
    below = {name: {name} for name in about}
    for each in log.holding:
        for passed in log.way(each):
            if passed in below:
                below[passed].add(each)
    rows = connection.execute(
        select(SpeakerRow.name, DocumentRow.id, func.count())
        .join(StatementRow, StatementRow.speaker_id == SpeakerRow.id)
        .join(DocumentRow, CURRENT)
        .where(named({each for under in below.values() for each in under}))
        .group_by(SpeakerRow.name, DocumentRow.id)
    ).all()
    counts = {}
    for name, under in below.items():
        mine = [(document, statements) for found, document, statements in rows if found in under]
        counts[name] = (sum(number for _, number in mine), len({document for document, _ in mine}))
    return counts
