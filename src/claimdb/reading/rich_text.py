"""The reader for Rich Text (``.rtf``), as archives of newspapers hand it out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from claimdb.model import Document

from . import plain_text
from .pieces import MOST_TEXT, TOO_LONG, Piece, clean, lay_out
from .source import Source
from .tables import table_kind, table_pieces

READER = "rtf 1"
MISSING = "reading Rich Text needs the package striprtf: pip install 'claimdb[rtf]', or save it as .docx"
LARGEST = 64 * 1024 * 1024
_PICTURE = re.compile(rb"(?<=[\s\d])[0-9a-fA-F\r\n]{200,}")
"""The bytes of a picture, written as text."""
_FIELD, _FIELD_APART = b"\\fldinst{", b"\\fldinst {"
_ENCODING = re.compile(rb"\\ansicpg(\d{3,5})")


def read(source: Source) -> Document:
    """Read a Rich Text document: its paragraphs; letters' shapes say nothing here."""
    try:
        from striprtf.striprtf import rtf_to_text
    except ImportError:
        raise source.refused(MISSING) from None
    if len(source.data) > LARGEST:
        raise source.refused(f"this document is larger than {LARGEST // 1024 // 1024} MB")
    # The library looks for links in a time that grows with the square of their number; with this space,
    # which means nothing in the format, it finds none and keeps their words.
    data = _PICTURE.sub(b"", source.data).replace(_FIELD, _FIELD_APART)
    named = _ENCODING.search(data[:4096])
    try:
        text: str = rtf_to_text(  # type: ignore[no-untyped-call] # the library has no types
            data.decode("latin-1"), encoding=f"cp{named[1].decode()}" if named else "cp1252", errors="replace"
        )
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError):
        # The library trusts the document to be what the standard says.
        raise source.refused("this Rich Text document is damaged; save it as .docx") from None
    if len(text) > MOST_TEXT:
        raise source.refused(TOO_LONG)
    if not text.isascii():
        # Letters beyond the first 65,536 come as two halves.
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    page = lay_out(_pieces(text.split("\n")), reader=READER, says={})
    if not page.text:
        raise source.refused("this Rich Text document holds no text")
    return plain_text.from_page(page, encoding="utf-8", **source.known)


def _pieces(lines: Sequence[str]) -> Iterator[Piece]:
    """A line is a paragraph; one with a bar behind each cell is a row of a table."""
    for is_row, some in groupby(lines, key=lambda line: line.rstrip().endswith("|")):
        if is_row:
            rows = [[clean(cell) for cell in line.rstrip()[:-1].split("|")] for line in some]
            yield from table_pieces(rows, table_kind(rows))
        else:
            yield from map(Piece, some)
