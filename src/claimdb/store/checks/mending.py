"""Mending what the rows of statements say of a text that is as it was read.

What a span says twice, by position and by quote, lets either be derived from the other; the statement's id
and the digest of its extraction tell which of the two is right.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, update

from claimdb.model import Span, joined, statement_id
from claimdb.store.checks import statements as checking
from claimdb.store.checks.statements import ID, NESTED_IN, TEXT, UID, Extracted, Found, Names
from claimdb.store.tables import CONTENT, SpanRow, StatementRow
from claimdb.store.writing import CONTEXT


class _Quote(NamedTuple):
    """A span as its row has it."""

    number: int
    role: str
    ord: int
    start: int
    end: int
    exact: str
    prefix: str | None
    suffix: str | None


def mend(connection: Connection, extracted: Extracted, names: Names) -> Iterator[str]:
    """Put right the spans, texts and ids of an extraction's statements, as far as they can be derived."""
    found = checking.of_extraction(connection, extracted.id)
    uids = {row[ID]: row[UID] for row in found.statements}
    by_id = _attested(found, extracted.sha256)
    # The digest is of all other places.
    others = _is_digest(extracted, found, names)
    for row in found.spans:
        span = _Quote(*row)
        attested = span.number in by_id if span.role == CONTENT else others
        said = _mend_span(connection, span, extracted.text, attested=attested)
        if said:
            yield f"{uids[span.number]}: {said}"
    yield from _mend_texts(connection, extracted)
    yield from _mend_ids(connection, extracted, names)


def _is_digest(extracted: Extracted, found: Found, names: Names, uids: dict[int, str] | None = None) -> bool:
    try:
        return extracted.digest is not None and extracted.digest == found.digest(names, uids)
    except TypeError:  # bytes for a text
        return False


def _attested(found: Found, sha256: str) -> set[int]:
    """The row ids of the statements whose content stands where their id says."""
    content = found.content()
    return {
        row[ID]
        for row in found.statements
        if row[UID] == statement_id(sha256, content.get(row[ID], ()), row[NESTED_IN])
    }


def _mend_span(connection: Connection, span: _Quote, words: str, *, attested: bool) -> str | None:
    """Mend one span, and say how; ``None`` where nothing is wrong, or nobody can tell what is right."""
    there = _quoted(span, words)
    name = f"{span.role} span {span.start}-{span.end}"
    if (span.exact, span.prefix, span.suffix) == there and span.start < span.end:
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
        SpanRow.statement_id == span.number,
        SpanRow.role == span.role,
        SpanRow.ord == span.ord,
    )
    connection.execute(update(SpanRow).where(*own).values(values))
    return said


def _quoted(span: _Quote, words: str) -> tuple[str, str | None, str | None]:
    """What the text has at the span's place, before it and after it, as far as the span keeps that."""
    before = None if span.prefix is None else words[max(0, span.start - CONTEXT) : span.start]
    after = None if span.suffix is None else words[span.end : span.end + CONTEXT]
    return words[span.start : span.end], before, after


def _found(span: _Quote, words: str) -> Span | None:
    """The one place that has the span's words with what stands around them."""
    before = span.prefix or ""
    quote = f"{before}{span.exact}{span.suffix or ''}"
    place = words.find(quote)
    if not span.exact or place < 0 or words.find(quote, place + 1) >= 0:
        return None
    start = place + len(before)
    return Span(start, start + len(span.exact))


def _mend_texts(connection: Connection, extracted: Extracted) -> Iterator[str]:
    """Write the text of statements anew whose content stands where their id says."""
    found = checking.of_extraction(connection, extracted.id)
    content = found.content()
    attested = _attested(found, extracted.sha256)
    for row in found.statements:
        text = joined(extracted.text, content.get(row[ID], ()))
        if row[ID] in attested and row[TEXT] != text:
            connection.execute(update(StatementRow).where(StatementRow.id == row[ID]).values(text=text))
            yield f"{row[UID]}: its text was written anew"


def _mend_ids(connection: Connection, extracted: Extracted, names: Names) -> Iterator[str]:
    """Derive ids anew, if all is as it was written then: else it may be the spans that are wrong."""
    found = checking.of_extraction(connection, extracted.id)
    content = found.content()
    derived = {
        row[ID]: statement_id(extracted.sha256, content.get(row[ID], ()), row[NESTED_IN])
        for row in found.statements
    }
    wrong = [row for row in found.statements if row[UID] != derived[row[ID]]]
    if not wrong or not _is_digest(extracted, found, names, derived):
        return
    for row in wrong:
        uid = derived[row[ID]]
        connection.execute(update(StatementRow).where(StatementRow.id == row[ID]).values(uid=uid))
        yield f"{uid}: its id was {row[UID]} and was derived anew"
