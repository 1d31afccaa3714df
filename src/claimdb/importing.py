"""A CSV file that ``export`` wrote, and that somebody corrected in a spreadsheet, as decisions on statements.

Read are the columns ``id``, ``text``, ``speaker``, ``kind``, ``function``, ``topics``, ``status`` and
``note``; any may be missing but the first.  A cell counts as corrected when it is other than it was when the
file was written, which the columns ``found_…`` and ``decision`` tell: a cell that nobody touched takes
nothing back that was decided since, and the same file does nothing the second time.  A row that is missing
says nothing.

A ``status`` changed to ``accepted`` or ``rejected`` is the decision of that name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, get_args

from claimdb.errors import AmbiguousError, ClaimdbError
from claimdb.export import unguard
from claimdb.model import AUTHOR, joined
from claimdb.numbers import whole
from claimdb.reviewing import settle
from claimdb.sheets import Line, plain
from claimdb.store import calling, identity, reviews
from claimdb.store.judgements import BETWEEN_TOPICS, Judged, text_of
from claimdb.store.names import fold
from claimdb.store.record import Status
from claimdb.store.refinding import Finder
from claimdb.store.verdicts import FIELDS, Field, Outcome, outcome

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from claimdb.store.reviews import Decided

CHUNK = 400
"""How many rows are looked up at a time."""

COLUMN: dict[Field, str] = {
    "words": "text",
    "speaker": "speaker",
    "kind": "kind",
    "function": "function",
    "topics": "topics",
}
"""The column that each field stands in."""


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A row that nothing was done about."""

    line: int
    """Of the file, where the row begins."""
    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class NewSpeaker:
    """A speaker who was not there before the file; maybe a typing mistake."""

    line: int
    """Where the name stands first."""
    name: str
    near: tuple[str, ...]
    """Speakers who were there and are called nearly so."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of the rows of a file."""

    rows: int = 0
    unchanged: int = 0
    corrected: int = 0
    accepted: int = 0
    rejected: int = 0
    noted: int = 0
    """Rows of which nothing but the note was new."""
    not_understood: tuple[NotUnderstood, ...] = ()
    new_speakers: tuple[NewSpeaker, ...] = ()
    new_topics: tuple[str, ...] = ()


class _RowError(ClaimdbError):
    """Why a row cannot be understood."""


@dataclass(slots=True)
class _Import:
    """One file's way in."""

    connection: Connection
    coder: str
    counts: dict[str, int] = field(default_factory=dict)
    problems: list[NotUnderstood] = field(default_factory=list)
    changed: list[Judged] = field(default_factory=list)
    lines: dict[int, int] = field(default_factory=dict)
    """Of each statement that had a row the line of it."""
    new: list[NewSpeaker] = field(default_factory=list)


def decide(connection: Connection, lines: Iterable[Line], coder: str) -> ImportReport:
    """Write what the rows of a file decide; what cannot be understood is in the report."""
    topics = reviews.all_topics(connection)
    state = _Import(connection, coder)
    finder = Finder(connection)
    names = _Names(connection)
    rest = iter(lines)
    while chunk := list(islice(rest, CHUNK)):
        for line, each in zip(chunk, finder.find([line.cells for line in chunk]), strict=True):
            _count(state, line, each, names)
    settle(connection, state.changed)
    topics_now = reviews.all_topics(connection)
    return ImportReport(
        rows=sum(state.counts.values()) + len(state.problems),
        not_understood=tuple(state.problems),
        new_speakers=tuple(state.new),
        new_topics=tuple(sorted(topics_now - topics)),
        **state.counts,
    )


def _count(state: _Import, line: Line, each: Judged | None, names: _Names) -> None:
    try:
        if each is None:
            raise _RowError("no statement has this id, nor these words at this place any more")
        if state.lines.setdefault(each.id, line.number) != line.number:
            raise _RowError(f"its statement has a row already, in line {state.lines[each.id]}")
        # What a row that breaks off has written shall not stay.
        with state.connection.begin_nested():
            row = _Row(state, line, each, names)
            became = row.decide()
    except ClaimdbError as error:
        state.problems.append(NotUnderstood(line.number, line.cells.get("id", ""), str(error)))
        return
    state.new += row.new
    state.counts[became] = state.counts.get(became, 0) + 1


class _Names:
    """The names and words of values, remembered."""

    def __init__(self, connection: Connection) -> None:
        self.speaker = lru_cache(maxsize=10_000)(lambda number: identity.named_by_row(connection, number)[0])
        self.text = lru_cache(maxsize=8)(lambda version: text_of(connection, version))
        self.owners = identity.decided(connection)
        self._connection = connection
        self._known: dict[tuple[str, int], str] = {}

    def understood(self, cell: str, document_id: int) -> str | None:
        """The speaker whom a cell names, if there is one; the same all through a file."""
        key = cell, document_id
        if key not in self._known:
            name = calling.understood(self._connection, cell, document_id)
            if name is None:
                return None  # until a row makes a speaker of it
            self._known[key] = name
        return self._known[key]

    def written(self, name: Field, value: Any, each: Judged) -> str:  # noqa: ANN401 - of any field
        """A value as its cell has it."""
        if name == "words":
            return joined(self.text(each.version_id), value)
        if name == "topics":
            return BETWEEN_TOPICS.join(value)
        return (self.speaker(value) if name == "speaker" else value) or ""


class _Row:
    """One row, held against what its statement was when the file was written, and what its coder said since.

    What others said since doesn't matter, as in review: several people can code copies of one file.
    """

    def __init__(self, state: _Import, line: Line, each: Judged, names: _Names) -> None:
        self._state = state
        self._line = line
        self._each = each
        self._names = names
        self.new: list[NewSpeaker] = []
        last = line.cells.get("decision")
        known = whole(last or "") or 0
        then = [judgement for judgement in each.decisions if last is None or judgement.id <= known]
        self._mine = [judgement for judgement in each.decisions if judgement.person == state.coder]
        self._since = [judgement for judgement in self._mine if judgement not in then]
        self._then = outcome(each.found, then)
        self._now = outcome(each.found, [*then, *self._since])

    def decide(self) -> str:
        """Write what the row decides, and say what became of it."""
        verdict = self._verdict()
        corrections = list(self._corrections(everything=verdict == "accept"))
        if not corrections and verdict is not None and self._said_last(verdict):
            verdict = None
        note = self._note()
        for decided in corrections:
            self._write(decided, None)
        if verdict is not None:
            right = verdict == "accept"
            self._write(self._accepting() if right else reviews.Decided("reject", None), note)
        elif note is not None:
            self._write(reviews.Decided("note", None), note)
        if verdict == "reject":
            return "rejected"
        if corrections:
            return "corrected"
        return "accepted" if verdict else "noted" if note else "unchanged"

    def _write(self, decided: Decided, note: str | None) -> None:
        reviews.write(self._state.connection, self._each, decided, self._state.coder, note)
        self._now = replace(self._now, values={**self._now.values, **decided.says})
        if not self._state.changed or self._state.changed[-1] is not self._each:
            self._state.changed.append(self._each)

    def _accepting(self) -> Decided:
        """That all is right as it stands in the row."""
        return reviews.accepting(self._state.connection, self._now.values, self._each.found)

    # ---------------------------------------------------------------------------- the fields

    def _corrections(self, *, everything: bool) -> Iterator[Decided]:
        """What the row corrects; ``everything``: also what an extraction found otherwise since."""
        for name in FIELDS:
            differs = self._differs(name)
            if not (differs or self._is_pinned(name, everything)) or self._is(name, self._now):
                continue
            if differs and any(name in judgement.values for judgement in self._since):
                raise _RowError(f"{COLUMN[name]} was corrected otherwise since the file was written")
            cell = self._cell(name)
            if name in ("kind", "function", "words") and not cell.strip():
                raise _RowError(f"{COLUMN[name]} is empty; for what is no statement write rejected as status")
            kind = self._line.cells.get("speaker_kind", "").strip().casefold()
            decided = reviews.ready(
                self._state.connection,
                self._each,
                name,
                self._speaker(cell) if name == "speaker" else cell,
                self._state.coder,
                kind if kind == "body" else "person",
            )
            if name == "words" and decided.words == self._now.values["words"]:
                continue
            yield decided

    def _speaker(self, cell: str) -> str:
        """The name of the speaker whom a cell names, a new one's noted with those that are near it."""
        name = self._names.understood(cell, self._each.document_id)
        if name is None and fold(cell) and cell.strip().casefold() != AUTHOR:
            typed = calling.typed(cell)
            near = calling.near(self._state.connection, typed)
            self.new.append(NewSpeaker(self._line.number, typed, tuple(near)))
        return cell if name is None else name

    def _is_pinned(self, name: Field, everything: bool) -> bool:
        """Whether who says that a row is right says so of this field; topics follow their list."""
        return everything and name != "topics" and COLUMN[name] in self._line.cells

    def _cell(self, name: Field) -> str:
        return unguard(self._line.cells.get(COLUMN[name], ""))

    def _differs(self, name: Field) -> bool:
        """Whether the cell is other than it was when the file was written."""
        if COLUMN[name] not in self._line.cells:
            return False
        if self._then.values[name] == self._each.found[name]:
            found = self._line.cells.get(f"found_{COLUMN[name]}")
            if found is not None:
                # What was found then can be other than what an extraction found since.
                return not any(self._same(name, each) for each in self._as_exported(name, unguard(found)))
        return not self._is(name, self._then)

    def _as_exported(self, name: Field, found: str) -> tuple[str, ...]:
        """What stood in the cell where this was found: for a speaker also who that is, as people decided."""
        return (found, self._names.owners.get(found, found)) if name == "speaker" else (found,)

    def _is(self, name: Field, what: Outcome) -> bool:
        return self._same(name, self._names.written(name, what.values[name], self._each))

    def _same(self, name: Field, value: str) -> bool:
        """Whether the cell says this, white space and what a spreadsheet does to characters set aside."""
        cell, value = plain(self._cell(name)), plain(value)
        if name == "topics":
            return _topics(cell) == _topics(value)
        if name in ("kind", "function"):
            return cell.casefold() == value.casefold()
        if name == "speaker" and cell in ("-", "–", "—"):
            return not value
        if cell in (value, self._line.as_saved(value)) or plain(self._line.cells[COLUMN[name]]) == value:
            return True
        return name == "speaker" and bool(value) and self._names_speaker(cell, value)

    def _names_speaker(self, cell: str, value: str) -> bool:
        """Whether a cell means this speaker, however it writes the name."""
        try:
            name = self._names.understood(cell, self._each.document_id)
        except AmbiguousError as error:
            return value in error.candidates  # somebody else of that surname can have come since
        return name is not None and self._names.owners.get(name, name) == value

    # ------------------------------------------------------------------------ status and note

    def _verdict(self) -> str | None:
        cell = plain(self._line.cells.get("status", "")).casefold()
        if not cell or cell == self._then.status:
            return None
        if cell not in get_args(Status):
            raise _RowError(f"no status {cell!r}: it is one of {', '.join(get_args(Status))}")
        if cell == "unreviewed":
            raise _RowError("a decision cannot be taken back in a file; claimdb review undoes one with u")
        if cell == "corrected":
            if not any(self._differs(name) for name in FIELDS):
                raise _RowError("its status was made corrected, but no cell was")
            return None
        verdict, other = ("accept", "reject") if cell == "accepted" else ("reject", "accept")
        if any(judgement.verdict == other for judgement in self._since):
            raise _RowError(f"it was decided otherwise since the file was written: {other}")
        return verdict

    def _said_last(self, verdict: str) -> bool:
        """Whether the coder's last word on the statement is this one."""
        said = [judgement.verdict for judgement in self._mine if judgement.verdict != "note"]
        return said[-1:] == [verdict]

    def _note(self) -> str | None:
        cell = unguard(self._line.cells.get("note", "")).strip()
        known = {plain(each.note or "") for each in (self._then, self._now)}
        return None if plain(cell) in known or not cell else cell


def _topics(cell: str) -> set[str]:
    return {fold(name) for name in cell.split(BETWEEN_TOPICS) if fold(name)}
