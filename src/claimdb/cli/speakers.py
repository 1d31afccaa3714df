"""``claimdb speakers``: who speaks in the database."""

from typing import TYPE_CHECKING

import typer

from claimdb.cli import options as given
from claimdb.cli.terminal import notice

if TYPE_CHECKING:
    from claimdb.cli.tables import Cell


def speakers(
    ctx: typer.Context, as_of: given.AsOfOption = None, db: given.DatabaseOption = given.DEFAULT_DATABASE
) -> None:
    """List the speakers, with counts; decide who is who.

    The number of their statements and of the documents that have them, most first, and their other names.
    The line – at the end is for statements whose speaker is not known: claimdb query --speaker -

    Where one person stands here twice, merge the two; where a name leads nowhere, alias gives it to a
    speaker. It holds everywhere, also for documents to come, until it is undone.

    \b
    Examples:
      claimdb speakers
      claimdb speakers | grep -i silva
      claimdb speakers merge "J. Doe" "Jane Doe"
    """
    if ctx.invoked_subcommand is not None:
        return
    import claimdb
    from claimdb.cli.statements import NOBODY
    from claimdb.cli.tables import Column, print_table

    columns = (
        Column("Statements", right=True),
        Column("Documents", right=True),
        Column("Speaker", "yellow"),
        Column("Kind"),
        Column("Wikidata"),
        Column("Also", "dim"),
    )
    with claimdb.open(db, create=False, as_of=as_of) as database:
        given.tell_pruned(database)
        rows: list[tuple[Cell, ...]] = [
            (
                each.statements,
                each.documents,
                each.name,
                each.kind,
                each.wikidata or NOBODY,
                ", ".join(each.aliases),
            )
            for each in database.speakers()
        ]
        unknown = database.count(speaker="-")
        if unknown:
            documents = len({record.document for record in database.query(speaker="-")})
            rows.append((unknown, documents, NOBODY, NOBODY, NOBODY, ""))
    if not print_table(columns, rows):
        notice("No speakers yet: claimdb ingest PATH reads documents into the database.")
