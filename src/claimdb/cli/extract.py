"""``claimdb extract``: statements without a database."""

from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from claimdb.cli import options as given
from claimdb.cli.terminal import data_stream, notice

if TYPE_CHECKING:
    from claimdb.cli.sources import Sources
    from claimdb.cli.statements import Told
    from claimdb.model import Corpus, Document


def extract(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Documents, or folders of them; - is standard input."),
    ],
    format: Annotated[
        Literal["table", "jsonl"],
        typer.Option("--format", "-f", case_sensitive=False, help="How to print them."),
    ] = "table",
    model: given.ModelOption = None,
    fast: given.FastOption = False,
    language: given.LanguageOption = None,
) -> None:
    """Print the statements of documents, without a database.

    JSONL is one statement a line. Offsets count Unicode code points, 0-based, end exclusive: in Python,
    text[start:end] gives the words. What a claimdb.toml beside the documents says of speakers and topics is
    used. A file that cannot be read is named on standard error, the rest is done, and the exit status is 1.

    \b
    Examples:
      claimdb extract speech.txt
      claimdb extract press/*.txt --format jsonl > statements.jsonl
      pbpaste | claimdb extract - --format jsonl | grep '"direct"'
    """
    from claimdb.cli.sources import Sources
    from claimdb.cli.statements import print_json, print_statements

    sources = Sources(files, language)
    found = _statements(sources, model, fast)
    printed = print_json(found, data_stream()) if format == "jsonl" else print_statements(found)
    failed = sources.report()
    if not printed and not failed:
        notice("No statement found.")
    if failed:
        raise typer.Exit(1)


def _statements(sources: "Sources", model: str | None, fast: bool) -> "Iterator[Told]":
    """The statements of all documents, as they are told."""
    from claimdb import extraction
    from claimdb.cli.statements import Told
    from claimdb.model import joined

    read: deque[Document] = deque()

    def dated() -> Iterator[tuple["Document", "Corpus"]]:
        for document, corpus in sources:
            read.append(document)
            if document.language != "en":
                notice(
                    f"claimdb: {document.path}: its language is {document.language!r}, not English;"
                    " no statements are looked for"
                )
            yield document, corpus

    for found in extraction.extract(dated(), model=model or extraction.DEFAULT_MODEL, fast=fast):
        document = read.popleft()  # one extraction a document, in their order
        for statement in found.statements:
            cue = joined(document.text, statement.cue_spans) or None
            yield Told(statement, document.published, cue)
