"""Which reader reads a file: told by its first bytes, then by its name.

To add a format, write a module with a function ``read(source) -> Document`` and add a ``Format``
for it above the last one, which takes any text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from claimdb.errors import ReadingError
from claimdb.model import Corpus, Document

from . import plain_text
from .decoding import DecodingError, decode
from .lines import BLANK


@dataclass(frozen=True, slots=True)
class Source:
    """A file's bytes and what is known of it before reading."""

    name: str
    data: bytes
    sha256: str
    corpus: Corpus
    given: Mapping[str, str]

    @property
    def suffix(self) -> str:
        return PurePath(self.name).suffix.casefold()


@dataclass(frozen=True, slots=True)
class Format:
    name: str
    suffixes: frozenset[str]
    """The names' endings that a folder is searched for."""
    recognises: Callable[[Source], bool]
    read: Callable[[Source], Document]


def _read_plain_text(source: Source) -> Document:
    try:
        text, encoding = decode(source.data)
    except DecodingError as error:
        raise ReadingError(source.name, str(error)) from None
    if not text.strip(BLANK):
        raise ReadingError(source.name, "the file holds nothing but white space")
    return plain_text.document(
        text,
        name=source.name,
        sha256=source.sha256,
        encoding=encoding,
        corpus=source.corpus,
        given=source.given,
    )


def _any(source: Source) -> bool:  # noqa: ARG001 - a Format's recogniser; plain text takes the rest
    return True


FORMATS = (Format("plain text", frozenset({".txt", ".text", ".md", ".markdown"}), _any, _read_plain_text),)

_NOT_READ = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"{\\rtf", "a Rich Text document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
)


def read(source: Source) -> Document:
    """Read the file with the first format that recognises it."""
    if not source.data:
        raise ReadingError(source.name, "the file is empty")
    head = source.data[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    for mark, what in _NOT_READ:
        if head[: len(mark)].lower() == mark.lower():
            raise ReadingError(
                source.name, f"this is {what}; claimdb reads plain text, so save it as text first"
            )
    return next(format for format in FORMATS if format.recognises(source)).read(source)
