"""The spaCy component: attributions of every Doc, found in the windows of the document that it belongs to."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np
from spacy.language import Language

from claimdb.extraction.tagging.inference import CONTENT, CUE, SOURCE, Found, Tagger, tagger
from claimdb.extraction.tagging.keys import DOCUMENT, TAGGED, TAGGER, Tagged
from claimdb.extraction.tagging.pieces import WordPieces, Words, words_of
from claimdb.extraction.tagging.windows import Window, windows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray
    from spacy.tokens import Doc


class TaggerComponent:
    """Sets ``Doc.user_data[TAGGED]``."""

    def __init__(self) -> None:
        self._tagger: Tagger = tagger()  # first: it checks the files
        self._word_pieces = WordPieces()

    def __call__(self, doc: Doc) -> Doc:
        self._tag([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], **_: int) -> Iterator[Doc]:
        """The Docs of ``stream``, tagged a document at a time."""
        for key, group in groupby(stream, key=lambda doc: doc.user_data.get(DOCUMENT)):
            if key is None:
                yield from map(self, group)
                continue
            docs = list(group)
            self._tag(docs)
            yield from docs

    def _tag(self, docs: Sequence[Doc]) -> None:
        passages = [words_of(doc, self._word_pieces) for doc in docs]
        tagged: list[list[Tagged]] = [[] for _ in docs]
        cut = list(windows(passages, self._word_pieces))
        for window, found in zip(cut, self._tagger.found(cut), strict=True):
            numbers, tokens = _places(window, passages)
            for one in found:
                confidence = self._tagger.confidence(one)
                if confidence >= self._tagger.least:
                    tagged[numbers[one.anchor]].append(_tagged(one, confidence, numbers, tokens))
        for doc, attributions in zip(docs, tagged, strict=True):
            doc.user_data[TAGGED] = tuple(attributions)


def _places(window: Window, passages: Sequence[Words]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Of each word of a window, the number of its passage and its token there."""
    numbers = [np.full(last - first, number) for number, first, last in window.parts]
    tokens = [passages[number].tokens[first:last] for number, first, last in window.parts]
    return np.concatenate(numbers), np.concatenate(tokens)


def _tagged(found: Found, confidence: float, numbers: NDArray[np.int64], tokens: NDArray[np.int64]) -> Tagged:
    own = numbers[found.anchor]

    def here(role: int) -> tuple[int, ...]:
        return tuple(int(i) for i in tokens[(found.roles == role) & (numbers == own)])

    content = np.flatnonzero(found.roles == CONTENT)
    return Tagged(
        int(tokens[found.anchor]),
        here(SOURCE),
        here(CUE),
        tuple((int(numbers[i] - own), int(tokens[i])) for i in content),
        confidence,
    )


@Language.factory(TAGGER)
def make_tagger(nlp: Language, name: str) -> TaggerComponent:  # noqa: ARG001 - spaCy passes both
    """The component for ``nlp.add_pipe``."""
    return TaggerComponent()
