"""The numbers that court transcripts print before every line: cut off, since nobody said them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from .lines import BLANK, Line

FEWEST_LINES = 10
NUMBERED_SHARE = 0.7
IN_ORDER_SHARE = 0.9
_NUMBER = re.compile(r"(?P<number>\d{1,2})(?:[ \t\u00a0]+|$)")


def without_line_numbers(lines: Sequence[Line]) -> tuple[list[Line], list[tuple[int, int]]]:
    """The lines without the numbers they begin with, and where those stand, if all are numbered."""
    numbers = [_NUMBER.match(line.text[:8]) for line in lines]
    found = [int(match["number"]) for match in numbers if match]
    if len(found) < FEWEST_LINES or len(found) < NUMBERED_SHARE * len(lines):
        return list(lines), []
    in_order = sum(after in (before + 1, 1) for before, after in pairwise(found))
    if in_order < IN_ORDER_SHARE * (len(found) - 1) or 1 not in found:
        return list(lines), []
    kept: list[Line] = []
    cut: list[tuple[int, int]] = []
    gap = 0
    for line, match in zip(lines, numbers, strict=True):
        if match is None:
            kept.append(replace(line, gap=line.gap + gap))
            gap = 0
            continue
        cut.append((line.start, line.start + match.end("number")))
        rest = line.text[match.end("number") :]
        words = rest.lstrip(BLANK)
        if not words:
            gap += 1
            continue
        shift = len(line.text) - len(words)
        kept.append(Line(line.start + shift, line.end, words, line.gap + gap, len(rest) - len(words)))
        gap = 0
    return kept, cut
