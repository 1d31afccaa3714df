"""What is said where else: the links of a statement, and all that is said in several places."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple, cast

from sqlalchemy import ColumnElement, Connection, select
from sqlalchemy.orm import aliased

from claimdb.store import query
from claimdb.store.link_records import Claim, Link, Relation, Saying, dated
from claimdb.store.link_tables import LinkRow, StatementWordingRow
from claimdb.store.parts import parts
from claimdb.store.record import Record
from claimdb.store.tables import CURRENT, DocumentRow, StatementRow

COPIED = 0.6
COPIED_AT_LEAST = 5
"""A document is a copy of another when this part of its statements, and so many, are that one's words."""


class _Place(NamedTuple):
    """A statement as a member of its wording."""

    statement: int
    uid: str
    wording: int
    extraction: int
    spoken: bool
    kind: str

    def apart(self, other: _Place) -> bool:
        """Whether it is not of the same voice in the same document."""
        return (self.extraction, self.spoken) != (other.extraction, other.spoken)


def of(connection: Connection, uid: str) -> list[Link]:
    """Where else a statement is said, the nearest first; nowhere for one that no longer counts."""
    own = next(_places(connection, StatementRow.uid == uid), None)
    if own is None:
        return []
    members = list(_places(connection, StatementWordingRow.wording_id == own.wording))
    found: dict[int, tuple[Relation, float, bool]] = {}
    for number, relation, score, reverse in _edges(connection, [each.statement for each in members]):
        found.setdefault(number, (relation, score, reverse))
    for each in members:
        found[each.wording] = ("repeats", 1.0, False)
    ends = found.keys() - {own.wording}
    others = [*members, *_in_wordings(connection, ends)] if ends else members
    apart = [each for each in others if each.statement != own.statement and own.apart(each)]
    records = query.numbered(connection, [each.statement for each in apart])
    apart_from_own = {each.wording for each in others if each.kind != "turn"}
    if own.wording in apart_from_own:
        altering = {number for number in apart_from_own if found[number][0] == "alters"}
        known = _with_transcript(connection, {own.wording, *altering}) if altering else set()
        for number in altering:
            if known & {own.wording, number}:
                found[number] = ("restates", *found[number][1:])
    links = [
        Link(*found[each.wording], other=records[each.statement])
        for each in apart
        if each.statement in records
    ]
    return sorted(links, key=lambda link: (-link.score, dated(link.other.published), link.other.document))


def _with_transcript(connection: Connection, wordings: Collection[int]) -> set[int]:
    """Those that are linked with the speaker's own words.

    A quotation alters these or doesn't: what another article makes of them is no original.
    """
    found: set[int] = set()
    for some in parts(sorted(wordings)):
        found.update(
            connection.execute(
                select(StatementWordingRow.wording_id)
                .join(LinkRow, LinkRow.left_id == StatementWordingRow.statement_id)
                .join(StatementRow, StatementRow.id == LinkRow.right_id)
                .where(StatementWordingRow.wording_id.in_(some), StatementRow.kind == "turn")
            ).scalars()
        )
    return found


def _edges(connection: Connection, statements: Sequence[int]) -> Iterator[tuple[int, Relation, float, bool]]:
    """The wordings at the other ends of the links of these statements."""
    for some in parts(statements):
        for here, there, reverse in (
            (LinkRow.left_id, LinkRow.right_id, False),
            (LinkRow.right_id, LinkRow.left_id, True),
        ):
            rows = connection.execute(
                select(StatementWordingRow.wording_id, LinkRow.relation, LinkRow.score)
                .join(LinkRow, there == StatementWordingRow.statement_id)
                .where(here.in_(some))
                .order_by(LinkRow.score.desc())
            )
            for wording, relation, score in rows:
                yield wording, cast("Relation", relation), score, reverse


def _places(connection: Connection, *conditions: ColumnElement[bool]) -> Iterator[_Place]:
    """Statements that count and have a wording."""
    rows = connection.execute(
        select(
            StatementRow.id,
            StatementRow.uid,
            StatementWordingRow.wording_id,
            StatementRow.extraction_id,
            StatementWordingRow.spoken,
            StatementRow.kind,
        )
        .join(StatementWordingRow, StatementWordingRow.statement_id == StatementRow.id)
        .join(DocumentRow, CURRENT)
        .where(*conditions)
        .order_by(StatementRow.id)
    )
    for row in rows:
        yield _Place(*row)


def _in_wordings(connection: Connection, wordings: Iterable[int]) -> Iterator[_Place]:
    for some in parts(sorted(wordings)):
        yield from _places(connection, StatementWordingRow.wording_id.in_(some))


# ------------------------------------------------------------------------------------------ claims


class _Edge(NamedTuple):
    """How a wording relates to the claim's own one."""

    relation: Relation
    score: float
    reverse: bool
    """Whether it is the claim's own one that relates so to this."""


_Graph = dict[int, dict[int, _Edge]]


def claims(
    connection: Connection, conditions: Sequence[ColumnElement[bool]], relation: Relation | None = None
) -> list[Claim]:
    """What is said in several places, where one of the statements meets the conditions.

    A claim is a wording with those that are linked with it; each wording is in one claim, those of
    speakers' own words in transcripts first, then the one with the most wordings.
    ``relation``: only claims with such a link.
    """
    graph, places = _graph(connection)
    copies = _copies(connection, places)
    wanted = _wanted(connection, conditions) if conditions else None
    stars = []
    for centre, edges in _stars(graph, places):
        here = [each for number in edges for each in places[number]]
        if wanted is not None and wanted.isdisjoint(each.statement for each in here):
            continue
        if relation is None or relation in _relations(edges, places[centre]):
            stars.append((edges, here))
    records = query.numbered(connection, sorted(each.statement for _, here in stars for each in here))
    found = (_claim(edges, here, records, copies) for edges, here in stars)
    several = (each for each in found if each.places > 1 or each.copies)
    return sorted(several, key=lambda each: (-each.places, dated(each.first), each.id))


def _relations(edges: dict[int, _Edge], centre: Sequence[_Place]) -> set[Relation]:
    """How the wordings of a claim relate to its centre, which relates to itself where it is said twice."""
    found = {edge.relation for edge in list(edges.values())[1:]}
    return found | {"repeats"} if len(centre) > 1 else found


def _graph(connection: Connection) -> tuple[_Graph, dict[int, list[_Place]]]:
    """How wordings are linked, and the statements of each."""
    left, right = aliased(StatementWordingRow), aliased(StatementWordingRow)
    rows = connection.execute(
        select(left.wording_id, right.wording_id, LinkRow.relation, LinkRow.score)
        .select_from(LinkRow)
        .join(left, left.statement_id == LinkRow.left_id)
        .join(right, right.statement_id == LinkRow.right_id)
    )
    graph: defaultdict[int, dict[int, _Edge]] = defaultdict(dict)
    for one, other, relation, score in rows:
        graph[one], graph[other]  # both are there, also where the link is one of a wording with itself
        if one != other:
            graph[other][one] = _Edge(cast("Relation", relation), score, reverse=False)
            graph[one][other] = _Edge(cast("Relation", relation), score, reverse=True)
    places: defaultdict[int, list[_Place]] = defaultdict(list)
    for each in _in_wordings(connection, graph):
        places[each.wording].append(each)
    known = {number: graph[number] for number in graph if number in places}
    return _told_by_transcripts(known, _own(places)), places


def _own(places: dict[int, list[_Place]]) -> set[int]:
    """The wordings that are the speaker's own in a transcript."""
    return {number for number, here in places.items() if here[0].kind == "turn"}


def _told_by_transcripts(graph: _Graph, own: AbstractSet[int]) -> _Graph:
    """The same where a quotation of what is in a transcript alters that or nothing."""
    known = own | {number for number, near in graph.items() if not own.isdisjoint(near)}
    return {
        number: {
            other: edge._replace(relation="restates")
            if edge.relation == "alters" and own.isdisjoint((number, other)) and known & {number, other}
            else edge
            for other, edge in near.items()
        }
        for number, near in graph.items()
    }


def _stars(graph: _Graph, places: dict[int, list[_Place]]) -> Iterator[tuple[int, dict[int, _Edge]]]:
    """Each wording with its neighbours, no wording twice; a chain of links makes no claim by itself."""
    taken: set[int] = set()
    own = _own(places)

    def order(number: int) -> tuple[bool, int, int, float, int, str]:
        near, here = graph[number], places[number]
        # The original of a quotation before the quotation.
        farther = sum(edge.reverse for edge in near.values())
        weight = math.fsum(edge.score for edge in near.values())
        return (number not in own, -len(near), farther, -weight, -len(here), min(each.uid for each in here))

    for centre in sorted(graph, key=order):
        if centre not in taken:
            near = {
                other: edge for other, edge in graph[centre].items() if other not in taken and other in places
            }
            taken |= {centre, *near}
            yield centre, {centre: _Edge("repeats", 1.0, reverse=False), **near}


def _claim(
    edges: dict[int, _Edge],
    here: Sequence[_Place],
    records: dict[int, Record],
    copies: dict[int, str],
) -> Claim:
    """A claim of its wordings, the own one first in ``edges``, and the statements that are these."""
    centre = next(iter(edges))

    def order(place: _Place) -> tuple[bool, str, str, int]:
        record = records[place.statement]
        return place.wording != centre, dated(record.published), record.document, place.statement

    first, *rest = sorted(here, key=order)
    rest.sort(key=lambda each: order(each)[1:])
    sayings = [Saying(records[first.statement], None, 1.0, copies.get(first.extraction))]
    sayings += [
        Saying(
            records[each.statement],
            *edges[each.wording][:2],
            copies.get(each.extraction),
            edges[each.wording].reverse,
        )
        for each in rest
    ]
    originals = {(each.extraction, each.spoken) for each in here if each.extraction not in copies}
    return Claim(tuple(sayings), len(originals))


def _copies(connection: Connection, places: dict[int, list[_Place]]) -> dict[int, str]:
    """The extractions of documents that are copies, with the paths of those that they are copies of."""
    rows = connection.execute(
        select(DocumentRow.extraction_id, DocumentRow.path, DocumentRow.published)
    ).all()
    order = {row.extraction_id: (dated(row.published), row.path) for row in rows}
    shared: Counter[tuple[int, int]] = Counter()
    for members in places.values():
        documents = sorted({each.extraction for each in members}, key=order.__getitem__)
        shared.update((each, documents[0]) for each in documents[1:])
    candidates = {copy for (copy, _), count in shared.items() if count >= COPIED_AT_LEAST}
    sizes = _sizes(connection, candidates)
    return {
        copy: order[original][1]
        for (copy, original), count in shared.items()
        if copy in candidates and count >= max(COPIED_AT_LEAST, COPIED * sizes[copy])
    }


def _sizes(connection: Connection, extractions: Collection[int]) -> Counter[int]:
    """How many statements that are worth following each extraction has."""
    sizes: Counter[int] = Counter()
    for extraction in sorted(extractions):
        sizes[extraction] = sum(1 for _ in _places(connection, StatementRow.extraction_id == extraction))
    return sizes


def _wanted(connection: Connection, conditions: Sequence[ColumnElement[bool]]) -> set[int]:
    """The statements that meet the conditions."""
    asked = select(StatementRow.id).join(DocumentRow, CURRENT)
    return set(connection.execute(asked.where(*conditions)).scalars())
