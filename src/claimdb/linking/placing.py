"""Finding the place in a speaker's own words that a quotation is of."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from rapidfuzz.distance import LCSseq

from claimdb.linking.aligning import align
from claimdb.linking.comparing import Step, Verdict, compare, cut_off, joined, verdict
from claimdb.linking.quotation import Quotation
from claimdb.linking.words import CONTENT, Word, stem, weight

FOUND: Final = 0.55
"""The part of a quotation's words, by weight, that the transcript has to have for it to be found there."""
MOST: Final = 0.75
"""The part of all its words that it needs where only one of them says much."""
FEW: Final = 4
"""A quotation of so few words is found only as it stands: any transcript has most of them somewhere."""

LEAST_OF_A_PART: Final = 0.35
"""The same for a part of one."""

_PLACES: Final = 6
"""So many places are looked at for each part of a quotation."""
_FREQUENT: Final = 400
"""A word that is said so often doesn't say where."""
_ROOM: Final = 4
"""Words around a place that are looked at too."""
_TELLING: Final = 12.0
"""What words weigh that are no accident."""
_HALF: Final = 3
"""Words that a half of a sentence has at least that is said before the other."""
_NEAR: Final = 60
"""So many words after the part before it the next part of a quotation is likely to stand."""


@dataclass(frozen=True)
class Spoken:
    """A speaker's own words in one document, turn after turn."""

    words: tuple[Word, ...]
    ends: frozenset[int]
    """Which of the words are the last of a sentence."""

    @cached_property
    def places(self) -> dict[str, list[int]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(self.words):
            found[word.key].append(place)
        return dict(found)


class Placed(NamedTuple):
    """A quotation compared with the place it is of."""

    verdict: Verdict
    share: float
    """The part of the quotation's words, by weight, that was said there, in order."""
    steps: list[Step]


class _Window(NamedTuple):
    """Where a part of a quotation may be of."""

    start: int
    end: int
    """The place, half-open, in the transcript's words; (0, 0) for nowhere."""
    gain: float
    """What its words that were said there weigh, less something for words between them."""


_NOWHERE: Final = _Window(0, 0, 0.0)
NOT_FOUND: Final = Placed("not found", 0.0, [])


def place(quotation: Quotation, spoken: Spoken) -> Placed:
    """Find the place in ``spoken`` that most of the quotation is of, and compare the two."""
    said = quotation.said
    if not said or not spoken.words:
        return NOT_FOUND
    parts = list(_parts(quotation))
    windows = _best([list(_windows(quotation, part, spoken)) for part in parts])
    pairs = [pair for run in _runs(quotation, parts, windows) for pair in _pairs(quotation, run, spoken)]
    if not pairs:
        return NOT_FOUND
    pairs = _swapped(quotation, pairs, spoken)
    same = [at for at, _ in pairs]
    share = _weight(quotation, same) / _weight(quotation, said)
    if not _is_found(quotation, same, share):
        return Placed("not found", round(share, 3), [])
    steps = joined(compare(quotation, pairs, spoken.words, spoken.ends))
    before, after = cut_off(quotation, steps, spoken.words, spoken.ends)
    if len(steps) == 1 and (before or after):
        steps, before, after = _elsewhere(quotation, steps[0], spoken)
    found = [*([before] if before else []), *steps, *([after] if after else [])]
    return Placed(verdict(found), round(share, 3), found)


def _swapped(quotation: Quotation, pairs: list[tuple[int, int]], spoken: Spoken) -> list[tuple[int, int]]:
    """The pairs with those of the other half of a sentence, where the two halves were said the other way.

    The word between the halves, as "and", stands between them in both.
    """
    (first, start), (last, end) = pairs[0], pairs[-1]
    ours = [word.key for word in quotation.words]
    theirs = [word.key for word in spoken.words]
    for joint in (0, 1):
        size = len(ours) - last - 1 - joint
        there = (
            _run_of(ours[last + 1 + joint :], theirs, max(0, start - _NEAR), start) if size >= _HALF else -1
        )
        if there >= 0 and (not joint or theirs[there + size] == ours[last + 1]):
            # The joint, if there is one, was said after the half that is now last.
            middle = [(last + 1, there + size)] * joint
            return [*pairs, *middle, *((last + 1 + joint + at, there + at) for at in range(size))]
        size = first - joint
        there = _run_of(ours[:size], theirs, end + 1, end + _NEAR) if size >= _HALF else -1
        if there >= 0 and (not joint or theirs[there - 1] == ours[first - 1]):
            middle = [(first - 1, there - 1)] * joint
            return [*((at, there + at) for at in range(size)), *middle, *pairs]
    return pairs


def _run_of(keys: Sequence[str], theirs: Sequence[str], start: int, end: int) -> int:
    """Where the words stand one after the other; -1 for nowhere."""
    size = len(keys)
    return next((at for at in range(start, end - size + 1) if theirs[at : at + size] == keys), -1)


def without_cut(placed: Placed, printed: AbstractSet[int]) -> Placed:
    """The same without the words cut from the sentence before and after it, where some are printed."""

    def goes(step: Step) -> bool:
        return not printed.isdisjoint(range(*step.said))

    steps = list(placed.steps)
    for edge in (0, -1):
        if steps and steps[edge].change.startswith("left out") and goes(steps[edge]):
            steps.pop(edge)
    return placed if len(steps) == len(placed.steps) else placed._replace(verdict=verdict(steps), steps=steps)


def _elsewhere(
    quotation: Quotation, step: Step, spoken: Spoken
) -> tuple[list[Step], Step | None, Step | None]:
    """The place of words that were said as they are quoted: that where least is cut from their sentence."""
    keys = [word.key for word in quotation.words]
    rarest = min(range(len(keys)), key=lambda at: len(spoken.places[keys[at]]))
    starts = [step.said[0], *(there - rarest for there in spoken.places[keys[rarest]])]
    found = []
    for start in starts:
        end = start + len(keys)
        if start >= 0 and [word.key for word in spoken.words[start:end]] == keys:
            steps = [Step("same", step.quoted, (start, end))]
            found.append((steps, *cut_off(quotation, steps, spoken.words, spoken.ends)))
    return min(found, key=lambda each: (each[2] is not None, each[1] is not None))


def _is_found(quotation: Quotation, same: Sequence[int], share: float) -> bool:
    said = quotation.said
    if len(said) <= FEW:
        return len(same) == len(said)
    telling = [at for at in same if weight(stem(quotation.words[at].key)) >= CONTENT]
    return share >= FOUND and (len(telling) > 1 or len(same) >= MOST * len(said))


def _parts(quotation: Quotation) -> Iterator[list[int]]:
    """The words that should be the speaker's own, cut where the writer may have left words out."""
    part: list[int] = []
    for at in quotation.said:
        word = quotation.words[at]
        if part and (word.after_omission or word.begins):
            yield part
            part = []
        part.append(at)
    if part:
        yield part


def _weight(quotation: Quotation, places: Sequence[int]) -> float:
    return math.fsum(weight(stem(quotation.words[at].key)) for at in places)


def _windows(quotation: Quotation, part: Sequence[int], spoken: Spoken) -> Iterator[_Window]:
    """The places that a part may be of, by where its words stand, the rare ones above all."""
    keys = [quotation.words[at].key for at in part]
    votes: defaultdict[int, float] = defaultdict(float)
    breadth = max(len(keys), 2 * _ROOM)
    for offset, key in enumerate(keys):
        found = spoken.places.get(key, [])
        if len(found) > _FREQUENT and len(keys) > FEW:
            continue
        value = weight(stem(key))
        # Each place counts for two strips that overlap, so that none is cut in two.
        for strip in {(there - offset) // breadth + half for there in found for half in (0, 1)}:
            votes[strip] += value
    best = sorted(votes, key=lambda strip: (-votes[strip], strip))[: 2 * _PLACES]
    seen: set[tuple[int, int]] = set()
    for strip in best:
        start = max(0, (strip - 1) * breadth - _ROOM)
        window = _aligned(keys, spoken, start, start + 3 * breadth + 2 * _ROOM)
        if window is not None and window[:2] not in seen:
            seen.add(window[:2])
            yield window


def _aligned(keys: Sequence[str], spoken: Spoken, start: int, end: int) -> _Window | None:
    """The place of the words between two places of the transcript, without what no word is aligned with."""
    matches = _matches(keys, [word.key for word in spoken.words[start:end]])
    if not matches:
        return None
    gain = math.fsum(weight(stem(keys[at])) for at, _ in matches)
    between = matches[-1][1] - matches[0][1] + 1 - len(matches)
    return _Window(start + matches[0][1], start + matches[-1][1] + 1, gain - 0.3 * between)


def _matches(ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int]]:
    """Which word is which, in order, as many as can be; quickly, for many places."""
    found = {
        block.src_start + offset: block.dest_start + offset
        for block in LCSseq.opcodes(ours, theirs)
        if block.tag == "equal"
        for offset in range(block.src_end - block.src_start)
    }
    return _dense(sorted(found.items()), ours)


def _dense(matches: list[tuple[int, int]], keys: Sequence[str]) -> list[tuple[int, int]]:
    """The matches without words at the ends that stand farther off than they weigh."""
    runs: list[list[tuple[int, int]]] = []
    for match in matches:
        if runs and match[1] == runs[-1][-1][1] + 1:
            runs[-1].append(match)
        else:
            runs.append([match])

    def stray(edge: list[tuple[int, int]], gap: int) -> bool:
        # One word may have been put in the place of another.
        return gap > 1 and math.fsum(weight(stem(keys[at])) for at, _ in edge) < min(gap, _TELLING)

    while len(runs) > 1 and stray(runs[0], runs[1][0][1] - runs[0][-1][1] - 1):
        runs.pop(0)
    while len(runs) > 1 and stray(runs[-1], runs[-1][0][1] - runs[-2][-1][1] - 1):
        runs.pop()
    return [match for run in runs for match in run]


def _best(choices: Sequence[Sequence[_Window]]) -> list[_Window]:
    """One window for each part: those that gain most, together and by following each other."""
    paths: list[tuple[float, list[_Window]]] = [(0.0, [])]
    for windows in choices:
        options = [*windows, _NOWHERE]
        paths = [
            max(
                ((gain + window.gain + _following(path, window), [*path, window]) for gain, path in paths),
                key=lambda each: (each[0], [-window.start for window in each[1]]),
            )
            for window in options
        ]
    return max(paths, key=lambda each: (each[0], [-window.start for window in each[1]]))[1]


def _following(path: Sequence[_Window], window: _Window) -> float:
    """What it is worth that a part stands where it stands after the part before it."""
    before = next((each for each in reversed(path) if each is not _NOWHERE), None)
    if before is None or window is _NOWHERE:
        return 0.0
    gap = window.start - before.end
    if gap < 0:
        # A part that begins before the end of the one before it takes the same words twice.
        return -4.0 if window.end <= before.start else -8.0 + 2.0 * gap
    return 6.0 if gap <= _NEAR // 10 else 4.0 if gap <= _NEAR else 0.0


class _Run(NamedTuple):
    """Words of a quotation, and the place that they are of."""

    first: int
    last: int
    start: int
    end: int


def _runs(quotation: Quotation, parts: Sequence[Sequence[int]], windows: Sequence[_Window]) -> list[_Run]:
    """The parts that are found, those put together that follow each other in one place.

    A part that is found nowhere, such as a word or two, is looked for after the one before it.
    """
    runs: list[_Run] = []
    waiting: list[int] = []
    for part, window in zip(parts, windows, strict=True):
        last = runs[-1] if runs else None
        if window is _NOWHERE or window.gain < LEAST_OF_A_PART * _weight(quotation, part):
            if last is None:
                waiting.extend(part)
            else:
                runs[-1] = last._replace(last=part[-1] + 1, end=last.end + len(part))
        elif last is not None and -_ROOM <= window.start - last.end <= _NEAR:
            runs[-1] = _Run(last.first, part[-1] + 1, last.start, max(last.end, window.end))
        else:
            before = len(waiting)
            first = waiting[0] if waiting else part[0]
            runs.append(_Run(first, part[-1] + 1, max(0, window.start - before), window.end))
            waiting = []
    return runs


def _pairs(quotation: Quotation, run: _Run, spoken: Spoken) -> list[tuple[int, int]]:
    """Which word of the quotation is which of the transcript, in one place."""
    own = [at for at in range(run.first, run.last) if not quotation.words[at].inserted]
    start = max(0, run.start - _ROOM)
    theirs = [word.key for word in spoken.words[start : run.end + _ROOM]]
    ours = [quotation.words[at] for at in own]
    # Where words were put in, others may have been left out.
    marked = [
        word.begins or word.after_omission or (at > 0 and quotation.words[at - 1].inserted)
        for at, word in zip(own, ours, strict=True)
    ]
    keys = [word.key for word in ours]
    pairs = align(keys, theirs, [weight(stem(key)) for key in keys], marked)
    return [(own[at], start + there) for at, there in _dense(pairs, keys)]
