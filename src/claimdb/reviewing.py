"""What people decide on statements: ``Database.review``, which the command line is a thin layer over."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, Unpack, get_args

from claimdb.agreement import MACHINE, Agreement, Compared, compare
from claimdb.errors import DatabaseError, FilterError, NotFoundError
from claimdb.model import joined
from claimdb.store import calling, identity, lookup, opening, reviews, settling, showing
from claimdb.store import decisions as people
from claimdb.store import filters as filtering
from claimdb.store.judgements import Judged, judged, text_of
from claimdb.store.records import Shown, StatementDecision
from claimdb.store.tables import DecisionRow
from claimdb.store.verdicts import Outcome

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Engine

    from claimdb.importing import ImportReport
    from claimdb.store.filters import FilterOptions


_Unit: TypeAlias = dict[str, dict[str, Any]]
"""Of one statement, who said what of which field."""


class Reviews:
    """People's decisions on the statements of a database.

    A decision is a row that stays; the last one on a field of a statement counts, whoever made it.
    ``coder``: who decides, without it the name of the user of this machine.
    """

    def __init__(
        self,
        reading: Callable[[], AbstractContextManager[Connection]],
        engine: Callable[[], Engine],
        path: Path,
    ) -> None:
        self._reading = reading
        self._engine = engine
        self._path = path

    # ------------------------------------------------------------------------------- deciding

    def decide(
        self,
        id: str,
        verdict: str,
        value: object = None,
        *,
        note: str | None = None,
        coder: str | None = None,
        new_speaker: str | None = None,
    ) -> StatementDecision:
        """Decide on a statement, named by its id or the beginning of it.

        ``verdict``: accept (all is right, as this coder sees it), reject (it is no statement), or the field
        that is given another value: speaker (a full name; ``None``: nobody knows), words (as they stand in
        the document, or their spans), kind, function, topics (names, or one string with ``;`` between);
        or note.  ``note``: why.  ``new_speaker``: person or body, for a speaker who is not there yet.

        What was found stays in the database.  Raises ``FilterError``, ``NotFoundError`` and
        ``DecisionError`` for what cannot be.
        """
        who = coder_name(coder)
        if verdict == "note" and not (note or "").strip():
            raise FilterError("an empty note: write something")
        with self._writing() as connection:
            each = reviews.about(connection, id)
            decided = reviews.ready(connection, each, verdict, value, who, new_speaker)
            number = reviews.write(connection, each, decided, who, note)
            settle(connection, [each])
            return reviews.listed(connection, DecisionRow.id == number)[0]

    def undo(self, id: str | None = None, *, coder: str | None = None) -> StatementDecision:
        """Undo this coder's last decision that holds, on one statement or on any; give it.

        Raises ``NotFoundError`` when there is none.
        """
        who = coder_name(coder)
        with self._writing() as connection:
            uid = None if id is None else reviews.about(connection, id).uid
            last = reviews.last_by(connection, who, uid)
            if last is None:
                raise NotFoundError(f"nothing that {who} decided is left to undo")
            reviews.write_undo(connection, last, who, None)
            if last.now is not None:
                settle(connection, [reviews.about(connection, last.now)])
            return reviews.listed(connection, DecisionRow.id == last.id)[0]

    def import_csv(
        self, file: str | os.PathLike[str], *, coder: str | None = None, dry_run: bool = False
    ) -> ImportReport:
        """Take a CSV file that ``export`` wrote and somebody corrected for decisions: ``claimdb.importing``.

        All in one transaction.  ``dry_run``: only say what would be.  Raises ``ReadingError`` for a file
        that cannot be read or has no column ``id``.
        """
        from claimdb import importing, sheets

        who = coder_name(coder)
        lines = sheets.read(Path(file), required="id")
        with self._writing(keep=not dry_run) as connection:
            return importing.decide(connection, lines, who)

    # -------------------------------------------------------------------------------- reading

    def pending(
        self, *, coder: str | None = None, again: bool = False, **filters: Unpack[FilterOptions]
    ) -> list[str]:
        """The ids of the statements that this coder has not accepted or rejected yet, the least sure first.

        The filters are those of ``query``, but without ``status`` they go by what was found, so that several
        coders get the same statements, whatever others decided.  ``again``: also those that were.
        """
        checked = filtering.check(**filters)
        with self._reading() as connection:
            conditions = filtering.conditions(connection, checked, as_found=not checked.statuses)
            return list(reviews.pending(connection, conditions, None if again else coder_name(coder)))

    def seen(self, id: str, *, coder: str | None = None) -> Shown:
        """One statement in its surroundings, as this coder sees it: without what others decided.

        Coders who see each other's decisions do not agree or disagree with one another.
        """
        who = coder_name(coder)
        with self._reading() as connection:
            shown = showing.show(connection, id)
            each = reviews.about(connection, shown.record.statement.id)
            mine = tuple(each for each in shown.decisions if each.person == who)
            return replace(_as_decided(connection, shown, each, reviews.by_coder(each, who)), decisions=mine)

    def speakers_near(self, id: str) -> list[str]:
        """Who speaks in a statement's document, the most first."""
        with self._reading() as connection:
            return calling.speakers_in(connection, reviews.about(connection, id).document_id)

    def speakers_called(self, name: str) -> list[str]:
        """The speakers whom a query would find by this name, or who are called nearly so."""
        with self._reading() as connection:
            return calling.called(connection, name)

    def topic_called(self, name: str) -> str | None:
        """The topic that a query would find by this name, if there is one."""
        with self._reading() as connection:
            try:
                return lookup.topic_names(connection, [name.strip()])[0]
            except NotFoundError:
                return None

    def decisions(self, *, coder: str | None = None, undone: bool = False) -> list[StatementDecision]:
        """All that was decided on statements, in its order; with ``undone`` also what does not hold."""
        conditions = [] if coder is None else [DecisionRow.person == coder]
        with self._reading() as connection:
            found = reviews.listed(connection, *conditions)
        return [each for each in found if undone or each.undone_at is None]

    def lost(self, *, coder: str | None = None) -> list[StatementDecision]:
        """The decisions whose statement is not there any more: its words were not found again."""
        return [each for each in self.decisions(coder=coder) if each.now is None]

    def agreement(self, *coders: str, **filters: Unpack[FilterOptions]) -> list[Agreement]:
        """How far the coders agree, all with each other and each with the machine, field by field.

        ``coders``: only these.  The filters are those of ``query``, but without ``status`` they go by what
        was found, as in ``pending``.
        """
        checked = filtering.check(**filters)
        with self._reading() as connection:
            conditions = filtering.conditions(connection, checked, as_found=not checked.statuses)
            said = _said(connection, conditions)
        everybody = [name for name, _ in Counter(who for unit in said for who in unit).most_common()]
        for name in coders:
            if name not in everybody or name == MACHINE:
                known = ", ".join(sorted({*everybody} - {MACHINE})) or "nobody yet"
                raise NotFoundError(f"{name!r} has decided on none of these statements; who has: {known}")
        chosen = [name for name in sorted({*everybody} - {MACHINE}) if not coders or name in coders]
        groups: list[tuple[str, ...]] = [tuple(chosen)] if len(chosen) > 1 else []
        if len(chosen) > 2:
            groups += combinations(chosen, 2)
        groups += [(name, MACHINE) for name in chosen]
        return [_compared(group, field, said) for group in groups for field in get_args(Compared)]

    # --------------------------------------------------------------------------------- inside

    @contextmanager
    def _writing(self, *, keep: bool = True) -> Iterator[Connection]:
        engine = self._engine()
        if not opening.is_there(self._path):  # SQLite would write on into a file that has no name any more
            raise DatabaseError(f"{self._path}: is gone since it was opened; nothing more is written")
        with (
            opening.told(self._path),
            opening.writing(engine) as connection,
            connection.begin_nested() as within,
        ):
            yield connection
            if not keep:
                within.rollback()


def coder_name(given: str | None) -> str:
    """Who decides.  Raises ``FilterError`` for a name that is none."""
    name = people.person() if given is None else " ".join(filtering.sayable(given).split())
    if not name:
        raise FilterError("an empty coder: give a name, or leave it out")
    if name.casefold() == MACHINE:
        raise FilterError(f"a coder cannot be called {MACHINE!r}, which is what the extractor stands under")
    return name


def settle(connection: Connection, changed: Sequence[Judged]) -> None:
    """Bring what queries look up in line with decisions that were just written."""
    settling.settle(connection, [each.id for each in changed if each.current])
    for document_id in {each.document_id for each in changed if not each.current}:
        settling.settle_document(connection, document_id)


def _as_decided(connection: Connection, shown: Shown, each: Judged, mine: Outcome) -> Shown:
    """The statement as some decisions leave it."""
    values = mine.values
    name, kind = identity.named_by_row(connection, values["speaker"])
    statement = replace(
        shown.record.statement,
        speaker=name,
        speaker_kind=kind,
        kind=values["kind"],
        function=values["function"],
        topics=values["topics"],
        spans=values["words"],
        text=joined(text_of(connection, each.version_id), values["words"]),
    )
    return replace(
        shown, record=replace(shown.record, statement=statement, status=mine.status, note=mine.note)
    )


def _said(connection: Connection, conditions: Sequence[ColumnElement[bool]]) -> list[_Unit]:
    """For each statement that somebody decided on: who said what of which field, the machine among them."""
    statements = reviews.decided_on(connection, conditions)
    speakers = lru_cache(maxsize=None)(lambda number: identity.named_by_row(connection, number))
    said = []
    for each in judged(connection, statements).values():
        unit: _Unit = {}
        for who in dict.fromkeys(judgement.person for judgement in each.decisions):
            mine = reviews.by_coder(each, who)
            if mine.statement is not None:
                unit[who] = {**mine.judged, "statement": mine.statement}
        if unit:
            unit[MACHINE] = {**each.found, "statement": True}
            for values in unit.values():
                if "speaker" in values:
                    values["speaker"] = speakers(values["speaker"])
            said.append(unit)
    return said


def _compared(
    group: tuple[str, ...], field: Compared, said: Sequence[dict[str, dict[str, Any]]]
) -> Agreement:
    units = []
    for unit in said:
        values = [unit[who] for who in group if who in unit]
        units.append([_comparable(field, value[field]) for value in values if field in value])
    return compare(group, field, units)


def _comparable(field: Compared, value: Any) -> Any:  # noqa: ANN401 - a value of any field
    return frozenset(value) if field == "topics" else value
