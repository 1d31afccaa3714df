"""Where the words of one text stand in another that was made of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from claimdb.model import Span

LEAST_KEPT = 0.5
"""The part of a span's characters that must be in the other text for it to be found there."""


MOST_COMPARED = 10**10
"""The product of the lengths of two stretches that are compared letter by letter: a second of work."""


class _Same(NamedTuple):
    """A stretch that both texts have."""

    old: int
    new: int
    length: int


class Alignment:
    """From the places of one text to those of another."""

    def __init__(self, old: str, new: str) -> None:
        self._same = [_Same(0, 0, len(old))] if old == new else list(_same(old, new))
        self._starts = [same.old for same in self._same]

    def moved(self, span: Span) -> Span | None:
        """Where the words at ``span`` stand in the other text; ``None`` when most of them don't."""
        kept = list(self._within(span))
        if sum(end - start for start, end in kept) < LEAST_KEPT * (span.end - span.start) or not kept:
            return None
        return Span(kept[0].start, kept[-1].end)

    def _within(self, span: Span) -> Iterator[Span]:
        for same in self._same[max(0, bisect_right(self._starts, span.start) - 1) :]:
            if same.old >= span.end:
                return
            start, end = max(span.start, same.old), min(span.end, same.old + same.length)
            if start < end:
                yield Span(start - same.old + same.new, end - same.old + same.new)


def _same(old: str, new: str) -> Iterator[_Same]:
    """The stretches of characters that both have: line by line, and letter by letter where lines differ."""
    old_lines, new_lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
    old_at, new_at = _offsets(old_lines), _offsets(new_lines)
    before = (0, 0)
    opcodes = [each for each in Levenshtein.opcodes(old_lines, new_lines) if each.tag == "equal"]
    ends = [(each.src_start, each.src_end, each.dest_start, each.dest_end) for each in opcodes]
    for start, end, new_start, new_end in [*ends, (len(old_lines), len(old_lines), len(new_lines), 0)]:
        first, first_new = before
        yield from _same_letters(
            old[old_at[first] : old_at[start]],
            new[new_at[first_new] : new_at[new_start]],
            old_at[first],
            new_at[first_new],
        )
        if end > start:
            yield _Same(old_at[start], new_at[new_start], old_at[end] - old_at[start])
        before = end, new_end


def _same_letters(old: str, new: str, old_at: int, new_at: int) -> Iterator[_Same]:
    if not old or not new or len(old) * len(new) > MOST_COMPARED:
        return
    for each in Levenshtein.opcodes(old, new):
        if each.tag == "equal":
            yield _Same(old_at + each.src_start, new_at + each.dest_start, each.src_end - each.src_start)


def _offsets(lines: Sequence[str]) -> list[int]:
    return [0, *accumulate(map(len, lines))]
