"""``claimdb diff``: what another extraction found."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Final, Literal

import typer

from claimdb.cli import completion
from claimdb.cli import options as given
from claimdb.cli.terminal import coloured, data_stream, notice, one_line

if TYPE_CHECKING:
    from claimdb.cli.tables import Piece
    from claimdb.store.records import Change, Difference, ExtractionRecord, Record

STYLES: Final = {"gained": "green", "lost": "red", "re-attributed": "yellow", "changed": "cyan"}
VALUES: Final = (
    "id",
    "speaker",
    "text",
    "kind",
    "function",
    "topics",
    "via",
    "addressee",
    "nested_in",
    "spans",
)
"""What a row of data has of a statement before and after."""
COLUMNS: Final = (
    *("document", "change", "fields"),
    *(f"{name}_{when}" for name in VALUES for when in ("before", "after")),
    *(f"{name}_{when}" for when in ("before", "after") for name in ("extraction", "version", "made")),
)


def diff(
    document: Annotated[
        str | None,
        typer.Argument(
            metavar="DOCUMENT",
            autocompletion=completion.documents,
            help="Its path, or a part of its path or title; all documents without it.",
        ),
    ] = None,
    a: Annotated[
        str | None,
        typer.Argument(
            metavar="A",
            help="The earlier extraction: its number in claimdb history, or a date on which it counted.",
        ),
    ] = None,
    b: Annotated[str | None, typer.Argument(metavar="B", help="The later one.")] = None,
    format: Annotated[
        Literal["table", "csv", "jsonl"],
        typer.Option("--format", "-f", case_sensitive=False, help="How to print it."),
    ] = "table",
    db: given.DatabaseOption = given.DEFAULT_DATABASE,
) -> None:
    """Show what another extraction found of a document.

    Statements that were gained, lost, given to another speaker, or are otherwise other: their words, kind,
    function, topics, via, addressee, or what they are nested in. Without A and B the last two extractions
    are held side by side. Statements are matched by where their words stand, also when the document has
    changed.

    \b
    Examples:
      claimdb diff
      claimdb diff press/rain.txt
      claimdb diff rain.txt 12 15
      claimdb diff rain.txt 2024-02-12 --format csv > changes.csv
    """
    import claimdb

    with claimdb.open(db, create=False) as database:
        differences = database.diff(document, a, b)
        found = _print_table(differences) if format == "table" else _print_data(differences, format)
    if not found:
        notice("No document has two extractions." if found is None else "Nothing is other.")


def _print_table(differences: "Iterable[Difference]") -> int | None:
    """Print each document with changes; give their number, ``None`` where there was nothing to compare."""
    changes: int | None = None
    for difference in differences:
        changes = (changes or 0) + len(difference.changes)
        if difference.changes:
            typer.echo(_heading(difference))
            for change in difference.changes:
                _print_change(change)
            typer.echo()
    return changes


def _heading(difference: "Difference") -> str:
    counts = Counter[str](change.what for change in difference.changes)
    said = ", ".join(f"{counts[what]} {what}" for what in STYLES if counts[what])
    return one_line(
        f"{difference.after.document}: {_name(difference.before)} → {_name(difference.after)}: {said}"
    )


def _name(extraction: "ExtractionRecord") -> str:
    return f"extraction {extraction.id} (version {extraction.version}, {extraction.made_at})"


def _print_change(change: "Change") -> None:
    record = change.after or change.before
    if record is None:
        return
    pieces = [*_line(change, record)]
    if not coloured(sys.stdout):
        typer.echo(one_line("".join(piece.text for piece in pieces)))
        return
    from rich.text import Text

    from claimdb.cli.terminal import console

    line = Text.assemble(*((one_line(f"|{piece.text}|")[1:-1], piece.style) for piece in pieces))
    console(sys.stdout).print(line, soft_wrap=True)


def _line(change: "Change", record: "Record") -> "Iterator[Piece]":
    from claimdb.cli.statements import NOBODY, SHORT_ID
    from claimdb.cli.tables import Piece

    yield Piece(f"{change.what} ", STYLES[change.what])
    yield Piece(record.statement.id[:SHORT_ID], "bold")
    before = change.before if "speaker" in change.fields else None
    if before is not None:
        yield Piece(f" {before.statement.speaker or NOBODY} →", "dim")
    yield Piece(f" {record.statement.speaker or NOBODY}", "yellow")
    yield Piece(f": {record.statement.text}")
    for name in change.fields:
        if name != "speaker" and change.before is not None and change.after is not None:
            old, new = _value(change.before, name), _value(change.after, name)
            yield Piece(
                f" [{name}: {old or NOBODY}" + ("]" if name == "text" else f" → {new or NOBODY}]"), "dim"
            )


def _value(record: "Record", name: str) -> str:
    """A value of a statement as one cell."""
    value = getattr(record.statement, name)
    if name == "topics":
        return ";".join(value)
    if name == "spans":
        return ";".join(f"{start}-{end}" for start, end in value)
    return str(value or "")


# -------------------------------------------------------------------------------------- data


def _print_data(differences: "Iterable[Difference]", format: Literal["csv", "jsonl"]) -> int | None:
    import csv
    import json

    from claimdb.export import guarded

    stream = data_stream()
    writer = csv.writer(stream, lineterminator="\r\n")
    if format == "csv":
        writer.writerow(COLUMNS)
    rows: int | None = None
    for difference in differences:
        rows = rows or 0
        for change in difference.changes:
            row = dict(zip(COLUMNS, _row(difference, change), strict=True))
            if format == "jsonl":
                stream.write(json.dumps(row, ensure_ascii=False) + "\n")
            else:
                writer.writerow("" if value is None else guarded(str(value)) for value in row.values())
            rows += 1
    return rows


def _row(difference: "Difference", change: "Change") -> "Iterator[str | int | None]":
    """The values of a row, in the order of the columns; nothing for what is not there."""
    yield from (difference.after.document, change.what, ";".join(change.fields))
    for name in VALUES:
        for record in (change.before, change.after):
            yield None if record is None else _value(record, name) or None
    for extraction in (difference.before, difference.after):
        yield from (extraction.id, extraction.version, extraction.made_at)
