"""What narrows down the statements: checked as a person gave it, then turned into conditions of SQL."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, TypeAlias, TypedDict, get_args

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    SQLColumnExpression,
    and_,
    column,
    false,
    not_,
    or_,
    select,
    table,
    text,
)

from claimdb.errors import FilterError
from claimdb.model import Function, Kind
from claimdb.store import decided
from claimdb.store.lookup import document_ids, speaker_ids, topic_ids
from claimdb.store.parts import is_one_of
from claimdb.store.record import Status
from claimdb.store.tables import (
    FULL_TEXT,
    FULL_TEXT_DECIDED,
    PERSON,
    RULE,
    DecidedStatementRow,
    DocumentRow,
    StatementRow,
    StatementTopicRow,
)

Sort: TypeAlias = Literal[
    "document", "date", "speaker", "confidence", "-document", "-date", "-speaker", "-confidence"
]
"""The order of statements; with a hyphen the other way round.  Equals stay in the order of the documents."""

Values: TypeAlias = str | Sequence[str]
Date: TypeAlias = str | dt.date

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_QUOTES = '"“”„«»'
_PHRASE = re.compile(rf"[{_QUOTES}]([^{_QUOTES}]*)[{_QUOTES}]|([^\s{_QUOTES}]+)")

UNKNOWN = frozenset("-–—")
"""What asks for statements whose speaker is not known, or that are on no topic: a dash of any length."""

_AFTER_ALL = "~"
"""Sorts after every digit and hyphen, so that a month with it comes after each of the month's days."""


class FilterOptions(TypedDict, total=False):
    """The filters by name, as ``Database.query``, ``count`` and ``export`` take them."""

    text: str | None
    speaker: Values
    topic: Values
    document: Values
    kind: Values
    function: Values
    since: Date | None
    until: Date | None
    min_confidence: float | None
    status: Values


class Filters(NamedTuple):
    """Filters whose values can be; whether there are such speakers, topics and documents is not known yet."""

    words: str | None
    """The full-text question in FTS5's own syntax."""
    speakers: tuple[str, ...]
    topics: tuple[str, ...]
    documents: tuple[str, ...]
    kinds: tuple[str, ...]
    functions: tuple[str, ...]
    since: str | None
    until: str | None
    min_confidence: float | None
    statuses: tuple[str, ...]
    """None: all but what was rejected."""


def check(
    text: str | None = None,
    speaker: Values = (),
    topic: Values = (),
    document: Values = (),
    kind: Values = (),
    function: Values = (),
    since: Date | None = None,
    until: Date | None = None,
    min_confidence: float | None = None,
    status: Values = (),
) -> Filters:
    """The filters, checked.  Raises ``FilterError`` for a value that cannot be."""
    first, last = _date(since, "since"), _date(until, "until")
    if first is not None and last is not None and first > last + _AFTER_ALL:
        raise FilterError(f"since {first} is after until {last}: no document fits; swap them")
    return Filters(
        words=None if text is None else match_expression(text),
        speakers=_values(speaker, "speaker"),
        topics=_values(topic, "topic"),
        documents=_values(document, "document"),
        kinds=_known(kind, "kind", get_args(Kind)),
        functions=_known(function, "function", get_args(Function)),
        since=first,
        until=last,
        min_confidence=_confidence(min_confidence),
        statuses=_known(status, "status", get_args(Status)),
    )


def match_expression(asked: str) -> str:
    """What a person typed as a question to FTS5 that is never a mistake of syntax.

    Every word must be there, in any order and case, with or without accents; words in quotation marks must
    stand together; ``water*`` is any word that begins so.  Raises ``FilterError`` when there is no word.
    """
    terms = []
    for quoted, bare in _PHRASE.findall(sayable(asked)):
        words = quoted or bare
        if any(each.isalnum() for each in words):
            prefix = "*" if bare.endswith("*") else ""
            terms.append(f'"{words}"{prefix}')
    if not terms:
        raise FilterError(f"the text {asked!r} has no word to look for; give at least one, or leave it out")
    return " ".join(terms)


def conditions(
    connection: Connection, filters: Filters, *, as_found: bool = False
) -> list[ColumnElement[bool]]:
    """The filters as conditions on statement, document and speaker.

    ``as_found``: on what was found, whatever people decided since; so it leaves nothing out, either.

    Raises ``NotFoundError`` and ``AmbiguousError`` for speakers, topics and documents by name.
    """
    plain = as_found or not decided.anything(connection)
    found = _found(connection, filters) if plain else _meeting(connection, filters)
    if filters.documents:
        found.append(is_one_of(DocumentRow.id, document_ids(connection, filters.documents)))
    # A document that is only known to be of February may be of any day of it, and so fits each of them.
    if filters.since is not None:
        found.append(DocumentRow.published + _AFTER_ALL >= filters.since)
    if filters.until is not None:
        found.append(DocumentRow.published <= filters.until + _AFTER_ALL)
    if filters.min_confidence is not None:
        found.append(StatementRow.confidence >= filters.min_confidence)
    return found


def undated() -> ColumnElement[bool]:
    """That the document has no date."""
    return DocumentRow.published.is_(None)


class _Parts(NamedTuple):
    """A condition on what was found, and the same on what was decided."""

    found: ColumnElement[bool]
    decided: ColumnElement[bool]


def _found(connection: Connection, filters: Filters) -> list[ColumnElement[bool]]:
    """The conditions that people's decisions have a part in, where there are none."""
    met = [each.found for each in _parts(connection, filters)]
    if filters.statuses and decided.UNREVIEWED not in filters.statuses:
        met.append(false())
    return met


def _meeting(connection: Connection, filters: Filters) -> list[ColumnElement[bool]]:
    """The same where there are some."""
    met = [decided.either(*each) for each in _parts(connection, filters)]
    if not filters.statuses:
        return [*met, decided.counts()]
    have: ColumnElement[bool] = StatementRow.id.in_(
        decided.DECIDED.where(DecidedStatementRow.status.in_(filters.statuses))
    )
    if decided.UNREVIEWED in filters.statuses:
        have = or_(have, StatementRow.id.not_in(decided.DECIDED))
    return [*met, have]


def _parts(connection: Connection, filters: Filters) -> Iterator[_Parts]:
    if filters.words is not None:
        here, there = (_matching(each, filters.words) for each in (FULL_TEXT, FULL_TEXT_DECIDED))
        # Words that were corrected are in the second index alone.
        as_found = and_(DecidedStatementRow.text.is_(None), DecidedStatementRow.statement_id.in_(here))
        yield _Parts(StatementRow.id.in_(here), or_(as_found, DecidedStatementRow.statement_id.in_(there)))
    if filters.speakers:
        named, unknown = _named(filters.speakers)
        ids = speaker_ids(connection, named) if named else None
        yield _Parts(
            *(_has_speaker(each.speaker_id, ids, unknown) for each in (StatementRow, DecidedStatementRow))
        )
    if filters.topics:
        yield _on_topic(connection, filters.topics)
    if filters.kinds:
        yield _Parts(*(each.kind.in_(filters.kinds) for each in (StatementRow, DecidedStatementRow)))
    if filters.functions:
        yield _Parts(*(each.function.in_(filters.functions) for each in (StatementRow, DecidedStatementRow)))


def _matching(index: str, words: str) -> Select[int]:
    """The statements whose words an index of them finds."""
    asked = select(column("rowid", Integer)).select_from(table(index))
    return asked.where(text(f"{index} MATCH :{index}").bindparams(**{index: words}))


def _named(asked: Sequence[str]) -> tuple[list[str], bool]:
    """The names among what is asked for, and whether none is asked for, too."""
    named = [each for each in asked if each.strip() not in UNKNOWN]
    return named, len(named) < len(asked)


def _has_speaker(
    who: SQLColumnExpression[int | None], ids: Sequence[int] | None, unknown: bool
) -> ColumnElement[bool]:
    said = [] if ids is None else [is_one_of(who, ids)]
    return or_(*said, who.is_(None)) if unknown else said[0]


def _on_topic(connection: Connection, asked: Sequence[str]) -> _Parts:
    named, none = _named(asked)
    ids = topic_ids(connection, named) if named else None

    def about(statement: SQLColumnExpression[int], origin: str) -> ColumnElement[bool]:
        on_any = select(StatementTopicRow.statement_id).where(StatementTopicRow.origin == origin)
        on_these = []
        if ids is not None:
            on_these.append(statement.in_(on_any.where(is_one_of(StatementTopicRow.topic_id, ids))))
        return or_(*on_these, statement.not_in(on_any)) if none else on_these[0]

    here = DecidedStatementRow.statement_id
    return _Parts(
        about(StatementRow.id, RULE),
        or_(
            and_(not_(DecidedStatementRow.topics), about(here, RULE)),
            and_(DecidedStatementRow.topics, about(here, PERSON)),
        ),
    )


# ------------------------------------------------------------------------------ single values


def sayable(asked: str) -> str:
    """Without what a command line can hold but a database can't: lone surrogates and NUL."""
    return asked.encode(errors="replace").decode().replace("\x00", " ")


def _values(given: Values | None, name: str) -> tuple[str, ...]:
    values = (given,) if isinstance(given, str) else tuple(given or ())
    for value in values:
        if not value.strip():
            none = ' "-" for none,' if name in ("speaker", "topic") else ""
            raise FilterError(f"an empty {name}: give a name,{none} or leave the filter out")
    return tuple(sayable(value) for value in values)


def _known(given: Values | None, name: str, allowed: Sequence[str]) -> tuple[str, ...]:
    values = tuple(value.strip().casefold() for value in _values(given, name))
    for value in values:
        if value not in allowed:
            raise FilterError(f"no {name} {value!r}: it is one of {', '.join(allowed)}")
    return values


def _date(given: Date | None, name: str) -> str | None:
    if given is None:
        return None
    value = given.isoformat() if isinstance(given, dt.date) else given.strip()
    parts = _DATE.fullmatch(value[:10] if isinstance(given, dt.datetime) else value)
    if parts is None or not value.isascii():
        raise FilterError(f"{name} {value!r} is no date: write 2024-02-12, 2024-02 or 2024")
    year, month, day = (int(part) if part else 1 for part in parts.groups())
    try:
        dt.date(year, month, day)
    except ValueError as error:
        raise FilterError(f"{name} {value!r}: there is no such date ({error})") from None
    return parts.group()


def _confidence(given: float | None) -> float | None:
    if given is not None and (math.isnan(given) or not 0 <= given <= 1):
        raise FilterError(f"min_confidence {given}: a confidence is a number between 0 and 1")
    return given
