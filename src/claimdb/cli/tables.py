"""Tables: with rules and colours on a terminal, in columns of plain text for a pipe."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Final, NamedTuple, TextIO, TypeAlias

from claimdb.cli.terminal import console, decorated, one_line

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

GAP: Final = "  "
"""Between two columns of plain text."""
SAMPLE: Final = 500
"""Rows that plain columns are measured on, so that any number of rows can stream."""
CHUNK: Final = 200
"""Rows that a terminal's table is drawn in at a time."""
BAR: Final = 20
"""Characters of the longest bar."""


EIGHTHS: Final = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")


class Piece(NamedTuple):
    """Words in one style."""

    text: str
    style: str = ""


Cell: TypeAlias = str | int | Sequence[Piece]


class Column(NamedTuple):
    """A column: its heading, the style of its words, and whether they stand to the right."""

    heading: str
    style: str = ""
    right: bool = False
    width: int | None = None
    """Fixed on a terminal, so that a table drawn in several parts stays in line."""
    least: int = 0
    """Characters that it has at least on a terminal, and its heading's longest word in any case."""
    ratio: int | None = None
    """The share of the width that is left, for columns whose words wrap."""


def print_table(columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, title: str = "") -> int:
    """Print the rows on standard output and return how many they were; nothing for no rows."""
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return 0
    rows = chain([first], rows)
    if title:
        sys.stdout.write(f"\n{title}\n" if not decorated(sys.stdout) else "\n")
    if decorated(sys.stdout):
        return _boxed(columns, rows, title)
    return _plain(columns, rows, sys.stdout)


def plain(cell: Cell) -> str:
    """The words of a cell on one line."""
    if isinstance(cell, (str, int)):
        return one_line(str(cell))
    return one_line("".join(piece.text for piece in cell))


def bar(part: int, largest: int, longest: int = BAR) -> str:
    """A bar as long to ``longest`` characters as ``part`` to ``largest``; something is never nothing.

    On a terminal it is exact to an eighth of a character.
    """
    if not part:
        return ""
    if not decorated(sys.stdout):
        return "#" * max(1, round(longest * part / largest))
    full, eighths = divmod(max(1, round(longest * 8 * part / largest)), 8)
    return "█" * full + EIGHTHS[eighths]


def _plain(columns: Sequence[Column], rows: Iterator[Sequence[Cell]], stream: TextIO) -> int:
    """Columns two spaces apart, the last one as long as it is: nothing wrapped, nothing cut."""
    sample = [[plain(cell) for cell in row] for row in islice(rows, SAMPLE)]
    headings = [one_line(column.heading).upper() for column in columns]
    widths = [max(map(len, values)) for values in zip(headings, *sample, strict=True)]
    count = 0
    for values in chain([headings], sample, ([plain(cell) for cell in row] for row in rows)):
        padded = (
            value.rjust(width) if column.right else value.ljust(width)
            for value, width, column in zip(values, widths, columns, strict=True)
        )
        stream.write(GAP.join(padded).rstrip() + "\n")
        count += 1
    return count - 1


def _boxed(columns: Sequence[Column], rows: Iterator[Sequence[Cell]], title: str) -> int:
    out = console(sys.stdout)
    count = 0
    while chunk := list(islice(rows, CHUNK)):
        table = _empty(columns, title=title if not count else "", headed=not count)
        for row in chunk:
            table.add_row(*(_rich(cell, column) for cell, column in zip(row, columns, strict=True)))
        out.print(table)
        count += len(chunk)
    return count


def _empty(columns: Sequence[Column], *, title: str, headed: bool) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(
        box=box.SIMPLE_HEAD if headed else box.SIMPLE,
        show_header=headed,
        show_edge=False,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        title=Text(title, "bold") if title else None,
        title_justify="left",
    )
    for column in columns:
        table.add_column(
            Text(one_line(column.heading).replace("-", "-\n")),
            min_width=max(column.least, *map(len, re.split(r"(?<=-)|\s", column.heading))),
            justify="right" if column.right else "left",
            width=column.width,
            ratio=column.ratio,
            overflow="fold",
        )
    return table


def _rich(cell: Cell, column: Column) -> Text:
    """The cell as Rich's Text: never a string, which Rich would search for markup."""
    from rich.text import Text

    if isinstance(cell, (str, int)):
        return Text(one_line(str(cell)), column.style)
    return Text.assemble(*(_piece(piece) for piece in cell), style=column.style)


def _piece(piece: Piece) -> tuple[str, str]:
    """One line of words; a break between two pieces stays one."""
    if piece.text == "\n":
        return piece.text, ""
    lead = " " if piece.text[:1].isspace() else ""
    trail = " " if piece.text[-1:].isspace() else ""
    return f"{lead}{one_line(piece.text)}{trail}", piece.style
