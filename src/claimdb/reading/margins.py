"""What stands before every line of a transcript, numbers or one and the same time: nobody said it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from .lines import BLANK, Line

FEWEST_LINES = 10
NUMBERED_SHARE = 0.7
IN_ORDER_SHARE = 0.9
SAME_TIME_SHARE = 0.9
_TIME = re.compile(r"[\[(]?(?P<time>\d{1,2}:\d{2}(?::\d{2})?)[\])]?[ \t\u00a0]+(?=\S)")
_NUMBER = re.compile(r"(?P<number>\d{1,2})(?:[ \t\u00a0]+|$)")


def without_margins(lines: Sequence[Line]) -> tuple[list[Line], list[tuple[int, int]]]:
    """The lines without what all of them begin with, and where that stands: numbers, or one time."""
    times = [_TIME.match(line.text[:16]) for line in lines]
    same = Counter(match["time"] for match in times if match).most_common(1)
    if same and same[0][1] >= max(FEWEST_LINES, SAME_TIME_SHARE * len(lines)):
        return _cut(lines, [match if match and match["time"] == same[0][0] else None for match in times])
    numbers = [_NUMBER.match(line.text[:8]) for line in lines]
    found = [int(match["number"]) for match in numbers if match]
    if len(found) < FEWEST_LINES or len(found) < NUMBERED_SHARE * len(lines):
        return list(lines), []
    in_order = sum(after in (before + 1, 1) for before, after in pairwise(found))
    if in_order < IN_ORDER_SHARE * (len(found) - 1) or 1 not in found:
        return list(lines), []
    return _cut(lines, numbers)


def _cut(
    lines: Sequence[Line], margins: Sequence[re.Match[str] | None]
) -> tuple[list[Line], list[tuple[int, int]]]:
    kept: list[Line] = []
    cut: list[tuple[int, int]] = []
    gap = 0
    for line, match in zip(lines, margins, strict=True):
        if match is None:
            kept.append(replace(line, gap=line.gap + gap))
            gap = 0
            continue
        cut.append((line.start, line.start + len(match[0].rstrip(BLANK))))
        rest = line.text[len(match[0].rstrip(BLANK)) :]
        words = rest.lstrip(BLANK)
        if not words:
            gap += 1
            continue
        shift = len(line.text) - len(words)
        kept.append(Line(line.start + shift, line.end, words, line.gap + gap, len(rest) - len(words)))
        gap = 0
    return kept, cut
