"""Taking documents in: what to do is found out first, done in one process or several, written in order."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from claimdb.errors import ClaimdbError, ReadingError
from claimdb.model import Corpus, Document, Extraction, Extractor
from claimdb.store.records import Progression

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from claimdb.store.known import Known

CHUNK_FILES = 8
CHUNK_BYTES = 64 * 1024
"""How much is extracted at a time: enough for the model to work in batches, little enough to share out.

It depends on the files alone, so that the batches, and with them the results, are the same for any number
of processes.
"""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest has come."""

    done: int
    """Files."""
    total: int
    path: str
    """The file that was done last."""
    bytes_done: int
    bytes_total: int


@dataclass(frozen=True, slots=True)
class IngestedDocument:
    """What became of one file."""

    path: str
    """Relative to the folder of the database, with forward slashes."""
    status: Progression
    statements: int = 0
    speakers: Mapping[str | None, int] = field(default_factory=dict)
    """Statements by speaker; ``None`` for an unknown one."""
    same_as: str | None = None
    """For a duplicate: the path of the document with the same bytes."""
    language: str | None = None
    """Of a document that was read in this run; none but English is extracted."""
    notice: str | None = None
    """What reading it in this run found that its owner should know."""


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of the files handed in, each in one of the two lists, in their order."""

    documents: tuple[IngestedDocument, ...]
    failures: tuple[ReadingError, ...]


class Task(NamedTuple):
    """A file to take in."""

    file: Path
    name: str
    """What the database calls it."""
    root: Path | None
    """The folder, given by the user, that it was found in."""
    size: int
    """In bytes."""
    language: str | None = None
    """Of the document, where it is not to be told from its words."""


class Outcome(NamedTuple):
    """What reading and extracting a file gave."""

    task: Task
    found: tuple[Document, Extraction] | ReadingError


Report = Callable[[Progress], None]


def tasks_for(paths: Sequence[Path], folder: Path) -> tuple[list[Task], list[ReadingError]]:
    """The files that ``paths`` name, each once, and what is wrong with those that name none.

    ``folder``: that of the database, which the documents' names are relative to.
    """
    from claimdb import reading

    tasks: dict[str, Task] = {}
    failures: list[ReadingError] = []
    for path in paths:
        root = path if path.is_dir() else None
        if root is None and not os.path.lexists(path):
            typed = os.fspath(path).encode(errors="backslashreplace").decode()
            failures.append(ReadingError(typed, "there is no such file or folder"))
            continue
        files = reading.find_files([path])
        if not files and root is not None:
            failures.append(ReadingError(str(path), "there is no document in this folder"))
        for file in files:
            name = relative(file, folder)
            shown = name.encode(errors="backslashreplace").decode()
            if shown != name:
                failures.append(ReadingError(shown, "its name is not valid here; rename it"))
                continue
            tasks.setdefault(name, Task(file, name, root, _size(file)))
    return list(tasks.values()), failures


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except (OSError, ValueError):  # reading it will say what is wrong
        return 0


def relative(file: Path, folder: Path) -> str:
    """The path of a file as the database in ``folder`` keeps it: the same wherever both are moved to."""
    try:
        return Path(os.path.relpath(file, folder)).as_posix()
    except ValueError:  # on another drive
        return file.absolute().as_posix()


def digests_of(tasks: Iterable[Task]) -> tuple[dict[str, str], dict[str, ReadingError]]:
    """The hash of each file's bytes, or why it has none, by name."""
    from claimdb import reading

    digests: dict[str, str] = {}
    failures: dict[str, ReadingError] = {}
    for task in tasks:
        try:
            digests[task.name] = reading.digest(task.file)
        except ReadingError as error:
            failures[task.name] = ReadingError(task.name, error.reason)
    return digests, failures


def given_for(corpus: Corpus, path: Path) -> str:
    """A digest of the metadata that the corpus file gives for a document, "" for none."""
    given = dict(corpus.metadata_of(path.as_posix()))
    return hashlib.sha256(json.dumps(given, sort_keys=True).encode()).hexdigest() if given else ""


def given_to(corpus: Corpus, task: Task) -> str:
    """The same, with the language that the user gives."""
    given = given_for(corpus, task.file)
    return hashlib.sha256(f"{given} {task.language}".encode()).hexdigest() if task.language else given


def chunks(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    """The tasks in order, in parts of about the same size."""
    chunk: list[Task] = []
    size = 0
    for task in tasks:
        if chunk and (len(chunk) == CHUNK_FILES or size + task.size > CHUNK_BYTES):
            yield chunk
            chunk, size = [], 0
        chunk.append(task)
        size += task.size
    if chunk:
        yield chunk


def work(tasks: Sequence[Task], model: str, fast: bool) -> list[Outcome]:
    """Read and extract some files: what a worker process does."""
    from claimdb import extraction, reading
    from claimdb.corpus import corpus_for

    read: list[tuple[Document, Corpus] | ReadingError] = []
    for task in tasks:
        corpus = corpus_for(task.file, task.root)
        try:
            read.append(
                (reading.read(task.file, corpus=corpus, name=task.name, language=task.language), corpus)
            )
        except ReadingError as error:
            read.append(error)
    good = [each for each in read if not isinstance(each, ReadingError)]
    try:
        extracted: list[Extraction | ReadingError] = list(extraction.extract(good, model=model, fast=fast))
    except ClaimdbError:
        raise
    except Exception:  # noqa: BLE001 - one document that the rules trip over must not stop the others
        extracted = [_alone(document, corpus, model, fast) for document, corpus in good]
    results = iter(extracted)
    return [Outcome(task, _found(each, results)) for task, each in zip(tasks, read, strict=True)]


def _alone(document: Document, corpus: Corpus, model: str, fast: bool) -> Extraction | ReadingError:
    from claimdb import extraction

    try:
        return next(iter(extraction.extract([(document, corpus)], model=model, fast=fast)))
    except ClaimdbError:
        raise
    except Exception as error:  # noqa: BLE001 - it is named with the file, and the run goes on
        return ReadingError(document.path, f"extraction failed, please report this: {error!r}")


def _found(
    read: tuple[Document, Corpus] | ReadingError, results: Iterator[Extraction | ReadingError]
) -> tuple[Document, Extraction] | ReadingError:
    if isinstance(read, ReadingError):
        return read
    result = next(results)
    return result if isinstance(result, ReadingError) else (read[0], result)


class Ingest:
    """One run of taking files into a database."""

    def __init__(
        self, engine: Engine, folder: Path, *, model: str, fast: bool, jobs: int, report: Report | None
    ) -> None:
        self._engine = engine
        self._folder = folder
        self._model = model
        self._fast = fast
        self._jobs = jobs
        self._report = report
        self._results: dict[str, IngestedDocument | ReadingError] = {}
        self._extractors: dict[str, Extractor] = {}
        self._bytes = 0
        self._bytes_total = 0
        self._total = 0

    def run(
        self, tasks: Sequence[Task], digests: Mapping[str, str], failures: Mapping[str, ReadingError]
    ) -> IngestReport:
        """Take the files in, and tell what became of each, in their order."""
        self._total = len(tasks)
        self._bytes_total = sum(task.size for task in tasks)
        for task in tasks:
            if task.name in failures:
                self._done(task, failures[task.name])
        pending, followers = self._survey([task for task in tasks if task.name in digests], digests)
        self._extract(pending)
        for task, leader in followers:
            result = self._results[leader]
            if isinstance(result, ReadingError):
                self._done(task, ReadingError(task.name, result.reason))
            else:
                self._done(task, IngestedDocument(task.name, "duplicate", same_as=leader))
        results = [self._results[task.name] for task in tasks]
        return IngestReport(
            documents=tuple(each for each in results if isinstance(each, IngestedDocument)),
            failures=tuple(each for each in results if isinstance(each, ReadingError)),
        )

    # ---------------------------------------------------------------- what there is to do

    def _survey(
        self, tasks: Sequence[Task], digests: Mapping[str, str]
    ) -> tuple[list[Task], list[tuple[Task, str]]]:
        """The files to extract, and those with the bytes of one of them, with its name."""
        from claimdb.store import known as there

        with self._engine.connect() as connection:
            known = there.by_path(connection, [task.name for task in tasks])
            others = sorted({digests[task.name] for task in tasks if task.name not in known})
            twins = there.by_bytes(connection, others)
        unchanged: list[tuple[Task, Known, Progression]] = []
        pending: list[Task] = []
        leaders: dict[str, str] = {}
        followers: list[tuple[Task, str]] = []
        for task in tasks:
            sha256 = digests[task.name]
            before = known.get(task.name)
            twin = twins.get(sha256) if before is None else None
            status: Progression = "unchanged"
            if twin is not None and digests.get(twin.path, sha256) == sha256:
                if (self._folder / twin.path).exists():
                    self._done(task, IngestedDocument(task.name, "duplicate", same_as=twin.path))
                    continue
                there.move(self._engine, twin.document_id, task.name)
                before = twins[sha256] = replace(twin, path=task.name)
                status = "moved"
            extractor, given = self._extractor_for(task)
            if before is not None and before.is_of(sha256, extractor, given):
                unchanged.append((task, before, status))
            elif before is None and sha256 in leaders:
                followers.append((task, leaders[sha256]))
            else:
                leaders.setdefault(sha256, task.name)
                pending.append(task)
        self._tell_unchanged(unchanged)
        return pending, followers

    def _extractor_for(self, task: Task) -> tuple[Extractor, str]:
        from claimdb import extraction
        from claimdb.corpus import corpus_for

        corpus = corpus_for(task.file, task.root)
        if corpus.digest not in self._extractors:
            self._extractors[corpus.digest] = extraction.describe(self._model, corpus, fast=self._fast)
        return self._extractors[corpus.digest], given_to(corpus, task)

    def _tell_unchanged(self, tasks: Sequence[tuple[Task, Known, Progression]]) -> None:
        from claimdb.store import overview

        with self._engine.connect() as connection:
            speakers = overview.speakers_of(connection, [known.extraction_id for _, known, _ in tasks])
        for task, known, status in tasks:
            said = speakers[known.extraction_id]
            self._done(task, IngestedDocument(task.name, status, sum(said.values()), said))

    # --------------------------------------------------------------------------- doing it

    def _extract(self, tasks: Sequence[Task]) -> None:
        from claimdb.corpus import corpus_for
        from claimdb.store import identity, opening, relinking
        from claimdb.store.writing import Writer

        if not tasks:
            relinking.refresh(self._engine)
            return
        writer = Writer(self._engine)
        for task, found in self._outcomes(list(chunks(tasks))):
            if isinstance(found, ReadingError):
                self._done(task, found)
                continue
            relinking.refresh(self._engine, waiting=relinking.AT_ONCE)
            document, extraction = found
            corpus = corpus_for(task.file, task.root)
            status = writer.write(document, extraction, corpus=corpus, given=given_to(corpus, task))
            with self._engine.connect() as connection:
                said = identity.said(connection, extraction.statements)
            self._done(
                task,
                IngestedDocument(
                    task.name,
                    status,
                    len(extraction.statements),
                    said,
                    language=document.language,
                    notice=document.notice,
                ),
            )
        relinking.refresh(self._engine)
        opening.tune(self._engine)

    def _outcomes(self, parts: Sequence[Sequence[Task]]) -> Iterator[Outcome]:
        if self._jobs == 1 or len(parts) < 2:
            for part in parts:
                yield from work(part, self._model, self._fast)
            return
        from claimdb.workers import in_order

        for outcomes in in_order(work, [(part, self._model, self._fast) for part in parts], jobs=self._jobs):
            yield from outcomes

    def _done(self, task: Task, result: IngestedDocument | ReadingError) -> None:
        self._results[task.name] = result
        self._bytes += task.size
        if self._report is not None:
            self._report(Progress(len(self._results), self._total, task.name, self._bytes, self._bytes_total))
