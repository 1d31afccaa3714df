"""``claimdb agreement``: how far coders agree."""

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from claimdb.cli import options as given
from claimdb.cli.terminal import data_stream, notice

if TYPE_CHECKING:
    from claimdb.agreement import Agreement


def agreement(
    coder: Annotated[
        list[str] | None, typer.Option("--coder", metavar="NAME", help="Only this coder; can be repeated.")
    ] = None,
    speaker: given.SpeakerOption = None,
    topic: given.TopicOption = None,
    document: given.DocumentOption = None,
    kind: given.KindOption = None,
    function: given.FunctionOption = None,
    since: given.SinceOption = None,
    until: given.UntilOption = None,
    min_confidence: given.ConfidenceOption = None,
    format: Annotated[
        Literal["table", "csv", "jsonl"],
        typer.Option("--format", "-f", case_sensitive=False, help="How to print it."),
    ] = "table",
    db: given.DatabaseOption = given.DEFAULT_DATABASE,
) -> None:
    """Compare coders with each other and with the machine.

    Field by field: whether it is a statement, who speaks, its words, kind, function and topics; how many
    statements were judged by both; the share of them on which they agree; and Krippendorff's alpha for
    nominal data, which is 1 for perfect agreement and 0 for what chance would give. Words and topics agree
    when all of them are the same. There is no alpha where only one value occurs.

    Who says that a statement is right judges every field; who corrects one field judges that one.

    \b
    Examples:
      claimdb agreement
      claimdb agreement --coder ana --coder bo --document speech.txt
      claimdb agreement --format csv > agreement.csv
    """
    import claimdb

    filters = given.filters(
        None, speaker, topic, document, kind, function, since, until, min_confidence, None
    )
    with claimdb.open(db, create=False) as database:
        found = database.review.agreement(*(coder or []), **filters)
    if not found:
        notice("Nobody has decided on any of these statements; claimdb review begins.")
    elif format == "table":
        _print_table(found)
    else:
        _print_data(found, format)


def _print_table(found: "list[Agreement]") -> None:
    from claimdb.cli.tables import Column, print_table

    print_table(
        (
            Column("Coders", "yellow"),
            Column("Field"),
            Column("Statements", right=True),
            Column("Agreement", right=True),
            Column("Alpha", right=True),
        ),
        (
            (
                ", ".join(each.coders),
                each.field,
                each.units,
                _figure(each.agreement, "{:.0%}"),
                _figure(each.alpha, "{:.2f}"),
            )
            for each in found
        ),
    )


def _figure(value: float | None, form: str) -> str:
    from claimdb.cli.statements import NOBODY

    return NOBODY if value is None else form.format(value)


def _print_data(found: "list[Agreement]", format: str) -> None:
    import csv
    import json

    rows: list[dict[str, Any]] = [
        {
            "coders": list(each.coders),
            "field": each.field,
            "units": each.units,
            "agreement": each.agreement,
            "alpha": each.alpha,
        }
        for each in found
    ]
    stream = data_stream()
    if format == "jsonl":
        stream.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        return
    from claimdb.export import guarded

    writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(row | {"coders": guarded(";".join(row["coders"]))} for row in rows)
