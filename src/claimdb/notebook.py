"""Reading and extracting without a database: what a notebook or a script calls first."""

from __future__ import annotations

import os
from pathlib import Path

from claimdb import extraction, reading
from claimdb.corpus import corpus_for, load
from claimdb.errors import ReadingError
from claimdb.model import Corpus, Document, Statement

Source = str | os.PathLike[str]


def extract(
    source: Source, *, model: str | None = None, fast: bool = False, corpus: Corpus | Source | None = None
) -> tuple[Statement, ...]:
    """The statements of a text or of a file, in order.

    ``source``: a path, or a text; a ``str`` is taken as a path when there is such a file.
    ``model``: the name of an installed English spaCy pipeline.  ``fast``: go by its parse alone, without
    the tagger: several times faster, and finds less.
    ``corpus``: what is known of speakers and topics: a ``Corpus``, or the path of a claimdb.toml; without it,
    that beside the file.
    Raises ``ReadingError``, ``CorpusError`` and ``ModelError``.

    >>> import claimdb
    >>> for statement in claimdb.extract("It rained all night, Jane Doe told reporters."):
    ...     print(statement.speaker, "|", statement.text)
    Jane Doe | It rained all night
    """
    document, known = _read(source, corpus)
    found = extraction.extract([(document, known)], model=model or extraction.DEFAULT_MODEL, fast=fast)
    return tuple(statement for each in found for statement in each.statements)


def read(source: Source, *, corpus: Corpus | Source | None = None) -> Document:
    """A text or a file as a document: its text, blocks and metadata; the arguments are those of ``extract``.

    Raises ``ReadingError`` and ``CorpusError``.
    """
    return _read(source, corpus)[0]


def _read(source: Source, corpus: Corpus | Source | None) -> tuple[Document, Corpus]:
    if isinstance(source, str) and not _is_file(source):
        if "\n" not in source and " " not in source and Path(source).suffix:
            raise ReadingError(source, "there is no such file")
        known = _corpus(corpus) or Corpus()
        return reading.read_text(source, corpus=known), known
    path = Path(source)
    known = _corpus(corpus) or corpus_for(path)
    return reading.read(path, corpus=known), known


def _corpus(corpus: Corpus | Source | None) -> Corpus | None:
    return corpus if corpus is None or isinstance(corpus, Corpus) else load(Path(corpus))


def _is_file(source: str) -> bool:
    try:
        return Path(source).exists()
    except (OSError, ValueError):  # too long for a path, or with a NUL in it
        return False
