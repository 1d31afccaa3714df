"""What narrows down the statements: checked as a person gave it, then turned into conditions of SQL."""

from __future__ import annotations

import datetime as dt
import fnmatch
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple, TypeAlias, TypedDict, get_args

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    SQLColumnExpression,
    and_,
    bindparam,
    column,
    false,
    func,
    not_,
    or_,
    select,
    table,
    text,
)

from claimdb.errors import FilterError, NotFoundError
from claimdb.model import Function, Kind
from claimdb.store import decided, identity, names
from claimdb.store.record import Status
from claimdb.store.tables import (
    FULL_TEXT,
    FULL_TEXT_DECIDED,
    PERSON,
    RULE,
    AliasRow,
    DecidedStatementRow,
    DocumentRow,
    ExtractionRow,
    SpeakerRow,
    StatementRow,
    StatementTopicRow,
    TopicRow,
    VersionRow,
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
        found.append(_is_one_of(DocumentRow.id, document_ids(connection, filters.documents)))
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
    said = [] if ids is None else [_is_one_of(who, ids)]
    return or_(*said, who.is_(None)) if unknown else said[0]


def _on_topic(connection: Connection, asked: Sequence[str]) -> _Parts:
    named, none = _named(asked)
    ids = topic_ids(connection, named) if named else None

    def about(statement: SQLColumnExpression[int], origin: str) -> ColumnElement[bool]:
        on_any = select(StatementTopicRow.statement_id).where(StatementTopicRow.origin == origin)
        on_these = []
        if ids is not None:
            on_these.append(statement.in_(on_any.where(_is_one_of(StatementTopicRow.topic_id, ids))))
        return or_(*on_these, statement.not_in(on_any)) if none else on_these[0]

    here = DecidedStatementRow.statement_id
    return _Parts(
        about(StatementRow.id, RULE),
        or_(
            and_(not_(DecidedStatementRow.topics), about(here, RULE)),
            and_(DecidedStatementRow.topics, about(here, PERSON)),
        ),
    )


# ------------------------------------------------------------------------- names to row ids


def speaker_names(connection: Connection, asked: Sequence[str]) -> list[str]:
    """The full names of the speakers that ``asked`` name."""
    owners = identity.decided(connection)
    exact = select(SpeakerRow.name).where(SpeakerRow.name.in_(asked))
    if {*connection.execute(exact).scalars(), *owners}.issuperset(asked):
        # The common case of names taken from a list, however many there are.
        return [owners.get(each, each) for each in asked]
    known = known_speakers(connection, owners)

    def counts(owners: Sequence[str]) -> dict[str, int]:
        return _statements_of(connection, owners)

    return [names.match(each, known, what="speaker", counts=counts) for each in asked]


def known_speakers(connection: Connection, owners: Mapping[str, str]) -> list[names.Name]:
    """Every name that a speaker has; ``owners``: whose the names are that people decided on."""
    full = connection.execute(
        select(SpeakerRow.name, SpeakerRow.kind).distinct().order_by(SpeakerRow.name)
    ).all()
    others = connection.execute(
        select(AliasRow.name, SpeakerRow.name.label("owner"), SpeakerRow.kind)
        .join(SpeakerRow, AliasRow.speaker_id == SpeakerRow.id)
        .order_by(AliasRow.name, SpeakerRow.name)
    ).all()

    def named(name: str, speaker: str, kind: str) -> names.Name:
        owner = identity.owner(owners, speaker, kind)
        return names.Name(name, owner, person=kind == "person" and name == owner)

    known = [named(row.name, row.name, row.kind) for row in full]
    known += [named(row.name, row.owner, row.kind) for row in others]
    return known + [names.Name(name, owner) for name, owner in owners.items()]


def speaker_ids(connection: Connection, asked: Sequence[str]) -> list[int]:
    """The row ids of the speakers that ``asked`` name.

    An unnamed speaker has a row for each of its documents, and one who was merged with others theirs too.
    """
    return _ids_of(connection, speaker_names(connection, asked))


def _ids_of(connection: Connection, speakers: Sequence[str]) -> list[int]:
    wanted = set(speakers)
    merged = [name for name, owner in identity.decided(connection).items() if owner in wanted]
    ids = list(connection.execute(select(SpeakerRow.id).where(SpeakerRow.name.in_(speakers))).scalars())
    if merged:
        ids += connection.execute(select(SpeakerRow.id).where(identity.named(merged))).scalars()
    return ids


def topic_names(connection: Connection, asked: Sequence[str]) -> list[str]:
    """The names of the topics that ``asked`` name."""
    rows = connection.execute(select(TopicRow.name, TopicRow.label).order_by(TopicRow.name)).all()
    known = [names.Name(row.name, row.name) for row in rows]
    known += [names.Name(row.label, row.name) for row in rows if row.label is not None]
    return [names.match(each, known, what="topic", beginnings=True) for each in asked]


def topic_ids(connection: Connection, asked: Sequence[str]) -> list[int]:
    found = select(TopicRow.id).where(TopicRow.name.in_(topic_names(connection, asked)))
    return list(connection.execute(found).scalars())


def document_ids(connection: Connection, asked: Sequence[str]) -> list[int]:
    """The row ids of the documents that fit any of ``asked``.

    In turn: the path itself, a pattern (``*``, ``?``) of the path, the beginning of the hash, a part of
    the path or of the title.  Several documents may fit.  Raises ``NotFoundError`` when none does.
    """
    rows = connection.execute(
        select(DocumentRow.id, DocumentRow.path, DocumentRow.title, VersionRow.sha256)
        .join(ExtractionRow, DocumentRow.extraction_id == ExtractionRow.id)
        .join(VersionRow, ExtractionRow.version_id == VersionRow.id)
        .order_by(DocumentRow.path)
    ).all()
    documents = [_Document(*row) for row in rows]
    return sorted({each.id for value in asked for each in _documents(value, documents)})


class _Document(NamedTuple):
    id: int
    path: str
    title: str | None
    sha256: str

    def names(self) -> tuple[str, ...]:
        return (self.path, self.path.rpartition("/")[2], *([] if self.title is None else [self.title]))


def _is_like(path: str, pattern: str) -> bool:
    """Whether the path, or the end of it from some folder on, fits the pattern."""
    return fnmatch.fnmatchcase(path, pattern) or fnmatch.fnmatchcase(path, f"*/{pattern}")


def _documents(asked: str, documents: Sequence[_Document]) -> list[_Document]:
    plain = asked.replace("\\", "/").removeprefix("./")
    pattern = plain.casefold()
    words = names.fold(asked)
    tries: list[Callable[[_Document], bool]] = [lambda each: each.path == plain]
    if re.search(r"[*?\[]", asked):
        tries.append(lambda each: _is_like(each.path.casefold(), pattern))
    if re.fullmatch(r"[0-9a-f]{8,64}", pattern):
        tries.append(lambda each: each.sha256.startswith(pattern))
    tries.append(lambda each: pattern in each.path.casefold())
    if words:
        tries.append(lambda each: words in names.fold(each.path) or words in names.fold(each.title or ""))
    for fits in tries:
        found = [each for each in documents if fits(each)]
        if found:
            return found
    known = [(names.fold(name), names.Name(name, each.path)) for each in documents for name in each.names()]
    near = names.nearest(words, known)
    hint = f"; near: {', '.join(near)}" if near else "; list them with: claimdb documents"
    raise NotFoundError(f"no document {asked!r}{hint}")


def _statements_of(connection: Connection, owners: Sequence[str]) -> dict[str, int]:
    """How many statements each of the speakers has in the documents as they are now, most first."""
    counted = func.count()
    said = select(identity.NAME, counted).join_from(
        StatementRow, DocumentRow, DocumentRow.extraction_id == StatementRow.extraction_id
    )
    rows = connection.execute(
        identity.with_speakers(said)
        .where(_is_one_of(SpeakerRow.id, _ids_of(connection, owners)), decided.counts())
        .group_by(identity.NAME)
        .order_by(counted.desc(), identity.NAME)
    )
    return dict((name, number) for name, number in rows)  # noqa: C402 - rows are no plain pairs to mypy


def _is_one_of(what: SQLColumnExpression[Any], ids: Sequence[int]) -> ColumnElement[bool]:
    # Written into the statement, since SQLite limits the number of its variables.
    return what.in_(bindparam(None, list(ids), expanding=True, literal_execute=True))


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
