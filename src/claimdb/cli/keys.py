"""What a person answers: a single key on a terminal, a line from a pipe."""

from __future__ import annotations

import sys
from collections import deque

import typer

from claimdb.cli.terminal import one_line

_waiting: deque[str] = deque()
"""Keys that were pressed faster than they were asked for."""

END = ("\x03", "\x04")
"""What a terminal sends for Ctrl-C and Ctrl-D where it does not act on them itself."""


def key(question: str) -> str | None:
    """One key in small letters, "" for Enter and space; ``None`` when there is nothing more to read."""
    typer.echo(question, nl=False)
    if not sys.stdin.isatty():
        return _of_a_line(_read())
    sys.stdout.flush()
    pressed = _waiting.popleft() if _waiting else _pressed()
    if pressed == END[0]:
        raise KeyboardInterrupt
    answer = None if pressed == END[1] else pressed.strip().casefold()
    typer.echo(one_line(answer or ""))
    return answer


def _pressed() -> str:
    try:
        pressed = typer.getchar()
    except EOFError:
        return END[1]
    if pressed.startswith("\x1b"):
        return "\x1b"  # arrows and the like come as several characters, which nothing is meant by
    _waiting.extend(pressed[1:])
    return pressed[:1]


def line(question: str) -> str | None:
    """A line without what stands around it; "" for an empty one, ``None`` when there is nothing more."""
    if not sys.stdin.isatty():
        typer.echo(question, nl=False)
        answer = _read()
        return None if answer is None else answer.strip()
    _waiting.clear()
    import readline  # noqa: F401 - gives input() the keys that lines are edited with

    try:
        return input(question).strip()
    except EOFError:
        typer.echo()
        return ""


def _read() -> str | None:
    sys.stdout.flush()
    answer = sys.stdin.readline()
    typer.echo(one_line(answer))
    return answer or None


def _of_a_line(answer: str | None) -> str | None:
    return None if answer is None else answer.strip().casefold()
