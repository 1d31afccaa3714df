"""``claimdb export``: statements as a file for other programs, and in the standards of others."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from claimdb.cli import options as given
from claimdb.cli.terminal import counted, data_stream, notice


def export(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Where to; its suffix says how; - is standard output.")
    ],
    text: Annotated[
        str | None, typer.Option("--text", metavar="TEXT", help="Words to find, as in claimdb query TEXT.")
    ] = None,
    speaker: given.SpeakerOption = None,
    topic: given.TopicOption = None,
    document: given.DocumentOption = None,
    kind: given.KindOption = None,
    function: given.FunctionOption = None,
    since: given.SinceOption = None,
    until: given.UntilOption = None,
    min_confidence: given.ConfidenceOption = None,
    status: given.StatusOption = None,
    sort: given.SortOption = "document",
    limit: given.LimitOption = None,
    format: Annotated[
        Literal["csv", "tsv", "jsonl", "webannotation", "schema.org", "prov", "provn", "graphml", "gexf"]
        | None,
        typer.Option(
            "--format",
            "-f",
            case_sensitive=False,
            help="Instead of what the file's suffix says; csv for standard output.",
        ),
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace the file if it is there already.")
    ] = False,
    guard: Annotated[
        bool,
        typer.Option(
            "--guard/--no-guard",
            help="Put ' before cells that a spreadsheet would run as a formula (csv and tsv).",
        ),
    ] = True,
    as_of: given.AsOfOption = None,
    db: given.DatabaseOption = given.DEFAULT_DATABASE,
) -> None:
    """Write statements to a file: as rows, linked data or a network.

    The filters are those of claimdb query. CSV is UTF-8 by RFC 4180. Against spreadsheets that would run it
    as a formula, a cell that begins with =, +, -, @, a tab or a line break gets a ' in front:
    claimdb.unguard in Python takes it away again, and --no-guard leaves the cells as they are. In TSV line
    breaks and tabs inside a cell become spaces, so that a line is a row; CSV and JSONL keep them.

    Standards: webannotation (W3C Web Annotation, .anno.jsonld), schema.org (.schema.jsonld), prov and provn
    (W3C PROV, .prov.json and .provn), and graphml and gexf, networks of who speaks about what and where.
    All are of the statements that the filters leave.

    \b
    Examples:
      claimdb export statements.csv
      claimdb export silva.jsonl --speaker silva --since 2024 --overwrite
      claimdb export - --format tsv --topic negotiations | cut -f 2,3
      claimdb export network.gexf --since 2024
    """
    import claimdb

    filters = given.filters(
        text, speaker, topic, document, kind, function, since, until, min_confidence, status
    )
    with claimdb.open(db, create=False, as_of=as_of) as database:
        given.tell_pruned(database)
        if str(file) == "-":
            database.export(
                data_stream(), format=format or "csv", guard=guard, sort=sort, limit=limit, **filters
            )
            given.tell_undated(database, filters)
            return
        rows = database.export(
            file, format=format, guard=guard, overwrite=overwrite, sort=sort, limit=limit, **filters
        )
        given.tell_undated(database, filters)
    notice(f"{counted(rows, 'statement')} written to {file}")
