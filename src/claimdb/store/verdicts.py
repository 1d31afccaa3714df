"""What several decisions on one statement come to; knows no SQL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias, get_args

from claimdb.store.record import Status

Field: TypeAlias = Literal["speaker", "words", "kind", "function", "topics"]
"""What can be decided of a statement beside whether it is one."""

Verdict: TypeAlias = Literal[
    "accept", "reject", "speaker", "words", "kind", "function", "topics", "note", "undo"
]

FIELDS: tuple[Field, ...] = get_args(Field)
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)

Values: TypeAlias = Mapping[str, Any]
"""Values by field: the row id of a speaker, names of topics, spans, and the words for the rest."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision on a statement, its value taken apart, its words found in the text as it is now."""

    id: int
    verdict: str
    person: str
    note: str | None
    values: Values = field(default_factory=dict)
    """What the decision says of the fields that it is about; of all for ``accept``."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What decisions come to."""

    status: Status
    values: Values
    """What counts, for every field."""
    judged: Values
    """The fields that were looked at, and what was said of them."""
    statement: bool | None
    """Whether it is a statement at all; ``None`` where nobody said so."""
    note: str | None
    last: int
    """The last decision that this rests on; 0 for none."""


def outcome(found: Values, judgements: Iterable[Judgement]) -> Outcome:
    """What counts of a statement: what was decided last of each field, or else what was ``found``.

    A decision on a field says that it is a statement.  One that accepts says that everything was right as it
    stood, and what was right once stays so; only topics follow the list of topics unless they are corrected,
    since nobody can have judged one that was not on the list yet.
    """
    values, judged = dict(found), dict[str, Any]()
    accepted: list[Values] = []
    statement: bool | None = None
    note: str | None = None
    last = 0
    for each in judgements:
        last = each.id
        note = each.note or note
        if each.verdict == "note":
            continue
        statement = each.verdict != "reject"
        judged |= each.values
        kept = {name: value for name, value in each.values.items() if name != "topics"}
        values |= kept if each.verdict == "accept" else each.values
        if each.verdict == "accept":
            accepted.append(kept)
    right = any(all(same(name, values[name], kept[name]) for name in kept) for kept in accepted)
    return Outcome(_status(found, values, statement, right), values, judged, statement, note, last)


def same(name: str, one: Any, other: Any) -> bool:  # noqa: ANN401 - a value of any field
    """Whether two values of a field are one; topics stand in no order."""
    return bool(set(one) == set(other) if name == "topics" else one == other)


def _status(found: Values, values: Values, statement: bool | None, right: bool) -> Status:
    """``right``: whether somebody accepted just what counts; what was corrected back nobody has accepted."""
    if statement is None:
        return "unreviewed"
    if not statement:
        return "rejected"
    corrected = any(not same(name, values[name], found[name]) for name in FIELDS)
    return "accepted" if right and not corrected else "corrected"
