"""``claimdb documents``: what has been read."""

import sys
from typing import TYPE_CHECKING, Final

import typer

from claimdb.cli import options as given
from claimdb.cli.terminal import decorated, notice

if TYPE_CHECKING:
    from claimdb.cli.tables import Cell
    from claimdb.store.records import DocumentRecord

DATED_WIDTH: Final = 24


def documents(
    ctx: typer.Context,
    as_of: given.AsOfOption = None,
    db: given.DatabaseOption = given.DEFAULT_DATABASE,
) -> None:
    """List the documents, with counts.

    Each with its date, publisher, path and title, and the number of its statements.

    \b
    Examples:
      claimdb documents
      claimdb documents --db press.db | grep 2024-02
      claimdb documents remove press/rain.txt
    """
    if ctx.invoked_subcommand is not None:
        return
    import claimdb
    from claimdb.cli.tables import Column, print_table

    with claimdb.open(db, create=False, as_of=as_of) as database:
        given.tell_pruned(database)
        found = database.documents()
    count = Column("Statements", right=True)
    if decorated(sys.stdout):
        columns = (count, Column("Document", ratio=1), Column("Published", width=DATED_WIDTH))
        printed = print_table(columns, map(_terminal_row, found))
    else:
        names = ("Published", "Kind", "Publisher", "Document", "Title")
        printed = print_table((count, *map(Column, names)), map(_plain_row, found))
    if not printed:
        notice("No documents yet: claimdb ingest PATH reads some.")


def _plain_row(document: "DocumentRecord") -> "list[Cell]":
    from claimdb.cli.statements import NOBODY

    return [
        document.statements,
        document.published or NOBODY,
        document.kind,
        document.publisher or NOBODY,
        document.path,
        document.title or NOBODY,
    ]


def _terminal_row(document: "DocumentRecord") -> "list[Cell]":
    """Three columns of two lines, so that titles have room."""
    from claimdb.cli.statements import NOBODY
    from claimdb.cli.tables import Piece

    title = document.title or NOBODY
    return [
        document.statements,
        [Piece(title), Piece("\n"), Piece(document.path, "cyan")],
        [
            Piece(document.published or NOBODY),
            Piece("\n"),
            Piece(" · ".join(part for part in (document.kind, document.publisher) if part), "dim"),
        ],
    ]
