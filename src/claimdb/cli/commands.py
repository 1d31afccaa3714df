"""The commands of ``claimdb`` by name, each imported and built only when it is asked for.

Building all of them would double what ``claimdb --help`` costs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any, Final

import typer
from typer.core import TyperCommand, TyperGroup

from claimdb.cli.values import simple_first

HELP_NAMES: Final = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

COMMANDS: Final = {
    "ingest": "Read documents and find the statements in them.",
    "query": "Find statements by words, speaker, topic, date and more.",
    "show": "Show a statement in its surroundings, ready to cite.",
    "speakers": "List the speakers, with counts.",
    "topics": "List the topics, with counts.",
    "documents": "List the documents, with counts.",
    "stats": "Show who speaks about what: speakers by topics, with bars.",
    "export": "Write statements to a CSV, TSV or JSONL file.",
    "verify": "Prove that every statement is its document's words.",
    "extract": "Print the statements of documents, without a database.",
    "read": "Show how documents are read, block by block.",
}
"""Each command's name and the first line of its help."""


class _Commands(Mapping[str, Any]):
    """The built commands by name."""

    def __getitem__(self, name: str) -> object:
        if name not in COMMANDS:
            raise KeyError(name)
        app = typer.Typer(
            add_completion=False,
            rich_markup_mode=None,
            pretty_exceptions_enable=False,
            context_settings=HELP_NAMES,
        )
        app.command(name, cls=_Command)(getattr(import_module(f"claimdb.cli.{name}"), name))
        return typer.main.get_command(app)

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


# Typer keeps the types of a context, a parameter and a formatter to itself; hence Any below.


class _Command(TyperCommand):
    """A command whose parameters are parsed without pydantic where they can be."""

    def get_params(self, ctx: Any) -> Any:  # noqa: ANN401 - Click's own signature
        return simple_first(super().get_params(ctx))


class CommandGroup(TyperGroup):
    """The group of all commands, which knows their names and first lines without building them."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - Click's own signature
        super().__init__(**settings)
        self.commands = _Commands()  # type: ignore[assignment]  # Typer only reads it

    def get_params(self, ctx: Any) -> Any:  # noqa: ANN401 - Click's own signature
        return simple_first(super().get_params(ctx))

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002 - Click's own signature
        return list(COMMANDS)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002 - Click's own signature
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))
