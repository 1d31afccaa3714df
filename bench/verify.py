"""What proving a database costs: verify against reading the same rows with plain sqlite3.

    python bench/verify.py [--statements N] [--runs N]

Makes a database of made-up articles, N statements in all, through the store; there are no files beside it,
so nothing is read again.  Both sides run in this process, in turn: CPU seconds, the least of several runs.
Prints the ratio, the two numbers behind it, and what each check takes.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import claimdb
from claimdb.model import (
    Block,
    Corpus,
    Document,
    Extraction,
    Extractor,
    Span,
    Statement,
    joined,
    statement_id,
)
from claimdb.store import opening
from claimdb.store.checks import CHECKS, Checked
from claimdb.store.writing import Writer

LIMIT = 3.0
EACH = 50
"""Statements of a document."""
REPORTED = 0.47
"""The part of them with a source, a cue and a sentence around it: as in seeds/ and PolNeAR's dev part."""
SPEAKERS = ("Jane Doe", "Ana Silva", "Tomás Novák", "Mary Roe", "the Harbour Board")
WORDS = "the harbour would be built before winter while nobody knew who paid for stone and sand of it".split()
TABLES = (
    "document",
    "document_version",
    "block",
    "extraction",
    "statement",
    "span",
    "statement_topic",
    "speaker",
)
EXTRACTOR = Extractor("0", "made_up", "1", "0")


def main() -> None:
    """Make a database, measure both, print a line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--statements", type=int, default=20_000, help="how many the database has")
    parser.add_argument("--runs", type=int, default=5, help="runs of each side, in turn; the least counts")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "claimdb.db"
        fill(path, given.statements)
        with claimdb.open(path) as database:
            pairs = [(cpu(database.verify), cpu(lambda: read(path))) for _ in range(given.runs)]
        seconds, plain = min(first for first, _ in pairs), min(second for _, second in pairs)
        verdict = "within" if seconds / plain <= LIMIT else "ABOVE"
        print(
            f"{seconds / plain:.2f} x  ({verdict} {LIMIT} x)   verify of {given.statements} statements:"
            f" {seconds:.3f} s CPU; reading their rows: {plain:.3f} s"
        )
        engine = opening.connect(path)
        with engine.connect() as connection:
            for check in CHECKS:
                took = min(cpu(partial(check.look, connection, Checked())) for _ in range(given.runs))
                print(f"    {took:.3f} s  {check.look.__module__}.{check.look.__name__}")
        engine.dispose()


def fill(path: Path, statements: int) -> None:
    """A database of that many statements."""
    engine = opening.create(path)
    writer = Writer(engine)
    chance = random.Random(1)
    for number in range(statements // EACH):
        document, found = article(number, chance)
        writer.write(document, Extraction(EXTRACTOR, found), corpus=Corpus())
    opening.tune(engine)
    engine.dispose()


def article(number: int, chance: random.Random) -> tuple[Document, tuple[Statement, ...]]:
    """A document of sentences that report something."""
    sentences = []
    for _ in range(EACH):
        said = " ".join(chance.choices(WORDS, k=chance.randrange(8, 30)))
        sentences.append((f"{said} ", chance.choice(SPEAKERS)))
    parts = [f"{said}, {speaker} said.\n\n" for said, speaker in sentences]
    text = f"Article {number}\n\n" + "".join(parts)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    blocks, found = [Block("title", 0, text.index("\n"))], []
    start = blocks[0].end + 2
    for (said, speaker), part in zip(sentences, parts, strict=True):
        end = start + len(part) - 2
        blocks.append(Block("paragraph", start, end))
        source = start + len(said) + 1
        reported = chance.random() < REPORTED
        spans = (Span(start, start + len(said) - 1),)
        found.append(
            Statement(
                id=statement_id(sha256, spans),
                document=f"{number}.txt",
                kind="indirect",
                spans=spans,
                text=joined(text, spans),
                speaker=speaker,
                speaker_kind="person",
                source_spans=(Span(source, source + len(speaker)),) if reported else (),
                cue_spans=(Span(source + len(speaker) + 1, end - 1),) if reported else (),
                via=None,
                addressee=None,
                function="assertion",
                topics=("harbour", "winter")[: chance.randrange(3)],
                section=None,
                timestamp=None,
                attribution=sha256[:8],
                nested_in=None,
                confidence=chance.random(),
                evidence="made up",
                sentence_spans=(Span(start, end),) if reported else spans,
            )
        )
        start = end + 2
    document = Document(f"{number}.txt", sha256, text, "article", tuple(blocks), "made up 1")
    return document, tuple(found)


def read(path: Path) -> None:
    """Every row, as Python's own sqlite3 gives it."""
    with closing(sqlite3.connect(path)) as connection:
        for table in TABLES:
            connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 - names from above


def cpu(work: Callable[[], object]) -> float:
    """The CPU seconds that the work takes."""
    before = time.process_time()
    work()
    return time.process_time() - before


if __name__ == "__main__":
    main()
