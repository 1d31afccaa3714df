"""A statement with everything about it, which queries and exports are made of; imports no SQL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from claimdb.model import Extractor, Function, Kind, Span, Statement

# A query has no use for it, and shall not wait for it.
if TYPE_CHECKING:
    from claimdb.store.origin import Origin

Status: TypeAlias = Literal["unreviewed", "accepted", "corrected", "rejected"]
"""What people decided on a statement: nothing; that it is right as it was found, or with what they corrected
(``statement`` has that, and what was found is beside it); that it is none."""


@dataclass(frozen=True, slots=True)
class Record:
    """A statement with what it takes to cite and to recompute it."""

    statement: Statement
    title: str | None
    author: str | None
    published: str | None
    """ISO 8601, as exact as the document gives it: ``2024-02-12`` or ``2024-02``."""
    publisher: str | None
    url: str | None
    sha256: str
    """Of the bytes of the document's file, in hexadecimal."""
    wikidata: str | None
    """The Wikidata id of the speaker."""
    found_speaker: str | None
    """The speaker that the extractor found, who is another where people decided who is who."""
    mention: str | None
    """The words that name the speaker here, as written; several spans joined by `` … ``."""
    cue: str | None
    """The reporting words, as written."""
    sentence: str
    """The whole sentence (or sentences) that the statement stands in."""
    extractor: Extractor
    status: Status
    note: str | None
    """What somebody remarked on it in review, the last remark."""
    found_text: str
    """The words, spans, kind, function and topics that the extractor found."""
    found_spans: tuple[Span, ...]
    found_kind: Kind
    found_function: Function
    found_topics: tuple[str, ...]
    decision: int | None
    """The last decision on it that this record takes into account."""
    origin: Origin | None = None
    """Its provenance in full, fetched for those exports alone that tell it; ``None`` elsewhere."""

    @property
    def document(self) -> str:
        """The document's path, relative to the folder of the database."""
        return self.statement.document

    def to_json(self) -> dict[str, Any]:
        """The statement as one JSON object: the documented keys, then those of the document."""
        return self.statement.to_json() | {
            "sentence": self.sentence,
            "mention": self.mention,
            "cue": self.cue,
            "wikidata": self.wikidata,
            "found_speaker": self.found_speaker,
            "title": self.title,
            "author": self.author,
            "published": self.published,
            "publisher": self.publisher,
            "url": self.url,
            "sha256": self.sha256,
            "claimdb": self.extractor.version,
            "model": f"{self.extractor.model} {self.extractor.model_version}",
            "config": self.extractor.config,
            "status": self.status,
            "note": self.note,
            "found_text": self.found_text,
            "found_spans": [list(span) for span in self.found_spans],
            "found_kind": self.found_kind,
            "found_function": self.found_function,
            "found_topics": list(self.found_topics),
            "decision": self.decision,
        }


def spans_text(spans: tuple[Span, ...]) -> str:
    """Spans for one cell of a table: ``733-812;820-830``."""
    return ";".join(f"{start}-{end}" for start, end in spans)


def spans_of(cell: str) -> tuple[Span, ...]:
    """The spans that ``spans_text`` wrote.  Raises ``ValueError`` for anything else."""
    pairs = (part.split("-") for part in cell.split(";"))
    return tuple(Span(int(start), int(end)) for start, end in pairs)
