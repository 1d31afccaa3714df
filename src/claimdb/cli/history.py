"""``claimdb history``: what became of a document or a statement."""

from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

import typer

from claimdb.cli import completion
from claimdb.cli import options as given
from claimdb.cli.terminal import data_stream, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimdb.store.records import (
        Appearance,
        DocumentHistory,
        ExtractionRecord,
        StatementHistory,
    )

DIGEST: Final = 8
"""Characters of a hash that are enough to tell two apart by eye."""


def history(
    id: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            autocompletion=completion.documents,
            help="A statement's id or its first four characters or more; or a document: its path, or a part"
            " of its path or title.",
        ),
    ],
    format: Annotated[
        Literal["table", "jsonl"],
        typer.Option("--format", "-f", case_sensitive=False, help="How to print it."),
    ] = "table",
    db: given.DatabaseOption = given.DEFAULT_DATABASE,
) -> None:
    """Show the versions and extractions of a document or statement.

    Of a document: the versions of its text, and what extracted each of them, when. Of a statement: in which
    extractions it was found, where its speaker or something else changed, and what people decided on it.
    The numbers of extractions are those that claimdb diff takes.

    \b
    Examples:
      claimdb history press/rain.txt
      claimdb history 1b9d6bcd
    """
    import claimdb

    with claimdb.open(db, create=False) as database:
        found = database.history(id)
    if format == "jsonl":
        _print_json(found)
    elif isinstance(found, claimdb.DocumentHistory):
        _print_document(found)
    else:
        _print_statement(found)


def _print_document(found: "DocumentHistory") -> None:
    from claimdb.cli.tables import Column, print_table

    typer.echo(one_line(found.document))
    print_table(
        (
            Column("Version", right=True),
            Column("Read"),
            Column("Characters", right=True),
            Column("Reader"),
            Column("SHA-256", "dim"),
        ),
        (
            (each.number, each.added_at, each.characters, f"{each.reader}, {each.encoding}", each.sha256)
            for each in found.versions
        ),
    )
    typer.echo()
    print_table(
        (
            Column("Extraction", right=True),
            Column("Version", right=True),
            Column("Made"),
            Column("Statements", right=True),
            Column("By"),
        ),
        (
            (_number(each), each.version, each.made_at, each.statements, _by(each))
            for each in found.extractions
        ),
    )


def _number(extraction: "ExtractionRecord") -> str:
    """With a mark for the one that counts."""
    return f"{'*' if extraction.current else ''}{extraction.id}"


def _by(extraction: "ExtractionRecord") -> str:
    by = extraction.extractor
    return f"claimdb {by.version}, {by.model} {by.model_version}, configuration {by.config[:DIGEST]}"


def _print_statement(found: "StatementHistory") -> None:
    from claimdb.cli.tables import Column, print_table

    last = [each.record for each in found.appearances if each.record is not None][-1]
    typer.echo(one_line(f"{found.id} in {found.document}: {last.statement.text}"))
    print_table(
        (
            Column("Extraction", right=True),
            Column("Version", right=True),
            Column("Made"),
            Column("Id"),
            Column("Speaker", "yellow"),
            Column("What"),
            Column("By", "dim"),
        ),
        _appearances(found),
    )
    if found.decisions:
        typer.echo()
        print_table(
            tuple(map(Column, ("Decided", "Person", "On", "What", "Value", "Note"))),
            (
                (each.made_at, each.person, each.about, each.verdict, each.value or "", each.note or "")
                for each in found.decisions
            ),
        )


def _appearances(found: "StatementHistory") -> "Iterator[tuple[str | int, ...]]":
    from claimdb.cli.statements import NOBODY, SHORT_ID

    before: Appearance | None = None
    for each in found.appearances:
        made, record = each.extraction, each.record
        where = (_number(made), made.version, made.made_at)
        if record is None:
            yield (*where, NOBODY, NOBODY, "not found", _by(made))
            continue
        statement = record.statement
        yield (
            *where,
            statement.id[:SHORT_ID],
            statement.speaker or NOBODY,
            "first found" if before is None else _what(each),
            _by(made),
        )
        before = each


def _what(appearance: "Appearance") -> str:
    return f"other: {', '.join(appearance.fields)}" if appearance.fields else "the same"


def _print_json(found: "DocumentHistory | StatementHistory") -> None:
    import json
    from dataclasses import is_dataclass

    import claimdb

    def plain(value: Any) -> Any:  # noqa: ANN401 - values of any record
        if isinstance(value, claimdb.Record):
            return value.to_json()
        if is_dataclass(value) and not isinstance(value, type):
            return {name: plain(getattr(value, name)) for name in value.__dataclass_fields__}
        return [plain(each) for each in value] if isinstance(value, tuple) else value

    data_stream().write(json.dumps(plain(found), ensure_ascii=False) + "\n")
