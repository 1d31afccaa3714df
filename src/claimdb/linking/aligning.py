"""Which word of a quotation is which of what was said: an alignment that keeps words together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

BREAK: Final = 1.5
"""What it costs that the words of a quotation are not beside each other in what was said."""
MARKED: Final = 0.5
"""The same where the writer marks it."""
PASSED: Final = 0.02
"""What it costs to pass over a word that was said."""

Cell = tuple[int, int]


def align(
    ours: Sequence[str], theirs: Sequence[str], weights: Sequence[float], marked: Sequence[bool]
) -> list[Cell]:
    """Pairs of places of equal words, in order: those that weigh most, in as few stretches as may be.

    ``weights``: of our words; ``marked``: whether words may be left out before each of ours.
    """
    ends: dict[Cell, float] = {}  # the best alignment that ends with this pair
    before: dict[Cell, Cell | None] = {}
    reach: list[tuple[float, Cell | None]] = [(0.0, None)] * len(theirs)  # the best up to there, so far
    places: dict[str, list[int]] = {}
    for there, key in enumerate(theirs):
        places.setdefault(key, []).append(there)
    for here, key in enumerate(ours):
        cost = MARKED if marked[here] else BREAK
        for there in places.get(key, ()):
            best, last = 0.0, None
            if there and reach[there - 1][0] - cost > best:
                best, last = reach[there - 1][0] - cost, reach[there - 1][1]
            beside = (here - 1, there - 1)
            if ends.get(beside, 0.0) > best:
                best, last = ends[beside], beside
            ends[here, there] = best + weights[here] + 1
            before[here, there] = last
        reach = _reached(reach, {there: (ends[here, there], (here, there)) for there in places.get(key, ())})
    at = max(ends, key=lambda cell: (ends[cell], cell[0], -cell[1]), default=None)
    pairs: list[Cell] = []
    while at is not None:
        pairs.append(at)
        at = before[at]
    return pairs[::-1]


def _reached(
    reach: list[tuple[float, Cell | None]], new: dict[int, tuple[float, Cell]]
) -> list[tuple[float, Cell | None]]:
    """The best alignment up to each place, now that there are new ends."""
    if not new:
        return reach
    found: list[tuple[float, Cell | None]] = []
    carried: tuple[float, Cell | None] = (0.0, None)
    for there, old in enumerate(reach):
        carried = (carried[0] - PASSED, carried[1])
        for option in (old, new.get(there)):
            if option is not None and option[0] > carried[0]:
                carried = option
        found.append(carried)
    return found
