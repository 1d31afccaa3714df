"""Tables of any format: figures, a conversation in columns, or a page laid out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from .pieces import Piece

Rows = Sequence[Sequence[str]]
TableKind = Literal["talk", "figures", "layout"]

CLOCK = re.compile(r"[\[(]?(\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d{1,3})?[\])]?")
LABEL_END = re.compile(r"\s*[:.]?\s*$")
LONGEST_LABEL = 80
LONGEST_CELL = 300
"""A table of figures has no longer cell; longer ones hold running text."""
TALK_SHARE = 0.6


def table_kind(rows: Rows) -> TableKind:
    """What a table is for."""
    if _talks(rows):
        return "talk"
    filled = [cell for row in rows for cell in row if cell]
    columns = max((len(row) for row in rows), default=0)
    return "figures" if columns > 1 and filled and max(map(len, filled)) <= LONGEST_CELL else "layout"


def _talks(rows: Rows) -> bool:
    """True if most rows are a short cell and a long one: who speaks and what."""
    fitting = [
        row
        for row in rows
        if len(row) in (2, 3) and 0 < len(row[-2]) <= LONGEST_LABEL and len(row[-1]) > len(row[-2])
    ]
    names = Counter(row[-2] for row in fitting)
    long = sum(len(row[-1].split()) for row in fitting) >= 5 * len(fitting)
    return len(fitting) >= max(2, TALK_SHARE * len(rows)) and len(names) < len(fitting) and long


def table_pieces(rows: Rows, kind: TableKind) -> Iterator[Piece]:
    """A row of figures is one line, apart from the text; a row of talk is a turn."""
    for row in rows:
        filled = [cell for cell in row if cell]
        if kind == "talk" and len(row) in (2, 3) and len(filled) == len(row):
            clock = CLOCK.fullmatch(row[0]) if len(row) == 3 else None
            at = f" [{clock[1]}]" if clock else ":"
            yield Piece(f"{LABEL_END.sub('', row[-2])}{at} {row[-1]}")
        elif kind == "talk" and filled and len(row) in (2, 3) and row[-1]:
            yield Piece(row[-1])
        elif kind == "layout":
            yield from (Piece(cell) for cell in filled)
        elif filled:
            yield Piece(" | ".join(filled), "metadata")
