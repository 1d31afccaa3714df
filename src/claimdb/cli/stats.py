"""``claimdb stats``: the database in numbers."""

from typing import TYPE_CHECKING, Annotated

import typer

from claimdb.cli import options as given
from claimdb.cli.terminal import notice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimdb.cli.tables import Cell
    from claimdb.store.records import Stats


def stats(
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="At most so many speakers.")] = 12,
    topics: Annotated[
        int, typer.Option("--topics", metavar="N", min=0, help="At most so many topics for each speaker.")
    ] = 5,
    db: given.DatabaseOption = given.DEFAULT_DATABASE,
) -> None:
    """Show who speaks about what: speakers by topics, with bars.

    \b
    Examples:
      claimdb stats
      claimdb stats --limit 3 --topics 10
    """
    import claimdb
    from claimdb.cli.tables import Column, print_table

    with claimdb.open(db, create=False) as database:
        found = database.stats()
    if not found.statements:
        notice("No statements yet: claimdb ingest PATH reads documents into the database.")
        return
    names = (Column("Speaker", "yellow"), Column("Topic"))
    columns = (*names, Column("Statements", right=True), Column("", "cyan"))
    print_table(columns, _rows(found, limit, topics))
    typer.echo()
    for name, counts in (("Kinds", found.kinds), ("Functions", found.functions)):
        typer.echo(f"{name}: " + ", ".join(f"{count} {value}" for value, count in counts.items()))
    typer.echo(
        f"{found.statements} statements, {found.attributed} of them attributed,"
        f" in {found.documents} documents ({found.characters:,} characters)."
    )


def _rows(found: "Stats", limit: int, topics: int) -> "Iterator[list[Cell]]":
    """A line for each speaker, and under it one for each of the speaker's first topics."""
    from claimdb.cli.statements import NOBODY
    from claimdb.cli.tables import Piece, bar

    most = max(line.statements for line in found.speakers)
    for line in found.speakers[:limit]:
        name = line.speaker or NOBODY
        yield [[Piece(name, "bold")], "", line.statements, bar(line.statements, most)]
        leading = sorted(line.topics.items(), key=lambda item: -item[1])[:topics]
        for topic, count in leading:
            yield [[Piece(name, "dim")], topic, count, bar(count, most)]
