"""``claimdb ingest``: read documents into the database."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from claimdb.cli import options as given
from claimdb.cli.terminal import console, decorated, notice, one_line

SPEAKERS: Final = 10
"""Speakers in the summary; ``claimdb speakers`` lists all."""

if TYPE_CHECKING:
    from claimdb.ingesting import IngestedDocument, IngestReport, Progress


def ingest(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH...", help="Documents, or folders that are searched for them."),
    ],
    db: given.DatabaseOption = given.DEFAULT_DATABASE,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", metavar="N", min=1, help="So many processes work side by side.")
    ] = 1,
    model: given.ModelOption = None,
    language: given.LanguageOption = None,
) -> None:
    """Read documents and find the statements in them.

    What is in already is passed over, so the same command can be given again at any time; a file that has
    changed adds a new version of its document. A claimdb.toml beside the documents tells of their speakers,
    topics and dates. A file that cannot be read is named at the end, and the exit status is then 1.

    \b
    Examples:
      claimdb ingest press/
      claimdb ingest speech.txt interview.txt --db press.db
      claimdb ingest archive/ --jobs 4
    """
    import claimdb

    try:
        with claimdb.open(db) as database, _progress() as progress:
            report = database.ingest(*paths, jobs=jobs, model=model, language=language, progress=progress)
    except KeyboardInterrupt:
        raise KeyboardInterrupt("what was done is kept, and the same command goes on from there") from None
    _print_report(report)
    for failure in report.failures:
        notice(f"claimdb: {failure}")
    if report.failures:
        raise typer.Exit(1)


@contextmanager
def _progress() -> "Iterator[Callable[[Progress], None] | None]":
    """A bar on standard error with rate and time left; nothing where that is no terminal."""
    if not decorated(sys.stderr):
        yield None
        return
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn, TransferSpeedColumn
    from rich.progress import Progress as Bar

    with Bar(
        BarColumn(),
        TextColumn("{task.fields[files]}", markup=False),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
        console=console(sys.stderr),
        transient=True,
    ) as shown:
        task = shown.add_task("", total=None, files="")

        def advance(progress: "Progress") -> None:
            shown.update(
                task,
                total=progress.bytes_total,
                completed=progress.bytes_done,
                files=f"{progress.done}/{progress.total} files",
                description=one_line(progress.path),
            )

        yield advance


def _print_report(report: "IngestReport") -> None:
    """What is new, by document and by speaker, and what to do with it."""
    from claimdb.cli.statements import NOBODY
    from claimdb.cli.tables import Column, bar, print_table

    new = [each for each in report.documents if each.status not in ("unchanged", "duplicate")]
    known = len(report.documents) - len(new)
    if new:
        print_table(
            (Column("Document", "cyan"), Column("What"), Column("Statements", right=True)),
            ((each.path, _what(each), each.statements) for each in new),
        )
        typer.echo()
        speakers: Counter[str | None] = Counter()
        for each in new:
            speakers.update(each.speakers)
        most = max(speakers.values(), default=0)
        print_table(
            (Column("Speaker", "yellow"), Column("Statements", right=True), Column("", "cyan")),
            ((name or NOBODY, count, bar(count, most)) for name, count in speakers.most_common(SPEAKERS)),
        )
        if len(speakers) > SPEAKERS:
            typer.echo(f"… and {len(speakers) - SPEAKERS} more: claimdb speakers")
        typer.echo(_summary(new, known))
    elif known:
        typer.echo(f"Nothing new: {known} document{'s' * (known != 1)} unchanged.")


def _what(document: "IngestedDocument") -> str:
    """What became of a document, and why it has no statements where its language is the reason."""
    foreign = document.language not in (None, "en")
    return (
        f"{document.status}, not extracted: its language is {document.language}"
        if foreign
        else document.status
    )


def _summary(new: "Sequence[IngestedDocument]", known: int) -> str:
    """The totals, and what to try next."""
    statements = sum(each.statements for each in new)
    unchanged = f", {known} more unchanged" if known else ""
    return (
        f"\n{statements} statements in {len(new)} document{'s' * (len(new) != 1)}{unchanged}."
        " Next: claimdb query --speaker NAME, claimdb stats, claimdb export FILE.csv"
    )
