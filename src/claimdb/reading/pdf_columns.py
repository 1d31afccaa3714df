"""The lines of a PDF page in the order in which they are read, column by column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

WIDE_LINE = 0.6
"""A line wider than this share of the text stands over columns and not in one."""
NARROWEST_GUTTER = 0.7
"""Of the size of the letters."""
FEWEST_LINES = 3
LABEL_WIDTH = 0.3
MOST_COLUMNS = 6
MOST_EDGES = 60
MOST_OVER = 0.1
"""Of a page's lines so many may stand over a gutter: headlines, captions, running heads."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line, or the part of one that stands in a column, measured from the page's top left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool
    height: float
    """Of the page."""


def in_reading_order(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The columns of a page in order, each with its lines from top to bottom."""
    rows = _merged(rows)
    if not rows:
        return
    gutters = _gutters(rows)
    for band in _bands(rows, gutters):
        columns: list[list[Row]] = [[] for _ in range(len(gutters) + 1)]
        for row in band:
            columns[_column(row, gutters)].append(row)
        if len(columns) > 1 and _labels(columns[0], columns[1]):
            columns[:2] = [_merged([*columns[0], *columns[1]], apart=False)]
        for column in columns:
            if column:
                yield sorted(column, key=lambda row: (row.top, row.left))


def _merged(rows: Iterable[Row], *, apart: bool = True) -> list[Row]:
    """Parts of one line that stand close together as one; ``apart`` keeps those far from each other apart."""
    merged: list[Row] = []
    for row in sorted(rows, key=lambda row: (round((row.top + row.bottom) / 2), row.left)):
        last = merged[-1] if merged else None
        if (
            last is not None
            and _same_line(last, row)
            and not (apart and row.left - last.right > 1.5 * row.size)
        ):
            merged[-1] = replace(
                last,
                text=f"{last.text} {row.text}"
                if row.left - last.right > 0.12 * row.size
                else last.text + row.text,
                right=max(last.right, row.right),
                top=min(last.top, row.top),
                bottom=max(last.bottom, row.bottom),
                size=max(last.size, row.size),
                bold=last.bold and row.bold,
            )
        else:
            merged.append(row)
    return merged


def _same_line(one: Row, other: Row) -> bool:
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    return (
        overlap > 0.5 * min(one.bottom - one.top, other.bottom - other.top) and other.left >= one.right - 1.0
    )


def _gutters(rows: Sequence[Row]) -> list[float]:
    """The places of the white strips between columns, from left to right.

    A headline or a picture's caption may stand over a strip; the lines of one column do not.
    """
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    narrow = [row for row in rows if row.right - row.left < WIDE_LINE * (right - left)]
    begins = Counter(round(row.left) for row in narrow)
    edges = sorted(edge for edge, count in begins.items() if count >= FEWEST_LINES)
    gutters: list[float] = []
    for edge in edges[:MOST_EDGES]:
        after = [row for row in narrow if row.left > edge - 1]
        before = [row for row in narrow if row.right < edge - NARROWEST_GUTTER * row.size]
        before = [row for row in before if not gutters or row.left > gutters[-1]]
        over = sum(row.left <= edge - 1 and row.right >= edge - NARROWEST_GUTTER * row.size for row in narrow)
        enough = min(len(before), len(after)) >= FEWEST_LINES
        if enough and over <= MOST_OVER * len(narrow) and _beside(before, after):
            gutters.append((max(row.right for row in before) + edge) / 2)
    return gutters[:MOST_COLUMNS]


def _beside(one: Sequence[Row], other: Sequence[Row]) -> bool:
    """True if two groups of lines stand side by side for the most part, and not one above the other."""
    top = max(min(row.top for row in one), min(row.top for row in other))
    bottom = min(max(row.bottom for row in one), max(row.bottom for row in other))
    within = [sum(top - 1 <= row.top and row.bottom <= bottom + 1 for row in rows) for rows in (one, other)]
    return min(within) >= FEWEST_LINES - 1


def _bands(rows: Sequence[Row], gutters: Sequence[float]) -> Iterator[list[Row]]:
    """The page from top to bottom, cut at the lines that stand over several columns."""
    band: list[Row] = []
    over: list[Row] = []
    for row in sorted(rows, key=lambda row: (row.top, row.left)):
        if any(row.left < gutter < row.right for gutter in gutters):
            if band:
                yield band
                band = []
            over.append(row)
        else:
            if over:
                yield over
                over = []
            band.append(row)
    for rest in (over, band):
        if rest:
            yield rest


def _column(row: Row, gutters: Sequence[float]) -> int:
    return (
        0
        if any(row.left < gutter < row.right for gutter in gutters)
        else sum(row.left > gutter for gutter in gutters)
    )


def _labels(first: Sequence[Row], second: Sequence[Row]) -> bool:
    """True if the first column holds labels of the lines beside them: speakers, times, line numbers."""
    if not first or not second:
        return False
    width = max(row.right for row in [*first, *second]) - min(row.left for row in first)
    if max(row.right - row.left for row in first) > LABEL_WIDTH * width:
        return False
    level = sum(any(abs(row.bottom - other.bottom) < 0.4 * row.size for other in second) for row in first)
    short = all(len(row.text.split()) <= 5 for row in first)
    return short and level >= 0.8 * len(first)
