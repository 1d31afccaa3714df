"""Whose the names are that people decided on, compared with the decisions."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from claimdb.store import decisions
from claimdb.store.checks.checked import Checked
from claimdb.store.tables import DecidedNameRow, DecisionRow


def names(connection: Connection, checked: Checked) -> None:
    """What queries look up is what the decisions come to."""
    for name in _wrong(connection):
        checked.wrong("speakers", f"the name {name!r} is not that of whom people decided")


def settle_names(connection: Connection) -> Iterator[str]:
    """Bring what queries look up in line with the decisions, which are what counts.

    Unless a decision is gone, or about another name than it was: what is looked up then shows that it was.
    """
    referred = select(DecidedNameRow.name, DecidedNameRow.decision_id, DecisionRow.subject_id).outerjoin(
        DecisionRow, DecidedNameRow.decision_id == DecisionRow.id
    )
    rows = connection.execute(referred).all()
    kept = {(row.name, row.decision_id) for row in rows}
    if any((row.subject_id, row.decision_id) not in kept for row in rows):
        return
    wrong = _wrong(connection)
    decisions.settle(connection)
    for name in sorted(set(wrong) - set(_wrong(connection))):
        yield f"the name {name!r} is that of whom people decided again"


def _wrong(connection: Connection) -> list[str]:
    log = decisions.Log.of(connection)
    settled = decisions.settled(connection)
    rows = connection.execute(
        select(DecidedNameRow.name, DecidedNameRow.speaker_id, DecidedNameRow.decision_id)
    )
    looked_up = {name: (speaker_id, decision_id) for name, speaker_id, decision_id in rows}
    return [
        name
        for name in sorted({*log.holding, *looked_up})
        if name not in settled or looked_up.get(name) != settled[name]
    ]
