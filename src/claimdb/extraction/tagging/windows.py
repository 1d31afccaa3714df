"""Windows: the stretches of a document that the tagger sees at once, whole passages where they fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from claimdb.extraction.tagging.pieces import FEATURES, PASSAGE, SENTENCE, WordPieces, Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

LONGEST = 224
"""Word pieces in a window: what self-attention costs grows with the square."""

Part = tuple[int, int, int]
"""A passage's number, its first word in the window, and the first word behind."""


@dataclass(frozen=True, slots=True)
class Window:
    """``pieces`` is ``(pieces,)``, ``features`` ``(pieces, 5)``.

    ``firsts`` is each word's first piece, ``heads`` the place of its head in the window; its own, where it
    has none there.
    """

    parts: tuple[Part, ...]
    pieces: NDArray[np.int64]
    features: NDArray[np.int64]
    firsts: NDArray[np.int64]
    heads: NDArray[np.int64]


def windows(passages: Sequence[Words], word_pieces: WordPieces, longest: int = LONGEST) -> Iterator[Window]:
    """All words of a document's ``passages``, each in one window, in order."""
    waiting: list[Part] = []
    length = 1
    for number, words in enumerate(passages):
        for first, last in _cut(words, longest):
            more = 1 + sum(len(p) for p in words.pieces[first:last])
            if waiting and length + more > longest:
                yield _window(passages, waiting, word_pieces)
                waiting, length = [], 1
            waiting.append((number, first, last))
            length += more
    if waiting:
        yield _window(passages, waiting, word_pieces)


def _cut(words: Words, longest: int) -> Iterator[tuple[int, int]]:
    """A passage whole, or cut where a sentence begins, or anywhere where a sentence is too long itself."""
    room = longest - 2
    lengths = np.cumsum([0, *map(len, words.pieces)])
    starts = np.flatnonzero((words.features[:, 2] == SENTENCE) | (words.features[:, 2] == PASSAGE))
    first, total = 0, len(words.pieces)
    while first < total:
        fits = int(np.searchsorted(lengths, lengths[first] + room, side="right")) - 1
        if fits < total:
            sentence = starts[np.searchsorted(starts, fits, side="right") - 1] if len(starts) else 0
            fits = int(sentence) if sentence > first else max(fits, first + 1)
        yield first, fits
        first = fits


def _window(passages: Sequence[Words], parts: Sequence[Part], word_pieces: WordPieces) -> Window:
    pieces = [word_pieces.start]
    owners = [-1]
    features: list[NDArray[np.int64]] = []
    heads: list[NDArray[np.int64]] = []
    count = 0
    for number, first, last in parts:
        words = passages[number]
        heads.append(_heads(words, first, last) + count)
        for word in words.pieces[first:last]:
            pieces += word
            owners += [count] * len(word)
            count += 1
        features.append(words.features[first:last])
        pieces.append(word_pieces.end)
        owners.append(-1)
    owner = np.array(owners)
    table = np.concatenate(
        [*features, np.zeros((1, FEATURES), dtype=np.int64)]
    )  # the last row: of -1, the marks
    firsts = np.flatnonzero((owner != np.roll(owner, 1)) & (owner >= 0))
    return Window(tuple(parts), np.array(pieces), table[owner], firsts, np.concatenate(heads))


def _heads(words: Words, first: int, last: int) -> NDArray[np.int64]:
    heads = words.heads[first:last]
    inside = (heads >= first) & (heads < last)
    return np.where(inside, heads - first, np.arange(last - first))
