"""``claimdb stats``: the database in numbers."""

import sys
from typing import TYPE_CHECKING, Annotated, Final

import typer

from claimdb.cli import options as given
from claimdb.cli.terminal import console, counted, decorated, notice, wrapped

if TYPE_CHECKING:
    from claimdb.cli.tables import Cell
    from claimdb.store.records import SpeakerTopics, Stats

TOPIC_WIDTH: Final = 12
SPEAKER_WIDTH: Final = 18
"""Characters that a speaker's name has at least on a terminal; longer ones wrap."""
GAP: Final = 1
"""Between two columns on a terminal, besides the one that ends each."""
INDENT: Final = 2


def stats(
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="At most so many speakers.")] = 12,
    topics: Annotated[int, typer.Option("--topics", metavar="N", min=0, help="At most so many topics.")] = 4,
    as_of: given.AsOfOption = None,
    db: given.DatabaseOption = given.DEFAULT_DATABASE,
) -> None:
    """Show who speaks about what: speakers by topics, with bars.

    Those with most statements come first. The bar in the second column is the speaker's share of all
    statements; the bars under the topics are shares of the speaker's own statements, so that you see what
    somebody talks about however much they say. A statement can be on several topics, or on none.

    A narrow terminal shows fewer topics.

    \b
    Examples:
      claimdb stats
      claimdb stats --limit 3 --topics 8
    """
    import claimdb
    from claimdb.cli.tables import Column, print_table

    with claimdb.open(db, create=False, as_of=as_of) as database:
        given.tell_pruned(database)
        found = database.stats()
    if not found.statements:
        notice("No statements yet: claimdb ingest PATH reads documents into the database.")
        return
    lines = found.speakers[:limit]
    longest = max(len(line.speaker or "") for line in lines)
    names = list(found.topics)[: _fitting(topics, min(longest, SPEAKER_WIDTH))]
    print_table(
        (
            Column("Speaker", "yellow", least=min(longest, SPEAKER_WIDTH)),
            Column("Statements", width=TOPIC_WIDTH),
            *(Column(name, width=TOPIC_WIDTH) for name in names),
        ),
        (_row(line, names, found.statements) for line in lines),
    )
    _print_totals(found, limit, len(names))


def _fitting(topics: int, speaker_width: int) -> int:
    """How many of the topics have room beside the names of the speakers and their statements."""
    if not decorated(sys.stdout):
        return topics
    left = console(sys.stdout).width - speaker_width - GAP - TOPIC_WIDTH
    return max(0, min(topics, left // (TOPIC_WIDTH + GAP + 1)))


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
        typer.echo(wrapped("… and " + " and ".join(left)))
    typer.echo()
    for name, counts in (("Kinds", found.kinds), ("Functions", found.functions)):
        values = ", ".join(f"{count} {value}" for value, count in counts.items())
        typer.echo(wrapped(f"{name}: {values}", indent=INDENT))
    typer.echo(
        wrapped(
            f"{counted(found.statements, 'statement')}, {found.attributed} of them attributed,"
            f" in {counted(found.documents, 'document')} ({found.characters:,} characters)."
        )
    )
