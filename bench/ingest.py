"""What ingesting costs beyond the parse: user CPU of ``claimdb ingest --fast`` against a bare ``nlp.pipe``.

    python bench/ingest.py [--runs N] [FOLDER]

FOLDER holds plain-text documents; by default PolNeAR's dev part where it lies beside the repository, else
``seeds/``.  The bare side is a Python process that loads the model with the components that ingest loads,
and runs them over the same texts.  Prints the ratio and the two numbers behind it.  What the tagger costs
is in bench/attribution.py.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from claimdb.extraction import DEFAULT_MODEL, pipeline
from cpu import Measurement, run_quietly

REPOSITORY = Path(__file__).parent.parent
POLNEAR = REPOSITORY.parent / "shared" / "polnear" / "dev" / "text"
LIMIT = 1.4

BARE = """
import sys, spacy
from pathlib import Path
model, excluded, *files = sys.argv[1:]
texts = [Path(file).read_text(encoding="utf-8") for file in files]
nlp = spacy.load(model, exclude=excluded.split(","))
for doc in nlp.pipe(texts):
    pass
"""


def main() -> None:
    """Measure both sides in turn and print a line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    default = POLNEAR if POLNEAR.is_dir() else REPOSITORY / "seeds"
    parser.add_argument("folder", nargs="?", type=Path, default=default, metavar="FOLDER")
    parser.add_argument("--runs", type=int, default=3, help="runs of each side, in turn; the least counts")
    given = parser.parse_args()

    files = [str(file) for file in sorted(given.folder.glob("*.txt"))]
    bare = [sys.executable, "-c", BARE, DEFAULT_MODEL, ",".join(excluded()), *files]
    seconds, bare_seconds = [], []
    for _ in range(given.runs):
        with tempfile.TemporaryDirectory() as folder:
            database = str(Path(folder) / "claimdb.db")
            ingest = [sys.executable, "-m", "claimdb", "ingest", "--fast", *files, "--db", database]
            seconds.append(run_quietly(ingest))
        bare_seconds.append(run_quietly(bare))
    measured = Measurement(
        f"claimdb ingest --fast of {len(files)} documents", min(seconds), "bare nlp.pipe", min(bare_seconds)
    )
    print(measured.line(LIMIT))


def excluded() -> list[str]:
    """The model's components that ingest doesn't load."""
    import spacy

    used = pipeline.load(DEFAULT_MODEL).pipe_names
    return [name for name in spacy.load(DEFAULT_MODEL).component_names if name not in used]


if __name__ == "__main__":
    main()
