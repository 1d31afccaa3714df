"""A database of statements: documents in, statements out; what the command line is a thin layer over."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self, TextIO, Unpack

from claimdb.errors import DatabaseError, ExportError, FilterError
from claimdb.store import filters as filtering
from claimdb.store import opening, query

# A query needs nothing else of the project, and shall not wait for it.
if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Engine

    from claimdb.export import Format
    from claimdb.ingesting import IngestedDocument as IngestedDocument
    from claimdb.ingesting import IngestReport as IngestReport
    from claimdb.ingesting import Progress as Progress
    from claimdb.links import Links
    from claimdb.reviewing import Reviews
    from claimdb.store.filters import Date, FilterOptions, Sort, Values
    from claimdb.store.record import Record
    from claimdb.store.records import (
        Difference,
        DocumentHistory,
        DocumentRecord,
        Removable,
        Removed,
        Shown,
        SpeakerCount,
        SpeakerDecision,
        StatementHistory,
        Stats,
        TopicCount,
        Verification,
    )

__all__ = ["Database", "open_database"]


def open_database(
    path: str | os.PathLike[str] = "claimdb.db",
    *,
    create: bool = True,
    timeout: float = 10.0,
    as_of: Date | None = None,
) -> Database:
    """Open the database at ``path``; see ``Database``, which it gives."""
    return Database(path, create=create, timeout=timeout, as_of=as_of)


class Database:
    """A database of statements in one file.

    A database of an older claimdb is upgraded.  One that is not there yet is made by the first ``ingest``,
    or, without ``create``, refused.  ``timeout``: how many seconds to wait while another program writes.
    ``as_of``: a day (``2024-02-12``, up to its end) or a time (``2024-02-12T14:30``), in UTC.  Everything is
    answered from the extractions and the decisions that counted then, and nothing can be written; what
    ``prune`` took out since is gone there, too.

    Use it in a ``with`` statement, or ``close`` it.  Every method raises ``DatabaseError`` when the file
    cannot be read or written.
    """

    def __init__(
        self,
        path: str | os.PathLike[str] = "claimdb.db",
        *,
        create: bool = True,
        timeout: float = 10.0,
        as_of: Date | None = None,
    ) -> None:
        self.path = Path(path)
        self._timeout = timeout
        self._closed = False
        self._moment = None if as_of is None else _moment(as_of)
        self._engine: Engine | None = None
        if not create or opening.is_there(self.path):
            self._engine = opening.connect(self.path, timeout=timeout)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; nothing can be asked of it any more."""
        self._closed = True
        if self._engine is not None:
            self._engine.dispose()

    # --------------------------------------------------------------------------------- in

    def ingest(
        self,
        *paths: str | os.PathLike[str],
        jobs: int = 1,
        model: str | None = None,
        fast: bool = False,
        language: str | None = None,
        progress: Callable[[Progress], None] | None = None,
    ) -> IngestReport:
        """Read files and folders, find the statements in them, and write both.

        What is in already, unchanged, is passed over without loading a language model.  Each document is
        written whole or not at all; a file that cannot be read is among the report's failures, and the rest
        goes in.  The results are the same for any number of ``jobs``, which are processes; a script that
        uses several must guard its main part with ``if __name__ == "__main__"``.

        ``model``: the name of an installed English spaCy pipeline.  ``fast``: go by its parse alone,
        without the tagger: several times faster, and finds less.  ``language``: that of the documents,
        where it is not to be told from their words; only English ones are extracted.  ``progress`` is
        called after every file.  Raises ``ModelError`` when the model is missing, and ``CorpusError`` for a
        mistake in a claimdb.toml.
        """
        from claimdb import extraction, ingesting
        from claimdb.ingesting import IngestReport

        self._check_present()
        if not all(map(os.fspath, paths)):
            raise FilterError("an empty path: name a file or a folder")
        if jobs < 1:
            raise ValueError(f"jobs is {jobs}: at least one process has to do the work")
        folder = self.path.absolute().parent
        tasks, failures = ingesting.tasks_for([Path(path) for path in paths], folder)
        tasks = [task._replace(language=language) for task in tasks]
        digests, unread = ingesting.digests_of(tasks)
        if not digests:
            return IngestReport((), (*failures, *unread.values()))
        with opening.told(self.path):
            if self._engine is None:
                self._engine = opening.create(self.path, timeout=self._timeout)
            run = ingesting.Ingest(
                self._engine,
                folder,
                model=model or extraction.DEFAULT_MODEL,
                fast=fast,
                jobs=jobs,
                report=progress,
            )
            report = run.run(tasks, digests, unread)
        return IngestReport(report.documents, (*failures, *report.failures))

    # -------------------------------------------------------------------- who is who

    def merge_speakers(self, name: str, into: str, *, note: str | None = None) -> SpeakerDecision:
        """Decide that the speaker ``name`` is the speaker ``into``, whose statements theirs then are.

        It holds everywhere, also for documents that are ingested or extracted again later; if ``into`` is
        merged with somebody in turn, these are all one.  What the extractor found stays in the database
        (``Record.found_speaker``), so that ``undo_speaker`` restores it.  Both are named in full, though case
        and accents don't matter.  ``note``: why.

        What has been decided already is not decided twice: the result is then ``repeated``.  Raises
        ``NotFoundError`` for a name that nobody has, with near ones, ``AmbiguousError`` for one that several
        have, and ``DecisionError`` for two that cannot be one: the same speaker, one who is somebody else
        already, documents' own voices, descriptions, and speakers of two Wikidata ids.
        """
        return self._decide("merge", name, into, note)

    def alias_speaker(self, name: str, other: str, *, note: str | None = None) -> SpeakerDecision:
        """Decide that ``other`` is another name of the speaker ``name``: who is asked for by it is found.

        Statements that are found under that name later are that speaker's.  The errors are those of
        ``merge_speakers``, which is for two who both have statements already.
        """
        return self._decide("alias", other, name, note)

    def undo_speaker(self, name: str) -> SpeakerDecision:
        """Undo what was decided on ``name`` by ``merge_speakers`` or ``alias_speaker``: all is as before.

        Raises ``NotFoundError`` when nothing is decided on that name.
        """
        from claimdb.store import decisions

        engine = self._connected()
        with opening.told(self.path):
            undone = decisions.undo(engine, name)
        self.links.refresh()
        return undone

    def speaker_decisions(self, *, undone: bool = False) -> list[SpeakerDecision]:
        """What was decided on speakers, by name; with ``undone`` also what does not hold any more."""
        from claimdb.store import decisions

        with self._reading() as connection:
            return decisions.listed(connection, undone=undone)

    @property
    def review(self) -> Reviews:
        """What people decide on statements: accept, reject and correct them, undo, compare coders."""
        from claimdb.reviewing import Reviews

        return Reviews(self._reading, self._connected, self.path)

    # -------------------------------------------------------------------------------- out

    def query(
        self,
        text: str | None = None,
        *,
        speaker: Values = (),
        topic: Values = (),
        document: Values = (),
        kind: Values = (),
        function: Values = (),
        since: Date | None = None,
        until: Date | None = None,
        min_confidence: float | None = None,
        status: Values = (),
        sort: str = "document",
        limit: int | None = None,
        origins: bool = False,
    ) -> Iterator[Record]:
        """Statements that meet all the filters, streamed.

        ``text``: words that must all be there, in any order; ``"words in quotation marks"`` stand together,
        and ``water*`` is any word that begins so.
        ``speaker``, ``topic``, ``document``, ``kind``, ``function``: one value or several, any of which fits.
        Speakers and topics are found by full name, other name, surname or part of the name, whatever the
        case, the accents and the transliteration, topics also by the beginning of the name.  A single name
        that several people bear fits all of them, which is an ``AmbiguousError``, unless it is written just
        as one of them.  ``"-"`` is for statements whose speaker is not known, or that are on no topic.
        Documents are found by path, pattern (``2024-*``), hash, or a part
        of the path or title.
        ``since``, ``until``: dates of publication, ``2024-02-12``, ``2024-02`` or ``2024``, both included; a
        document that is only dated to the month fits every day of it.  Documents without a date are left
        out as soon as one of the two is given; ``undated`` counts the statements that this leaves out.
        ``min_confidence``: from 0 to 1.
        ``status``: unreviewed, accepted, corrected, rejected, or several; without it all but rejected.
        ``sort``: document (the place in it), date, speaker or confidence; after a hyphen the other way round.
        ``limit``: at most so many.
        ``origins``: whether each record shall tell its provenance in full (``Record.origin``).

        Raises ``FilterError`` for a value that cannot be, ``NotFoundError`` for a name that nobody has, with
        near ones, and ``AmbiguousError`` for one that several have; all at once, not while streaming.
        """
        checked = filtering.check(
            text, speaker, topic, document, kind, function, since, until, min_confidence, status
        )
        order = query.check_sort(sort)
        if limit is not None and limit < 0:
            raise FilterError(f"limit {limit}: give 0 or more")
        if limit is not None and limit >= 2**63:
            raise FilterError(f"limit {limit}: give less, or none at all")
        with self._reading() as connection:
            conditions = filtering.conditions(connection, checked)
        return self._stream(conditions, order, limit, origins)

    def count(
        self,
        text: str | None = None,
        *,
        speaker: Values = (),
        topic: Values = (),
        document: Values = (),
        kind: Values = (),
        function: Values = (),
        since: Date | None = None,
        until: Date | None = None,
        min_confidence: float | None = None,
        status: Values = (),
    ) -> int:
        """How many statements meet the filters, which are those of ``query``, with the same errors."""
        checked = filtering.check(
            text, speaker, topic, document, kind, function, since, until, min_confidence, status
        )
        with self._reading() as connection:
            return query.count(connection, filtering.conditions(connection, checked))

    def undated(self, **filters: Unpack[FilterOptions]) -> int:
        """How many statements meet the filters, dates set aside, but are in documents without a date."""
        checked = filtering.check(**filters)._replace(since=None, until=None)
        with self._reading() as connection:
            conditions = filtering.conditions(connection, checked)
            return query.count(connection, [*conditions, filtering.undated()])

    def show(self, id: str) -> Shown:
        """One statement in its surroundings, by its id or the first four or more characters of it.

        Raises ``NotFoundError`` when there is none, ``AmbiguousError`` when several begin so, and
        ``FilterError`` for what can be no id.
        """
        from claimdb.store import showing

        with self._reading() as connection:
            return showing.show(connection, id)

    def speakers(self) -> list[SpeakerCount]:
        """Everyone who says anything, those who say most first."""
        from claimdb.store import overview

        with self._reading() as connection:
            return overview.speakers(connection)

    def topics(self) -> list[TopicCount]:
        """Every topic, those with most statements first."""
        from claimdb.store import overview

        with self._reading() as connection:
            return overview.topics(connection)

    def documents(self) -> list[DocumentRecord]:
        """Every document in its latest version, by path."""
        from claimdb.store import overview

        with self._reading() as connection:
            return overview.documents(connection)

    def stats(self) -> Stats:
        """The numbers of all, with a table of speakers by topics."""
        from claimdb.store import overview

        with self._reading() as connection:
            return overview.stats(connection)

    def history(self, id: str) -> DocumentHistory | StatementHistory:
        """What became of a document, by its path or a part of it, or of a statement, by its id.

        Raises ``NotFoundError`` and ``AmbiguousError``.
        """
        from claimdb.store import history

        with self._reading() as connection:
            return history.history(connection, id)

    def diff(
        self, document: str | None = None, a: int | str | None = None, b: int | str | None = None
    ) -> Iterator[Difference]:
        """What is other in an extraction than in an earlier one, streamed by document.

        ``a`` and ``b``: extractions of the document by their number, as ``history`` has it, or by a day or
        time at which they counted; without them the last two, and without ``document`` those of each one
        that has two.  Statements are matched by where their words stand, also in another version's text.
        Raises ``NotFoundError``, ``AmbiguousError`` and ``FilterError``, all at once, not while streaming.
        """
        from claimdb.store import history

        with self._reading() as connection:
            compared = history.to_compare(connection, document, a, b)

        def streamed() -> Iterator[Difference]:
            with self._reading() as connection:
                yield from history.differences(connection, compared)

        return streamed()

    def superseded(self) -> list[Removable]:
        """What another version or extraction has taken the place of, by document: what ``prune`` removes."""
        from claimdb.store import pruning

        with self._reading() as connection:
            return pruning.superseded(connection)

    def prune(self) -> Removed:
        """Remove superseded versions and extractions, and speakers who say nothing any more.

        What people decided stays, and so do the speakers that it is about and those of a claimdb.toml.
        Each document is pruned whole or not at all.
        """
        from claimdb.store import pruning

        return self._removing(pruning.prune)

    def removable(self, document: str) -> Removable:
        """What ``remove_document`` would remove; with its errors."""
        from claimdb.store import history, pruning

        with self._reading() as connection:
            return pruning.removable(connection, history.one_document(connection, document))

    def remove_document(self, document: str) -> Removed:
        """Remove a document with all its versions, by its path or a part of it that no other one has.

        Its file stays where it is; ingested again, it is a new document.
        Raises ``NotFoundError``, ``AmbiguousError``, and ``DecisionError`` when decisions refer to it.
        """
        from claimdb.store import history, pruning

        with self._reading() as connection:
            document_id = history.one_document(connection, document)
        return self._removing(lambda engine: [pruning.remove(engine, document_id)])

    def _removing(self, remove: Callable[[Engine], list[Removable]]) -> Removed:
        from claimdb.store import pruning
        from claimdb.store.records import Removed

        engine = self._connected()
        with opening.told(self.path):
            size = opening.size(self.path)
            removed = remove(engine)
            shrunk = pruning.shrink(engine) if removed else True
        return Removed(tuple(removed), max(0, size - opening.size(self.path)), shrunk)

    def export(
        self,
        destination: str | os.PathLike[str] | TextIO,
        *,
        format: Format | None = None,
        guard: bool = True,
        overwrite: bool = False,
        sort: str = "document",
        limit: int | None = None,
        **filters: Unpack[FilterOptions],
    ) -> int:
        """Write statements to a file or an open one; give their number.

        ``format``: csv, tsv and jsonl have a statement a row; webannotation, schema.org, prov and provn are
        the standards of those names, graphml and gexf networks of who speaks about what.  Without it the
        suffix of the file says.
        ``guard``: make cells harmless that a spreadsheet would run as a formula; see ``claimdb.export``.
        ``overwrite``: replace a file that is there.  A file is written whole or not at all.
        ``sort``, ``limit`` and the filters are those of ``query``, with the same errors.
        Raises ``ExportError`` when the file cannot be written, is there already, or has another suffix.
        """
        from claimdb import export as exporting

        if isinstance(destination, str | os.PathLike) and self._is_own(Path(destination)):
            raise ExportError(f"{destination}: is the database itself; name another file")
        target = exporting.target(destination, format=format, overwrite=overwrite)
        records = self.query(sort=sort, limit=limit, origins=exporting.needs_origins(target), **filters)
        return exporting.write(records, target, guard=guard)

    @property
    def links(self) -> Links:
        """What is said where else: links between statements, claims, and the check of quotations."""
        from claimdb.links import Links

        return Links(self)

    def _is_own(self, path: Path) -> bool:
        """True for the database's file and what SQLite keeps beside it."""
        own = (
            self.path,
            *(self.path.with_name(self.path.name + end) for end in ("-wal", "-shm", "-journal")),
        )
        return path.absolute() in {each.absolute() for each in own} or (
            path.exists() and self.path.exists() and path.samefile(self.path)
        )

    def verify(self, *, fix: bool = False) -> Verification:
        """Prove that every statement's words are its document's words, in the database and in the files.

        A file that has the bytes that were read is read again, which must give the same text.
        ``fix``: put right what can be derived from the rest: a text from its file, words and places of
        spans from each other, the full-text index, which extraction counts, whose decided names are.
        """
        from claimdb import verifying

        engine = self._connected()
        with opening.told(self.path):
            return verifying.verify(engine, self.path.absolute().parent, fix=fix)

    def pruned_then(self) -> int:
        """How many documents are left out because what counted of them ``as_of`` then was pruned."""
        if self._moment is None:
            return 0
        from claimdb.store import past

        with opening.told(self.path), self._opened().connect() as connection:
            return past.pruned(connection, self._moment)

    # ------------------------------------------------------------------------------ inside

    def _decide(
        self, verdict: Literal["merge", "alias"], name: str, speaker: str, note: str | None
    ) -> SpeakerDecision:
        from claimdb.store import decisions

        engine = self._connected()
        with opening.told(self.path):
            decided = decisions.decide(engine, verdict, name, speaker, note)
        self.links.refresh()
        return decided

    def _connected(self) -> Engine:
        """The engine, for what may write."""
        self._check_present()
        return self._opened()

    def _check_present(self) -> None:
        """Refuse to write when the past, or nothing, is open."""
        self._check_open()
        if self._moment is not None:
            raise DatabaseError(f"{self.path}: as it was at {self._moment} it can only be read")

    def _check_open(self) -> None:
        if self._closed:
            raise DatabaseError(f"{self.path}: was closed; open it again")

    def _opened(self) -> Engine:
        self._check_open()
        if self._engine is None:
            # Another program may have made it in the meantime.
            self._engine = opening.connect(self.path, timeout=self._timeout)
        return self._engine

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        engine = self._opened()
        with opening.told(self.path), engine.connect() as connection:
            if self._moment is not None:
                from claimdb.store import past

                past.go(connection, self._moment)
            yield connection

    def _stream(
        self, conditions: Sequence[ColumnElement[bool]], sort: Sort, limit: int | None, origins: bool
    ) -> Iterator[Record]:
        with self._reading() as connection:
            yield from query.records(connection, conditions, sort=sort, limit=limit, origins=origins)


def _moment(as_of: Date) -> str:
    from claimdb.store import past

    return past.moment(as_of)
