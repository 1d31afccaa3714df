"""``claimdb read``: how a file is read, before any statement is looked for."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, TextIO

import typer

from claimdb.cli import options as given
from claimdb.cli.terminal import data_stream, one_line

if TYPE_CHECKING:
    from claimdb.cli.tables import Cell
    from claimdb.model import Block, Document

ROLE_STYLES: Final = {
    "title": "bold green",
    "heading": "bold cyan",
    "paragraph": "",
    "list item": "blue",
    "turn": "magenta",
    "metadata": "yellow",
    "boilerplate": "dim",
}


def read(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Documents, or folders of them; - is standard input."),
    ],
    format: Annotated[
        Literal["table", "jsonl"],
        typer.Option("--format", "-f", case_sensitive=False, help="How to print them."),
    ] = "table",
    language: given.LanguageOption = None,
) -> None:
    """Show how documents are read, block by block.

    Statements come from paragraphs, list items and turns; titles, headings, metadata and boilerplate are kept
    apart. JSONL is a record of the document, then one a block.

    \b
    Examples:
      claimdb read speech.txt
      claimdb read speech.txt --format jsonl | grep '"turn"'
    """
    from claimdb.cli.sources import Sources

    sources = Sources(files, language)
    stream = data_stream() if format == "jsonl" else sys.stdout
    for document, _ in sources:
        if format == "jsonl":
            _print_json(document, stream)
        else:
            _print_table(document)
    if sources.report():
        raise typer.Exit(1)


def _print_json(document: "Document", stream: TextIO) -> None:
    import json

    stream.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records(document))


def records(document: "Document") -> Iterator[dict[str, Any]]:
    """The document as one JSON object, then its blocks in order."""
    yield {
        "record": "document",
        "path": document.path,
        "sha256": document.sha256,
        "kind": document.kind,
        "title": document.title,
        "author": document.author,
        "published": document.published,
        "publisher": document.publisher,
        "dateline": document.dateline,
        "url": document.url,
        "language": document.language,
        "reader": document.reader,
        "encoding": document.encoding,
        "characters": len(document.text),
    }
    for block in document.blocks:
        yield {
            "record": "block",
            "role": block.role,
            "start": block.start,
            "end": block.end,
            "label": block.label,
            "speaker": block.speaker,
            "timestamp": block.timestamp,
            "until": block.until,
            "section": block.section,
            "continues": block.continues,
            "text": document.text[block.start : block.end],
        }


def _print_table(document: "Document") -> None:
    from claimdb.cli.tables import Column, print_table

    for name, value in next(records(document)).items():
        if value is not None and name != "record":
            typer.echo(f"{name:<11}{one_line(str(value))}")
    typer.echo()
    numbers = (Column("Start", right=True), Column("End", right=True))
    columns = (*numbers, Column("Role"), Column("Who"), Column("Text"))
    print_table(columns, (_row(document, block) for block in document.blocks))
    typer.echo()


def _row(document: "Document", block: "Block") -> "list[Cell]":
    from claimdb.cli.tables import Piece

    style = ROLE_STYLES[block.role]
    role = f"{block.role} (continued)" if block.continues else block.role
    who = " ".join(part for part in (block.timestamp, block.speaker or block.label) if part)
    words = document.text[block.start : block.end]
    return [str(block.start), str(block.end), [Piece(role, style)], who, [Piece(words, style)]]
