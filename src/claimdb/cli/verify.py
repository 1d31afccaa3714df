"""``claimdb verify``: prove that every statement's words are the document's words."""

import typer

from claimdb.cli import options as given
from claimdb.cli.terminal import counted, notice, one_line


def verify(db: given.DatabaseOption = given.DEFAULT_DATABASE) -> None:
    """Prove that every statement is its document's words.

    Problems in the database are listed, and the exit status is 1. Files that have changed or gone since are
    listed too, but are no fault of the database: claimdb ingest reads a changed file as a new version.

    \b
    Examples:
      claimdb verify
      claimdb verify --db press.db
    """
    import claimdb

    with claimdb.open(db, create=False) as database:
        found = database.verify()
    for problem in found.problems:
        typer.echo(f"wrong    {one_line(str(problem))}")
    for path in found.files_changed:
        typer.echo(f"changed  {one_line(path)}")
    for path in found.files_missing:
        typer.echo(f"missing  {one_line(path)}")
    typer.echo(
        f"{counted(found.statements, 'statement')} with {counted(found.spans, 'span')}"
        f" in {counted(found.documents, 'document')} ({counted(found.versions, 'version')}):"
        f" {'sound' if found.sound else counted(len(found.problems), 'problem')}."
    )
    typer.echo(
        f"Files: {found.files_same} the same, {len(found.files_changed)} changed,"
        f" {len(found.files_missing)} missing."
    )
    if not found.sound:
        notice("Ingest the documents named above into a fresh database, and keep this one for comparison.")
        raise typer.Exit(1)
