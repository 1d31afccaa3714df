"""Whom a person means by a name that was typed: strictly, since what is decided rests on it."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from claimdb.errors import AmbiguousError, NotFoundError
from claimdb.model import AUTHOR
from claimdb.store import names
from claimdb.store.filters import sayable
from claimdb.store.identity import NAME, decided, with_speakers
from claimdb.store.judgements import speaker_id
from claimdb.store.lookup import known_speakers, speaker_names
from claimdb.store.tables import CURRENT, DocumentRow, SpeakerRow, StatementRow


def typed(asked: str) -> str:
    """A name as a person typed it, without the control characters that keys can leave in it."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in sayable(asked)).split())


def full_name(connection: Connection, asked: str, document_id: int) -> str | None:
    """The speaker who is called so in full, or has just that other name; case and accents don't matter.

    Descriptions are those of the document.  Nothing is guessed from a part of a name.
    """
    if speaker_id(connection, asked, None, document_id) is not None:
        return asked
    wanted = names.fold(asked)
    mine = SpeakerRow.document_id.is_(None) | (SpeakerRow.document_id == document_id)
    full = connection.execute(select(SpeakerRow.name).where(mine).order_by(SpeakerRow.id)).scalars()
    for name in full:
        if wanted and names.fold(name) == wanted:
            return name
    others = known_speakers(connection, decided(connection))
    owners = {each.owner for each in others if wanted and names.fold(each.text) == wanted}
    return owners.pop() if len(owners) == 1 else None


def understood(connection: Connection, asked: str, document_id: int) -> str | None:
    """The speaker whom a cell names: in full, or by a surname that one person alone has; ``None``: nobody.

    Raises ``AmbiguousError`` for a surname that several have.
    """
    asked = typed(asked)
    name = full_name(connection, asked, document_id)
    surname = names.fold(asked)
    if name is not None or not surname or " " in surname or asked.casefold() == AUTHOR:
        return name
    known = known_speakers(connection, decided(connection))
    owners = {each.owner for each in known if each.person and names.fold(each.text).endswith(f" {surname}")}
    if len(owners) > 1:
        several = sorted(owners)
        listing = ", ".join(several[: names.LISTED])
        raise AmbiguousError(f"{asked!r} is the surname of several: {listing}; give the full name", several)
    return owners.pop() if owners else None


def called(connection: Connection, asked: str) -> list[str]:
    """The speakers whom a query would find by a name, or whose names are near it."""
    try:
        return speaker_names(connection, [asked])
    except AmbiguousError as error:
        return list(error.candidates)[: names.LISTED]
    except NotFoundError:
        return near(connection, asked)


def speakers_in(connection: Connection, document_id: int) -> list[str]:
    """Who speaks in a document, the most first."""
    said = select(NAME, func.count()).join_from(StatementRow, DocumentRow, CURRENT)
    asked = with_speakers(said).where(DocumentRow.id == document_id, NAME.is_not(None))
    rows = connection.execute(asked.group_by(NAME).order_by(func.count().desc(), NAME))
    return [name for name, _ in rows]


def near(connection: Connection, asked: str) -> list[str]:
    """The speakers whose names are nearly so."""
    known = known_speakers(connection, decided(connection))
    return names.nearest(names.fold(asked), [(names.fold(each.text), each) for each in known])
