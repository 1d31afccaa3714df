"""Words as the tagger takes them: word pieces, and features of the print that word pieces lose."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
from tokenizers import BertWordPieceTokenizer

from claimdb.extraction.quotations import quotations

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Doc

MODEL = files("claimdb.extraction.tagging").joinpath("model")
"""The folder of what training gave, and of the vocabulary."""
LONGEST_WORD = 8
"""Word pieces that are kept of one word; addresses of web pages have many more."""

MOST_KNOWN = 500_000
"""Words that are remembered, so that memory stays bounded."""

LOWER, TITLE, UPPER, MIXED, OTHER = 1, 2, 3, 4, 5
INSIDE, OPENS, CLOSES = 1, 2, 3
PASSAGE, SENTENCE = 1, 2


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one passage, white space left out.

    ``tokens`` are their indices in the Doc, ``pieces`` the word pieces of each, ``features`` its shape,
    whether it stands in quotation marks, and whether it begins a passage or a sentence: ``(words, 3)``.
    """

    tokens: NDArray[np.int64]
    pieces: list[tuple[int, ...]]
    features: NDArray[np.int64]


class WordPieces:
    """Words to word pieces, each word looked up once (Wu et al., 2016)."""

    def __init__(self) -> None:
        pieces = MODEL.joinpath("vocab.txt").read_text(encoding="utf-8").split("\n")
        vocabulary = {piece: number for number, piece in enumerate(pieces) if piece}
        self._tokenizer = BertWordPieceTokenizer(vocabulary, lowercase=True)
        self._known: dict[str, tuple[int, ...]] = {}
        self.start, self.end, self.unknown = (vocabulary[mark] for mark in ("[CLS]", "[SEP]", "[UNK]"))

    def of(self, word: str) -> tuple[int, ...]:
        found = self._known.get(word)
        if found is None:
            if len(self._known) > MOST_KNOWN:
                self._known.clear()
            ids: list[int] = self._tokenizer.encode(word, add_special_tokens=False).ids
            found = self._known[word] = tuple(ids[:LONGEST_WORD]) or (self.unknown,)
        return found


def words_of(doc: Doc, word_pieces: WordPieces) -> Words:
    """The words of ``doc``, whose sentences are set."""
    texts = [token.text for token in doc]
    kept = [i for i, text in enumerate(texts) if not text.isspace()]
    features = np.zeros((len(kept), 3), dtype=np.int64)
    features[:, 0] = [_shape(texts[i]) for i in kept]
    tokens = np.array(kept, dtype=np.int64)
    if kept:
        features[:, 1] = _marks(doc)[tokens]
        features[:, 2] = np.where(doc.to_array("SENT_START")[tokens] == 1, SENTENCE, 0)
        features[0, 2] = PASSAGE
    return Words(tokens, [word_pieces.of(texts[i]) for i in kept], features)


def _shape(word: str) -> int:
    if word.islower():
        return LOWER
    if word.isupper():
        return UPPER if len(word) > 1 else TITLE
    if word.istitle():
        return TITLE
    return MIXED if any(map(str.isalpha, word)) else OTHER


def _marks(doc: Doc) -> NDArray[np.int64]:
    """Of each token, whether it stands in quotation marks."""
    starts = np.asarray(doc.to_array("IDX"), dtype=np.int64)
    marks = np.zeros(len(starts), dtype=np.int64)
    for quote in quotations([doc.text])[0]:
        first, last = np.searchsorted(starts, [quote.start, quote.end])
        marks[first:last] = INSIDE
        if first < last:
            marks[first] = OPENS
            if quote.closed:
                marks[last - 1] = CLOSES
    return marks
