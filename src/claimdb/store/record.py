"""A statement with everything about it, which queries and exports are made of; imports no SQL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claimdb.model import Extractor, Span, Statement

# A query has no use for it, and shall not wait for it.
if TYPE_CHECKING:
    from claimdb.store.origin import Origin


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
        }


def spans_text(spans: tuple[Span, ...]) -> str:
    """Spans for one cell of a table: ``733-812;820-830``."""
    return ";".join(f"{start}-{end}" for start, end in spans)
