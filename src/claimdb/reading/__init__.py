"""Reading: files to documents.  Knows formats and structure, no language model and no database."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path, PurePath

from claimdb.model import Corpus, Document

from . import formats, plain_text
from .files import digest, find_files, load

__all__ = ["digest", "find_files", "read", "read_text"]

_NO_CORPUS = Corpus()


def read(
    path: Path, *, corpus: Corpus = _NO_CORPUS, name: str | None = None, language: str | None = None
) -> Document:
    """Read a file; ``name`` is what the document's path shall say, if not the path itself.

    ``language``: its language, where it is not to be told from the words.
    """
    path = Path(path)
    # A file's name need not be text; what is shown and written of it is.
    name = (name or str(path)).encode(errors="backslashreplace").decode()
    data = load(path, name)
    source = formats.Source(
        name=name,
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        corpus=corpus,
        given=_in_language(corpus.metadata_of(path.as_posix()), language),
    )
    return formats.read(source)


def read_text(
    text: str, *, name: str = "text", corpus: Corpus = _NO_CORPUS, language: str | None = None
) -> Document:
    """Read a text that is in memory; its hash is that of its UTF-8 bytes."""
    data = text.encode("utf-8", errors="surrogatepass")
    return plain_text.document(
        text,
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding="utf-8",
        corpus=corpus,
        given=_in_language(corpus.metadata_of(PurePath(name).as_posix()), language),
    )


def _in_language(given: Mapping[str, str], language: str | None) -> Mapping[str, str]:
    return {**given, "language": language} if language else given
