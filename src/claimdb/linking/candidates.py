"""Which statements are worth comparing: those that have a key in common.

The keys of a statement depend on it alone, never on what else is in a database, so that it makes no
difference in which order documents come in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.metadata import version
from itertools import combinations, pairwise
from typing import Final

from claimdb.linking.wording import Wording, number_of

RAREST: Final = 5
"""So many of the rarest words of a statement make its pairs of words."""

PAIR: Final = 11.0
"""What a pair of a report weighs at least: common words stand beside each other everywhere."""

BANDS: Final = 5
ROWS: Final = 3
SEED: Final = 1
"""Statements whose pairs of neighbouring words are the same for three quarters share one of the bands in 93
of 100 cases, for a half in 49, and for a quarter in 8."""
SHINGLES: Final = 8
"""Words that a statement needs to have bands."""

COMMON: Final = 60
"""A key that more wordings have than this says nothing: no two are compared for it."""


@cache
def method() -> str:
    """What finds links, with everything that would make them other ones."""
    return f"words 2, rensa {version('rensa')}, snowballstemmer {version('snowballstemmer')}"


def candidate_keys(wording: Wording) -> set[int]:
    """The keys of a wording: numbers of 47 bits.

    One for its words, whoever says them; bands of its MinHash, for nearly the same words; and, where the
    speaker is known by name, one for each two of its rarest words and each two content words that follow
    each other, for what the same speaker says in other words or for longer.
    """
    keys = {number_of(f"words {' '.join(wording.keys)}")}
    if len(wording.keys) >= SHINGLES:
        keys.update(number_of(band) for band in _bands(wording.keys))
    if wording.speaker is not None:
        keys.update(number_of(f"{wording.speaker}\n{a} {b}") for a, b in _pairs(wording))
    return {key >> 16 for key in keys}


def _pairs(wording: Wording) -> set[tuple[str, str]]:
    stems = wording.content
    rarest = sorted(stems, key=lambda stem: (-stems[stem], stem))[:RAREST]
    pairs = [*combinations(rarest, 2), *pairwise(stems)]
    # What quotes or is quoted is looked for by all of them: an altered quotation may have no rare word left.
    least = PAIR if wording.voice in ("reported", "author") else 0.0
    return {(a, b) if a < b else (b, a) for a, b in pairs if stems[a] + stems[b] >= least}


def _bands(keys: Sequence[str]) -> Iterator[str]:
    from rensa import RMinHash  # only here: what doesn't ingest has no use for it

    minhash = RMinHash(BANDS * ROWS, SEED)
    minhash.update([f"{a} {b}" for a, b in pairwise(keys)])
    digest = minhash.digest()
    for band in range(BANDS):
        yield f"band {band} {digest[band * ROWS : (band + 1) * ROWS]}"
