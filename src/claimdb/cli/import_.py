"""``claimdb import``: corrections made in a spreadsheet."""

from pathlib import Path
from typing import Annotated

import typer

from claimdb.cli import options as given
from claimdb.cli.terminal import counted, notice, one_line


def import_(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A CSV or TSV file that claimdb export wrote.")
    ],
    coder: given.CoderOption = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be done; change nothing.")
    ] = False,
    db: given.DatabaseOption = given.DEFAULT_DATABASE,
) -> None:
    """Take an exported CSV file that somebody corrected for decisions.

    Every row whose text, speaker, kind, function or topics (with ; between) is other than it was when the
    file was written corrects its statement, as claimdb review does; a status changed to accepted or rejected
    says that it is right, or no statement; a new note is a note. Other columns and the order of rows don't
    matter, and a row that was taken out says nothing. A text can be made shorter or longer, but with the
    document's words, … where some are left out.

    Semicolons, tabs and encodings as spreadsheets write them are understood. The same file does nothing the
    second time. Rows that cannot be understood are listed with their line, the rest is done, all at once or
    not at all, and the exit status is 1.

    \b
    Examples:
      claimdb import statements.csv --dry-run
      claimdb import statements.csv --coder ana
    """
    import claimdb

    with claimdb.open(db, create=False) as database:
        report = database.review.import_csv(file, coder=coder, dry_run=dry_run)
        if not dry_run:
            database.links.refresh()
    for each in report.not_understood:
        typer.echo(one_line(f"line {each.line} ({each.id}): {each.reason}"))
    for new in report.new_speakers:
        near = f"; near: {', '.join(new.near)}" if new.near else ""
        typer.echo(one_line(f"line {new.line}: new speaker {new.name}{near}"))
    for name in report.new_topics:
        typer.echo(one_line(f"new topic {name}"))
    counts = {
        "unchanged": report.unchanged,
        "corrected": report.corrected,
        "accepted": report.accepted,
        "rejected": report.rejected,
        "noted": report.noted,
        "not understood": len(report.not_understood),
    }
    told = ", ".join(f"{number} {what}" for what, number in counts.items() if number or what != "noted")
    typer.echo(f"{counted(report.rows, 'row')}: {told}.")
    if dry_run:
        notice("Nothing was written: this was a dry run.")
    if report.not_understood:
        raise typer.Exit(1)
