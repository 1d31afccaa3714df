"""Proving the links: each is one that the words of its two statements make."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, exists, func, select
from sqlalchemy.orm import aliased

from claimdb.store.checks.checked import Checked
from claimdb.store.identity import KIND, NAME, NAMED, with_speakers
from claimdb.store.link_tables import LinkedRow, LinkRow, LinkTotalRow, StatementWordingRow, WordingRow
from claimdb.store.records import Problem
from claimdb.store.tables import CURRENT, DocumentRow, ExtractionRow, StatementRow, VersionRow


def linked(connection: Connection, checked: Checked) -> None:
    """The links are those that the words make: their ends, how they relate, and what they were found by.

    Links of extractions that are not linked yet, or not unlinked yet, are no problem: the next ingest sees
    to them, and no command shows them.  Nor are speakers that were decided on since.
    """
    checked.problems.extend(_check_each(connection))
    checked.problems.extend(_check_wordings(connection))
    unlinked = exists().where(LinkedRow.extraction_id == StatementRow.extraction_id)
    left = select(func.count()).select_from(StatementWordingRow).join(StatementRow).where(~unlinked)
    if connection.execute(left).scalar_one():
        checked.wrong("links", "some are kept of extractions that are not linked")
    if _total(connection) != (connection.execute(select(LinkTotalRow.total)).scalar() or 0):
        checked.wrong("links", "they are not those that were found: some are missing, or were changed")


def link_anew(connection: Connection) -> Iterator[str]:
    """Find all links anew."""
    from claimdb.store.relinking import rebuild

    yield f"the links of {rebuild(connection)} documents are found anew"


def _total(connection: Connection) -> int:
    from claimdb.store.link_pairs import link_numbers

    return sum(link_numbers(connection)) % 2**63


def _check_each(connection: Connection) -> Iterator[Problem]:
    left, right = aliased(StatementRow), aliased(StatementRow)
    ours, theirs = aliased(StatementWordingRow), aliased(StatementWordingRow)
    rows = connection.execute(
        select(
            LinkRow.relation,
            LinkRow.score,
            DocumentRow.path,
            left.uid,
            left.text,
            left.kind,
            left.extraction_id,
            ours.speaker,
            ours.spoken,
            ours.statement_id.label("left_known"),
            right.text.label("other_text"),
            right.kind.label("other_kind"),
            right.extraction_id.label("other_extraction"),
            theirs.speaker.label("other_speaker"),
            theirs.spoken.label("other_spoken"),
            theirs.statement_id.label("right_known"),
        )
        .join(left, left.id == LinkRow.left_id)
        .join(right, right.id == LinkRow.right_id)
        .join(ExtractionRow, left.extraction_id == ExtractionRow.id)
        .join(VersionRow, ExtractionRow.version_id == VersionRow.id)
        .join(DocumentRow, VersionRow.document_id == DocumentRow.id)
        .outerjoin(ours, ours.statement_id == LinkRow.left_id)
        .outerjoin(theirs, theirs.statement_id == LinkRow.right_id)
        .order_by(LinkRow.id)
    )
    for row in rows:
        what = _wrong(row)
        if what is not None:
            yield Problem(f"{row.path} {row.uid}", what)


def _wrong(row: Row[*tuple[Any, ...]]) -> str | None:
    from claimdb.linking.relating import ordered, relate
    from claimdb.linking.wording import wording

    if row.left_known is None or row.right_known is None:
        return "it has a link though it is not linked, or its link leads to one that is not"
    if (row.extraction_id, row.spoken) == (row.other_extraction, row.other_spoken):
        return "it is linked with a statement of the same voice in the same document"
    ours = wording(row.text, row.speaker, row.kind)
    theirs = wording(row.other_text, row.other_speaker, row.other_kind)
    if ours == theirs:
        return None if (row.relation, row.score) == ("repeats", 1.0) else "a link with its own words is wrong"
    related = relate(ours, theirs)
    if related != (row.relation, row.score) or ordered(ours, theirs)[0] is not ours:
        return f"that it {row.relation} another is not what the words of the two say"
    return None


def _check_wordings(connection: Connection) -> Iterator[Problem]:
    """Compare the words, the speaker and the voice of statements with what they were linked by."""
    from claimdb.linking.candidates import method
    from claimdb.linking.wording import wording
    from claimdb.store.relinking import denials, speakers_digest

    linked = select(StatementWordingRow.statement_id)
    denied = denials(connection, StatementRow.id.in_(linked))
    rows = connection.execute(
        with_speakers(
            select(
                StatementRow.id,
                StatementRow.uid,
                StatementRow.text,
                StatementRow.kind,
                DocumentRow.path,
                NAME.label("speaker"),
                KIND.label("speaker_kind"),
                WordingRow.digest,
                StatementWordingRow.speaker.label("linked_by"),
            )
            .select_from(StatementWordingRow)
            .join(StatementRow, StatementWordingRow.statement_id == StatementRow.id)
            .join(WordingRow, StatementWordingRow.wording_id == WordingRow.id)
            .join(DocumentRow, CURRENT)
            .join(LinkedRow, LinkedRow.extraction_id == StatementRow.extraction_id)
            .where(LinkedRow.speakers == speakers_digest(connection), LinkedRow.method == method())
        )
    )
    for row in rows:
        if row.id in denied:
            yield Problem(f"{row.path} {row.uid}", "it is linked though its speaker denies it")
        name = row.speaker if row.speaker_kind in NAMED else None
        if row.linked_by != name or wording(row.text, name, row.kind).digest != row.digest:
            yield Problem(f"{row.path} {row.uid}", "what it is linked by is not its words and its speaker")
