"""Statements as a table, as Markdown, and as rows of data: what ``query`` and ``extract`` print."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, NamedTuple, TextIO

from claimdb.cli.tables import Cell, Column, Piece, plain, print_table
from claimdb.cli.terminal import data_stream, decorated, hundredths

if TYPE_CHECKING:
    from claimdb.model import Statement

NOBODY: Final = "–"
"""For a speaker that is not known."""
SHORT_ID: Final = 8
"""Characters of an id on a terminal; ``show`` takes as few."""

KIND_STYLES: Final = {
    "direct": "green",
    "indirect": "cyan",
    "mixed": "blue",
    "turn": "magenta",
    "authorial": "dim",
}
PLAIN_COLUMNS: Final = (
    Column("Id"),
    Column("Speaker"),
    Column("Kind"),
    Column("Function"),
    Column("Confidence", right=True),
    Column("Published"),
    Column("Document"),
    Column("Topics"),
    Column("Cue"),
    Column("Statement"),
)
TERMINAL_COLUMNS: Final = (
    Column("Id", width=SHORT_ID + 1),
    Column("Speaker", width=18),
    Column("Statement", ratio=1),
)
# The signs that Markdown gives a meaning to, and the bar that would end a cell.
MARKDOWN_SIGNS: Final = {ord(sign): f"\\{sign}" for sign in "\\`*_[]<>|~#$&"}


class Told(NamedTuple):
    """A statement with what else a line tells of it."""

    statement: Statement
    published: str | None
    """The date of its document."""
    cue: str | None
    """The words that report it: that somebody "denied" something must be seen beside it."""


def print_statements(statements: Iterable[Told]) -> int:
    """Print statements as a table; return how many they were."""
    if decorated(sys.stdout):
        return print_table(TERMINAL_COLUMNS, (terminal_row(*each) for each in statements))
    return print_table(PLAIN_COLUMNS, (plain_row(*each) for each in statements))


def plain_row(statement: Statement, published: str | None, cue: str | None) -> list[Cell]:
    """Everything that one line can hold, the statement's words last."""
    return [
        statement.id,
        statement.speaker or NOBODY,
        statement.kind,
        statement.function,
        hundredths(statement.confidence),
        published or NOBODY,
        where(statement),
        ",".join(statement.topics) or NOBODY,
        cue or NOBODY,
        statement.text,
    ]


def terminal_row(statement: Statement, published: str | None, cue: str | None) -> list[Cell]:
    """Three columns of two lines, so that the words have room also on a narrow terminal."""
    told = f"“{cue}”" if cue else None
    circumstances = (told, where(statement), published, statement.timestamp, ", ".join(statement.topics))
    return [
        [
            Piece(statement.id[:SHORT_ID], "bold"),
            Piece("\n"),
            Piece(statement.kind, KIND_STYLES[statement.kind]),
        ],
        [
            Piece(statement.speaker or NOBODY, "yellow"),
            Piece("\n"),
            Piece(f"{statement.function} {hundredths(statement.confidence)}", "dim"),
        ],
        [
            Piece(statement.text),
            Piece("\n"),
            Piece(" · ".join(part for part in circumstances if part), "dim"),
        ],
    ]


def where(statement: Statement) -> str:
    """The document and the place in it, as editors and compilers write it."""
    return f"{statement.document}:{statement.spans[0].start}"


def print_markdown(statements: Iterable[Told]) -> int:
    """Print a Markdown table; the words of documents are escaped, so that they stay words."""
    stream = data_stream()
    stream.write("| " + " | ".join(column.heading for column in PLAIN_COLUMNS) + " |\n")
    stream.write("|" + " --- |" * len(PLAIN_COLUMNS) + "\n")
    printed = 0
    for each in statements:
        cells = (plain(cell).translate(MARKDOWN_SIGNS) for cell in plain_row(*each))
        stream.write("| " + " | ".join(cells) + " |\n")
        printed += 1
    return printed


def print_json(statements: Iterable[Told], stream: TextIO) -> int:
    """Print one JSON object a line; return how many they were."""
    import json

    printed = 0
    for each in statements:
        stream.write(json.dumps(each.statement.to_json(), ensure_ascii=False) + "\n")
        printed += 1
    return printed
