"""The network at run time: windows in, cues and their sources and contents out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import onnxruntime

from claimdb.extraction.tagging.chain import Chain, decoded
from claimdb.extraction.tagging.syntax import ways
from claimdb.extraction.tagging.weights import MODEL, weights_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from importlib.resources.abc import Traversable

    from numpy.typing import NDArray

    from claimdb.extraction.tagging.windows import Window

NONE, SOURCE, CUE, CONTENT = range(4)
"""The roles of a word, given a cue."""

_NEAR = 8
_TOGETHER = 32
"""Windows whose cues are decoded at once.  The encoder takes each alone: none shall depend on others."""


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution in a window: the word that heads its cue, and the role of every word, ``(words,)``."""

    anchor: int
    roles: NDArray[np.int64]
    cue_probability: float
    """How likely the word is to head a cue."""
    roles_probability: float
    """How likely exactly these roles are, given the cue."""


def evidence(found: Found) -> NDArray[np.float64]:
    """What the confidence in an attribution is reckoned from, ``(5,)``."""
    cue = min(max(found.cue_probability, 1e-4), 1 - 1e-4)
    roles = np.log(max(found.roles_probability, 1e-4))
    sourced = float((found.roles == SOURCE).any())
    return np.array(
        [1.0, np.log(cue / (1 - cue)), roles, sourced, float(np.log1p((found.roles == CONTENT).sum()))]
    )


class Tagger:
    """The trained network; one thread, since claimdb runs one process per core.

    Raises:
        ModelError: its files are missing or damaged.
    """

    def __init__(self, folder: Traversable = MODEL) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        weights = weights_of(folder)
        self._encoder, self._linker = (
            onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
            for graph in (weights.encoder, weights.linker)
        )
        settings = weights.settings
        self.threshold: float = settings["threshold"]
        self.least: float = settings["least"]
        self._reach: int = settings["reach"]
        self._confidence = np.array(settings["confidence"])
        self._chain = Chain(np.array(settings["begins"]), np.array(settings["follows"]))

    def confidence(self, found: Found) -> float:
        """How likely the attribution is right: half of its content, and its source."""
        return float(1 / (1 + np.exp(-evidence(found) @ self._confidence)))

    def found(self, windows: Iterable[Window]) -> Iterator[tuple[Found, ...]]:
        """The attributions of each window, in order of their cues."""
        waiting: list[tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.float32]]] = []
        for window in windows:
            waiting.append(self._scored(window))
            if len(waiting) == _TOGETHER:
                yield from self._decoded(waiting)
                waiting = []
        if waiting:
            yield from self._decoded(waiting)

    def _scored(self, window: Window) -> tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.float32]]:
        """The cues of a window, how likely each is, and the scores of the roles: ``(cues, words, roles)``."""
        cues, words, anchors = self._encoder.run(
            None,
            {
                "pieces": window.pieces[None],
                "features": window.features[None],
                "firsts": window.firsts[None],
            },
        )
        likely = 1 / (1 + np.exp(-cues[0]))
        chosen = np.flatnonzero(likely >= self.threshold)
        if not len(chosen):
            return chosen, likely[chosen], np.zeros((0, len(likely), 4), dtype=np.float32)
        places = np.arange(len(likely))
        distances = classes(places[None] - chosen[:, None], self._reach)
        (scores,) = self._linker.run(
            None,
            {
                "words": words[0],
                "anchors": anchors[0][chosen],
                "distances": distances,
                "ways": ways_from(window, chosen.tolist()),
            },
        )
        return chosen, likely[chosen], scores

    def _decoded(
        self, scored: list[tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.float32]]]
    ) -> Iterator[tuple[Found, ...]]:
        rows = decoded([row for _, _, scores in scored for row in scores], self._chain)
        for chosen, likely, _ in scored:
            own = zip(chosen, likely, islice(rows, len(chosen)), strict=True)
            yield tuple(Found(int(anchor), roles, float(cue), whole) for anchor, cue, (roles, whole) in own)


def ways_from(window: Window, cues: Sequence[int]) -> NDArray[np.int8]:
    """The ways through the parse from each of ``cues`` to every word, ``(cues, words, 3)``."""
    own = window.features[window.firsts]
    heads, relations, starts = window.heads.tolist(), own[:, 4].tolist(), own[:, 2] > 0
    return np.stack([ways(heads, relations, starts, cue) for cue in cues])


def classes(distances: NDArray[np.int64], reach: int) -> NDArray[np.int64]:
    """Distances in words as classes, as in training: exact up to 8, wider the further away."""
    far = np.abs(distances)
    wide = np.floor(_NEAR + 4 * np.log2(np.maximum(far, 1).astype(np.float32) / _NEAR)).astype(np.int64)
    steps = np.minimum(np.where(far <= _NEAR, far, wide), reach)
    return reach + np.where(distances < 0, -steps, steps)


@lru_cache(maxsize=1)
def tagger() -> Tagger:
    """The tagger that comes with claimdb, loaded once."""
    return Tagger()
