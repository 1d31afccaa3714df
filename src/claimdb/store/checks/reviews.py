"""Proving people's decisions on statements: their rows, their anchors, and what queries look up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from sqlalchemy import Connection, Row, column, select
from sqlalchemy import table as any_table

from claimdb.model import Span
from claimdb.numbers import whole
from claimdb.store.anchors import quote
from claimdb.store.checks.checked import Checked
from claimdb.store.judgements import STATEMENT, UNDO, accepted
from claimdb.store.parts import parts
from claimdb.store.seals import seal
from claimdb.store.settling import decided_documents, places, settle_everything, settled_statements
from claimdb.store.tables import (
    FULL_TEXT_DECIDED,
    PERSON,
    AnchorRow,
    DecidedStatementRow,
    DecisionRow,
    DocumentRow,
    PlacedDecisionRow,
    StatementRow,
    StatementTopicRow,
    TopicRow,
    VersionRow,
)
from claimdb.store.verdicts import VERDICTS

Wrong: TypeAlias = Callable[[str, str], None]
"""Takes note of something that is wrong: where, and what."""

Anchors: TypeAlias = dict[int, list[Row[*tuple[Any, ...]]]]


def decisions(connection: Connection, checked: Checked) -> None:
    """Every decision is as it was made, and its anchors are its document's words."""
    _check_decisions(connection, _anchors(connection), checked.wrong)
    _check_anchors(connection, checked.wrong)


def what_counts(connection: Connection, checked: Checked) -> None:
    """What queries look up is what the decisions come to."""
    _check_places(connection, checked.wrong)
    _check_what_counts(connection, checked.wrong)


def settle(connection: Connection) -> Iterator[str]:
    """Bring what queries look up in line with the decisions.

    Unless one of these is damaged or gone: what is looked up then shows what it was.
    """
    checked = Checked()
    decisions(connection, checked)
    made = select(DecisionRow.id)
    gone = [
        select(each.decision_id).where(each.decision_id.not_in(made))
        for each in (PlacedDecisionRow, DecidedStatementRow)
    ]
    if checked.problems or any(connection.execute(each).first() for each in gone):
        return
    settle_everything(connection)
    yield "what counts of statements is what people decided again"


def _anchors(connection: Connection) -> Anchors:
    anchors: Anchors = defaultdict(list)
    for row in connection.execute(select(AnchorRow).order_by(AnchorRow.decision_id)):
        anchors[row.decision_id].append(row)
    return anchors


def _check_decisions(connection: Connection, anchors: Anchors, wrong: Wrong) -> None:
    rows = connection.execute(select(DecisionRow).order_by(DecisionRow.id)).all()
    subjects = {row.id: row.subject_id for row in rows if row.subject == STATEMENT}
    for row in rows:
        for what in _wrong_in_decision(row, anchors.get(row.id, []), subjects):
            wrong(f"decision {row.id} on {row.subject} {row.subject_id}", what)


def _wrong_in_decision(
    row: Row[*tuple[Any, ...]], anchors: list[Row[*tuple[Any, ...]]], subjects: dict[int, str]
) -> Iterator[str]:
    # Rows that an older claimdb wrote on speakers have no seal.
    if row.seal is None and row.subject != STATEMENT:
        return
    if row.seal != seal(row._asdict(), [each._asdict() for each in anchors]):
        yield "it was changed after it was made"
    if row.subject != STATEMENT:
        return
    if row.verdict not in VERDICTS:
        yield f"there is no verdict {row.verdict!r}"
    elif row.verdict == UNDO:
        undone = whole(row.value or "")
        if undone is None or subjects.get(undone) != row.subject_id:
            yield "it undoes no decision on the same statement"
    elif not any(each.role == STATEMENT for each in anchors):
        yield "it has no anchor"
    elif row.verdict == "accept" and accepted(row.value) is None:
        yield "what it accepts cannot be read"


def _check_anchors(connection: Connection, wrong: Wrong) -> None:
    """Compare anchors with the texts that they are of, as far as these are there."""
    versions = connection.execute(
        select(VersionRow.id, VersionRow.sha256, VersionRow.document_id, DocumentRow.path)
        .join(DocumentRow, VersionRow.document_id == DocumentRow.id)
        .where(VersionRow.document_id.in_(select(AnchorRow.document_id)))
    ).all()
    for version in versions:
        rows = connection.execute(
            select(AnchorRow)
            .where(AnchorRow.document_id == version.document_id, AnchorRow.sha256 == version.sha256)
            .order_by(AnchorRow.decision_id, AnchorRow.role, AnchorRow.ord)
        ).all()
        if not rows:
            continue
        text = connection.execute(select(VersionRow.text).where(VersionRow.id == version.id)).scalar_one()
        for row in rows:
            there = quote(text, Span(row.start, row.end))
            if (there.exact, there.prefix, there.suffix) != (row.exact, row.prefix, row.suffix):
                wrong(
                    f"{version.path} decision {row.decision_id}",
                    f"the words at its anchor {row.start}-{row.end} are not the document's",
                )


def _check_places(connection: Connection, wrong: Wrong) -> None:
    """Look for every decision's statement anew."""
    expected: dict[int, tuple[int, str]] = {}
    for document_id in decided_documents(connection):
        expected |= places(connection, document_id)
    looked_up = {
        row.decision_id: (row.statement_id, row.how) for row in connection.execute(select(PlacedDecisionRow))
    }
    for number in sorted({*expected, *looked_up}):
        if expected.get(number) != looked_up.get(number):
            wrong("statements", f"decision {number} does not lead to the statement that it is about")


def _check_what_counts(connection: Connection, wrong: Wrong) -> None:
    """Work out anew what counts of every statement that somebody decided on."""
    rows = {row.statement_id: row for row in connection.execute(select(DecidedStatementRow))}
    topics = _topics_of_people(connection)
    index = any_table(FULL_TEXT_DECIDED, column("rowid"), column("text"))
    words = {number: text for number, text in connection.execute(select(index))}  # noqa: C416 - rows are no pairs to mypy
    decided = connection.execute(select(PlacedDecisionRow.statement_id).distinct()).scalars()
    numbers = sorted({*rows, *topics, *words, *decided})
    for some in parts(numbers):
        uids = _uids(connection, some)
        settled = settled_statements(connection, some)
        for number in some:
            expected = settled.get(number)
            row = rows.get(number)
            same = row is None if expected is None else row is not None and row._asdict() == expected.row
            if not same or topics.get(number, ()) != ((expected and expected.topics) or ()):
                wrong(f"statement {uids.get(number, number)}", "what counts of it is not what people decided")
            elif words.get(number) != (expected and expected.row["text"]):
                wrong(f"statement {uids.get(number, number)}", "the index of corrected words is not in step")


def _topics_of_people(connection: Connection) -> dict[int, tuple[str, ...]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for number, name in connection.execute(
        select(StatementTopicRow.statement_id, TopicRow.name)
        .join(TopicRow, StatementTopicRow.topic_id == TopicRow.id)
        .where(StatementTopicRow.origin == PERSON)
        .order_by(StatementTopicRow.statement_id, StatementTopicRow.ord)
    ):
        found[number].append(name)
    return {number: tuple(names) for number, names in found.items()}


def _uids(connection: Connection, numbers: Any) -> dict[int, str]:  # noqa: ANN401 - a stretch of row ids
    rows = connection.execute(select(StatementRow.id, StatementRow.uid).where(StatementRow.id.in_(numbers)))
    return {number: uid for number, uid in rows}  # noqa: C416 - rows are no plain pairs to mypy
