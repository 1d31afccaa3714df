"""Who a statement's speaker is: whom the extractor found, or whom people decided that to be.

What the extractor found stays as it is.  A decision is on a name, so that it holds for statements to come.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar, cast

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, select

from claimdb.model import SpeakerKind, Statement
from claimdb.store import decided as deciding
from claimdb.store.tables import DecidedNameRow, SpeakerRow, table

OWNER = table(SpeakerRow).alias("owner")
"""Whom people decided that speaker to be, if they did; ``SpeakerRow`` is the one that was found, or that
somebody said in review that it is."""

NAME = func.coalesce(OWNER.c.name, SpeakerRow.name)
KIND = func.coalesce(OWNER.c.kind, SpeakerRow.kind)
WIKIDATA = case((OWNER.c.id.is_not(None), OWNER.c.wikidata), else_=SpeakerRow.wikidata)
"""Those of the one whose the statement is."""

NAMED = ("person", "body")
"""The kinds of speakers whose name is theirs in every document; a description is nobody's."""

_Asked = TypeVar("_Asked", bound="Select[*tuple[Any, ...]]")


def with_speakers(asked: _Asked, *conditions: ColumnElement[bool]) -> _Asked:
    """The question with ``SpeakerRow``, ``OWNER`` and what was decided joined to its statements."""
    return (
        deciding.joined(asked)
        .outerjoin(SpeakerRow, and_(SpeakerRow.id == deciding.SPEAKER_ID, *conditions))
        .outerjoin(DecidedNameRow, and_(DecidedNameRow.name == SpeakerRow.name, SpeakerRow.kind.in_(NAMED)))
        .outerjoin(OWNER, DecidedNameRow.speaker_id == OWNER.c.id)
    )


def decided(connection: Connection) -> dict[str, str]:
    """Whose each of the names is that people decided on."""
    rows = connection.execute(
        select(DecidedNameRow.name, SpeakerRow.name.label("owner"))
        .join(SpeakerRow, DecidedNameRow.speaker_id == SpeakerRow.id)
        .order_by(DecidedNameRow.name)
    )
    return {row.name: row.owner for row in rows}


def named(names: Iterable[str]) -> ColumnElement[bool]:
    """That the found speaker has one of the names, not as a description."""
    # No named speaker has a document of its own; to say so lets the index on names be used.
    return and_(
        SpeakerRow.name.in_(list(names)), SpeakerRow.kind.in_(NAMED), SpeakerRow.document_id.is_(None)
    )


def owner(owners: Mapping[str, str], speaker: str, kind: str | None) -> str:
    """Whose the statements of a speaker are, by the decisions that ``decided`` gave."""
    return owners.get(speaker, speaker) if kind in NAMED else speaker


def said(connection: Connection, statements: Iterable[Statement]) -> Counter[str | None]:
    """How many of the statements, just found, are whose."""
    owners = decided(connection)
    return Counter(
        None if each.speaker is None else owner(owners, each.speaker, each.speaker_kind or "person")
        for each in statements
    )


def named_by_row(
    connection: Connection, speaker_id: int | None
) -> tuple[str, SpeakerKind] | tuple[None, None]:
    """The name and the kind of the speaker of a row, as people decided who is who."""
    if speaker_id is None:
        return None, None
    asked = select(SpeakerRow.name, SpeakerRow.kind).where(SpeakerRow.id == speaker_id)
    name, kind = connection.execute(asked).one()
    speaker = owner(decided(connection), name, kind)
    if speaker == name:
        return name, cast("SpeakerKind", kind)
    kinds = select(SpeakerRow.kind).where(named([speaker])).order_by(SpeakerRow.id).limit(1)
    return speaker, cast("SpeakerKind", connection.execute(kinds).scalar_one())
