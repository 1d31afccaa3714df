"""What counts of a statement in SQL: what people decided of it, or else what was found.

``DecidedStatementRow`` has a row for each statement that somebody decided on, with all that counts then.
"""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    SQLColumnExpression,
    and_,
    case,
    func,
    literal,
    or_,
    select,
)

from claimdb.store.tables import (
    PERSON,
    RULE,
    DecidedStatementRow,
    StatementRow,
    StatementTopicRow,
)

UNREVIEWED, REJECTED = "unreviewed", "rejected"

DECIDED = select(DecidedStatementRow.statement_id)
"""The statements that somebody decided on."""

SPEAKER_ID: SQLColumnExpression[int | None] = case(
    (DecidedStatementRow.statement_id.is_not(None), DecidedStatementRow.speaker_id),
    else_=StatementRow.speaker_id,
)
KIND = func.coalesce(DecidedStatementRow.kind, StatementRow.kind)
FUNCTION = func.coalesce(DecidedStatementRow.function, StatementRow.function)
TEXT = func.coalesce(DecidedStatementRow.text, StatementRow.text)
STATUS = func.coalesce(DecidedStatementRow.status, literal(UNREVIEWED))
"""These need ``joined``."""

_Asked = TypeVar("_Asked", bound="Select[*tuple[object, ...]]")


def joined(asked: _Asked) -> _Asked:
    """The question with what was decided joined to its statements."""
    return asked.outerjoin(DecidedStatementRow, DecidedStatementRow.statement_id == StatementRow.id)


def counts() -> ColumnElement[bool]:
    """That nobody said that it is no statement; needs nothing joined."""
    return StatementRow.id.not_in(DECIDED.where(DecidedStatementRow.status == REJECTED))


def on_topic() -> ColumnElement[bool]:
    """That the topic joined is one that counts: a person's where somebody corrected them."""
    corrected = StatementRow.id.in_(DECIDED.where(DecidedStatementRow.topics))
    return StatementTopicRow.origin == case((corrected, PERSON), else_=RULE)


def anything(connection: Connection) -> bool:
    """Whether anybody decided anything; questions are simpler where not."""
    return connection.execute(DECIDED.limit(1)).first() is not None


def either(found: ColumnElement[bool], decided: ColumnElement[bool]) -> ColumnElement[bool]:
    """``found`` for statements that nobody decided on, ``decided`` for the others; needs nothing joined."""
    return or_(and_(found, StatementRow.id.not_in(DECIDED)), StatementRow.id.in_(DECIDED.where(decided)))
