"""What reading costs beside analysing: the user CPU of both over the same plain-text articles.

usage: python bench/reading.py FOLDER [ARTICLES]

Analysing is the bare language model over the text of the blocks, in batches; nothing of extraction.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from claimdb import reading
from claimdb.extraction import DEFAULT_MODEL
from claimdb.extraction.passages import passages
from claimdb.extraction.pipeline import load
from claimdb.model import Document

LIMIT = 0.1
ARTICLES = 1000
RUNS = 3


def seconds(work: Callable[[], object], runs: int) -> float:
    """The least CPU time of several runs, after one that fills the caches."""
    work()
    taken = []
    for _ in range(runs):
        begin = time.process_time()
        work()
        taken.append(time.process_time() - begin)
    return min(taken)


def main(folder: Path, most: int) -> int:
    files = reading.find_files([folder])[:most]
    documents: list[Document] = []

    def read() -> None:
        documents[:] = [reading.read(file) for file in files]

    spent = seconds(read, RUNS)
    texts = [passage.text for document in documents for passage in passages(document)]
    nlp = load(DEFAULT_MODEL)
    next(iter(nlp.pipe(texts[:1])))
    begin = time.process_time()
    for _ in nlp.pipe(texts, batch_size=256):
        pass
    analysed = time.process_time() - begin
    ratio = spent / analysed
    verdict = "within" if ratio <= LIMIT else "ABOVE"
    print(
        f"{ratio:.3f} x  ({verdict} {LIMIT} x)   reading {len(files)} articles: {spent:.2f} s CPU;"
        f" analysing them: {analysed:.2f} s"
    )
    return 0 if ratio <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else ARTICLES))
