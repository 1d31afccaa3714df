"""Which rows a person means: speakers, topics and documents by their names, a statement by its id."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from claimdb.errors import AmbiguousError, FilterError, NotFoundError
from claimdb.store import decided, identity, names
from claimdb.store.parts import is_one_of
from claimdb.store.tables import (
    CURRENT,
    AliasRow,
    DocumentRow,
    ExtractionRow,
    SpeakerRow,
    StatementRow,
    TopicRow,
    VersionRow,
)

SHORTEST_PREFIX = 4
"""How many characters of an id it takes at least."""


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
    said = select(identity.NAME, counted).join_from(StatementRow, DocumentRow, CURRENT)
    rows = connection.execute(
        identity.with_speakers(said)
        .where(is_one_of(SpeakerRow.id, _ids_of(connection, owners)), decided.counts())
        .group_by(identity.NAME)
        .order_by(counted.desc(), identity.NAME)
    )
    return dict((name, number) for name, number in rows)  # noqa: C402 - rows are no plain pairs to mypy


def statement(connection: Connection, uid: str) -> tuple[int, int]:
    """The row of the statement whose id begins with ``uid``, and its version; current ones first."""
    if not re.fullmatch(r"[0-9a-f]*", uid):
        raise FilterError(f"{uid!r} is no id: ids are made of the digits 0 to 9 and a to f")
    if len(uid) < SHORTEST_PREFIX:
        raise FilterError(f"{uid!r} is too short for an id: give at least {SHORTEST_PREFIX} characters")
    # The first id that no longer begins so: a range, which the index answers, unlike LIKE.
    beyond = uid[:-1] + chr(ord(uid[-1]) + 1)
    found = connection.execute(
        select(StatementRow.id, StatementRow.uid, ExtractionRow.version_id, CURRENT.label("current"))
        .join(ExtractionRow, StatementRow.extraction_id == ExtractionRow.id)
        .join(VersionRow, ExtractionRow.version_id == VersionRow.id)
        .join(DocumentRow, VersionRow.document_id == DocumentRow.id)
        .where(StatementRow.uid >= uid, StatementRow.uid < beyond)
        .order_by(CURRENT.desc(), StatementRow.id.desc())
        .limit(100)
    ).all()
    if not found:
        raise NotFoundError(f"no statement {uid!r}; ids stand in the first column of: claimdb query")
    candidates = list(dict.fromkeys(row.uid for row in found))
    current = list(dict.fromkeys(row.uid for row in found if row.current))
    if len(candidates) > 1 and len(current) != 1:
        listed = sorted(current or candidates)[:10]
        raise AmbiguousError(f"{uid!r} begins several ids: {', '.join(listed)}; give more of it", listed)
    return found[0].id, found[0].version_id
