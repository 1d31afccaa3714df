"""Review and import killed at any moment: the database is sound, and what was confirmed is there."""

from __future__ import annotations

import csv
import random
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import claimdb

STATEMENTS = 150
KILLS = 9


@pytest.fixture
def path(make_database: Any, make_document: Any, make_statement: Any) -> Path:
    sentences = [f"It will rain on day {number} of the year" for number in range(STATEMENTS)]
    document = make_document(". ".join(sentences) + ".")
    statements = [make_statement(document, each, speaker="Jane Doe") for each in sentences]
    with make_database((document, statements)) as database:
        path: Path = database.path
    return path


def command(path: Path, *arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "claimdb", *map(str, arguments), "--db", str(path), "--coder", "ana"]


@pytest.mark.parametrize("keys", ["y\n", "k\n3\ny\n", "x\n"])
def test_every_answer_that_was_confirmed_is_there(path: Path, keys: str) -> None:
    moments = random.Random(keys)
    confirmed = 0
    for _ in range(KILLS):
        with subprocess.Popen(
            command(path, "review"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(keys * (STATEMENTS - confirmed))
            process.stdin.flush()
            wanted, seen = moments.randint(1, 12), 0
            while seen < wanted:
                line = process.stdout.readline()
                assert line
                header = re.match(r"(\d+) of \d+ ", line)
                seen = int(header[1]) if header else seen
            time.sleep(moments.random() / 20)
            process.kill()
        with claimdb.open(path) as database:
            assert database.verify().problems == ()
            done = database.count(status=["accepted", "corrected", "rejected"])
            # Who sees the next statement knows that the one before it is decided.
            assert done >= confirmed + wanted - 1
            confirmed = STATEMENTS - len(database.review.pending(coder="ana"))
    assert confirmed >= KILLS - 1


def test_an_import_is_done_or_not_done(path: Path, tmp_path: Path) -> None:
    moments = random.Random(13)
    file = tmp_path / "export.csv"
    write(path, file, "direct")
    began = time.monotonic()
    subprocess.run(command(path, "import", file, "--dry-run"), check=True, capture_output=True)
    takes = time.monotonic() - began
    for kind in ("direct", "mixed", "turn") * (KILLS // 3):
        write(path, file, kind)
        with subprocess.Popen(command(path, "import", file), stdout=subprocess.DEVNULL) as process:
            time.sleep(takes * moments.uniform(0.4, 1.1))
            process.kill()
        with claimdb.open(path) as database:
            assert database.verify().problems == ()
            assert database.count(kind=kind) in (0, STATEMENTS)
            database.review.import_csv(file, coder="ana")
            assert database.count(kind=kind) == STATEMENTS


def write(path: Path, file: Path, kind: str) -> None:
    """Export everything, and give it another kind."""
    with claimdb.open(path) as database:
        database.export(file, overwrite=True)
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(row | {"kind": kind} for row in rows)
