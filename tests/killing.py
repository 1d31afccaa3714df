"""Kills what writes to a database at random moments, and looks at what is left; told by its exit status.

    python tests/killing.py ingest|review|prune|full|crowd FOLDER POINTS SEED

``full`` lets the disk be full at some point instead, ``crowd`` lets two write and five read at once.  A
program of its own, since it forks: nothing is loaded anew for each of the many that are killed.
"""

from __future__ import annotations

import os
import random
import re
import resource
import shutil
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import claimdb
import claimdb.database
import claimdb.importing
import claimdb.ingesting
import claimdb.sheets
import claimdb.store.migrating
import claimdb.store.pruning
import claimdb.verifying
from claimdb import extraction
from claimdb.model import Corpus, Document, Extraction, Extractor, Span, Statement, joined, statement_id

DOCUMENTS = 6
DAYS = 10
SPEAKERS = ("Jane Doe", "Ana Silva", "Tomás Novák", "Mary Roe")


class ByHand:
    """An extractor of one rule, in the place of the real one."""

    def __init__(self) -> None:
        self.config = "0"

    def describe(self, model: str, corpus: Corpus, **_: object) -> Extractor:  # noqa: ARG002 - as the real one
        return Extractor("0", model, "1", self.config)

    def extract(
        self, documents: Iterable[tuple[Document, Corpus]], *, model: str = "by_hand", **_: object
    ) -> Iterator[Extraction]:
        for document, corpus in documents:
            yield Extraction(self.describe(model, corpus), tuple(statements(document)))


def statements(document: Document) -> Iterator[Statement]:
    for match in re.finditer(r"(It rained [^,\n]+), ([^\n]+) said\.", document.text):
        spans = (Span(*match.span(1)),)
        yield Statement(
            id=statement_id(document.sha256, spans),
            document=document.path,
            kind="indirect",
            spans=spans,
            text=joined(document.text, spans),
            speaker=match[2],
            speaker_kind="person",
            source_spans=(Span(*match.span(2)),),
            cue_spans=(),
            via=None,
            addressee=None,
            function="assertion",
            topics=("weather",),
            section=None,
            timestamp=None,
            attribution=None,
            nested_in=None,
            confidence=0.9,
            evidence="made by hand",
            sentence_spans=(Span(*match.span()),),
        )


def write_press(folder: Path, state: int) -> Path:
    """Documents, every third of which is another one in each state."""
    press = folder / "press"
    press.mkdir(exist_ok=True)
    for number in range(DOCUMENTS):
        place = state if number % 3 == 0 else 0
        lines = (
            f"It rained {day} days in {folder.name} {place}-{number}, {SPEAKERS[(day + place) % 4]} said.\n\n"
            for day in range(DAYS)
        )
        (press / f"{number}.txt").write_text("".join(lines), encoding="utf-8")
    return press


def forked(work: Callable[[], object]) -> int:
    """Do the work in another process, whose exit status tells whether it went well."""
    child = os.fork()
    if child:
        return child
    try:
        work()
        os._exit(0)
    except BaseException:  # noqa: BLE001 - whatever it is, the parent is told
        traceback.print_exc()
        os._exit(1)


def killed(work: Callable[[int], None], confirmations: int, pause: float) -> list[str]:
    """Do the work in another process, kill it some time after so many lines, and give all its lines."""
    reading, writing = os.pipe()
    child = forked(lambda: work(writing))
    os.close(writing)
    lines = b""
    while lines.count(b"\n") < confirmations and (more := os.read(reading, 1)):
        lines += more
    time.sleep(pause)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(reading, 4096):
        lines += more
    os.close(reading)
    return lines.decode().split("\n")[:-1]


def state_of(path: Path) -> dict[str, Any]:
    """What counts in the database, which is sound."""
    with claimdb.open(path) as database:
        verified = database.verify()
        assert verified.sound, [str(problem) for problem in verified.problems]
        return {
            "statements": sorted(
                (
                    record.document,
                    record.statement.id,
                    record.statement.speaker or "",
                    record.extractor.config,
                )
                for record in database.query()
            ),
            "decisions": [(each.name, each.now) for each in database.speaker_decisions()],
        }


def kill_ingest(folder: Path, points: int, chance: random.Random) -> None:
    by_hand = stand_in()
    path = folder / "claimdb.db"
    finished = 0
    for point in range(points):
        if point % 5 == 0:  # begin from nothing again: the database is made, too
            for file in folder.glob("claimdb.db*"):
                file.unlink()
        press = write_press(folder, point)
        by_hand.config = str(point)

        def work(pipe: int, press: Path = press) -> None:
            with claimdb.open(path) as database:
                database.ingest(press, progress=lambda done: tell(pipe, done.path))

        confirmed = killed(work, chance.randrange(-1, DOCUMENTS), chance.random() * 0.03)
        finished += len(confirmed) == DOCUMENTS
        with claimdb.open(path) as database:
            there = {each.path for each in database.documents()} if path.exists() and confirmed else set()
        assert there.issuperset(confirmed), (point, confirmed)
        if confirmed:
            new = {
                document for document, _, _, config in state_of(path)["statements"] if config == str(point)
            }
            assert new.issuperset(confirmed), (point, confirmed)
        with claimdb.open(path) as database:
            report = database.ingest(press)
        status = {each.path: each.status for each in report.documents}
        assert {status[each] for each in confirmed} <= {"unchanged"}, status
        assert len(state_of(path)["statements"]) == DOCUMENTS * DAYS
    assert finished < points / 2, f"only {points - finished} of {points} were killed before they were done"


def kill_prune(folder: Path, points: int, chance: random.Random) -> None:
    by_hand = stand_in()
    whole = folder / "whole.db"
    with claimdb.open(whole) as database:
        for state in range(3):
            by_hand.config = str(state)
            database.ingest(write_press(folder, state))
        database.merge_speakers("Mary Roe", "Jane Doe")
    before = state_of(whole)
    path = folder / "claimdb.db"
    longest = 0.0
    midway = 0
    for point in range(points + 1):
        for file in folder.glob("claimdb.db*"):
            file.unlink()
        shutil.copy(whole, path)

        def work(pipe: int) -> None:
            with claimdb.open(path) as database:
                database.prune()
            tell(pipe, "done")

        began = time.monotonic()
        # The first one is let be, and tells how long one takes.
        lines = killed(work, 0 if point else 1, chance.random() * longest)
        longest = longest or time.monotonic() - began
        assert state_of(path) == before, point
        with claimdb.open(path) as database:
            left = sum(each.extractions for each in database.superseded())
            assert not (lines and left)
            midway += 0 < left < DOCUMENTS * 2
            database.prune()
            assert not database.superseded()
        assert state_of(path) == before, point
    assert midway, "none was killed midway"


def kill_review(folder: Path, points: int, chance: random.Random) -> None:
    """Decisions one after the other, and a corrected file at once: what was told is decided, no half file."""
    by_hand = stand_in()
    by_hand.config = "0"
    path, sheet = folder / "claimdb.db", folder / "corrected.csv"
    with claimdb.open(path) as database:
        database.ingest(write_press(folder, 0))
        ids = [record.statement.id for record in database.query(limit=DAYS)]
        database.export(sheet, limit=DAYS)
    lines = sheet.read_text(encoding="utf-8").splitlines()
    corrected = [line.replace(",indirect,", ",direct,", 1) for line in lines]  # not what was found
    sheet.write_text("\n".join(corrected), encoding="utf-8")
    shutil.copy(path, folder / "undecided.db")
    whole = 0
    for point in range(points):
        coder = f"coder {point}"
        for file in folder.glob("claimdb.db*"):
            file.unlink()
        shutil.copy(folder / "undecided.db", path)

        def decide(pipe: int, coder: str = coder) -> None:
            with claimdb.open(path) as database:
                for each in ids:
                    database.review.decide(each, "accept", coder=coder)
                    tell(pipe, each)

        def correct(pipe: int, coder: str = coder) -> None:
            with claimdb.open(path) as database:
                database.review.import_csv(sheet, coder=coder)
            tell(pipe, "done")

        one_by_one = point % 2 == 0
        work, confirmations = (decide, chance.randrange(8)) if one_by_one else (correct, 0)
        told = killed(work, confirmations, chance.random() * (0.05 if one_by_one else 0.3))
        with claimdb.open(path) as database:
            decided = {each.statement for each in database.review.decisions(coder=coder)}
            problems = [str(problem) for problem in database.verify().problems]
        assert not problems, problems
        if one_by_one:
            assert decided.issuperset(told)
        else:
            assert len(decided) in ((len(ids),) if told else (0, len(ids)))
            whole += bool(told)
    assert whole < points / 2, "every file was read to its end"


def fill_disk(folder: Path, points: int, chance: random.Random) -> None:
    """No file can grow beyond some size; whatever it is, an ingest ends with one line."""
    by_hand = stand_in()
    path = folder / "claimdb.db"
    press = write_press(folder, 0)
    with claimdb.open(path) as database:
        database.ingest(press)
    size = path.stat().st_size
    refused = 0
    for point in range(points):
        if point % 4 == 0:
            for file in folder.glob("claimdb.db*"):
                file.unlink()
        press = write_press(folder, point + 1)
        by_hand.config = str(point)
        limit = chance.randrange(size * 2)

        def work(pipe: int, limit: int = limit, press: Path = press) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
            try:
                with claimdb.open(path) as database:
                    if path.exists() and limit % 2:
                        database.prune()
                    database.ingest(press, progress=lambda done: tell(pipe, done.path))
            except claimdb.ClaimdbError as error:
                tell(pipe, f"refused {error}")
            tell(pipe, "done")

        *lines, last = waited(work)
        assert last == "done", lines
        confirmed = {line for line in lines if not line.startswith("refused")}
        refused += len(confirmed) < len(lines)
        if confirmed:
            there = state_of(path)["statements"]
            assert {document for document, *_, config in there if config == str(point)} >= confirmed
        with claimdb.open(path) as database:
            database.ingest(press)
        assert len(state_of(path)["statements"]) == DOCUMENTS * DAYS
    assert refused > points / 4, f"the disk was full {refused} times of {points}"


def tell(pipe: int, line: str) -> None:
    os.write(pipe, f"{line}\n".encode())


def waited(work: Callable[[int], None]) -> list[str]:
    """Do the work in another process, and give the lines that it tells."""
    reading, writing = os.pipe()
    child = forked(lambda: work(writing))
    os.close(writing)
    with os.fdopen(reading) as stream:
        lines = stream.read().splitlines()
    assert os.waitpid(child, 0)[1] == 0
    return lines


def crowd(folder: Path, points: int, chance: random.Random) -> None:
    """Two write, five read: readers see whole documents only, and nobody is sent away."""
    by_hand = stand_in()
    path = folder / "claimdb.db"
    folders = [folder / name for name in "ab"]
    for each in folders:
        each.mkdir()
        write_press(each, 0)
    with claimdb.open(path) as database:
        database.ingest(folders[0])
    done = folder / "done"

    def write(own: Path) -> None:
        for state in range(points):
            by_hand.config = str(state)
            with claimdb.open(path, timeout=60) as database:
                database.ingest(write_press(own, state))

    def read() -> None:
        looks = 0
        while not done.exists() or not looks:
            with claimdb.open(path, timeout=60) as database:
                documents = Counter(record.document for record in database.query())
                assert set(documents.values()) == {DAYS}, documents
                assert {each.statements for each in database.documents()} == {DAYS}
                if looks % 3 == 0:
                    problems = [str(problem) for problem in database.verify().problems]
                    assert not problems, problems
            looks += 1

    readers = [forked(read) for _ in range(5)]
    writers = [forked(lambda own=own: write(own)) for own in folders]  # type: ignore[misc] # the same own
    statuses = [os.waitpid(each, 0)[1] for each in writers]
    done.touch()
    statuses += [os.waitpid(each, 0)[1] for each in readers]
    assert statuses == [0] * 7, statuses
    assert len(state_of(path)["statements"]) == 2 * DOCUMENTS * DAYS


def stand_in() -> ByHand:
    by_hand = ByHand()
    extraction.describe = by_hand.describe  # type: ignore[assignment] # all that is asked of it
    extraction.extract = by_hand.extract  # type: ignore[assignment] # the same
    return by_hand


def main() -> None:
    what, folder, points, seed = sys.argv[1:]
    work = {
        "ingest": kill_ingest,
        "review": kill_review,
        "prune": kill_prune,
        "full": fill_disk,
        "crowd": crowd,
    }[what]
    work(Path(folder), int(points), random.Random(int(seed)))


if __name__ == "__main__":
    main()
