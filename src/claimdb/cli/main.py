"""The command ``claimdb``: its commands put together, and the one place where errors become a line."""

import gc
import os
import re
import sys
from collections.abc import Sequence
from typing import Annotated, Final, NoReturn

import typer

from claimdb.cli.commands import HELP_NAMES, CommandGroup
from claimdb.cli.terminal import notice, tolerant
from claimdb.errors import ClaimdbError, FilterError

PROGRAM: Final = "claimdb"
FAILED: Final = 1
MISUSED: Final = 2
INTERRUPTED: Final = 128 + 2
PIPE_CLOSED: Final = 128 + 13

PLAINLY: Final = {
    "Value error, ": "",
    r"Input should be greater than or equal to (\d+)": r"give \1 or more",
    "Input should be a valid integer, .*": "give a whole number",
}
"""What pydantic says, by patterns, and how a person would."""

COLLECT_AFTER: Final = 100_000
"""New objects before Python looks for unreachable ones.  Its own 700 costs a query a seventh of its time,
spent on looking through modules that have just been loaded."""

# Without Rich: its help would cost more than half the time that claimdb --help may take.
app = typer.Typer(
    cls=CommandGroup, rich_markup_mode=None, pretty_exceptions_enable=False, context_settings=HELP_NAMES
)


def print_version(wanted: bool) -> None:
    """For ``--version``: print it and leave."""
    if wanted:
        from claimdb._version import __version__

        typer.echo(f"{PROGRAM} {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def claimdb(
    ctx: typer.Context,
    version: Annotated[  # noqa: ARG001 - its callback acts on it before this function is called
        bool,
        typer.Option("--version", callback=print_version, is_eager=True, help="Print the version and exit."),
    ] = False,
) -> None:
    """Who said what, where exactly, and how do we know?

    claimdb reads articles and transcripts, cuts them into statements, names the speaker of each, and keeps
    every statement tied to the characters it came from.

    \b
    Begin with:
      claimdb ingest FOLDER           read a folder of documents into claimdb.db
      claimdb query --speaker NAME    what somebody said
      claimdb export statements.csv   take it all away as a table
    """
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


def main() -> NoReturn:
    """Run the command line and leave with its exit status."""
    gc.set_threshold(COLLECT_AFTER)
    tolerant()
    status = run(sys.argv[1:])
    if status == INTERRUPTED:
        # Everything is closed.  Python, tidying up, could die of the signal instead where an extension
        # module was the one that was interrupted, or trip over a second Ctrl-C.
        os._exit(status)
    sys.exit(status)


def run(arguments: Sequence[str]) -> int:
    """Run one command line; every error that a person can cause ends here, as one line and a status."""
    command = typer.main.get_command(app)
    if f"_{PROGRAM.upper()}_COMPLETE" in os.environ:
        command.main(prog_name=PROGRAM)  # the shell asks for completions; leaves by itself
    try:
        with command.make_context(PROGRAM, list(arguments)) as context:
            command.invoke(context)
        sys.stdout.flush()
    except typer.Exit as leaving:
        return leaving.exit_code
    except typer.TyperException as error:
        return _misused(error)
    except FilterError as error:
        return _failed(error, MISUSED)
    except ClaimdbError as error:
        return _failed(error, FAILED)
    except KeyboardInterrupt as interrupt:
        notice(f"{PROGRAM}: interrupted" + (f": {interrupt}" if interrupt.args else ""))
        return INTERRUPTED
    except BrokenPipeError:
        return _pipe_closed()
    except OSError as error:
        notice(f"{PROGRAM}: {_what(error)}")
        _flush_or_discard()
        return FAILED
    return 0


def _failed(error: ClaimdbError, status: int) -> int:
    notice(f"{PROGRAM}: {error}")
    return status


def _misused(error: typer.TyperException) -> int:
    """An option or argument that cannot be: what is wrong, and where the right ones are listed."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else PROGRAM
    said = error.format_message().rstrip(".")
    for pattern, plain in PLAINLY.items():
        said = re.sub(pattern, plain, said)
    notice(f"{PROGRAM}: {said} (see {path} --help)")
    return error.exit_code


def _what(error: OSError) -> str:
    """An operating system's error with the file that it is about."""
    reason = (error.strerror or str(error)).lower()
    return f"{error.filename}: {reason}" if error.filename else reason


def _flush_or_discard() -> None:
    """Write what is left to write; where that fails, let Python not fail with it again on leaving."""
    try:
        sys.stdout.flush()
    except OSError:
        _discard()


def _discard() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _pipe_closed() -> int:
    """The reader of the output has left (``| head``): nothing to say, and nothing more to write."""
    _discard()
    return PIPE_CLOSED
