"""Windows with their attributions as tensors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from polnear import ROLES, Article, Attribution

from claimdb.extraction.tagging.inference import ways_from
from claimdb.extraction.tagging.pieces import FEATURES, PASSAGE, Words
from claimdb.extraction.tagging.windows import Window, windows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from polnear import Place
    from torch import Tensor

    from claimdb.extraction.tagging.pieces import WordPieces

NEVER = -10_000.0


@dataclass(frozen=True)
class Example:
    """A window, the words that are cues' heads, and the role of every word given each of them."""

    window: Window
    anchors: list[int]
    roles: list[dict[int, int]]
    ways: NDArray[np.int8]


@dataclass(frozen=True)
class Batch:
    """Several windows, padded; cues of all of them in one list, ``of`` saying which window each stands in."""

    pieces: Tensor
    features: Tensor
    mask: Tensor
    """Added to attention scores: 0, or :data:`NEVER` at the padding."""
    firsts: Tensor
    known: Tensor
    """True where there is a word, false at the padding."""
    is_anchor: Tensor
    of: Tensor
    anchors: Tensor
    roles: Tensor
    ways: Tensor
    loose: Tensor
    """Which roles each word has in any attribution, ``(windows, words, roles)``."""


def unquoted(article: Article, word_pieces: WordPieces) -> Article:
    """``article`` without its quotation marks, as speech is written down in a transcript."""
    marks = {word_pieces.pieces(mark) for mark in ('"', "''", "``")}
    passages: list[Words] = []
    moved: dict[Place, Place] = {}
    for number, words in enumerate(article.passages):
        kept = [i for i, pieces in enumerate(words.pieces) if pieces not in marks]
        moved |= {(number, i): (number, place) for place, i in enumerate(kept)}
        features = words.features[kept]
        features[:, 1] = 0
        if kept:
            features[0, 2] = PASSAGE
        places = {i: place for place, i in enumerate(kept)}
        heads = [places.get(int(words.heads[i]), places[i]) for i in kept]
        passages.append(
            Words(
                words.tokens[kept], [words.pieces[i] for i in kept], features, np.array(heads, dtype=np.int64)
            )
        )
    attributions = [
        Attribution(
            moved[a.anchor], {moved[place]: role for place, role in a.roles.items() if place in moved}
        )
        for a in article.attributions
        if a.anchor in moved
    ]
    return Article(article.name, passages, attributions)


def examples(article: Article, word_pieces: WordPieces, longest: int) -> list[Example]:
    """The windows of ``article``, each with the attributions whose anchors stand in it."""
    out = []
    for window in windows(article.passages, word_pieces, longest):
        places: dict[Place, int] = {}
        for number, first, last in window.parts:
            for word in range(first, last):
                places[number, word] = len(places)
        inside = [a for a in article.attributions if a.anchor in places]
        anchors = [places[a.anchor] for a in inside]
        roles = [{places[place]: role for place, role in a.roles.items() if place in places} for a in inside]
        found = ways_from(window, anchors) if anchors else np.zeros((0, len(window.firsts), 3), dtype=np.int8)
        out.append(Example(window, anchors, roles, found))
    return out


def batch_of(chosen: Sequence[Example]) -> Batch:
    longest = max(len(e.window.pieces) for e in chosen)
    most = max(len(e.window.firsts) for e in chosen)
    size = len(chosen)
    pieces = torch.zeros(size, longest, dtype=torch.long)
    features = torch.zeros(size, longest, FEATURES, dtype=torch.long)
    mask = torch.full((size, 1, 1, longest), NEVER)
    firsts = torch.zeros(size, most, dtype=torch.long)
    known = torch.zeros(size, most, dtype=torch.bool)
    is_anchor = torch.zeros(size, most)
    loose = torch.zeros(size, most, len(ROLES) - 1)
    rows: list[Tensor] = []
    ways: list[Tensor] = []
    for i, example in enumerate(chosen):
        window = example.window
        pieces[i, : len(window.pieces)] = torch.from_numpy(window.pieces)
        features[i, : len(window.pieces)] = torch.from_numpy(window.features)
        mask[i, ..., : len(window.pieces)] = 0
        firsts[i, : len(window.firsts)] = torch.from_numpy(window.firsts)
        known[i, : len(window.firsts)] = True
        is_anchor[i, example.anchors] = 1
        for roles in example.roles:
            row = torch.zeros(most, dtype=torch.long)
            row[list(roles)] = torch.tensor(list(roles.values()))
            rows.append(row)
            for word, role in roles.items():
                loose[i, word, role - 1] = 1
        for found in example.ways:
            way = torch.zeros(most, 3, dtype=torch.int8)
            way[: len(found)] = torch.from_numpy(found)
            ways.append(way)
    of = torch.tensor([i for i, e in enumerate(chosen) for _ in e.anchors], dtype=torch.long)
    anchors = torch.tensor([a for e in chosen for a in e.anchors], dtype=torch.long)
    stacked = torch.stack(rows) if rows else torch.zeros(0, most, dtype=torch.long)
    paths = torch.stack(ways) if ways else torch.zeros(0, most, 3, dtype=torch.int8)
    return Batch(pieces, features, mask, firsts, known, is_anchor, of, anchors, stacked, paths, loose)
