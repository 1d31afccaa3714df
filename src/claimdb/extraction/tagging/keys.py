"""What the tagger leaves in a Doc's ``user_data``, readable without loading the network."""

from __future__ import annotations

from dataclasses import dataclass

TAGGER = "claimdb_tagger"
"""The name of the spaCy component; it needs the parse."""
DOCUMENT = "claimdb_document"
"""Set before: neighbours with one value are passages of one document, and read together."""
TAGGED = "claimdb_tagged"
"""Set after: the attributions whose cue stands in the Doc, a tuple of :class:`Tagged`."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """An attribution as token indices; content may go on in the Docs around, counted from its own."""

    anchor: int
    """The head of the cue, or the first word of the content where there is no cue."""
    source: tuple[int, ...]
    cue: tuple[int, ...]
    content: tuple[tuple[int, int], ...]
    """(Docs further, token)."""
    confidence: float
    """How likely the attribution is right: half of its content, and its source."""
