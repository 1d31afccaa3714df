"""What a command costs before it does anything: user CPU of ``--help`` and of a query, against bare imports.

    python bench/startup.py [--runs N] [--speaker NAME] [FOLDER]

FOLDER (by default ``seeds/``) is ingested into a database of its own first.  Prints, for both commands, the
ratio and the two numbers behind it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from cpu import Measurement, measure, run_quietly

REPOSITORY = Path(__file__).parent.parent
CLAIMDB = [sys.executable, "-m", "claimdb"]
HELP_LIMIT = 1.5
QUERY_LIMIT = 1.4


def main() -> None:
    """Measure both commands and print a line for each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=REPOSITORY / "seeds", metavar="FOLDER")
    parser.add_argument("--speaker", default="lavrov", help="who is asked for")
    parser.add_argument("--runs", type=int, default=20, help="runs of each side, in turn")
    given = parser.parse_args()

    imports = [sys.executable, "-c", "import typer"]
    print(
        measure("claimdb --help", [*CLAIMDB, "--help"], "import typer", imports, given.runs).line(HELP_LIMIT)
    )

    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "claimdb.db"
        run_quietly([*CLAIMDB, "ingest", str(given.folder), "--db", str(database)])
        query = [*CLAIMDB, "query", "--speaker", given.speaker, "--db", str(database)]
        imports = [sys.executable, "-c", "import typer, rich.table, sqlalchemy.orm"]
        measured: Measurement = measure(
            f"claimdb query --speaker {given.speaker}",
            query,
            "import typer, rich.table, sqlalchemy.orm",
            imports,
            given.runs,
        )
        print(measured.line(QUERY_LIMIT))


if __name__ == "__main__":
    main()
