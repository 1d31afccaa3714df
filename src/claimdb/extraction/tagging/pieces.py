"""Words as the tagger takes them: word pieces, and features of the print that word pieces lose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from tokenizers import BertWordPieceTokenizer

from claimdb.extraction.quotations import quotations
from claimdb.extraction.tagging.syntax import heads_among, tags_and_relations
from claimdb.extraction.tagging.weights import MODEL

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.strings import StringStore
    from spacy.tokens import Doc

LONGEST_WORD = 8
"""Word pieces that are kept of one word; addresses of web pages have many more."""

MOST_KNOWN = 500_000
"""Words that are remembered, so that memory stays bounded."""

LOWER, TITLE, UPPER, MIXED, OTHER = 1, 2, 3, 4, 5
INSIDE, OPENS, CLOSES = 1, 2, 3
PASSAGE, SENTENCE = 1, 2
FEATURES = 5


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one passage, white space left out.

    ``tokens`` are their indices in the Doc, ``pieces`` the word pieces of each, ``features`` its shape,
    whether it stands in quotation marks, whether it begins a passage or a sentence, its tag and its
    relation: ``(words, 5)``.  ``heads`` are the places of their heads in the parse, ``(words,)``.
    """

    tokens: NDArray[np.int64]
    pieces: list[tuple[int, ...]]
    features: NDArray[np.int64]
    heads: NDArray[np.int64]


class WordPieces:
    """Words to word pieces and shapes, each word looked up once (Wu et al., 2016)."""

    def __init__(self) -> None:
        pieces = MODEL.joinpath("vocab.txt").read_text(encoding="utf-8").split("\n")
        vocabulary = {piece: number for number, piece in enumerate(pieces) if piece}
        self._tokenizer = BertWordPieceTokenizer(vocabulary, lowercase=True)
        self._known: dict[int, tuple[tuple[int, ...], int]] = {}
        self.start, self.end, self.unknown = (vocabulary[mark] for mark in ("[CLS]", "[SEP]", "[UNK]"))

    def of(self, orth: int, strings: StringStore) -> tuple[tuple[int, ...], int]:
        """The pieces and the shape of the word whose hash is ``orth``; white space has no pieces."""
        found = self._known.get(orth)
        if found is None:
            if len(self._known) > MOST_KNOWN:
                self._known.clear()
            found = self._known[orth] = self._looked_up(strings[orth])
        return found

    def pieces(self, word: str) -> tuple[int, ...]:
        """The pieces of a word, the first :data:`LONGEST_WORD` of them."""
        ids: list[int] = self._tokenizer.encode(word, add_special_tokens=False).ids
        return tuple(ids[:LONGEST_WORD]) or (self.unknown,)

    def _looked_up(self, word: str) -> tuple[tuple[int, ...], int]:
        return ((), OTHER) if word.isspace() else (self.pieces(word), _shape(word))


def words_of(doc: Doc, word_pieces: WordPieces) -> Words:
    """The words of ``doc``, which has been parsed."""
    strings = doc.vocab.strings
    found = [word_pieces.of(orth, strings) for orth in doc.to_array("ORTH").tolist()]
    kept = [i for i, (pieces, _) in enumerate(found) if pieces]
    features = np.zeros((len(kept), FEATURES), dtype=np.int64)
    features[:, 0] = [found[i][1] for i in kept]
    tokens = np.array(kept, dtype=np.int64)
    if kept:
        features[:, 1] = _marks(doc)[tokens]
        features[:, 2] = np.where(doc.to_array("SENT_START")[tokens] == 1, SENTENCE, 0)
        features[0, 2] = PASSAGE
        features[:, 3:] = tags_and_relations(doc, tokens)
    return Words(tokens, [found[i][0] for i in kept], features, heads_among(doc, tokens))


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
