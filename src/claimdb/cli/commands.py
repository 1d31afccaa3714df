"""The commands of ``claimdb`` by name, each imported and built only when it is asked for.

Building all of them would double what ``claimdb --help`` costs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from keyword import iskeyword
from typing import Any, ClassVar, Final

import typer
from typer.core import TyperCommand, TyperGroup

from claimdb.cli.values import simple_first

HELP_NAMES: Final = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

COMMANDS: Final = {
    "ingest": "Read documents and find the statements in them.",
    "query": "Find statements by words, speaker, topic, date and more.",
    "show": "Show a statement in its surroundings, ready to cite.",
    "claims": "List what is said in several places.",
    "quotes": "Compare quotations with what was said.",
    "speakers": "List the speakers, with counts; decide who is who.",
    "topics": "List the topics, with counts.",
    "documents": "List the documents, with counts.",
    "review": "Say of statements whether they are right, one after the other.",
    "agreement": "Compare coders with each other and with the machine.",
    "stats": "Show who speaks about what: speakers by topics, with bars.",
    "export": "Write statements to a file: as rows, linked data or a network.",
    "import": "Take an exported CSV file that somebody corrected for decisions.",
    "history": "Show the versions and extractions of a document or statement.",
    "diff": "Show what another extraction found of a document.",
    "prune": "Remove superseded versions and extractions.",
    "verify": "Prove that every statement is its document's words.",
    "extract": "Print the statements of documents, without a database.",
    "read": "Show how documents are read, block by block.",
}
"""Each command's name and the first line of its help."""

SPEAKER_COMMANDS: Final = {
    "merge": "Decide that two speakers are one.",
    "alias": "Decide that a speaker has another name.",
    "undo": "Undo what was decided on a name.",
    "decisions": "List what was decided, by whom and when.",
}
"""The same for the commands of ``claimdb speakers``."""

DOCUMENT_COMMANDS: Final = {
    "remove": "Remove a document with all its versions.",
}
"""The same for the commands of ``claimdb documents``."""

QUOTE_COMMANDS: Final = {
    "check": "Compare quotations with the speakers' own words.",
}
"""The same for the commands of ``claimdb quotes``."""


class _Commands(Mapping[str, Any]):
    """The built commands by name."""

    def __init__(self, first_lines: Mapping[str, str], module: str) -> None:
        self._first_lines = first_lines
        self._module = module

    def __getitem__(self, name: str) -> object:
        if name not in self._first_lines:
            raise KeyError(name)
        app = typer.Typer(
            add_completion=False,
            rich_markup_mode=None,
            pretty_exceptions_enable=False,
            context_settings=HELP_NAMES,
        )
        # No module can be called as a word of the language is.
        there = f"{name}_" if iskeyword(name) else name
        function = getattr(import_module(self._module.format(there)), there)
        group = GROUPS.get(name) if self._first_lines is COMMANDS else None
        if group is not None:
            app.callback(cls=group, invoke_without_command=True, subcommand_metavar="[COMMAND [ARGS]...]")(
                function
            )
        else:
            app.command(name, cls=_Command)(function)
        return typer.main.get_command(app)

    def __iter__(self) -> Iterator[str]:
        return iter(self._first_lines)

    def __len__(self) -> int:
        return len(self._first_lines)


# Typer keeps the types of a context, a parameter and a formatter to itself; hence Any below.


class _Command(TyperCommand):
    """A command whose parameters are parsed without pydantic where they can be."""

    def get_params(self, ctx: Any) -> Any:  # noqa: ANN401 - Click's own signature
        return simple_first(super().get_params(ctx))


class CommandGroup(TyperGroup):
    """The group of all commands, which knows their names and first lines without building them."""

    first_lines: ClassVar[Mapping[str, str]] = COMMANDS
    module: ClassVar[str] = "claimdb.cli.{}"

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - Click's own signature
        super().__init__(**settings)
        self.commands = _Commands(self.first_lines, self.module)  # type: ignore[assignment] # only read by Typer

    def get_params(self, ctx: Any) -> Any:  # noqa: ANN401 - Click's own signature
        return simple_first(super().get_params(ctx))

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002 - Click's own signature
        return list(self.first_lines)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002 - Click's own signature
        with formatter.section("Commands"):
            formatter.write_dl(list(self.first_lines.items()))


class SpeakerGroup(CommandGroup):
    """``claimdb speakers``, which is a command by itself, with the commands under it."""

    first_lines = SPEAKER_COMMANDS
    module = "claimdb.cli.speaker_decisions"


class DocumentGroup(CommandGroup):
    """``claimdb documents``, the same."""

    first_lines = DOCUMENT_COMMANDS
    module = "claimdb.cli.document_commands"


class QuoteGroup(CommandGroup):
    """``claimdb quotes``, which has its commands under it."""

    first_lines = QUOTE_COMMANDS
    module = "claimdb.cli.quotes"


GROUPS: Final = {
    "speakers": SpeakerGroup,
    "documents": DocumentGroup,
    "quotes": QuoteGroup,
}
"""The commands that have others under them."""
