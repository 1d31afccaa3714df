"""Digests of what is written once, by which a row that is changed, dropped or slipped in later shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any

from claimdb.model import Span, Statement
from claimdb.store.tables import CONTENT, CUE, SENTENCE, SOURCE

STATEMENT = (
    "uid",
    "kind",
    "function",
    "text",
    "speaker",
    "speaker_kind",
    "via",
    "addressee",
    "section",
    "timestamp",
    "attribution",
    "nested_in",
    "confidence",
    "evidence",
)
"""What of a statement an extraction's digest covers, in its order, after the statement's place."""

_Rows = Sequence[Sequence[Any]]


def of_extraction(statements: Sequence[Statement]) -> str:
    """The digest of statements that are about to be written."""
    return of_rows(
        [_statement(place, each) for place, each in enumerate(statements)],
        [row for place, each in enumerate(statements) for row in _spans(place, each)],
        [
            (place, topic, order)
            for place, each in enumerate(statements)
            for order, topic in enumerate(each.topics)
        ],
    )


def of_rows(statements: _Rows, spans: _Rows, topics: _Rows) -> str:
    """The digest of statements as they stand in the database.

    ``statements``: place, then the columns ``STATEMENT``; ``spans``: place of the statement, role, ord,
    start, end; ``topics``: place of the statement, name, ord.  Each in the order of its first columns; a
    place counts from the first statement of the extraction.
    """
    # As ASCII: what Python takes for printable depends on its version.
    return hashlib.sha256(json.dumps((statements, spans, topics)).encode()).hexdigest()


def places_of(statement: Statement) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """The spans of a statement that are written, by role, in the order of the roles."""
    yield CONTENT, statement.spans
    yield CUE, statement.cue_spans
    if statement.sentence_spans != statement.spans:
        yield SENTENCE, statement.sentence_spans
    yield SOURCE, statement.source_spans


def _statement(place: int, each: Statement) -> tuple[object, ...]:
    kind = None if each.speaker is None else each.speaker_kind or "person"
    return (
        place,
        each.id,
        each.kind,
        each.function,
        each.text,
        each.speaker,
        kind,
        each.via,
        each.addressee,
        each.section,
        each.timestamp,
        each.attribution,
        each.nested_in,
        float(each.confidence),
        each.evidence,
    )


def _spans(place: int, each: Statement) -> Iterator[tuple[int, str, int, int, int]]:
    for role, spans in places_of(each):
        for order, (start, end) in enumerate(spans):
            yield place, role, order, start, end
