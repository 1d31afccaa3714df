"""Asking before something is removed, and saying what was."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from claimdb.cli.terminal import counted, notice
from claimdb.errors import FilterError

if TYPE_CHECKING:
    from claimdb.store.records import Removable, Removed

YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Remove without asking.")]

_UNITS = ("bytes", "KB", "MB", "GB")


def confirmed(question: str, *, yes: bool) -> bool:
    """Whether the person wants it; where there is nobody to ask, ``--yes`` has to be given."""
    if yes:
        return True
    if not sys.stdin.isatty():
        raise FilterError("nobody is there to ask; nothing was removed. With --yes it is done without asking")
    typer.echo(f"{question} [y/N] ", nl=False, err=True)
    answer = sys.stdin.readline()
    if not answer:
        notice("")
    return answer.strip().casefold() in ("y", "yes")


def amount(removable: Sequence[Removable]) -> str:
    """What it is all together."""
    parts = (
        counted(sum(each.statements for each in removable), "statement"),
        counted(sum(each.extractions for each in removable), "extraction"),
        counted(sum(each.versions for each in removable), "version"),
    )
    return " and ".join((", ".join(parts[:2]), parts[2]))


def tell(removed: Removed) -> None:
    """What was removed, and how much room that makes."""
    room = f"; the file is {_bytes(removed.freed)} smaller" if removed.freed else ""
    typer.echo(f"Removed {amount(removed.documents)} of {counted(len(removed.documents), 'document')}{room}.")
    if not removed.shrunk:
        notice(
            "The file could not be made smaller now (the disk is full, or another program reads); its room"
            " is used for what is added next."
        )


def _bytes(number: float) -> str:
    for unit in _UNITS[:-1]:
        if number < 1000:
            return f"{number:.3g} {unit}"
        number /= 1000
    return f"{number:.3g} {_UNITS[-1]}"
