"""The numbers that court transcripts print before every line of a PDF page, taken away."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from .pdf_columns import Row

FEWEST_LINES = 8
NUMBERED_SHARE = 0.6
RISING_SHARE = 0.8
PAGES_SHARE = 0.5
FEWEST_ON_LAST = 3
_NUMBER = re.compile(r"(\d{1,2})(?:\s+|$)")


def without_numbers(pages: Sequence[Sequence[Row]]) -> list[list[Row]]:
    """The pages without the numbers of their lines, if most pages have them."""
    numbered = [_numbers(page) for page in pages]
    long = [(rows, page) for rows, page in zip(numbered, pages, strict=True) if len(page) >= FEWEST_LINES]
    sure = sum(len(rows) >= max(FEWEST_LINES, NUMBERED_SHARE * _lines(page)) for rows, page in long)
    if not sure or sure < PAGES_SHARE * len(long):
        return [list(page) for page in pages]
    return [
        _without(page, rows) if len(rows) >= FEWEST_ON_LAST else list(page)
        for rows, page in zip(numbered, pages, strict=True)
    ]


def _numbers(page: Sequence[Row]) -> list[Row]:
    """The lines, or parts of lines, at the left that begin with numbers which rise by one; else none."""
    found = sorted((row for row in page if _NUMBER.match(row.text)), key=lambda row: row.top)
    if len(found) < 2:
        return []
    edge = sorted(row.left for row in found)[len(found) // 2]
    found = [row for row in found if abs(row.left - edge) < 3 * row.size]
    values = [int(row.text.split(None, 1)[0]) for row in found]
    rising = sum(after == before + 1 for before, after in pairwise(values))
    return found if found and rising >= RISING_SHARE * (len(values) - 1) else []


def _lines(page: Sequence[Row]) -> int:
    """How many lines a page has, whose parts stand in several rows."""
    bottoms = sorted(row.bottom for row in page)
    return 1 + sum(after - before > 2 for before, after in pairwise(bottoms)) if bottoms else 0


def _without(page: Sequence[Row], numbered: Sequence[Row]) -> list[Row]:
    numbers = {id(row) for row in numbered}
    kept: list[Row] = []
    for row in page:
        words = _NUMBER.sub("", row.text, count=1) if id(row) in numbers else row.text
        if words:
            kept.append(row if words == row.text else replace(row, text=words))
    return kept
