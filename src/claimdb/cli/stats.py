"""``claimdb stats``: the database in numbers."""

from typing import TYPE_CHECKING, Annotated, Final

import typer

from claimdb.cli import options as given
from claimdb.cli.terminal import counted, notice

if TYPE_CHECKING:
    from claimdb.cli.tables import Cell
    from claimdb.store.records import SpeakerTopics, Stats

TOPIC_WIDTH: Final = 12


def stats(
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="At most so many speakers.")] = 12,
    topics: Annotated[int, typer.Option("--topics", metavar="N", min=0, help="At most so many topics.")] = 4,
    db: given.DatabaseOption = given.DEFAULT_DATABASE,
) -> None:
    """Show who speaks about what: speakers by topics, with bars.

    Those with most statements come first. The bar in the second column is the speaker's share of all
    statements; the bars under the topics are shares of the speaker's own statements, so that you see what
    somebody talks about however much they say. A statement can be on several topics, or on none.

    \b
    Examples:
      claimdb stats
      claimdb stats --limit 3 --topics 8
    """
    import claimdb
    from claimdb.cli.tables import Column, print_table

    with claimdb.open(db, create=False) as database:
        found = database.stats()
    if not found.statements:
        notice("No statements yet: claimdb ingest PATH reads documents into the database.")
        return
    names = list(found.topics)[:topics]
    print_table(
        (
            Column("Speaker", "yellow"),
            Column("Statements", width=TOPIC_WIDTH),
            *(Column(name, width=TOPIC_WIDTH) for name in names),
        ),
        (_row(line, names, found.statements) for line in found.speakers[:limit]),
    )
    _print_totals(found, limit, topics)


def _row(line: "SpeakerTopics", topics: list[str], all_statements: int) -> "list[Cell]":
    """A speaker's statements, and those on each of the topics."""
    from claimdb.cli.statements import NOBODY

    of_all = _share(line.statements, all_statements)
    return [
        line.speaker or NOBODY,
        of_all,
        *(_share(line.topics.get(topic, 0), line.statements) for topic in topics),
    ]


def _share(part: int, whole: int) -> "Cell":
    """A number with its share of the whole as a bar; nothing for none."""
    from claimdb.cli.tables import Piece, bar

    return [Piece(str(part)), Piece("\n"), Piece(bar(part, whole, TOPIC_WIDTH - 1), "cyan")] if part else ""


def _print_totals(found: "Stats", limit: int, topics: int) -> None:
    left = []
    if len(found.speakers) > limit:
        left.append(f"{len(found.speakers) - limit} more speakers (--limit)")
    if len(found.topics) > topics:
        left.append(f"{len(found.topics) - topics} more topics (--topics)")
    if left:
        typer.echo("… and " + " and ".join(left))
    typer.echo()
    for name, counts in (("Kinds", found.kinds), ("Functions", found.functions)):
        typer.echo(f"{name}: " + ", ".join(f"{count} {value}" for value, count in counts.items()))
    typer.echo(
        f"{counted(found.statements, 'statement')}, {found.attributed} of them attributed,"
        f" in {counted(found.documents, 'document')} ({found.characters:,} characters)."
    )
