"""``claimdb verify``: prove that every statement's words are the document's words."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimdb.cli import options as given
from claimdb.cli.terminal import counted, notice, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimdb.store.records import Verification


def verify(
    fix: Annotated[
        bool, typer.Option("--fix", help="Put right what can be derived from the rest, and say what it was.")
    ] = False,
    db: given.DatabaseOption = given.DEFAULT_DATABASE,
) -> None:
    """Prove that every statement is its document's words.

    Looked at are the file itself, the texts by their hashes, every span against its text, ids, order, that
    no statement was dropped or changed since it was written, references, the full-text index, and whose the
    names are that were decided on; superseded versions and extractions too.

    Problems in the database are listed, and the exit status is 1. Files that have changed or gone since are
    listed too, but are no fault of the database: claimdb ingest reads a changed file as a new version.

    \b
    Examples:
      claimdb verify
      claimdb verify --db press.db
      claimdb verify --fix
    """
    import claimdb

    with claimdb.open(db, create=False) as database:
        found = database.verify(fix=fix)
    for mended in found.mended:
        typer.echo(f"mended   {one_line(mended)}")
    for problem in found.problems:
        typer.echo(f"wrong    {one_line(str(problem))}")
    for path in found.files_changed:
        typer.echo(f"changed  {one_line(path)}")
    for path in found.files_missing:
        typer.echo(f"missing  {one_line(path)}")
    for line in _totals(found):
        typer.echo(line)
    if not found.sound:
        notice(_advice(fix, db))
        raise typer.Exit(1)


def _totals(found: "Verification") -> "Iterator[str]":
    yield (
        f"{counted(found.statements, 'statement')} with {counted(found.spans, 'span')}"
        f" in {counted(found.documents, 'document')} ({counted(found.versions, 'version')}):"
        f" {'sound' if found.sound else counted(len(found.problems), 'problem')}."
    )
    if found.superseded_extractions:
        yield (
            f"{found.superseded_statements} of them are of"
            f" {counted(found.superseded_extractions, 'superseded extraction')} (claimdb prune)."
        )
    if found.undigested:
        yield (
            f"{counted(found.undigested, 'extraction')} of an older claimdb: a statement dropped from there"
            " since would not show."
        )
    yield (
        f"Files: {found.files_same} the same, {len(found.files_changed)} changed,"
        f" {len(found.files_missing)} missing."
    )


def _advice(fixed: bool, path: Path) -> str:
    """What to do about problems."""
    named = "" if path == given.DEFAULT_DATABASE else f" --db {shlex.quote(str(path))}"
    again = "ingest the documents named above into a fresh database, and keep this one for comparison"
    if fixed:
        return f"This is left and cannot be derived: {again}."
    return f"What can be derived is put right by: claimdb verify --fix{named}. For the rest {again}."
