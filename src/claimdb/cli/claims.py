"""``claimdb claims``: what is said in several places."""

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Final, Literal, TextIO

import typer

from claimdb.cli import completion
from claimdb.cli import options as given
from claimdb.cli.terminal import (
    coloured,
    console,
    counted,
    data_stream,
    hundredths,
    notice,
    one_line,
    wrapped,
)

if TYPE_CHECKING:
    from claimdb.database import Database
    from claimdb.store.link_records import Claim, Saying

RELATIONS: Final = ("repeats", "restates", "alters")
INDENT: Final = 4
COLUMNS: Final = (
    "claim",
    "places",
    "copies",
    "first",
    "relation",
    "reverse",
    "score",
    "id",
    "speaker",
    "kind",
    "document",
    "title",
    "published",
    "publisher",
    "timestamp",
    "spans",
    "copy_of",
    "text",
)


def claims(
    text: given.TextArgument = None,
    speaker: given.SpeakerOption = None,
    topic: given.TopicOption = None,
    document: given.DocumentOption = None,
    kind: given.KindOption = None,
    function: given.FunctionOption = None,
    since: given.SinceOption = None,
    until: given.UntilOption = None,
    min_confidence: given.ConfidenceOption = None,
    status: given.StatusOption = None,
    relation: Annotated[
        str | None,
        typer.Option(
            metavar="RELATION",
            autocompletion=completion.fixed(RELATIONS),
            help=f"Only claims with such a link: {', '.join(RELATIONS)}.",
        ),
    ] = None,
    limit: given.LimitOption = None,
    format: Annotated[
        Literal["table", "csv", "jsonl"],
        typer.Option("--format", "-f", case_sensitive=False, help="How to print them."),
    ] = "table",
    db: given.DatabaseOption = given.DEFAULT_DATABASE,
) -> None:
    """List what is said in several places.

    A claim is listed with every statement that belongs to it where one of them fits the options, which are
    those of query. The first is the one that the others are near to, the speaker's own words if they
    are there; each of the others repeats it (the same words), restates it (in other words) or alters it (a
    quotation whose words differ); the number after it says how near the two are, from 0 to 1, and none stands
    after the same words. A place is one article or one transcript. Statements in a document that is a copy of
    another one count once.

    \b
    Examples:
      claimdb claims
      claimdb claims --speaker silva --relation alters
      claimdb claims treaty --since 2024-02 --format csv > claims.csv
    """
    import claimdb

    filters = given.filters(
        text, speaker, topic, document, kind, function, since, until, min_confidence, status
    )
    with claimdb.open(db, create=False) as database:
        found = database.links.claims(relation=relation, limit=limit, **filters)
        if format == "jsonl":
            print_json(found, data_stream())
        elif format == "csv":
            print_csv(found, data_stream())
        else:
            for claim in found:
                print_claim(claim)
        if not found:
            notice("Nothing that fits is said in several places.")
        tell_unlinked(database)
        given.tell_undated(database, filters)


def tell_unlinked(database: "Database") -> None:
    """Say how many documents have no part in this yet, and what to do about it."""
    unlinked = database.links.unlinked()
    if unlinked:
        are = "is" if unlinked == 1 else "are"
        notice(
            f"{counted(unlinked, 'document')} {are} not linked with the others yet; claimdb ingest, with any "
            "path that is in already, links all, and extracts nothing again that is unchanged."
        )


def print_json(claims: "Iterable[Claim]", stream: TextIO) -> None:
    """One claim a line."""
    import json

    stream.writelines(json.dumps(claim.to_json(), ensure_ascii=False) + "\n" for claim in claims)


def print_csv(claims: "Iterable[Claim]", stream: TextIO) -> None:
    """One statement a row, those of a claim together."""
    import csv

    from claimdb.export import guarded

    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for claim in claims:
        for saying in claim.sayings:
            writer.writerow(
                guarded(cell) if isinstance(cell, str) else cell for cell in _cells(claim, saying)
            )


def _cells(claim: "Claim", saying: "Saying") -> Iterator[str | float | None]:
    statement, record = saying.record.statement, saying.record
    yield from (
        claim.id,
        claim.places,
        claim.copies,
        claim.first,
        saying.relation,
        saying.reverse,
        saying.score,
    )
    yield from (statement.id, statement.speaker, statement.kind, statement.document)
    yield from (record.title, record.published, record.publisher, statement.timestamp)
    yield ";".join(f"{start}-{end}" for start, end in statement.spans)
    yield from (saying.copy_of, statement.text)


def print_claim(claim: "Claim") -> None:
    """The claim, what it comes to, and each place."""
    lines = [(claim.text, "bold", 0), (summary(claim), "dim", 2)]
    for saying in claim.sayings:
        lines.append((circumstances(saying), "cyan", INDENT))
        if saying.record.statement.text != claim.text:
            lines.append((saying.record.statement.text, "", INDENT + 2))
    for words, style, indent in lines:
        line = wrapped(" " * indent + one_line(words), indent=indent)
        if coloured(sys.stdout):
            from rich.text import Text

            console(sys.stdout).print(Text(line, style))
        else:
            typer.echo(line)
    typer.echo()


def summary(claim: "Claim") -> str:
    """In how many places, by how many speakers, and since when."""
    copies = f" and {counted(claim.copies, 'time')} in copies of these" if claim.copies else ""
    speakers = f" by {counted(len(claim.speakers), 'speaker')}" if claim.speakers else ""
    on = "on" if len(claim.first or "") == len("2024-02-12") else "in"
    first = f", first {on} {claim.first}" if claim.first else ""
    return f"said in {counted(claim.places, 'place')}{copies}{speakers}{first}"


def _said(saying: "Saying") -> str:
    """How it relates to the first."""
    return "altered by it" if saying.relation == "alters" and saying.reverse else f"{saying.relation} it"


def circumstances(saying: "Saying") -> str:
    """A line on one statement of a claim: its id, how it relates to the first, who, where and when."""
    statement, record = saying.record.statement, saying.record
    relation = None if saying.relation is None else _said(saying)
    if relation is not None and saying.score < 1:
        relation += f" ({hundredths(saying.score)})"
    parts = (
        statement.id[:8],
        relation,
        statement.speaker or "–",
        statement.kind,
        f"{statement.document}:{statement.spans[0].start}",
        record.published,
        statement.timestamp,
        f"copy of {saying.copy_of}" if saying.copy_of else None,
    )
    return "  ".join(part for part in parts if part)
