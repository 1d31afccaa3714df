"""How two statements relate, decided by aligning their words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final, Literal, NamedTuple, TypeAlias

from rapidfuzz.distance import LCSseq

from claimdb.linking.wording import NEAREST, Wording
from claimdb.linking.words import stem, weight

Relation: TypeAlias = Literal["repeats", "restates", "alters"]

ALTERED: Final = 0.65
"""The part of a quotation's words, by weight, that its original has to have."""
FRAGMENT: Final = 4
"""Words of a quotation inside a report that say where it is from."""
SAME: Final = 0.8
"""The part of two statements' words that is the same, in order, for them to be one whoever says it."""
SAME_WORDS: Final = 8

CLOSE: Final = 0.4
CLOSE_WEIGHT: Final = 10.0
FAR: Final = 0.29
FAR_WEIGHT: Final = 17.0
"""How much of what two statements of one speaker are about has to be the same, as a part and in all: looked
for on articles about an interview and its transcript, so that what is linked is seldom wrong."""

PHRASE: Final = 0.75
"""The part of the shorter statement that has to be the same where that is one phrase only."""


class Related(NamedTuple):
    """How a statement relates to another."""

    relation: Relation
    score: float
    """How near they are, from 0 to 1."""


def ordered(a: Wording, b: Wording) -> tuple[Wording, Wording]:
    """The two, the one that is farther from the speaker's own words first."""
    return (b, a) if _nearness(a) <= _nearness(b) else (a, b)


def _nearness(wording: Wording) -> tuple[int, int, int]:
    return NEAREST.index(wording.voice), -len(wording.keys), wording.digest


def relate(a: Wording, b: Wording) -> Related | None:
    """How two wordings relate; ``None`` when they don't."""
    if a.keys == b.keys:
        return Related("repeats", 1.0)
    left, right = ordered(a, b)
    if left.speaker is None or left.speaker != right.speaker:
        return _nearly_the_same(left, right)
    if right.voice in ("own", "quoted"):
        found = _quotation(left, right)
        if found is not None:
            return found
    return _restated(left, right) or _nearly_the_same(left, right)


def _quotation(left: Wording, right: Wording) -> Related | None:
    """How a quotation, or those in a report, relate to words that they may be from."""
    whole = left.voice == "quoted"
    original = right.quoted[0] if right.voice == "quoted" else right.keys
    least = 1 if whole else FRAGMENT
    parts = [part for part in left.quoted if len(part) >= least]
    matches = [_matched(part, original) for part in parts]
    found = [match for match in matches if match.share >= ALTERED]
    if not found or (not whole and len(found) < len(parts)):
        return None
    score = _likeness(left, right)
    if any(not match.run for match in found) or (whole and left.has_insertions):
        return Related("alters", score)
    return Related("repeats" if whole else "restates", score)


class _Match(NamedTuple):
    share: float
    """How much of the words, by weight, the original has in the same order."""
    run: bool
    """Whether it has them all, one after the other."""


def _matched(part: Sequence[str], original: Sequence[str]) -> _Match:
    blocks = [block for block in LCSseq.opcodes(part, original) if block.tag == "equal"]
    weights = [weight(stem(key)) for key in part]
    shared = math.fsum(value for block in blocks for value in weights[block.src_start : block.src_end])
    run = len(blocks) == 1 and blocks[0].src_end - blocks[0].src_start == len(part)
    return _Match(shared / math.fsum(weights) if weights else 0.0, run or _is_within(part, original))


def _is_within(part: Sequence[str], original: Sequence[str]) -> bool:
    # The alignment may have taken an earlier word that the run, too, begins with.
    return f" {' '.join(part)} " in f" {' '.join(original)} "


def _restated(left: Wording, right: Wording) -> Related | None:
    """Whether two statements of one speaker are about the same, by the words that both have."""
    ours, theirs = left.content, right.content
    shared = [stem for stem in ours if stem in theirs]
    common = left.names & right.names
    if len(shared) < 2 or common.issuperset(shared):
        return None
    if left.numbers and right.numbers and not left.numbers & right.numbers:
        return None
    both = math.fsum(min(ours[stem], theirs[stem]) for stem in shared)
    least, most = sorted((math.fsum(ours.values()), math.fsum(theirs.values())))
    if both < PHRASE * least and len(shared) == 2 and _is_phrase(shared, ours, theirs):
        return None
    near = both / math.sqrt(least * most)
    if (near >= CLOSE and both >= CLOSE_WEIGHT) or (near >= FAR and both >= FAR_WEIGHT):
        return Related("restates", round(near, 3))
    return None


def _is_phrase(pair: Sequence[str], ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Whether the two stand beside each other in both: "the lower town" is a thing, and no claim."""
    return all(set(pair) in map(set, pairwise(stems)) for stems in (ours, theirs))


def _nearly_the_same(left: Wording, right: Wording) -> Related | None:
    if min(len(left.keys), len(right.keys)) < SAME_WORDS:
        return None
    near = LCSseq.normalized_similarity(left.keys, right.keys, score_cutoff=SAME)
    return Related("restates", round(near, 3)) if near >= SAME else None


def _likeness(left: Wording, right: Wording) -> float:
    """The part of the words of both that is the same, in order."""
    same = LCSseq.similarity(left.keys, right.keys)
    return round(2 * same / (len(left.keys) + len(right.keys)), 3)
