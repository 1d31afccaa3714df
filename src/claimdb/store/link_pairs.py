"""Working out the links of wordings with all others that share a key with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select
from sqlalchemy.orm import aliased

from claimdb.linking.candidates import COMMON
from claimdb.linking.relating import Related, ordered, relate
from claimdb.linking.wording import Wording, number_of, wording
from claimdb.store.link_tables import LinkRow, LinkTotalRow, StatementWordingRow, WordingKeyRow
from claimdb.store.parts import parts
from claimdb.store.tables import DocumentRow, ExtractionRow, StatementRow, VersionRow, table

METHOD = "words 2"
"""What stands in the table of links."""

_AFTER_ALL = "~"
"""Sorts after every date."""


class _Member(NamedTuple):
    """A statement that is a wording, with what says which is the first."""

    published: str
    uid: str
    statement: int
    place: tuple[int, bool]
    """The extraction, and whether it stands in the turns of a transcript: one voice, within which the same
    said twice is no link."""


class _Said(NamedTuple):
    """A wording with the statements that are it, the first one first."""

    wording: Wording
    members: list[_Member]


def relink(connection: Connection, wordings: Collection[int], keys: Mapping[int, int]) -> None:
    """Work out the links of the wordings anew, and of those that have other candidates now.

    ``keys``: how many wordings a key has gained or lost.
    """
    touched = {*wordings, *_crossing(connection, keys)}
    if not touched:
        return
    partners = _candidates(connection, touched)
    said = _load(connection, touched.union(*partners.values()))
    delete_links(connection, {member.statement for number in touched for member in said[number].members})
    rows = [row for number in sorted(touched) for row in _copies(said[number])]
    done: set[tuple[int, int]] = set()
    for number in sorted(touched):
        for other in sorted(partners[number]):
            pair = (number, other) if number < other else (other, number)
            if pair not in done:
                done.add(pair)
                rows.extend(_linked(said[number], said[other]))
    _write_links(connection, rows)


def _crossing(connection: Connection, keys: Mapping[int, int]) -> set[int]:
    """The wordings with a key that has become too common, or is so no more."""
    changed = {key: by for key, by in keys.items() if by}
    crossed = []
    most_lost = max((0, *(-by for by in changed.values())))
    for some in parts(changed):
        rows = connection.execute(
            select(WordingKeyRow.key, func.count().label("having"))
            .where(WordingKeyRow.key.in_(some))
            .group_by(WordingKeyRow.key)
            .having(func.count() > COMMON - most_lost)
        )
        counts = {row.key: row.having for row in rows}
        crossed += [
            key
            for key in some
            if (counts.get(key, 0) > COMMON) != (counts.get(key, 0) - changed[key] > COMMON)
        ]
    found: set[int] = set()
    for some in parts(crossed):
        found.update(
            connection.execute(select(WordingKeyRow.wording_id).where(WordingKeyRow.key.in_(some))).scalars()
        )
    return found


def _candidates(connection: Connection, wordings: Collection[int]) -> dict[int, set[int]]:
    """The other wordings that share a key with each of these, unless too many share it."""
    found: dict[int, set[int]] = {number: set() for number in wordings}
    other = aliased(WordingKeyRow)
    beyond = aliased(WordingKeyRow)
    # One more than may be is enough to see that a key is too common, however many have it.
    last = (
        select(beyond.wording_id)
        .where(beyond.key == WordingKeyRow.key)
        .order_by(beyond.wording_id)
        .limit(1)
        .offset(COMMON)
        .scalar_subquery()
    )
    for some in parts(sorted(wordings)):
        rows = connection.execute(
            select(WordingKeyRow.wording_id, other.wording_id)
            .join(other, other.key == WordingKeyRow.key)
            .where(
                WordingKeyRow.wording_id.in_(some),
                other.wording_id != WordingKeyRow.wording_id,
                last.is_(None),
            )
        )
        for number, partner in rows:
            found[number].add(partner)
    return found


def _load(connection: Connection, wordings: Collection[int]) -> dict[int, _Said]:
    """Wordings with their statements."""
    members: defaultdict[int, list[_Member]] = defaultdict(list)
    found: dict[int, Wording] = {}
    for some in parts(sorted(wordings)):
        rows = connection.execute(
            select(
                StatementWordingRow.wording_id,
                StatementWordingRow.speaker,
                StatementWordingRow.spoken,
                StatementRow.id,
                StatementRow.uid,
                StatementRow.extraction_id,
                StatementRow.kind,
                StatementRow.text,
                DocumentRow.published,
            )
            .join(StatementRow, StatementWordingRow.statement_id == StatementRow.id)
            .join(ExtractionRow, StatementRow.extraction_id == ExtractionRow.id)
            .join(VersionRow, ExtractionRow.version_id == VersionRow.id)
            .join(DocumentRow, VersionRow.document_id == DocumentRow.id)
            .where(StatementWordingRow.wording_id.in_(some))
        )
        for row in rows:
            if row.wording_id not in found:
                found[row.wording_id] = wording(row.text, row.speaker, row.kind)
            members[row.wording_id].append(
                _Member(row.published or _AFTER_ALL, row.uid, row.id, (row.extraction_id, row.spoken))
            )
    return {number: _Said(found[number], sorted(those)) for number, those in members.items()}


def _copies(said: _Said) -> Iterator[dict[str, Any]]:
    """Links of the statements that are one wording to the first of them."""
    first = said.members[0]
    for member in said.members[1:]:
        if member.place != first.place:
            yield _row(member, first, Related("repeats", 1.0))


def _linked(a: _Said, b: _Said) -> Iterator[dict[str, Any]]:
    """The link of two wordings, by the first statements that are not of one voice in one document."""
    left, right = (a, b) if ordered(a.wording, b.wording)[0] is a.wording else (b, a)
    apart = ((one, other) for one in left.members for other in right.members if one.place != other.place)
    for one, other in islice(apart, 1):
        related = relate(left.wording, right.wording)
        if related is not None:
            yield _row(one, other, related)


def _row(left: _Member, right: _Member, related: Related) -> dict[str, Any]:
    return {
        "left_id": left.statement,
        "right_id": right.statement,
        "relation": related.relation,
        "score": related.score,
        "method": METHOD,
    }


def delete_links(connection: Connection, statements: Collection[int]) -> None:
    gone = 0
    for some in parts(statements):
        for end in (LinkRow.left_id, LinkRow.right_id):
            gone += sum(link_numbers(connection, end.in_(some)))
            connection.execute(delete(LinkRow).where(end.in_(some)))
    _add_to_total(connection, -gone)


def link_numbers(connection: Connection, *conditions: ColumnElement[bool]) -> Iterator[int]:
    """A number for each link, made of all that it says."""
    asked = select(LinkRow.left_id, LinkRow.right_id, LinkRow.relation, LinkRow.score, LinkRow.method)
    for row in connection.execute(asked.where(*conditions)):
        yield number_of(repr(tuple(row)))


def _write_links(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table(LinkRow)), rows)
        _add_to_total(connection, sum(number_of(repr(tuple(row.values()))) for row in rows))


def _add_to_total(connection: Connection, numbers: int) -> None:
    if not numbers:
        return
    rows = table(LinkTotalRow)
    before = connection.execute(select(LinkTotalRow.total)).scalar()
    total = ((before or 0) + numbers) % 2**63
    if before is None:
        connection.execute(insert(rows), {"id": 1, "total": total})
    else:
        connection.execute(rows.update().values(total=total))
