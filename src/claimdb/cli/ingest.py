"""``claimdb ingest``: read documents into the database."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from claimdb.cli import options as given
from claimdb.cli.terminal import console, counted, decorated, notice, one_line, wrapped

SPEAKERS: Final = 10
"""Speakers in the summary; ``claimdb speakers`` lists all."""

SOUND_SECONDS: Final = 3
"""How long files have to have been read before their rate says how long the rest will take."""
SOUND_SHARE: Final = 0.05
"""How much of all bytes has to have been read before."""

if TYPE_CHECKING:
    from claimdb.database import Database
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
    fast: given.FastOption = False,
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
        with claimdb.open(db) as database:
            before = _lost(database)
            with _progress() as progress:
                report = database.ingest(
                    *paths, jobs=jobs, model=model, fast=fast, language=language, progress=progress
                )
            lost = _lost(database) - before
    except KeyboardInterrupt:
        raise KeyboardInterrupt("what was done is kept, and the same command goes on from there") from None
    _print_report(report)
    if lost:
        find = "finds its" if len(lost) == 1 else "find their"
        notice(f"{counted(len(lost), 'decision')} no longer {find} words: claimdb review --lost")
    for failure in report.failures:
        notice(f"claimdb: {failure}")
    for document in report.documents:
        if document.notice:
            notice(f"claimdb: {document.path}: {document.notice}")
    if report.failures:
        raise typer.Exit(1)


def _lost(database: "Database") -> set[int]:
    """The decisions that find their statements no more; none where there is no database yet."""
    there = database.path.is_file() and database.path.stat().st_size
    return {each.id for each in database.review.lost()} if there else set()


@contextmanager
def _progress() -> "Iterator[Callable[[Progress], None] | None]":
    """A bar on standard error with rate and time left; nothing where that is no terminal."""
    if not decorated(sys.stderr):
        yield None
        return
    from time import monotonic

    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    with Bar(
        BarColumn(),
        TextColumn("{task.description}", markup=False),
        console=console(sys.stderr),
        transient=True,
    ) as shown:
        task = shown.add_task("loading the language model…", total=None)
        pace = Pace(monotonic)

        def advance(progress: "Progress") -> None:
            shown.update(
                task,
                total=progress.bytes_total,
                completed=progress.bytes_done,
                description=pace.told(progress),
            )

        yield advance


class Pace:
    """How fast an ingest goes, measured from the first file on, since loading the model is no part of it."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._begun: tuple[float, int] | None = None

    def told(self, progress: "Progress") -> str:
        """Files done of all, the rate, and the time left once there is a sound estimate of it."""
        now = self._clock()
        if self._begun is None:
            self._begun = (now, progress.bytes_done)
        parts = [f"{progress.done}/{progress.total} files"]
        seconds, done = now - self._begun[0], progress.bytes_done - self._begun[1]
        if seconds > 0 and done > 0:
            rate = done / seconds
            parts.append(f"{rate / 1000:.1f} kB/s")
            if seconds >= SOUND_SECONDS and done >= progress.bytes_total * SOUND_SHARE:
                left = round((progress.bytes_total - progress.bytes_done) / rate)
                parts.append(f"{left // 3600}:{left // 60 % 60:02}:{left % 60:02} left")
        return "  ".join([*parts, one_line(progress.path)])


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
        typer.echo()
        typer.echo(wrapped(_summary(new, known)))
    elif known:
        typer.echo(f"Nothing new: {counted(known, 'document')} unchanged.")


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
        f"{counted(statements, 'statement')} in {counted(len(new), 'document')}{unchanged}."
        " Next: claimdb query --speaker NAME, claimdb stats, claimdb export FILE.csv"
    )
