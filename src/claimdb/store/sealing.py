"""Digests of what is written once, by which a row that is changed, dropped or slipped in later shows."""

from __future__ import annotations

import hashlib
import sys
from array import array
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from claimdb.model import Span, Statement
from claimdb.store.tables import CONTENT, CUE, SENTENCE, SOURCE

TEXTS = (
    "uid",
    "kind",
    "function",
    "via",
    "addressee",
    "section",
    "timestamp",
    "attribution",
    "nested_in",
    "evidence",
)
"""The columns of a statement that a digest covers, besides its speaker and confidence.

Its id comes from its content spans, and its text from these and the document's: to cover them again would
cost and prove nothing.
"""

Texts: TypeAlias = Sequence[str | None]


class Columns(NamedTuple):
    """What an extraction's digest covers, column by column, in the order of the statements.

    A place is that of a statement in the extraction, from 0.
    """

    texts: Sequence[Texts]
    """Those of ``TEXTS``."""
    speakers: Texts
    speaker_kinds: Texts
    confidences: Sequence[float]
    span_places: Sequence[int]
    """For all spans but those of the content."""
    span_roles: Texts
    span_ords: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]
    topic_places: Sequence[int]
    topics: Texts
    topic_ords: Sequence[int]

    def digest(self) -> str:
        """SHA-256 over all of them; by columns, which costs a quarter of what going by rows does.

        Raises ``TypeError`` for a value of another type.
        """
        texts = (*self.texts, self.speakers, self.speaker_kinds, self.span_roles, self.topics)
        numbers = (
            *(self.span_places, self.span_ords, self.starts, self.ends),
            *(self.topic_places, self.topic_ords),
        )
        found = hashlib.sha256()
        for column in texts:
            # No text has these characters; only together do they tell null from an empty one.
            joined = "\x00".join(["\x01" if value is None else value for value in column])
            found.update(f"{len(column)}\n{joined}".encode())
        for integers in numbers:
            found.update(_bytes(array("q", integers)))
        found.update(_bytes(array("d", self.confidences)))
        return found.hexdigest()


def _bytes(values: array[int] | array[float]) -> bytes:
    """The same on every machine."""
    if sys.byteorder == "big":
        values.byteswap()
    return values.tobytes()


def of_extraction(statements: Sequence[Statement]) -> str:
    """The digest of statements that are about to be written."""
    spans = [
        (place, role, order, start, end)
        for place, each in enumerate(statements)
        for role, some in places_of(each)
        if role != CONTENT
        for order, (start, end) in enumerate(some)
    ]
    topics = [
        (place, topic, order)
        for place, each in enumerate(statements)
        for order, topic in enumerate(each.topics)
    ]
    return Columns(
        texts=[[_text(each, name) for each in statements] for name in TEXTS],
        speakers=[each.speaker for each in statements],
        speaker_kinds=[
            None if each.speaker is None else each.speaker_kind or "person" for each in statements
        ],
        confidences=[each.confidence for each in statements],
        span_places=[row[0] for row in spans],
        span_roles=[row[1] for row in spans],
        span_ords=[row[2] for row in spans],
        starts=[row[3] for row in spans],
        ends=[row[4] for row in spans],
        topic_places=[row[0] for row in topics],
        topics=[row[1] for row in topics],
        topic_ords=[row[2] for row in topics],
    ).digest()


def _text(statement: Statement, column: str) -> str | None:
    value: str | None = getattr(statement, "id" if column == "uid" else column)
    return value


def places_of(statement: Statement) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """The spans of a statement that are written, by role, in the order of the roles."""
    yield CONTENT, statement.spans
    yield CUE, statement.cue_spans
    if statement.sentence_spans != statement.spans:
        yield SENTENCE, statement.sentence_spans
    yield SOURCE, statement.source_spans
