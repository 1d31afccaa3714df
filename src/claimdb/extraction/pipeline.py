"""The spaCy pipeline: which components run, and where its sentences come from."""

from __future__ import annotations

import importlib
from functools import lru_cache
from typing import TYPE_CHECKING, cast

import numpy as np
import spacy
from spacy.language import Language

from claimdb.errors import ModelError
from claimdb.extraction import missing
from claimdb.extraction.sentences import sentence_starts
from claimdb.extraction.tagging.keys import TAGGER

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from thinc.types import Ints2d

UNUSED = ("ner", "lemmatizer", "attribute_ruler", "senter", "entity_linker", "textcat")
"""Two thirds of a small pipeline's time; attribution is read from tags and the parse alone."""


SENTENCES = "claimdb_sentences"
"""The name of the component that marks sentences."""


@Language.component(SENTENCES, assigns=["token.is_sent_start"])
def sentences_by_punctuation(doc: Doc) -> Doc:
    """Fix the sentences before the parser sees them, so that its trees keep to them."""
    starts = set(sentence_starts(doc.text))
    marks = [1 if offset in starts else -1 for offset in doc.to_array("IDX").tolist()]
    if marks:  # all at once: setting each token's mark takes four times as long
        column = np.array(marks, dtype=np.int64).astype(np.uint64).reshape(-1, 1)
        doc.from_array(["SENT_START"], cast("Ints2d", column))
    return doc


@lru_cache(maxsize=4)
def load(model: str, *, fast: bool = True) -> Language:
    """The pipeline named ``model`` with only the components that are used, and the tagger unless ``fast``.

    Raises:
        ModelError: it is not installed, is not English, or has no parser.
    """
    try:
        nlp = spacy.load(model, exclude=list(UNUSED))
    except OSError as error:
        raise ModelError(missing(model)) from error
    except (AttributeError, TypeError, ValueError, ImportError) as error:
        raise ModelError(
            f"{model}: is not a spaCy pipeline; name another with --model or CLAIMDB_MODEL"
        ) from error
    if nlp.lang != "en" or not {"tagger", "parser"} <= set(nlp.pipe_names):
        raise ModelError(f"{model}: not an English spaCy pipeline with a tagger and a parser")
    nlp.add_pipe(SENTENCES, before="parser")
    if not fast:
        # Registers itself; not above, since what it runs on takes a while to load.
        try:
            importlib.import_module("claimdb.extraction.tagging.component")
        except ImportError as error:
            raise ModelError(f"the tagger can't be loaded ({error}); go without it with --fast") from error
        nlp.add_pipe(TAGGER, last=True)
    nlp.max_length = 10**9
    return nlp
