"""The best sequence of roles, and how likely it is: Viterbi's and the forward algorithm (Rabiner, 1989)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Chain:
    """A linear chain: how well a role begins, ``(roles,)``, and goes after another, ``(before, after)``."""

    begins: NDArray[np.float64]
    follows: NDArray[np.float64]


def decoded(rows: Sequence[NDArray[np.float32]], chain: Chain) -> Iterator[tuple[NDArray[np.int64], float]]:
    """Of each row of scores, ``(words, roles)``: the best roles, ``(words,)``, and their probability.

    All rows go word by word together, the longest first, so that numpy's cost for a step is paid once.
    """
    if not rows:
        return
    order = sorted(range(len(rows)), key=lambda i: -len(rows[i]))
    lengths = np.array([len(rows[i]) for i in order])
    most, roles = int(lengths[0]), rows[0].shape[1]
    scores = np.zeros((most, len(rows), roles))
    for place, i in enumerate(order):
        scores[: len(rows[i]), place] = rows[i]
    running = [int(np.searchsorted(-lengths, -step, side="left")) for step in range(most)]  # longer than step
    best = chain.begins + scores[0]
    total = best.copy()
    came = np.zeros((most, len(rows), roles), dtype=np.int64)
    for step in range(1, most):
        n = running[step]
        ways = best[:n, :, None] + chain.follows
        came[step, :n] = ways.argmax(1)
        best[:n] = ways.max(1) + scores[step, :n]
        sums = total[:n, :, None] + chain.follows
        top = sums.max(1)
        total[:n] = np.log(np.exp(sums - top[:, None]).sum(1)) + top + scores[step, :n]
    top = total.max(1)
    likely = np.exp(best.max(1) - np.log(np.exp(total - top[:, None]).sum(1)) - top)
    paths = np.zeros((most, len(rows)), dtype=np.int64)
    at = best.argmax(1)
    everyone = np.arange(len(rows))
    for step in range(most - 1, -1, -1):
        inside = lengths > step
        paths[step, inside] = at[inside]
        at = np.where(inside, came[step, everyone, at], at) if step else at
    places = np.argsort(order)
    for i, place in enumerate(places):
        yield paths[: len(rows[i]), place], float(likely[place])
