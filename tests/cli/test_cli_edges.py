"""What can go wrong at the edges of a command line: closed streams, devices, empty paths, odd numbers."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import claimdb as package

Command = Callable[..., tuple[int, str, str]]


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of Unix")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
@pytest.mark.parametrize("asked", ["stats", "query --db nowhere.db", "nothing"])
def test_closed_streams(archive: Path, closed: str, asked: str) -> None:
    shell = f'"{sys.executable}" -m claimdb {asked} {closed}'
    done = subprocess.run(["sh", "-c", shell], cwd=archive, capture_output=True, text=True)
    assert done.returncode == (0 if asked == "stats" else done.returncode)
    assert "Traceback" not in done.stderr + done.stdout


def test_a_device_is_no_database(claimdb: Command, archive: Path) -> None:
    for command in ("query", "verify"):
        ran = claimdb(command, "--db", "/dev/null")
        assert (ran.status, ran.err.count("\n")) == (1, 1)
    ran = claimdb("ingest", archive / "press", "--db", "/dev/null")
    assert (ran.status, ran.err.count("\n")) == (1, 1)
    assert not Path("/dev/null-journal").exists()


def test_an_empty_path_is_not_this_folder(claimdb: Command, tmp_path: Path) -> None:
    for arguments in (["ingest", ""], ["query", "--db", ""], ["extract", ""]):
        ran = claimdb(*arguments)
        assert (ran.status, ran.out) == (2, "")
        assert "an empty path" in ran.err
    with package.open(tmp_path / "claimdb.db") as database, pytest.raises(package.FilterError):
        database.ingest("")


@pytest.mark.parametrize(("limit", "said"), [("-1", "give 0 or more"), ("many", "give a whole number")])
def test_an_impossible_number_is_said_plainly(ask: Command, limit: str, said: str) -> None:
    ran = ask("query", "--limit", limit)
    assert ran.status == 2
    assert ran.err == f"claimdb: Invalid value for '--limit': {said} (see claimdb query --help)\n"


def test_nothing_is_asked_of_a_closed_database(archive: Path) -> None:
    database = package.open(archive / "claimdb.db")
    assert database.count()
    database.close()
    database.close()
    for ask in (database.count, database.verify, lambda: list(database.query()), database.prune):
        with pytest.raises(package.DatabaseError, match="closed"):
            ask()
