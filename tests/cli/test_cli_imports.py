"""A command that doesn't extract loads no language model's library, and none loads what it has no use for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import sys
from claimdb.cli.main import run

for line in sys.argv[1:]:
    status = run(line.split())
    loaded = sorted({name.split(".")[0] for name in sys.modules} & {"spacy", "thinc", "numpy", "pydantic"})
    print(line, status, *loaded, sep=" | ", file=sys.stderr)
"""


def test_only_extraction_loads_spacy(archive: Path) -> None:
    commands = [
        "--version",
        "read press",
        "speakers",
        "topics",
        "documents",
        "stats",
        "verify",
        "query --speaker novak --topic harbour --sort date",
        "query ships --format csv",
        "export - --format jsonl",
        "ingest press",
    ]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *commands], cwd=archive, capture_output=True, text=True, check=True
    )
    assert done.stderr.splitlines() == [f"{command} | 0" for command in commands]


def test_extraction_does(archive: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "extract press"],
        cwd=archive,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "spacy" in done.stderr
