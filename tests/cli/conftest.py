"""A small press archive, its database, and ways to run the command line in this process and in another."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest

from claimdb.cli.main import run

HARBOUR = """\
The Talks on the Harbour

By Jane Doe

February 12, 2024

The talks on the new harbour have stalled, Ana Silva said on Monday.

"We will not sign this treaty," the minister told reporters. "It gives away too much."

Nobody expects a quick answer. According to Tomás Novák, the ships will come in any case.
"""
INTERVIEW = """\
Interview with Tomás Novák

Host [00:00:00]
Do you want the harbour?

Novák [00:00:07]
I want it [and] I say so.

Host [00:00:15]
Who pays?

Novák [00:00:18]
The ships will pay.

Host [00:00:25]
How much?

Novák [00:00:27]
=1+1 is what they call a plan.
"""
CORPUS = """\
[[speakers]]
name = "Ana Silva"
aliases = ["A. Silva"]
offices = ["the minister"]
pronoun = "she"

[[speakers]]
name = "Tomás Novák"
aliases = ["Novák"]
pronoun = "he"

[[topics]]
name = "harbour"
label = "The new harbour"
terms = ["harbour", "ships", "treaty"]

[documents."interview.txt"]
published = "2024-03-01"
"""


class Ran(NamedTuple):
    """What a command line left behind."""

    status: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings of whoever runs the tests out of them."""
    for name in ("CLAIMDB_DB", "CLAIMDB_MODEL", "COLUMNS", "FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ``press/``: two documents and a corpus file."""
    folder = tmp_path_factory.mktemp("archive")
    press = folder / "press"
    press.mkdir()
    (press / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    (press / "interview.txt").write_text(INTERVIEW, encoding="utf-8")
    (press / "claimdb.toml").write_text(CORPUS, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def archive(folder: Path) -> Path:
    """The folder with ``claimdb.db`` beside ``press/``."""
    command = [sys.executable, "-m", "claimdb", "ingest", "press"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder


Command = Callable[..., Ran]


@pytest.fixture
def claimdb(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    """Run a command line in this process, in an empty folder unless told otherwise."""

    def command(*arguments: str | Path, cwd: Path = tmp_path) -> Ran:
        monkeypatch.chdir(cwd)
        capsys.readouterr()
        status = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Ran(status, captured.out, captured.err)

    return command


@pytest.fixture
def ask(claimdb: Command, archive: Path) -> Command:
    """Run a command line in this process and in the archive's folder."""
    return partial(claimdb, cwd=archive)


@pytest.fixture(scope="session")
def process() -> Command:
    """Run a command line in a process of its own."""

    def command(
        *arguments: str | Path, cwd: Path, env: Mapping[str, str] | None = None, stdin: bytes = b""
    ) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "claimdb", *map(str, arguments)],
            cwd=cwd,
            env=os.environ | (env or {}),
            input=stdin,
            capture_output=True,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    return command
