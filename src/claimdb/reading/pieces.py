"""What a reader of a marked-up format hands on: paragraphs, with what the format says of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from claimdb.model import Role

from .lines import BLANK, Line

BETWEEN = "\n\n"
MOST_TEXT = 12_000_000
"""Characters of one document; two days of speech have fewer."""
TOO_LONG = f"this document holds more than {MOST_TEXT // 1_000_000} million characters of text; split it"
_SPACE = re.compile(r"[\s\u200b\u2060\ufeff\u00ad\0]+")
_SOFT = re.compile("[\u00ad\u200b\u2060\ufeff\0]+")
_CONTROL = re.compile("[\x01-\x08\x0e-\x1b\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph that a format marks off; ``role`` is ``None`` where only its words can tell."""

    text: str
    role: Role | None = None
    bold: bool = False
    """True if all of it is in bold letters."""


@dataclass(frozen=True, slots=True)
class Page:
    """An extracted text whose paragraphs are known: one line each, a blank line between them."""

    text: str
    lines: tuple[Line, ...]
    roles: Mapping[int, Role]
    """The roles that the format is sure of, by the index of the line."""
    says: Mapping[str, str]
    """Metadata that the format carries: title, author, published, publisher, url, language."""
    reader: str
    transcript: bool = False
    """True if the format marks speakers: any label in the text is one then."""
    standing: frozenset[int] = frozenset()
    """The lines that are set off whole, in bold letters or as headings: an interviewer's questions may be."""


def clean(text: str) -> str:
    """The words of a paragraph, each run of white space one space, invisible characters gone.

    An extracted text is the reader's own work, so what nobody sees in the document need not be in it.
    """
    words = (
        _SPACE.sub(" ", _SOFT.sub("", text)) if not text.isascii() or "\0" in text else " ".join(text.split())
    )
    return _CONTROL.sub("\ufffd", words).strip(BLANK)


def lay_out(
    pieces: Iterable[Piece], *, reader: str, says: Mapping[str, str], transcript: bool = False
) -> Page:
    """The text of the pieces, in order; a piece without words gives nothing."""
    texts: list[str] = []
    lines: list[Line] = []
    roles: dict[int, Role] = {}
    standing: set[int] = set()
    position = 0
    kept = [piece for piece in pieces if clean(piece.text)]
    for piece in kept:
        words = clean(piece.text)
        if piece.role == "heading" or (piece.bold and piece.role in (None, "paragraph")):
            standing.add(len(lines))
        if piece.role is not None:
            roles[len(lines)] = piece.role
        lines.append(Line(position, position + len(words), words, 1 if lines else 0, 0))
        texts.append(words)
        position += len(words) + len(BETWEEN)
    return Page(BETWEEN.join(texts), tuple(lines), roles, says, reader, transcript, frozenset(standing))


def shown(pieces: Iterable[Piece], says: Mapping[str, str]) -> dict[str, str]:
    """The metadata with the title that the page shows in the place of the one in a file's properties.

    Nobody sees the properties, and many a file has those of the one that it was made from.
    """
    title = next((clean(piece.text) for piece in pieces if piece.role == "title"), None)
    return {**says, "title": title} if title else dict(says)
