"""Mending what the rows of statements say of a text that is as it was read.

What a span says twice, by position and by quote, lets either be derived from the other; the statement's id
and the digest of its extraction tell which of the two is right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, select, update

from claimdb.model import Span, joined, statement_id
from claimdb.store.checks import statements as checking
from claimdb.store.tables import CONTENT, ExtractionRow, SpanRow, StatementRow
from claimdb.store.writing import CONTEXT

_Row = Row[*tuple[Any, ...]]


def mend(connection: Connection, version: _Row) -> Iterator[str]:
    """Put right the spans, texts and ids of a version's statements, as far as they can be derived."""
    extractions = select(ExtractionRow.id, ExtractionRow.digest).where(ExtractionRow.version_id == version.id)
    for extraction in connection.execute(extractions.order_by(ExtractionRow.id)).all():
        statements = checking.statements_of(connection, extraction.id)
        spans, topics = checking.belongings(connection, statements)
        uids = {row.id: row.uid for row in statements}
        # The digest is of the places, too.
        all_placed = _is_digest(extraction.digest, statements, spans, topics)
        by_id = _attested(statements, spans, version.sha256)
        for span in spans:
            attested = all_placed or (span.statement_id in by_id and span.role == CONTENT)
            said = _mend_span(connection, span, version.text, attested=attested)
            if said:
                yield f"{uids[span.statement_id]}: {said}"
        yield from _mend_texts(connection, extraction.id, version)
        yield from _mend_ids(connection, extraction, version)


def _is_digest(digest: str | None, *rows: checking.Rows, uids: dict[int, str] | None = None) -> bool:
    try:
        return digest is not None and digest == checking.digest(*rows, uids=uids)
    except TypeError:  # bytes for a text
        return False


def _contents(spans: checking.Rows) -> checking.Places:
    found: checking.Places = defaultdict(list)
    for row in spans:
        if row.role == CONTENT:
            found[row.statement_id].append(Span(row.start, row.end))
    return found


def _attested(statements: checking.Rows, spans: checking.Rows, sha256: str) -> set[int]:
    """The statements whose content stands where their id says."""
    content = _contents(spans)
    return {row.id for row in statements if row.uid == statement_id(sha256, content[row.id], row.nested_in)}


def _mend_span(connection: Connection, span: _Row, words: str, *, attested: bool) -> str | None:
    """Mend one span, and say how; ``None`` where nothing is wrong, or nobody can tell what is right."""
    there = _quoted(span, words)
    name = f"{span.role} span {span.start}-{span.end}"
    kept = (span.exact, span.prefix, span.suffix)
    if kept == there and span.start < span.end:
        return None
    around = (span.prefix, span.suffix) == there[1:] and span.prefix is not None
    values: dict[str, Any]
    if attested or span.exact == there[0] or around:
        values = dict(zip(("exact", "prefix", "suffix"), there, strict=True))
        said = f"the words of its {name} were written anew"
    else:
        place = _found(span, words)
        if place is None:
            return None
        values = {"start": place.start, "end": place.end}
        said = f"its {name} was found again by its words: {place.start}-{place.end}"
    own = (
        SpanRow.statement_id == span.statement_id,
        SpanRow.role == span.role,
        SpanRow.ord == span.ord,
    )
    connection.execute(update(SpanRow).where(*own).values(values))
    return said


def _quoted(span: _Row, words: str) -> tuple[str, str | None, str | None]:
    """What the text has at the span's place, before it and after it, as far as the span keeps that."""
    before = None if span.prefix is None else words[max(0, span.start - CONTEXT) : span.start]
    after = None if span.suffix is None else words[span.end : span.end + CONTEXT]
    return words[span.start : span.end], before, after


def _found(span: _Row, words: str) -> Span | None:
    """The one place that has the span's words with what stands around them."""
    before = span.prefix or ""
    quote = f"{before}{span.exact}{span.suffix or ''}"
    place = words.find(quote)
    if not span.exact or place < 0 or words.find(quote, place + 1) >= 0:
        return None
    start = place + len(before)
    return Span(start, start + len(span.exact))


def _mend_texts(connection: Connection, extraction_id: int, version: _Row) -> Iterator[str]:
    """Write the text of statements anew whose content stands where their id says."""
    statements = checking.statements_of(connection, extraction_id)
    spans, _ = checking.belongings(connection, statements)
    content = _contents(spans)
    attested = _attested(statements, spans, version.sha256)
    for row in statements:
        text = joined(version.text, content[row.id])
        if row.id in attested and row.text != text:
            connection.execute(update(StatementRow).where(StatementRow.id == row.id).values(text=text))
            yield f"{row.uid}: its text was written anew"


def _mend_ids(connection: Connection, extraction: _Row, version: _Row) -> Iterator[str]:
    """Derive ids anew, if all is as it was written then: else it may be the spans that are wrong."""
    statements = checking.statements_of(connection, extraction.id)
    spans, topics = checking.belongings(connection, statements)
    content = _contents(spans)
    derived = {row.id: statement_id(version.sha256, content[row.id], row.nested_in) for row in statements}
    wrong = [row for row in statements if row.uid != derived[row.id]]
    if not wrong or not _is_digest(extraction.digest, statements, spans, topics, uids=derived):
        return
    for row in wrong:
        connection.execute(update(StatementRow).where(StatementRow.id == row.id).values(uid=derived[row.id]))
        yield f"{derived[row.id]}: its id was {row.uid} and was derived anew"
