"""The statements of an extraction: their words, ids, order, and that all of them are there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

from sqlalchemy import Connection, Row, select

from claimdb.model import Span, joined, statement_id
from claimdb.store import sealing
from claimdb.store.checks.checked import Checked
from claimdb.store.tables import (
    CONTENT,
    SpanRow,
    SpeakerRow,
    StatementRow,
    StatementTopicRow,
    TopicRow,
)
from claimdb.store.writing import CONTEXT

Rows: TypeAlias = Sequence[Row[*tuple[Any, ...]]]
Places: TypeAlias = dict[int, list[Span]]

_NAMED = {"speaker": SpeakerRow.name, "speaker_kind": SpeakerRow.kind}
_STATEMENTS = (
    select(
        StatementRow.id,
        *(_NAMED[name] if name in _NAMED else getattr(StatementRow, name) for name in sealing.STATEMENT),
    )
    .outerjoin(SpeakerRow, StatementRow.speaker_id == SpeakerRow.id)
    .order_by(StatementRow.id)
)
_SPANS = select(
    SpanRow.statement_id, SpanRow.role, SpanRow.ord, SpanRow.start, SpanRow.end, SpanRow.exact, SpanRow.prefix
).add_columns(SpanRow.suffix)
_TOPICS = select(StatementTopicRow.statement_id, TopicRow.name, StatementTopicRow.ord).join(
    TopicRow, StatementTopicRow.topic_id == TopicRow.id
)

_UID, _TEXT, _NESTED_IN = (1 + sealing.STATEMENT.index(name) for name in ("uid", "text", "nested_in"))


def check(
    connection: Connection,
    version: Row[*tuple[Any, ...]],
    extraction: Row[*tuple[Any, ...]],
    checked: Checked,
) -> int:
    """Check the statements of an extraction against the text of its version; give their number."""
    statements = statements_of(connection, extraction.id)
    spans, topics = belongings(connection, statements)
    checked.statements += len(statements)
    checked.spans += len(spans)
    if extraction.digest is not None and extraction.digest != digest(statements, spans, topics):
        checked.wrong(
            version.path,
            f"the statements of extraction {extraction.id} are not all as they were written on "
            f"{extraction.made_at}: something was changed, dropped or added",
        )
    wrong = wrong_places(spans, version.text)
    content: Places = defaultdict(list)
    for number, role, _, start, end, *_ in spans:
        if role == CONTENT:
            content[number].append(Span(start, end))
    for row in statements:
        where = f"{version.path} {row[_UID]}"
        for what in (*wrong.get(row[0], ()), *_wrong_in(row, content[row[0]], version)):
            checked.wrong(where, what)
    for uid, what in _wrong_in_order(statements, content):
        checked.wrong(f"{version.path} {uid}", what)
    return len(statements)


def statements_of(connection: Connection, extraction_id: int) -> Rows:
    """The statements of an extraction by id, with what its digest covers of them."""
    return connection.execute(_STATEMENTS.where(StatementRow.extraction_id == extraction_id)).all()


def belongings(connection: Connection, statements: Rows) -> tuple[Rows, Rows]:
    """The spans and the topics that the extractor gave to the statements, which are in the order of ids."""
    if not statements:
        return [], []
    first, last = statements[0][0], statements[-1][0]
    # By a range of ids, which is one stretch of the table; the ids of an extraction follow each other.
    spans = connection.execute(
        _SPANS.where(SpanRow.statement_id.between(first, last)).order_by(
            SpanRow.statement_id, SpanRow.role, SpanRow.ord
        )
    ).all()
    topics = connection.execute(
        _TOPICS.where(
            StatementTopicRow.statement_id.between(first, last), StatementTopicRow.origin == "rule"
        ).order_by(StatementTopicRow.statement_id, StatementTopicRow.ord)
    ).all()
    if last - first + 1 != len(statements):
        own = {row[0] for row in statements}
        spans = [row for row in spans if row[0] in own]
        topics = [row for row in topics if row[0] in own]
    return spans, topics


def digest(statements: Rows, spans: Rows, topics: Rows, *, uids: Mapping[int, str] | None = None) -> str:
    """The digest of an extraction as it stands; ``uids``: as if its statements had these ids."""
    first = statements[0][0] if statements else 0
    return sealing.of_rows(
        [(row[0] - first, uids[row[0]] if uids else row[_UID], *row[2:]) for row in statements],
        [(row[0] - first, row[1], row[2], row[3], row[4]) for row in spans],
        [(row[0] - first, row[1], row[2]) for row in topics],
    )


def wrong_places(spans: Rows, words: str) -> dict[int, list[str]]:
    """What is wrong with the spans, by statement."""
    wrong: dict[int, list[str]] = {}
    for number, role, _, start, end, exact, prefix, suffix in spans:
        if words[start:end] != exact or not start < end:
            what = "at"
        elif prefix is not None and words[max(0, start - CONTEXT) : start] != prefix:
            what = "before"
        elif suffix is not None and words[end : end + CONTEXT] != suffix:
            what = "after"
        else:
            continue
        said = f"the words {what} its {role} span {start}-{end} are not the document's"
        wrong.setdefault(number, []).append(said)
    return wrong


def _wrong_in(
    row: Row[*tuple[Any, ...]], content: list[Span], version: Row[*tuple[Any, ...]]
) -> Iterator[str]:
    if not content:
        yield "it has no span"
        return
    if row[_TEXT] != joined(version.text, content):
        yield "its text is not the words at its spans"
    if row[_UID] != statement_id(version.sha256, content, row[_NESTED_IN]):
        yield "its id is not that of its document, spans and nesting"


def _wrong_in_order(statements: Rows, content: Places) -> Iterator[tuple[str, str]]:
    """Statements come in the order of the text; those that are in no other one don't overlap; no id twice."""
    before = -1
    seen: set[str] = set()
    top: list[tuple[Span, str]] = []
    for row in statements:
        uid, spans = row[_UID], content[row[0]]
        if uid in seen:
            yield uid, "another statement of the same extraction has its id"
        seen.add(uid)
        if spans:
            if spans[0].start < before:
                yield uid, "it is out of order"
            before = spans[0].start
        if row[_NESTED_IN] is None:
            top += [(span, uid) for span in spans]
    top.sort()
    for (first, _), (second, uid) in pairwise(top):
        if second.start < first.end:
            yield uid, f"its span {second.start}-{second.end} overlaps with another statement's"
