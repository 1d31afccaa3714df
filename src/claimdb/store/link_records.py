"""What the database answers with on links between statements; imports no SQL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from claimdb.store.record import Record

Relation: TypeAlias = Literal["repeats", "restates", "alters"]


def dated(published: str | None) -> str:
    """What dates are sorted by: a month comes after its days, and no date after all."""
    return f"{published or ''}~"


@dataclass(frozen=True, slots=True)
class Link:
    """Another statement that says the same."""

    relation: Relation
    score: float
    """How near the two are, from 0 to 1."""
    reverse: bool
    """Whether it is the other one that repeats, restates or alters this one."""
    other: Record


@dataclass(frozen=True, slots=True)
class Saying:
    """A statement as one of those that make a claim."""

    record: Record
    relation: Relation | None
    """How it relates to the claim's own wording; ``None`` for that itself."""
    score: float
    copy_of: str | None
    """The document that its own is a copy of: most of its statements are that one's, word for word."""
    reverse: bool = False
    """Whether it is the claim's own wording that relates so to this one, not this one to it."""

    def to_json(self) -> dict[str, Any]:
        statement, record = self.record.statement, self.record
        return {
            "id": statement.id,
            "relation": self.relation,
            "reverse": self.reverse,
            "score": self.score,
            "copy_of": self.copy_of,
            "speaker": statement.speaker,
            "kind": statement.kind,
            "document": statement.document,
            "published": record.published,
            "publisher": record.publisher,
            "timestamp": statement.timestamp,
            "spans": [list(span) for span in statement.spans],
            "text": statement.text,
        }


@dataclass(frozen=True, slots=True)
class Claim:
    """What is said in several places, in the same words or in others."""

    sayings: tuple[Saying, ...]
    """First the one that most others are near to, the speaker's own words if it may be; the rest by date."""
    places: int
    """Articles and transcripts that have it, copies aside."""

    @property
    def id(self) -> str:
        return self.sayings[0].record.statement.id

    @property
    def text(self) -> str:
        return self.sayings[0].record.statement.text

    @property
    def speakers(self) -> tuple[str, ...]:
        """Everyone who says it or is said to, in the order of the sayings."""
        named = (saying.record.statement.speaker for saying in self.sayings)
        return tuple(dict.fromkeys(name for name in named if name is not None))

    @property
    def first(self) -> str | None:
        """The earliest date of publication that is known."""
        known = (each.record.published for each in self.sayings if each.record.published)
        return min(known, key=dated, default=None)

    @property
    def copies(self) -> int:
        """Sayings in documents that are copies of others."""
        return sum(each.copy_of is not None for each in self.sayings)

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "text": self.text,
            "places": self.places,
            "copies": self.copies,
            "speakers": list(self.speakers),
            "first": self.first,
            "sayings": [each.to_json() for each in self.sayings],
        }
